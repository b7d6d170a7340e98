import { Eye, EyeOff, Undo2, UserPen } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { SilentChange } from '../../../shared/domain/silent.ts'
import { lockedText, useTermsOf } from '../../stores/edit-terms.ts'
import { useNowBy } from '../../stores/now.ts'
import { useOnScreen } from '../../stores/on-screen.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { copyText } from '../../ui/copy-text.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { NONE_CHOSEN } from '../../ui/data-table-choice.ts'
import type { Chosen } from '../../ui/data-table-choice.ts'
import { toTsv } from '../../ui/data-table-copy.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { focusInspector } from '../../ui/inspector.tsx'
import { LogAge } from '../../ui/log-age.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import type { AccountsById } from './columns.tsx'
import { Part } from './part.tsx'
import { PutBackDialog } from './put-back-dialog.tsx'
import { usePutBacks } from './put-backs.ts'
import { silentColumns } from './silent-columns.tsx'
import { SilentInspector } from './silent-inspector.tsx'
import css from './timeline.module.css'
import { markAllSeen, markSeen, useSilent } from './use-silent.ts'

const TABLE = 'timeline.silent'
const PAGE = 200
const QUARTER = 15 * 60_000
const DAY = 86_400_000
const SPANS = ['new', 'sync', 'day', 'week', 'month'] as const
type Span = (typeof SPANS)[number]
const BACK: Readonly<Record<'day' | 'week' | 'month', number>> = { day: DAY, week: 7 * DAY, month: 30 * DAY }
/** That one question takes. */
const MOST_KEPT = 500
const NONE: readonly SilentChange[] = []
const keyOf = ({ id }: SilentChange): string => id
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'entry', id })
const open = ({ id }: SilentChange): void => {
  select(id)
  focusInspector()
}
const setSpan = (span: Span): void => useView.getState().setTab(TABLE, span)

