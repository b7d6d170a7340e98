import { evaluate, figuresIn, parseFormula } from '../../../shared/domain/formula.ts'
import type { Measured, ParsedFormula } from '../../../shared/domain/formula.ts'
import { METRICS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Metric } from '../../../shared/domain/metrics.ts'
import type { Aspect, FigureId, Formula } from '../../../shared/domain/table.ts'
import { isFormulaId } from '../../../shared/domain/table.ts'
import { AppError } from '../../../shared/errors.ts'
import { storedDay } from '../days.ts'
import type { RangeSums } from '../running/range.ts'
import type { Sql } from '../sql.ts'
import type { Part, Scope } from './scope.ts'

/** Figures as columns by place; NaN: nothing measured, or not to be known. */

export type When = 'now' | 'before'
/** A sum or reach of all places; each is made once. */
export type MeasuredColumns = (id: Measured, when: When) => Float64Array
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

export const measuredColumns = ({ parts, size }: Scope, reachesOf: Reaches): MeasuredColumns => {
  const made = new Map<string, Float64Array>()
  const reaches = new Map<string, ReadonlyMap<number, number>>()
  const sumsAt = (part: Part, when: When): RangeSums | null => (when === 'now' ? part.sums : part.before)

  const reachOf = (part: Part, when: When): ArrayLike<number> | null => {
    const sums = sumsAt(part, when)
    const range = when === 'now' ? part.range : part.compared
    if (!sums || !range) return null
    if (sums.reach) return sums.reach
    const key = `${range.since} ${range.until}`
    const found = reaches.get(key) ?? reachesOf(storedDay(range.since), storedDay(range.until))
    reaches.set(key, found)
    if (found.size === 0) return null
    // People were reached only where something was delivered.
    return Float64Array.from(part.block.keys, (object, i) =>
      Number.isNaN(sums.sums[SPEND]?.[i]) ? Number.NaN : (found.get(object) ?? Number.NaN),
    )
  }

  return (id, when) => {
    const key = `${id} ${when}`
    const known = made.get(key)
    if (known) return known
    const column = new Float64Array(size).fill(Number.NaN)
    for (const part of parts) {
      const own = id === 'reach' ? reachOf(part, when) : sumsAt(part, when)?.sums[SUMS.indexOf(id)]
      if (own) column.set(own, part.offset)
    }
    made.set(key, column)
    return column
  }
}

/** What a figure is computed from. */
export const measuredIn = (id: FigureId, formulas: Formulas): readonly Measured[] => {
  if (isFormulaId(id)) {
    const formula = formulas.get(id)
    return formula ? figuresIn(formula) : []
  }
  const metric: Metric = METRICS[id]
  return metric.kind === 'ratio' ? [metric.over, metric.under] : [id as Measured]
}

/** Of one row's or group's sums; NaN where something is missing or divided by nothing. */
export const figureOf = (id: FigureId, formulas: Formulas, get: (id: Measured) => number): number => {
  if (isFormulaId(id)) {
    const formula = formulas.get(id)
    if (!formula) return Number.NaN
    const value = evaluate(formula, (measured) => {
      const known = get(measured)
      return Number.isNaN(known) ? null : known
    })
    return value ?? Number.NaN
  }
  const metric: Metric = METRICS[id]
  if (metric.kind !== 'ratio') return get(id as Measured)
  const under = get(metric.under)
  return under === 0 ? Number.NaN : (get(metric.over) / under) * metric.times
}

export const aspectOf = (aspect: Aspect, now: number, before: number): number => {
  switch (aspect) {
    case 'value':
      return now
    case 'before':
      return before
    case 'change':
      return now - before
    case 'changePercent':
      return before === 0 ? Number.NaN : (now - before) / Math.abs(before)
  }
}

export type FigureColumns = (id: FigureId, aspect: Aspect) => Float64Array

export const figureColumns = (size: number, columns: MeasuredColumns, formulas: Formulas): FigureColumns => {
  const made = new Map<string, Float64Array>()
  const at = (id: FigureId, when: When): Float64Array => {
    if (!isFormulaId(id)) {
      const metric: Metric = METRICS[id]
      if (metric.kind !== 'ratio') return columns(id as Measured, when)
    }
    const from = new Map(measuredIn(id, formulas).map((measured) => [measured, columns(measured, when)]))
    const column = new Float64Array(size)
    let place = 0
    const get = (measured: Measured): number => from.get(measured)?.[place] ?? Number.NaN
    for (; place < size; place++) column[place] = figureOf(id, formulas, get)
    return column
  }
  return (id, aspect) => {
    const key = `${id} ${aspect}`
    const known = made.get(key)
    if (known) return known
    const now = at(id, 'now')
    let column = now
    if (aspect !== 'value') {
      const before = at(id, 'before')
      column = now.map((value, place) => aspectOf(aspect, value, before[place] ?? Number.NaN))
    }
    made.set(key, column)
    return column
  }
}
