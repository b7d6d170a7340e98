import { SETTLED_AGE, ageOf } from './arrival.ts'
import type { ArrivalCurve } from './arrival.ts'
import { CUTS, OFF_META, withheldOf } from './breakdowns.ts'
import { addDays, daysBetween, daysOf } from './day.ts'
import type { Day } from './day.ts'
import type { Cause, CauseId, CauseSize, DifferenceFacts } from './difference.ts'
import { METRICS, NO_SUMS, SUMS, VIDEO, metricOf } from './metrics.ts'
import type { MetricId, SumId, Sums } from './metrics.ts'
import { MICROS, minorUnitsPerUnit } from './money.ts'
import { addUp } from './sums.ts'

/** Each cause, from the facts: whether it applies, and its size where that can be computed. */

/** Conversions that are known by attribution window, and whose delay is learned. */
const CONVERSIONS = ['results', 'purchases', 'purchaseValue'] as const satisfies readonly SumId[]
const isConversion = (id: string): boolean => ([...CONVERSIONS, ...OFF_META, 'conversations'] as string[]).includes(id)
const isVideo = (id: string): boolean => (VIDEO as readonly string[]).includes(id)

/** The sums that a metric is made of. */
const madeOf = (metric: MetricId): readonly (keyof Sums)[] => {
  const made = METRICS[metric]
  return made.kind === 'ratio' ? [made.over, made.under] : [metric as keyof Sums]
}
const usesConversions = (metric: MetricId): boolean => madeOf(metric).some(isConversion)
const usesReach = (metric: MetricId): boolean => madeOf(metric).includes('reach')

/** Sums of `b` less those of `a`; unknown where either is. */
const less = (b: Sums, a: Sums): Sums =>
  Object.fromEntries(
    [...SUMS, 'reach' as const].map((id) => [id, b[id] === null || a[id] === null ? null : b[id] - a[id]]),
  ) as unknown as Sums

const times = (sums: Sums, factor: number): Sums => ({
  ...NO_SUMS,
  ...Object.fromEntries(SUMS.map((id) => [id, sums[id] === null ? null : sums[id] * factor])),
})

/** How a metric changes when its sums change by so much; null: that is not known. */
export const effectOf = (metric: MetricId, sums: Sums, change: Sums): number | null => {
  const after = Object.fromEntries(
    [...SUMS, 'reach' as const].map((id) => [id, sums[id] === null ? null : sums[id] + (change[id] ?? 0)]),
  ) as unknown as Sums
  if (madeOf(metric).every((id) => change[id] === null)) return null
  const [was, is] = [metricOf(metric, sums), metricOf(metric, after)]
  return was === null || is === null ? null : is - was
}

type Given = Omit<Cause, 'id' | 'sizes' | 'count' | 'days'> & Partial<Pick<Cause, 'sizes' | 'count' | 'days'>>
const cause = (id: CauseId, given: Given): Cause => ({ sizes: [], count: 0, days: [], ...given, id })

/** What a change of the sums makes of the figure; none where that is not known. */
const sizeOf = (
  { metric, sums }: DifferenceFacts,
  change: Sums,
  how: CauseSize['how'],
  of: CauseSize['of'] = null,
): readonly CauseSize[] => {
  const size = effectOf(metric, sums, change)
  return size === null ? [] : [{ low: size, high: size, how, of }]
}
/** The same of what lies somewhere between two changes. */
const boundOf = ({ metric, sums }: DifferenceFacts, from: Sums, to: Sums): readonly CauseSize[] => {
  const high = effectOf(metric, sums, to)
  const low = effectOf(metric, sums, from) ?? 0
  return high === null ? [] : [{ low: Math.min(low, high), high: Math.max(low, high), how: 'bound', of: null }]
}
const isSome = ({ low, high }: CauseSize): boolean => low !== 0 || high !== 0

const dayOf = ({ days }: DifferenceFacts, day: Day): Sums => days.get(day) ?? NO_SUMS

const curveOf = ({ curves }: DifferenceFacts, id: SumId): ArrivalCurve | undefined =>
  curves.find(({ of }) => of === (id === 'purchaseValue' ? 'purchases' : id))
/** Share of a day's conversions that is there so many days after it; 1 once it is settled. Null: not learned yet. */
const shareAt = (facts: DifferenceFacts, id: SumId, age: number): number | null => {
  const points = curveOf(facts, id)?.points ?? []
  const share = points[Math.min(points.length - 1, Math.max(0, age))]?.share ?? null
  return share !== null && share > 0 ? share : null
}
const isLearned = (facts: DifferenceFacts): boolean =>
  madeOf(facts.metric).every((id) => !isConversion(id) || curveOf(facts, id as SumId)?.enough === true)

