import type { Coverage } from '../../db/store.ts'
import { addDays, dayAt, startOfDay } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import { rangeOf } from '../../../shared/domain/periods.ts'
import type { AdAccount, FiguresLevel } from '../../../shared/domain/objects.ts'
import { RESTATED_DAYS } from '../../../shared/domain/upkeep.ts'

/**
 * What is due, from nothing but what was read and when: work is never kept in a list, so a program that is killed
 * forgets none of it, and a clock that jumps moves only the next look.
 */

const HOUR = 3_600_000
const MINUTE = 60_000
/** Past the hour: Meta's figures lag a quarter of an hour, and everybody else asks on the hour. */
const HOURLY_AT = 5 * MINUTE
/** In the account's own night, when its yesterday has had time to settle. */
const NIGHTLY_AT = 4 * HOUR

/** Days that an hourly sync reads besides today. */
const HOURLY_DAYS = 2

export const FIGURES_LEVELS: readonly FiguresLevel[] = ['campaign', 'account', 'adset', 'ad']
/** Ranges whose reach is asked for as a whole, because reach is never added up. */
export const REACH_PERIODS = ['last7d', 'last30d'] as const

/** The last hh:05 that has passed. */
export const hourlyMark = (now: Instant): Instant => Math.floor((now - HOURLY_AT) / HOUR) * HOUR + HOURLY_AT
export const nextHourlyMark = (now: Instant): Instant => hourlyMark(now) + HOUR

/** The last 04:00 of the account's own zone that has passed. */
export const nightlyMark = (now: Instant, zone: string): Instant => {
  const today = dayAt(now, zone)
  const mark = startOfDay(today, zone) + NIGHTLY_AT
  return mark <= now ? mark : startOfDay(addDays(today, -1), zone) + NIGHTLY_AT
}

export interface Due {
  readonly account: AdAccount
  /** Levels whose last days are older than the last hourly mark, with the days to read. */
  readonly hourly: readonly { readonly level: FiguresLevel; readonly range: DayRange }[]
  /** Levels whose last weeks were not read since the last night. */
  readonly nightly: readonly { readonly level: FiguresLevel; readonly range: DayRange }[]
  /** Ranges of reach that moved on with the day. */
  readonly reach: readonly DayRange[]
}

/** Coverage that was written with a clock that was ahead says nothing about how old it is. */
const readSince = ({ at }: Coverage, mark: Instant, now: Instant): boolean => at >= mark && at <= now + MINUTE

const covers = (range: DayRange | null, wanted: DayRange): boolean =>
  range !== null && range.since <= wanted.since && wanted.until <= range.until

/** The last day whose figures of a level were read, on that day or later; null: never. */
export const lastDayRead = (coverage: readonly Coverage[], level: FiguresLevel): Day | null =>
  coverage.reduce<Day | null>(
    (last, { kind, level: of, range }) =>
      kind === 'insights' && of === level && range && (last === null || range.until > last) ? range.until : last,
    null,
  )

/**
 * What one account lacks now. `now` is Meta's; `skew` is the desk's clock less Meta's, because readings carry the
 * desk's time. A range whose reading was broken counts as read: it is read again with the next mark, not at once.
 */
export const dueOf = (account: AdAccount, coverage: readonly Coverage[], now: Instant, skew = 0): Due => {
  const today = dayAt(now, account.zone)
  const here = now + skew
  const read = (kind: Coverage['kind'], level: FiguresLevel, range: DayRange, mark: Instant): boolean =>
    coverage.some(
      (entry) =>
        entry.kind === kind && entry.level === level && covers(entry.range, range) && readSince(entry, mark, here),
    )
  const since = (level: FiguresLevel, days: number): Day => {
    const last = lastDayRead(coverage, level)
    const usual = addDays(today, -days)
    return last !== null && last < usual ? last : usual
  }
  const nightly = FIGURES_LEVELS.map((level) => ({
    level,
    range: { since: since(level, RESTATED_DAYS), until: addDays(today, -1) },
  })).filter(
    ({ level, range }) =>
      !read(
        'insights',
        level,
        { ...range, since: addDays(today, -RESTATED_DAYS) },
        nightlyMark(now, account.zone) + skew,
      ),
  )
  const hourly = FIGURES_LEVELS.map((level) => ({
    level,
    range: { since: addDays(today, -HOURLY_DAYS), until: today },
  })).filter(({ level, range }) => !read('insights', level, range, hourlyMark(now) + skew))
  const reach = REACH_PERIODS.map((period) => rangeOf(period, today)).filter(
    (range) => !read('reach', 'campaign', range, nightlyMark(now, account.zone) + skew),
  )
  return { account, hourly, nightly, reach }
}
