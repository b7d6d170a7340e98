import {
  BarController,
  BarElement,
  Chart as ChartJs,
  Decimation,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import type { ChartConfiguration } from 'chart.js'
import { ChartLine, Table2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { IconButton } from './button.tsx'
import { DASHES, SERIES, useChartColours } from './chart-colours.ts'
import css from './chart.module.css'

ChartJs.register(
  BarController,
  BarElement,
  Decimation,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

export interface ChartSeries {
  readonly name: string
  /** One for each label; null: nothing measured, a gap. */
  readonly values: readonly (number | null)[]
  /** As it is said in the tooltip and the table. */
  readonly say: (value: number | null) => string
}

interface ChartProps {
  readonly title: string
  readonly kind: 'line' | 'bar'
  readonly labels: readonly string[]
  readonly series: readonly ChartSeries[]
  /** A value on the axis, short. */
  readonly axis: (value: number) => string
  /** Pixels of the plot. */
  readonly height: number
  readonly controls?: ReactNode
  /** The title is said to screen readers only. */
  readonly hideTitle?: boolean
  /** What the labels are; days where it is not said. */
  readonly along?: string
  /** The table has the first label at its top; the last one, the newest day, where it is not said. */
  readonly fromFirst?: boolean
  /** Where the axis of values begins; 0 where it is not said. */
  readonly from?: number
  /** A tick at the first label and every so many after it; as many as there is room for, to the last, where it is not said. */
  readonly everyTick?: number
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const pointsOf = (values: readonly (number | null)[]): { x: number; y: number }[] =>
  values.map((y, x) => ({ x, y: y ?? Number.NaN }))

export const Chart = ({
  title,
  kind,
  labels,
  series,
  axis,
  height,
  controls,
  hideTitle = false,
  along,
  fromFirst = false,
  from = 0,
  everyTick,
}: ChartProps): ReactElement => {
  const { metrics } = useStrings()
  const colours = useChartColours()
  const [asTable, setAsTable] = useState(false)
  const canvas = useRef<HTMLCanvasElement>(null)
  const chart = useRef<ChartJs<'line' | 'bar', { x: number; y: number }[]> | null>(null)

  const configuration = useMemo<ChartConfiguration<'line' | 'bar', { x: number; y: number }[]>>(() => {
    const grid = { color: colours.line, drawTicks: false }
    return {
      type: kind,
      data: {
        datasets: series.map(({ name, values }, index) => {
          const colour = colours.series[index % SERIES] ?? colours.text
          const points = pointsOf(values)
          // The last one of a line is the unfinished day: it is seen as a point.
          return kind === 'bar'
            ? {
                label: name,
                data: points,
                backgroundColor: colour,
                borderRadius: 2,
                maxBarThickness: 18,
                categoryPercentage: 0.8,
                barPercentage: 0.92,
              }
            : {
                label: name,
                data: points,
                borderColor: colour,
                backgroundColor: colour,
                borderDash: [...(DASHES[index % SERIES] ?? [])],
                borderWidth: 1.75,
                pointRadius: points.length < 2 ? 3 : 0,
                pointHitRadius: 12,
                pointHoverRadius: 3.5,
                tension: 0,
                spanGaps: false,
              }
        }),
      },
      options: {
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        animation: isStill() ? false : { duration: 120 },
        interaction: { mode: 'index', axis: 'x', intersect: false },
        layout: { padding: { top: 6, right: 8 } },
        scales: {
          x: {
            type: 'linear',
            offset: false,
            min: kind === 'bar' ? -0.5 : 0,
            max: Math.max(1, labels.length - (kind === 'bar' ? 0.5 : 1)),
            grid: { display: false },
            border: { color: colours.line },
            afterBuildTicks: (scale) => {
              // Whole days only, evenly spaced, the last one always among them.
              const every = Math.max(1, Math.ceil(labels.length / Math.max(2, Math.floor(scale.width / 64))))
              scale.ticks = labels.flatMap((_, index) =>
                (everyTick === undefined ? (labels.length - 1 - index) % every : index % everyTick) === 0
                  ? [{ value: index }]
                  : [],
              )
            },
            ticks: {
              color: colours.text,
              font: { size: 11 },
              maxRotation: 0,
              autoSkip: false,
              callback: (value) => labels[Number(value)] ?? '',
            },
          },
          y: {
            beginAtZero: from === 0,
            ...(from === 0 ? {} : { min: from }),
            border: { display: false },
            grid,
            ticks: {
              color: colours.text,
              font: { size: 11 },
              maxTicksLimit: 5,
              padding: 6,
              callback: (value) => axis(Number(value)),
            },
          },
        },
        plugins: {
          decimation: { enabled: kind === 'line', algorithm: 'min-max' },
          tooltip: {
            backgroundColor: colours.surface,
            titleColor: colours.text,
            bodyColor: colours.text,
            borderColor: colours.line,
            borderWidth: 1,
            padding: 8,
            boxWidth: 8,
            boxHeight: 8,
            boxPadding: 4,
            animation: false,
            callbacks: {
              title: (items) => {
                const label = labels[items[0]?.parsed.x ?? -1] ?? ''
                return along === undefined ? label : `${along}: ${label}`
              },
              label: (item) => {
                const entry = series[item.datasetIndex]
                return entry ? `${entry.name}: ${entry.say(entry.values[item.parsed.x ?? -1] ?? null)}` : ''
              },
            },
          },
        },
      },
    }
  }, [kind, labels, series, axis, colours, along, from, everyTick])

  const latest = useRef(configuration)
  latest.current = configuration
  useEffect(() => {
    if (asTable || !canvas.current) return undefined
    chart.current = new ChartJs<'line' | 'bar', { x: number; y: number }[]>(canvas.current, latest.current)
    return () => {
      chart.current?.destroy()
      chart.current = null
    }
    // A new kind needs a new chart; data and colours are changed in place below.
  }, [asTable, kind])

  useEffect(() => {
    const live = chart.current
    // Just made from it.
    if (!live || live.config.data === configuration.data) return
    live.data = configuration.data
    if (configuration.options) live.options = configuration.options
    live.update('none')
  }, [configuration, asTable])

  const rows = labels.map((label, index) => (
    <tr key={label}>
      <td>{label}</td>
      {series.map(({ name, values, say }) => (
        <td key={name}>{say(values[index] ?? null)}</td>
      ))}
    </tr>
  ))

  return (
    <figure className={css['figure']} aria-label={title}>
      <figcaption className={css['head']}>
        {hideTitle ? null : <span className={css['title']}>{title}</span>}
        {controls}
        <span className={css['legend']}>
          {series.length > 1
            ? series.map(({ name }, index) => (
                <span key={name} className={css['key']}>
                  <svg width="18" height="8" aria-hidden>
                    <line
                      x1="0"
                      x2="18"
                      y1="4"
                      y2="4"
                      stroke={colours.series[index % SERIES]}
                      strokeWidth={kind === 'bar' ? 8 : 2}
                      strokeDasharray={kind === 'bar' ? undefined : DASHES[index % SERIES]?.join(' ')}
                    />
                  </svg>
                  {name}
                </span>
              ))
            : null}
        </span>
        <IconButton
          label={asTable ? metrics.showChart : metrics.showTable}
          icon={asTable ? <ChartLine /> : <Table2 />}
          size="small"
          onClick={() => setAsTable(!asTable)}
        />
      </figcaption>
      {asTable ? (
        <div className={css['twin']} style={{ height }} role="region" aria-label={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{along ?? metrics.day}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>{fromFirst ? rows : rows.toReversed()}</tbody>
          </table>
        </div>
      ) : (
        <div className={css['plot']} style={{ height }}>
          <canvas ref={canvas} role="img" aria-label={title} />
        </div>
      )}
    </figure>
  )
}
