import { MICROS, microsFromMinor } from '../../../shared/domain/money.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'

/**
 * Readers of single values, each a loop over characters: they run a dozen times a row, on up to a million rows. What is
 * not what it should be is NaN (numbers) or null (texts), never an exception.
 */

const ZERO = 48
const MINUS = 45
const POINT = 46

export type Fields = Readonly<Record<string, unknown>>
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Decimal ids, as texts. A number is only taken where it is still exact. */
export const idOf = (value: unknown): string | null => {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? String(value) : null
  if (typeof value !== 'string' || value.length === 0 || value.length > 25) return null
  for (let i = 0; i < value.length; i += 1) {
    const digit = value.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return null
  }
  return value
}

/** `"12"` or `12`; also `"1.5"`, which attributed conversions can be. Not negative. */
export const countOf = (value: unknown): number => {
  if (typeof value === 'number') return value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : Number.NaN
  if (typeof value !== 'string' || value.length === 0 || value.length > 20) return Number.NaN
  let count = 0
  for (let i = 0; i < value.length; i += 1) {
    const digit = value.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return /^\d+\.\d+$/.test(value) ? Number(value) : Number.NaN
    count = count * 10 + digit
  }
  return count <= Number.MAX_SAFE_INTEGER ? count : Number.NaN
}

/** A count of things that are never split, such as impressions: a fraction of one is not understood. */
export const wholeOf = (value: unknown): number => {
  const count = countOf(value)
  return Number.isInteger(count) ? count : Number.NaN
}

const microsOfText = (text: string): Micros => {
  const negative = text.charCodeAt(0) === MINUS
  let i = negative ? 1 : 0
  let whole = 0
  let digits = 0
  for (; i < text.length; i += 1, digits += 1) {
    const code = text.charCodeAt(i)
    if (code === POINT) break
    if (code < ZERO || code > ZERO + 9) return Number.NaN
    whole = whole * 10 + (code - ZERO)
  }
  if (digits === 0 || digits > 10) return Number.NaN
  let fraction = 0
  if (i < text.length) {
    const start = i + 1
    const decimals = text.length - start
    if (decimals === 0 || decimals > 12) return Number.NaN
    let scale = MICROS / 10
    for (i = start; i < text.length; i += 1, scale /= 10) {
      const digit = text.charCodeAt(i) - ZERO
      if (digit < 0 || digit > 9) return Number.NaN
      if (scale >= 1) fraction += digit * scale
      else if (i === start + 6 && digit >= 5) fraction += 1
    }
  }
  const micros = whole * MICROS + fraction
  if (micros > Number.MAX_SAFE_INTEGER) return Number.NaN
  return negative && micros !== 0 ? -micros : micros
}

/** Decimal money in major units, exactly: `"12.69"` is 12,690,000. The fast twin of `microsFromDecimal`; not above 2^53. */
export const microsOf = (value: unknown): Micros => {
  if (typeof value === 'string') return microsOfText(value)
  if (typeof value !== 'number' || !Number.isFinite(value)) return Number.NaN
  const micros = microsOfText(String(value))
  return Number.isNaN(micros) && Math.abs(value) < 1e10 ? Math.round(value * MICROS) : micros
}

/** Minor units as text or number. Null when absent, NaN when not understood or too large to be exact. */
export const microsOfMinor = (value: unknown, currency: Currency): Micros | null => {
  if (value === undefined || value === null) return null
  const minor = typeof value === 'string' && /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value
  const micros = typeof minor === 'number' ? Math.round(microsFromMinor(minor, currency)) : Number.NaN
  return Number.isSafeInteger(micros) ? micros : Number.NaN
}

/** `YYYY-MM-DD` by shape; null otherwise. */
export const dayOf = (value: unknown): Day | null => {
  if (typeof value !== 'string' || value.length !== 10) return null
  for (let i = 0; i < 10; i += 1) {
    const code = value.charCodeAt(i)
    if (i === 4 || i === 7 ? code !== MINUS : code < ZERO || code > ZERO + 9) return null
  }
  return value
}

const MINUTE = 60_000
/** Later than this is no date of an ad. */
const LAST = Date.UTC(2200, 0)

/** `2026-03-05T16:00:50+0100`, also with a colon or `Z`. Meta's "no time" (the epoch, so 1969 west of Greenwich) is null. */
export const instantOf = (value: unknown): Instant | null => {
  if (typeof value !== 'string' || value.length > 40) return null
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(value)
  if (!match) return null
  const at = (group: number) => Number(match[group] ?? 0)
  const [year, month, day] = [at(1), at(2), at(3)]
  // A day or an hour that does not exist would silently become another.
  if (year < 1969 || month < 1 || month > 12 || at(4) > 23 || at(5) > 59 || at(6) > 59) return null
  if (at(8) > 15 || at(9) > 59 || day < 1 || (day > 28 && new Date(Date.UTC(year, month, 0)).getUTCDate() < day))
    return null
  const local = Date.UTC(year, month - 1, day, at(4), at(5), at(6))
  const instant = local - (at(8) * 60 + at(9)) * (match[7] === '-' ? -MINUTE : MINUTE)
  return instant > 0 && instant < LAST ? instant : null
}

/** Whole seconds since the epoch, as text or number; 0 is no time. */
export const instantOfSeconds = (value: unknown): Instant | null => {
  const instant = wholeOf(value) * 1000
  return instant > 0 && instant < LAST ? instant : null
}

/** Also as texts and as 0 and 1; null for anything else. */
export const flagOf = (value: unknown): boolean | null => {
  if (value === true || value === 1 || value === '1' || value === 'true') return true
  return value === false || value === 0 || value === '0' || value === 'false' ? false : null
}

/** A number only where it is still exact. */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value
  return typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? String(value) : null
}
