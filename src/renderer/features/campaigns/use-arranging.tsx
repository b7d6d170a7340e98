import {
  ArrowDownAZ,
  ArrowUpAZ,
  ChevronLeft,
  ChevronRight,
  EyeOff,
  Filter,
  MoveHorizontal,
  Pin,
  PinOff,
  Sigma,
  Target,
  TrendingUp,
  Waypoints,
} from 'lucide-react'
import { useMemo } from 'react'
import type { ViewColumn } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { ASKED_WINDOWS } from '../../../shared/domain/attribution.ts'
import type { AskedWindow } from '../../../shared/domain/attribution.ts'
import { WINDOWED, windowedOf } from '../../../shared/domain/table.ts'
import type { ColumnId, TableRow, WindowedMetric } from '../../../shared/domain/table.ts'
import { useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useStrings } from '../../strings/use-strings.ts'
import type { Arranging, Column } from '../../ui/data-table-types.ts'
import { MenuChoice, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import type { FigureInfos } from '../../ui/figure-info.ts'
import { inOrder, movedTo } from './column-order.ts'
import { aspectOf, TREND } from './figure-columns.tsx'

export interface ColumnActs {
  /** Opens the editor of a condition on it. */
  filterBy(id: ColumnId): void
  target(id: ColumnId): void
  editMetric(id: ColumnId): void
  /** Null: no campaign is looked at. */
  readonly attribution: (() => void) | null
}

/** As each ad set is set to. */
const OWN_WINDOW = 'value'
const isFilterable = (id: string): boolean => !['start', 'end', 'created', 'updated', 'bid'].includes(id)

/** A metric that each attribution window counts anew: its name, and the window of the column. */
const windowOf = (id: string): { readonly metric: WindowedMetric; readonly window: AskedWindow | null } | null => {
  const metric = WINDOWED.find((each) => each === id)
  return metric ? { metric, window: null } : windowedOf(id)
}

/** What a person does with the columns of a level's table, kept in its store. */
export const useArranging = (
  level: Level,
  table: LevelTable,
  shown: readonly Column<TableRow>[],
  infos: FigureInfos,
  acts: ColumnActs,
): Arranging<TableRow> => {
  const strings = useStrings()
  return useMemo(() => {
    const { table: words } = strings
    const { windows } = strings.campaigns.byWindow
    const { change } = useTables.getState()
    const set = (columns: readonly ViewColumn[]): void => change(level, { columns })
    const patch = (id: string, part: Partial<ViewColumn>): void =>
      set(inOrder(table.columns.map((column) => (column.id === id ? { ...column, ...part } : column))))
    const baseOf = (column: Column<TableRow> | undefined): string | null =>
      column === undefined || column.id === TREND ? null : aspectOf(column.id).id

    const onMove = (column: Column<TableRow>, to: number): void => {
      const id = baseOf(column)
      const from = shown.findIndex((each) => each.id === column.id)
      const step = Math.sign(to - from)
      if (id === null || step === 0) return
      // Past the columns that belong to it.
      let at = to
      while (baseOf(shown[at]) === id || shown[at]?.id === TREND) at += step
      const onto = baseOf(shown[at])
      if (onto !== null) set(movedTo(table.columns, id as ColumnId, onto as ColumnId))
    }
    const onHide = (column: Column<TableRow>): void => {
      const id = baseOf(column)
      if (id === null) change(level, { trend: null })
      else if (id !== 'name') set(table.columns.filter((each) => each.id !== id))
    }
    const onPin = (column: Column<TableRow>): void => {
      const id = baseOf(column)
      if (id !== null) patch(id, { pinned: !column.pinned })
    }
    const onWidth = (column: Column<TableRow>, width: number | null): void => {
      // Only the value's column has a width of its own; those beside it keep theirs.
      if (column.id === baseOf(column)) patch(column.id, { width })
    }

    /** The column becomes the metric in another window; one that is shown already stays alone. */
    const setWindow = (id: ColumnId, metric: WindowedMetric, window: string): void => {
      const asked = ASKED_WINDOWS.find((each) => each === window)
      const next: ColumnId = asked ? `${metric}@${asked}` : metric
      const others = table.columns.filter((each) => each.id !== next || each.id === id)
      const sort = table.sort.by === id ? { ...table.sort, by: next } : table.sort
      change(level, { columns: others.map((each) => (each.id === id ? { ...each, id: next } : each)), sort })
    }

    return {
      widths: Object.fromEntries(table.columns.flatMap(({ id, width }) => (width === null ? [] : [[id, width]]))),
      onWidth,
      onMove,
      onHide,
      onPin,
      menu: (column) => {
        const { id, aspect } = aspectOf(column.id)
        const base = id as ColumnId
        const info = infos.of(id)
        const windowed = windowOf(id)
        const at = shown.findIndex((each) => each.id === column.id)
        const sort = (direction: 'ascending' | 'descending'): void =>
          change(level, { sort: { by: base, aspect, direction } })
        const near = (step: 1 | -1): boolean => shown[at + step]?.pinned === column.pinned
        return (
          <>
            {column.sortable ? (
              <>
                <MenuItem icon={<ArrowUpAZ />} onClick={() => sort('ascending')}>
                  {words.sortAscending}
                </MenuItem>
                <MenuItem icon={<ArrowDownAZ />} onClick={() => sort('descending')}>
                  {words.sortDescending}
                </MenuItem>
                <MenuSeparator />
              </>
            ) : null}
            {id !== TREND && isFilterable(id) ? (
              <MenuItem icon={<Filter />} onClick={() => acts.filterBy(base)}>
                {words.filterBy}
              </MenuItem>
            ) : null}
            {info ? (
              <>
                <MenuItem icon={<Target />} onClick={() => acts.target(base)}>
                  {words.target}
                </MenuItem>
                <MenuItem icon={<TrendingUp />} onClick={() => change(level, { trend: info.id })}>
                  {words.showTrend}
                </MenuItem>
              </>
            ) : null}
            {info && info.formula !== null ? (
              <MenuItem icon={<Sigma />} onClick={() => acts.editMetric(base)}>
                {words.editMetric}
              </MenuItem>
            ) : null}
            {windowed ? (
              <>
                <MenuItem
                  icon={<Waypoints />}
                  disabled={acts.attribution === null}
                  {...(acts.attribution === null ? { hint: words.attributionNeeds } : {})}
                  onClick={() => acts.attribution?.()}
                >
                  {words.attribution}
                </MenuItem>
                <MenuSeparator />
                <MenuChoice
                  label={words.window}
                  value={windowed.window ?? OWN_WINDOW}
                  options={[
                    { value: OWN_WINDOW, label: words.windowOwn },
                    ...ASKED_WINDOWS.map((window) => ({ value: window as string, label: windows[window] })),
                  ]}
                  onChange={(window) => setWindow(base, windowed.metric, window)}
                />
              </>
            ) : null}
            <MenuSeparator />
            {id === TREND ? null : (
              <>
                <MenuItem icon={column.pinned ? <PinOff /> : <Pin />} hint="Alt P" onClick={() => onPin(column)}>
                  {column.pinned ? words.unpinColumn : words.pinColumn}
                </MenuItem>
                <MenuItem
                  icon={<ChevronLeft />}
                  hint="Alt ←"
                  disabled={!near(-1)}
                  onClick={() => onMove(column, at - 1)}
                >
                  {words.moveLeft}
                </MenuItem>
                <MenuItem
                  icon={<ChevronRight />}
                  hint="Alt →"
                  disabled={!near(1)}
                  onClick={() => onMove(column, at + 1)}
                >
                  {words.moveRight}
                </MenuItem>
                <MenuItem icon={<MoveHorizontal />} onClick={() => onWidth(column, null)}>
                  {words.resetWidth}
                </MenuItem>
              </>
            )}
            {id === 'name' ? null : (
              <MenuItem icon={<EyeOff />} hint="Alt H" onClick={() => onHide(column)}>
                {words.hideColumn}
              </MenuItem>
            )}
          </>
        )
      },
    }
  }, [level, table, shown, infos, acts, strings])
}
