import { resultTypeAt } from '../../../shared/domain/insights.ts'
import type { FigureId, FigureValues, TableTotals } from '../../../shared/domain/table.ts'
import { figureOf } from './figures.ts'
import type { Formulas, MeasuredColumns, Quantity, When } from './figures.ts'
import { partOf } from './objects.ts'
import type { Scope } from './scope.ts'

/** What several objects add up to. */
export interface Added {
  readonly values: FigureValues
  readonly before: FigureValues | null
  /** Null: mixed, then all that is made of money is null. */
  readonly currency: string | null
  readonly resultType: TableTotals['resultType']
}

const isMoney = (id: Quantity): boolean => id === 'spend' || id.startsWith('purchaseValue')
const isResults = (id: Quantity): boolean => id === 'results' || id.startsWith('results@')

export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** Null: several kinds of result are among them, which are not added. */
const kindOf = (scope: Scope, places: ArrayLike<number>, when: When): number | null => {
  const types = (when === 'now' ? scope.now : scope.before)?.types
  let kind = 0
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0
    const own = types?.[place] ?? 0
    if (own === 0) continue
    if (kind !== 0 && kind !== own) return null
    kind = own
  }
  return kind
}

export const createAdder = (
  scope: Scope,
  columns: MeasuredColumns,
  formulas: Formulas,
  figures: readonly FigureId[],
  compares: boolean,
) => {
  const sumOf = (id: Quantity, when: When, places: ArrayLike<number>): number => {
    const column = columns(id, when)
    // People reached by two objects would be counted twice.
    if (id === 'reach') return places.length === 1 ? (column[places[0] ?? 0] ?? Number.NaN) : Number.NaN
    let sum = Number.NaN
    for (let i = 0; i < places.length; i++) {
      const value = column[places[i] ?? 0] ?? Number.NaN
      if (value === value) sum = sum === sum ? sum + value : value
    }
    return sum
  }

  const valuesOf = (places: ArrayLike<number>, isMixed: boolean, kind: number | null, when: When): FigureValues => {
    const made = new Map<Quantity, number>()
    const get = (id: Quantity): number => {
      if ((isMixed && isMoney(id)) || (kind === null && isResults(id))) return Number.NaN
      const known = made.get(id)
      if (known !== undefined) return known
      const sum = sumOf(id, when, places)
      made.set(id, sum)
      return sum
    }
    return figures.map((id) => orNull(figureOf(id, formulas, get)))
  }

  return {
    added: (places: ArrayLike<number>): Added => {
      const currencies = new Set<string>()
      for (let i = 0; i < places.length; i++) currencies.add(partOf(scope.objects, places[i] ?? 0).currency)
      const isMixed = currencies.size > 1
      const kind = kindOf(scope, places, 'now')
      return {
        values: valuesOf(places, isMixed, kind, 'now'),
        before: compares ? valuesOf(places, isMixed, kindOf(scope, places, 'before'), 'before') : null,
        currency: isMixed ? null : ([...currencies][0] ?? null),
        resultType: resultTypeAt(kind ?? 0),
      }
    },

    spendByCurrency: (places: Int32Array): TableTotals['spendByCurrency'] => {
      const byCurrency = new Map<string, number[]>()
      for (const place of places) {
        const { currency } = partOf(scope.objects, place)
        const own = byCurrency.get(currency)
        if (own) own.push(place)
        else byCurrency.set(currency, [place])
      }
      return [...byCurrency]
        .map(([currency, own]) => ({
          currency,
          spend: orNull(sumOf('spend', 'now', own)),
          before: compares ? orNull(sumOf('spend', 'before', own)) : null,
        }))
        .flatMap(({ spend, ...rest }) => (spend === null ? [] : [{ ...rest, spend }]))
        .sort((a, b) => b.spend - a.spend)
    },
  }
}
export type Adder = ReturnType<typeof createAdder>
