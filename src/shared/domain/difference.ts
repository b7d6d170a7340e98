import { SETTLED_AGE, ageOf } from './arrival.ts'
import type { ArrivalCurve } from './arrival.ts'
import type { FiguresByWindow, WindowName } from './attribution.ts'
import { OFF_META } from './breakdowns.ts'
import { addDays, daysBetween, daysOf } from './day.ts'
import type { Day, DayRange, Instant } from './day.ts'
import { METRICS, NO_SUMS, SUMS, VIDEO, metricOf } from './metrics.ts'
import type { MetricId, SumId, Sums } from './metrics.ts'
import { MICROS, minorUnitsPerUnit } from './money.ts'
import type { Currency } from './money.ts'
import type { FiguresLevel, Level } from './objects.ts'
import type { Restatement } from './upkeep.ts'

/**
 * Why a figure here may differ from the same figure elsewhere: each possible cause, whether it applies, and how much it
 * makes where that can be computed from what is in the cache. A size is what the other figure has more than ours.
 */

export const CAUSES = [
  'attribution',
  'zone',
  'age',
  'late',
  'restated',
  'removed',
  'partial',
  'refused',
  'rounding',
  'notAdditive',
  'estimated',
  'clickDay',
  'credit',
  'gross',
] as const
export type CauseId = (typeof CAUSES)[number]

/** What the figure is compared with. */
export const AGAINST = ['adsManager', 'books'] as const
export type Against = (typeof AGAINST)[number]

/** `estimate`: from how such days usually go; `bound`: not more than this. Of a metric's own unit. */
export interface CauseSize {
  readonly low: number
  readonly high: number
  readonly how: 'exact' | 'estimate' | 'bound'
  /** Which of several it is of: an attribution window, a level whose rows are added up. */
  readonly of: WindowName | Level | null
}

export interface Cause {
  readonly id: CauseId
  readonly applies: 'yes' | 'no' | 'unknown'
  /** Empty: it cannot be computed. */
  readonly sizes: readonly CauseSize[]
  /** Numbers that its sentence names: hours, days, objects, rows. */
  readonly count: number
  readonly days: readonly Day[]
}

/** Rows of a level below, added up. */
export interface LevelPart {
  readonly level: Level
  readonly sums: Sums
  readonly rows: number
  /** Of the objects that these are of, those that are archived, deleted or gone. */
  readonly removed: number
}

/** Everything that is known about a figure; days are days of the account. */
export interface DifferenceFacts {
  readonly metric: MetricId
  readonly level: FiguresLevel
  readonly range: DayRange
  readonly currency: Currency
  /** As the figure is made of. */
  readonly sums: Sums
  /** Rows that were added up to it, each rounded to a coin. */
  readonly rows: number
  /** Days of the range, and those around it as far as they are known. */
  readonly days: ReadonlyMap<Day, Sums>
  /** What Meta says of the whole, where the figure is made of parts; null: it is the whole, or that is not known. */
  readonly whole: Sums | null
  /** What somebody may add up instead. */
  readonly parts: readonly Pick<LevelPart, 'level' | 'sums'>[]
  /** Objects below that are archived, deleted or gone and have figures in the range. */
  readonly removed: number
  readonly today: Day
  readonly now: Instant
  /** When the range's last day was read; null: never. */
  readonly asOf: Instant | null
  /** That was after the day was over. */
  readonly isReadWhole: boolean
  /** Shares of the account's today that are over, now and when it was read. */
  readonly shareNow: number
  readonly shareRead: number
  /** How many minutes the account's clock is ahead of the one that the other figure's days go by. */
  readonly aheadMinutes: number
  /** Null: not read yet. */
  readonly windows: FiguresByWindow | null
  readonly curves: readonly ArrivalCurve[]
  /** Of the days of the range, newest first. */
  readonly restated: readonly Restatement[]
  /** When the other figure was read; null: not told. */
  readonly notedAt: Instant | null
  /** Days of the range that were not read to their end, or not at all. */
  readonly holes: readonly Day[]
}

/** Conversions that are known by attribution window, and whose delay is learned. */
const CONVERSIONS = ['results', 'purchases', 'purchaseValue'] as const satisfies readonly SumId[]
const isConversion = (id: string): boolean => ([...CONVERSIONS, ...OFF_META, 'conversations'] as string[]).includes(id)
const isVideo = (id: string): boolean => (VIDEO as readonly string[]).includes(id)

