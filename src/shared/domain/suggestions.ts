import type { Instant } from './day.ts'
import { microsFromMinor, minorFromMicros } from './money.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Budget, ObjectId } from './objects.ts'
import type { LeafVerdict } from './rules.ts'
import { DAYS_IN, RAISE_STEP } from './strategies.ts'
import type { ProposedAction, StopLossForm } from './strategies.ts'

export type SuggestionStatus = 'open' | 'applying' | 'applied' | 'failed' | 'dismissed' | 'snoozed' | 'expired'

/** What Apply would do. `advice` has no edit of its own: the window says where in Ads Manager it is done. */
export type SuggestedEdit =
  | { readonly kind: 'status'; readonly before: 'ACTIVE'; readonly after: 'PAUSED' }
  | { readonly kind: 'dailyBudget'; readonly before: Micros; readonly after: Micros }
  | { readonly kind: 'advice' }

export interface Suggestion {
  readonly id: string
  readonly strategyId: string
  readonly strategyName: string
  readonly strategyVersion: number
  readonly action: ProposedAction
  readonly edit: SuggestedEdit
  readonly accountId: AccountId
  readonly accountName: string
  readonly objectId: ObjectId
  readonly objectName: string
  readonly currency: Currency
  /**
   * What it is about in money a day, so that windows of different length compare: the budget that a raise adds; for
   * everything else the spend of the window by day, which is what goes on being spent if nothing is done. Ranks the list.
   */
  readonly atStake: Micros
  readonly evidence: readonly LeafVerdict[]
  /** Age of the figures it was decided on. */
  readonly asOf: Instant
  readonly createdAt: Instant
  readonly status: SuggestionStatus
  /** Snoozed: comes back then. Dismissed, applied, failed: not offered again before. */
  readonly snoozedUntil: Instant | null
  /** The journal's edit, once applied. */
  readonly editId: string | null
}

const HOUR = 3_600_000
/** The person said no. */
export const DISMISSED_FOR_MS = 24 * HOUR
/** A change needs time to show before the same one is proposed again. */
export const COOL_DOWN_MS = 12 * HOUR

/** The edit that an action stands for, by the campaign's budget as it is now. */
export const editFor = (action: ProposedAction, budget: Budget | null, currency: Currency): SuggestedEdit => {
  if (action === 'pause') return { kind: 'status', before: 'ACTIVE', after: 'PAUSED' }
  if (action !== 'raiseBudget' || budget?.kind !== 'daily') return { kind: 'advice' }
  const after = microsFromMinor(minorFromMicros(budget.amount * RAISE_STEP, currency), currency)
  return after > budget.amount ? { kind: 'dailyBudget', before: budget.amount, after } : { kind: 'advice' }
}

export const stakeOf = (edit: SuggestedEdit, spend: Micros | null, window: StopLossForm['window']): Micros =>
  edit.kind === 'dailyBudget' ? edit.after - edit.before : Math.round((spend ?? 0) / DAYS_IN[window])

/** The same leaves with the same figures: nothing new has happened since. */
export const sameCause = (a: readonly LeafVerdict[], b: readonly LeafVerdict[]): boolean => {
  const key = (leaves: readonly LeafVerdict[]): string =>
    JSON.stringify(
      leaves.map(({ leaf, known }) => [leaf.measure, leaf.window, leaf.operator, leaf.value, known?.low ?? null]),
    )
  return key(a) === key(b)
}
