import { create } from 'zustand'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'

/** What became of a change that somebody wanted back, told at its row until the window is closed. */
export type Outcome =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'made'; readonly state: Edit['state']; readonly editId: string; readonly failure: Failure | null }
  | { readonly kind: 'refused'; readonly failure: Failure }

export const usePutBacks = create<{ readonly outcomes: ReadonlyMap<string, Outcome> }>()(() => ({
  outcomes: new Map(),
}))

const tell = (id: string, outcome: Outcome): void =>
  usePutBacks.setState(({ outcomes }) => ({ outcomes: new Map(outcomes).set(id, outcome) }))

/** So many objects at once: each is read, written and read back. */
const AT_ONCE = 4

/** What is said with the edit that puts one back: why, and what was typed to confirm it. */
export interface Said {
  readonly reason: string
  readonly confirmed: string
}

const putBackOne = async (change: SilentChange, said: Said): Promise<void> => {
  const { id, accountId, objectId, at, putBack } = change
  if (!('by' in putBack)) return
  try {
    const looked = { objectId, field: change.change.kind, until: at }
    const made = await call('silent.putBack', { accountId, objectId, change: putBack.by, ...said, looked })
    tell(id, { kind: 'made', state: made.state, editId: made.id, failure: made.failure })
  } catch (error) {
    tell(id, { kind: 'refused', failure: failureFrom(error) })
  }
}

/** Puts them back, a few at a time, and says at each row what came of it. */
export const putBackAll = async (
  changes: readonly SilentChange[],
  saidOf: (change: SilentChange) => Said,
): Promise<void> => {
  for (const { id } of changes) tell(id, { kind: 'waiting' })
  const waiting = [...changes]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await putBackOne(next, saidOf(next))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}
