import { METRICS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Metric, MetricId, SumId } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { allUsed } from '../../../shared/domain/rates.ts'
import type { DayFactors, RatesUsed } from '../../../shared/domain/rates.ts'
import { isFormulaId, windowedOf } from '../../../shared/domain/table.ts'
import type { FigureId } from '../../../shared/domain/table.ts'
import { dayNumber, storedDay } from '../days.ts'
import { columnOf } from '../insights.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange, TableMoney } from '../store.ts'
import type { Formulas, Quantity, When } from './figures.ts'
import type { Scope } from './scope.ts'

/**
 * What amounts of several currencies are worth in one (0014). An account's amounts of a range are multiplied by one factor:
 * the mean of its days' rates, each day weighed by what the account itself spent (or sold) on it.
 */

const MONEY = SUMS.filter((id) => METRICS[id].unit === 'money')

/** Null: it is no amount. */
export const amountOf = (id: Quantity): SumId | null =>
  MONEY.find((each) => id === each || id.startsWith(`${each}@`)) ?? null

/** Of which amount a figure is made, and how often; null: it is a count, or a ratio that is the same in any currency. */
export const worthAs = (
  id: FigureId,
  formulas: Formulas,
): { readonly amount: SumId; readonly power: number } | null => {
  if (isFormulaId(id)) {
    const formula = formulas.get(id)
    const amount = MONEY.find((each) => formula?.figures.includes(each))
    return formula && amount && formula.money !== 0 ? { amount, power: formula.money } : null
  }
  const name = windowedOf(id)?.metric ?? (id as MetricId)
  const metric: Metric = METRICS[name]
  if (metric.unit !== 'money') return null
  return { amount: metric.kind === 'ratio' ? metric.over : (name as SumId), power: 1 }
}

export interface Worth {
  readonly currency: Currency
  /** See TableMoney. */
  readonly whole: boolean
  /** By part; NaN: no rate is known. */
  readonly factors: (amount: SumId, when: When) => Float64Array
  /** By part, by today's rates: for what is no figure of days. */
  readonly today: Float64Array
  /** By part; null: none was needed. */
  readonly used: readonly (RatesUsed | null)[]
  /** Moves with the factors. */
  readonly revision: string
}

/** What an account spent and sold by day, in order of MONEY; 0: nothing. */
type Weights = readonly Float64Array[]

const mean = ({ factors }: DayFactors, weights: Float64Array | undefined): number => {
  let [sum, weight] = [0, 0]
  for (const [day, factor] of factors.entries()) {
    const own = weights?.[day] ?? 0
    if (own === 0) continue
    // What was spent without a known rate makes the whole unknown.
    if (factor === null) return Number.NaN
    sum += own * factor
    weight += own
  }
  if (weight > 0) return sum / weight
  // Nothing is known of the days: each counts as much.
  return factors.reduce<number>((all, factor) => all + (factor ?? Number.NaN), 0) / factors.length
}

export const createWorths = (sql: Sql) => {
  const rows = sql.db
    .prepare<[number, number, string]>(
      `SELECT d.day, ${MONEY.map((id) => `d.${columnOf(id)}`).join(', ')}
       FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ? WHERE k.id = ?`,
    )
    .raw()
  // Asked for with every page of a table, and held until anything is written.
  let version: unknown = null
  const held = new Map<string, Weights>()
  const weightsOf = ({ accountId, since, until }: AccountRange): Weights => {
    const now = sql.db.pragma('data_version', { simple: true })
    if (now !== version) held.clear()
    version = now
    const key = `${accountId} ${since} ${until}`
    const known = held.get(key)
    if (known) return known
    const [first, last] = [storedDay(since), storedDay(until)]
    const days = dayNumber(last) - dayNumber(first) + 1
    const weights = MONEY.map(() => new Float64Array(days))
    for (const [day, ...amounts] of rows.all(first, last, accountId) as number[][])
      amounts.forEach((amount, i) => {
        const column = weights[i]
        if (column) column[dayNumber(day ?? 0) - dayNumber(first)] = amount ?? 0
      })
    held.set(key, weights)
    return weights
  }

  return (
    { objects: { parts }, ranges, compared }: Pick<Scope, 'objects' | 'ranges' | 'compared'>,
    money: TableMoney,
  ): Worth => {
    const byAccount = new Map(money.accounts.map((account) => [account.accountId, account]))
    const foreign = parts.map(({ accountId }) => byAccount.get(accountId) ?? null)
    const factorsOf = (when: 'now' | 'before', of: readonly AccountRange[]): readonly Float64Array[] => {
      const made = MONEY.map(() => new Float64Array(parts.length).fill(1))
      foreign.forEach((account, part) => {
        const [days, range] = [account?.[when], of[part]]
        if (!days || !range) return
        // A single day has one rate.
        const weights = range.since === range.until ? [] : weightsOf(range)
        made.forEach((column, i) => (column[part] = mean(days, weights[i])))
      })
      return made
    }
    const [now, before] = [factorsOf('now', ranges), factorsOf('before', compared)]
    const today = Float64Array.from(foreign, (account) => (account === null ? 1 : (account.today ?? Number.NaN)))
    return {
      currency: money.currency,
      whole: money.whole,
      factors: (amount, when) => (when === 'before' ? before : now)[MONEY.indexOf(amount)] ?? today,
      today,
      used: foreign.map((account) => account && allUsed([account.now.used, account.before?.used ?? null])),
      revision: [money.currency, money.whole, ...now, ...before, today].join(' '),
    }
  }
}
