import type { Instant } from './day.ts'
import type { Pending } from './edits.ts'
import type { JsonFields } from './json.ts'
import type { Figures } from './metrics.ts'
import type { Currency, Micros } from './money.ts'

/** `act_` and digits. Ids are decimal texts beyond 2^53 and are never numbers. */
export type AccountId = string
/** Digits: a campaign, ad set, ad, business … */
export type ObjectId = string
/** Ids of two kinds do not mix; a plain text, as the database has it, may become either. */
type IdOf<Kind extends string> = string & { readonly kind?: Kind }
export type CampaignId = IdOf<'campaign'>
export type AdSetId = IdOf<'adset'>
export type AdId = IdOf<'ad'>
export type CreativeId = IdOf<'creative'>

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
  /** Nothing of it is edited from here. */
  readonly readOnly: boolean
  /** When the account itself was last read. */
  readonly fetchedAt: Instant
  /** When its figures of today were last read; null: never. */
  readonly figuresAt: Instant | null
  /** Today's spend in the account's day; null: nothing measured. */
  readonly spentToday: Micros | null
  /** Some rows of its current figures were unreadable or a page failed. */
  readonly partial: boolean
}

/** What an account holds, each inside the one before. */
export const LEVELS = ['campaign', 'adset', 'ad'] as const
export type Level = (typeof LEVELS)[number]
export const isLevel = (word: string): word is Level => (LEVELS as readonly string[]).includes(word)
/** What has figures: the account's own are asked for, to compare the sums of the others with. */
export type FiguresLevel = Level | 'account'

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
  /** Null: no cap. Missing: it is not known. */
  readonly spendCap?: Micros | null
  readonly bidStrategy: string | null
  readonly startTime: Instant | null
  readonly stopTime: Instant | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
}

/** What Meta says is wrong with an object that does not deliver as it should. */
export interface Issue {
  readonly level: 'account' | Level | 'UNKNOWN'
  readonly code: number | null
  readonly summary: string
  /** In Meta's own words, for people. */
  readonly message: string
  /** True: it does not deliver at all. Null: Meta did not say. */
  readonly hard: boolean | null
}

/** What is needed of a campaign to edit or copy it, beyond what its tables show. */
export interface CampaignDetails extends Campaign {
  readonly buyingType: 'AUCTION' | 'RESERVED' | 'UNKNOWN' | null
  /** Its ad sets may lend each other a part of their budgets. */
  readonly sharesBudgets: boolean | null
  readonly specialCategories: readonly string[]
  /** Where it runs, two letters each; Meta asks for them with special categories. */
  readonly specialCountries: readonly string[]
  /** Meta's own word for an Advantage+ campaign's kind; null: it is none. */
  readonly promotion: string | null
  /** Null: not known. */
  readonly issues: readonly Issue[] | null
}

/** How a conversion may come to be counted for an ad set, and within how many days. */
export interface AttributionWindow {
  readonly event: 'CLICK_THROUGH' | 'VIEW_THROUGH' | 'ENGAGED_VIDEO_VIEW' | 'UNKNOWN'
  readonly days: number
}

/** Meta's words for how an ad does against others that compete for the same people, the best first. */
export const RANKS = ['ABOVE_AVERAGE', 'AVERAGE', 'BELOW_AVERAGE_35', 'BELOW_AVERAGE_20', 'BELOW_AVERAGE_10'] as const
export type Rank = (typeof RANKS)[number]

/** `FAIL` is what Meta's own pages call learning limited. */
export interface Learning {
  readonly status: 'LEARNING' | 'SUCCESS' | 'FAIL' | 'UNKNOWN'
  readonly conversions: number | null
  /** When the learning phase began anew. */
  readonly lastSignificantEdit: Instant | null
}

/** Hours of the week in which an ad set delivers; minutes from midnight. */
export interface DeliveryHours {
  readonly startMinute: number
  readonly endMinute: number
  /** 0 is Sunday. */
  readonly days: readonly number[]
  /** Whose clock: of those who see the ad, or of the account. */
  readonly clock: 'USER' | 'ADVERTISER' | 'UNKNOWN'
}

export interface AdSet {
  readonly id: AdSetId
  readonly accountId: AccountId
  readonly campaignId: CampaignId
  readonly name: string
  /** What the person set; the parents' pauses show in `effectiveStatus` only. */
  readonly status: Status
  readonly effectiveStatus: EffectiveStatus
  /** Null: the budget is on the campaign. */
  readonly budget: Budget | null
  readonly budgetRemaining: Micros | null
  /** Within a campaign's budget, per day or whole flight; null: none. */
  readonly minSpend: Budget | null
  readonly maxSpend: Budget | null
  /** Null: of the campaign. */
  readonly bidStrategy: string | null
  readonly bidAmount: Micros | null
  /** Least return on ad spend, 1 = 100 %. */
  readonly roasFloor: number | null
  /** Meta's own words, as are the next two. */
  readonly optimizationGoal: string | null
  readonly billingEvent: string | null
  readonly destination: string | null
  /** What is optimised for: pixel and event, page, app … as Meta has it. */
  readonly promotedObject: JsonFields | null
  /** Null: not known. */
  readonly attribution: readonly AttributionWindow[] | null
  /** As Meta has it: it is written back whole. Null: not known, or not to be trusted. */
  readonly targeting: JsonFields | null
  /** Empty: all hours. Null: not known. */
  readonly hours: readonly DeliveryHours[] | null
  /** Null: does not apply. */
  readonly learning: Learning | null
  /** Null: not known. */
  readonly issues: readonly Issue[] | null
  readonly dynamicCreative: boolean | null
  /** Who pays for and who gains from ads in the European Union. */
  readonly payor: string | null
  readonly beneficiary: string | null
  readonly startTime: Instant | null
  /** Null: open-ended. */
  readonly endTime: Instant | null
  readonly createdTime: Instant | null
  /** Does not move when only a budget changed. */
  readonly updatedTime: Instant | null
}

export type AdEffectiveStatus =
  | EffectiveStatus
  | 'ADSET_PAUSED'
  | 'DISAPPROVED'
  | 'PENDING_REVIEW'
  | 'PENDING_BILLING_INFO'
  | 'PREAPPROVED'

/** Why Meta's review refused an ad. */
export interface ReviewReason {
  /** Null: everywhere. */
  readonly placement: string | null
  readonly reason: string
  readonly text: string
}

export interface Ad {
  readonly id: AdId
  readonly accountId: AccountId
  readonly campaignId: CampaignId
  readonly adSetId: AdSetId
  readonly name: string
  readonly status: Status
  readonly effectiveStatus: AdEffectiveStatus
  readonly creativeId: CreativeId | null
  readonly conversionDomain: string | null
  /** Null: not known. */
  readonly review: readonly ReviewReason[] | null
  readonly issues: readonly Issue[] | null
  readonly previewLink: string | null
  readonly sourceAdId: AdId | null
  readonly startTime: Instant | null
  readonly endTime: Instant | null
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
  readonly pending: Pending | null
}
