import { ChevronDown, History } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useMemo } from 'react'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useNow } from '../../stores/now.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { Menu, MenuCheck } from '../../ui/menu.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge, Empty, Skeleton } from '../../ui/states.tsx'
import css from './health.module.css'

const RUN_KINDS: readonly SyncRun['kind'][] = ['sync', 'hourly', 'nightly', 'backfill', 'lists', 'accounts', 'poll']
const OUTCOMES: readonly SyncRun['outcome'][] = ['running', 'done', 'partly', 'failed', 'cancelled', 'interrupted']
const MEANING: Readonly<Record<SyncRun['outcome'], Meaning | 'neutral'>> = {
  running: 'info',
  done: 'good',
  partly: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
  interrupted: 'warn',
}
const KIND_FILTER = 'runs.kind'
const OUTCOME_FILTER = 'runs.outcome'
const NONE: readonly string[] = []

export const Outcome = ({ outcome }: { readonly outcome: SyncRun['outcome'] }): ReactElement => {
  const { health } = useStrings()
  return (
    <Badge meaning={MEANING[outcome]} icon>
      {health.outcomes[outcome]}
    </Badge>
  )
}

/** How long it took, or takes so far. */
export const Took = ({ run }: { readonly run: SyncRun }): ReactElement => {
  const format = useFormat()
  const now = useNow()
  return <>{format.lasting((run.endedAt ?? now) - run.startedAt)}</>
}

const keyOf = ({ id }: SyncRun): string => id
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'run', id })
const open = ({ id }: SyncRun): void => {
  select(id)
  focusInspector()
}

const columnsOf = ({ health }: Strings, format: Format, sentence: (failure: Failure) => string): Column<SyncRun>[] => [
  {
    id: 'outcome',
    header: health.runColumns.outcome,
    width: 118,
    pinned: true,
    title: (run) => health.outcomeHints[run.outcome],
    cell: (run) => <Outcome outcome={run.outcome} />,
  },
  {
    id: 'what',
    header: health.runColumns.what,
    width: 190,
    cell: (run) => (
      <span className={css['clip']}>
        {health.runKinds[run.kind]} <span className={css['faint']}>{health.triggers[run.trigger]}</span>
      </span>
    ),
  },
  {
    id: 'started',
    header: health.runColumns.started,
    width: 118,
    title: (run) => format.exact(run.startedAt),
    cell: (run) => format.dateTime(run.startedAt),
  },
  { id: 'took', header: health.runColumns.took, width: 84, align: 'end', cell: (run) => <Took run={run} /> },
  ...(['calls', 'rowsRead', 'rowsChanged', 'rowsDropped'] as const).map((id): Column<SyncRun> => ({
    id,
    header: health.runColumns[id],
    width: 92,
    align: 'end',
    cell: (run) => (
      <span className={run[id] === 0 ? css['faint'] : id === 'rowsDropped' ? css['warn'] : undefined}>
        {format.count(run[id])}
      </span>
    ),
  })),
  {
    id: 'failures',
    header: health.runColumns.failures,
    width: 240,
    grow: true,
    cell: (run) => {
      const [first] = run.failures
      if (!first) return null
      const rest = run.failures.length - 1
      const text = first.accountName === null ? sentence(first) : health.failureOf(first.accountName, sentence(first))
      return (
        <span className={css['clip']}>
          {text}
          {rest > 0 ? <span className={css['faint']}> {health.moreFailures(rest)}</span> : null}
        </span>
      )
    },
  },
]

const toggled = (list: readonly string[], item: string, on: boolean): string[] =>
  on ? [...list, item] : list.filter((other) => other !== item)

const Filters = ({ kinds, outcomes }: { readonly kinds: readonly string[]; readonly outcomes: readonly string[] }) => {
  const { health } = useStrings()
  const { setStatuses } = useView.getState()
  return (
    <>
      <Menu
        trigger={
          <Button size="small" icon={<ChevronDown />}>
            {kinds.length > 0 ? health.kindChosen(kinds.length) : health.kind}
          </Button>
        }
      >
        {RUN_KINDS.map((kind) => (
          <MenuCheck
            key={kind}
            checked={kinds.includes(kind)}
            onChange={(on) => setStatuses(KIND_FILTER, toggled(kinds, kind, on))}
          >
            {health.runKinds[kind]}
          </MenuCheck>
        ))}
      </Menu>
      <Menu
        trigger={
          <Button size="small" icon={<ChevronDown />}>
            {outcomes.length > 0 ? health.outcomeChosen(outcomes.length) : health.outcome}
          </Button>
        }
      >
        {OUTCOMES.map((outcome) => (
          <MenuCheck
            key={outcome}
            checked={outcomes.includes(outcome)}
            onChange={(on) => setStatuses(OUTCOME_FILTER, toggled(outcomes, outcome, on))}
          >
            {health.outcomes[outcome]}
          </MenuCheck>
        ))}
      </Menu>
    </>
  )
}

const clearFilters = (): void => {
  const { setStatuses } = useView.getState()
  setStatuses(KIND_FILTER, [])
  setStatuses(OUTCOME_FILTER, [])
}

/** Every reading that is kept, newest first; a row opens its details. */
export const Runs = ({ runs }: { readonly runs: readonly SyncRun[] | undefined }): ReactElement => {
  const strings = useStrings()
  const { health } = strings
  const format = useFormat()
  const sentence = useSentence()
  const kinds = useView((state) => state.statuses[KIND_FILTER] ?? NONE)
  const outcomes = useView((state) => state.statuses[OUTCOME_FILTER] ?? NONE)
  const selected = useView((state) => (state.selected?.kind === 'run' ? state.selected.id : null))
  const columns = useMemo(() => columnsOf(strings, format, sentence), [strings, format, sentence])
  const rows = useMemo(
    () =>
      (runs ?? []).filter(
        ({ kind, outcome }) =>
          (kinds.length === 0 || kinds.includes(kind)) && (outcomes.length === 0 || outcomes.includes(outcome)),
      ),
    [runs, kinds, outcomes],
  )
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const isFiltered = kinds.length + outcomes.length > 0

  const body = (): ReactElement => {
    if (!runs) return <Skeleton lines={8} height="20px" />
    if (runs.length === 0)
      return (
        <Empty icon={<History />} title={health.historyEmpty}>
          {health.historyEmptyText}
        </Empty>
      )
    if (rows.length === 0)
      return (
        <Empty
          icon={<History />}
          title={health.historyNothing}
          actions={<Button onClick={clearFilters}>{health.clearFilters}</Button>}
        />
      )
    return (
      <div className={css['table']}>
        <DataTable
          id="runs"
          label={health.historyTable}
          columns={columns}
          count={rows.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question={`${kinds.join()}:${outcomes.join()}`}
          selected={selected}
          onSelect={select}
          onOpen={open}
        />
      </div>
    )
  }
  return (
    <>
      <div className={css['bar']}>
        <h2>{health.history}</h2>
        <span className={css['faint']}>{runs ? health.found(rows.length) : null}</span>
        <Filters kinds={kinds} outcomes={outcomes} />
        {isFiltered ? (
          <Button size="small" kind="quiet" onClick={clearFilters}>
            {health.clearFilters}
          </Button>
        ) : null}
      </div>
      {body()}
    </>
  )
}
