import type { BreakdownFound } from '../../shared/domain/asked.ts'
import type { BreakdownRow } from '../../shared/domain/breakdowns.ts'
import { METRICS } from '../../shared/domain/metrics.ts'
import type { Figures, MetricId } from '../../shared/domain/metrics.ts'
import { decimalsOf, MICROS } from '../../shared/domain/money.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { BEYOND_CORE, isBeyondCore } from './beyond-core.ts'
import { partOrder } from './breakdown-words.ts'
import type { Copied as Cell } from './data-table-copy.ts'

/** Which figures a breakdown shows, in which order its parts come, and what is copied of it. */

/** What money was spent on and what came of it first. */
const COLUMNS: readonly MetricId[] = [
  'spend',
  'results',
  'costPerResult',
  'purchases',
  'cpa',
  'roas',
  'purchaseValue',
  'impressions',
  'reach',
  'frequency',
  'clicks',
  'ctr',
  'cpc',
  'cpm',
  ...BEYOND_CORE,
]

/** Nothing of what only some campaigns are about is no column. */
const says = (id: MetricId, figures: Figures | null): boolean =>
  isBeyondCore(id) ? Boolean(figures?.[id]) : (figures?.[id] ?? null) !== null

/** Figures that some part has. */
export const knownIn = ({ rows }: Pick<BreakdownFound, 'rows'>): readonly MetricId[] =>
  COLUMNS.filter((id) => rows.some(({ figures, before }) => says(id, figures) || says(id, before)))
/** What a breakdown of it is about. */
export const aboutOf = ({ whole }: Pick<BreakdownFound, 'whole'>): readonly MetricId[] =>
  COLUMNS.filter((id) => !isBeyondCore(id) || says(id, whole))
/** Figures that only the whole has. */
export const unknownIn = (found: Pick<BreakdownFound, 'rows' | 'whole'>): readonly MetricId[] =>
  COLUMNS.filter((id) => says(id, found.whole) && !knownIn(found).includes(id))

export interface PartSort {
  readonly by: 'part' | MetricId
  readonly direction: 'ascending' | 'descending'
}

/** Nothing measured comes last whichever way; equals in the order of their parts. */
export const sortedParts = (
  rows: readonly BreakdownRow[],
  { by, direction }: PartSort,
  compare: (a: string, b: string) => number,
): BreakdownRow[] => {
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => {
    const byPart = compare(partOrder(one.labels), partOrder(other.labels))
    if (by === 'part') return byPart * sign
    const a = one.figures[by]
    const b = other.figures[by]
    if (a === null || b === null) return a === b ? byPart : a === null ? 1 : -1
    return (a - b) * sign || byPart
  })
}

/** Money in units, fractions as they are. */
const cellOf = (id: MetricId, figures: Figures | null, currency: Currency): Cell => {
  const value = figures?.[id] ?? null
  if (value === null || METRICS[id].unit !== 'money') return value
  return Number((value / MICROS).toFixed(decimalsOf(currency)))
}

interface Copied {
  readonly found: BreakdownFound
  readonly rows: readonly BreakdownRow[]
  readonly columns: readonly MetricId[]
  readonly words: (row: BreakdownRow) => readonly string[]
  readonly heads: {
    readonly parts: readonly string[]
    readonly figures: (id: MetricId) => string
    readonly before: (id: MetricId) => string
    readonly total: string
  }
}

/** All of it with its heads and the total, each compared figure beside its own. */
export const copiedRows = ({ found, rows, columns, words, heads }: Copied): readonly (readonly Cell[])[] => {
  const { currency, whole, wholeBefore, compared } = found
  const figures = (now: Figures | null, before: Figures | null): readonly Cell[] =>
    columns.flatMap((id) => [cellOf(id, now, currency), ...(compared === null ? [] : [cellOf(id, before, currency)])])
  return [
    [...heads.parts, ...columns.flatMap((id) => [heads.figures(id), ...(compared === null ? [] : [heads.before(id)])])],
    ...rows.map((row) => [...words(row), ...figures(row.figures, row.before)]),
    [heads.total, ...heads.parts.slice(1).map(() => null), ...figures(whole, wholeBefore)],
  ]
}
