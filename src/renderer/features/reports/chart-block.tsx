import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Unit } from '../../../shared/domain/metrics.ts'
import type { ChartBlock, Report } from '../../../shared/domain/reports.ts'
import type { Series, SeriesLine } from '../../../shared/domain/series.ts'
import { call } from '../../api.ts'
import type { Format } from '../../format.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import type { ChartSeries } from '../../ui/chart.tsx'
import { Chart } from '../../ui/chart.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { BlockFoot } from './block-foot.tsx'
import { useDrawn } from './drawn.ts'
import { EVENTS, seriesQuestion } from './report-data.ts'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'
import { figureText } from './use-figures.ts'

const HEIGHT = 180
/** Of several beside each other. */
const SMALL = 120

/** Lines that can share an axis: of one unit, and money of one currency. */
interface Axis {
  readonly key: string
  readonly unit: Unit
  readonly currency: string | null
  readonly lines: readonly SeriesLine[]
}
const axesOf = ({ lines }: Series, book: FigureBook): readonly Axis[] =>
  [
    ...Map.groupBy(
      lines.filter(({ none }) => none === null),
      ({ figure, currency }) => {
        const unit = book.unitOf(figure)
        return unit === 'money' ? `money ${currency}` : unit
      },
    ),
  ].map(([key, members]) => ({
    key,
    unit: book.unitOf(members[0]?.figure ?? 'spend'),
    currency: members[0]?.currency ?? null,
    lines: members,
  }))

const shortText = ({ unit, currency }: Axis, value: number, format: Format): string =>
  unit === 'money' && currency !== null
    ? format.shortMoney(value, currency)
    : unit === 'percent'
      ? format.percent(value)
      : format.shortCount(value)

interface ChartBlockProps {
  readonly report: Report
  readonly block: ChartBlock
  readonly book: FigureBook
  readonly title: string
}

/** Figures over time: a chart for each unit, so that no line is measured by another's axis. */
export const ChartBlockView = ({ report, block, book, title }: ChartBlockProps): ReactElement => {
  const { reports } = useStrings()
  const format = useFormat()
  const accounts = useAccounts().value?.rows
  const watched = useMemo(() => (accounts ?? []).filter((row) => row.watched).map(({ id }) => id), [accounts])
  const question = seriesQuestion(report, block, watched, book)
  const { value, failure, refresh } = useServer(
    `series:${JSON.stringify(question)}`,
    () => call('series.query', question),
    EVENTS,
    { keepPrevious: true },
  )
  const axes = useMemo(() => (value ? axesOf(value, book) : []), [value, book])
  const labels = useMemo(() => (value ? value.buckets.map(({ since }) => format.day(since)) : []), [value, format])
  const nameOf = ({ figure, objectId, currency }: SeriesLine): string => {
    const account = accounts?.find(({ id }) => id === objectId)?.name
    if (account !== undefined) return account
    const isOfOne = book.unitOf(figure) === 'money' && currency !== null && axes.length > 1
    return isOfOne ? `${book.nameOf(figure)}, ${currency}` : book.nameOf(figure)
  }
  useDrawn(block.id, value !== undefined || failure !== null)
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={6} />
  const never = value.lines.filter(({ none }) => none !== null)
  const isEmpty = axes.every(({ lines }) => lines.every(({ values }) => values.every((each) => each === null)))
  return (
    <>
      {isEmpty ? (
        <p className={css['nothing']}>{reports.nothing}</p>
      ) : (
        <div className={css['multiples']}>
          {axes.map((axis) => (
            <Chart
              key={axis.key}
              title={axes.length > 1 ? axis.lines.map(nameOf).join(', ') : title}
              hideTitle={axes.length === 1}
              kind={labels.length < 3 ? 'bar' : 'line'}
              labels={labels}
              series={axis.lines.map((line): ChartSeries => ({
                name: nameOf(line),
                values: line.values,
                say: (each) => figureText(axis.unit, each, axis.currency, format),
              }))}
              axis={(each) => shortText(axis, each, format)}
              height={axes.length > 1 ? SMALL : HEIGHT}
            />
          ))}
        </div>
      )}
      {never.map(({ figure, none }) =>
        none === null ? null : (
          <p key={figure} className={css['nothing']}>
            {book.nameOf(figure)}: {reports.noLine[none]}
          </p>
        ),
      )}
      <BlockFoot asOf={value.asOf} partial={value.lines.some(({ partial }) => partial.includes(true))} />
    </>
  )
}
