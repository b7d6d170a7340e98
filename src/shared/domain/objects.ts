import type { Day, Instant } from './day.ts'
import type { Figures } from './metrics.ts'
import type { Currency, Micros } from './money.ts'

/** `act_` and digits. Ids are decimal texts beyond 2^53 and are never numbers. */
export type AccountId = string
/** Digits: a campaign, ad set, ad, business … */
export type ObjectId = string

/** `personal` = the person's own list (`me/adaccounts`); the others are edges of a business. */
export type AccountSource =
  | { readonly kind: 'personal' }
  | { readonly kind: 'owned' | 'client'; readonly businessId: ObjectId; readonly businessName: string }

/** Meta's numeric account_status, by name; a number unknown to us becomes `UNKNOWN`. */
export const ACCOUNT_STATUSES = {
  1: 'ACTIVE',
  2: 'DISABLED',
  3: 'UNSETTLED',
  7: 'PENDING_RISK_REVIEW',
  8: 'PENDING_SETTLEMENT',
  9: 'IN_GRACE_PERIOD',
  100: 'PENDING_CLOSURE',
  101: 'CLOSED',
} as const
export type AccountStatus = (typeof ACCOUNT_STATUSES)[keyof typeof ACCOUNT_STATUSES] | 'UNKNOWN'

export const DISABLE_REASONS = [
  'NONE',
  'ADS_INTEGRITY_POLICY',
  'ADS_IP_REVIEW',
  'RISK_PAYMENT',
  'GRAY_ACCOUNT_SHUT_DOWN',
  'ADS_AFC_REVIEW',
  'BUSINESS_INTEGRITY_RAR',
  'PERMANENT_CLOSE',
  'UNUSED_RESELLER_ACCOUNT',
  'UNUSED_ACCOUNT',
  'UMBRELLA_AD_ACCOUNT',
  'BUSINESS_MANAGER_INTEGRITY_POLICY',
  'MISREPRESENTED_AD_ACCOUNT',
  'AOAB_DESHARE_LEGAL_ENTITY',
  'CTX_THREAD_REVIEW',
  'COMPROMISED_AD_ACCOUNT',
] as const
export type DisableReason = (typeof DISABLE_REASONS)[number] | 'UNKNOWN'

export interface AdAccount {
  readonly id: AccountId
  readonly name: string
  readonly currency: Currency
  /** IANA name: every day of this account begins at its midnight. */
  readonly zone: string
  readonly status: AccountStatus
  readonly disableReason: DisableReason
  /** Since the spend cap was set or reset; null when Meta did not say. */
  readonly amountSpent: Micros | null
  readonly balance: Micros | null
  /** Null: no cap. */
  readonly spendCap: Micros | null
  /** What the person may do there: MANAGE, ADVERTISE, ANALYZE …; null when Meta did not say. */
  readonly tasks: readonly string[] | null
  readonly sources: readonly AccountSource[]
}

/** An account as the window shows it. */
export interface AccountRow extends AdAccount {
  readonly watched: boolean
  /** When the account itself was last read. */
  readonly fetchedAt: Instant
  /** When its figures of today were last read; null: never. */
  readonly figuresAt: Instant | null
  /** Today's spend in the account's day; null: nothing measured. */
  readonly spentToday: Micros | null
  /** Some rows of its current figures were unreadable or a page failed. */
  readonly partial: boolean
}

export const STATUSES = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED'] as const
export type Status = (typeof STATUSES)[number]
export type EffectiveStatus = Status | 'IN_PROCESS' | 'WITH_ISSUES' | 'CAMPAIGN_PAUSED' | 'UNKNOWN'

export interface Budget {
  readonly kind: 'daily' | 'lifetime'
  readonly amount: Micros
}

export interface Campaign {
  readonly id: ObjectId
  readonly accountId: AccountId
  readonly name: string
  /** Meta's own word, `OUTCOME_SALES` or a legacy one. */
  readonly objective: string
  readonly status: Status
  readonly effectiveStatus: EffectiveStatus
  /** Null: the budgets are on the ad sets. */
  readonly budget: Budget | null
  readonly bidStrategy: string | null
  readonly startTime: Instant | null
  readonly stopTime: Instant | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
}

/** What `results` counts for an object, by its objective. */
export const RESULT_TYPES = [
  'purchase',
  'lead',
  'link_click',
  'landing_page_view',
  'post_engagement',
  'app_install',
  'reach',
  'other',
] as const
export type ResultType = (typeof RESULT_TYPES)[number]

export interface CampaignRow extends Campaign {
  readonly accountName: string
  readonly currency: Currency
  readonly resultType: ResultType | null
  readonly figures: Figures
  /** When the row's figures were last confirmed by Meta; null: never read. */
  readonly asOf: Instant | null
  readonly partial: boolean
  /** An edit of this object that is not settled yet. */
  readonly pending: 'posting' | 'unknown' | null
}

/** One day of one object (or of a whole account). */
export interface DayFigures {
  readonly day: Day
  readonly figures: Figures
}
