import { addDay } from './figures/ad-day.ts'
import { arrivalOf } from './figures/arrival.ts'
import { createReached } from './figures/reach.ts'
import { noSums } from './figures/sums.ts'
import { editedWeights } from './figures/weights.ts'
import { firstAttribution, settingOf } from './figures/windows.ts'
import { DAY_MS } from './zone.ts'
import type { AdRun } from './figures/ad-day.ts'
import type { DaySums } from './figures/sums.ts'
import type { AttributionSetting, WindowSums } from './figures/windows.ts'
import type { Account, Ad, AdSet, Delivering } from './model.ts'
import type { Live } from './state.ts'

/**
 * What ads delivered, computed from hashes when asked for. What is visible of a day grows with the clock along the
 * account's hours, some 15 minutes late; conversions arrive for up to 28 days; some days are corrected downwards.
 */

export interface SumOptions {
  /** As it was visible at this instant; now without it. */
  readonly at?: number
  /** Conversions are counted into these by attribution window too. */
  readonly windows?: WindowSums | null
}

export interface Figures {
  /** What is visible of these ads' days, both ends included. Ads of one campaign must follow each other. */
  sum(ads: readonly Ad[], from: number, to: number, options?: SumOptions): DaySums
  /** What an ad set counts its results by. */
  setting(adset: AdSet): AttributionSetting
  /** How one ad runs, as known at an instant: for those that ask for many stretches of it, or take its days apart. */
  run(ad: Ad, at: number): AdRun
  /** The same as `sum`. */
  sumRuns(runs: readonly AdRun[], from: number, to: number, at: number, windows: WindowSums | null): DaySums
  /** Today in an account's zone. */
  today(account: Account): number
  /** First day that can have figures, of any object. */
  readonly firstDay: number
}

interface FiguresNeeds {
  readonly live: Live
  readonly now: () => number
  readonly anchor: number
  readonly editsOf: (id: string) => readonly { readonly at: number }[]
}

export const createFigures = ({ live, now, anchor, editsOf }: FiguresNeeds): Figures => {
  const today = (account: Account): number => account.zone.dayAt(now())

  // The given totals hold for every full day, so what was paused from the start counts until yesterday.
  const countsUntilYesterday = (object: Delivering): boolean =>
    object.level === 'campaign' && object.exact !== null && object.status === 'PAUSED'

  const runsAt = (object: Delivering, instant: number, day: number, at: number): boolean => {
    if (countsUntilYesterday(object)) {
      const first = editsOf(object.id)[0]
      if (first === undefined || instant < first.at) return day < object.account.zone.dayAt(at)
    }
    return live.statusAt(object, instant, day) === 'ACTIVE'
  }

  const settings = new WeakMap<AdSet, AttributionSetting>()
  const setting = (adset: AdSet): AttributionSetting => {
    const written = live.written(adset, 'attribution_spec')
    if (typeof written === 'string') return settingOf(JSON.parse(written)) ?? '1d_view_7d_click'
    const known = settings.get(adset)
    if (known !== undefined) return known
    const first = settingOf(firstAttribution(adset)) ?? '1d_view_7d_click'
    settings.set(adset, first)
    return first
  }

  const run = (ad: Ad, at: number): AdRun => {
    const { campaign, account } = ad
    const chain = [campaign, ad.adset, ad]
    const until = Math.min(campaign.endDay, account.stoppedFrom)
    const always = { ad, from: ad.startDay, arrival: arrivalOf(account), setting: setting(ad.adset) }
    if (chain.some(live.edited)) {
      const refused = ad.review !== null && live.written(ad, 'creative') === undefined
      return {
        ...always,
        // The end of its flight may have been moved: statuses know.
        until: refused ? ad.startDay : account.stoppedFrom,
        weights: (day) =>
          editedWeights(ad, day, {
            live,
            turnsOf: editsOf,
            runsAt: (instant) => chain.every((object) => runsAt(object, instant, day, at)),
          }),
      }
    }
    const end = (object: Delivering): number => {
      if (countsUntilYesterday(object)) return account.zone.dayAt(at)
      return object.status === 'ACTIVE' ? Infinity : object.pausedFrom
    }
    const ends = ad.review === null ? Math.min(until, end(campaign), end(ad.adset), end(ad)) : ad.startDay
    return { ...always, until: ends, weights: null }
  }

  const sumRuns: Figures['sumRuns'] = (runs, from, to, at, windows) => {
    const sums = noSums()
    const reached = createReached()
    for (const own of runs) {
      let people = 0
      const last = Math.min(to, own.until - 1)
      for (let day = Math.max(from, own.from); day <= last; day++) people += addDay(own, day, at, sums, windows)
      if (people > 0) reached.add(own.ad, people)
    }
    sums.reach = reached.total()
    return sums
  }

  return {
    sum: (ads, from, to, { at = now(), windows = null } = {}) =>
      sumRuns(
        ads.map((ad) => run(ad, at)),
        from,
        to,
        at,
        windows,
      ),
    setting,
    run,
    sumRuns,
    today,
    firstDay: Math.floor(anchor / DAY_MS) - 730,
  }
}
