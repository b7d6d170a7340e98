import type { Day, Instant } from '../shared/domain/day.ts'
import { METRICS } from '../shared/domain/metrics.ts'
import type { MetricId, Unit } from '../shared/domain/metrics.ts'
import { decimalsOf, MICROS } from '../shared/domain/money.ts'
import type { Currency } from '../shared/domain/money.ts'
import type { Locale } from '../shared/domain/connection.ts'

/** Nothing was measured: never to be read as zero. */
export const NOTHING = '–'
/** Something was measured and we do not know what: always shown with a reason beside it. */
export const UNKNOWN = '?'

type Maybe = number | null | undefined

export interface Format {
  readonly locale: Locale
  /** `$52.10`, `52,10 $`: with the currency, for sentences. */
  money(micros: Maybe, currency: Currency): string
  /** `52.10`: the currency stands in the header or beside the value. */
  amount(micros: Maybe, currency: Currency): string
  /** `$1.2M`, for axes. */
  shortMoney(micros: Maybe, currency: Currency): string
  shortCount(value: Maybe): string
  count(value: Maybe): string
  /** From a fraction: 0.006994 is `0.70%`. */
  percent(fraction: Maybe): string
  /** Whole percents of a share: 0.5 is `50%`. */
  share(fraction: Maybe): string
  /** A change as a share: `12.3%`; above a thousand percent without places. */
  changeShare(fraction: Maybe): string
  /** Frequency, ROAS: always two places. */
  decimal(value: Maybe): string
  /** A value by its unit; money without its currency. */
  figure(unit: Unit, value: Maybe, currency: Currency): string
  /** As `figure`, money with its currency. */
  figureFull(unit: Unit, value: Maybe, currency: Currency): string
  /** A figure by its own unit; money without its currency. */
  metric(id: MetricId, value: Maybe, currency: Currency): string
  /** As `metric`, money with its currency. */
  metricFull(id: MetricId, value: Maybe, currency: Currency): string
  /** A difference of a figure, money with its currency: `+$12.30`, `−4`, `+0.08` (percent in points of it). */
  signed(id: MetricId, difference: number, currency: Currency): string
  /** An exchange rate: every digit of a text, six of a number. */
  rate(value: string | Maybe): string
  /** `USD – US Dollar`: a code with its name. */
  currency(code: Currency): string
  /** `12 s ago`; null is `never` said by the caller, so it is a dash here. */
  ago(instant: Maybe, now: Instant): string
  /** `12 s`: where it is clear that it is an age. */
  age(instant: Maybe, now: Instant): string
  /** `in 12 min`; from now on `in 0 s`. */
  ahead(instant: Maybe, now: Instant): string
  /** How long something took: `1.4 s`, `35 s`, `3 min`, `2 h 5 min`. */
  lasting(milliseconds: Maybe): string
  /** `14:05` in a zone. */
  time(instant: Maybe, zone?: string): string
  /** `20 Nov, 14:05` in a zone (the computer's own where none is given). */
  dateTime(instant: Maybe, zone?: string): string
  /** `20 Nov 2026, 14:05`: what may lie in another year. */
  fullDateTime(instant: Maybe, zone?: string): string
  /** `20 November 2026, 14:05:09 GMT+1`: the exact value, for titles. */
  exact(instant: Maybe, zone?: string): string
  /** `20 Nov`, of a calendar day, which has no zone. */
  day(day: Day): string
  /** `20 Nov 2026`. */
  fullDay(day: Day): string
  /** `Friday, November 20, 2026`. */
  longDay(day: Day): string
  /** `Nov 2026`, of the month that a day is in. */
  month(day: Day): string
  /** `14 – 20 Nov`, or one day. */
  range(since: Day, until: Day): string
  /** A list in words: `A, B and C`. */
  list(items: readonly string[]): string
  compare(a: string, b: string): number
  /** A name of any direction in quotes, for a button or a toast: cut between whole characters. */
  quoted(name: string, most?: number): string
}

const TAGS: Record<Locale, string> = { en: 'en-US', ru: 'ru-RU' }

