/**
 * One table for every figure: what it is made of, its unit, and which way is good. The window formats by it, SQL is
 * generated from it (`main/db`), rules speak its ids. Sums are exact; ratios are always made from sums; reach is asked
 * for a whole range and never added up.
 */

/** What a stored insights row holds, and so what can be summed over days and objects. Money in micros. */
export const SUMS = ['spend', 'impressions', 'clicks', 'linkClicks', 'results', 'purchases', 'purchaseValue'] as const
export type SumId = (typeof SUMS)[number]

/** What Meta must be asked for, a range at a time. */
export const ASKED = ['reach'] as const
export type AskedId = (typeof ASKED)[number]

export const UNITS = ['money', 'count', 'percent', 'decimal'] as const
export type Unit = (typeof UNITS)[number]
export type Better = 'up' | 'down' | 'neither'

interface Base {
  readonly unit: Unit
  readonly better: Better
}
export interface SumMetric extends Base {
  readonly kind: 'sum'
}
export interface AskedMetric extends Base {
  readonly kind: 'asked'
}
/** `over / under * times`; nothing where `under` is 0 or unknown. Percent is kept as a fraction (0.007 = 0.7 %). */
export interface RatioMetric extends Base {
  readonly kind: 'ratio'
  readonly over: SumId
  readonly under: SumId | AskedId
  readonly times: number
}
export type Metric = SumMetric | AskedMetric | RatioMetric

export const METRICS = {
  spend: { kind: 'sum', unit: 'money', better: 'neither' },
  impressions: { kind: 'sum', unit: 'count', better: 'up' },
  reach: { kind: 'asked', unit: 'count', better: 'up' },
  frequency: { kind: 'ratio', unit: 'decimal', better: 'neither', over: 'impressions', under: 'reach', times: 1 },
  clicks: { kind: 'sum', unit: 'count', better: 'up' },
  linkClicks: { kind: 'sum', unit: 'count', better: 'up' },
  ctr: { kind: 'ratio', unit: 'percent', better: 'up', over: 'clicks', under: 'impressions', times: 1 },
  cpc: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'clicks', times: 1 },
  cpm: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'impressions', times: 1000 },
  results: { kind: 'sum', unit: 'count', better: 'up' },
  costPerResult: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'results', times: 1 },
  purchases: { kind: 'sum', unit: 'count', better: 'up' },
  purchaseValue: { kind: 'sum', unit: 'money', better: 'up' },
  cpa: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'purchases', times: 1 },
  roas: { kind: 'ratio', unit: 'decimal', better: 'up', over: 'purchaseValue', under: 'spend', times: 1 },
} as const satisfies Record<string, Metric>

export type MetricId = keyof typeof METRICS
export const METRIC_IDS = Object.keys(METRICS) as MetricId[]
export const isMetric = (id: string): id is MetricId => Object.hasOwn(METRICS, id)

/** Null is "nothing measured" (shown as a dash), never zero. */
export type Sums = Readonly<Record<SumId | AskedId, number | null>>
export type Figures = Readonly<Record<MetricId, number | null>>

export const NO_SUMS: Sums = {
  spend: null,
  impressions: null,
  clicks: null,
  linkClicks: null,
  results: null,
  purchases: null,
  purchaseValue: null,
  reach: null,
}

export const metricOf = (id: MetricId, sums: Sums): number | null => {
  const metric: Metric = METRICS[id]
  if (metric.kind !== 'ratio') return sums[id as SumId | AskedId]
  const over = sums[metric.over]
  const under = sums[metric.under]
  return over === null || under === null || under === 0 ? null : (over / under) * metric.times
}

export const figuresOf = (sums: Sums): Figures =>
  Object.fromEntries(METRIC_IDS.map((id) => [id, metricOf(id, sums)])) as Figures
