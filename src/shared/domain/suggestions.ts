import type { Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'
import type { LeafVerdict } from './rules.ts'
import type { ProposedAction } from './strategies.ts'

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
  /** What it is about in money: spend of the window for a pause, the added daily budget for a raise. Ranks the list. */
  readonly atStake: Micros
  readonly evidence: readonly LeafVerdict[]
  /** Age of the figures it was decided on. */
  readonly asOf: Instant
  readonly createdAt: Instant
  readonly status: SuggestionStatus
  readonly snoozedUntil: Instant | null
  /** The journal's edit, once applied. */
  readonly editId: string | null
}