/** The sums that a metric is made of. */
export const madeOf = (metric: MetricId): readonly (keyof Sums)[] => {
  const made = METRICS[metric]
  return made.kind === 'ratio' ? [made.over, made.under] : [metric as keyof Sums]
}
const usesConversions = (metric: MetricId): boolean => madeOf(metric).some(isConversion)
const usesReach = (metric: MetricId): boolean => madeOf(metric).includes('reach')

const add = (a: number | null, b: number | null, sign: 1 | -1 = 1): number | null =>
  a === null && b === null ? null : (a ?? 0) + sign * (b ?? 0)

/** Sums of `b` less those of `a`; unknown where either is. */
const less = (b: Sums, a: Sums): Sums =>
  Object.fromEntries(
    [...SUMS, 'reach' as const].map((id) => [id, b[id] === null || a[id] === null ? null : b[id] - a[id]]),
  ) as unknown as Sums

const times = (sums: Sums, factor: number, ids: readonly SumId[] = SUMS): Sums => ({
  ...NO_SUMS,
  ...Object.fromEntries(ids.map((id) => [id, sums[id] === null ? null : sums[id] * factor])),
})

const plus = (all: readonly Sums[]): Sums =>
  all.reduce<Sums>(
    (total, sums) => ({ ...total, ...Object.fromEntries(SUMS.map((id) => [id, add(total[id], sums[id])])) }),
    NO_SUMS,
  )

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

