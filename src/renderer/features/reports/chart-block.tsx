import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { ChartBlock, Report } from '../../../shared/domain/reports.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { contentOf } from '../../ui/chart-content.ts'
import { useFigureInfos } from '../../ui/figure-info.ts'
import { FiguresChart } from '../../ui/figures-chart.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { BlockFoot } from './block-foot.tsx'
import { useDrawn } from './drawn.ts'
import { EVENTS, seriesQuestion } from './report-data.ts'
import type { FigureBook } from './use-figures.ts'

const HEIGHT = 220

interface ChartBlockProps {
  readonly report: Report
  readonly block: ChartBlock
  readonly book: FigureBook
  readonly title: string
}

/** Figures over time, as everywhere. */
export const ChartBlockView = ({ report, block, book, title }: ChartBlockProps): ReactElement => {
  const strings = useStrings()
  const format = useFormat()
  const infos = useFigureInfos()
  const accounts = useAccounts().value?.rows
  const watched = useMemo(() => (accounts ?? []).filter((row) => row.watched).map(({ id }) => id), [accounts])
  const question = seriesQuestion(report, block, watched, book)
  const { value, failure, refresh } = useServer(
    `series:${JSON.stringify(question)}`,
    () => call('series.query', question),
    EVENTS,
    { keepPrevious: true },
  )
  const content = useMemo(() => {
    const objects = new Map((accounts ?? []).map(({ id, name }) => [id, name]))
    return value ? contentOf(value, { infos, objects }, strings, format) : null
  }, [value, accounts, infos, strings, format])
  useDrawn(block.id, content !== null || failure !== null)
  if (!value || !content)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={6} />
  return (
    <>
      <FiguresChart title={title} hideTitle {...content.chart} height={HEIGHT} />
      <BlockFoot asOf={value.asOf} partial={value.lines.some(({ partial }) => partial.includes(true))}>
        {content.notes.map((note) => (
          <span key={note}>{note}</span>
        ))}
      </BlockFoot>
    </>
  )
}
