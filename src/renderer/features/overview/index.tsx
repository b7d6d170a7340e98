import { shareOfDay } from '../../../shared/domain/day.ts'
import { isByHour, periodKey } from '../../../shared/domain/periods.ts'
import { Building2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { call } from '../../api.ts'
import { useApp } from '../../stores/app.ts'
import { useNow } from '../../stores/now.ts'
import { showAccounts } from '../../stores/on-screen.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { periodText } from '../../ui/period-text.ts'
import { Button } from '../../ui/button.tsx'
import { ChartPanel } from '../../ui/chart-panel.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { FiguresAge } from '../../ui/freshness.tsx'
import { HoursAge, HoursBanner, useHours } from '../../ui/hours.tsx'
import { Room } from '../../ui/room.tsx'
import { Segments } from '../../ui/segments.tsx'
import { Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { Cards } from './cards.tsx'
import { overviewColumns } from './columns.tsx'
import { Movers } from './movers.tsx'
import css from './overview.module.css'
import { sorted } from './sorted.ts'
import { hoursOf, sumInReporting, sumOf } from './totals.ts'

const EVENTS = ['figures.changed', 'accounts.changed', 'rates.changed'] as const
const FIRST_SORT: TableSort = { by: 'spend', direction: 'descending' }
const keyOf = ({ account }: OverviewAccount): string => account.id

const openCampaigns = ({ account }: OverviewAccount): void => {
  const view = useView.getState()
  view.setAccountIds([account.id])
  view.go('campaigns')
}

/** How far the accounts' own days are: today is no one day for all of them. */
const TodaySoFar = ({ accounts }: { readonly accounts: readonly OverviewAccount[] }): ReactElement => {
  const { overview } = useStrings()
  const format = useFormat()
  const now = useNow()
  const shares = accounts.map(({ account }) => shareOfDay(now, account.zone))
  return <>{overview.todaySoFar(format.share(Math.min(...shares)), format.share(Math.max(...shares)))}</>
}

export const OverviewRoom = (): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const { overview: words } = strings
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const chosen = useApp(({ state }) => state?.preferences.reportingCurrency ?? null)
  const wantsOwn = useView((state) => state.tabs['overview.money'] === 'own')
  const accountIds = useView((state) => state.accountIds)
  const sort = useView((state) => state.sorts['overview']) ?? FIRST_SORT
  const { value, failure, loading, refresh } = useServer(
    `overview.get:${periodKey(period)}:${periodKey(compare)}:${chosen ?? ''}`,
    () => call('overview.get', { period, compare }),
    EVENTS,
    { keepPrevious: true },
  )

  const byHour = isByHour(compare) && period === 'today' ? compare : null
  const asked = useHours('account', byHour, accountIds)

  const accounts = useMemo(
    () => value?.accounts.filter(({ account }) => accountIds.length === 0 || accountIds.includes(account.id)) ?? [],
    [value, accountIds],
  )
  const charted = useMemo(() => accounts.map(({ account: { id, name } }) => ({ id, name, accountId: id })), [accounts])
  const reporting = value?.reporting ?? ''
  const rows = useMemo(() => sorted(accounts, sort, format.compare), [accounts, sort, format])
  const hours = useMemo(() => hoursOf(accounts, asked.value?.at ?? null), [accounts, asked.value])
  const total = useMemo(() => sumInReporting(accounts, reporting), [accounts, reporting])
  const own = useMemo(() => sumOf(accounts), [accounts])
  /** There is something to convert, and so something to choose. */
  const canConvert = accounts.some(({ account }) => account.currency !== reporting)
  const isConverted = canConvert && !wantsOwn
  const columns = useMemo(
    () => overviewColumns(strings, format, accounts, isConverted ? total : own, isConverted),
    [strings, format, accounts, total, own, isConverted],
  )
  const rowAt = useCallback((index: number) => rows[index], [rows])

  const onWindow = useCallback(
    (first: number, last: number) =>
      showAccounts(
        'overview',
        rows.slice(first, last + 1).map(({ account }) => account.id),
      ),
    [rows],
  )
  useEffect(() => () => showAccounts('overview', null), [])

  const body = (): ReactElement => {
    if (!value) return failure ? <></> : <Skeleton lines={12} height="20px" />
    if (value.accounts.length === 0) {
      return (
        <Empty
          icon={<Building2 />}
          title={words.emptyTitle}
          actions={
            <Button kind="primary" onClick={() => useView.getState().go('accounts')}>
              {words.emptyAction}
            </Button>
          }
        >
          {words.emptyText}
        </Empty>
      )
    }
    return (
      <div className={css['page']}>
        <Cards accounts={accounts} total={total} />
        <div className={css['table']}>
          <DataTable
            id="overview"
            label={words.table}
            columns={columns}
            count={rows.length}
            rowAt={rowAt}
            keyOf={keyOf}
            question={`${periodKey(period)}:${periodKey(compare)}:${isConverted}:${accountIds.join()}:${sort.by}:${sort.direction}`}
            sort={sort}
            onSort={(next) => useView.getState().setSort('overview', next)}
            onOpen={openCampaigns}
            onWindow={onWindow}
            openOnPress
            totals
            fitted
            busy={loading}
          />
        </div>
        <div className={css['below']}>
          <div className={css['chart']}>
            <ChartPanel level="account" objects={charted} storageKey="overview" height={200} />
          </div>
          <Movers reporting={reporting} />
        </div>
      </div>
    )
  }

  return (
    <Room
      title={words.title}
      note={
        value && value.accounts.length > 0 ? (
          <>
            {period === 'today' ? <TodaySoFar accounts={accounts} /> : periodText(period, strings, format)} ·{' '}
            <FiguresAge at={value.asOf} notRead={strings.metrics.notRead} />
            <HoursAge asked={asked} hours={hours} />
          </>
        ) : null
      }
      actions={
        canConvert ? (
          <Segments
            label={words.moneyIn}
            value={isConverted ? 'reporting' : 'own'}
            options={[
              { value: 'reporting', label: reporting },
              { value: 'own', label: words.ownCurrencies },
            ]}
            onChange={(money) => useView.getState().setTab('overview.money', money)}
          />
        ) : null
      }
      banner={
        failure ? (
          <FailureBanner failure={failure} onRetry={() => void refresh()} />
        ) : (
          <HoursBanner asked={asked} hours={hours} />
        )
      }
    >
      {body()}
    </Room>
  )
}
