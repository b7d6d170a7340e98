import { addDays, startOfDay } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'

const MINUTE = 60_000
const DAY_MS = 24 * 60 * MINUTE
/** Meta makes figures anew about every quarter of an hour. */
const OPEN_MS = 10 * MINUTE
/** An hour that is over stands in Meta's figures after so long. */
export const SETTLES_MS = 15 * MINUTE
/** Meta changes a day for so long after it was over. */
const RESTATED_MS = 28 * DAY_MS
/** And then hardly ever. */
const FINAL_MS = 30 * DAY_MS

/** What it is now: here, and by Meta, whose clock decides on days. */
export interface Moment {
  readonly now: Instant
  readonly metaNow: Instant
}

/** Whether a reading of a range that ends with `until`, read at `at` by our clock, is as new as it need be. */
export const isFresh = (at: Instant, until: Day, zone: string, { now, metaNow }: Moment): boolean => {
  const age = now - at
  // A clock that was set back: no telling how old it is.
  if (age < 0) return false
  const readAt = at + (metaNow - now)
  const over = startOfDay(addDays(until, 1), zone)
  if (readAt < over) return age < OPEN_MS
  return age < (readAt < over + RESTATED_MS ? DAY_MS : FINAL_MS)
}

/** Whether a reading of today has its hours up to the last full one, which began `passedMs` before `metaNow`. */
export const hasFullHours = (at: Instant, passedMs: number, { now, metaNow }: Moment): boolean =>
  now - at >= 0 && at + (metaNow - now) >= metaNow - passedMs + SETTLES_MS
