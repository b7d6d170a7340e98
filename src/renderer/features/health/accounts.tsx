import { Building2, ChevronDown, RefreshCw, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import type { Health } from '../../../shared/domain/connection.ts'
import { KINDS } from '../../../shared/domain/upkeep.ts'
import { call } from '../../api.ts'
import { useNow } from '../../stores/now.ts'
import { showAccounts } from '../../stores/on-screen.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { useRefreshList } from '../../ui/freshness.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import type { AccountLine } from './account-state.ts'
import { accountColumns, compareLines } from './columns.tsx'
import css from './health.module.css'

const ROOM = 'health'
const FIRST_SORT: TableSort = { by: 'state', direction: 'descending' }
const MINUTE = 60_000
const keyOf = ({ accountId }: AccountLine): string => accountId
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'account', id })
const open = ({ accountId }: AccountLine): void => {
  select(accountId)
  focusInspector()
}

const NoAccounts = (): ReactElement => {
  const { health } = useStrings()
  return (
    <Empty
      icon={<Building2 />}
      title={health.emptyTitle}
      actions={
        <Button kind="primary" onClick={() => useView.getState().go('accounts')}>
          {health.emptyAction}
        </Button>
      }
    >
      {health.emptyText}
    </Empty>
  )
}

const Refresh = ({ health: found }: { readonly health: Health }): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  const now = useNow()
  const say = useSay()
  const refresh = useRefreshList()
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button icon={<ChevronDown />} title={health.refreshListsHint}>
            {health.refreshLists}
          </Button>
        }
      >
        {KINDS.map((kind) => {
          const ages = found.accounts.map(({ kinds }) => kinds.find((each) => each.kind === kind)?.fetchedAt ?? null)
          const oldest = ages.reduce<number | null>(
            (least, at) => (at === null ? least : Math.min(least ?? at, at)),
            null,
          )
          return (
            <MenuItem
              key={kind}
              hint={oldest === null ? health.neverRead : format.ago(oldest, now)}
              onClick={() => refresh(kind, null)}
            >
              {health.kinds[kind]}
            </MenuItem>
          )
        })}
      </Menu>
      <Button
        icon={<RefreshCw />}
        title={health.refreshAllHint}
        onClick={() => {
          // Answers when all of it is read: that may take minutes, and the status bar tells.
          call('sync.run', { days: 30 }).catch(say.failed)
          say.done(health.refreshStarted)
        }}
      >
        {health.refreshAll}
      </Button>
    </>
  )
}

/** How fresh and whole the data of every watched account is. */
export const Accounts = ({
  health: found,
  lines,
}: {
  readonly health: Health
  readonly lines: readonly AccountLine[]
}): ReactElement => {
  const strings = useStrings()
  const { health, common } = strings
  const format = useFormat()
  const search = useView((state) => state.filters[ROOM] ?? '')
  const sort = useView((state) => state.sorts[ROOM]) ?? FIRST_SORT
  const selected = useView((state) => (state.selected?.kind === 'account' ? state.selected.id : null))
  const columns = useMemo(() => accountColumns(strings, format), [strings, format])
  // What waits for a limit does so for minutes: rows do not move every second.
  const minute = Math.floor(useNow() / MINUTE) * MINUTE
  const rows = useMemo(() => {
    const needle = search.trim().toLocaleLowerCase()
    const compare = compareLines(format, sort.by, minute)
    const sign = sort.direction === 'ascending' ? 1 : -1
    return lines
      .filter(
        ({ name, accountId }) => !needle || name.toLocaleLowerCase().includes(needle) || accountId.includes(needle),
      )
      .toSorted((a, b) => sign * compare(a, b) || format.compare(a.name, b.name))
  }, [lines, search, sort, format, minute])
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const onWindow = useCallback(
    (first: number, last: number) =>
      showAccounts(
        ROOM,
        rows.slice(first, last + 1).map(({ accountId }) => accountId),
      ),
    [rows],
  )
  useEffect(() => () => showAccounts(ROOM, null), [])
  if (lines.length === 0) return <NoAccounts />
  return (
    <div className={css['fill']}>
      <div className={css['bar']}>
        <SearchInput
          className={css['search']}
          label={health.filter}
          value={search}
          onChange={(text) => useView.getState().setFilter(ROOM, text)}
        />
        <span className={css['faint']}>{common.accounts(rows.length)}</span>
        <span className={css['space']} />
        <Refresh health={found} />
      </div>
      {rows.length === 0 ? (
        <Empty
          icon={<SearchX />}
          title={health.nothingFound}
          actions={<Button onClick={() => useView.getState().setFilter(ROOM, '')}>{common.clearSearch}</Button>}
        />
      ) : (
        <div className={css['table']}>
          <DataTable
            id="health"
            label={health.table}
            columns={columns}
            count={rows.length}
            rowAt={rowAt}
            keyOf={keyOf}
            question={`${search}:${sort.by}:${sort.direction}`}
            sort={sort}
            onSort={(next) => useView.getState().setSort(ROOM, next)}
            selected={selected}
            onSelect={select}
            onOpen={open}
            onWindow={onWindow}
          />
        </div>
      )}
    </div>
  )
}
