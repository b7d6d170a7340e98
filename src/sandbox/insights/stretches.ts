import { GraphError, invalid } from '../graph-error.ts'
import { jsonParam } from '../params.ts'
import { DAY_MS, dayNumber } from '../zone.ts'
import type { Params } from '../params.ts'

/** Inclusive day numbers. */
export interface Stretch {
  readonly since: number
  readonly until: number
}

const HORIZON_MONTHS = 37
/** Where a day begins first: the horizon is counted from there, not from the account's own day. */
const EARLIEST_ZONE_MS = 14 * 3_600_000

const monthStart = (day: number, shift = 0): number => {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + shift, 1) / DAY_MS
}
const quarterStart = (day: number, shift = 0): number => {
  const date = new Date(day * DAY_MS)
  return Date.UTC(date.getUTCFullYear(), (Math.floor(date.getUTCMonth() / 3) + shift) * 3, 1) / DAY_MS
}
const yearStart = (day: number, shift = 0): number =>
  Date.UTC(new Date(day * DAY_MS).getUTCFullYear() + shift, 0, 1) / DAY_MS
/** 0 is Sunday. */
const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

const presetOf = (preset: string, today: number, firstDay: number): Stretch => {
  const days = /^last_(\d+)d$/.exec(preset)?.[1]
  if (days && [3, 7, 14, 28, 30, 90].includes(Number(days))) return { since: today - Number(days), until: today - 1 }
  const monday = today - ((weekday(today) + 6) % 7)
  const sunday = today - weekday(today)
  switch (preset) {
    case 'today':
      return { since: today, until: today }
    case 'yesterday':
      return { since: today - 1, until: today - 1 }
    case 'this_month':
      return { since: monthStart(today), until: today }
    case 'last_month':
      return { since: monthStart(today, -1), until: monthStart(today) - 1 }
    case 'this_quarter':
      return { since: quarterStart(today), until: today }
    case 'last_quarter':
      return { since: quarterStart(today, -1), until: quarterStart(today) - 1 }
    case 'this_year':
      return { since: yearStart(today), until: today }
    case 'last_year':
      return { since: yearStart(today, -1), until: yearStart(today) - 1 }
    case 'this_week_mon_today':
      return { since: monday, until: today }
    case 'this_week_sun_today':
      return { since: sunday, until: today }
    case 'last_week_mon_sun':
      return { since: monday - 7, until: monday - 1 }
    case 'last_week_sun_sat':
      return { since: sunday - 7, until: sunday - 1 }
    case 'maximum':
    case 'data_maximum':
      return { since: firstDay, until: today }
    default:
      throw invalid(
        'Param date_preset must be one of {today, yesterday, this_month, last_month, this_quarter, maximum, data_maximum, last_3d, last_7d, last_14d, last_28d, last_30d, last_90d, last_week_mon_sun, last_week_sun_sat, last_quarter, last_year, this_week_mon_today, this_week_sun_today, this_year}',
      )
  }
}

const rangeOf = (value: unknown): Stretch => {
  const range = value as { since?: unknown; until?: unknown } | null
  const since = typeof range?.since === 'string' ? dayNumber(range.since) : null
  const until = typeof range?.until === 'string' ? dayNumber(range.until) : null
  if (since === null || until === null)
    throw invalid(
      "Must be a date representation in the format YYYY-MM-DD for the keys 'since' and 'until' of time_range",
    )
  if (since > until)
    throw new GraphError({
      status: 400,
      code: 100,
      message: '(#100) time_range: since must be before or equal to until',
    })
  return { since, until }
}

/** A day of the month that the earlier month does not have becomes its last. */
export const monthsBefore = (day: number, months: number): number => {
  const month = monthStart(day, -months)
  return Math.min(month + new Date(day * DAY_MS).getUTCDate(), monthStart(day, 1 - months)) - 1
}

/** The stretches that a question asks about, in its order. Throws GraphError. */
export const stretchesOf = (
  params: Params,
  { at, today, firstDay }: { readonly at: number; readonly today: number; readonly firstDay: number },
): readonly Stretch[] => {
  const oldest = monthsBefore(Math.floor((at + EARLIEST_ZONE_MS) / DAY_MS), HORIZON_MONTHS)
  const checked = (range: Stretch): Stretch => {
    if (range.since < oldest) {
      throw new GraphError({
        status: 400,
        code: 3018,
        message: '(#3018) The start date of the time range cannot be beyond 37 months from the current date',
      })
    }
    // A day of grace, because a client's today may be a day ahead.
    if (range.since > today + 1) throw invalid('time_range: since must not be in the future')
    return range
  }
  const ranges = jsonParam(params, 'time_ranges')
  if (Array.isArray(ranges)) {
    if (params['time_increment'] !== undefined) throw invalid('time_increment cannot be used with time_ranges')
    return ranges.map((range) => checked(rangeOf(range)))
  }
  const given = jsonParam(params, 'time_range')
  const range =
    given === undefined ? presetOf(params['date_preset'] ?? 'last_30d', today, firstDay) : checked(rangeOf(given))
  const increment = params['time_increment'] ?? 'all_days'
  if (increment === 'all_days') return [range]
  const list: Stretch[] = []
  if (increment === 'monthly') {
    for (let day = range.since; day <= range.until; day = monthStart(day, 1))
      list.push({ since: day, until: Math.min(range.until, monthStart(day, 1) - 1) })
    return list
  }
  const step = Number(increment)
  if (!Number.isInteger(step) || step < 1 || step > 90)
    throw invalid('Param time_increment must be an integer between 1 and 90, or one of {monthly, all_days}')
  for (let day = range.since; day <= range.until; day += step)
    list.push({ since: day, until: Math.min(range.until, day + step - 1) })
  return list
}
