import { Building2, RefreshCw, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { AccountId, AccountRow } from '../../../shared/domain/objects.ts'
import type { Failure } from '../../../shared/errors.ts'
import { call, failureFrom } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useNow } from '../../stores/now.ts'
import { useAccounts, useStatus } from '../../stores/queries.ts'
import type { Sort } from '../../stores/view.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/button.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { AccountInspector } from './account-inspector.tsx'
import { searchText, statusWords, taskWords } from './account-words.ts'
import { AccountsTable } from './accounts-table.tsx'
import css from './accounts.module.css'
import { useWatch } from './use-watch.ts'

const ROOM = 'accounts'
/** Milliseconds after which the reading that belongs to the sign-in has begun or will not. */
const SIGN_IN_READS = 1500
const BY_NAME: Sort = { by: 'name', direction: 'ascending' }

const ListAge = ({ fetchedAt }: { readonly fetchedAt: number | null }): ReactElement => {
  const { accounts } = useStrings()
  const format = useFormat()
  const now = useNow()
  return (
    <span title={format.exact(fetchedAt)}>
      {fetchedAt === null ? accounts.neverRead : accounts.readAt(format.ago(fetchedAt, now))}
    </span>
  )
}

/** Unknown amounts go last, whichever way it is sorted. */
const compareAmounts = (a: number | null, b: number | null, sign: number): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : (a - b) * sign

const useSorted = (rows: readonly AccountRow[], search: string, sort: Sort): readonly AccountRow[] => {
  const strings = useStrings()
  const format = useFormat()
  return useMemo(() => {
    const needle = search.trim().toLocaleLowerCase()
    const sign = sort.direction === 'ascending' ? 1 : -1
    const words = (row: AccountRow): string => {
      switch (sort.by) {
        case 'status':
          return statusWords(row, strings)
        case 'sources':
          return row.sources.map((source) => (source.kind === 'personal' ? '' : source.businessName)).join(' ')
        case 'tasks':
          return taskWords(row.tasks ?? [], strings)
        case 'currency':
        case 'zone':
        case 'id':
          return row[sort.by]
        default:
          return row.name
      }
    }
    return rows
      .filter((row) => !needle || searchText(row, strings).includes(needle))
      .toSorted((a, b) => {
        const by = sort.by
        const order =
          by === 'amountSpent' || by === 'balance' || by === 'spendCap' || by === 'fetchedAt'
            ? compareAmounts(a[by], b[by], sign)
            : format.compare(words(a), words(b)) * sign
        return order || format.compare(a.name, b.name) || format.compare(a.id, b.id)
      })
  }, [rows, search, sort, strings, format])
}

const select = (id: AccountId): void => useView.getState().select({ kind: 'account', id })
const open = (id: AccountId): void => {
  select(id)
  focusInspector()
}

/** The accounts of the sign-in, each with a tick for being watched: the room, and the second step of the set-up. */
export const AccountsPicker = ({ title }: { readonly title?: string }): ReactElement => {
  const { accounts, common } = useStrings()
  const format = useFormat()
  const found = useAccounts()
  const [reading, setReading] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const search = useView((state) => state.filters[ROOM] ?? '')
  const sort = useView((state) => state.sorts[ROOM] ?? BY_NAME)
  const selected = useView((state) => (state.selected?.kind === 'account' ? state.selected.id : null))
  const { setFilter, setSort } = useView.getState()
  const watch = useWatch(found.value?.rows ?? [])
  const shown = useSorted(watch.rows, useDeferredValue(search), sort)
  const all = watch.rows.length
  const watched = watch.rows.filter((row) => row.watched).length

  const read = async (): Promise<void> => {
    setReading(true)
    setFailure(null)
    try {
      await call('accounts.refresh')
      await found.refresh()
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setReading(false)
    }
  }
  // A new workspace has never read them: nobody should have to press a button for that. Signing in reads them by
  // itself, so only where nothing came of it.
  const elsewhere = useStatus().value?.running.some(({ kind }) => kind === 'accounts') ?? false
  const never =
    found.value !== undefined && found.value.fetchedAt === null && !elsewhere && !reading && failure === null
  const latest = useRef(read)
  latest.current = read
  useEffect(() => {
    if (!never) return
    const timer = setTimeout(() => void latest.current(), SIGN_IN_READS)
    return () => clearTimeout(timer)
  }, [never])
  const waiting = reading || elsewhere || never
  const chosen = title === undefined ? undefined : watch.rows.find(({ id }) => id === selected)

  return (
    <div className={css['picker']}>
      <div className={css['bar']}>
        {title ? <h1 className={css['title']}>{title}</h1> : null}
        <SearchInput
          label={accounts.filter}
          value={search}
          onChange={(text) => setFilter(ROOM, text)}
          className={css['search']}
        />
        <span className={css['note']}>
          {all > 0 ? accounts.watchedOf(format.count(watched), format.count(all)) : null}
        </span>
        <span className={css['space']} />
        <span className={css['note']}>{found.value ? <ListAge fetchedAt={found.value.fetchedAt} /> : null}</span>
        <Button icon={<RefreshCw />} busy={reading || elsewhere} onClick={() => void read()}>
          {common.refresh}
        </Button>
      </div>
      {failure ? <FailureBanner failure={failure} onRetry={() => void read()} /> : null}
      {found.failure && !found.value ? (
        <FailureBanner failure={found.failure} onRetry={() => void found.refresh()} />
      ) : null}
      {all > 0 && shown.length > 0 ? (
        <AccountsTable
          rows={shown}
          sort={sort}
          onSort={(next) => setSort(ROOM, next)}
          onWatch={watch.set}
          selected={selected}
          // In the set-up there is no place beside the list.
          {...(title === undefined ? {} : { onSelect: select, onOpen: open })}
        />
      ) : null}
      {all > 0 && shown.length === 0 ? (
        <Empty
          icon={<SearchX />}
          title={accounts.nothingFound}
          actions={<Button onClick={() => setFilter(ROOM, '')}>{common.clearSearch}</Button>}
        >
          {accounts.nothingFoundText}
        </Empty>
      ) : null}
      {all === 0 && waiting ? (
        <div role="status" aria-label={accounts.reading}>
          <Skeleton lines={10} />
        </div>
      ) : null}
      {all === 0 && !waiting && found.loading ? <Skeleton lines={10} /> : null}
      {all === 0 && !waiting && found.value ? (
        <Empty
          icon={<Building2 />}
          title={accounts.emptyTitle}
          actions={
            <Button kind="primary" onClick={() => void read()}>
              {accounts.readAgain}
            </Button>
          }
        >
          {found.value.fetchedAt === null ? accounts.emptyText : accounts.emptyAfterRead}
        </Empty>
      ) : null}
      {chosen ? <AccountInspector key={chosen.id} row={chosen} onWatch={() => watch.set([chosen.id], true)} /> : null}
    </div>
  )
}
