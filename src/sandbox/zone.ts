import { Temporal } from 'temporal-polyfill'

/** Days are numbers (days since 1970-01-01) inside the sandbox: figures are computed from them by the million. */

const QUARTER = 900_000
export const DAY_MS = 86_400_000

export interface Zone {
  readonly name: string
  offsetAt(instant: number): number
  dayAt(instant: number): number
  /** First instant of a day. */
  startOf(day: number): number
  /** Share of its day that has passed at an instant, by the day's real length. */
  shareAt(instant: number): number
  /** `2026-03-05T16:00:50+0100`, as Meta writes times. */
  stamp(instant: number): string
}

export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** Null for what is not a calendar day. */
export const dayNumber = (text: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  return Number.isNaN(ms) || dayText(ms / DAY_MS) !== text ? null : ms / DAY_MS
}

const two = (value: number): string => String(value).padStart(2, '0')

export const createZone = (name: string): Zone => {
  const offsets = new Map<number, number>()
  const starts = new Map<number, number>()

  // Offsets change on quarters of an hour only, so one look-up serves all instants of a quarter.
  const offsetAt = (instant: number): number => {
    const quarter = Math.floor(instant / QUARTER)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER).toZonedDateTimeISO(name)
    const offset = zoned.offsetNanoseconds / 1_000_000
    if (offsets.size > 5000) offsets.clear()
    offsets.set(quarter, offset)
    return offset
  }
  const startOf = (day: number): number => {
    const known = starts.get(day)
    if (known !== undefined) return known
    const guess = day * DAY_MS
    const start = guess - offsetAt(guess - offsetAt(guess))
    if (starts.size > 5000) starts.clear()
    starts.set(day, start)
    return start
  }
  const dayAt = (instant: number): number => Math.floor((instant + offsetAt(instant)) / DAY_MS)

  return {
    name,
    offsetAt,
    dayAt,
    startOf,
    shareAt: (instant) => {
      const day = dayAt(instant)
      const start = startOf(day)
      return (instant - start) / (startOf(day + 1) - start)
    },
    stamp: (instant) => {
      const offset = offsetAt(instant)
      const minutes = Math.abs(offset) / 60_000
      const sign = offset < 0 ? '-' : '+'
      const local = new Date(instant + offset).toISOString().slice(0, 19)
      return `${local}${sign}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
    },
  }
}
