import type { ChartData, ChartDataset, ChartOptions, Scale, ScriptableContext } from 'chart.js'
import { DASHES, SERIES } from './chart-colours.ts'
import type { ChartColours } from './chart-colours.ts'
import { TICK_ROOM } from './figures-chart-draw.ts'
import type { Drawn } from './figures-chart-draw.ts'
import type { ChartLine, ChartMark, Shown } from './figures-chart-lines.ts'

export interface Point {
  readonly x: number
  readonly y: number
}
export interface Configuration {
  readonly type: 'line'
  readonly data: ChartData<'line', Point[]>
  readonly options: ChartOptions<'line'>
}

export interface ChartContent {
  /** All of them: a line keeps its colour when others are hidden. */
  readonly lines: readonly ChartLine[]
  readonly shown: Shown
  /** Short, one a place. */
  readonly labels: readonly string[]
  /** In the tooltip. */
  readonly fullLabels: readonly string[]
  /** Of what is compared, in the tooltip. */
  readonly beforeLabels: readonly (string | null)[] | null
  readonly marks: readonly ChartMark[]
  /** From this place on nothing is over yet. */
  readonly openFrom: number
  /** Where the axes of values begin. */
  readonly from: number
  /** A tick at the first place and every so many after it; null: as many as there is room for, to the last. */
  readonly everyTick: number | null
  readonly words: {
    readonly notOver: string
    readonly partial: string
    /** What a value was, where it is compared. */
    readonly before: (value: string) => string
    /** Marks that a tooltip has no room for. */
    readonly more: (count: number) => string
  }
}

/** Pixels between two labels of days. */
const LABEL_ROOM = 64
/** Lines of a tooltip that tell of marks. */
const MARKS_IN_TOOLTIP = 4

export const lookOf = (
  index: number,
  colours: ChartColours,
): { readonly colour: string; readonly dash: readonly number[] } => ({
  colour: colours.series[index % SERIES] ?? colours.text,
  // After eight colours the dashes go on by one: no two lines of 64 are alike.
  dash: DASHES[(index + Math.floor(index / SERIES)) % SERIES] ?? [],
})

const faded = (colour: string): string => colour.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.6)')
export const DASH_BEFORE: readonly number[] = [3, 3]

/** Pixels. */
const DENSE = 4
const LONGER = 4
const isDense = ({ chart }: ScriptableContext<'line'>): boolean => {
  const x = chart.scales['x']
  return x !== undefined && x.width < DENSE * (x.max - x.min)
}
/** Where points are dense a thick line is a blot, and filling it takes longer than all the rest of the chart. */
const widthOf =
  (usual: number) =>
  (context: ScriptableContext<'line'>): number =>
    isDense(context) ? 1 : usual
/** There short dashes fall between two points and are no pattern any more. */
const dashOf =
  (usual: readonly number[]) =>
  (context: ScriptableContext<'line'>): number[] =>
    usual.map((length) => (isDense(context) ? LONGER * length : length))

const pointsOf = (values: readonly (number | null)[]): Point[] => values.map((y, x) => ({ x, y: y ?? Number.NaN }))

/** Which line a dataset is of, and whether it is what the line is compared with. */
type Dataset = ChartDataset<'line', Point[]> & { readonly line: number; readonly isBefore: boolean }
const isDataset = (dataset: unknown): dataset is Dataset =>
  typeof dataset === 'object' && dataset !== null && 'line' in dataset

const axisIdOf = ({ unit }: ChartLine, { units }: Shown): 'y' | 'y1' => (unit === units[0] ? 'y' : 'y1')

const datasetsOf = ({ lines, shown }: ChartContent, colours: ChartColours): Dataset[] =>
  shown.lines.flatMap((line): Dataset[] => {
    const index = lines.indexOf(line)
    const { colour, dash } = lookOf(index, colours)
    const common = {
      line: index,
      yAxisID: axisIdOf(line, shown),
      backgroundColor: colour,
      pointRadius: line.values.length < 2 ? 3 : 0,
      pointHitRadius: 12,
      // Said apart, or each point would work its own out from the line's.
      pointBorderWidth: 0,
      // Drawn by themselves, see figures-chart-still.ts.
      pointHoverRadius: 0,
      tension: 0,
      spanGaps: false,
    }
    const own: Dataset = {
      ...common,
      isBefore: false,
      label: line.name,
      data: pointsOf(line.values),
      borderColor: colour,
      borderDash: dashOf(dash),
      borderWidth: widthOf(1.75),
    }
    if (!line.before) return [own]
    const before: Dataset = {
      ...common,
      isBefore: true,
      label: line.name,
      data: pointsOf(line.before),
      borderColor: faded(colour),
      borderDash: dashOf(DASH_BEFORE),
      borderWidth: widthOf(1.25),
    }
    return [before, own]
  })

/** Of each dataset. */
export const coloursOf = (content: ChartContent, colours: ChartColours): readonly string[] =>
  datasetsOf(content, colours).map(({ line }) => lookOf(line, colours).colour)

/** Whole places only, evenly spaced; the last one in sight always among them where nothing else is said. */
const ticksOf = (scale: Scale, everyTick: number | null): { value: number }[] => {
  const first = Math.ceil(scale.min)
  const last = Math.floor(scale.max)
  const room = Math.max(2, Math.floor(scale.width / LABEL_ROOM))
  const fits = Math.max(1, Math.ceil((last - first + 1) / room))
  // Zoomed in so far that such ticks would be lacking, any will do.
  const isRegular = everyTick !== null && last - first >= 2 * everyTick
  const every = isRegular ? everyTick * Math.ceil(fits / everyTick) : fits
  const ticks: { value: number }[] = []
  for (let place = first; place <= last; place++)
    if ((isRegular ? place : last - place) % every === 0) ticks.push({ value: place })
  return ticks
}

