import { create } from 'zustand'
import { failureFrom } from '../api.ts'
import { onLeave } from './workspace.ts'

/** Something done to drafts of a set that can be taken back before anything is sent. Both answer how many edits they changed. */
export interface DraftStep {
  readonly setId: string
  undo(): Promise<number>
  redo(): Promise<number>
}

interface Steps {
  readonly done: readonly DraftStep[]
  readonly undone: readonly DraftStep[]
}

/** Steps kept at most. */
const MOST = 100

/** Of this window, as long as its workspace is open; drafts themselves are in the journal. */
const useSteps = create<Steps>(() => ({ done: [], undone: [] }))
onLeave(() => useSteps.setState({ done: [], undone: [] }))

const lastOf = (steps: readonly DraftStep[], setId: string): DraftStep | undefined =>
  steps.findLast((step) => step.setId === setId)
const without = (steps: readonly DraftStep[], step: DraftStep): readonly DraftStep[] =>
  steps.filter((each) => each !== step)

/** Whether anything of the set can be taken back, or done again. */
export const useHasSteps = (setId: string): { readonly back: boolean; readonly forth: boolean } => {
  const back = useSteps(({ done }) => lastOf(done, setId) !== undefined)
  const forth = useSteps(({ undone }) => lastOf(undone, setId) !== undefined)
  return { back, forth }
}

/** A key that is pressed twice means two steps: each begins when the one before has ended. */
let last: Promise<unknown> = Promise.resolve()
const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
  const next = last.then(run)
  last = next.catch(() => undefined)
  return next
}

/** It was done already. */
export const noteStep = (step: DraftStep): void =>
  useSteps.setState(({ done, undone }) => ({
    done: [...done, step].slice(-MOST),
    undone: undone.filter(({ setId }) => setId !== step.setId),
  }))

/** Does it, and remembers how to take it back. Throws what the call throws; then nothing is remembered. */
export const doStep = (step: DraftStep): Promise<void> =>
  inTurn(async () => {
    if ((await step.redo()) > 0) noteStep(step)
  })

const move = (setId: string, from: keyof Steps, to: keyof Steps, act: 'undo' | 'redo'): Promise<boolean> =>
  inTurn(async () => {
    const step = lastOf(useSteps.getState()[from], setId)
    if (!step) return true
    const leave = (isMoved: boolean): void =>
      useSteps.setState((steps) =>
        // Another workspace knows nothing of it.
        steps[from].includes(step)
          ? { ...steps, [from]: without(steps[from], step), ...(isMoved ? { [to]: [...steps[to], step] } : {}) }
          : steps,
      )
    try {
      const changed = await step[act]()
      leave(changed > 0)
      return changed > 0
    } catch (error) {
      // What is gone does not come back: it must not be in the way of the steps before it.
      if (failureFrom(error).code === 'notFound') leave(false)
      throw error
    }
  })

/** Takes the last step in the set back. False: what it was about is no draft any more, and nothing was changed. Throws CallError. */
export const undoStep = (setId: string): Promise<boolean> => move(setId, 'done', 'undone', 'undo')

/** Does again what was taken back last; answers and throws as `undoStep`. */
export const redoStep = (setId: string): Promise<boolean> => move(setId, 'undone', 'done', 'redo')