/** What windows count other than the ad sets' own setting does. */
const byWindow = (
  facts: DifferenceFacts,
  isAsked: (window: CauseSize['of']) => boolean = (window) => window !== 'value',
): readonly CauseSize[] | null => {
  const all = facts.windows?.windows ?? []
  const own = all.find(({ window }) => window === 'value')
  if (!own) return null
  return all
    .filter(({ window }) => isAsked(window))
    .flatMap((other) => sizeOf(facts, less({ ...NO_SUMS, ...other }, { ...NO_SUMS, ...own }), 'exact', other.window))
}

const attribution = (facts: DifferenceFacts): Cause => {
  if (!usesConversions(facts.metric)) return cause('attribution', { applies: 'no' })
  const sizes = byWindow(facts)
  return cause('attribution', sizes === null ? { applies: 'unknown' } : { applies: 'yes', sizes })
}

/** The other figure's days begin later or earlier, by so many hours of the days at both ends. */
const zone = (facts: DifferenceFacts): Cause => {
  const { aheadMinutes, metric, range, days, today } = facts
  const count = aheadMinutes / 60
  if (aheadMinutes === 0) return cause('zone', { applies: 'no' })
  if (usesReach(metric)) return cause('zone', { applies: 'unknown', count })
  const share = Math.abs(aheadMinutes) / 1440
  const gained = aheadMinutes > 0 ? addDays(range.until, 1) : addDays(range.since, -1)
  const lost = aheadMinutes > 0 ? range.since : range.until
  // The hours after today's are still to come.
  const more = gained > today ? NO_SUMS : days.get(gained)
  if (more === undefined) return cause('zone', { applies: 'yes', count })
  const change = addUp([times(more, share), times(dayOf(facts, lost), -share)])
  return cause('zone', { applies: 'yes', count, sizes: sizeOf(facts, change, 'estimate') })
}

const age = (facts: DifferenceFacts): Cause => {
  const { asOf, shareNow, shareRead, today, range } = facts
  if (asOf === null) return cause('age', { applies: 'unknown' })
  if (range.until < today) return cause('age', { applies: facts.isReadWhole ? 'no' : 'yes' })
  // As much an hour as there was so far.
  const growth = shareRead > 0.02 ? Math.max(0, shareNow - shareRead) / shareRead : null
  if (growth === null || usesReach(facts.metric)) return cause('age', { applies: 'yes' })
  if (growth === 0) return cause('age', { applies: 'no' })
  return cause('age', { applies: 'yes', sizes: sizeOf(facts, times(dayOf(facts, today), growth), 'estimate') })
}

/** What will have come by day 28, of days that are younger. */
const late = (facts: DifferenceFacts): Cause => {
  const { today, range } = facts
  if (!usesConversions(facts.metric)) return cause('late', { applies: 'no' })
  const young = daysOf(range).filter((day) => day <= today && ageOf(day, today) < SETTLED_AGE)
  if (young.length === 0) return cause('late', { applies: 'no' })
  if (!isLearned(facts)) return cause('late', { applies: 'unknown', days: young })
  const toCome = (day: Day, id: SumId): number | null => {
    const share = shareAt(facts, id, ageOf(day, today))
    const seen = dayOf(facts, day)[id]
    return share === null || seen === null ? null : seen / share - seen
  }
  const change = addUp(
    young.map((day) => ({ ...NO_SUMS, ...Object.fromEntries(CONVERSIONS.map((id) => [id, toCome(day, id)])) })),
  )
  return cause('late', { applies: 'yes', days: young, sizes: sizeOf(facts, change, 'estimate') })
}

const restated = (facts: DifferenceFacts): Cause => {
  const { notedAt } = facts
  const since = facts.restated.filter(({ seenAt }) => notedAt === null || seenAt > notedAt)
  if (since.length === 0) return cause('restated', { applies: 'no' })
  const change = addUp(since.map(({ before, after }) => times(less(after, before), -1)))
  const days = [...new Set(since.map(({ day }) => day))].sort()
  const sizes = notedAt === null ? boundOf(facts, NO_SUMS, change) : sizeOf(facts, change, 'exact')
  return cause('restated', { applies: sizes.length > 0 ? 'yes' : 'no', days, sizes })
}

/** Meta counts what was deleted for what it was in, and lists no rows of it. */
const removed = (facts: DifferenceFacts): Cause => {
  const { whole, sums, parts, removed: count } = facts
  if (usesReach(facts.metric)) return cause('removed', { applies: count > 0 ? 'unknown' : 'no', count })
  const sizes = [
    ...(whole ? sizeOf(facts, less(whole, sums), 'exact') : []),
    ...parts.flatMap((part) => sizeOf(facts, less(part.sums, whole ?? sums), 'exact', part.level)),
  ].filter(isSome)
  return cause('removed', { applies: sizes.length > 0 ? 'yes' : 'no', count, sizes })
}

const partial = ({ holes }: DifferenceFacts): Cause =>
  cause('partial', { applies: holes.length > 0 ? 'yes' : 'no', days: holes })

