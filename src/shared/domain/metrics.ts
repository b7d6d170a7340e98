/**
 * One table for every figure: what it is made of, its unit, and which way is good. The window formats by it, SQL is
 * generated from it (`main/db`), rules speak its ids. Sums are exact; ratios are always made from sums; reach is asked
 * for a whole range and never added up.
 */

/**
 * What a stored insights row holds, and so what can be summed over days and objects. Money in micros. Running totals are
 * kept in this order: new ones go to the end.
 */
export const SUMS = [
  'spend',
  'impressions',
  'clicks',
  'linkClicks',
  'results',
  'purchases',
  'purchaseValue',
  'landingPageViews',
  'contentViews',
  'addToCart',
  'checkouts',
  'leads',
  'registrations',
  'conversations',
  'installs',
  'videoPlays',
  'video25',
  'video50',
  'video75',
  'video100',
  'thruPlays',
] as const
export type SumId = (typeof SUMS)[number]

/** Only ads with a video have them: where there is none, nothing was measured. */
export const VIDEO: readonly SumId[] = ['videoPlays', 'video25', 'video50', 'video75', 'video100', 'thruPlays']

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

const costOf = <Under extends SumId>(under: Under) =>
  ({ kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under, times: 1 }) as const

export const METRICS = {
  spend: { kind: 'sum', unit: 'money', better: 'neither' },
  impressions: { kind: 'sum', unit: 'count', better: 'up' },
  reach: { kind: 'asked', unit: 'count', better: 'up' },
  frequency: { kind: 'ratio', unit: 'decimal', better: 'neither', over: 'impressions', under: 'reach', times: 1 },
  clicks: { kind: 'sum', unit: 'count', better: 'up' },
  linkClicks: { kind: 'sum', unit: 'count', better: 'up' },
  landingPageViews: { kind: 'sum', unit: 'count', better: 'up' },
  ctr: { kind: 'ratio', unit: 'percent', better: 'up', over: 'clicks', under: 'impressions', times: 1 },
  cpc: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'clicks', times: 1 },
  linkCtr: { kind: 'ratio', unit: 'percent', better: 'up', over: 'linkClicks', under: 'impressions', times: 1 },
  linkCpc: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'linkClicks', times: 1 },
  landingRate: {
    kind: 'ratio',
    unit: 'percent',
    better: 'up',
    over: 'landingPageViews',
    under: 'linkClicks',
    times: 1,
  },
  costPerLandingPageView: costOf('landingPageViews'),
  cpm: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'impressions', times: 1000 },
  results: { kind: 'sum', unit: 'count', better: 'up' },
  costPerResult: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'results', times: 1 },
  purchases: { kind: 'sum', unit: 'count', better: 'up' },
  purchaseValue: { kind: 'sum', unit: 'money', better: 'up' },
  cpa: { kind: 'ratio', unit: 'money', better: 'down', over: 'spend', under: 'purchases', times: 1 },
  roas: { kind: 'ratio', unit: 'decimal', better: 'up', over: 'purchaseValue', under: 'spend', times: 1 },
  conversionRate: { kind: 'ratio', unit: 'percent', better: 'up', over: 'purchases', under: 'linkClicks', times: 1 },
  orderValue: { kind: 'ratio', unit: 'money', better: 'up', over: 'purchaseValue', under: 'purchases', times: 1 },
  contentViews: { kind: 'sum', unit: 'count', better: 'up' },
  addToCart: { kind: 'sum', unit: 'count', better: 'up' },
  costPerAddToCart: costOf('addToCart'),
  checkouts: { kind: 'sum', unit: 'count', better: 'up' },
  costPerCheckout: costOf('checkouts'),
  leads: { kind: 'sum', unit: 'count', better: 'up' },
  costPerLead: costOf('leads'),
  registrations: { kind: 'sum', unit: 'count', better: 'up' },
  costPerRegistration: costOf('registrations'),
  conversations: { kind: 'sum', unit: 'count', better: 'up' },
  costPerConversation: costOf('conversations'),
  installs: { kind: 'sum', unit: 'count', better: 'up' },
  costPerInstall: costOf('installs'),
  videoPlays: { kind: 'sum', unit: 'count', better: 'up' },
  video25: { kind: 'sum', unit: 'count', better: 'up' },
  video50: { kind: 'sum', unit: 'count', better: 'up' },
  video75: { kind: 'sum', unit: 'count', better: 'up' },
  video100: { kind: 'sum', unit: 'count', better: 'up' },
  thruPlays: { kind: 'sum', unit: 'count', better: 'up' },
  hookRate: { kind: 'ratio', unit: 'percent', better: 'up', over: 'videoPlays', under: 'impressions', times: 1 },
  holdRate: { kind: 'ratio', unit: 'percent', better: 'up', over: 'thruPlays', under: 'videoPlays', times: 1 },
  costPerThruPlay: costOf('thruPlays'),
} as const satisfies Record<string, Metric>

/** By what they are about: what a list of all of them is divided by. */
export const METRIC_GROUPS = {
  delivery: ['spend', 'impressions', 'reach', 'frequency', 'cpm'],
  clicks: [
    'clicks',
    'ctr',
    'cpc',
    'linkClicks',
    'linkCtr',
    'linkCpc',
    'landingPageViews',
    'landingRate',
    'costPerLandingPageView',
  ],
  results: ['results', 'costPerResult'],
  purchases: ['purchases', 'purchaseValue', 'cpa', 'roas', 'conversionRate', 'orderValue'],
  conversions: [
    'contentViews',
    'addToCart',
    'costPerAddToCart',
    'checkouts',
    'costPerCheckout',
    'leads',
    'costPerLead',
    'registrations',
    'costPerRegistration',
    'conversations',
    'costPerConversation',
    'installs',
    'costPerInstall',
  ],
  video: [
    'videoPlays',
    'hookRate',
    'video25',
    'video50',
    'video75',
    'video100',
    'thruPlays',
    'holdRate',
    'costPerThruPlay',
  ],
} as const satisfies Readonly<Record<string, readonly MetricId[]>>
export type MetricGroup = keyof typeof METRIC_GROUPS

export type MetricId = keyof typeof METRICS
/** In the order in which they are offered. */
export const METRIC_IDS: readonly MetricId[] = Object.values(METRIC_GROUPS).flat()
export const isMetric = (id: string): id is MetricId => Object.hasOwn(METRICS, id)

/** What every buyer reads, in the order in which it is read. */
export const CORE: readonly MetricId[] = [
  'spend',
  'impressions',
  'reach',
  'frequency',
  'clicks',
  'ctr',
  'cpc',
  'cpm',
  'results',
  'costPerResult',
  'purchases',
  'cpa',
  'roas',
]

/** Null is "nothing measured" (shown as a dash), never zero. */
export type Sums = Readonly<Record<SumId | AskedId, number | null>>
export type Figures = Readonly<Record<MetricId, number | null>>

export const NO_SUMS = Object.fromEntries([...SUMS, ...ASKED].map((id) => [id, null])) as Sums

export const metricOf = (id: MetricId, sums: Sums): number | null => {
  const metric: Metric = METRICS[id]
  if (metric.kind !== 'ratio') return sums[id as SumId | AskedId]
  const over = sums[metric.over]
  const under = sums[metric.under]
  return over === null || under === null || under === 0 ? null : (over / under) * metric.times
}

export const figuresOf = (sums: Sums): Figures =>
  Object.fromEntries(METRIC_IDS.map((id) => [id, metricOf(id, sums)])) as Figures
