import { Temporal } from 'temporal-polyfill'

/** A calendar day `YYYY-MM-DD`. Always somebody's: the day of an ad account's own time zone. */
export type Day = string

/** Milliseconds since the epoch. */
export type Instant = number

/** Inclusive at both ends, as Meta's `time_range`. */
export interface DayRange {
  readonly since: Day
  readonly until: Day
}

export const isZone = (zone: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch {
    return false
  }
}

export const isDay = (text: string): boolean => {
  try {
    return /^\d{4}-\d{2}-\d{2}$/.test(text) && Temporal.PlainDate.from(text).toString() === text
  } catch {
    return false
  }
}

/** The calendar day that an instant falls on in a zone (IANA name). */
export const dayAt = (instant: Instant, zone: string): Day =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone).toPlainDate().toString()

/** The same for many accounts: each zone is looked up once, which takes longer than it looks. */
export const dayIn = (instant: Instant): ((zone: string) => Day) => {
  const known = new Map<string, Day>()
  return (zone) => {
    const day = known.get(zone) ?? dayAt(instant, zone)
    known.set(zone, day)
    return day
  }
}

/** What a zone's clock shows: its hour, 0 to 23, and how long that has lasted. */
export const hourAt = (instant: Instant, zone: string): { readonly hour: number; readonly passedMs: number } => {
  const { hour, minute, second, millisecond } = Temporal.Instant.fromEpochMilliseconds(
    Math.floor(instant),
  ).toZonedDateTimeISO(zone)
  return { hour, passedMs: (minute * 60 + second) * 1000 + millisecond }
}

export const addDays = (day: Day, days: number): Day => Temporal.PlainDate.from(day).add({ days }).toString()

/** To the last day of a month that is too short: 31 January and one month is 28 or 29 February. */
export const addMonths = (day: Day, months: number): Day => Temporal.PlainDate.from(day).add({ months }).toString()

/** Days from `a` to `b`: negative when `b` is earlier. */
export const daysBetween = (a: Day, b: Day): number => Temporal.PlainDate.from(a).until(Temporal.PlainDate.from(b)).days

/** First instant of a day in a zone; on a day that begins with a gap (DST at midnight) the first that exists. */
export const startOfDay = (day: Day, zone: string): Instant =>
  Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds

/** Share of the account's day that has passed, 0 to 1, by real length (23, 24 or 25 hours). */
export const shareOfDay = (instant: Instant, zone: string): number => {
  const day = dayAt(instant, zone)
  const start = startOfDay(day, zone)
  return (instant - start) / (startOfDay(addDays(day, 1), zone) - start)
}

export const daysOf = ({ since, until }: DayRange): Day[] => {
  const first = Temporal.PlainDate.from(since)
  return Array.from({ length: Math.max(0, daysBetween(since, until) + 1) }, (_, days) => first.add({ days }).toString())
}

/** By how many minutes a zone is ahead of UTC at an instant. */
export const minutesAhead = (instant: Instant, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9

/** A moment for the blank of a sentence, the same everywhere: `2026-03-01T09:00:00Z`. */
export const plainTime = (instant: Instant): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant)).toString()

/** As a field for a moment has it, by the zone's clock: `2026-03-01T09:00`. */
export const localTime = (instant: Instant, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' })

/** Null: it is no moment. One that the zone's clock leaves out is an hour later, one that it has twice the first of both. */
export const instantOfLocal = (text: string, zone: string): Instant | null => {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}