/** From one unit to the next: seconds, minutes, hours, days. */
const AGES = {
  en: { units: ['s', 'min', 'h', 'd'], say: (text: string) => `${text} ago`, ahead: (text: string) => `in ${text}` },
  ru: {
    units: ['с', 'мин', 'ч', 'дн.'],
    say: (text: string) => `${text} назад`,
    ahead: (text: string) => `через ${text}`,
  },
} as const

const QUOTES: Record<Locale, readonly [string, string]> = { en: ['“', '”'], ru: ['«', '»'] }
/** Where a sentence names something: its direction must not turn the sentence. */
export const isolate = (name: string): string => `\u2068${name}\u2069`
/** Long enough for any character made of many. */
const UNITS = 12

const isNumber = (value: Maybe): value is number => value !== null && value !== undefined
const noonOf = (day: Day): Date => new Date(`${day}T12:00:00Z`)

/** Building an Intl formatter costs more than a thousand uses of it. */
const cached = <Key extends string, T>(make: (key: Key) => T): ((key: Key) => T) => {
  const made = new Map<Key, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const fresh = make(key)
    made.set(key, fresh)
    return fresh
  }
}

const createFormat = (locale: Locale): Format => {
  const tag = TAGS[locale]
  const numbers = (options: Intl.NumberFormatOptions): ((value: Maybe) => string) => {
    const format = new Intl.NumberFormat(tag, { signDisplay: 'negative', useGrouping: true, ...options })
    return (value) => (!isNumber(value) ? NOTHING : Number.isFinite(value) ? format.format(value) : UNKNOWN)
  }
  const fixed = (places: number): Intl.NumberFormatOptions => ({
    minimumFractionDigits: places,
    maximumFractionDigits: places,
  })
  const places = { 0: numbers(fixed(0)), 2: numbers(fixed(2)) }
  const moneyIn = cached((currency: string) => numbers({ style: 'currency', currency, ...fixed(decimalsOf(currency)) }))
  const shortMoneyIn = cached((currency: string) =>
    numbers({ style: 'currency', currency, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 }),
  )
  const smallMoneyIn = cached((currency: string) =>
    numbers({ style: 'currency', currency, minimumSignificantDigits: 1, maximumSignificantDigits: 2 }),
  )
  const smallNumber = numbers({ maximumSignificantDigits: 2 })
  const percent = numbers({ style: 'percent', ...fixed(2) })
  const share = numbers({ style: 'percent', ...fixed(0) })
  const tenth = numbers({ style: 'percent', ...fixed(1) })
  const shortCount = numbers({ notation: 'compact', maximumFractionDigits: 1 })
  const exactRate = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 15 })
  const roughRate = numbers({ minimumSignificantDigits: 3, maximumSignificantDigits: 6 })
  const currencyNames = new Intl.DisplayNames(tag, { type: 'currency' })
  const units = (micros: Maybe): Maybe => (isNumber(micros) ? micros / MICROS : null)

  const dates = (options: Intl.DateTimeFormatOptions): ((instant: Maybe, zone?: string) => string) => {
    const inZone = cached((zone: string) => {
      const timeZone = zone === '' ? {} : { timeZone: zone }
      return new Intl.DateTimeFormat(tag, { hourCycle: 'h23', ...options, ...timeZone })
    })
    return (instant, zone = '') => (isNumber(instant) ? inZone(zone).format(instant) : NOTHING)
  }
  const dayFormat = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const longDayFormat = new Intl.DateTimeFormat(tag, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const monthFormat = new Intl.DateTimeFormat(tag, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  const fullDayFormat = new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' })
  const graphemes = new Intl.Segmenter(tag, { granularity: 'grapheme' })
  const collator = new Intl.Collator(tag, { numeric: true, sensitivity: 'base' })

  const tenths = numbers({ maximumFractionDigits: 1 })
  const roughly = (milliseconds: number): string => {
    const seconds = Math.max(0, Math.floor(milliseconds / 1000))
    const [value, unit] =
      seconds < 60
        ? [seconds, 0]
        : seconds < 3600
          ? [seconds / 60, 1]
          : seconds < 172_800
            ? [seconds / 3600, 2]
            : [seconds / 86_400, 3]
    return `${places[0](Math.floor(value))}\u00a0${AGES[locale].units[unit as 0 | 1 | 2 | 3]}`
  }

  const money: Format['money'] = (micros, currency) => moneyIn(currency)(units(micros))
  const amount: Format['amount'] = (micros, currency) => places[decimalsOf(currency)](units(micros))
  const figure =
    (spell: Format['amount']): Format['figure'] =>
    (unit, value, currency) => {
      switch (unit) {
        case 'money':
          return spell(value, currency)
        case 'count':
          return places[0](value)
        case 'percent':
          return percent(value)
        case 'decimal':
          return places[2](value)
      }
    }

  const plain = figure(amount)
  const full = figure(money)

  return {
    locale,
    money,
    amount,
    shortMoney: (micros, currency) => shortMoneyIn(currency)(units(micros)),
    shortCount,
    count: places[0],
    percent,
    share,
    changeShare: (fraction) => (isNumber(fraction) && Math.abs(fraction) >= 10 ? share(fraction) : tenth(fraction)),
    decimal: places[2],
    figure: plain,
    figureFull: full,
    metric: (id, value, currency) => plain(METRICS[id].unit, value, currency),
    metricFull: (id, value, currency) => full(METRICS[id].unit, value, currency),
    signed: (id, difference, currency) => {
      const size = Math.abs(difference)
      const sign = difference > 0 ? '+' : difference < 0 ? '\u2212' : ''
      const { unit } = METRICS[id]
      // What the usual places would call zero is not.
      if (unit === 'money' && size > 0 && size < MICROS / 2 / 10 ** decimalsOf(currency))
        return `${sign}${smallMoneyIn(currency)(units(size))}`
      if (unit === 'decimal' && size > 0 && size < 0.005) return `${sign}${smallNumber(size)}`
      return `${sign}${full(unit, size, currency)}`
    },
    // Of a text no digit is lost: it does not become a number on the way.
    rate: (value) =>
      typeof value === 'string' ? exactRate.format(value as Intl.StringNumericLiteral) : roughRate(value),
    currency: (code) => `${code} – ${currencyNames.of(code) ?? code}`,
    // A clock that was set back must not show a negative age.
    ago: (instant, now) => (isNumber(instant) ? AGES[locale].say(roughly(now - instant)) : NOTHING),
    age: (instant, now) => (isNumber(instant) ? roughly(now - instant) : NOTHING),
    ahead: (instant, now) => (isNumber(instant) ? AGES[locale].ahead(roughly(instant - now)) : NOTHING),
    lasting: (milliseconds) => {
      if (!isNumber(milliseconds)) return NOTHING
      const seconds = Math.max(0, milliseconds / 1000)
      const [second, minute, hour] = AGES[locale].units
      if (seconds < 10) return `${tenths(seconds)}\u00a0${second}`
      if (seconds < 120) return `${places[0](Math.floor(seconds))}\u00a0${second}`
      const minutes = Math.round(seconds / 60)
      if (minutes < 120) return `${places[0](minutes)}\u00a0${minute}`
      const rest = minutes % 60
      const hours = `${places[0](Math.floor(minutes / 60))}\u00a0${hour}`
      return rest === 0 ? hours : `${hours} ${places[0](rest)}\u00a0${minute}`
    },
    time: dates({ hour: '2-digit', minute: '2-digit' }),
    dateTime: dates({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
    fullDateTime: dates({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    exact: dates({
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
    day: (day) => dayFormat.format(noonOf(day)),
    fullDay: (day) => fullDayFormat.format(noonOf(day)),
    longDay: (day) => longDayFormat.format(noonOf(day)),
    month: (day) => monthFormat.format(noonOf(day)),
    range: (since, until) =>
      since === until ? fullDayFormat.format(noonOf(since)) : fullDayFormat.formatRange(noonOf(since), noonOf(until)),
    list: (items) => lists.format(items),
    compare: (a, b) => collator.compare(a, b),
    quoted: (name, most = 40) => {
      const characters = [...graphemes.segment(name.slice(0, (most + 1) * UNITS))]
      const isCut = characters.length > most
      const text = isCut
        ? `${characters
            .slice(0, most - 1)
            .map(({ segment }) => segment)
            .join('')}…`
        : name
      const [before, after] = QUOTES[locale]
      return `${before}${isolate(text)}${after}`
    },
  }
}

/** The formats of a language: made once. */
export const formatOf: (locale: Locale) => Format = cached(createFormat)
