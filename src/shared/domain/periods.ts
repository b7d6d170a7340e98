import { Temporal } from 'temporal-polyfill'
import { addDays, daysBetween } from './day.ts'
import type { Day, DayRange } from './day.ts'

/** Periods that move on with the days, in the order in which they are offered. */
export const PRESETS = [
  'today',
  'yesterday',
  'last3d',
  'last7d',
  'last14d',
  'last28d',
  'last30d',
  'last90d',
  'thisWeek',
  'lastWeek',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'last365d',
  'maximum',
] as const
export type Preset = (typeof PRESETS)[number]

/** A preset by each account's own midnight, or the same calendar days for all. */
export type Period = Preset | DayRange

/** A period, or what one is compared with, as a part of a key. */
export const periodKey = (period: Period | Comparison | null): string =>
  period === null ? '' : typeof period === 'string' ? period : `${period.since}..${period.until}`

/** The days that most of several accounts have, of as many the latest; null: there are none. */
export const usualRange = (ranges: readonly DayRange[]): DayRange | null => {
  const counted = [...Map.groupBy(ranges, ({ since, until }) => `${until}..${since}`).entries()]
  const [first] = counted.toSorted(([a, one], [b, other]) => other.length - one.length || (a < b ? 1 : -1))
  const range = first?.[1][0]
  return range ? { since: range.since, until: range.until } : null
}

/** As far back as Meta answers. */
export const MAXIMUM_MONTHS = 37

const date = (day: Day): Temporal.PlainDate => Temporal.PlainDate.from(day)
const startOfQuarter = (day: Temporal.PlainDate): Temporal.PlainDate =>
  day.with({ month: Math.floor((day.month - 1) / 3) * 3 + 1, day: 1 })

const between = (since: Temporal.PlainDate, until: Temporal.PlainDate): DayRange => ({
  since: since.toString(),
  until: until.toString(),
})

/**
 * The days a period means for an account whose own day is `today`. As Meta's presets: `lastNd` end yesterday; `this…`
 * end today; weeks begin on Monday.
 */
export const rangeOf = (period: Period, today: Day): DayRange => {
  if (typeof period !== 'string') return { since: period.since, until: period.until }
  const now = date(today)
  const yesterday = now.subtract({ days: 1 })
  const last = (days: number): DayRange => between(now.subtract({ days }), yesterday)
  switch (period) {
    case 'today':
      return { since: today, until: today }
    case 'yesterday':
      return last(1)
    case 'last3d':
      return last(3)
    case 'last7d':
      return last(7)
    case 'last14d':
      return last(14)
    case 'last28d':
      return last(28)
    case 'last30d':
      return last(30)
    case 'last90d':
      return last(90)
    case 'thisWeek':
      return between(now.subtract({ days: now.dayOfWeek - 1 }), now)
    case 'lastWeek':
      return between(now.subtract({ days: now.dayOfWeek + 6 }), now.subtract({ days: now.dayOfWeek }))
    case 'thisMonth':
      return between(now.with({ day: 1 }), now)
    case 'lastMonth': {
      const start = now.with({ day: 1 }).subtract({ months: 1 })
      return between(start, now.with({ day: 1 }).subtract({ days: 1 }))
    }
    case 'thisQuarter':
      return between(startOfQuarter(now), now)
    case 'lastQuarter': {
      const start = startOfQuarter(now)
      return between(start.subtract({ months: 3 }), start.subtract({ days: 1 }))
    }
    case 'thisYear':
      return between(now.with({ month: 1, day: 1 }), now)
    case 'last365d':
      return last(365)
    case 'maximum':
      return between(now.subtract({ months: MAXIMUM_MONTHS }), now)
  }
}

/**
 * What a period is compared with. Of today by the hour, its full hours with the same ones of another day: `sameHour` of
 * the day before, `sameHourWeek` of the same weekday a week before. A range is taken as it is.
 */
export const COMPARISONS = ['previous', 'lastYear', 'sameHour', 'sameHourWeek'] as const
export type Comparison = (typeof COMPARISONS)[number] | DayRange

/** By how many days the other day is before today. */
export const DAYS_BACK = { sameHour: 1, sameHourWeek: 7 } as const
export const HOUR_COMPARISONS = ['sameHour', 'sameHourWeek'] as const
export type HourComparison = (typeof HOUR_COMPARISONS)[number]
/** Such a comparison is of today alone. */
export const isByHour = (comparison: Comparison | null): comparison is HourComparison =>
  HOUR_COMPARISONS.some((each) => each === comparison)

/** `previous`: as many days right before; `lastYear`: the same calendar days a year before (29 February: the 28th). */
export const comparedRange = (comparison: Comparison, range: DayRange): DayRange => {
  if (typeof comparison !== 'string') return { since: comparison.since, until: comparison.until }
  const { since, until } = range
  switch (comparison) {
    case 'previous':
    case 'sameHour': {
      const days = daysBetween(since, until) + 1
      return { since: addDays(since, -days), until: addDays(until, -days) }
    }
    case 'sameHourWeek':
      return { since: addDays(since, -DAYS_BACK[comparison]), until: addDays(until, -DAYS_BACK[comparison]) }
    case 'lastYear':
      return between(date(since).subtract({ years: 1 }), date(until).subtract({ years: 1 }))
  }
}
