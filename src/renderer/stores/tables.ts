import { CORE } from '../../shared/domain/metrics.ts'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { SavedView, ViewColumn } from '../../shared/domain/kept.ts'
import type { Level, ObjectId } from '../../shared/domain/objects.ts'
import type { Aspect, ColumnId, FigureId, TableFilter, TableGroup, TableSort } from '../../shared/domain/table.ts'
import { storeKey } from './window.ts'
import { onLeave } from './workspace.ts'

/** How the tables of campaigns, ad sets and ads look, each level on its own; remembered over a restart. */

export type Density = 'compact' | 'usual' | 'comfortable'
/** Pixels. */
export const ROW_HEIGHTS: Readonly<Record<Density, number>> = { compact: 24, usual: 28, comfortable: 36 }

/** Only what is under these; empty: all. */
export interface Parents {
  readonly campaignIds: readonly ObjectId[]
  readonly adSetIds: readonly ObjectId[]
  /** Where it is one; null: more, or its name is not known. */
  readonly campaignName: string | null
  readonly adSetName: string | null
}
export const NO_PARENTS: Parents = { campaignIds: [], adSetIds: [], campaignName: null, adSetName: null }

export interface LevelTable {
  readonly columns: readonly ViewColumn[]
  readonly filters: readonly TableFilter[]
  readonly group: TableGroup | null
  readonly sort: TableSort
  readonly search: string
  readonly parents: Parents
  /** Figure of the trend line; null: none. */
  readonly trend: FigureId | null
  /** The saved view that was opened last; null: none. */
  readonly viewId: string | null
}

const columnsOf = (ids: readonly ColumnId[]): ViewColumn[] =>
  ids.map((id) => ({ id, width: null, pinned: id === 'name' }))

export const FIRST_COLUMNS: Readonly<Record<Level, readonly ViewColumn[]>> = {
  campaign: columnsOf(['name', 'status', 'account', 'budget', ...CORE, 'objective']),
  adset: columnsOf(['name', 'status', 'campaign', 'budget', 'learning', ...CORE, 'account']),
  ad: columnsOf(['name', 'status', 'adset', 'campaign', ...CORE, 'account']),
}
const FIRST_SORT: TableSort = { by: 'spend', aspect: 'value', direction: 'descending' }

const firstTable = (level: Level): LevelTable => ({
  columns: FIRST_COLUMNS[level],
  filters: [],
  group: null,
  sort: FIRST_SORT,
  search: '',
  parents: NO_PARENTS,
  trend: null,
  viewId: null,
})

interface TablesState {
  readonly level: Level
  readonly density: Density
  /** Shown beside each value while something is compared. */
  readonly aspects: readonly Exclude<Aspect, 'value'>[]
  readonly isChartOpen: boolean
  readonly levels: Readonly<Record<Level, LevelTable>>
  /** Keys of chosen rows; only as long as the window is open. */
  readonly chosen: Readonly<Record<Level, ReadonlySet<string>>>
}
interface TablesActions {
  goTo(level: Level): void
  change(level: Level, part: Partial<LevelTable>): void
  choose(level: Level, keys: ReadonlySet<string>): void
  set(part: Partial<Pick<TablesState, 'density' | 'aspects' | 'isChartOpen'>>): void
  /** Puts a saved view's table in place; the period and accounts are the window's. */
  open(view: SavedView, id: string): void
}

const NONE: ReadonlySet<string> = new Set()
const NONE_CHOSEN = { campaign: NONE, adset: NONE, ad: NONE } as const
const first = (): Record<Level, LevelTable> => ({
  campaign: firstTable('campaign'),
  adset: firstTable('adset'),
  ad: firstTable('ad'),
})

export const useTables = create<TablesState & TablesActions>()(
  persist(
    (set) => ({
      level: 'campaign',
      density: 'usual',
      aspects: ['changePercent'],
      isChartOpen: false,
      levels: first(),
      chosen: NONE_CHOSEN,

      goTo: (level) => set({ level }),
      change: (level, part) =>
        set(({ levels, chosen }) => ({
          levels: { ...levels, [level]: { ...levels[level], ...part } },
          // Groups have other keys than objects.
          chosen: part.group === undefined ? chosen : { ...chosen, [level]: NONE },
        })),
      choose: (level, keys) => set(({ chosen }) => ({ chosen: { ...chosen, [level]: keys } })),
      set: (part) => set(part),
      open: ({ level, columns, filters, group, sort, search, trend, aspects }, viewId) =>
        set((before) => {
          const { [level]: own } = before.levels
          const opened = {
            columns,
            filters,
            group,
            sort,
            search,
            trend: trend === undefined ? own.trend : trend,
            viewId,
          }
          return {
            level,
            aspects: aspects ?? before.aspects,
            // What it was narrowed to by chosen parents is no part of a view.
            levels: { ...before.levels, [level]: { ...own, ...opened, parents: NO_PARENTS } },
            chosen: { ...before.chosen, [level]: NONE },
          }
        }),
    }),
    {
      name: storeKey('tables'),
      version: 1,
      partialize: ({ level, density, aspects, isChartOpen, levels }) => ({
        level,
        density,
        aspects,
        isChartOpen,
        levels,
      }),
    },
  ),
)

// Objects, tags and views of the last one do not exist there.
onLeave(() =>
  useTables.setState(({ levels }) => {
    const bare = (table: LevelTable): LevelTable => ({
      ...table,
      filters: [],
      search: '',
      parents: NO_PARENTS,
      viewId: null,
    })
    return {
      chosen: NONE_CHOSEN,
      levels: { campaign: bare(levels.campaign), adset: bare(levels.adset), ad: bare(levels.ad) },
    }
  }),
)

export const useLevelTable = (level: Level): LevelTable => useTables(({ levels }) => levels[level])
