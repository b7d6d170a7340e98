import type { Totals } from '../../../shared/contract/figures.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { haveSeveralKinds } from '../../../shared/domain/insights.ts'
import { METRIC_IDS, METRICS, figuresOf } from '../../../shared/domain/metrics.ts'
import type { Figures, Sums } from '../../../shared/domain/metrics.ts'
import type { ResultType } from '../../../shared/domain/objects.ts'
import { addUp } from '../../../shared/domain/sums.ts'

const withoutMoney = (figures: Figures): Figures => {
  const kept = METRIC_IDS.map((id) => [id, METRICS[id].unit === 'money' || id === 'roas' ? null : figures[id]])
  return Object.fromEntries(kept) as Figures
}

interface Part {
  readonly currency: string
  readonly sums: Sums
  readonly resultTypes: readonly ResultType[]
}

export const totalsOf = (parts: readonly Part[]): Totals => {
  const currencies = [...new Set(parts.map(({ currency }) => currency))]
  const sums = addUp(parts.map((part) => part.sums))
  const hasKinds = haveSeveralKinds(parts.map(({ resultTypes }) => resultTypes))
  const figures = figuresOf(hasKinds ? { ...sums, results: null } : sums)
  return {
    rows: parts.length,
    figures: currencies.length > 1 ? withoutMoney(figures) : figures,
    currency: currencies.length === 1 ? (currencies[0] ?? null) : null,
    spendByCurrency: currencies
      .map((currency) => ({
        currency,
        spend: parts
          .filter((part) => part.currency === currency)
          .reduce((sum, { sums: own }) => sum + (own.spend ?? 0), 0),
      }))
      .sort((a, b) => b.spend - a.spend || (a.currency < b.currency ? -1 : 1)),
  }
}

/** The oldest of several ages; null when one of them was never read. */
export const oldest = (ages: readonly (Instant | null)[]): Instant | null =>
  ages.length === 0 || ages.includes(null) ? null : Math.min(...(ages as Instant[]))
