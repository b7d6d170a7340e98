import { evaluate, figuresIn, parseFormula } from '../../../shared/domain/formula.ts'
import type { Measured, ParsedFormula } from '../../../shared/domain/formula.ts'
import { METRICS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Metric, MetricId } from '../../../shared/domain/metrics.ts'
import type { Aspect, FigureId, Formula } from '../../../shared/domain/table.ts'
import { isFormulaId, windowedOf } from '../../../shared/domain/table.ts'
import type { AskedWindow } from '../../../shared/domain/attribution.ts'
import { AppError } from '../../../shared/errors.ts'
import type { createAsked } from '../asked.ts'
import { storedDay } from '../days.ts'
import type { Sql } from '../sql.ts'
import type { RangeSums } from '../running/range.ts'
import type { Objects } from './objects.ts'
import type { Scope } from './scope.ts'
import { worthAs } from './worth.ts'
import type { Worth } from './worth.ts'

/** Figures as columns by place; NaN: nothing measured, or not to be known. */

/** `comparable`: what `before` is compared with, which is `now` but by the hour. */
export type When = 'now' | 'comparable' | 'before'
/** A sum that is another one in another attribution window. */
const IN_WINDOW = ['results', 'purchases', 'purchaseValue'] as const
type InWindow = (typeof IN_WINDOW)[number]
/** What figures are made of: sums, reach, and sums in a window of their own. */
export type Quantity = Measured | `${InWindow}@${AskedWindow}`
const isInWindow = (id: Measured): id is InWindow => (IN_WINDOW as readonly string[]).includes(id)

/** Of all places; each is made once. */
export type MeasuredColumns = (id: Quantity, when: When) => Float64Array
export type Formulas = ReadonlyMap<FigureId, ParsedFormula>

/** Throws badInput: the window checks a formula before it asks. */
export const parsed = (formulas: readonly Formula[]): Formulas =>
  new Map(
    formulas.map(({ id, text }) => {
      const answer = parseFormula(text)
      if (!answer.ok) throw new AppError('badInput', { field: 'formulas' })
      return [id, answer.formula]
    }),
  )

/** Reach of exactly these days, by object's key. */
export type Reaches = (since: number, until: number) => ReadonlyMap<number, number>
export const createReaches = (sql: Sql): Reaches => {
  const of = sql.db
    .prepare<[number, number]>('SELECT object, reach FROM reach_range WHERE since = ? AND until = ?')
    .raw()
  return (since, until) => new Map(of.all(since, until) as [number, number][])
}

const SPEND = SUMS.indexOf('spend')

export const sumsAt = ({ now, comparable, before }: Scope, when: When): RangeSums | null =>
  when === 'now' ? now : when === 'before' ? before : (comparable ?? now)

export const measuredColumns = (
  scope: Scope,
  reachesOf: Reaches,
  windowsOf: ReturnType<typeof createAsked>['windowFiguresOf'],
): MeasuredColumns => {
  const { objects } = scope
  const made = new Map<string, Float64Array>()
  const nothing = (): Float64Array => new Float64Array(objects.size).fill(Number.NaN)

  const windowed = (id: InWindow, window: AskedWindow, when: When): Float64Array => {
    const found = windowsOf(objects.level, when === 'before' ? scope.compared : scope.ranges, window)
    const column = nothing()
    for (const { block, offset } of objects.parts)
      block.keys.forEach((key, row) => (column[offset + row] = found.get(key)?.[id] ?? Number.NaN))
    return column
  }

  const reachOf = (when: When): Float64Array => {
    const of = sumsAt(scope, when)
    if (!of) return nothing()
    const { reach, sums } = of
    const ranges = when === 'before' ? scope.compared : scope.ranges
    const column = reach.slice()
    const found = new Map<string, ReadonlyMap<number, number>>()
    objects.parts.forEach(({ block, offset }, i) => {
      const range = ranges[i]
      if (!range || range.since === range.until) return
      const key = `${range.since} ${range.until}`
      const reaches = found.get(key) ?? reachesOf(storedDay(range.since), storedDay(range.until))
      found.set(key, reaches)
      if (reaches.size === 0) return
      block.keys.forEach((object, row) => {
        // People were reached only where something was delivered.
        const delivered = !Number.isNaN(sums[SPEND]?.[offset + row])
        if (delivered) column[offset + row] = reaches.get(object) ?? Number.NaN
      })
    })
    return column
  }

  const measuredAt: MeasuredColumns = (id, when) => {
    const [measured, window] = id.split('@') as [Measured, AskedWindow | undefined]
    if (measured !== 'reach' && window === undefined) {
      const sums = sumsAt(scope, when)
      if (!sums) return nothing()
      const column = sums.sums[SUMS.indexOf(measured)]
      if (!column) throw new Error(`${measured} is not among what the question needs`)
      return column
    }
    // Nobody knows people, or what counts in which window, by hour.
    if (when !== 'now' && scope.comparable) return nothing()
    if (when === 'comparable') return measuredAt(id, 'now')
    const key = `${id} ${when}`
    const known = made.get(key)
    if (known) return known
    const column = window !== undefined && isInWindow(measured) ? windowed(measured, window, when) : reachOf(when)
    made.set(key, column)
    return column
  }
  return measuredAt
}

interface Ratio {
  readonly over: Quantity
  readonly under: Quantity
  readonly times: number
}
/** How a figure is made: of one quantity, of two, or by a formula. */
type Made = { readonly of: Quantity } | { readonly ratio: Ratio } | { readonly formula: ParsedFormula } | null

