import { LOCALES } from './connection.ts'
import type { Preferences } from './connection.ts'
import { isMoneyField, partsOfChange } from './edits.ts'
import type { Change, KnownValues } from './edits.ts'
import { parseAmount } from './edits-amount.ts'
import type { HouseRuleHere } from './house-rules.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, AccountRow } from './objects.ts'

/** What people allow of edits, apart from what Meta takes: whether any, up to which amount, and by which rules. */
export interface EditPolicy {
  readonly readOnly: ReadOnly | null
  readonly limit: Limit | null
  /** Those that are on and hold for the account. */
  readonly rules: readonly HouseRuleHere[]
}

/** What edits in an account are held to: what people allow, and what Meta takes. */
export interface EditTerms extends EditPolicy {
  /** The least daily budget; null: not known. */
  readonly minimum: Micros | null
  /** Meta's largest budget, by today's rate; null: not known. */
  readonly most: Micros | null
}

/** Until it is known what edits are held to: the path of edits knows it in any case. */
export const NO_TERMS: EditTerms = { readOnly: null, limit: null, rules: [], minimum: null, most: null }

/** By account; what is not there is not known yet. */
export type TermsByAccount = Readonly<Partial<Record<AccountId, EditTerms>>>

/** Who may not be edited from here: nobody, or the account alone. */
export type ReadOnly = 'app' | 'account'

/** Above it an amount is confirmed by typing; `unknown`: there is one, but no rate by which to compare. */
export type Limit = Micros | 'unknown'

export const readOnlyOf = (
  { readOnly }: Pick<Preferences, 'readOnly'>,
  account: Pick<AccountRow, 'readOnly'>,
): ReadOnly | null => (readOnly ? 'app' : account.readOnly ? 'account' : null)

/**
 * A change by what it lets Meta spend: of a start the budget that begins to be spent, where the object has one. `values`: as they are
 * when it is made.
 */
export const spendingOf = (change: Change, values: KnownValues): Change => {
  if (change.field !== 'status' || change.after !== 'ACTIVE') return change
  const { dailyBudget, lifetimeBudget } = values
  if (dailyBudget !== undefined) return { field: 'dailyBudget', before: 0, after: dailyBudget }
  return lifetimeBudget === undefined ? change : { field: 'lifetimeBudget', before: 0, after: lifetimeBudget }
}

/** Whether a change raises an amount above the limit, or takes a cap away. What goes down needs no second look. */
export const isOverLimit = (change: Change, limit: Limit | null): boolean =>
  limit !== null &&
  partsOfChange(change).some(({ field, before, after }) => {
    if (!isMoneyField(field)) return false
    // No cap is more than any cap.
    const [from, to] = field === 'spendCap' ? [before ?? Infinity, after ?? Infinity] : [before ?? 0, after ?? 0]
    return to > from && (limit === 'unknown' || Number(to) > limit)
  })

/** What of changes of an object goes over the limit, each amount once: a raise that is started with it is typed once. */
export const overLimitOf = (
  changes: readonly Change[],
  values: KnownValues,
  limit: Limit | null,
): readonly Change[] => [
  ...new Map(
    changes
      .map((change) => spendingOf(change, values))
      .filter((change) => isOverLimit(change, limit))
      .map((change) => [`${change.field} ${String(change.after)}`, change]),
  ).values(),
]

/** Whether what was typed confirms the change: its new amount in anybody's spelling, or the name of the account. */
export const confirms = (
  typed: string | null | undefined,
  change: Change,
  { name, currency }: { readonly name: string; readonly currency: Currency },
): boolean => {
  const text = typed?.trim() ?? ''
  if (text === '') return false
  if (text === name.trim()) return true
  return LOCALES.some((locale) => {
    const amount = parseAmount(text, currency, locale)
    return amount.ok && partsOfChange(change).some(({ after }) => after === amount.micros)
  })
}
