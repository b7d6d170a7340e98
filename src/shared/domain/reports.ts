import type { Comparison, Period } from './periods.ts'
import type { Currency } from './money.ts'
import type { AccountId, Level } from './objects.ts'
import { isFigureId } from './table.ts'
import type { Aspect, ColumnId, FigureId, TableFilter, TableGroup, TableSort } from './table.ts'

/** A report: figures, charts, tables and words in an order, over days of its own. */

export const BLOCK_KINDS = ['figures', 'chart', 'table', 'text'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]
/** Two halves stand beside each other where there is room. */
export const BLOCK_WIDTHS = ['half', 'full'] as const
export type BlockWidth = (typeof BLOCK_WIDTHS)[number]

interface Base {
  /** Random, of this report. */
  readonly id: string
  /** Empty: what it shows is its title. */
  readonly title: string
  readonly width: BlockWidth
}
/** What all accounts of the report make together. */
export interface FiguresBlock extends Base {
  readonly kind: 'figures'
  readonly figures: readonly FigureId[]
}
/** Figures over time, of all accounts together or of each. */
export interface ChartBlock extends Base {
  readonly kind: 'chart'
  readonly figures: readonly FigureId[]
  readonly grain: 'day' | 'week' | 'month'
  readonly of: 'total' | 'accounts'
}
/** The first rows of a table. */
export interface TableBlock extends Base {
  readonly kind: 'table'
  readonly level: Level
  readonly columns: readonly { readonly id: ColumnId; readonly aspect: Aspect }[]
  readonly filters: readonly TableFilter[]
  readonly group: TableGroup | null
  readonly sort: TableSort
  readonly rows: number
}
export interface TextBlock extends Base {
  readonly kind: 'text'
  readonly text: string
}
export type ReportBlock = FiguresBlock | ChartBlock | TableBlock | TextBlock

export interface Report {
  readonly period: Period
  readonly compare: Comparison | null
  /** Empty: all watched accounts. */
  readonly accountIds: readonly AccountId[]
  /** What all its amounts are in; absent: the accounts' own, and sums of several currencies the reporting one. */
  readonly currency?: Currency | undefined
  readonly blocks: readonly ReportBlock[]
}

export const MOST_BLOCKS = 30
export const MOST_TILES = 12
/** Lines of a chart: each figure is one, or one for each currency or account. */
export const MOST_LINES = 4
export const MOST_COLUMNS = 24
export const MOST_ROWS = 100
export const MOST_TEXT = 10_000

/** Reports that are always there; what somebody wants to change in one is changed in a copy. */
export const READY_REPORTS = ['today', 'last7d', 'last30d'] as const
export type ReadyReport = (typeof READY_REPORTS)[number]
export const isReady = (id: string): id is ReadyReport => (READY_REPORTS as readonly string[]).includes(id)

const TOTALS: readonly FigureId[] = [
  'spend',
  'impressions',
  'ctr',
  'cpm',
  'results',
  'costPerResult',
  'purchases',
  'roas',
]
/** Whatever spent nothing would stand below with dashes. */
const tableOf = (id: string, level: Level, rows: number): TableBlock => ({
  id,
  kind: 'table',
  title: '',
  width: 'full',
  level,
  columns: [
    { id: 'name', aspect: 'value' },
    { id: 'account', aspect: 'value' },
    { id: 'spend', aspect: 'value' },
    { id: 'spend', aspect: 'changePercent' },
    { id: 'impressions', aspect: 'value' },
    { id: 'ctr', aspect: 'value' },
    { id: 'results', aspect: 'value' },
    { id: 'costPerResult', aspect: 'value' },
    { id: 'costPerResult', aspect: 'changePercent' },
  ],
  filters: [{ kind: 'figure', figure: 'spend', aspect: 'value', operator: '>', value: 0 }],
  group: null,
  sort: { by: 'spend', aspect: 'value', direction: 'descending' },
  rows,
})

/** Today has no days to draw a line through. */
export const readyReport = (id: ReadyReport): Report => ({
  period: id,
  compare: 'previous',
  accountIds: [],
  blocks: [
    { id: 'totals', kind: 'figures', title: '', width: 'full', figures: TOTALS },
    ...(id === 'today'
      ? []
      : ([
          { id: 'spend', kind: 'chart', title: '', width: 'full', figures: ['spend'], grain: 'day', of: 'total' },
          { id: 'clicks', kind: 'chart', title: '', width: 'full', figures: ['linkClicks'], grain: 'day', of: 'total' },
        ] as const)),
    tableOf('campaigns', 'campaign', 20),
    ...(id === 'today' ? [] : [tableOf('ads', 'ad', 10)]),
  ],
})

/** Figures that the cells of a table are made of, each once. */
export const figuresOfTable = ({ columns, sort }: Pick<TableBlock, 'columns' | 'sort'>): readonly FigureId[] => [
  ...new Set([...columns.map(({ id }) => id), sort.by].filter(isFigureId)),
]
