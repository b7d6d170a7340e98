import type { ArrivalCurve } from './arrival.ts'
import type { FiguresByWindow, WindowName } from './attribution.ts'
import type { CutId } from './breakdowns.ts'
import type { Day, DayRange, Instant } from './day.ts'
import type { MetricId, Sums } from './metrics.ts'
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
  'breakdown',
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
  /** Which of several it is of: an attribution window, a level whose rows are added up, what it is taken apart by. */
  readonly of: WindowName | Level | CutId | null
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

/** What the parts of a breakdown add up to, people of several parts several times, and the whole as it was read with them. */
export interface BrokenDown {
  readonly by: CutId
  readonly parts: Sums
  readonly whole: Sums
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
  readonly windows: Pick<FiguresByWindow, 'windows'> | null
  /** Of exactly the range, as far as they were read. */
  readonly breakdowns: readonly BrokenDown[]
  readonly curves: readonly ArrivalCurve[]
  /** Of the days of the range, newest first. */
  readonly restated: readonly Restatement[]
  /** When the other figure was read; null: not told. */
  readonly notedAt: Instant | null
  /** Days of the range that were not read to their end, or not at all. */
  readonly holes: readonly Day[]
}

const BOOKS: ReadonlySet<CauseId> = new Set(['late', 'partial', 'refused', 'clickDay', 'credit', 'gross', 'zone'])
const ADS_MANAGER: ReadonlySet<CauseId> = new Set(
  CAUSES.filter((id) => id !== 'clickDay' && id !== 'credit' && id !== 'gross'),
)

/** The causes that can be at work between the figure here and the one there. */
export const causesAgainst = (causes: readonly Cause[], against: Against): readonly Cause[] =>
  causes.filter(({ id }) => (against === 'books' ? BOOKS : ADS_MANAGER).has(id))
