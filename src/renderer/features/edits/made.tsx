import { History, ShieldCheck, Undo2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import { canUndo, markOf } from '../../../shared/domain/edits.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useZones } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { changeText } from '../../ui/changes.ts'
import { copyText } from '../../ui/copy-text.ts'
import { toTsv } from '../../ui/data-table-copy.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { focusInspector } from '../../ui/inspector.tsx'
import { Room } from '../../ui/room.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { actorText, editColumns } from './columns.tsx'
import css from './edits.module.css'
import { EditInspector } from './inspector.tsx'
import { SendConfirm } from './send-confirm.tsx'
import type { SendQuestion } from './send-confirm.tsx'
import { Older } from './older.tsx'
import { runOf } from './strategy-run.ts'
import { useUndoAsSet } from './use-undo-as-set.ts'

const EVENTS = ['edits.changed'] as const
/** So many are read at first, and so many more each time. */
const STEP = 1000
/** `strategy`: of whose run they are; null: they were chosen. */
type UndoQuestion = SendQuestion & { readonly strategy: string | null }
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
      return strings.edits.states[markOf(edit)]
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
  const { edits, sets } = strings
  const say = useSay()
  const undoAsSet = useUndoAsSet()
  const format = useFormat()
  const search = useView((state) => state.filters['edits'] ?? '')
  const sort = useView((state) => state.sorts['edits']) ?? NEWEST
  const selected = useView((state) => (state.selected?.kind === 'edit' ? state.selected.id : null))
  const [limit, setLimit] = useState(STEP)
  const {
    value: read,
    failure,
    loading,
    refresh,
  } = useServer(
    `edits.list:${limit}`,
    async () => {
      const list = await call('edits.list', { limit })
      return { list, hasOlder: list.length >= limit }
    },
    EVENTS,
    { keepPrevious: true },
  )
  const value = read?.list
  const hasOlder = read?.hasOlder ?? false

  const rows = useMemo(
    () => arranged(value ?? [], search, sort, strings, format),
    [value, search, sort, strings, format],
  )
  const zoneOf = useZones()
  const columns = useMemo(() => editColumns(strings, format, zoneOf), [strings, format, zoneOf])
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const listed = value?.find(({ id }) => id === selected)
  // A link may lead further back than the list goes.
  const linked = value && !listed ? selected : null
  const apart = useServer(
    `edits.some:${linked ?? ''}`,
    async () => (linked === null ? [] : call('edits.some', { ids: [linked] })),
    EVENTS,
  ).value?.find(({ id }) => id === linked)
  const shown = listed ?? apart
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const undoable = useMemo(() => (value ?? []).filter((edit) => chosen.has(edit.id) && canUndo(edit)), [value, chosen])
  const [question, setQuestion] = useState<UndoQuestion | null>(null)
  const run = useMemo(() => (shown ? runOf(shown, value ?? []) : []), [shown, value])
  const strategy = shown?.actor.kind === 'strategy' ? shown.actor.strategyName : null
  const ask = async (some: readonly Edit[], strategy: string | null): Promise<void> => {
    const ids = some.map(({ id }) => id)
    try {
      setQuestion({ what: 'undo', ids, strategy, accounts: await call('sets.toSend', { what: 'undo', of: { ids } }) })
    } catch (error) {
      say.failed(error)
    }
  }
  const undo = async ({ ids = [], strategy }: UndoQuestion, confirmed: readonly string[]): Promise<void> => {
    setQuestion(null)
    try {
      await undoAsSet({ ids: [...ids] }, strategy ?? edits.count(ids.length), confirmed)
      setChosen(new Set())
    } catch (error) {
      say.failed(error)
    }
  }
  const copy = useCallback(
    (some: readonly Edit[]): void =>
      void copyText(
        toTsv(
          some.map((edit) => [
            format.dateTime(edit.createdAt),
            edit.accountName,
            edit.objectName,
            changeText(strings, format, edit.change, edit.currency, zoneOf(edit.accountId)),
            edits.states[markOf(edit)],
            edit.reason,
          ]),
          '.',
        ),
      ),
    [edits, strings, format, zoneOf],
  )
  const choosing = useMemo(
    () => ({
      chosen,
      onChoose: setChosen,
      keys: async (limit: number) => rows.slice(0, limit).map(keyOf),
      onCopy: (ids: ReadonlySet<string>) => copy(rows.filter(({ id }) => ids.has(id))),
      onCopyCell: (_: unknown, edit: Edit) => copy([edit]),
    }),
    [chosen, rows, copy],
  )

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
          choosing={choosing}
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
      note={value && value.length > 0 ? (hasOlder ? edits.countOf : edits.count)(rows.length) : null}
      filters={
        <SearchInput
          className={css['search'] ?? ''}
          label={edits.filter}
          value={search}
          onChange={(text) => useView.getState().setFilter('edits', text)}
        />
      }
      actions={
        <>
          {undoable.length > 0 ? (
            <Button icon={<Undo2 />} onClick={() => void ask(undoable, null)}>
              {sets.undo(undoable.length)}
            </Button>
          ) : null}
          <Button icon={<ShieldCheck />} onClick={toCheck}>
            {edits.check}
          </Button>
        </>
      }
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
    >
      {body()}
      {value && hasOlder ? (
        <Older text={edits.newest(value.length)} busy={loading} onMore={() => setLimit(limit + STEP)} />
      ) : null}
      {shown ? (
        <EditInspector
          key={shown.id}
          edit={shown}
          actions={
            run.length > 1 && strategy !== null ? (
              <Button size="small" icon={<Undo2 />} onClick={() => void ask(run, strategy)}>
                {edits.undoRun(run.length)}
              </Button>
            ) : null
          }
        />
      ) : null}
      {question ? (
        <SendConfirm
          question={question}
          describe={(_, count) =>
            question.strategy === null
              ? sets.undoSome(count)
              : sets.undoText(count, format.quoted(question.strategy, 60))
          }
          onClose={() => setQuestion(null)}
          onConfirm={(_, confirmed) => void undo(question, confirmed)}
        />
      ) : null}
    </Room>
  )
}
