import { addDays, addMonths } from './day.ts'
import type { Day, DayRange, Instant } from './day.ts'
import { METRICS, VIDEO } from './metrics.ts'
import type { Figures, Metric, MetricId, SumId, Sums } from './metrics.ts'
import type { ResultType } from './objects.ts'

/**
 * Ways to take an object's figures apart: what Meta calls them, which may stand together, what Meta does not say with
 * them and how far back it goes. What is not allowed is known here, before anything is asked.
 */

/** In the order in which they are offered. `placement` is a position on a platform, `screen` a kind of device. */
export const CUTS = ['age', 'gender', 'country', 'region', 'platform', 'placement', 'device', 'screen', 'hour'] as const
export type CutId = (typeof CUTS)[number]
export const isCut = (id: string): id is CutId => (CUTS as readonly string[]).includes(id)

export const HOUR_OF_ACCOUNT = 'hourly_stats_aggregated_by_advertiser_time_zone'

/**
 * `people`: no reach; `offMeta`: no conversions that happened elsewhere than on Meta; `watched`: not how far videos were
 * watched; `video`: nor how often they were played.
 */
export type Lack = 'people' | 'offMeta' | 'watched' | 'video'

interface Cut {
  /** Meta's names; a row has a value for each. */
  readonly names: readonly string[]
  readonly lacks: readonly Lack[]
  /** Meta has no rows of it before so many months. */
  readonly months: number
  /** Only for accounts that turned it on in Ads Manager. */
  readonly optIn: boolean
}

/** As far back as Meta answers at all, and as far as it tells people and hours apart. */
const HORIZON_MONTHS = 37
const PEOPLE_MONTHS = 13

const plain = (...names: string[]): Cut => ({ names, lacks: [], months: HORIZON_MONTHS, optIn: false })

export const CUT_RULES: Readonly<Record<CutId, Cut>> = {
  age: plain('age'),
  gender: plain('gender'),
  country: plain('country'),
  region: { ...plain('region'), lacks: ['offMeta', 'watched'] },
  platform: plain('publisher_platform'),
  placement: plain('publisher_platform', 'platform_position'),
  device: plain('device_platform'),
  screen: { ...plain('publisher_platform', 'impression_device'), optIn: true },
  hour: { ...plain(HOUR_OF_ACCOUNT), lacks: ['people', 'offMeta', 'watched', 'video'], months: PEOPLE_MONTHS },
}

/** One or two cuts, in the order of CUTS. */
export type Cuts = readonly CutId[]
/** `age+gender`: as a key. */
export const cutsKey = (cuts: Cuts): string => cuts.join('+')
export const inOrder = (cuts: Cuts): Cuts => CUTS.filter((cut) => cuts.includes(cut))

/** Meta's names of them, each once. */
export const namesOf = (cuts: Cuts): readonly string[] => [...new Set(cuts.flatMap((cut) => CUT_RULES[cut].names))]

/** What Meta takes together, besides each cut alone; names in alphabetical order. */
const TOGETHER: ReadonlySet<string> = new Set([
  'age,gender',
  'device_platform,publisher_platform',
  'device_platform,platform_position,publisher_platform',
  'impression_device,platform_position,publisher_platform',
])

/** `within`: one of the two already says the other. */
export type Refusal =
  | { readonly why: 'together' | 'within' }
  /** Meta's rows begin on `since`. */
  | { readonly why: 'tooOld'; readonly since: Day }

/** A day later than Meta says: its horizon moves on with the first time zone of the world. */
const monthsBack = (today: Day, months: number): Day => addDays(addMonths(today, -months), 1)

/** Why Meta would not answer; null: it does. `today` is the account's own day. */
export const refusalOf = (cuts: Cuts, range: DayRange, today: Day): Refusal | null => {
  if (cuts.length > 1) {
    const names = namesOf(cuts)
    if (cuts.some((cut) => CUT_RULES[cut].names.length === names.length)) return { why: 'within' }
    if (!TOGETHER.has(names.toSorted().join(','))) return { why: 'together' }
  }
  const since = monthsBack(today, Math.min(...cuts.map((cut) => CUT_RULES[cut].months)))
  return range.since < since ? { why: 'tooOld', since } : null
}

/** What is lacking with these parts; `tooOld`: people are no longer told apart so far back. */
export type Withheld = 'people' | 'offMeta' | 'video' | 'tooOld'

/**
 * Off Meta nobody knows the hour or the region. Leads may be of Meta's own forms, and results conversions or not: that is
 * known of each row only.
 */
export const OFF_META: readonly SumId[] = [
  'purchases',
  'purchaseValue',
  'contentViews',
  'addToCart',
  'checkouts',
  'leads',
  'registrations',
  'installs',
]

/** Why Meta does not say a figure with these parts; null: it does. */
export const withheldOf = (cuts: Cuts, id: MetricId, range: DayRange, today: Day): Withheld | null => {
  const metric: Metric = METRICS[id]
  const made: readonly string[] = metric.kind === 'ratio' ? [metric.over, metric.under] : [id]
  const lacks = (what: Lack): boolean => cuts.some((cut) => CUT_RULES[cut].lacks.includes(what))
  if (made.includes('reach')) {
    if (lacks('people')) return 'people'
    if (range.since < monthsBack(today, PEOPLE_MONTHS)) return 'tooOld'
  }
  if (lacks('offMeta') && OFF_META.some((sum) => made.includes(sum))) return 'offMeta'
  if (made.includes('videoPlays') && lacks('video')) return 'video'
  return lacks('watched') && VIDEO.some((sum) => sum !== 'videoPlays' && made.includes(sum)) ? 'video' : null
}

/** Results that happen on Meta itself; leads only where Meta says that they are of its own forms. */
export const ON_META: readonly ResultType[] = ['link_click', 'landing_page_view', 'post_engagement']

/** Figures of one part. `labels`: Meta's word for each of `namesOf`. */
export interface BreakdownSums {
  readonly labels: readonly string[]
  readonly sums: Sums
  readonly resultType: ResultType | null
}

/** As it was read. */
export interface BreakdownReading {
  readonly range: DayRange
  readonly at: Instant
  /** Some rows could not be understood, or Meta would not give a field. */
  readonly partial: boolean
  /** Of the same range, not taken apart: reach of the whole is no sum of its parts. Null: nothing was delivered. */
  readonly whole: Omit<BreakdownSums, 'labels'> | null
  readonly parts: readonly BreakdownSums[]
}

export interface BreakdownRow {
  readonly labels: readonly string[]
  readonly figures: Figures
  /** In the compared days; null: nothing is compared. */
  readonly before: Figures | null
}

/** `00:00:00 - 00:59:59` is 0; null: it is no such label. */
export const hourOfLabel = (label: string): number | null => {
  const hour = /^([01]\d|2[0-3]):00:00 - \1:59:59$/.exec(label)?.[1]
  return hour === undefined ? null : Number(hour)
}
