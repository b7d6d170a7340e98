import { Chart as ChartJs, Decimation, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js'
import { ChartLine as ChartIcon, Maximize2, Table2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { IconButton } from './button.tsx'
import { useChartColours } from './chart-colours.ts'
import { coloursOf, configurationOf, drawnOf } from './figures-chart-config.ts'
import type { ChartContent, Point } from './figures-chart-config.ts'
import { drawnBy } from './figures-chart-draw.ts'
import { ChartLegend } from './figures-chart-legend.tsx'
import type { ChartLine, ChartMark } from './figures-chart-lines.ts'
import { hiddenAtFirst, pressed, shownOf } from './figures-chart-lines.ts'
import { ChartMarks } from './figures-chart-marks.tsx'
import { PictureMenu } from './figures-chart-picture-menu.tsx'
import { pictureOf } from './figures-chart-picture.ts'
import css from './figures-chart.module.css'
import { createStill } from './figures-chart-still.ts'
import { ChartTable } from './figures-chart-table.tsx'
import { useZoom } from './figures-chart-zoom.ts'

ChartJs.register(Decimation, LinearScale, LineController, LineElement, PointElement, Tooltip)

const NO_MARKS: readonly ChartMark[] = []

interface FiguresChartProps {
  readonly title: string
  /** The title is said to screen readers only. */
  readonly hideTitle?: boolean
  /** What the chart shows, in sentences: its name for who does not see it. */
  readonly summary: string
  readonly lines: readonly ChartLine[]
  /** Short, one a place; in full where there is room. */
  readonly labels: readonly string[]
  readonly fullLabels?: readonly string[]
  readonly beforeLabels?: readonly (string | null)[] | null
  readonly marks?: readonly ChartMark[]
  /** More happened before them than is shown. */
  readonly olderMarks?: boolean
  /** From this place on nothing is over yet. */
  readonly openFrom?: number
  /** Pixels of the plot. */
  readonly height: number
  /** Before the legend. */
  readonly controls?: ReactNode
  /** What the places are; days where it is not said. */
  readonly along?: string
  /** The table has the first place at its top; the last one, the newest day, where it is not said. */
  readonly fromFirst?: boolean
  /** Where the axes of values begin; 0 where it is not said. */
  readonly from?: number
  /** Null: as many as there is room for. */
  readonly everyTick?: number | null
}

/** Lines over places, with what happened at them, as a chart and as a table. One component for every chart there is. */
export const FiguresChart = ({
  title,
  hideTitle = false,
  summary,
  lines,
  labels,
  fullLabels = labels,
  beforeLabels = null,
  marks = NO_MARKS,
  olderMarks = false,
  openFrom = Number.POSITIVE_INFINITY,
  height,
  controls,
  along,
  fromFirst = false,
  from = 0,
  everyTick = null,
}: FiguresChartProps): ReactElement => {
  const { metrics, charts } = useStrings()
  const format = useFormat()
  const colours = useChartColours()
  const [asTable, setAsTable] = useState(false)
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const hidden = useMemo(() => chosen ?? hiddenAtFirst(lines), [chosen, lines])
  const shown = useMemo(() => shownOf(lines, hidden), [lines, hidden])
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null)
  const chart = useRef<ChartJs<'line', Point[]> | null>(null)
  const zoom = useZoom(
    useCallback(() => chart.current, []),
    canvas,
    labels.length,
  )

  const content = useMemo(
    (): ChartContent => ({
      lines,
      shown,
      labels,
      fullLabels: along === undefined ? fullLabels : fullLabels.map((label) => `${along}: ${label}`),
      beforeLabels,
      marks,
      openFrom,
      from,
      everyTick,
      words: {
        notOver: charts.notOver,
        partial: charts.partial,
        before: charts.before,
        more: charts.moreMarks,
      },
    }),
    [lines, shown, labels, fullLabels, along, beforeLabels, marks, openFrom, from, everyTick, charts],
  )
  const ready = useMemo(
    () => ({
      configuration: configurationOf(content, colours),
      drawn: drawnOf(content, colours),
      colours: coloursOf(content, colours),
    }),
    [content, colours],
  )
  const latest = useRef(ready)
  latest.current = ready
  useEffect(() => {
    if (!canvas) return undefined
    chart.current = new ChartJs<'line', Point[]>(canvas, {
      ...latest.current.configuration,
      plugins: [drawnBy(() => latest.current.drawn), createStill((dataset) => latest.current.colours[dataset] ?? '')],
    })
    return () => {
      chart.current?.destroy()
      chart.current = null
    }
  }, [canvas])

  useEffect(() => {
    const live = chart.current
    const { configuration } = ready
    // Just made from it.
    if (!live || live.config.data === configuration.data) return
    live.data = configuration.data
    live.options = configuration.options
    const x = live.options.scales?.['x']
    const view = zoom.view()
    if (x && view) {
      x.min = view.min
      x.max = view.max
    }
    live.update('none')
  }, [ready, canvas, zoom])

  const isCompared = shown.lines.some(({ before }) => before)
  const take = (): string => {
    const live = chart.current
    if (!live) return ''
    // Without what lies over the lines while the pointer is there.
    live.setActiveElements([])
    live.tooltip?.setActiveElements([], { x: 0, y: 0 })
    live.update('none')
    return pictureOf({
      canvas: live.canvas,
      title: `${title}, ${fullLabels[0] ?? ''} – ${fullLabels.at(-1) ?? ''}`,
      lines,
      shown,
      before: isCompared ? charts.comparedDays : null,
      colours,
    })
  }
  const isOne = lines.length < 2 && !isCompared
  return (
    <figure className={css['figure']} aria-label={title}>
      <figcaption className={css['head']}>
        {hideTitle ? null : <span className={css['title']}>{title}</span>}
        {controls}
        <span className={css['actions']}>
          {zoom.isZoomed && !asTable ? (
            <IconButton label={charts.showAll} keys="0" icon={<Maximize2 />} size="small" onClick={zoom.reset} />
          ) : null}
          {asTable || !canvas ? null : <PictureMenu name={title} take={take} />}
          {marks.length > 0 ? <ChartMarks marks={marks} older={olderMarks} colours={colours} /> : null}
          <IconButton
            label={asTable ? metrics.showChart : metrics.showTable}
            icon={asTable ? <ChartIcon /> : <Table2 />}
            size="small"
            onClick={() => setAsTable(!asTable)}
          />
        </span>
      </figcaption>
      {isOne ? null : (
        <ChartLegend
          lines={lines}
          shown={shown}
          colours={colours}
          onPress={(key) => setChosen(pressed(lines, hidden, key))}
        />
      )}
      {shown.waiting.length > 0 ? (
        <p className={css['note']} role="status">
          {charts.twoUnits(format.list(shown.units), format.list([...new Set(shown.waiting.map(({ unit }) => unit))]))}
        </p>
      ) : null}
      {asTable ? (
        <ChartTable
          title={title}
          height={height}
          along={along ?? metrics.day}
          labels={fullLabels}
          lines={[...shown.lines, ...shown.waiting]}
          openFrom={openFrom}
          fromFirst={fromFirst}
        />
      ) : (
        <div className={css['plot']} style={{ height }}>
          <canvas
            ref={setCanvas}
            className={css['canvas']}
            role="img"
            aria-label={`${summary} ${charts.keys}`}
            aria-keyshortcuts="+ - 0 ArrowLeft ArrowRight"
            tabIndex={0}
            data-zoomed={zoom.isZoomed || undefined}
            onKeyDown={zoom.press}
          />
        </div>
      )}
    </figure>
  )
}