/** What is drawn besides lines. */
export const drawnOf = ({ lines, shown, marks, openFrom }: ChartContent, colours: ChartColours): Drawn => ({
  colours,
  openFrom,
  marks: [...Map.groupBy(marks, ({ place }) => place)].flatMap(([place, here]) =>
    [...new Set(here.map(({ kind }) => kind))].map((kind) => ({ place, kind })),
  ),
  partial: shown.lines.flatMap((line) =>
    (line.partial ?? []).flatMap((isPartial, place) => {
      const value = line.values[place] ?? null
      const { colour } = lookOf(lines.indexOf(line), colours)
      return isPartial && value !== null ? [{ place, value, axis: axisIdOf(line, shown), colour }] : []
    }),
  ),
})

/** Whether anything was measured of a unit: an axis of nothing would say zeros. */
const isMeasured = ({ lines }: Shown, unit: string | undefined): boolean =>
  lines.some((line) => line.unit === unit && [...line.values, ...(line.before ?? [])].some((value) => value !== null))

export const configurationOf = (content: ChartContent, colours: ChartColours): Configuration => {
  const { lines, shown, labels, fullLabels, beforeLabels, marks, openFrom, from, everyTick, words } = content
  const byPlace = Map.groupBy(marks, ({ place }) => place)
  const font = { size: 11 }
  const axisOf = (unit: string | undefined, side: 'left' | 'right') => {
    const line = lines.find((each) => each.unit === unit)
    const hasValues = isMeasured(shown, unit)
    return {
      display: line !== undefined,
      position: side,
      ...(from === 0 ? { beginAtZero: true } : { min: from }),
      border: { display: false },
      // One grid is enough.
      grid: { color: colours.line, drawTicks: false, drawOnChartArea: side === 'left' },
      ticks: {
        color: colours.text,
        font,
        maxTicksLimit: 5,
        padding: 6,
        callback: (value: string | number) => (hasValues ? line?.axis(Number(value)) : null) ?? '',
      },
    } as const
  }
  const say = ({ line: index }: Dataset, place: number): string[] => {
    const line = lines[index]
    if (!line) return []
    const value = line.values[place] ?? null
    const before = line.before?.[place] ?? null
    return [
      [
        `${line.name}: ${line.say(value)}`,
        line.partial?.[place] ? words.partial : null,
        line.before ? words.before(line.say(before)) : null,
        line.beforePartial?.[place] ? words.partial : null,
      ]
        .filter((part) => part !== null)
        .join(' · '),
    ]
  }
  return {
    type: 'line',
    data: { datasets: datasetsOf(content, colours) },
    options: {
      parsing: false,
      normalized: true,
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: 'index', axis: 'x', intersect: false },
      layout: { padding: { top: 6, right: shown.units.length > 1 ? 0 : 8 } },
      scales: {
        x: {
          type: 'linear',
          offset: false,
          min: 0,
          max: Math.max(1, labels.length - 1),
          grid: { display: false },
          border: { color: colours.line },
          afterBuildTicks: (scale) => {
            scale.ticks = ticksOf(scale, everyTick)
          },
          ticks: {
            color: colours.text,
            font,
            padding: marks.length > 0 ? TICK_ROOM : 3,
            maxRotation: 0,
            autoSkip: false,
            callback: (value) => labels[Number(value)] ?? '',
          },
        },
        y: axisOf(shown.units[0], 'left'),
        y1: axisOf(shown.units[1], 'right'),
      },
      plugins: {
        decimation: { enabled: true, algorithm: 'min-max' },
        tooltip: {
          backgroundColor: colours.surface,
          titleColor: colours.strong,
          bodyColor: colours.strong,
          footerColor: colours.text,
          footerFont: { weight: 'normal' },
          borderColor: colours.line,
          borderWidth: 1,
          padding: 8,
          boxWidth: 8,
          boxHeight: 8,
          boxPadding: 4,
          animation: false,
          // What a line is compared with is said beside its value; alone, where there is no value.
          filter: ({ dataset, parsed }, _, all) =>
            !isDataset(dataset) ||
            !dataset.isBefore ||
            !all.some(
              (item) =>
                isDataset(item.dataset) &&
                !item.dataset.isBefore &&
                item.dataset.line === dataset.line &&
                item.parsed.x === parsed.x,
            ),
          callbacks: {
            title: (items) => {
              const place = items[0]?.parsed.x ?? -1
              const before = beforeLabels?.[place]
              return [
                `${fullLabels[place] ?? ''}${place >= openFrom ? ` (${words.notOver})` : ''}`,
                ...(before ? [words.before(before)] : []),
              ]
            },
            label: ({ dataset, parsed }) => (isDataset(dataset) ? say(dataset, parsed.x ?? -1) : []),
            labelColor: ({ dataset }) => {
              const colour = isDataset(dataset) ? lookOf(dataset.line, colours).colour : colours.text
              return { borderColor: colour, backgroundColor: colour }
            },
            footer: (items) => {
              const here = byPlace.get(items[0]?.parsed.x ?? -1) ?? []
              const more = here.length - MARKS_IN_TOOLTIP
              return [
                ...here.slice(0, MARKS_IN_TOOLTIP).map(({ text }) => text),
                ...(more > 0 ? [words.more(more)] : []),
              ]
            },
          },
        },
      },
    },
  }
}
