import { Temporal } from 'temporal-polyfill'
import { daysBetween } from './day.ts'
import type { Day, DayRange, Instant } from './day.ts'
import { figuresIn, parseFormula } from './formula.ts'
import type { Measured, ParsedFormula } from './formula.ts'
import { isMetric, METRICS } from './metrics.ts'
import type { Metric, SumId } from './metrics.ts'
import type { Currency } from './money.ts'
import type { ObjectId } from './objects.ts'
import type { Conversion, FigureId, Formula } from './table.ts'
import type { Failure } from '../errors.ts'
import type { TimelineEntry } from './timeline.ts'

/**
 * Figures over time. The days of a period are cut into buckets by their place in it, so that each account's own days and
 * the compared ones fall into the same buckets as everybody's: the first with the first.
 */

export const DAY_GRAINS = ['day', 'week', 'month'] as const
export type DayGrain = (typeof DAY_GRAINS)[number]
export const GRAINS = ['hour', ...DAY_GRAINS] as const
export type Grain = (typeof GRAINS)[number]

/** What a chart can hold and a person can tell apart. */
export const MOST_OBJECTS = 8
export const MOST_FIGURES = 8
/** The newest ones of longer periods are shown. */
export const MOST_DAYS = 1200
/** Hours are asked of Meta when somebody looks, and are many. */
export const MOST_HOURLY_DAYS = 14
export const HOURS = 24
/** What is known by hour: conversions off Meta, videos and people reached have none. */
export const BY_HOUR = ['spend', 'impressions', 'clicks', 'linkClicks', 'results'] as const satisfies readonly SumId[]
export const isKnownByHour = (id: Measured): boolean => (BY_HOUR as readonly Measured[]).includes(id)

export interface SeriesBucket extends DayRange {
  /** Of the account's clock, 0 to 23; null: whole days. */
  readonly hour: number | null
  /** Some account's day in it is not over: it will still grow. */
  readonly open: boolean
}

/**
 * Why there is nothing in a whole line. `reach`: people are not added up over days or objects; `window`: figures of an
 * attribution window are known for whole ranges only; `formula`: it cannot be read or is not there any more; `hour`: it is
 * not known by hour.
 */
export type NoLine = 'reach' | 'window' | 'formula' | 'hour'

/** One figure of one object, or of what accounts make together. Values by bucket; null: nothing measured, or not read. */
export interface SeriesLine {
  /** Of an account too; null: what several accounts make together. */
  readonly objectId: ObjectId | null
  readonly figure: FigureId
  /** Of the amounts. */
  readonly currency: Currency
  readonly values: readonly (number | null)[]
  /** Of the compared days; null: nothing is compared. */
  readonly before: readonly (number | null)[] | null
  /** Days of the bucket were never read, or not whole. */
  readonly partial: readonly boolean[]
  readonly beforePartial: readonly boolean[] | null
  readonly none: NoLine | null
  /** Made of results that are of several kinds in some buckets: it has no values there. */
  readonly severalKinds: boolean
}

/** Something that happened to what the lines are of. */
export interface SeriesMark {
  /** The account's own. */
  readonly day: Day
  readonly bucket: number
  /** Its account's. */
  readonly currency: Currency
  readonly zone: string
  readonly entry: TimelineEntry
}

export interface Series {
  readonly grain: Grain
  /** In order. Where accounts' days lie apart, the widest of them. */
  readonly buckets: readonly SeriesBucket[]
  /** The days that each bucket is compared with; null: nothing is compared, or there are no such days. */
  readonly compared: readonly (DayRange | null)[] | null
  readonly lines: readonly SeriesLine[]
  /** Oldest first. */
  readonly marks: readonly SeriesMark[]
  /** More happened before the first of them than can be shown. */
  readonly olderMarks: boolean
  /** The oldest among the accounts; null: one was never read. */
  readonly asOf: Instant | null
  /** Accounts of several currencies: amounts of each day by its own rate, in one; null: they have one. */
  readonly converted: (Conversion & { readonly currency: Currency }) | null
  /** Accounts that were asked for and have no line, because others spent more. */
  readonly leftOut: number
  /** Days of the period that are left out at its beginning because they are too many. */
  readonly cut: number
  /** Why figures by hour could not be read anew. */
  readonly failure: Failure | null
}

/** How many days each bucket has: weeks begin on Monday, and the first and the last may be cut. */
export const lengthsOf = ({ since, until }: DayRange, grain: DayGrain): readonly number[] => {
  const days = daysBetween(since, until) + 1
  if (grain === 'day') return Array.from({ length: days }, () => 1)
  const lengths: number[] = []
  const end = Temporal.PlainDate.from(until)
  for (let from = Temporal.PlainDate.from(since); Temporal.PlainDate.compare(from, end) <= 0;) {
    const next = grain === 'week' ? from.add({ days: 8 - from.dayOfWeek }) : from.with({ day: 1 }).add({ months: 1 })
    const left = from.until(end).days + 1
    lengths.push(Math.min(from.until(next).days, left))
    from = next
  }
  return lengths
}

const DAY_MS = 86_400_000
const dayOfNumber = (number: number): Day => new Date(number * DAY_MS).toISOString().slice(0, 10)
/** Days since 1970. */
const numberOfDay = (day: Day): number => Date.parse(day) / DAY_MS

/** The days of each bucket in a range that begins on `since`; null: the range is over before it. */
export const spansOf = ({ since, until }: DayRange, lengths: readonly number[]): readonly (DayRange | null)[] => {
  let from = numberOfDay(since)
  const end = numberOfDay(until)
  return lengths.map((length) => {
    const first = from
    from += length
    return first > end ? null : { since: dayOfNumber(first), until: dayOfNumber(Math.min(from - 1, end)) }
  })
}

/** How a figure is made of what is measured. */
export type FigureMaker =
  | {
      readonly kind: 'metric'
      readonly metric: Metric
      readonly id: Measured | null
      readonly needs: readonly Measured[]
    }
  | { readonly kind: 'formula'; readonly formula: ParsedFormula; readonly needs: readonly Measured[] }

export const makerOf = (figure: FigureId, formulas: readonly Formula[]): FigureMaker | NoLine => {
  if (isMetric(figure)) {
    const metric: Metric = METRICS[figure]
    return metric.kind === 'ratio'
      ? { kind: 'metric', metric, id: null, needs: [metric.over, metric.under] }
      : { kind: 'metric', metric, id: figure as Measured, needs: [figure as Measured] }
  }
  const text = formulas.find(({ id }) => id === figure)?.text
  if (text === undefined) return figure.startsWith('formula:') ? 'formula' : 'window'
  const parsed = parseFormula(text)
  return parsed.ok ? { kind: 'formula', formula: parsed.formula, needs: figuresIn(parsed.formula) } : 'formula'
}

/** Amounts of several currencies do not go into one line of it. */
export const isOfMoney = ({ needs }: Pick<FigureMaker, 'needs'>): boolean =>
  needs.some((id) => METRICS[id].unit === 'money')
