import { Gauge } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useMemo } from 'react'
import type { LimitReading } from '../../../shared/domain/connection.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import type { Format } from '../../format.ts'
import { NOTHING } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useNow } from '../../stores/now.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { Name } from '../../ui/figure.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import type { LimitId } from '../../ui/limits.tsx'
import {
  blockedUntil,
  limitId,
  limitKey,
  limitMeaning,
  LimitMeter,
  limitName,
  limitWords,
  usedText,
} from '../../ui/limits.tsx'
import { Badge, Empty, Progress } from '../../ui/states.tsx'
import { highestOf } from './account-state.ts'
import css from './health.module.css'

interface Line {
  readonly accountId: AccountId
  readonly name: string
  readonly limits: readonly LimitReading[]
}

const SHOWN: readonly LimitId[] = ['account', 'ads_management', 'ads_insights', 'custom_audience', 'insights']
const FIRST_SORT: TableSort = { by: 'state', direction: 'descending' }
const ROOM = 'limits'
const keyOf = ({ accountId }: Line): string => accountId
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'account', id })
const open = ({ accountId }: Line): void => {
  select(accountId)
  focusInspector()
}

const State = ({ line }: { readonly line: Line }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const now = useNow()
  // What is waited for comes before what is merely full.
  const worst = line.limits.find((reading) => blockedUntil(reading, now) !== null) ?? highestOf(line.limits)
  if (!worst) return <span className={css['faint']}>{NOTHING}</span>
  const meaning = limitMeaning(worst, now)
  return (
    <Badge meaning={meaning === 'info' ? 'good' : meaning} icon>
      {limitWords(worst, now, strings, format)}
    </Badge>
  )
}

const Meter = ({ line, id }: { readonly line: Line; readonly id: LimitId }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const now = useNow()
  const reading = line.limits.find((each) => limitId(each, strings) === id)
  if (!reading) return <span className={css['faint']}>{NOTHING}</span>
  const used = usedText(reading, strings, format)
  return (
    <span
      className={css['limit']}
      title={[
        limitName(reading, strings),
        used,
        format.share(reading.share),
        strings.health.told(format.ago(reading.at, now)),
      ]
        .filter((part) => part !== null)
        .join('\n')}
    >
      <Progress
        label={`${limitName(reading, strings)}, ${line.name}`}
        share={reading.share}
        meaning={limitMeaning(reading, now)}
        className={css['bar']}
      />
      <span className={css['share']}>
        {reading.used === null || reading.allowed === null
          ? format.share(reading.share)
          : strings.health.usedShort(format.shortCount(reading.used), format.shortCount(reading.allowed))}
      </span>
    </span>
  )
}

const shareOf = (line: Line, id: LimitId, strings: Strings): number =>
  line.limits.find((each) => limitId(each, strings) === id)?.share ?? -1

const columnsOf = (strings: Strings): Column<Line>[] => {
  const { health } = strings
  return [
    {
      id: 'name',
      header: health.columns.name,
      width: 200,
      grow: true,
      pinned: true,
      sortable: true,
      title: (line) => `${line.name}\n${line.accountId}`,
      cell: (line) => <Name>{line.name}</Name>,
    },
    {
      id: 'state',
      header: health.limitState,
      width: 170,
      sortable: true,
      first: 'descending',
      cell: (line) => <State line={line} />,
    },
    ...SHOWN.map((id): Column<Line> => ({
      id,
      header: health.limitShort[id],
      hint: `${health.limitNames[id]}. ${health.limitHints[id]}`,
      width: 142,
      align: 'end',
      sortable: true,
      cell: (line) => <Meter line={line} id={id} />,
    })),
  ]
}

const sorted = (lines: readonly Line[], { by, direction }: TableSort, strings: Strings, format: Format): Line[] => {
  const sign = direction === 'ascending' ? 1 : -1
  const order = (a: Line, b: Line): number => {
    if (by === 'name') return format.compare(a.name, b.name)
    if (by === 'state') return (highestOf(a.limits)?.share ?? -1) - (highestOf(b.limits)?.share ?? -1)
    return shareOf(a, by as LimitId, strings) - shareOf(b, by as LimitId, strings)
  }
  return lines.toSorted((a, b) => sign * order(a, b) || format.compare(a.name, b.name))
}

/** How much of Meta's limits is used: of the app, and of every account. */
export const Limits = ({
  limits,
  accounts,
}: {
  readonly limits: readonly LimitReading[]
  readonly accounts: readonly { readonly accountId: AccountId; readonly name: string }[]
}): ReactElement => {
  const strings = useStrings()
  const { health } = strings
  const format = useFormat()
  const sort = useView((state) => state.sorts[ROOM]) ?? FIRST_SORT
  const selected = useView((state) => (state.selected?.kind === 'account' ? state.selected.id : null))
  const columns = useMemo(() => columnsOf(strings), [strings])
  const rows = useMemo(() => {
    const of = Map.groupBy(limits, ({ accountId }) => accountId)
    return sorted(
      accounts.map(({ accountId, name }) => ({ accountId, name, limits: of.get(accountId) ?? [] })),
      sort,
      strings,
      format,
    )
  }, [limits, accounts, sort, strings, format])
  const rowAt = useCallback((index: number) => rows[index], [rows])
  const whole = limits.filter(({ accountId }) => accountId === null)
  const tier = limits.find((reading) => reading.tier !== null)?.tier ?? 'unknown'
  if (limits.length === 0)
    return (
      <Empty icon={<Gauge />} title={health.limitsEmpty}>
        {health.limitsEmptyText}
      </Empty>
    )
  return (
    <div className={css['fill']}>
      <div className={css['cards']}>
        <section className={css['card']}>
          <h2 className={css['line']}>
            {health.app}
            <Badge meaning={tier === 'limited' ? 'warn' : tier === 'full' ? 'good' : 'neutral'} icon>
              {health.tiers[tier]}
            </Badge>
          </h2>
          <div className={css['meters']}>
            {whole.map((reading) => (
              <LimitMeter key={limitKey(reading)} reading={reading} label={health.app} />
            ))}
          </div>
          {whole.length === 0 ? <p className={css['faint']}>{strings.shell.limitNothing}</p> : null}
          <p className={css['faint']}>
            {health.tierHints[tier]} {strings.shell.limitExplained}
          </p>
        </section>
      </div>
      <div className={css['table']}>
        <DataTable
          id="limits"
          label={health.limitsTable}
          columns={columns}
          count={rows.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question={`${sort.by}:${sort.direction}`}
          sort={sort}
          onSort={(next) => useView.getState().setSort(ROOM, next)}
          selected={selected}
          onSelect={select}
          onOpen={open}
        />
      </div>
    </div>
  )
}
