import { Temporal } from 'temporal-polyfill'
import type { Locale } from './connection.ts'
import type { Instant } from './day.ts'
import { parseDay } from './typed-day.ts'
import { plainTyped } from './typed-number.ts'

const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})$/
const WRITTEN = /^(\d[\d./-]*\d)(?:(?:,? |T)(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.?m\.?)?)?$/i
/** Years in which ads begin and end. */
const YEARS = { first: 2000, last: 2100 }
const NEVER = '9999-12-31'

/**
 * A moment as people and spreadsheets write it, by the clock of a zone: a day with its year, then perhaps a time
 * (`2026-11-14 14:05`, `14.11.2026`, in English `11/14/2026 2:05 PM`), or with an offset as Meta writes it. Without a
 * time it is the day's beginning or, for an end, its last second. Null: no moment.
 */
export const parseMoment = (text: string, zone: string, locale: Locale, side: 'start' | 'end'): Instant | null => {
  const typed = plainTyped(text)
  if (WITH_OFFSET.test(typed)) {
    try {
      return Temporal.Instant.from(typed).epochMilliseconds
    } catch {
      return null
    }
  }
  const found = WRITTEN.exec(typed)
  if (!found) return null
  const [, written = '', hours, minutes, seconds, half] = found
  const day = /\d{4}/.test(written) ? parseDay(written, locale, NEVER) : null
  const year = Number(day?.slice(0, 4))
  if (day === null || year < YEARS.first || year > YEARS.last) return null
  const hour = Number(hours ?? 0)
  if (half !== undefined && (hour < 1 || hour > 12)) return null
  const time =
    hours === undefined
      ? side === 'start'
        ? { hour: 0, minute: 0, second: 0 }
        : { hour: 23, minute: 59, second: 59 }
      : {
          hour: half === undefined ? hour : (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0),
          minute: Number(minutes),
          second: Number(seconds ?? 0),
        }
  if (time.hour > 23 || time.minute > 59 || time.second > 59) return null
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
    .epochMilliseconds
}
