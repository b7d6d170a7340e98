import { LEVELS } from '../../../shared/domain/objects.ts'
import type { Level } from '../../../shared/domain/objects.ts'

/** A day as 20260131 takes 25 bits. */
const DAYS = 2 ** 25
const SLOTS = 4

/** As running_stale and revision have it. */
export const slotOf = (level: Level): number => LEVELS.indexOf(level) + 1

/** Where running totals stand: by account (its key), level, then day, so that a month's lie side by side. */
export const placeOf = (account: number, level: Level, day: number): number =>
  (account * SLOTS + slotOf(level)) * DAYS + day
export const dayAtPlace = (place: number): number => place % DAYS

/** 202601 of 20260131. */
export const monthOf = (day: number): number => Math.floor(day / 100)
/** Later than any. */
export const NO_DAY = DAYS - 1
/** Where a month's sum of all days before it stands. */
export const baseDay = (month: number): number => month * 100
export const lastDay = (month: number): number => month * 100 + 31

/** The calendar day before, 20260228 of 20260301. */
export const dayBefore = (day: number): number => {
  if (day % 100 > 1) return day - 1
  const before = new Date(Date.UTC(Math.floor(day / 10_000), (monthOf(day) % 100) - 1, 0))
  return before.getUTCFullYear() * 10_000 + (before.getUTCMonth() + 1) * 100 + before.getUTCDate()
}
