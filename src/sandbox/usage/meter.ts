import { createWindow } from './counters.ts'
import { HOUR } from './tiers.ts'
import type { Counter } from './counters.ts'

/** One limit of one account or of the app, and how near anybody came to it. */

export interface MeterReading {
  /** Points or calls that count now. */
  readonly used: number
  readonly allowed: number
  /** `used` of `allowed`: 1 is all of it; above 1 when refused calls were counted too. */
  readonly share: number
  /** The highest share since the start. */
  readonly peak: number
  /** The last hour against what an hour allows; the same as above where the limit is one of an hour. */
  readonly hour: { readonly used: number; readonly allowed: number; readonly share: number; readonly peak: number }
}

export interface Meter {
  add(now: number, amount: number): void
  /** What would be used with so much more. */
  used(now: number): number
  share(now: number): number
  read(now: number): MeterReading
}

/** `allowed` may change with the world; `perHour` is how often it comes anew in an hour. */
export const createMeter = (counter: Counter, allowed: (now: number) => number, perHour: number): Meter => {
  const hour = perHour === 1 ? counter : createWindow(HOUR)
  let peak = 0
  let hourPeak = 0
  const share = (now: number): number => counter.read(now) / allowed(now)
  const hourShare = (now: number): number => hour.read(now) / (allowed(now) * perHour)
  return {
    add: (now, amount) => {
      counter.add(now, amount)
      if (hour !== counter) hour.add(now, amount)
      peak = Math.max(peak, share(now))
      hourPeak = Math.max(hourPeak, hourShare(now))
    },
    used: (now) => counter.read(now),
    share,
    read: (now) => ({
      used: counter.read(now),
      allowed: allowed(now),
      share: share(now),
      peak,
      hour: { used: hour.read(now), allowed: allowed(now) * perHour, share: hourShare(now), peak: hourPeak },
    }),
  }
}
