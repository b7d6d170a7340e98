import { PERIOD } from '../exact.ts'
import { draw, hash } from '../random.ts'
import { DAY_MS } from '../zone.ts'
import { SETTLED_DAYS } from './arrival.ts'
import { correct, correctionOf } from './corrections.ts'
import { delivered, seasonFactor, weekdayFactor } from './curves.ts'
import { ADDITIVE } from './sums.ts'
import { clicksWhenFresh, freshness, hasVideo, ratesWhenFresh, ratesWhileLearning } from './traits.ts'
import { addWindows, countWindows } from './windows.ts'
import type { Ad } from '../model.ts'
import type { Arrival } from './arrival.ts'
import type { DaySums } from './sums.ts'
import type { Weights } from './weights.ts'
import type { AttributionSetting, Counted, WindowSums } from './windows.ts'

/** What one ad delivered on one day, as far as it is known at an instant: drawn from hashes, never kept. */

/** Figures are shown this much later than they happen. */
export const LAG_MS = 15 * 60_000

/** What of an ad is the same on all days. */
export interface AdRun {
  readonly ad: Ad
  /** Days on which it may have delivered: the first, and the first after them. */
  readonly from: number
  readonly until: number
  readonly arrival: Arrival
  readonly setting: AttributionSetting
  /** Of a day that somebody had a hand in; null: the day is as planned. */
  readonly weights: ((day: number) => Weights) | null
}

const checkoutsFor = (purchases: number): number => Math.round(purchases * 1.7)
const contentsFor = (purchases: number): number => Math.round(purchases * 9.5)
/** Of those who left their details, some make an account too. */
const registrationsFor = (leads: number): number => Math.round(leads * 0.3)
const cartsFor = (purchases: number): number => Math.round(purchases * 3.4)

const whole = (value: number, luck: number): number => Math.floor(value + luck)

const addExact = (ad: Ad, day: number, weight: number, into: DaySums, windows: WindowSums | null): number => {
  const sums = ad.campaign.exact?.[((day % PERIOD) + PERIOD) % PERIOD]
  if (!sums) return 0
  for (const key of ADDITIVE) into[key] += Math.floor(sums[key] * weight)
  if (windows) {
    const arrived = Math.floor(sums.leads * weight)
    const counts = countWindows('1d_view_7d_click', { arrived, expected: 0 }, hash(ad.seed, day, 7))
    addWindows(windows, 'leads', counts, Number)
  }
  return Math.floor(sums.people * weight)
}

/** When what can be seen at an instant happened: what is given to the unit is given at once. */
const seenAt = (ad: Ad, at: number): number => (ad.campaign.exact === null ? at - LAG_MS : at)

/** Share of a day that can be seen at an instant, 0 before it. */
export const shareSeen = ({ ad }: AdRun, day: number, at: number): number => {
  const { zone } = ad.account
  const start = zone.startOf(day)
  const seen = seenAt(ad, at)
  if (seen <= start) return 0
  return seen - start >= 2 * DAY_MS ? 1 : Math.min(1, (seen - start) / (zone.startOf(day + 1) - start))
}