/** What others changed in the accounts in view, old beside new, and how it is put back. */
export const Silent = (): ReactElement => {
  const strings = useStrings()
  const { silent } = strings
  const format = useFormat()
  const say = useSay()
  const accountIds = useView((state) => state.accountIds)
  const wantedSpan = useView((state) => state.tabs[TABLE])
  const selected = useView((state) => (state.selected?.kind === 'entry' ? state.selected.id : null))
  const span = SPANS.find((each) => each === wantedSpan) ?? 'new'
  const outcomes = usePutBacks((state) => state.outcomes)
  const [chosen, setChosen] = useState<Chosen>(NONE_CHOSEN)
  const [asking, setAsking] = useState<readonly SilentChange[] | null>(null)
  const [busy, setBusy] = useState(false)
  const [wanted, setWanted] = useState(PAGE)
  const [syncedAt, setSyncedAt] = useState<number | null>(null)
  // In steps, so that the question stays the same for a while.
  const now = useNowBy(QUARTER)
  const since = span === 'new' ? null : span === 'sync' ? syncedAt : now - BACK[span]
  const query = {
    accountIds: [...accountIds],
    onlyNew: span === 'new',
    // What was acted on stays in sight with what came of it.
    keep: span === 'new' ? [...outcomes.keys()].slice(-MOST_KEPT) : [],
    since,
  }
  const question = `${span}:${accountIds.join()}`
  useEffect(() => {
    setWanted(PAGE)
    setChosen(NONE_CHOSEN)
  }, [question])
  const { value, failure, loading, refresh } = useSilent(query, wanted)
  useEffect(() => setSyncedAt(value?.syncedAt ?? null), [value?.syncedAt])
  const rows = useAccounts().value?.rows
  const accounts: AccountsById = useMemo(() => new Map((rows ?? []).map((row) => [row.id, row])), [rows])
  useOnScreen('timeline', accountIds)

  const changes = value?.changes ?? NONE
  const hasMore = value !== undefined && value.next !== null
  const ask = useCallback((change: SilentChange) => setAsking([change]), [])
  const terms = useTermsOf(useMemo(() => changes.map(({ accountId }) => accountId), [changes]))
  const lockedOf = useCallback(
    ({ accountId }: SilentChange) => lockedText(strings, terms[accountId] ?? null),
    [strings, terms],
  )
  const columns = useMemo(
    () => silentColumns(strings, format, accounts, lockedOf, ask),
    [strings, format, accounts, lockedOf, ask],
  )
  const rowAt = useCallback((index: number) => changes[index], [changes])
  const onWindow = useCallback(
    (_: number, last: number) => {
      if (hasMore && last >= changes.length - PAGE / 4) setWanted(Math.ceil((changes.length + PAGE) / PAGE) * PAGE)
    },
    [hasMore, changes.length],
  )
  const picked = useMemo(() => changes.filter(({ id }) => chosen.has(id)), [changes, chosen])
  const choosing = useMemo(() => {
    const textOf = (column: Column<SilentChange>, row: SilentChange): string =>
      column.title?.(row)?.split('\n')[0] ?? ''
    const lines = (of: readonly SilentChange[]): string =>
      toTsv(
        [columns.map(({ header }) => header), ...of.map((row) => columns.map((column) => textOf(column, row)))],
        '.',
      )
    return {
      chosen,
      onChoose: setChosen,
      keys: async (limit: number) => changes.slice(0, limit).map(keyOf),
      onCopy: (keys: Chosen) => void copyText(lines(changes.filter(({ id }) => keys.has(id)))),
      onCopyCell: (column: Column<SilentChange>, row: SilentChange) => void copyText(textOf(column, row)),
    }
  }, [chosen, changes, columns])

  const mark = (work: Promise<void>): void => {
    setBusy(true)
    work.catch(say.failed).finally(() => setBusy(false))
  }
  const current = changes.find(({ id }) => id === selected)
  const several = picked.length > 1 ? picked : null
  const backs = (several ?? NONE).filter(({ putBack }) => 'by' in putBack)
  const free = backs.filter((change) => lockedOf(change) === undefined)
  const newOnes = several?.filter(({ isNew }) => isNew) ?? changes.filter(({ isNew }) => isNew)

  const body = (): ReactElement => {
    if (!value) return failure ? <></> : <Skeleton lines={16} height="20px" />
    if (changes.length === 0)
      return span === 'new' ? (
        <Empty
          icon={<Eye />}
          title={silent.emptyTitle}
          actions={<Button onClick={() => setSpan('month')}>{silent.showMonth}</Button>}
        >
          {silent.emptyText}
        </Empty>
      ) : (
        <Empty icon={<UserPen />} title={silent.nothing}>
          {silent.nothingText}
        </Empty>
      )
    return (
      <div className={css['table']}>
        <DataTable
          id={TABLE}
          label={silent.table}
          columns={columns}
          count={changes.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question={question}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onWindow={onWindow}
          choosing={choosing}
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
            {hasMore ? silent.countMore(changes.length) : silent.count(changes.length)}
            {' · '}
            <LogAge log={value.log} accountIds={accountIds} />
          </>
        ) : null
      }
      filters={
        <>
          <Segments
            label={silent.show}
            value={span}
            options={SPANS.map((each) => ({ value: each, label: silent.spans[each] }))}
            onChange={setSpan}
          />
          {span === 'sync' && value ? (
            <span className={css['faint']}>
              {value.syncedAt === null ? silent.neverSynced : silent.syncedAt(format.dateTime(value.syncedAt))}
            </span>
          ) : null}
        </>
      }
      actions={
        <>
          {several && backs[0] ? (
            <Button
              icon={<Undo2 />}
              disabled={free.length === 0}
              title={free.length === 0 ? lockedOf(backs[0]) : undefined}
              onClick={() => setAsking(several)}
            >
              {silent.putBackMany(free.length || backs.length)}
            </Button>
          ) : null}
          {newOnes.length > 0 && value ? (
            <Button
              icon={<EyeOff />}
              busy={busy}
              title={several ? undefined : silent.seenAllHint}
              onClick={() => mark(several ? markSeen(several) : markAllSeen(query, value))}
            >
              {several ? silent.seenMany(format.count(newOnes.length)) : silent.seenAll}
            </Button>
          ) : null}
        </>
      }
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
    >
      {body()}
      {current ? (
        <SilentInspector
          key={current.id}
          change={current}
          account={accounts.get(current.accountId)}
          onPutBack={ask}
          onSeen={() => mark(markSeen([current]))}
        />
      ) : null}
      {asking ? <PutBackDialog changes={asking} accounts={accounts} onClose={() => setAsking(null)} /> : null}
    </Part>
  )
}