export const explain = (facts: DifferenceFacts): readonly Cause[] => {
  const { metric, range, sums, days, today, windows, curves } = facts
  const all = daysOf(range)
  const isMoney = METRICS[metric].unit === 'money'
  const size = (
    change: Sums,
    how: CauseSize['how'],
    of: CauseSize['of'] = null,
    from: Sums = NO_SUMS,
  ): readonly CauseSize[] => {
    const high = effectOf(metric, sums, change)
    const low = how === 'bound' ? (effectOf(metric, sums, from) ?? 0) : high
    if (high === null || low === null) return []
    return [{ low: Math.min(low, high), high: Math.max(low, high), how, of }]
  }
  const dayOf = (day: Day): Sums => days.get(day) ?? NO_SUMS

  const attribution = (): Cause => {
    if (!usesConversions(metric)) return cause('attribution', { applies: 'no' })
    const own = windows?.windows.find(({ window }) => window === 'value')
    if (!windows || !own) return cause('attribution', { applies: 'unknown' })
    const sizes = windows.windows.flatMap((other) =>
      other.window === 'value'
        ? []
        : size(less({ ...NO_SUMS, ...other }, { ...NO_SUMS, ...own }), 'exact', other.window),
    )
    return cause('attribution', { applies: 'yes', sizes })
  }

  /** The other figure's days begin later or earlier, by so many hours of the days at both ends. */
  const zone = (): Cause => {
    const { aheadMinutes } = facts
    if (aheadMinutes === 0 || usesReach(metric))
      return cause('zone', { applies: aheadMinutes === 0 ? 'no' : 'unknown', count: aheadMinutes / 60 })
    const share = Math.abs(aheadMinutes) / 1440
    const gained = aheadMinutes > 0 ? addDays(range.until, 1) : addDays(range.since, -1)
    const lost = aheadMinutes > 0 ? range.since : range.until
    // The hours after today's are still to come.
    const more = gained > today ? NO_SUMS : days.get(gained)
    if (more === undefined) return cause('zone', { applies: 'yes', count: aheadMinutes / 60 })
    const change = plus([times(more, share), times(dayOf(lost), -share)])
    return cause('zone', { applies: 'yes', count: aheadMinutes / 60, sizes: size(change, 'estimate') })
  }

  const age = (): Cause => {
    const { asOf, shareNow, shareRead } = facts
    if (asOf === null) return cause('age', { applies: 'unknown' })
    if (range.until < today) return cause('age', { applies: facts.isReadWhole ? 'no' : 'yes' })
    // As much an hour as there was so far.
    const growth = shareRead > 0.02 ? Math.max(0, shareNow - shareRead) / shareRead : null
    if (growth === null || usesReach(metric)) return cause('age', { applies: 'yes' })
    return cause('age', { applies: growth > 0 ? 'yes' : 'no', sizes: size(times(dayOf(today), growth), 'estimate') })
  }

  const curveOf = (id: SumId): ArrivalCurve | undefined =>
    curves.find(({ of }) => of === (id === 'purchaseValue' ? 'purchases' : id))
  /** Share of a day's conversions that is there so many days after it; 1 once it is settled. Null: not learned yet. */
  const shareAt = (id: SumId, age: number): number | null => {
    const points = curveOf(id)?.points ?? []
    if (points.length === 0) return null
    const share = points[Math.min(points.length - 1, Math.max(0, age))]?.share ?? null
    return share !== null && share > 0 ? share : null
  }
  const isLearned = (): boolean =>
    madeOf(metric).every((id) => !isConversion(id) || curveOf(id as SumId)?.enough === true)

  /** What will have come by day 28, of days that are younger. */
  const late = (): Cause => {
    if (!usesConversions(metric)) return cause('late', { applies: 'no' })
    const young = all.filter((day) => day <= today && ageOf(day, today) < SETTLED_AGE)
    if (young.length === 0) return cause('late', { applies: 'no' })
    if (!isLearned()) return cause('late', { applies: 'unknown', days: young })
    const change = plus(
      young.map((day) => ({
        ...NO_SUMS,
        ...Object.fromEntries(
          CONVERSIONS.map((id) => {
            const share = shareAt(id, ageOf(day, today))
            const seen = dayOf(day)[id]
            return [id, share === null || seen === null ? null : seen / share - seen]
          }),
        ),
      })),
    )
    return cause('late', { applies: 'yes', days: young, sizes: size(change, 'estimate') })
  }

  const restated = (): Cause => {
    const since = facts.restated.filter(({ seenAt }) => facts.notedAt === null || seenAt > facts.notedAt)
    if (since.length === 0) return cause('restated', { applies: 'no' })
    const change = plus(since.map(({ before, after }) => times(less(after, before), -1)))
    const touched = [...new Set(since.map(({ day }) => day))].sort()
    const sizes = size(change, facts.notedAt === null ? 'bound' : 'exact')
    return cause('restated', { applies: sizes.length > 0 ? 'yes' : 'no', days: touched, sizes })
  }

  /** Meta counts what was deleted for what it was in, and lists no rows of it. */
  const removed = (): Cause => {
    const sizes = [
      ...(facts.whole ? size(less(facts.whole, sums), 'exact') : []),
      ...facts.parts.flatMap((part) => size(less(part.sums, facts.whole ?? sums), 'exact', part.level)),
    ].filter(({ low, high }) => low !== 0 || high !== 0)
    const count = facts.removed
    if (usesReach(metric)) return cause('removed', { applies: count > 0 ? 'unknown' : 'no', count })
    return cause('removed', { applies: sizes.length > 0 ? 'yes' : 'no', count, sizes })
  }

  const refused = (): Cause => {
    const unknown = all.filter((day) => {
      const found = days.get(day)
      return (
        found !== undefined &&
        found.impressions !== null &&
        madeOf(metric).some((id) => id !== 'reach' && found[id] === null && !isConversion(id) && !isVideo(id))
      )
    })
    return cause('refused', { applies: unknown.length > 0 ? 'yes' : 'no', days: unknown })
  }

  const rounding = (): Cause => {
    if (!isMoney && metric !== 'roas') return cause('rounding', { applies: 'no' })
    const coin = MICROS / minorUnitsPerUnit(facts.currency)
    const most = (facts.rows * coin) / 2
    const change: Sums = { ...NO_SUMS, spend: most }
    return cause('rounding', {
      applies: facts.rows > 1 ? 'yes' : 'no',
      count: facts.rows,
      sizes: facts.rows > 1 ? size(change, 'bound', null, { ...NO_SUMS, spend: -most }) : [],
    })
  }

  /** People who were reached on two days are counted once in both. */
  const notAdditive = (): Cause => {
    if (!usesReach(metric)) return cause('notAdditive', { applies: 'no' })
    const byDay = all.map((day) => dayOf(day).reach)
    if (all.length === 1) return cause('notAdditive', { applies: 'yes' })
    const total = byDay.reduce<number | null>((sum, reach) => (sum === null || reach === null ? null : sum + reach), 0)
    const sizes = total === null || sums.reach === null ? [] : size({ ...NO_SUMS, reach: total - sums.reach }, 'exact')
    return cause('notAdditive', { applies: 'yes', sizes })
  }

  /** The books count on the day of the sale: what was clicked before comes in, what is bought after goes out. */
  const clickDay = (): Cause => {
    if (!usesConversions(metric)) return cause('clickDay', { applies: 'no' })
    if (!isLearned()) return cause('clickDay', { applies: 'unknown' })
    const until = range.until < today ? range.until : today
    const clicked = daysOf({ since: addDays(range.since, -SETTLED_AGE), until })
    /** What was sold within the range to those who clicked on a day, less what Meta counts of it within the range now. */
    const moved = (id: SumId, day: Day): number => {
      const seen = dayOf(day)[id] ?? 0
      const now = shareAt(id, ageOf(day, today)) ?? 1
      const byEnd = Math.min(shareAt(id, daysBetween(day, until)) ?? 1, now)
      const byStart = day < range.since ? Math.min(shareAt(id, daysBetween(day, range.since) - 1) ?? 1, now) : now
      return (seen / now) * (byEnd - byStart)
    }
    const change = Object.fromEntries(
      CONVERSIONS.map((id) => [id, sums[id] === null ? null : clicked.reduce((sum, day) => sum + moved(id, day), 0)]),
    )
    return cause('clickDay', { applies: 'yes', sizes: size({ ...NO_SUMS, ...change }, 'estimate') })
  }

  /** Only what followed a click can be known to the books. */
  const credit = (): Cause => {
    if (!usesConversions(metric)) return cause('credit', { applies: 'no' })
    const own = windows?.windows.find(({ window }) => window === 'value')
    const clicks = windows?.windows.filter(({ window }) => window === '1d_click' || window === '7d_click') ?? []
    const sizes = own
      ? clicks.flatMap((other) => size(less({ ...NO_SUMS, ...other }, { ...NO_SUMS, ...own }), 'exact', other.window))
      : []
    return cause('credit', { applies: 'yes', sizes })
  }

  return [
    attribution(),
    zone(),
    age(),
    late(),
    restated(),
    removed(),
    cause('partial', { applies: facts.holes.length > 0 ? 'yes' : 'no', days: facts.holes }),
    refused(),
    rounding(),
    notAdditive(),
    cause('estimated', { applies: usesReach(metric) || usesConversions(metric) ? 'yes' : 'no' }),
    clickDay(),
    credit(),
    cause('gross', { applies: madeOf(metric).includes('purchaseValue') ? 'yes' : 'no' }),
  ]
}

