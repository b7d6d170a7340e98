import type { DaySums } from './figures/sums.ts'
import type { Zone } from './zone.ts'

/** The world as it was made: what people change since is kept beside it, in `state.ts`. */

export type OwnStatus = 'ACTIVE' | 'PAUSED' | 'ARCHIVED' | 'DELETED'
export interface Budget {
  readonly kind: 'daily' | 'lifetime'
  /** Minor units of the account's currency. */
  readonly minor: number
}

export interface Business {
  readonly id: string
  readonly name: string
  readonly createdAt: number
}

export interface Account {
  readonly level: 'account'
  readonly index: number
  /** `act_` and digits. */
  readonly id: string
  readonly digits: string
  readonly name: string
  readonly currency: string
  /** Minor units in one unit: 1 or 100. */
  readonly offset: 1 | 100
  /** Units of the currency that buy what one dollar buys. */
  readonly factor: number
  readonly zone: Zone
  readonly status: number
  readonly disableReason: number
  readonly owner: Business | null
  readonly clientOf: readonly Business[]
  /** In the person's own list. */
  readonly personal: boolean
  /** What the person may do in it, until an administrator decides otherwise. */
  tasks: readonly string[]
  readonly createdAt: number
  /** First day without delivery: disabled and unsettled accounts stopped some day ago. */
  readonly stoppedFrom: number
  readonly campaigns: Campaign[]
}

interface Shared {
  readonly id: string
  readonly name: string
  readonly account: Account
  readonly status: OwnStatus
  /** First day on which the object was not running; Infinity for what runs. */
  readonly pausedFrom: number
  readonly createdAt: number
  readonly updatedAt: number
  /** How many people can be reached at all: bounds reach over long ranges. */
  readonly audience: number
}

export type Character = 'normal' | 'winner' | 'loser'

/** Figures given to the unit, spread over any 30 days in a row. */
export interface ExactTotals {
  readonly spendMinor: number
  readonly impressions: number
  readonly clicks: number
  readonly leads: number
  readonly reach: number
}
/** One entry a day of the period: index is the day number modulo 30. */
export type ExactDays = readonly DaySums[]

export interface Campaign extends Shared {
  readonly level: 'campaign'
  readonly objective: string
  readonly budget: Budget | null
  readonly startDay: number
  /** First day after the flight; Infinity without an end. */
  readonly endDay: number
  readonly character: Character
  readonly exact: ExactDays | null
  readonly adsets: AdSet[]
}

export interface AdSet extends Shared {
  readonly level: 'adset'
  readonly campaign: Campaign
  readonly budget: Budget | null
  readonly goal: string
  readonly ads: Ad[]
}

export interface Ad extends Shared {
  readonly level: 'ad'
  readonly campaign: Campaign
  readonly adset: AdSet
  readonly seed: number
  readonly startDay: number
  /** What it usually spends in a day, minor units. */
  readonly perDay: number
  /** Minor units for a thousand impressions. */
  readonly cpm: number
  readonly ctr: number
  /** Results for a link click. */
  readonly rate: number
  /** Value of one purchase, minor units. */
  readonly basket: number
  readonly review: 'DISAPPROVED' | 'PENDING_REVIEW' | null
}

export type Delivering = Campaign | AdSet | Ad

export type AssetLevel = 'creative' | 'image' | 'video' | 'audience' | 'pixel' | 'page' | 'rule'
/** What an account has besides what it delivers. */
export interface Asset {
  readonly level: AssetLevel
  readonly id: string
  readonly account: Account
  /** Fields as Meta writes them, as they were at first: what people wrote since lies over them. */
  readonly values: Readonly<Record<string, unknown>>
}
export type Node = Account | Delivering | Business
