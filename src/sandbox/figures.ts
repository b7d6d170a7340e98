import { draw, hash } from './random.ts'
import { PERIOD } from './exact.ts'
import { noSums } from './figures/sums.ts'
import { DAY_MS } from './zone.ts'
import type { DaySums } from './figures/sums.ts'
import type { Account, Ad, Campaign, Delivering } from './model.ts'
import type { Live } from './state.ts'

/**
 * What an ad delivered on a day, computed from hashes when asked for. A day's totals are fixed; what is visible of
 * them grows with the clock along the account's hours, and conversions arrive up to a week late.
 */

/** Share of a day's spend that an hour gets, night to night. */
const HOURS = [18, 12, 9, 7, 7, 10, 18, 30, 42, 48, 52, 55, 60, 58, 54, 52, 54, 60, 70, 82, 90, 84, 62, 36]
/** Spends half of 105 % by five in the morning, the rest slowly: what a broken bid looks like. */
const RUSHED = [230, 200, 190, 190, 190, 110, 90, 70, 60, 55, 50, 50, 50, 50, 45, 45, 45, 45, 40, 40, 40, 40, 40, 30]
/** Sunday first. */
const WEEKDAYS = [1.04, 0.93, 0.92, 0.95, 0.99, 1.06, 1.1]

const cumulative = (hours: readonly number[]): Float64Array => {
  const whole = hours.reduce((sum, hour) => sum + hour, 0)
  const curve = new Float64Array(hours.length + 1)
  hours.forEach((hour, i) => {
    curve[i + 1] = (curve[i] ?? 0) + hour / whole
  })
  curve[hours.length] = 1
  return curve
}
const USUAL_CURVE = cumulative(HOURS)
const RUSHED_CURVE = cumulative(RUSHED)

/** Share of a day's figures that has come by a share of its day. */
export const delivered = (campaign: Campaign, share: number): number => {
  if (share <= 0) return 0
  if (share >= 1) return 1
  const curve = campaign.character === 'loser' ? RUSHED_CURVE : USUAL_CURVE
  const hour = Math.floor(share * 24)
  const low = curve[hour] ?? 0
  return low + ((curve[hour + 1] ?? 1) - low) * (share * 24 - hour)
}

/** Days until all conversions of a day are in. */
const SETTLED_DAYS = 7

/** Days after the click at which a conversion becomes visible. Six in ten at once. */
const delayOf = (state: number, k: number): number => {
  const luck = draw(state, k)
  return luck < 0.6 ? 0 : SETTLED_DAYS * ((luck - 0.6) / 0.4) ** 2.2
}

const LEARNING_DAYS = 6
/** A creative is fresh again after so many days: teams swap them. */
const FATIGUE_DAYS = 48

const whole = (value: number, luck: number): number => Math.floor(value + luck)

export interface Figures {
  /** What is visible of these ads' days, both ends included. */
  sum(ads: readonly Ad[], from: number, to: number): DaySums
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

  const runsAt = (object: Delivering, instant: number, day: number): boolean => {
    // The given totals hold for every full day, so what was paused from the start counts until yesterday.
    if (object.level === 'campaign' && object.exact !== null && object.status === 'PAUSED') {
      const first = editsOf(object.id)[0]
      if (first === undefined || instant < first.at) return day < today(object.account)
    }
    return live.statusAt(object, instant, day) === 'ACTIVE'
  }

  const raise = (ad: Ad, instant: number): number => {
    const holder = ad.campaign.budget ? ad.campaign : ad.adset
    const budget = live.budgetAt(holder, instant)
    return budget && holder.budget ? budget.minor / holder.budget.minor : 1
  }

  /** How much of the day's base figures has been delivered when `share` of the day is over; edits are followed. */
  const weightOf = (ad: Ad, day: number): ((share: number) => number) => {
    const { campaign, adset, account } = ad
    const chain = [campaign, adset, ad]
    if (!chain.some(live.edited)) {
      const runs = chain.every((object) => runsAt(object, 0, day))
      return runs ? (share) => delivered(campaign, share) : () => 0
    }
    const start = account.zone.startOf(day)
    const length = account.zone.startOf(day + 1) - start
    const cuts = chain
      .flatMap((object) => editsOf(object.id).map((edit) => (edit.at - start) / length))
      .filter((share) => share > 0 && share < 1)
    const edges = [0, ...new Set(cuts.sort((a, b) => a - b)), 1]
    const pieces = edges.slice(0, -1).map((from, i) => {
      const instant = start + from * length
      const running = chain.every((object) => runsAt(object, instant, day))
      return { from, to: edges[i + 1] ?? 1, factor: running ? raise(ad, instant) : 0 }
    })
    return (share) =>
      pieces.reduce(
        (sum, { from, to, factor }) =>
          share <= from ? sum : sum + factor * (delivered(campaign, Math.min(share, to)) - delivered(campaign, from)),
        0,
      )
  }

