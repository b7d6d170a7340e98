import { RefreshCw } from 'lucide-react'
import type { ReactElement } from 'react'
import { useCallback, useMemo } from 'react'
import { HOUR_COMPARISONS } from '../../../shared/domain/asked.ts'
import type { SameHoursAccount } from '../../../shared/domain/asked.ts'
import { METRICS } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useAsked } from '../../stores/asked.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { SmallButton, Waiting } from '../../ui/asked.tsx'
import { Button } from '../../ui/button.tsx'
import { Change } from '../../ui/change.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { Segments } from '../../ui/segments.tsx'
import { Select } from '../../ui/select.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import css from './overview.module.css'
import { sameHourColumns } from './same-hour-columns.tsx'
import { BY_HOUR, sortedAccounts } from './same-hour-rows.ts'

/** Each account costs a call an hour: more than so many are asked for only when somebody wants it. */
const MANY = 60
const EVENTS = ['figures.changed', 'accounts.changed'] as const
/** What is due is known only there: it is looked up once a minute while figures come in. */
const GATHER = 60_000
const FIRST_SORT: TableSort = { by: 'now', direction: 'descending' }
const keyOf = ({ accountId }: SameHoursAccount): string => accountId
const open = ({ accountId }: SameHoursAccount): void => {
  const view = useView.getState()
  view.setAccountIds([accountId])
  view.go('campaigns')
}

/** Today so far against the same hours of another day (row C3), each account by its own midnight. */
export const SameHour = ({ accountIds }: { readonly accountIds: readonly AccountId[] }): ReactElement => {
  const strings = useStrings()
  const { asked, metrics } = strings
  const format = useFormat()
  const { 'sameHour.against': chosen, 'sameHour.metric': figure } = useView((state) => state.tabs)
  const sort = useView((state) => state.sorts['sameHour']) ?? FIRST_SORT
  const { setTab, setSort } = useView.getState()
  const against = HOUR_COMPARISONS.find((each) => each === chosen) ?? 'yesterday'
  const metric = BY_HOUR.find((each) => each === figure) ?? 'spend'
  const isMany = accountIds.length > MANY
  const question = `${against}:${accountIds.join()}`
  const { value, failure, loading, readAgain } = useAsked(
    `hours.same:${question}`,
    (ask) => call('hours.same', { accountIds: [...accountIds], against, campaigns: false, ask }),
    { usual: isMany ? 'never' : 'stale', events: EVENTS, gather: GATHER },
  )

  const rows = useMemo(
    () => sortedAccounts(value?.accounts ?? [], sort, metric, format.compare),
    [value, sort, metric, format],
  )
  const columns = useMemo(
    () => (value ? sameHourColumns(value, metric, strings, format) : []),
    [value, metric, strings, format],
  )
  const rowAt = useCallback((index: number) => rows[index], [rows])
  // The table's own total says what has one sum.
  const hasSums = METRICS[metric].unit === 'money' && (value?.totals.length ?? 0) > 1
  const sumTitle = (before: number | null, currency: Currency): string =>
    `${asked.before(format.metricFull(metric, before, currency))}, ${asked.againstSame[against]}`
  const isUnread = value?.accounts.every(({ at }) => at === null) ?? false

  const body = (): ReactElement => {
    if (!value) return failure ? <FailureBanner failure={failure} onRetry={readAgain} /> : <Skeleton lines={5} />
    if (isUnread && isMany)
      return (
        <p className={css['later']}>
          {asked.manyAccounts}
          <Button size="small" busy={loading} onClick={readAgain}>
            {asked.compareNow}
          </Button>
        </p>
      )
    return (
      <DataTable
        id="sameHour"
        label={asked.sameHourTable}
        columns={columns}
        count={rows.length}
        rowAt={rowAt}
        keyOf={keyOf}
        question={`${question}:${metric}:${sort.by}:${sort.direction}`}
        sort={sort}
        onSort={(next) => setSort('sameHour', next)}
        onOpen={open}
        openOnPress
        totals
        fitted
        busy={loading}
      />
    )
  }

  return (
    <section className={css['same']} aria-label={asked.sameHour}>
      <header className={css['sameHead']}>
        <h2 title={asked.sameHourHint}>{asked.sameHour}</h2>
        <Segments
          label={asked.against}
          value={against}
          options={HOUR_COMPARISONS.map((each) => ({ value: each, label: asked.againsts[each] }))}
          onChange={(next) => setTab('sameHour.against', next)}
        />
        <Select
          label={asked.metric}
          value={metric}
          options={BY_HOUR.map((id) => ({ value: id, label: metrics.fullNames[id] }))}
          onChange={(next) => setTab('sameHour.metric', next)}
        />
        <span className={css['sameSums']}>
          {hasSums
            ? value?.totals.map(({ currency, figures, before }) => (
                <span key={currency} title={sumTitle(before[metric], currency)}>
                  {format.metricFull(metric, figures[metric], currency)}
                  <Change
                    id={metric}
                    value={figures[metric]}
                    before={before[metric]}
                    currency={currency}
                    format={format}
                    strings={strings}
                  />
                </span>
              ))
            : null}
        </span>
        <SmallButton label={asked.compareAgain} icon={<RefreshCw />} busy={loading} onClick={readAgain} />
      </header>
      {loading ? <Waiting /> : null}
      {body()}
    </section>
  )
}
