import { daysBetween, daysOf } from './day.ts'
import type { Day, DayRange, Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { Failure } from '../errors.ts'

/**
 * Exchange rates. Each says what one euro is worth in a currency on a day, as an exact decimal; any two currencies
 * are converted through the euro, so that going over a third one comes to the same (docs/decisions/0014).
 */
export const PIVOT: Currency = 'EUR'

/** Who gave a rate. Where several give one of the same day, the first of these counts. */
export const RATE_SOURCES = ['hand', 'file', 'provider'] as const
export type RateSource = (typeof RATE_SOURCES)[number]

export interface Rate {
  readonly currency: Currency
  readonly day: Day
  /** Units of the currency that one euro is worth: a plain decimal above zero. */
  readonly perEuro: string
  readonly source: RateSource
}

const DECIMALS = 15
const SCALE = 10n ** BigInt(DECIMALS)

/** A rate as a whole number of 10^-15; null for what is not a plain decimal above zero, of at most 12 digits before the point. */
export const parseRate = (text: string): bigint | null => {
  const match = /^(\d{1,12})(?:\.(\d{1,15}))?$/.exec(text)
  if (!match) return null
  const value = BigInt(match[1] ?? '') * SCALE + BigInt((match[2] ?? '').padEnd(DECIMALS, '0'))
  return value > 0n ? value : null
}

/** `541.7`: without zeros that say nothing. */
export const rateText = (scaled: bigint): string => {
  const fraction = (scaled % SCALE).toString().padStart(DECIMALS, '0').replace(/0+$/, '')
  return `${scaled / SCALE}${fraction === '' ? '' : `.${fraction}`}`
}

/** Half a unit goes away from zero, as in commerce. `by` is above zero. */
const divided = (value: bigint, by: bigint): bigint => (value < 0n ? -divided(-value, by) : (value + by / 2n) / by)

/**
 * What one euro is worth in `currency`, from "one `base` is `rate` of `currency`" and what a euro is worth in `base`.
 * Exact unless it takes more than 15 decimals, then rounded to those.
 */
export const perEuroThrough = (rate: bigint, basePerEuro: bigint): bigint => divided(rate * basePerEuro, SCALE)
/** The other way round: what one euro is worth in `base`, where `currency` is the one that is known. */
export const perEuroBack = (rate: bigint, currencyPerEuro: bigint): bigint => divided(currencyPerEuro * SCALE, rate)

/** What one unit of a currency was worth in another. */
export interface UsedRate {
  readonly from: Currency
  readonly to: Currency
  readonly rate: number
  /** The newest day of those that were used; of rates through the euro the older one's. */
  readonly day: Day
  /** How many days of amounts were converted from it. */
  readonly times: number
}

/** Which rates a figure was made with. */
export interface RatesUsed {
  /** Days of the oldest and the newest of them. */
  readonly since: Day
  readonly until: Day
  /** By how many days a figure's own day is newer than its rate, at most: 0 where every day has a rate of its own. */
  readonly lag: number
  /** The newest of each currency, the most used first. */
  readonly rates: readonly UsedRate[]
}

const newestOf = (rates: readonly UsedRate[]): readonly UsedRate[] => {
  const found = new Map<string, UsedRate>()
  for (const rate of rates) {
    const key = `${rate.from} ${rate.to}`
    const known = found.get(key)
    found.set(key, known ? { ...(rate.day > known.day ? rate : known), times: known.times + rate.times } : rate)
  }
  return [...found.values()].toSorted((a, b) => b.times - a.times || (a.from < b.from ? -1 : 1))
}

/** Together; null: no rate was needed. */
export const allUsed = (used: readonly (RatesUsed | null)[]): RatesUsed | null => {
  const known = used.filter((each) => each !== null)
  const [first] = known
  if (!first || known.length === 1) return first ?? null
  return {
    since: known.reduce((oldest, { since }) => (since < oldest ? since : oldest), first.since),
    until: known.reduce((newest, { until }) => (until > newest ? until : newest), first.until),
    lag: known.reduce((most, { lag }) => Math.max(most, lag), 0),
    rates: newestOf(known.flatMap(({ rates }) => rates)),
  }
}

/** The rates of some currencies, by day. */
export interface RateBook {
  /** Of the day, or of the nearest earlier day that has one; null: none is known. The euro itself needs none. */
  at(currency: Currency, day: Day): { readonly perEuro: bigint; readonly day: Day | null } | null
}

interface Column {
  readonly days: readonly Day[]
  readonly values: readonly bigint[]
}

export const createRateBook = (rates: readonly Rate[]): RateBook => {
  const byCurrency = Map.groupBy(rates, ({ currency }) => currency)
  const columns = new Map<Currency, Column>()
  for (const [currency, own] of byCurrency) {
    const best = new Map<Day, { readonly rank: number; readonly value: bigint }>()
    for (const { day, perEuro, source } of own) {
      const value = parseRate(perEuro)
      const rank = RATE_SOURCES.indexOf(source)
      if (value !== null && rank < (best.get(day)?.rank ?? Infinity)) best.set(day, { rank, value })
    }
    const sorted = [...best].toSorted(([a], [b]) => (a < b ? -1 : 1))
    columns.set(currency, { days: sorted.map(([day]) => day), values: sorted.map(([, { value }]) => value) })
  }
  return {
    at: (currency, day) => {
      if (currency === PIVOT) return { perEuro: SCALE, day: null }
      const column = columns.get(currency)
      if (!column) return null
      const place = lastUpTo(column.days, day)
      const value = column.values[place]
      const found = column.days[place]
      return value === undefined || found === undefined ? null : { perEuro: value, day: found }
    },
  }
}

/** Place of the last day that is not after `day`; -1: none. */
const lastUpTo = (days: readonly Day[], day: Day): number => {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? '') <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}

