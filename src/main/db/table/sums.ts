import { resultTypeAt } from '../../../shared/domain/insights.ts'
import type { Conversion, FigureId, FigureValues, TableTotals } from '../../../shared/domain/table.ts'
import { allUsed } from '../../../shared/domain/rates.ts'
import { figureOf, sumsAt } from './figures.ts'
import type { Formulas, MeasuredColumns, Quantity, When } from './figures.ts'
import type { SumId } from '../../../shared/domain/metrics.ts'
import type { Scope } from './scope.ts'
import { amountOf } from './worth.ts'
import type { Worth } from './worth.ts'

/** What several objects add up to. */
export interface Added {
  readonly values: FigureValues
  /** By the hour; null: `values` are compared. */
  readonly comparable: FigureValues | null
  readonly before: FigureValues | null
  /** Null: mixed, then all that is made of money is null. */
  readonly currency: string | null
  /** Of several currencies, in that of the worth; null: as they are. */
  readonly converted: Conversion | null
  readonly resultType: TableTotals['resultType']
}

const isResults = (id: Quantity): boolean => id === 'results' || id.startsWith('results@')

export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value)

/** Null: several kinds of result are among them, which are not added. */
const kindOf = (scope: Scope, places: ArrayLike<number>, when: When): number | null => {
  const types = sumsAt(scope, when)?.types
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
  worth: Worth | null,
) => {
  const { partAt, parts } = scope.objects
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

  /** Amounts in the currency of the worth, in whole micros; NaN: one of them has no rate, whose currency is noted. */
  const worthOf = (
    id: Quantity,
    amount: SumId,
    when: When,
    places: ArrayLike<number>,
    unrated: Set<string>,
  ): number => {
    const factors = worth?.factors(amount, when)
    const column = columns(id, when)
    // An account's amounts share one factor.
    const own = new Float64Array(parts.length).fill(Number.NaN)
    for (let i = 0; i < places.length; i++) {
      const place = places[i] ?? 0
      const value = column[place] ?? Number.NaN
      if (value !== value) continue
      const part = partAt[place] ?? 0
      const sum = own[part] ?? Number.NaN
      own[part] = sum === sum ? sum + value : value
    }
    let sum = Number.NaN
    let isUnrated = false
    for (const [part, amount] of own.entries()) {
      if (amount !== amount) continue
      const factor = factors?.[part] ?? Number.NaN
      if (factor !== factor) {
        isUnrated = true
        unrated.add(parts[part]?.currency ?? '')
      }
      sum = sum === sum ? sum + amount * factor : amount * factor
    }
    return isUnrated ? Number.NaN : Math.round(sum)
  }

  /** `unrated`: amounts are converted, and currencies without a rate are noted in it; null: they are added as they are. */
  const valuesOf = (
    places: ArrayLike<number>,
    when: When,
    unrated: Set<string> | null,
    isMixed: boolean,
  ): FigureValues => {
    const kind = kindOf(scope, places, when)
    const made = new Map<Quantity, number>()
    const sum = (id: Quantity): number => {
      const amount = amountOf(id)
      if ((kind === null && isResults(id)) || (amount && isMixed && !worth)) return Number.NaN
      return amount && unrated ? worthOf(id, amount, when, places, unrated) : sumOf(id, when, places)
    }
    const get = (id: Quantity): number => {
      const known = made.get(id) ?? sum(id)
      made.set(id, known)
      return known
    }
    return figures.map((id) => orNull(figureOf(id, formulas, get)))
  }
  const allValues = (places: ArrayLike<number>, unrated: Set<string> | null, isMixed: boolean) => ({
    values: valuesOf(places, 'now', unrated, isMixed),
    comparable: scope.comparable ? valuesOf(places, 'comparable', unrated, isMixed) : null,
    before: compares ? valuesOf(places, 'before', unrated, isMixed) : null,
  })

  return {
    added: (places: ArrayLike<number>): Added => {
      const isAmong = new Uint8Array(parts.length)
      for (let i = 0; i < places.length; i++) isAmong[partAt[places[i] ?? 0] ?? 0] = 1
      const among = [...parts.keys()].filter((part) => isAmong[part])
      const currencies = new Set(among.map((part) => parts[part]?.currency ?? ''))
      const isMixed = currencies.size > 1
      const unrated = worth && (isMixed || worth.whole) ? new Set<string>() : null
      const values = allValues(places, unrated, isMixed)
      return {
        ...values,
        currency: unrated || isMixed ? (worth?.currency ?? null) : ([...currencies][0] ?? null),
        converted: unrated && {
          used: allUsed(among.map((part) => worth?.used[part] ?? null)),
          unrated: [...unrated].toSorted(),
        },
        resultType: resultTypeAt(kindOf(scope, places, 'now') ?? 0),
      }
    },

    /** What they are worth, whatever their currency is: to be put in order with others. */
    worth: (places: ArrayLike<number>): Pick<Added, 'values' | 'comparable' | 'before'> =>
      allValues(places, new Set(), true),

    spendByCurrency: (places: Int32Array): TableTotals['spendByCurrency'] => {
      const currencies = [...new Set(parts.map(({ currency }) => currency))]
      const currencyAt = Uint16Array.from(parts, ({ currency }) => currencies.indexOf(currency))
      const spent = (when: When): Float64Array => {
        const column = columns('spend', when)
        const sums = new Float64Array(currencies.length).fill(Number.NaN)
        for (let i = 0; i < places.length; i++) {
          const place = places[i] ?? 0
          const value = column[place] ?? Number.NaN
          const at = currencyAt[partAt[place] ?? 0] ?? 0
          const sum = sums[at] ?? Number.NaN
          if (value === value) sums[at] = sum === sum ? sum + value : value
        }
        return sums
      }
      const [now, before] = [spent('now'), compares ? spent('before') : null]
      return currencies
        .flatMap((currency, at) => {
          const spend = orNull(now[at] ?? Number.NaN)
          return spend === null ? [] : [{ currency, spend, before: before && orNull(before[at] ?? Number.NaN) }]
        })
        .sort((a, b) => b.spend - a.spend)
    },
  }
}
export type Adder = ReturnType<typeof createAdder>
