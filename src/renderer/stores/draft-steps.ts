import { create } from 'zustand'

/** Something done to drafts that can be taken back before anything is sent. */
export interface DraftStep {
  undo(): Promise<unknown>
  redo(): Promise<unknown>
}

interface Steps {
  readonly done: readonly DraftStep[]
  readonly undone: readonly DraftStep[]
}

/** Steps kept at most. */
const MOST = 100

/** Of this window, as long as it lives; drafts themselves are in the journal. */
export const useDraftSteps = create<Steps>(() => ({ done: [], undone: [] }))

/** It was done already. */
export const noteStep = (step: DraftStep): void =>
  useDraftSteps.setState(({ done }) => ({ done: [...done, step].slice(-MOST), undone: [] }))

/** Does it, and remembers how to take it back. Throws what the call throws; then nothing is remembered. */
export const doStep = async (step: DraftStep): Promise<void> => {
  await step.redo()
  noteStep(step)
}

export const undoStep = async (): Promise<void> => {
  const { done, undone } = useDraftSteps.getState()
  const step = done.at(-1)
  if (!step) return
  await step.undo()
  useDraftSteps.setState({ done: done.slice(0, -1), undone: [...undone, step] })
}

export const redoStep = async (): Promise<void> => {
  const { done, undone } = useDraftSteps.getState()
  const step = undone.at(-1)
  if (!step) return
  await step.redo()
  useDraftSteps.setState({ done: [...done, step], undone: undone.slice(0, -1) })
}
