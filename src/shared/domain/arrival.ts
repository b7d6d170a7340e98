import { daysBetween } from './day.ts'
import type { Day, Instant } from './day.ts'

/**
 * How late an account's conversions arrive, learned from what Meta said of the same day at different ages. Age 0 is the
 * reading just after the day closed; Meta changes a day for 28 days.
 */

export const SETTLED_AGE = 28

/** What an account's closed day added up to when it was read at one age. Money in micros. */
export interface ArrivalReading {
  readonly day: Day
  /** Full days between the day's end and the reading. */
  readonly age: number
  readonly at: Instant
  readonly spend: number
  readonly results: number
  readonly purchases: number
  readonly purchaseValue: number
}

export interface ArrivalPoint {
  readonly age: number
  /** Share of what is seen at age 28 that is seen at this age: 0 to 1, above where Meta took some back. */
  readonly share: number
  /** Pairs of readings that the step to the next age is made of. */
  readonly days: number
  readonly count: number
}

export interface ArrivalCurve {
  readonly of: 'results' | 'purchases'
  /** Ages 0 to 28, or as far as anything was read twice; empty: nothing is known yet. */
  readonly points: readonly ArrivalPoint[]
  /** Conversions that the curve rests on: below `ENOUGH` it is not to be trusted. */
  readonly basis: number
  readonly enough: boolean
}

/** Conversions a curve must rest on. */
export const ENOUGH = 100

/**
 * Chain-ladder estimate: the growth from one age to the next is the sum of all days read at both ages over the sum at the
 * earlier one, so that young days tell about the early ages before any day is 28 days old, and a day that was not read at
 * some age costs nothing. The share at an age is the product of all growth after it, turned over.
 * Mack, "Distribution-free calculation of the standard error of chain ladder reserve estimates", 1993.
 */
export const arrivalCurve = (readings: readonly ArrivalReading[], of: ArrivalCurve['of']): ArrivalCurve => {
  const byDay = new Map<Day, Map<number, number>>()
  for (const reading of readings) {
    if (reading.age < 0 || reading.age > SETTLED_AGE) continue
    const ages = byDay.get(reading.day) ?? new Map<number, number>()
    ages.set(reading.age, reading[of])
    byDay.set(reading.day, ages)
  }
  // Between two readings some days apart the value stood as first read: what came in between is seen at the later one.
  const growth: { before: number; after: number; days: number }[] = Array.from({ length: SETTLED_AGE }, () => ({
    before: 0,
    after: 0,
    days: 0,
  }))
  let oldest = 0
  for (const ages of byDay.values()) {
    const known = [...ages].sort(([a], [b]) => a - b)
    for (const [i, [age, value]] of known.entries()) {
      const next = known[i + 1]
      if (!next) continue
      oldest = Math.max(oldest, next[0])
      const steps = next[0] - age
      for (let step = 0; step < steps; step++) {
        const entry = growth[age + step]
        if (!entry) continue
        // Evenly over the ages that were not read.
        entry.before += value + ((next[1] - value) * step) / steps
        entry.after += value + ((next[1] - value) * (step + 1)) / steps
        entry.days += 1
      }
    }
  }
  if (oldest === 0) return { of, points: [], basis: 0, enough: false }
  const points: ArrivalPoint[] = []
  let share = 1
  for (let age = oldest; age >= 0; age--) {
    const entry = growth[age]
    if (age < oldest && entry && entry.after > 0) share *= entry.before / entry.after
    points.unshift({ age, share, days: entry?.days ?? 0, count: Math.round(entry?.before ?? 0) })
  }
  const basis = points[0]?.count ?? 0
  return { of, points, basis, enough: basis >= ENOUGH }
}

/** Full days between the end of an account's day and its today at the time of the reading. */
export const ageOf = (day: Day, today: Day): number => daysBetween(day, today) - 1
