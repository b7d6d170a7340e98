import { create } from 'zustand'
import { MOST_KEPT } from '../../../shared/domain/change-sets.ts'
import type { Change, EditField, EditState } from '../../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { noteStep } from '../../stores/draft-steps.ts'

/** The room's one way to send changes to Meta, and what became of each. */

export interface PostedChange {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly change: Change
  /** Empty: none was given. */
  readonly reason: string
  /** What was typed to confirm an amount over the limit. */
  readonly confirmed?: string | undefined
}

export interface Outcome {
  readonly change: Change
  readonly state: EditState | 'posting'
  /** Why it was rejected or is unknown. */
  readonly failure: Failure | null
  /** When it came to this, by the window's clock. */
  readonly at: number
}

/** By `outcomeKey`; the last one of each value, as long as the window lives or until it is forgotten. */
export type Outcomes = ReadonlyMap<string, Outcome>

export const outcomeKey = (objectId: ObjectId, field: EditField): string => `${objectId} ${field}`

const useStore = create<{ readonly outcomes: Outcomes }>(() => ({ outcomes: new Map() }))

const change = (act: (outcomes: Map<string, Outcome>) => void): void => {
  const outcomes = new Map(useStore.getState().outcomes)
  act(outcomes)
  useStore.setState({ outcomes })
}

const made = ({ accountId, objectId, change: asked, reason, confirmed }: PostedChange): Promise<Outcome> =>
  call('edits.make', { accountId, objectId, change: asked, reason, confirmed }).then(
    ({ state, failure }): Outcome => ({ change: asked, state, failure, at: Date.now() }),
    (error: unknown): Outcome => ({ change: asked, state: 'rejected', failure: failureFrom(error), at: Date.now() }),
  )

/** One after the other, each journaled, sent once and read back by itself: what is refused does not keep the others. Answers in order. */
export const postChanges = async (changes: readonly PostedChange[]): Promise<readonly Outcome[]> => {
  const ended: Outcome[] = []
  const note = (one: PostedChange, outcome: Outcome): void =>
    change((outcomes) => void outcomes.set(outcomeKey(one.objectId, one.change.field), outcome))
  for (const one of changes) {
    note(one, { change: one.change, state: 'posting', failure: null, at: Date.now() })
    const outcome = await made(one)
    ended.push(outcome)
    note(one, outcome)
  }
  return ended
}

/** Where edits go: into a change set that is there, or a new one of this name. */
export type Into = { readonly setId: string } | { readonly name: string }

export interface Kept {
  readonly setId: string
  readonly kept: number
  /** What cannot be kept, each as it ended. */
  readonly refused: readonly Outcome[]
}

/**
 * Keeps changes as drafts, or gives them to be posted in the background: answers before anything is sent. Throws CallError when the set is
 * not there any more, or nothing could be written.
 */
export const keepChanges = async (changes: readonly PostedChange[], first: Into, post: boolean): Promise<Kept> => {
  let into = first
  let kept = 0
  const refused: Outcome[] = []
  const ids: string[] = []
  for (let at = 0; at < changes.length; at += MOST_KEPT) {
    const edits = changes.slice(at, at + MOST_KEPT)
    const answer = await call('sets.keep', { into, edits: [...edits], post })
    into = { setId: answer.setId }
    kept += answer.kept
    ids.push(...answer.ids)
    change((outcomes) => {
      for (const { change: asked, objectId } of edits) outcomes.delete(outcomeKey(objectId, asked.field))
      for (const { index, failure } of answer.refused) {
        const one = edits[index]
        if (one) {
          const outcome: Outcome = { change: one.change, state: 'rejected', failure, at: Date.now() }
          outcomes.set(outcomeKey(one.objectId, one.change.field), outcome)
          refused.push(outcome)
        }
      }
    })
  }
  const inTurns = async (run: (some: string[]) => Promise<unknown>): Promise<void> => {
    for (let at = 0; at < ids.length; at += MOST_KEPT) await run(ids.slice(at, at + MOST_KEPT))
  }
  if (!post && ids.length > 0) {
    noteStep({
      undo: () => inTurns((some) => call('sets.withdraw', { ids: some })),
      redo: () => inTurns((some) => call('sets.restore', { ids: some })),
    })
  }
  return { setId: 'setId' in into ? into.setId : '', kept, refused }
}

/** They are told of no more. */
export const forget = (keys: readonly string[]): void => {
  if (keys.length > 0)
    change((outcomes) => {
      for (const key of keys) outcomes.delete(key)
    })
}

export const useOutcomes = (): Outcomes => useStore(({ outcomes }) => outcomes)
