import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Overview, OverviewAccount } from '../../../shared/contract/figures.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Chart } from '../../ui/chart.tsx'
import css from './overview.module.css'
import { spendLines } from './totals.ts'

interface SpendChartProps {
  readonly overview: Overview
  readonly accounts: readonly OverviewAccount[]
}

/** A chart for every currency: amounts of two currencies share no axis. */
export const SpendChart = ({ overview, accounts }: SpendChartProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const charts = useMemo(() => {
    const { days, lines } = spendLines(overview, accounts)
    const labels = days.map((day) => format.day(day))
    return lines.map(({ currency, values }) => ({
      currency,
      labels,
      axis: (value: number) => format.shortMoney(value, currency),
      series: [{ name: currency, values, say: (value: number | null) => format.money(value, currency) }],
    }))
  }, [overview, accounts, format])
  return (
    <div className={css['chart']}>
      <div className={css['multiples']}>
        {charts.map(({ currency, labels, axis, series }) => (
          <Chart
            key={currency}
            title={`${strings.overview.spendByDay}, ${currency}`}
            kind="bar"
            labels={labels}
            series={series}
            axis={axis}
            height={charts.length > 1 ? 112 : 148}
          />
        ))}
      </div>
    </div>
  )
}
