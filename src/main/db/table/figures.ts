import { evaluate, figuresIn, parseFormula } from '../../../shared/domain/formula.ts'
import type { Measured, ParsedFormula } from '../../../shared/domain/formula.ts'
import { METRICS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Metric } from '../../../shared/domain/metrics.ts'
import type { Aspect, FigureId, Formula } from '../../../shared/domain/table.ts'
import { isFormulaId } from '../../../shared/domain/table.ts'
import { AppError } from '../../../shared/errors.ts'
import { storedDay } from '../days.ts'
import type { Sql } from '../sql.ts'
import type { Scope } from './scope.ts'

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

export const measuredColumns = (scope: Scope, reachesOf: Reaches): MeasuredColumns => {
  const { objects } = scope
  const made = new Map<When, Float64Array>()

  const reachOf = (when: When): Float64Array => {
    const of = when === 'now' ? scope.now : scope.before
    if (!of) return new Float64Array(objects.size).fill(Number.NaN)
    const { reach, sums } = of
    const ranges = when === 'now' ? scope.ranges : scope.compared
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

  return (id, when) => {
    if (id !== 'reach') {
      const sums = when === 'now' ? scope.now : scope.before
      return sums?.sums[SUMS.indexOf(id)] ?? new Float64Array(objects.size).fill(Number.NaN)
    }
    const column = made.get(when) ?? reachOf(when)
    made.set(when, column)
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

/** `over / under * times` of every place. */
const divided = (over: Float64Array, under: Float64Array, times: number): Float64Array => {
  const column = new Float64Array(over.length)
  for (let place = 0; place < column.length; place++) {
    const by = under[place] ?? 0
    column[place] = by === 0 ? Number.NaN : ((over[place] ?? Number.NaN) / by) * times
  }
  return column
}

/** Whole columns, for what is sorted or filtered by. */
export const figureColumns = (size: number, columns: MeasuredColumns, formulas: Formulas): FigureColumns => {
  const made = new Map<string, Float64Array>()
  const at = (id: FigureId, when: When): Float64Array => {
    if (!isFormulaId(id)) {
      const metric: Metric = METRICS[id]
      return metric.kind === 'ratio'
        ? divided(columns(metric.over, when), columns(metric.under, when), metric.times)
        : columns(id as Measured, when)
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