const BOOKS: ReadonlySet<CauseId> = new Set(['late', 'partial', 'refused', 'clickDay', 'credit', 'gross', 'zone'])
const ADS_MANAGER: ReadonlySet<CauseId> = new Set(
  CAUSES.filter((id) => id !== 'clickDay' && id !== 'credit' && id !== 'gross'),
)

/** The causes that can be at work between the figure here and the one there. */
export const causesAgainst = (causes: readonly Cause[], against: Against): readonly Cause[] =>
  causes.filter(({ id }) => (against === 'books' ? BOOKS : ADS_MANAGER).has(id))

/** One cause, or two together, that are of the size of a gap. */
export interface Match {
  readonly causes: readonly { readonly id: CauseId; readonly size: CauseSize }[]
  /** What of the gap they leave. */
  readonly left: number
}

/** Of an estimate this share may be off, of what is exact only what the screen rounds away. */
const LOOSE = 0.25
const MOST = 5

/**
 * Which causes are of the size of a gap, one alone before two together, the nearest first. `step`: the smallest difference
 * that the figure shows.
 */
export const causesOfSize = (gap: number, causes: readonly Cause[], step: number): readonly Match[] => {
  const singles = causes.flatMap(({ id, sizes }) => sizes.map((size) => ({ id, size })))
  const slack = (sizes: readonly CauseSize[]): number =>
    step / 2 +
    1e-9 * Math.abs(gap) +
    sizes.reduce(
      (sum, { how, low, high }) => sum + (how === 'estimate' ? LOOSE * Math.max(Math.abs(low), Math.abs(high)) : 0),
      0,
    )
  const leftOf = (sizes: readonly CauseSize[]): number => {
    const low = sizes.reduce((sum, each) => sum + each.low, 0)
    const high = sizes.reduce((sum, each) => sum + each.high, 0)
    return gap < low ? gap - low : gap > high ? gap - high : 0
  }
  const matchOf = (parts: Match['causes']): readonly Match[] => {
    const sizes = parts.map(({ size }) => size)
    // Together they must do more than either alone, and none against the gap.
    const isIdle = sizes.some(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)) < step / 2)
    const left = leftOf(sizes)
    return isIdle || Math.abs(left) > slack(sizes) ? [] : [{ causes: parts, left }]
  }
  if (Math.abs(gap) < step / 2) return []
  const alone = singles.flatMap((one) => matchOf([one]))
  const byNearness = (a: Match, b: Match): number => Math.abs(a.left) - Math.abs(b.left)
  if (alone.length > 0) return alone.sort(byNearness).slice(0, MOST)
  return singles
    .flatMap((one, i) => singles.slice(i + 1).flatMap((other) => (other.id === one.id ? [] : matchOf([one, other]))))
    .sort(byNearness)
    .slice(0, MOST)
}
