import type { Failure } from '../errors.ts'
import type { Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'

/** What an edit changes, with the value it was made from. Money in micros of the account's currency. */
export type Change =
  | { readonly field: 'status'; readonly before: 'ACTIVE' | 'PAUSED'; readonly after: 'ACTIVE' | 'PAUSED' }
  | { readonly field: 'dailyBudget'; readonly before: Micros; readonly after: Micros }

/**
 * `queued` is written before any byte leaves; `sent` before the request; then `confirmed` (read back and equal),
 * `rejected` (Meta said no, or the value read back is the old one) or `unknown` (answer lost, read back at the next chance).
 */
export type EditState = 'queued' | 'sent' | 'confirmed' | 'rejected' | 'unknown'
export const SETTLED: readonly EditState[] = ['confirmed', 'rejected']

export type Actor =
  | { readonly kind: 'person' }
  | { readonly kind: 'strategy'; readonly strategyId: string; readonly strategyName: string; readonly suggestionId: string }
  | { readonly kind: 'undo'; readonly editId: string }

/** An edit as it stands now: its newest journal row with what all its rows share. */
export interface Edit {
  readonly id: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly objectId: ObjectId
  readonly objectName: string
  readonly currency: Currency
  readonly change: Change
  readonly actor: Actor
  /** Why, in the words of whoever made it; empty when nothing was said. */
  readonly reason: string
  readonly state: EditState
  readonly createdAt: Instant
  readonly settledAt: Instant | null
  /** Why it was rejected or is unknown. */
  readonly failure: Failure | null
  /** Meta's trace id of the answer, for support. */
  readonly traceId: string | null
  /** The edit that took this one back, if any. */
  readonly undoneBy: string | null
}

/** One row of the append-only, hash-chained journal. */
export interface JournalRow {
  readonly seq: number
  readonly editId: string
  readonly state: EditState
  readonly at: Instant
  readonly hash: string
}

export type JournalCheck =
  | { readonly intact: true; readonly rows: number }
  | { readonly intact: false; readonly rows: number; readonly firstBroken: number }
