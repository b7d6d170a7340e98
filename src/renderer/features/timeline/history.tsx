import { CalendarClock, Download } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ROW_FORMATS } from '../../../shared/domain/exports.ts'
import type { TimelineEntry } from '../../../shared/domain/timeline.ts'
import { chosenCsv } from '../../stores/export-style.ts'
import { useNowBy } from '../../stores/now.ts'
import { useOnScreen } from '../../stores/on-screen.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { LOG_DAYS, LogAge, useReadLog } from '../../ui/log-age.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { TIMELINE_ROOM } from '../../ui/timeline-words.ts'
import { useTimeline } from '../../ui/use-timeline.ts'
import { entryColumns } from './columns.tsx'
import type { AccountsById } from './columns.tsx'
import { clearFilters, FilterBar, timesOf, useFilters } from './filters.tsx'
import { EntryInspector } from './inspector.tsx'
import { Part } from './part.tsx'
import css from './timeline.module.css'

const PAGE = 200
const QUARTER = 15 * 60_000
const NONE: readonly TimelineEntry[] = []
const keyOf = ({ id }: TimelineEntry): string => id
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'entry', id })
const open = ({ id }: TimelineEntry): void => {
  select(id)
  focusInspector()
}

/** What happened in the accounts in view: who changed what, when and why, whoever tells of it. */
export const History = (): ReactElement => {
  const strings = useStrings()
  const { timeline } = strings
  const format = useFormat()
  const accountIds = useView((state) => state.accountIds)
  const selected = useView((state) => (state.selected?.kind === 'entry' ? state.selected.id : null))
  const filters = useFilters()
  const { filter, objectId, isFiltered } = filters
  // In steps, so that the question stays the same for a while.
  const now = useNowBy(QUARTER)
  const query = {
    accountIds: [...accountIds],
    ...(objectId === null ? {} : { objectId, within: true }),
    filter: { ...filter, ...timesOf(filters, now) },
  }
  const question = JSON.stringify(query)
  const [wanted, setWanted] = useState(PAGE)
  useEffect(() => setWanted(PAGE), [question])
  const { value, failure, loading, refresh } = useTimeline(query, wanted)
  const { busy, read } = useReadLog()
  const rows = useAccounts().value?.rows
  const accounts: AccountsById = useMemo(() => new Map((rows ?? []).map((row) => [row.id, row])), [rows])
  useOnScreen(TIMELINE_ROOM, accountIds)

  const entries = value?.entries ?? NONE
  const hasMore = value !== undefined && value.next !== null
  const columns = useMemo(() => entryColumns(strings, format, accounts), [strings, format, accounts])
  const rowAt = useCallback((index: number) => entries[index], [entries])
  const onWindow = useCallback(
    (_: number, last: number) => {
      if (hasMore && last >= entries.length - PAGE / 4) setWanted(Math.ceil((entries.length + PAGE) / PAGE) * PAGE)
    },
    [hasMore, entries.length],
  )
  const objectName = entries.find((entry) => entry.objectId === objectId)?.objectName ?? null
  const chosen = entries.find(({ id }) => id === selected)

  const readOlder = (
    <Button
      icon={<Download />}
      busy={busy}
      title={timeline.readOlderHint}
      onClick={() => read(accountIds, LOG_DAYS.older)}
    >
      {timeline.readOlder}
    </Button>
  )
  const body = (): ReactElement => {
    if (!value) return failure ? <></> : <Skeleton lines={16} height="20px" />
    if (entries.length === 0) {
      return isFiltered ? (
        <Empty
          icon={<CalendarClock />}
          title={timeline.nothingFound}
          actions={<Button onClick={clearFilters}>{timeline.clearFilters}</Button>}
        />
      ) : (
        <Empty icon={<CalendarClock />} title={timeline.emptyTitle} actions={readOlder}>
          {timeline.emptyText}
        </Empty>
      )
    }
    return (
      <div className={css['table']}>
        <DataTable
          id={TIMELINE_ROOM}
          label={timeline.table}
          columns={columns}
          count={entries.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question={question}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onWindow={onWindow}
          busy={loading}
        />
      </div>
    )
  }

  return (
    <Part
      note={
        value ? (
          <>
            {hasMore ? timeline.countMore(entries.length) : timeline.count(entries.length)}
            {' · '}
            <LogAge log={value.log} accountIds={accountIds} />
          </>
        ) : null
      }
      filters={<FilterBar filters={filters} objectName={objectName} />}
      actions={
        <>
          {entries.length > 0 ? readOlder : null}
          <ExportMenu
            formats={ROW_FORMATS}
            disabled={entries.length === 0}
            request={(format) => ({ kind: 'timeline', format, ...chosenCsv(), question: query })}
          />
        </>
      }
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
    >
      {body()}
      {chosen ? <EntryInspector key={chosen.id} entry={chosen} account={accounts.get(chosen.accountId ?? '')} /> : null}
    </Part>
  )
}
