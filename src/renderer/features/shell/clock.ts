import type { Locale } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'

const HALF_DAY = 43_200_000

const formats = (tag: string): { readonly time: Intl.DateTimeFormat; readonly date: Intl.DateTimeFormat } => ({
  time: new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }),
  date: new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }),
})
const FORMATS = { en: formats('en-US'), ru: formats('ru-RU') }

/** `14:32:05`, by this computer; with the date where the time alone could be taken for today's. */
export const clockText = (at: Instant, now: Instant, locale: Locale): string =>
  (Math.abs(now - at) < HALF_DAY ? FORMATS[locale].time : FORMATS[locale].date).format(at)