interface Pair {
  readonly from: bigint
  readonly to: bigint
  readonly used: RatesUsed | null
}

export interface Converted {
  readonly micros: Micros
  /** Null: it was in that currency already, or is the euro's. */
  readonly used: RatesUsed | null
}
export interface Converter {
  /**
   * An amount of a day by that day's rates, rounded once to a whole micro, half away from zero. Null: no rate is known.
   * Amounts above nine thousand million units are exact to 16 digits.
   */
  convert(amount: Micros, from: Currency, day: Day): Converted | null
  /** What amounts of that day are multiplied by: for an order and for sums in SQL; null: no rate is known. */
  factor(from: Currency, day: Day): number | null
  /** The rates behind it. */
  used(from: Currency, day: Day): RatesUsed | null
}

/** Into one currency; remembers the rate of each currency and day. */
export const createConverter = (book: RateBook, to: Currency): Converter => {
  const pairs = new Map<string, Pair | null>()
  const find = (from: Currency, day: Day): Pair | null => {
    if (from === to) return { from: SCALE, to: SCALE, used: null }
    const own = book.at(from, day)
    const other = book.at(to, day)
    if (!own || !other) return null
    const [since, until = since] = [own.day, other.day].filter((each) => each !== null).toSorted()
    if (since === undefined || until === undefined) return { from: own.perEuro, to: other.perEuro, used: null }
    const rate = Number(other.perEuro) / Number(own.perEuro)
    const used = { since, until, lag: daysBetween(since, day), rates: [{ from, to, rate, day: since, times: 1 }] }
    return { from: own.perEuro, to: other.perEuro, used }
  }
  const pairOf = (from: Currency, day: Day): Pair | null => {
    const key = `${from} ${day}`
    const known = pairs.get(key)
    if (known !== undefined) return known
    const found = find(from, day)
    pairs.set(key, found)
    return found
  }
  return {
    convert: (amount, from, day) => {
      const pair = pairOf(from, day)
      if (!pair) return null
      const micros = from === to ? amount : Number(divided(BigInt(amount) * pair.to, pair.from))
      return { micros, used: pair.used }
    },
    factor: (from, day) => {
      const pair = pairOf(from, day)
      return pair && (from === to ? 1 : Number(pair.to) / Number(pair.from))
    },
    used: (from, day) => pairOf(from, day)?.used ?? null,
  }
}

/** What amounts of a currency are multiplied by, a day at a time. */
export interface DayFactors extends DayRange {
  readonly currency: Currency
  /** One for each day from `since` on; null: no rate is known. */
  readonly factors: readonly (number | null)[]
  readonly used: RatesUsed | null
}

export const dayFactorsOf = (
  converter: Converter,
  { currency, since, until }: DayRange & { readonly currency: Currency },
): DayFactors => {
  const days = daysOf({ since, until })
  return {
    currency,
    since,
    until,
    factors: days.map((day) => converter.factor(currency, day)),
    used: allUsed(days.map((day) => converter.used(currency, day))),
  }
}

/** Why a rate was not taken, from a feed or from a file. */
const RATE_PROBLEMS = ['line', 'day', 'future', 'currency', 'number', 'notPositive', 'itself', 'unanchored'] as const
export type RateProblem = (typeof RATE_PROBLEMS)[number]
export interface RefusedRate {
  /** Of a file: its line, from 1 on. Null: it came from the provider. */
  readonly line: number | null
  /** As it stood there, cut short. */
  readonly text: string
  readonly problem: RateProblem
}

/** How the provider stands. */
export interface FeedState {
  /** Host that is asked. */
  readonly host: string
  /** When it last answered; null: never. */
  readonly fetchedAt: Instant | null
  /** Day of the newest rate it gave. */
  readonly newest: Day | null
  /** Why the last try failed; null: it did not. */
  readonly failure: Failure | null
  /** What of its last answer could not be used; the rest was. */
  readonly refused: readonly RefusedRate[]
  readonly running: boolean
}
