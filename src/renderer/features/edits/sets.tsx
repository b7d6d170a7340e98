import { Layers } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useMemo, useState } from 'react'
import { NEWEST_SETS } from '../../../shared/domain/change-sets.ts'
import type { ShownSet } from '../../../shared/domain/change-sets.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { Room } from '../../ui/room.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './edits.module.css'
import { Older } from './older.tsx'
import { SetPage } from './set-page.tsx'
import { countsText, lookOf, SetState } from './set-state.tsx'

const EVENTS = ['edits.changed'] as const
const keyOf = ({ id }: ShownSet): string => id
const open = ({ id }: ShownSet): void => useView.getState().select({ kind: 'set', id })

type NameOf = (id: AccountId) => string

const accountsText = ({ accountIds }: ShownSet, nameOf: NameOf, { sets }: Strings): string => {
  const [first, ...others] = accountIds.map(nameOf)
  return others.length === 0 ? (first ?? '') : sets.accountsMore(first ?? '', others.length)
}

const columnsOf = (strings: Strings, format: Format, nameOf: NameOf): Column<ShownSet>[] => {
  const { columns } = strings.sets
  return [
    {
      id: 'name',
      header: columns.name,
      width: 178,
      grow: true,
      pinned: true,
      title: ({ name }) => name,
      cell: ({ name }) => <Name>{name}</Name>,
    },
    {
      id: 'state',
      header: columns.state,
      width: 216,
      value: (set) => lookOf(set, strings, format).text,
      cell: (set) => <SetState set={set} />,
    },
    {
      id: 'counts',
      header: columns.counts,
      width: 292,
      title: (set) => countsText(set, strings),
      cell: (set) => <span className={css['clip']}>{countsText(set, strings)}</span>,
    },
    {
      id: 'accounts',
      header: columns.accounts,
      width: 176,
      title: ({ accountIds }) => accountIds.map(nameOf).join('\n'),
      cell: (set) => <Name>{accountsText(set, nameOf, strings)}</Name>,
    },
    {
      id: 'created',
      header: columns.created,
      width: 113,
      title: ({ createdAt }) => format.exact(createdAt),
      cell: ({ createdAt }) => format.dateTime(createdAt),
    },
    {
      id: 'posted',
      header: columns.posted,
      width: 113,
      title: ({ postedAt }) => (postedAt === null ? undefined : format.exact(postedAt)),
      cell: ({ postedAt }) => (postedAt === null ? '–' : format.dateTime(postedAt)),
    },
  ]
}

/** Sets of edits, each with how far it is; one of them opened fills the room. */
export const ChangeSets = ({ tabs }: { readonly tabs: ReactNode }): ReactElement => {
  const strings = useStrings()
  const { sets } = strings
  const format = useFormat()
  const selected = useView((state) => (state.selected?.kind === 'set' ? state.selected.id : null))
  const accounts = useAccounts().value
  const names = useMemo(() => new Map((accounts?.rows ?? []).map(({ id, name }) => [id, name])), [accounts])
  const nameOf = useCallback((id: AccountId) => names.get(id) ?? id, [names])
  const [newest, setNewest] = useState(NEWEST_SETS)
  const { value, failure, loading, refresh } = useServer(
    `sets.list:${newest}`,
    () => call('sets.list', { newest }),
    EVENTS,
    { keepPrevious: true },
  )
  const all = useServer('sets.count', () => call('sets.count'), EVENTS).value ?? 0
  const listed = value?.find(({ id }) => id === selected) ?? null
  // A link may lead further back than the list goes.
  const linked = value && !listed ? selected : null
  const apart = useServer(
    `sets.get:${linked ?? ''}`,
    async () => (linked === null ? null : call('sets.get', { setId: linked })),
    EVENTS,
  ).value
  const columns = useMemo(() => columnsOf(strings, format, nameOf), [strings, format, nameOf])
  const rowAt = useCallback((index: number) => value?.[index], [value])

  if (selected !== null && (listed || apart !== undefined))
    return <SetPage key={selected} id={selected} set={listed ?? apart ?? null} tabs={tabs} />
  const body = (): ReactElement => {
    if (!value) return failure ? <></> : <Skeleton lines={8} height="20px" />
    if (value.length === 0) {
      return (
        <Empty
          icon={<Layers />}
          title={sets.emptyTitle}
          actions={<Button onClick={() => useView.getState().go('campaigns')}>{sets.emptyAction}</Button>}
        >
          {sets.emptyText}
        </Empty>
      )
    }
    return (
      <div className={css['table']}>
        <DataTable
          id="sets"
          label={sets.table}
          columns={columns}
          count={value.length}
          rowAt={rowAt}
          keyOf={keyOf}
          question=""
          onOpen={open}
          openOnPress
          busy={loading}
        />
      </div>
    )
  }
  return (
    <Room
      title={strings.edits.title}
      tabs={tabs}
      note={value && value.length > 0 ? (all > newest ? sets.countOf : sets.count)(value.length) : null}
      banner={failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
    >
      {body()}
      {value && value.length > 0 && all > newest ? (
        <Older text={sets.newest(value.length)} busy={loading} onMore={() => setNewest(newest + NEWEST_SETS)} />
      ) : null}
    </Room>
  )
}
