import { LAG_MS } from './figures/ad-day.ts'
import { SETTLED_DAYS, arrivalOf } from './figures/arrival.ts'
import { FATIGUE_DAYS, LEARNING_DAYS, saturationOf } from './figures/traits.ts'
import { adsOf } from './under.ts'
import { DAY_MS, dayNumber } from './zone.ts'
import type { Arrival } from './figures/arrival.ts'
import type { DaySums } from './figures/sums.ts'
import type { Figures } from './figures.ts'
import type { Account, Delivering } from './model.ts'
import type { World } from './world.ts'

/**
 * What is true behind the figures, for tests and for judging decisions. Nothing of it is ever served: who is to find
 * it out has only the figures.
 */

/** Means, before a day's luck. Money in minor units of the account's currency. */
export interface AdTruth {
  /** What it spends in a day with the budget it began with. */
  readonly perDay: number
  /** For a thousand impressions at that spend. */
  readonly cpm: number
  /** Clicks for an impression of a fresh creative. */
  readonly ctr: number
  /** Results for a link click of a fresh creative, once all are known; 0: it never has any. */
  readonly rate: number
  /** Value of one purchase. */
  readonly basket: number
  /** `u` of diminishing returns: `r` times the usual spend brings `ln(1 + r u) / ln(1 + u)` times the usual results. */
  readonly saturation: number
  /** A creative wears out evenly over so many days, then it is new again. */
  readonly fatigueDays: number
  readonly learningDays: number
}

export interface AccountTruth {
  /** How late conversions become known. */
  readonly arrival: Arrival
  /** Days after which a day's figures stay as they are. */
  readonly settledDays: number
  /** How late figures are shown, milliseconds. */
  readonly lagMs: number
}

/** Ids as Meta writes them, days as `YYYY-MM-DD` of the account's zone. All throw RangeError for what is not there. */
export interface Truth {
  ad(id: string): AdTruth
  account(id: string): AccountTruth
  /** A day of an account, campaign, ad set or ad when nothing of it changes any more, unless somebody edits it today. */
  finalDay(id: string, day: string): DaySums
  /** A day as Meta showed it at an instant. */
  visibleDay(id: string, day: string, at: number): DaySums
  /** Days in a row as Meta showed them at an instant, with the reach of them together. */
  visible(id: string, range: { readonly since: string; readonly until: string }, at: number): DaySums
}

export const createTruth = ({ world, figures }: { readonly world: World; readonly figures: Figures }): Truth => {
  const find = (id: string): Account | Delivering => {
    const node = world.nodes.get(id)
    if (!node || !('level' in node)) throw new RangeError(`nothing with figures has the id ${id}`)
    return node
  }
  const dayOf = (text: string): number => {
    const day = dayNumber(text)
    if (day === null) throw new RangeError(`not a day: ${text}`)
    return day
  }
  const sum = (id: string, since: string, until: string, at: number): DaySums =>
    figures.sum(adsOf(find(id)), dayOf(since), dayOf(until), { at })

  return {
    ad: (id) => {
      const ad = find(id)
      if (ad.level !== 'ad') throw new RangeError(`not an ad: ${id}`)
      const { perDay, cpm, ctr, rate, basket } = ad
      return {
        perDay,
        cpm,
        ctr,
        rate,
        basket,
        saturation: saturationOf(ad),
        fatigueDays: FATIGUE_DAYS,
        learningDays: LEARNING_DAYS,
      }
    },
    account: (id) => {
      const account = find(id)
      if (account.level !== 'account') throw new RangeError(`not an account: ${id}`)
      return { arrival: arrivalOf(account), settledDays: SETTLED_DAYS, lagMs: LAG_MS }
    },
    finalDay: (id, day) => {
      const object = find(id)
      const { zone } = object.level === 'account' ? object : object.account
      return sum(id, day, day, zone.startOf(dayOf(day)) + (SETTLED_DAYS + 3) * DAY_MS)
    },
    visibleDay: (id, day, at) => sum(id, day, day, at),
    visible: (id, { since, until }, at) => sum(id, since, until, at),
  }
}
