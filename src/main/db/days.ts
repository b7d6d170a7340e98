import type { Day } from '../../shared/domain/day.ts'

/** A day as it is stored: 20260131. */
export const storedDay = (day: Day): number =>
  Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10))

const DAY_MS = 86_400_000
/** Days since 1970 of 20260131. */
export const dayNumber = (stored: number): number =>
  Date.UTC(Math.floor(stored / 10_000), (Math.floor(stored / 100) % 100) - 1, stored % 100) / DAY_MS

export const dayOf = (stored: number): Day => {
  const digits = String(stored).padStart(8, '0')
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}