  const addExact = (campaign: Campaign, day: number, weight: number, into: DaySums): void => {
    const sums = campaign.exact?.[((day % PERIOD) + PERIOD) % PERIOD]
    if (!sums) return
    for (const key of Object.keys(sums) as (keyof DaySums)[]) into[key] += Math.floor(sums[key] * weight)
  }

  const add = (ad: Ad, day: number, into: DaySums): void => {
    const { campaign, account } = ad
    if (day < ad.startDay || day >= campaign.endDay || day >= account.stoppedFrom || ad.review !== null) return
    const instant = now()
    const start = account.zone.startOf(day)
    if (instant <= start) return
    const share =
      (instant - start) / DAY_MS >= 2 ? 1 : Math.min(1, (instant - start) / (account.zone.startOf(day + 1) - start))
    const weigh = weightOf(ad, day)
    const weight = weigh(share)
    if (weight <= 0) return
    if (campaign.exact !== null) return addExact(campaign, day, weight, into)

    const s = hash(ad.seed, day, 7)
    const steady = campaign.character !== 'normal'
    const weekday = WEEKDAYS[(day + 4) % 7] ?? 1
    const age = day - ad.startDay
    const fresh = 1 - (age % FATIGUE_DAYS) / FATIGUE_DAYS
    const learning = age < LEARNING_DAYS ? 0.55 + (0.45 * age) / LEARNING_DAYS : 1
    // Gifts are bought in November and December, and so is the space for them.
    const month = new Date(day * DAY_MS).getUTCMonth()
    const season = month === 10 ? 1.12 : month === 11 ? 1.18 : month === 0 ? 0.9 : 1

    const total =
      ad.perDay * (steady ? 0.995 + 0.01 * draw(s, 1) : Math.min(1.04, weekday * (0.86 + 0.22 * draw(s, 1))))
    const spend = total * weight
    const cpm = ad.cpm * season * (1 + 0.18 * (1 - fresh)) * (0.93 + 0.14 * draw(s, 2))
    const impressions = (spend / cpm) * 1000
    const ctr = ad.ctr * (steady ? 1 : 0.82 + 0.3 * fresh) * (0.94 + 0.12 * draw(s, 3))
    const clicks = impressions * ctr
    const linkClicks = clicks * (0.74 + 0.14 * draw(s, 4))
    const landings = linkClicks * (0.72 + 0.14 * draw(s, 5))

    // Luck is drawn once a day, so that a growing figure never steps back.
    into.spend += Math.floor(spend)
    const shown = whole(impressions, draw(s, 6) * weight)
    into.impressions += shown
    into.clicks += Math.min(shown, whole(clicks, draw(s, 7) * weight))
    into.linkClicks += Math.floor(linkClicks + draw(s, 7) * weight * 0.7)
    into.landings += Math.floor(landings + draw(s, 7) * weight * 0.4)
    into.reactions += Math.floor(impressions * 0.006 * (0.6 + draw(s, 8)))
    into.views += Math.floor(impressions * 0.13 * (0.6 + draw(s, 9)))
    into.people += Math.min(shown, Math.floor(shown / (1.06 + 0.22 * draw(s, 10))))

    if (ad.rate === 0) return
    const full = weigh(1)
    const expected =
      ((linkClicks / weight) * full || 0) * ad.rate * learning * (0.88 + 0.24 * draw(s, 11)) * (0.75 + 0.25 * fresh)
    const count = whole(expected, draw(s, 12))
    if (count === 0) return
    const settled = instant - start > (SETTLED_DAYS + 2) * DAY_MS
    let arrived = 0
    let value = 0
    const sells = campaign.objective === 'OUTCOME_SALES'
    for (let i = 0; i < count; i++) {
      if (!settled) {
        const moment = (instant - start) / DAY_MS - delayOf(s, 200 + i)
        if (weigh(Math.min(1, Math.max(0, moment))) < (full * (i + 0.5)) / count) continue
      }
      arrived++
      if (sells) value += Math.round(ad.basket * (0.5 + draw(s, 600 + i)))
    }
    switch (campaign.objective) {
      case 'OUTCOME_SALES':
        into.purchases += arrived
        into.purchaseValue += value
        into.checkouts += Math.round(arrived * 1.7)
        into.carts += Math.round(arrived * 3.4)
        break
      case 'OUTCOME_LEADS':
        into.leads += arrived
        break
      case 'OUTCOME_APP_PROMOTION':
        into.installs += arrived
        break
    }
  }

  const sum = (ads: readonly Ad[], from: number, to: number): DaySums => {
    const sums = noSums()
    for (const ad of ads) for (let day = from; day <= to; day++) add(ad, day, sums)
    return sums
  }

  return { sum, today, firstDay: Math.floor(anchor / DAY_MS) - 730 }
}
