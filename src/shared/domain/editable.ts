import type { Instant } from './day.ts'
import type { Change, KnownValues } from './edits.ts'
import type { AmountField } from './edits-bulk.ts'
import { MOST_BUDGET_USD } from './edits-guards.ts'
import type { GuardContext, HeldValue } from './edits-guards.ts'
import type { Currency } from './money.ts'
import type { AccountId, Learning, Level, ObjectId } from './objects.ts'

/** An object as a person edits it. */
export interface EditableObject {
  readonly level: Level
  readonly objectId: ObjectId
  readonly name: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly currency: Currency
  readonly zone: string
  readonly values: KnownValues
  /** When Meta last said so; null: that is not known. */
  readonly readAt: Instant | null
  /** Read for this; else they are the last that is known. */
  readonly isLive: boolean
  /** What its edits are held to before they are made. */
  readonly past: EditedPast
}

/** Objects that are asked for in one call. */
export const MOST_KNOWN = 5000

export interface EditedPast {
  /** By our clock, of the journal. */
  readonly now: Instant
  /** What its amounts were set to, as far as that is known. */
  readonly held: { readonly [Field in AmountField]?: readonly HeldValue[] }
  /** Within the last hour; empty where Meta does not count them. */
  readonly budgetChanges: readonly Instant[]
  readonly otherLevelHasBudget: boolean
  readonly learning: Learning['status'] | null
  /** When it ends: of a campaign when the last of its ad sets does. */
  readonly endsAt: Instant | null
}

const OTHER: Partial<Record<AmountField, AmountField>> = {
  dailyBudget: 'lifetimeBudget',
  lifetimeBudget: 'dailyBudget',
}
const isAmount = (field: Change['field']): field is AmountField =>
  field === 'dailyBudget' || field === 'lifetimeBudget' || field === 'spendCap' || field === 'bid'

/** What a change of the object is judged by, all changes that are made together taken as made. */
export const guardContextOf = (
  { level, currency, values, past }: Pick<EditableObject, 'level' | 'currency' | 'values' | 'past'>,
  change: Change,
  together: readonly Change[],
): GuardContext => {
  const after: KnownValues = Object.assign({ ...values }, ...together.map(({ field, after: to }) => ({ [field]: to })))
  const { field } = change
  const other = isAmount(field) ? OTHER[field] : undefined
  return {
    now: past.now,
    currency,
    status: after.status ?? 'PAUSED',
    budgetKind: after.dailyBudget !== undefined ? 'daily' : after.lifetimeBudget === undefined ? null : 'lifetime',
    startsAt: after.startsAt ?? null,
    endsAt: after.endsAt === undefined ? past.endsAt : after.endsAt,
    history: (isAmount(field) ? past.held[field] : undefined) ?? [],
    otherHistory: (other ? past.held[other] : undefined) ?? [],
    minimum: null,
    most: currency === 'USD' ? MOST_BUDGET_USD : null,
    limit: null,
    budgetChanges: past.budgetChanges,
    otherLevelHasBudget: past.otherLevelHasBudget,
    learning: level === 'campaign' ? 'BELOW' : past.learning,
  }
}
