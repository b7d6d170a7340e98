import type { ReactElement } from 'react'
import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { dayAt, shareOfDay } from '../../../shared/domain/day.ts'
import { CORE } from '../../../shared/domain/metrics.ts'
import type { MetricId } from '../../../shared/domain/metrics.ts'
import type { Format } from '../../format.ts'
import { useNow } from '../../stores/now.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import type { Column } from '../../ui/data-table-types.ts'
import { Name } from '../../ui/figure.tsx'
import { AccountStatusMark } from '../../ui/marks.tsx'
import { metricColumns } from '../../ui/metric-columns.tsx'
import { PartialMark } from '../../ui/partial-mark.tsx'
import { ratesText } from '../../ui/rates-text.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import css from './overview.module.css'
import { isUnderWay } from './totals.ts'
import type { Sum } from './totals.ts'

const LocalTime = ({ zone, isToday }: { readonly zone: string; readonly isToday: boolean }): ReactElement => {
  const format = useFormat()
  const { overview } = useStrings()
  const now = useNow()
  const share = shareOfDay(now, zone)
  const passed = overview.dayPassed(format.share(share))
  return (
    <span className={css['local']} title={`${format.exact(now, zone)}\n${zone}\n${passed}`}>
      <span>
        {format.day(dayAt(now, zone))} {format.time(now, zone)}
      </span>
      {isToday ? (
        <>
          <span className={css['passed']} aria-hidden>
            <span style={{ width: `${share * 100}%` }} />
          </span>
          <span className={css['share']}>{format.share(share)}</span>
        </>
      ) : null}
    </span>
  )
}

/** Reach of an account is not the sum of its campaigns, so neither it nor frequency is shown here. */
const FIGURES = CORE.filter((id) => id !== 'reach' && id !== 'frequency')

export const overviewColumns = (
  strings: Strings,
  format: Format,
  accounts: readonly OverviewAccount[],
  /** What the columns add up to; its currency is null where they are mixed. */
  sum: Sum,
  /** Amounts are in the reporting currency. */
  isConverted: boolean,
): Column<OverviewAccount>[] => {
  const { overview, rates } = strings
  const hasToday = accounts.some(({ range, today }) => range.until >= today)

  const figuresIn = (each: OverviewAccount) => {
    const { figures, comparable, before, beforePartial, reporting, account, asOf, resultTypes } = each
    const row = {
      currency: account.currency,
      asOf,
      zone: account.zone,
      underWay: isUnderWay(each),
      beforePartial,
      severalKinds: resultTypes.length > 1,
    }
    if (!isConverted) return { ...row, figures, comparable, before }
    const used = ratesText(reporting.used, strings, format)
    const isUnknown = (id: MetricId): boolean => figures[id] !== null && reporting.figures[id] === null
    return {
      ...row,
      figures: reporting.figures,
      comparable: reporting.comparable,
      before: reporting.before,
      currency: sum.currency ?? account.currency,
      isUnknown,
      moneyNote: (id: MetricId) =>
        isUnknown(id)
          ? rates.unrated(account.currency)
          : used === null || figures[id] === null
            ? null
            : `${rates.converted(format.metricFull(id, figures[id], account.currency))}, ${used}`,
    }
  }
  const columnsOf = (ids: readonly MetricId[]): Column<OverviewAccount>[] =>
    metricColumns<OverviewAccount>({
      ids,
      of: figuresIn,
      strings,
      format,
      hasKinds: false,
      currency: sum.currency,
      totals: sum.figures,
      totalsUnknown: sum.unrated.length > 0 ? rates.unrated(format.list(sum.unrated)) : null,
      totalsBefore: sum.before,
      totalsComparable: sum.comparable,
      totalsUnderWay: accounts.some(isUnderWay),
      totalsBeforePartial: accounts.some(({ beforePartial }) => beforePartial),
      totalsSeveralKinds: sum.severalKinds,
    })

  return [
    {
      id: 'name',
      header: overview.account,
      hint: overview.accountHint,
      width: 220,
      grow: true,
      pinned: true,
      sortable: true,
      title: ({ account }) => `${account.name}\n${account.id}`,
      cell: ({ account, partial, beforePartial }) => (
        <span className={css['account']}>
          <Name>{account.name}</Name>
          <PartialMark partial={partial} beforePartial={beforePartial} strings={strings} />
        </span>
      ),
      total: overview.totalOf(accounts.length),
    },
    {
      id: 'status',
      header: overview.status,
      hint: overview.statusHint,
      width: 112,
      sortable: true,
      value: ({ account }) => account.status,
      cell: ({ account }) => <AccountStatusMark status={account.status} />,
    },
    {
      id: 'localTime',
      header: overview.localTime,
      hint: overview.localTimeHint,
      width: hasToday ? 206 : 126,
      cell: ({ account, range, today }) => <LocalTime zone={account.zone} isToday={range.until >= today} />,
    },
    ...columnsOf(FIGURES.slice(0, 1)),
    {
      id: 'trend',
      header: overview.trend,
      hint: overview.trendHint,
      width: 116,
      cell: ({ account, trend }) => <Sparkline values={trend} label={overview.trendLabel(account.name)} />,
    },
    ...columnsOf(FIGURES.slice(1)),
    {
      id: 'age',
      header: overview.age,
      hint: overview.ageHint,
      width: 104,
      align: 'end',
      sortable: true,
      cell: ({ account, asOf }) => <Age at={asOf} zone={account.zone} />,
    },
  ]
}
