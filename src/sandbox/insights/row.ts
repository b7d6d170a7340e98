import type { DaySums } from '../figures/sums.ts'
import type { AttributionSetting, WindowSums } from '../figures/windows.ts'
import type { Account, Ad, AdSet, Campaign, Delivering } from '../model.ts'
import type { Live } from '../state.ts'
import type { Attribution } from './attribution.ts'

/** What one row of insights is written from. */

export interface Subject {
  readonly account: Account
  readonly object: Account | Delivering
  readonly campaign: Campaign | null
  readonly adset: AdSet | null
  readonly ad: Ad | null
  /** Names as JSON, which are the same on all rows of an object. */
  readonly names: { readonly [of in 'account' | 'campaign' | 'adset' | 'ad']: string }
}

export interface InsightsRow {
  readonly subject: Subject
  readonly sums: DaySums
  /** Null: no windows were asked for. */
  readonly windows: WindowSums | null
  readonly since: string
  readonly until: string
  /** False: people are no longer counted for rows so old. */
  readonly reachKnown: boolean
  /** Values of the breakdowns, as JSON members; null without any. */
  readonly parts: string | null
  readonly attribution: Attribution
  /** Whether an action type is wanted; null: all are. */
  readonly actionTypes: ((type: string) => boolean) | null
  readonly splitReactions: boolean
  readonly live: Live
  setting(adset: AdSet): AttributionSetting
}

export const subjectOf = (object: Account | Delivering, live: Live): Subject => {
  const ad = object.level === 'ad' ? object : null
  const adset = ad ? ad.adset : object.level === 'adset' ? object : null
  const campaign = adset ? adset.campaign : object.level === 'campaign' ? object : null
  const account = object.level === 'account' ? object : object.account
  const name = (own: Delivering | null): string => (own === null ? '' : JSON.stringify(live.name(own)))
  return {
    account,
    object,
    campaign,
    adset,
    ad,
    names: { account: JSON.stringify(account.name), campaign: name(campaign), adset: name(adset), ad: name(ad) },
  }
}
