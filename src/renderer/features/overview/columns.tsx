import type { ReactElement } from 'react'
import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { Format } from '../../format.ts'
import { useNow } from '../../stores/now.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Name } from '../../ui/figure.tsx'
import { AccountStatusMark } from '../../ui/marks.tsx'
import { CORE, metricColumns } from '../../ui/metric-columns.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import { Badge } from '../../ui/states.tsx'
import css from './overview.module.css'
import type { Sum } from './totals.ts'

const LocalTime = ({ zone }: { readonly zone: string }): ReactElement => {
  const format = useFormat()
  const now = useNow()
  return (
    <span title={`${format.exact(now, zone)}\n${zone}`}>
      {format.day(dayAt(now, zone))} {format.time(now, zone)}
    </span>
  )
}

/** Reach of an account is not the sum of its campaigns, so neither it nor frequency is shown here. */
const FIGURES = CORE.filter((id) => id !== 'reach' && id !== 'frequency')

export const overviewColumns = (
  strings: Strings,
  format: Format,
  sum: Sum,
  count: number,
): Column<OverviewAccount>[] => {
  const { overview, metrics } = strings
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
      cell: ({ account }) => (
        <span className={css['account']}>
          <Name>{account.name}</Name>
          {account.partial ? (
            <span title={metrics.partial}>
              <Badge meaning="warn" icon>
                <span className={css['hidden']}>{metrics.partial}</span>
              </Badge>
            </span>
          ) : null}
        </span>
      ),
      total: overview.totalOf(count),
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
      width: 126,
      cell: ({ account }) => <LocalTime zone={account.zone} />,
    },
    ...metricColumns<OverviewAccount>({
      ids: FIGURES.slice(0, 1),
      of: ({ figures, account, asOf }) => ({ figures, currency: account.currency, asOf, zone: account.zone }),
      strings,
      format,
      hasKinds: false,
      currency: sum.currency,
      totals: sum.figures,
    }),
    {
      id: 'trend',
      header: overview.trend,
      hint: overview.trendHint,
      width: 116,
      cell: ({ account, trend }) => <Sparkline values={trend} label={overview.trendLabel(account.name)} />,
    },
    ...metricColumns<OverviewAccount>({
      ids: FIGURES.slice(1),
      of: ({ figures, account, asOf }) => ({ figures, currency: account.currency, asOf, zone: account.zone }),
      strings,
      format,
      hasKinds: false,
      currency: sum.currency,
      totals: sum.figures,
    }),
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