const madeOf = (id: FigureId, formulas: Formulas): Made => {
  if (isFormulaId(id)) {
    const formula = formulas.get(id)
    return formula ? { formula } : null
  }
  const own = windowedOf(id)
  const metric: Metric = METRICS[own?.metric ?? (id as MetricId)]
  const inWindow = (measured: Measured): Quantity =>
    own && isInWindow(measured) ? `${measured}@${own.window}` : measured
  return metric.kind === 'ratio'
    ? { ratio: { over: inWindow(metric.over), under: inWindow(metric.under), times: metric.times } }
    : { of: inWindow((own?.metric ?? id) as Measured) }
}

/** The sums that figures are made of, as places in SUMS. */
export const sumsOf = (figures: readonly FigureId[], formulas: Formulas): ReadonlySet<number> =>
  new Set(
    figures
      .flatMap((id): readonly Quantity[] => {
        const made = madeOf(id, formulas)
        if (made === null) return []
        if ('of' in made) return [made.of]
        return 'ratio' in made ? [made.ratio.over, made.ratio.under] : figuresIn(made.formula)
      })
      .map((id) => (SUMS as readonly string[]).indexOf(id))
      .filter((place) => place >= 0),
  )

/** Of one row's or group's quantities; NaN where something is missing or divided by nothing. */
export const figureOf = (id: FigureId, formulas: Formulas, get: (id: Quantity) => number): number => {
  const made = madeOf(id, formulas)
  if (made === null) return Number.NaN
  if ('of' in made) return get(made.of)
  if ('ratio' in made) {
    const { over, under, times } = made.ratio
    const by = get(under)
    return by === 0 ? Number.NaN : (get(over) / by) * times
  }
  const value = evaluate(made.formula, (measured) => {
    const known = get(measured)
    return Number.isNaN(known) ? null : known
  })
  return value ?? Number.NaN
}

const changeOf = (aspect: 'change' | 'changePercent', now: number, before: number): number => {
  const change = now - before
  return aspect === 'change' ? change : before === 0 ? Number.NaN : change / Math.abs(before)
}
export const isChange = (aspect: Aspect): aspect is 'change' | 'changePercent' =>
  aspect === 'change' || aspect === 'changePercent'
/** Which of a figure's values an aspect is made of. */
export const aspectOf = (aspect: Aspect, get: (when: When) => number): number =>
  isChange(aspect) ? changeOf(aspect, get('comparable'), get('before')) : get(aspect === 'before' ? 'before' : 'now')

/** What objects are set to, in the currency of the worth; NaN: nothing. */
export type AmountColumns = (field: 'budget' | 'bid' | 'spendCap') => Float64Array
export const amountColumns =
  ({ numbers, partAt }: Pick<Objects, 'numbers' | 'partAt'>, worth: Worth | null): AmountColumns =>
  (field) =>
    worth ? numbers(field).map((amount, place) => amount * (worth.today[partAt[place] ?? 0] ?? 1)) : numbers(field)

export type FigureColumns = (id: FigureId, aspect: Aspect) => Float64Array

/** `over / under * times` of every place. */
const divided = (over: Float64Array, under: Float64Array, times: number): Float64Array => {
  const column = new Float64Array(over.length)
  for (let place = 0; place < column.length; place++) {
    const by = under[place] ?? 0
    column[place] = by === 0 ? Number.NaN : ((over[place] ?? Number.NaN) / by) * times
  }
  return column
}

/** Whole columns, for what is sorted or filtered by: amounts of several currencies in one. */
export const figureColumns = (
  { size, partAt }: Pick<Objects, 'size' | 'partAt'>,
  columns: MeasuredColumns,
  formulas: Formulas,
  worth: Worth | null,
): FigureColumns => {
  const made = new Map<string, Float64Array>()
  const at = (id: FigureId, when: When): Float64Array => {
    const made = madeOf(id, formulas)
    if (made === null) return new Float64Array(size).fill(Number.NaN)
    if ('of' in made) return columns(made.of, when)
    if ('ratio' in made) {
      const { over, under, times } = made.ratio
      return divided(columns(over, when), columns(under, when), times)
    }
    const from = new Map(figuresIn(made.formula).map((measured) => [measured, columns(measured, when)]))
    const column = new Float64Array(size)
    let place = 0
    const get = (measured: Measured): number | null => {
      const value = from.get(measured)?.[place] ?? Number.NaN
      return value === value ? value : null
    }
    for (; place < size; place++) column[place] = evaluate(made.formula, get) ?? Number.NaN
    return column
  }
  return (id, aspect) => {
    const key = `${id} ${aspect}`
    const known = made.get(key)
    if (known) return known
    let column: Float64Array
    if (isChange(aspect)) {
      const before = at(id, 'before')
      column = at(id, 'comparable').map((value, place) => changeOf(aspect, value, before[place] ?? Number.NaN))
    } else column = at(id, aspect === 'before' ? 'before' : 'now')
    const as = worth && worthAs(id, formulas)
    // A share is the same in any currency. A difference is worth what its own days are, so that it keeps its sign.
    if (as && aspect !== 'changePercent') {
      const factors = worth.factors(as.amount, aspect === 'before' ? 'before' : 'now').map((each) => each ** as.power)
      const converted = new Float64Array(size)
      for (let place = 0; place < size; place++)
        converted[place] = (column[place] ?? Number.NaN) * (factors[partAt[place] ?? 0] ?? Number.NaN)
      column = converted
    }
    made.set(key, column)
    return column
  }
}
