import type { ReactElement } from 'react'
import type { Format } from '../../format.ts'
import { NOTHING } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useNow } from '../../stores/now.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { RefreshButton } from '../../ui/freshness.tsx'
import { limitMeaning, limitName } from '../../ui/limits.tsx'
import { Badge, Progress } from '../../ui/states.tsx'
import { ageOf, highestOf, STATE_MEANING, stateOf, STATES } from './account-state.ts'
import type { AccountLine } from './account-state.ts'
import css from './health.module.css'

/** Kinds that each account has a list of; its own details come with the list of accounts. */
const LISTS = ['campaigns', 'adsets', 'ads', 'creatives', 'audiences'] as const
type ListKind = (typeof LISTS)[number]

export const StateBadge = ({ line }: { readonly line: AccountLine }): ReactElement => {
  const { health } = useStrings()
  const state = stateOf(line, useNow())
  return (
    <Badge meaning={STATE_MEANING[state]} icon>
      {health.states[state]}
    </Badge>
  )
}

const ListCell = ({ line, kind }: { readonly line: AccountLine; readonly kind: ListKind }): ReactElement => {
  const format = useFormat()
  const found = ageOf(line, kind)
  return (
    <span className={css['list']}>
      {found?.fetchedAt == null ? <span className={css['faint']}>{NOTHING}</span> : <Age at={found.fetchedAt} short />}
      <span className={css['count']}>{found?.fetchedAt == null ? '' : format.count(found.count)}</span>
      <RefreshButton kind={kind} accountId={line.accountId} accountName={line.name} outOfOrder />
    </span>
  )
}

const LimitCell = ({ line }: { readonly line: AccountLine }): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const now = useNow()
  const highest = highestOf(line.limits)
  if (!highest) return <span className={css['faint']}>{NOTHING}</span>
  return (
    <span className={css['limit']}>
      <Progress
        label={`${limitName(highest, strings)}, ${line.name}`}
        share={highest.share}
        meaning={limitMeaning(highest, now)}
        className={css['bar']}
      />
      <span className={css['share']}>{format.share(highest.share)}</span>
    </span>
  )
}

export const accountColumns = ({ health }: Strings, format: Format): Column<AccountLine>[] => [
  {
    id: 'name',
    header: health.columns.name,
    width: 180,
    grow: true,
    pinned: true,
    sortable: true,
    title: (line) => `${line.name}\n${line.accountId}`,
    cell: (line) => <Name>{line.name}</Name>,
  },
  {
    id: 'state',
    header: health.columns.state,
    hint: health.columnHints.state,
    width: 156,
    sortable: true,
    cell: (line) => <StateBadge line={line} />,
  },
  {
    id: 'figures',
    header: health.columns.figures,
    hint: health.columnHints.figures,
    width: 104,
    align: 'end',
    sortable: true,
    cell: (line) =>
      line.figuresAt === null ? <span className={css['faint']}>{NOTHING}</span> : <Age at={line.figuresAt} short />,
  },
  ...LISTS.map((kind): Column<AccountLine> => ({
    id: kind,
    header: health.columns[kind],
    hint: health.columnHints.list,
    width: 122,
    align: 'end',
    sortable: true,
    title: (line) => {
      const at = ageOf(line, kind)?.fetchedAt ?? null
      return at === null ? health.neverRead : format.exact(at)
    },
    cell: (line) => <ListCell line={line} kind={kind} />,
  })),
  {
    id: 'since',
    header: health.columns.since,
    hint: health.columnHints.since,
    width: 116,
    align: 'end',
    sortable: true,
    first: 'ascending',
    cell: (line) =>
      line.since === null ? <span className={css['faint']}>{NOTHING}</span> : <span>{format.fullDay(line.since)}</span>,
  },
  {
    id: 'suspect',
    header: health.columns.suspect,
    hint: health.columnHints.suspect,
    width: 104,
    align: 'end',
    sortable: true,
    title: (line) => line.suspectDays.map((day) => format.fullDay(day)).join('\n') || undefined,
    cell: (line) => (
      <span className={line.suspectDays.length > 0 ? css['warn'] : css['faint']}>
        {format.count(line.suspectDays.length)}
      </span>
    ),
  },
  {
    id: 'limit',
    header: health.columns.limit,
    hint: health.columnHints.limit,
    width: 116,
    align: 'end',
    sortable: true,
    cell: (line) => <LimitCell line={line} />,
  },
]

/** Older is more: what was never read comes first when the oldest is asked for. */
export const compareLines =
  (format: Format, by: string, now: number) =>
  (a: AccountLine, b: AccountLine): number => {
    const age = (at: number | null): number => (at === null ? Number.POSITIVE_INFINITY : now - at)
    const number = (line: AccountLine): number => {
      switch (by) {
        case 'state':
          return -STATES.indexOf(stateOf(line, now))
        case 'figures':
          return age(line.figuresAt)
        case 'suspect':
          return line.suspectDays.length
        case 'limit':
          return highestOf(line.limits)?.share ?? -1
        default:
          return age(LISTS.some((kind) => kind === by) ? (ageOf(line, by as ListKind)?.fetchedAt ?? null) : null)
      }
    }
    if (by === 'name') return format.compare(a.name, b.name)
    if (by === 'since') return (a.since ?? '9') < (b.since ?? '9') ? -1 : (a.since ?? '9') > (b.since ?? '9') ? 1 : 0
    const [one, other] = [number(a), number(b)]
    return one === other ? 0 : one - other
  }
