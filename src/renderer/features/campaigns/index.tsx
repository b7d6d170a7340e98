import { FolderTree, SearchX } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import type { Totals } from '../../../shared/contract/figures.ts'
import { figuresOf, NO_SUMS } from '../../../shared/domain/metrics.ts'
import type { AccountId, CampaignRow } from '../../../shared/domain/objects.ts'
import { call, failureFrom } from '../../api.ts'
import { showAccounts } from '../../stores/on-screen.ts'
import { useHealth } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { FiguresAge, ListAge } from '../../ui/freshness.tsx'
import { focusInspector } from '../../ui/inspector.tsx'
import { Room } from '../../ui/room.tsx'
import { Banner, Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './campaigns.module.css'
import { campaignColumns } from './columns.tsx'
import { clearFilters, Filters } from './filters.tsx'
import { CampaignInspector } from './inspector.tsx'
import { ROOM, useCampaigns } from './use-campaigns.ts'

const NO_TOTALS: Totals = { rows: 0, figures: figuresOf(NO_SUMS), currency: null, spendByCurrency: [] }
const keyOf = ({ id }: CampaignRow): string => id
const select = (id: string | null): void => useView.getState().select(id === null ? null : { kind: 'campaign', id })
const open = ({ id }: CampaignRow): void => {
  select(id)
  focusInspector()
}

/** The oldest of the lists in view: what is on the screen is at least as fresh. */
const ListsAge = ({ accountIds }: { readonly accountIds: readonly AccountId[] }): ReactElement | null => {
  const { campaigns } = useStrings()
  const found = useHealth().value
  if (!found) return null
  const ages = found.accounts
    .filter(({ accountId }) => accountIds.length === 0 || accountIds.includes(accountId))
    .map(({ kinds }) => kinds.find(({ kind }) => kind === 'campaigns')?.fetchedAt ?? null)
  const at = ages.includes(null) || ages.length === 0 ? null : Math.min(...ages.filter((age) => age !== null))
  const only = accountIds.length === 1 ? (accountIds[0] ?? null) : null
  return <ListAge kind="campaigns" accountId={only} at={at} name={campaigns.list} />
}

export const CampaignsRoom = (): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const say = useSay()
  const { campaigns, metrics } = strings
  const { pages, question, sort, statuses, isFiltered } = useCampaigns()
  const accountIds = useView((state) => state.accountIds)
  const selected = useView((state) => (state.selected?.kind === 'campaign' ? state.selected.id : null))
  const { newest, count, rowAt, want, error, reload } = pages
  const totals = newest?.totals ?? NO_TOTALS
  const columns = useMemo(() => campaignColumns(strings, format, totals), [strings, format, totals])
  const onWindow = useCallback(
    (first: number, last: number) => {
      want(first, last)
      const seen = Array.from({ length: last - first + 1 }, (_, at) => rowAt(first + at)?.accountId)
      showAccounts(ROOM, [...new Set(seen.filter((id) => id !== undefined))])
    },
    [want, rowAt],
  )
  useEffect(() => () => showAccounts(ROOM, null), [])
  const onSort = useCallback((next: typeof sort) => useView.getState().setSort(ROOM, next), [])
  const isMixed = totals.currency === null && totals.spendByCurrency.length > 1

  const body = (): ReactElement => {
    if (!newest) return error ? <></> : <Skeleton lines={16} height="20px" />
    if (count === 0 && isFiltered) {
      return (
        <Empty
          icon={<SearchX />}
          title={campaigns.nothingFoundTitle}
          actions={<Button onClick={clearFilters}>{campaigns.clearFilters}</Button>}
        >
          {campaigns.nothingFoundText}
        </Empty>
      )
    }
    if (count === 0) {
      return (
        <Empty
          icon={<FolderTree />}
          title={campaigns.emptyTitle}
          actions={
            <>
              <Button onClick={() => useView.getState().go('accounts')}>{campaigns.emptyAction}</Button>
              <Button kind="primary" onClick={() => void call('sync.pollNow').catch(say.failed)}>
                {campaigns.readNow}
              </Button>
            </>
          }
        >
          {campaigns.emptyText}
        </Empty>
      )
    }
    return (
      <div className={css['table']}>
        <DataTable
          id="campaigns"
          label={campaigns.table}
          columns={columns}
          count={count}
          rowAt={rowAt}
          keyOf={keyOf}
          question={question}
          sort={sort}
          onSort={onSort}
          selected={selected}
          onSelect={select}
          onOpen={open}
          onWindow={onWindow}
          totals
          busy={pages.isSlow}
        />
      </div>
    )
  }

  return (
    <Room
      title={campaigns.title}
      note={
        newest ? (
          <>
            {campaigns.found(count)}
            {totals.currency ? ` · ${campaigns.moneyIn(totals.currency)}` : null}
            {' · '}
            <FiguresAge at={newest.asOf} notRead={metrics.notRead} />
            <ListsAge accountIds={accountIds} />
          </>
        ) : null
      }
      filters={<Filters statuses={statuses} isFiltered={isFiltered} />}
      banner={
        error ? (
          <FailureBanner failure={failureFrom(error)} onRetry={reload} />
        ) : newest && (newest.partial || isMixed) ? (
          <>
            {newest.partial ? <Banner meaning="warn">{campaigns.partialBanner}</Banner> : null}
            {isMixed ? (
              <p className={css['sums']}>
                {metrics.names.spend}:
                {totals.spendByCurrency.map(({ currency, spend }) => (
                  <span key={currency}>{format.money(spend, currency)}</span>
                ))}
              </p>
            ) : null}
          </>
        ) : null
      }
    >
      {body()}
      {selected !== null ? <CampaignInspector key={selected} id={selected} /> : null}
    </Room>
  )
}
