import type { ReactElement } from 'react'
import { useCallback, useMemo, useState } from 'react'
import type { CampaignDetail } from '../../shared/contract/figures.ts'
import { METRIC_IDS, METRICS } from '../../shared/domain/metrics.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Chart } from './chart.tsx'
import { Select } from './select.tsx'

/** Reach of a day is known; of several days it is not their sum: a line of days is fine. */
const CHOICE: readonly MetricId[] = METRIC_IDS.filter((id) => id !== 'linkClicks')

interface CampaignChartProps {
  readonly detail: CampaignDetail
  readonly first?: MetricId
  readonly height?: number
}

/** The last 30 days of a campaign by a metric of one's choice. */
export const CampaignChart = ({ detail, first = 'spend', height = 132 }: CampaignChartProps): ReactElement => {
  const { metrics, campaigns } = useStrings()
  const format = useFormat()
  const [metric, setMetric] = useState<MetricId>(first)
  const { currency } = detail.row
  const labels = useMemo(() => detail.days.map(({ day }) => format.day(day)), [detail.days, format])
  const series = useMemo(
    () => [
      {
        name: metrics.fullNames[metric],
        values: detail.days.map(({ figures }) => figures[metric]),
        say: (value: number | null) => format.metricFull(metric, value, currency),
      },
    ],
    [detail.days, metric, metrics, format, currency],
  )
  const axis = useCallback(
    (value: number): string => {
      const { unit } = METRICS[metric]
      if (unit === 'money') return format.shortMoney(value, currency)
      if (unit === 'percent') return format.percent(value)
      return unit === 'decimal' ? format.decimal(value) : format.shortCount(value)
    },
    [metric, format, currency],
  )
  return (
    <Chart
      title={`${metrics.fullNames[metric]}, ${campaigns.lastDays}`}
      hideTitle
      kind="line"
      labels={labels}
      series={series}
      axis={axis}
      height={height}
      controls={
        <Select
          label={metrics.metric}
          quiet
          value={metric}
          options={CHOICE.map((value) => ({ value, label: metrics.fullNames[value] }))}
          onChange={setMetric}
        />
      }
    />
  )
}
