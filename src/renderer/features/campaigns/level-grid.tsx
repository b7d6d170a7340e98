import { FolderTree, SearchX } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Level } from '../../../shared/domain/objects.ts'
import type { TableObject, TableRow } from '../../../shared/domain/table.ts'
import { call } from '../../api.ts'
import { showAccounts } from '../../stores/on-screen.ts'
import { ROW_HEIGHTS, useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Arranging, Column } from '../../ui/data-table-types.ts'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { focusInspector } from '../../ui/inspector.tsx'
import { Empty, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './campaigns.module.css'
import { aspectId, aspectOf } from './figure-columns.tsx'
import { useCellMenu } from './cell-menu.tsx'
import { clearFilters, isFiltered } from './filters.tsx'
import { filterOfGroup } from './group-filter.ts'
import type { CellEditing } from './use-cell-editing.ts'
import type { Copying } from './use-copying.ts'
import type { TableInView } from './use-table.ts'

const ROOM = 'campaigns'
const keyOf = ({ key }: TableRow): string => key
/** What a group's objects have in common, as it is stored. */
const commonOf = ({ key }: TableRow): string => key.slice('group:'.length)
const nameOf = ({ object, group }: TableRow): string => object?.name ?? group

interface LevelGridProps {
  readonly level: Level
  readonly table: LevelTable
  readonly view: TableInView
  readonly columns: readonly Column<TableRow>[]
  readonly totals: ReadonlyMap<string, ReactNode>
  readonly arranging: Arranging<TableRow>
  readonly copying: Copying
  readonly onEditCell: CellEditing['open']
  readonly onForm: (object: TableObject, column: string) => void
}

/** The rows of a level, or why there are none. */
export const LevelGrid = (props: LevelGridProps): ReactElement => {
  const { level, table, view, columns, totals, arranging, copying, onEditCell, onForm } = props
  const { pages, order, keys, find } = view
  const { newest, count, rowAt, want, error } = pages
  const { table: words, campaigns } = useStrings()
  const format = useFormat()
  const say = useSay()
  const accountIds = useView((state) => state.accountIds)
  const selected = useView((state) => (state.selected?.kind === level ? state.selected.id : null))
  const chosen = useTables((state) => state.chosen[level])
  const density = useTables((state) => state.density)
  const isGrouped = table.group !== null
  const cellMenu = useCellMenu(level, copying, onForm)

  const onWindow = useCallback(
    (first: number, last: number) => {
      want(first, last)
      const seen = Array.from({ length: last - first + 1 }, (_, at) => rowAt(first + at)?.object?.accountId)
      showAccounts(ROOM, [...new Set(seen.filter((id) => id !== undefined))])
    },
    [want, rowAt],
  )
  const onSelect = useCallback(
    (key: string | null) => {
      if (!isGrouped) useView.getState().select(key === null ? null : { kind: level, id: key })
    },
    [level, isGrouped],
  )
  const onOpen = useCallback(
    (row: TableRow) => {
      if (row.object) {
        useView.getState().select({ kind: level, id: row.object.id })
        focusInspector()
        return
      }
      const { change } = useTables.getState()
      const { by } = table.group ?? {}
      if (by === 'account') {
        useView.getState().setAccountIds([commonOf(row)])
        change(level, { group: null })
      } else if (by === 'campaign') {
        const parents = { ...table.parents, campaignIds: [commonOf(row)], campaignName: row.group }
        change(level, { group: null, parents })
      } else if (by === 'adset') {
        change(level, { group: null, parents: { ...table.parents, adSetIds: [commonOf(row)], adSetName: row.group } })
      } else {
        const filter = table.group && filterOfGroup(table.group, commonOf(row))
        const others = table.filters.filter((other) => JSON.stringify(other) !== JSON.stringify(filter))
        if (filter) change(level, { group: null, filters: [...others, filter] })
      }
    },
    [level, table],
  )
  const sort = useMemo<TableSort>(
    () => ({ by: aspectId(table.sort.by as never, table.sort.aspect), direction: table.sort.direction }),
    [table.sort],
  )
  const onSort = useCallback(
    ({ by, direction }: TableSort) => {
      const { id, aspect } = aspectOf(by)
      useTables.getState().change(level, { sort: { by: id as LevelTable['sort']['by'], aspect, direction } })
    },
    [level],
  )
  const findRow = useCallback(
    (text: string, from: number) =>
      find(text, from).catch((failure: unknown) => {
        say.failed(failure)
        return null
      }),
    [find, say],
  )
  const choosing = useMemo(
    () => ({
      chosen,
      onChoose: (next: ReadonlySet<string>) => useTables.getState().choose(level, next),
      keys: (limit: number) =>
        keys(limit).catch((failure: unknown) => {
          say.failed(failure)
          return []
        }),
      onLimited: (most: number) => say.done(words.choseFirst(format.count(most))),
      ...copying,
    }),
    [chosen, level, keys, copying, say, words, format],
  )

  if (!newest) return error ? <></> : <Skeleton lines={16} height="20px" />
  if (count === 0 && isFiltered(table, accountIds)) {
    return (
      <Empty
        icon={<SearchX />}
        title={words.nothingTitle[level]}
        actions={<Button onClick={() => clearFilters(level)}>{words.clearFilters}</Button>}
      >
        {words.nothingText}
      </Empty>
    )
  }
  if (count === 0) {
    return (
      <Empty
        icon={<FolderTree />}
        title={words.emptyTitle[level]}
        actions={
          <>
            <Button onClick={() => useView.getState().go('accounts')}>{campaigns.emptyAction}</Button>
            <Button kind="primary" onClick={() => void call('sync.pollNow').catch(say.failed)}>
              {campaigns.readNow}
            </Button>
          </>
        }
      >
        {words.emptyText}
      </Empty>
    )
  }
  return (
    <div className={css['table']}>
      <DataTable
        id={level}
        label={words.grids[level]}
        columns={columns}
        count={count}
        rowAt={rowAt}
        keyOf={keyOf}
        nameOf={nameOf}
        findRow={findRow}
        question={order}
        sort={sort}
        onSort={onSort}
        selected={selected}
        onSelect={onSelect}
        choosing={choosing}
        arranging={arranging}
        cellMenu={cellMenu}
        onOpen={onOpen}
        onEditCell={onEditCell}
        onWindow={onWindow}
        totals={totals}
        busy={pages.isSlow}
        rowHeight={ROW_HEIGHTS[density]}
      />
    </div>
  )
}
