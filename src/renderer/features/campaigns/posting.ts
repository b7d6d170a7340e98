import { create } from 'zustand'
import type { Change, EditField, EditState } from '../../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { keepEdits } from '../../stores/keep-edits.ts'
import type { Into } from '../../stores/keep-edits.ts'
import { onLeave } from '../../stores/workspace.ts'

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

/** By `outcomeKey`; the last one of each value, as long as its workspace is open or until it is forgotten. */
export type Outcomes = ReadonlyMap<string, Outcome>

export const outcomeKey = (objectId: ObjectId, field: EditField): string => `${objectId} ${field}`

const useStore = create<{ readonly outcomes: Outcomes }>(() => ({ outcomes: new Map() }))

onLeave(() => useStore.setState({ outcomes: new Map() }))

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

export interface Kept {
  readonly setId: string
  readonly kept: number
  /** What cannot be kept, each as it ended. */
  readonly refused: readonly Outcome[]
}

/** Keeps changes as drafts, or gives them to be posted in the background, as `keepEdits`; what cannot be kept is told at its value. */
export const keepChanges = async (changes: readonly PostedChange[], into: Into, post: boolean): Promise<Kept> => {
  const { setId, kept, refused } = await keepEdits(changes, into, post)
  const failed = refused.flatMap(({ index, failure }) => {
    const one = changes[index]
    return one ? [{ one, outcome: { change: one.change, state: 'rejected', failure, at: Date.now() } as const }] : []
  })
  change((outcomes) => {
    for (const { change: asked, objectId } of changes) outcomes.delete(outcomeKey(objectId, asked.field))
    for (const { one, outcome } of failed) outcomes.set(outcomeKey(one.objectId, one.change.field), outcome)
  })
  return { setId, kept, refused: failed.map(({ outcome }) => outcome) }
}

/** They are told of no more. */
export const forget = (keys: readonly string[]): void => {
  if (keys.length > 0)
    change((outcomes) => {
      for (const key of keys) outcomes.delete(key)
    })
}

export const useOutcomes = (): Outcomes => useStore(({ outcomes }) => outcomes)