const refused = ({ metric, range, days }: DifferenceFacts): Cause => {
  const unknown = daysOf(range).filter((day) => {
    const found = days.get(day)
    return (
      found !== undefined &&
      found.impressions !== null &&
      madeOf(metric).some((id) => id !== 'reach' && found[id] === null && !isConversion(id) && !isVideo(id))
    )
  })
  return cause('refused', { applies: unknown.length > 0 ? 'yes' : 'no', days: unknown })
}

const rounding = (facts: DifferenceFacts): Cause => {
  const { metric, currency, rows } = facts
  if (METRICS[metric].unit !== 'money' && metric !== 'roas') return cause('rounding', { applies: 'no' })
  if (rows <= 1) return cause('rounding', { applies: 'no', count: rows })
  const most = (rows * MICROS) / minorUnitsPerUnit(currency) / 2
  const sizes = boundOf(facts, { ...NO_SUMS, spend: -most }, { ...NO_SUMS, spend: most })
  return cause('rounding', { applies: 'yes', count: rows, sizes })
}

/** People who were reached on two days are counted once in both. */
const notAdditive = (facts: DifferenceFacts): Cause => {
  if (!usesReach(facts.metric)) return cause('notAdditive', { applies: 'no' })
  const all = daysOf(facts.range).map((day) => dayOf(facts, day).reach)
  if (all.length === 1) return cause('notAdditive', { applies: 'yes' })
  const total = all.reduce<number | null>((sum, reach) => (sum === null || reach === null ? null : sum + reach), 0)
  const own = facts.sums.reach
  const sizes = total === null || own === null ? [] : sizeOf(facts, { ...NO_SUMS, reach: total - own }, 'exact')
  return cause('notAdditive', { applies: 'yes', sizes })
}

/** Parts that count people twice, or lack what Meta does not say with them. */
const breakdown = (facts: DifferenceFacts): Cause => {
  const { metric, range, today } = facts
  const sizes = facts.breakdowns
    .flatMap(({ by, parts, whole }) => sizeOf(facts, less(parts, whole), 'exact', by))
    .filter(isSome)
  const isOther = usesConversions(metric) || CUTS.some((cut) => withheldOf([cut], metric, range, today) !== null)
  return cause('breakdown', { applies: isOther || sizes.length > 0 ? 'yes' : 'no', sizes })
}

const estimated = ({ metric }: DifferenceFacts): Cause =>
  cause('estimated', { applies: usesReach(metric) || usesConversions(metric) ? 'yes' : 'no' })

/** The books count on the day of the sale: what was clicked before comes in, what is bought after goes out. */
const clickDay = (facts: DifferenceFacts): Cause => {
  const { range, today, sums } = facts
  if (!usesConversions(facts.metric)) return cause('clickDay', { applies: 'no' })
  if (!isLearned(facts)) return cause('clickDay', { applies: 'unknown' })
  const until = range.until < today ? range.until : today
  const clicked = daysOf({ since: addDays(range.since, -SETTLED_AGE), until })
  /** What was sold within the range to those who clicked on a day, less what Meta counts of it within the range now. */
  const moved = (id: SumId, day: Day): number => {
    const seen = dayOf(facts, day)[id] ?? 0
    const now = shareAt(facts, id, ageOf(day, today)) ?? 1
    const byEnd = Math.min(shareAt(facts, id, daysBetween(day, until)) ?? 1, now)
    const byStart = day < range.since ? Math.min(shareAt(facts, id, daysBetween(day, range.since) - 1) ?? 1, now) : now
    return (seen / now) * (byEnd - byStart)
  }
  const change = Object.fromEntries(
    CONVERSIONS.map((id) => [id, sums[id] === null ? null : clicked.reduce((sum, day) => sum + moved(id, day), 0)]),
  )
  return cause('clickDay', { applies: 'yes', sizes: sizeOf(facts, { ...NO_SUMS, ...change }, 'estimate') })
}

/** Only what followed a click can be known to the books. */
const credit = (facts: DifferenceFacts): Cause => {
  if (!usesConversions(facts.metric)) return cause('credit', { applies: 'no' })
  const sizes = byWindow(facts, (window) => window === '1d_click' || window === '7d_click') ?? []
  return cause('credit', { applies: 'yes', sizes })
}

const gross = ({ metric }: DifferenceFacts): Cause =>
  cause('gross', { applies: madeOf(metric).includes('purchaseValue') ? 'yes' : 'no' })

const ALL: readonly ((facts: DifferenceFacts) => Cause)[] = [
  attribution,
  zone,
  age,
  late,
  restated,
  removed,
  partial,
  refused,
  rounding,
  notAdditive,
  breakdown,
  estimated,
  clickDay,
  credit,
  gross,
]

/** Every possible cause, in the order of CAUSES. */
export const explain = (facts: DifferenceFacts): readonly Cause[] => ALL.map((each) => each(facts))
