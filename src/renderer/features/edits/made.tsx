import { History, ShieldCheck } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { focusInspector } from '../../ui/inspector.tsx'
import { Room } from '../../ui/room.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { actorText, editColumns } from './columns.tsx'
import css from './edits.module.css'
import { EditInspector } from './inspector.tsx'

const EVENTS = ['edits.changed'] as const
const LIMIT = 1000
const NEWEST: TableSort = { by: 'when', direction: 'descending' }
const keyOf = ({ id }: Edit): string => id
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'edit', id })
const open = ({ id }: Edit): void => {
  select(id)
  focusInspector()
}

/** The health says whether the journal is as it was written. */
const toCheck = (): void => {
  const view = useView.getState()
  view.setTab('health', 'journal')
  view.go('health')
}

const textOf = (strings: Strings, edit: Edit, by: string): string => {
  switch (by) {
    case 'object':
      return edit.objectName
    case 'account':
      return edit.accountName
    case 'state':
      return strings.edits.states[edit.state]
    default:
      return actorText(strings, edit)
  }
}

const arranged = (
  edits: readonly Edit[],
  search: string,
  { by, direction }: TableSort,
  strings: Strings,
  format: Format,
): Edit[] => {
  const wanted = search.trim().toLocaleLowerCase()
  const sign = direction === 'ascending' ? 1 : -1
  return edits
    .filter(
      (edit) =>
        wanted === '' ||
        [edit.objectName, edit.objectId, edit.accountName, edit.reason].some((text) =>
          text.toLocaleLowerCase().includes(wanted),
        ),
    )
    .toSorted((a, b) => {
      const order = by === 'when' ? 0 : format.compare(textOf(strings, a, by), textOf(strings, b, by))
      return sign * (order === 0 ? a.createdAt - b.createdAt : order)
    })
}

/** Everything that was sent to Meta, with how it ended. */
export const MadeEdits = ({ tabs }: { readonly tabs: ReactNode }): ReactElement => {
  const strings = useStrings()
  const { edits } = strings
  const format = useFormat()
  const search = useView((state) => state.filters['edits'] ?? '')
  const sort = useView((state) => state.sorts['edits']) ?? NEWEST
  const selected = useView((state) => (state.selected?.kind === 'edit' ? state.selected.id : null))
  const { value, failure, loading, refresh } = useServer(
    'edits.list',
    () => call('edits.list', { limit: LIMIT }),
    EVENTS,
  )

  const rows = useMemo(
    () => arranged(value ?? [], search, sort, strings, format),
    [value, search, sort, strings, format],
  )
  const columns = useMemo(() => editColumns(strings, format), [strings, format])
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const chosen = value?.find(({ id }) => id === selected)

  const body = (): ReactElement => {
    if (!value) return failure ? <></> : <Skeleton lines={12} height="20px" />
    if (value.length === 0) {
      return (
        <Empty
          icon={<History />}
          title={edits.emptyTitle}
          actions={<Button onClick={() => useView.getState().go('campaigns')}>{edits.emptyAction}</Button>}
        >
          {edits.emptyText}
        </Empty>
      )
    }
    if (rows.length === 0) return <Empty icon={<History />} title={edits.nothingFound} />
    return (
      <div className={css['table']}>
        <DataTable
          id="edits"
          label={edits.table}
          columns={columns}
          count={rows.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question={`${search}:${sort.by}:${sort.direction}`}
          sort={sort}
          onSort={(next) => useView.getState().setSort('edits', next)}
          selected={selected}
          onSelect={select}
          onOpen={open}
          busy={loading}
        />
      </div>
    )
  }

  return (
    <Room
      title={edits.title}
      tabs={tabs}
      note={value && value.length > 0 ? edits.count(rows.length) : null}
      filters={
        <SearchInput
          className={css['search'] ?? ''}
          label={edits.filter}
          value={search}
          onChange={(text) => useView.getState().setFilter('edits', text)}
        />
      }
      actions={
        <Button icon={<ShieldCheck />} onClick={toCheck}>
          {edits.check}
        </Button>
      }
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
    >
      {body()}
      {chosen ? <EditInspector key={chosen.id} edit={chosen} /> : null}
    </Room>
  )
}
