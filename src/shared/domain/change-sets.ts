import type { Instant } from './day.ts'
import type { Creating } from './creation.ts'
import type { EditFinding } from './editable.ts'
import type { Change } from './edits.ts'
import type { Failure } from '../errors.ts'
import type { Currency } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'

/** An edit as somebody wants it, before anything is known of how it ends. */
export interface WantedEdit {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly change: Change
  readonly reason: string
  /** What a person typed to confirm an amount over their limit. */
  readonly confirmed?: string | undefined
}

/** How many edits of a set are in which state. */
export interface SetCounts {
  /** Drafts, those in conflict among them. */
  readonly drafts: number
  /** Of the drafts: the value at Meta is not the one they were made from. */
  readonly conflicts: number
  /** Of the drafts: what Meta, or a rule of the house, would not take. */
  readonly faulty: number
  readonly queued: number
  /** On their way, or their answer was lost. */
  readonly underWay: number
  readonly confirmed: number
  /** Of the confirmed: they archived or deleted, and nothing leads back from that. */
  readonly final: number
  readonly rejected: number
  readonly undone: number
}

/** What a set waits for before it goes on. */
export type SetWait =
  /** Meta's limits let nothing of it go before. */
  | { readonly for: 'limits'; readonly until: Instant }
  | { readonly for: 'network' }
  | { readonly for: 'signIn' }
  /** It had no proper answer when an object was to be read before it is changed. */
  | { readonly for: 'meta' }
  /** A step could not be written down, or failed as none should; the log says of what. */
  | { readonly for: 'trouble' }
  /** What became of an earlier edit of an object is not known yet. */
  | { readonly for: 'answer' }

/** Edits that belong together: kept as drafts, posted, paused and undone as one. */
export interface ChangeSet {
  readonly id: string
  readonly name: string
  readonly createdAt: Instant
  /** When it was last posted; null: never. */
  readonly postedAt: Instant | null
  readonly isPaused: boolean
  readonly counts: SetCounts
  /** Whose objects it changes. */
  readonly accountIds: readonly AccountId[]
}
/** As it is shown: with what the program is doing about it now. */
export interface ShownSet extends ChangeSet {
  readonly waits: SetWait | null
  /** How far a check is; null: none is under way. */
  readonly checking: { readonly done: number; readonly total: number } | null
}

/** A draft that has taken another value. */
export interface Retyped {
  readonly id: string
  readonly before: Change
  readonly after: Change
}

/** What became of edits that somebody wanted to keep or post: those that cannot be are told with their place in what was asked. */
export interface KeptEdits {
  readonly setId: string
  readonly kept: number
  /** Of those that are new. */
  readonly ids: readonly string[]
  /** Drafts that were there before and have taken another value. */
  readonly retyped: readonly Retyped[]
  readonly refused: readonly { readonly index: number; readonly failure: Failure }[]
}

/** An edit that looks like a slip of the finger, or will do what people do not expect. */
export interface UnusualEdit {
  readonly id: string
  readonly objectName: string
  readonly currency: Currency
  /** Of the account. */
  readonly zone: string
  readonly change: Change | Creating
  /** The most severe first. */
  readonly findings: readonly EditFinding[]
}
/** Unusual edits that are told of an account; of more it is said how many there are. */
export const MOST_UNUSUAL = 20

/** What would be sent of one account's edits, before it is. */
export interface ToSend {
  readonly accountId: AccountId
  /** Of the account, as it is called now: it is what people type to confirm. */
  readonly name: string
  readonly count: number
  /** Of these: only when a person confirms them by typing. */
  readonly overLimit: number
  /** Of these: they archive or delete, and nothing leads back from that. */
  readonly final: number
  /** Of these: how many are unusual, and the first of them; of an undo none are. */
  readonly unusual: { readonly count: number; readonly first: readonly UnusualEdit[] }
}

/** What a person does about a conflict: post it all the same, from the value as it is now, or give the draft up. */
export type Resolution = 'mine' | 'theirs'

/** Edits at most in one call: what is more comes in several, into the same set. */
export const MOST_KEPT = 2000
/** Edits of sets that are chosen for one action: as many as a table chooses. */
export const MOST_CHOSEN = 100_000
export const MOST_SET_NAME = 120
/** Sets that are listed at first, beside older ones with something left to do. */
export const NEWEST_SETS = 200
