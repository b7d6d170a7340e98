import type { Instant } from './day.ts'
import type { HouseRule } from './house-rules.ts'
import type { Period, Comparison } from './periods.ts'
import type { AccountId, Level } from './objects.ts'
import type { Better, Unit } from './metrics.ts'
import type { Report } from './reports.ts'
import type { Aspect, ColumnId, FigureId, FormulaId, TableFilter, TableGroup, TableSort } from './table.ts'

/** What people arrange and keep: only here, so it outlives the cache. Each kind is a JSON document of its own shape. */

/** A column as somebody set it. */
export interface ViewColumn {
  readonly id: ColumnId
  /** Pixels; null: its own width. */
  readonly width: number | null
  /** Stays at the left. */
  readonly pinned: boolean
}

/** Everything that makes a table look as it looks. */
export interface SavedView {
  readonly level: Level
  readonly columns: readonly ViewColumn[]
  readonly filters: readonly TableFilter[]
  readonly group: TableGroup | null
  readonly sort: TableSort
  readonly search: string
  /** Figure of the trend line, null: none; what stands beside compared figures. Absent in older ones: as it was. */
  readonly trend?: FigureId | null | undefined
  readonly aspects?: readonly Exclude<Aspect, 'value'>[] | undefined
  /** Null: the window's own. */
  readonly period: Period | null
  readonly compare: Comparison | null
  readonly accountIds: readonly AccountId[]
}

export interface CustomMetric {
  readonly formula: string
  readonly unit: Unit
  readonly better: Better
}

/** A value that a figure should reach or stay under; colours compare with it. Money in micros of the currency. */
export interface Target {
  readonly figure: FigureId
  /** Null: every account. */
  readonly accountId: AccountId | null
  readonly currency: string | null
  readonly value: number
}

/** A word that somebody gave objects. */
export interface Tag {
  readonly objectIds: readonly string[]
}

export interface KeptOf {
  readonly view: SavedView
  readonly metric: CustomMetric
  readonly target: Target
  readonly tag: Tag
  readonly report: Report
  readonly rule: HouseRule
}
export type KeptKind = keyof KeptOf
export const KEPT_KINDS = ['view', 'metric', 'target', 'tag', 'report', 'rule'] as const satisfies readonly KeptKind[]

export interface Kept<Kind extends KeptKind = KeptKind> {
  readonly id: string
  readonly kind: Kind
  readonly name: string
  readonly doc: KeptOf[Kind]
  /** Places in lists; lower first. */
  readonly position: number
  readonly updatedAt: Instant
}

/** Characters of a name. */
export const MOST_NAME = 120
/** Of a kind, that can be put in order at once; what is more stays behind them. */
export const MOST_ARRANGED = 1000

export const formulaIdOf = ({ id }: Pick<Kept<'metric'>, 'id'>): FormulaId => `formula:${id}`
