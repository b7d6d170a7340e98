import type { Locale } from './connection.ts'
import { isDay } from './day.ts'
import type { Day } from './day.ts'

/** A day as it is written in a field: `2026-11-14`, in Russian `14.11.2026`. */
export const writtenDay = (day: Day, locale: Locale): string =>
  locale === 'ru' ? day.split('-').toReversed().join('.') : day

/**
 * What was typed as a day: `2026-11-14`, `14.11.2026`, and with slashes as the language has it, month first in English.
 * Without a year it is the day of `latest`'s year, or of the one before when that is later than `latest`. Null: no day.
 */
export const parseDay = (typed: string, locale: Locale, latest: Day): Day | null => {
  const text = typed.trim()
  const [year, month, day] = ((): readonly (string | undefined)[] => {
    const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
    if (iso) return iso.slice(1)
    const parts = /^(\d{1,2})([./])(\d{1,2})(?:\2(\d{4}))?\2?$/.exec(text)
    if (!parts) return []
    const [, first, mark, second, ofYear] = parts
    return mark === '/' && locale === 'en' ? [ofYear, first, second] : [ofYear, second, first]
  })()
  if (month === undefined || day === undefined) return null
  const inYear = (of: string | number): string => `${of}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const thisYear = Number(latest.slice(0, 4))
  const meant = inYear(year ?? (inYear(thisYear) > latest ? thisYear - 1 : thisYear))
  return isDay(meant) ? meant : null
}