/** Adds what is known at `at` of a day; returns the people it was shown to. */
export const addDay = (run: AdRun, day: number, at: number, into: DaySums, windows: WindowSums | null): number => {
  const { ad, arrival } = run
  const { campaign } = ad
  const share = shareSeen(run, day, at)
  if (share === 0) return 0
  const start = ad.account.zone.startOf(day)
  const seen = seenAt(ad, at)
  const weights = run.weights === null ? null : run.weights(day)
  const paid = weights ? weights.spend(share) : delivered(campaign, share)
  if (paid <= 0) return 0
  if (campaign.exact !== null) return addExact(ad, day, paid, into, windows)
  const shownWeight = weights ? weights.shown(share) : paid

  const s = hash(ad.seed, day, 7)
  const steady = campaign.character !== 'normal'
  const age = day - ad.startDay
  const fresh = freshness(age)
  const total =
    ad.perDay * (steady ? 0.995 + 0.01 * draw(s, 1) : Math.min(1.04, weekdayFactor(day) * (0.86 + 0.22 * draw(s, 1))))
  const cpm = ad.cpm * seasonFactor(day) * (1 + 0.18 * (1 - fresh)) * (0.93 + 0.14 * draw(s, 2))
  const dayShown = (total / cpm) * 1000
  const ctr = ad.ctr * (steady ? 1 : clicksWhenFresh(fresh)) * (0.94 + 0.12 * draw(s, 3))
  const linkShare = 0.74 + 0.14 * draw(s, 4)

  // Luck is drawn once a day, so that a growing figure never steps back.
  const luck = draw(s, 7) * paid
  const impressions = dayShown * shownWeight
  const clicks = impressions * ctr
  const linkClicks = clicks * linkShare
  let spend = Math.floor(total * paid)
  let shown = whole(impressions, draw(s, 6) * paid)
  let clicked = Math.min(shown, whole(clicks, luck))
  let linked = Math.floor(linkClicks + luck * 0.7)
  const correction = correctionOf(s)
  if (correction !== null && seen >= start + correction.days * DAY_MS) {
    spend -= correct(spend, correction.spend)
    shown -= correct(shown, correction.impressions)
    clicked -= correct(clicked, correction.clicks)
    linked -= correct(linked, correction.clicks)
  }
  const reactions = Math.floor(impressions * 0.006 * (0.6 + draw(s, 8)))
  const views = hasVideo(ad) ? Math.floor(impressions * 0.24 * (0.6 + draw(s, 9))) : 0
  const people = Math.min(shown, Math.floor(shown / (1.06 + 0.22 * draw(s, 10))))
  into.spend += spend
  into.impressions += shown
  into.clicks += clicked
  into.linkClicks += linked
  into.landings += Math.floor(linkClicks * (0.72 + 0.14 * draw(s, 5)) + luck * 0.4)
  into.reactions += reactions
  into.loves += Math.floor(reactions * 0.21)
  into.comments += Math.floor(reactions * 0.09)
  into.shares += Math.floor(reactions * 0.05)
  into.saves += Math.floor(reactions * 0.07)
  into.plays += Math.floor(views * 1.7)
  into.views += views
  into.p25 += Math.floor(views * 0.62)
  into.p50 += Math.floor(views * 0.41)
  into.p75 += Math.floor(views * 0.27)
  into.p95 += Math.floor(views * 0.16)
  into.p100 += Math.floor(views * 0.13)
  into.thruplays += Math.floor(views * 0.3)
  into.views30 += Math.floor(views * 0.11)
  into.people += people
  if (campaign.objective === 'OUTCOME_ENGAGEMENT') into.conversations += Math.floor(linkClicks * 0.11)

  if (ad.rate === 0) return people
  const expected =
    dayShown * ctr * linkShare * ad.rate * ratesWhileLearning(age) * (0.88 + 0.24 * draw(s, 11)) * ratesWhenFresh(fresh)
  const first = draw(s, 12)
  const settled = seen - start > (SETTLED_DAYS + 2) * DAY_MS
  const weigh = (moment: number): number => (weights ? weights.results(moment) : delivered(campaign, moment))
  const count = whole(expected * weigh(share), first)
  const sells = campaign.objective === 'OUTCOME_SALES'
  let arrived = 0
  let value = 0
  for (let i = 0; i < count; i++) {
    if (!settled) {
      const delay = arrival.delay(draw(s, 200 + i))
      if (delay > 0) {
        const moment = (seen - start) / DAY_MS - delay
        if (moment < 1 && expected * weigh(Math.max(0, moment)) + first < i + 1) continue
      }
    }
    arrived++
    if (sells) value += Math.round(ad.basket * (0.5 + draw(s, 600 + i)))
  }
  const counts = windows ? countWindows(run.setting, { arrived, expected: expected * weigh(share) }, s) : null
  const add = (counted: Counted, more: number, worth: (count: number) => number): void => {
    into[counted] += more
    if (windows && counts) addWindows(windows, counted, counts, worth)
  }
  switch (campaign.objective) {
    case 'OUTCOME_SALES': {
      // What the setting leaves out is worth what a purchase usually is.
      const each = arrived === 0 ? ad.basket : value / arrived
      add('purchases', arrived, Number)
      add('purchaseValue', value, (count) => (count === arrived ? value : Math.round(count * each)))
      add('checkouts', checkoutsFor(arrived), checkoutsFor)
      add('carts', cartsFor(arrived), cartsFor)
      add('contents', contentsFor(arrived), contentsFor)
      break
    }
    case 'OUTCOME_LEADS':
      add('leads', arrived, Number)
      add('registrations', registrationsFor(arrived), registrationsFor)
      break
    case 'OUTCOME_APP_PROMOTION':
      add('installs', arrived, Number)
      break
  }
  return people
}
