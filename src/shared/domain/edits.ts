import type { Failure } from '../errors.ts'
import type { Instant } from './day.ts'
import { MICROS, decimalsOf, microsFromMinor, minorFromMicros } from './money.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Campaign, ObjectId } from './objects.ts'

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
  | {
      readonly kind: 'strategy'
      readonly strategyId: string
      readonly strategyName: string
      readonly suggestionId: string
    }
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

/** The value that the field has on a campaign; null where it has none that can be edited. */
export const valueOf = (
  { status, budget }: Pick<Campaign, 'status' | 'budget'>,
  field: Change['field'],
): 'ACTIVE' | 'PAUSED' | Micros | null => {
  if (field === 'status') return status === 'ACTIVE' || status === 'PAUSED' ? status : null
  return budget?.kind === 'daily' ? budget.amount : null
}

/** Money rounded to what the currency can express, so that what is read back can equal what was asked for. */
export const exactChange = (change: Change, currency: Currency): Change => {
  if (change.field === 'status') return change
  const round = (micros: Micros): Micros => microsFromMinor(minorFromMicros(micros, currency), currency)
  return { field: change.field, before: round(change.before), after: round(change.after) }
}

export const oppositeOf = (change: Change): Change =>
  change.field === 'status'
    ? { field: 'status', before: change.after, after: change.before }
    : { field: 'dailyBudget', before: change.after, after: change.before }

/** A value for the blank of a sentence, the same in every language: `PAUSED`, `40.00 USD`. */
export const plainValue = (value: string | Micros, currency: Currency): string =>
  typeof value === 'string' ? value : `${(value / MICROS).toFixed(decimalsOf(currency))} ${currency}`

/**
 * How long after sending an edit whose answer was lost the old value proves nothing: the request may still be on its
 * way through Meta.
 */
export const SETTLE_AFTER_MS = 20_000

export type Reading =
  | { readonly kind: 'new' }
  | { readonly kind: 'old' }
  /** Neither: somebody changed it in between. */
  | { readonly kind: 'other'; readonly value: string | Micros }
  | { readonly kind: 'gone' }

/** What reading the object back says about an edit. */
export const readingOf = (change: Change, campaign: Pick<Campaign, 'status' | 'budget'> | null): Reading => {
  if (!campaign) return { kind: 'gone' }
  const value = valueOf(campaign, change.field)
  if (value === change.after) return { kind: 'new' }
  if (value === change.before) return { kind: 'old' }
  return value === null ? { kind: 'gone' } : { kind: 'other', value }
}
