import type { DayRange } from '../../shared/domain/day.ts'
import type { Unit } from '../../shared/domain/metrics.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { HOURS } from '../../shared/domain/series.ts'
import type { NoLine, Series, SeriesLine, SeriesMark } from '../../shared/domain/series.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { markKind, markText } from './chart-marks-text.ts'
import type { FigureInfos } from './figure-info.ts'
import type { ChartLine, ChartMark } from './figures-chart-lines.ts'
import { SAID_RATES, ratesText } from './rates-text.ts'

/** What a chart of a series shows, in words and numbers of the language. */
export interface SeriesContent {
  readonly chart: {
    readonly lines: readonly ChartLine[]
    readonly labels: readonly string[]
    readonly fullLabels: readonly string[]
    readonly beforeLabels: readonly (string | null)[] | null
    readonly marks: readonly ChartMark[]
    readonly olderMarks: boolean
    /** Null: as many as there is room for. */
    readonly everyTick: number | null
    readonly openFrom: number
    readonly summary: string
  }
  /** What is not drawn and why, and what was left out. */
  readonly notes: readonly string[]
}

interface Names {
  readonly infos: FigureInfos
  /** Of objects and accounts, by id. */
  readonly objects: ReadonlyMap<string, string>
}

const spell = (unit: Unit, currency: Currency, format: Format): ((value: number | null) => string) => {
  switch (unit) {
    case 'money':
      return (value) => format.money(value, currency)
    case 'percent':
      return format.percent
    case 'count':
      return format.count
    case 'decimal':
      return format.decimal
  }
}
const spellShort = (unit: Unit, currency: Currency, format: Format): ((value: number) => string) => {
  switch (unit) {
    case 'money':
      return (value) => format.shortMoney(value, currency)
    case 'percent':
      return format.percent
    case 'count':
      return format.shortCount
    case 'decimal':
      return format.decimal
  }
}

/** Hours between two labels. */
const ticksOfHours = (days: number): number => (days <= 1 ? 3 : days <= 3 ? 12 : HOURS)

/** Told in full for so many lines. */
const SUMMED_UP = 3

const summaryOf = (
  lines: readonly ChartLine[],
  labels: readonly string[],
  range: string,
  { charts }: Strings,
  format: Format,
): string => {
  const sentences = lines.slice(0, SUMMED_UP).map(({ name, values, say }) => {
    const known = values.flatMap((value, place) => (value === null ? [] : [{ value, at: labels[place] ?? '' }]))
    const [first] = known
    const last = known.at(-1)
    if (!first || !last) return charts.summaryNothing(name)
    const high = known.reduce((best, each) => (each.value > best.value ? each : best), first)
    const low = known.reduce((best, each) => (each.value < best.value ? each : best), first)
    return charts.summaryLine(name, say(last.value), say(high.value), high.at, say(low.value), low.at)
  })
  const more = lines.length - SUMMED_UP
  return [
    charts.summaryOf(format.list([...new Set(lines.map(({ name }) => name))].slice(0, 8)), range),
    ...sentences,
    ...(more > 0 ? [charts.summaryMore(more)] : []),
  ].join(' ')
}

const convertedNotes = (converted: Series['converted'], strings: Strings, format: Format): readonly string[] => {
  if (converted === null) return []
  const { currency, used, unrated } = converted
  const rates = ratesText(used, strings, format, SAID_RATES)
  return [
    strings.charts.converted(currency, rates === null ? '' : ` (${rates})`),
    ...(unrated.length > 0 ? [strings.charts.unrated(format.list(unrated))] : []),
  ]
}

export const contentOf = (
  series: Series,
  { infos, objects }: Names,
  strings: Strings,
  format: Format,
): SeriesContent => {
  const { charts } = strings
  const { grain, buckets, compared } = series
  const isOneDay = buckets[0]?.since === buckets.at(-1)?.since
  const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
  const inFull = ({ since, until }: DayRange, hour: number | null): string =>
    hour === null ? format.range(since, until) : `${format.range(since, until)}, ${hourText(hour)}`
  const labels = buckets.map(({ since, hour }) =>
    hour !== null && (hour > 0 || isOneDay)
      ? hourText(hour)
      : grain === 'month'
        ? format.month(since)
        : format.day(since),
  )
  const fullLabels = buckets.map((bucket) => inFull(bucket, bucket.hour))

  const ids = new Set(series.lines.map(({ objectId }) => objectId))
  const figures = new Set(series.lines.map(({ figure }) => figure))
  const figureName = ({ figure }: SeriesLine): string => infos.of(figure)?.fullName ?? charts.deletedMetric
  const nameOf = (line: SeriesLine): string => {
    if (line.objectId === null || ids.size === 1) return figureName(line)
    const of = objects.get(line.objectId) ?? line.objectId
    return figures.size === 1 ? of : `${of} · ${figureName(line)}`
  }

  // The first of each figure, then the second of each: what was chosen to be seen together has the axes first.
  const byFigure = [...Map.groupBy(series.lines, ({ figure }) => figure).values()]
  const longest = Math.max(0, ...byFigure.map((some) => some.length))
  const lines = Array.from({ length: longest }, (_, i) => byFigure.flatMap((some) => some.slice(i, i + 1)))
    .flat()
    .filter(({ none }) => none === null)
    .map((line): ChartLine => {
      const unit = infos.of(line.figure)?.unit ?? 'decimal'
      const { currency } = line
      return {
        key: `${line.objectId ?? ''} ${currency} ${line.figure}`,
        name: nameOf(line),
        unit: unit === 'money' ? currency : charts.units[unit],
        values: line.values,
        before: line.before,
        partial: line.partial,
        beforePartial: line.beforePartial,
        say: spell(unit, currency, format),
        axis: spellShort(unit, currency, format),
      }
    })
  const without = (why: NoLine): readonly string[] => {
    const names = [...new Set(series.lines.filter(({ none }) => none === why).map(figureName))]
    return names.length > 0 ? [charts.none[why](format.list(names))] : []
  }
  // What happened inside of an account, or to one of several, is said with what it happened to.
  const isMany = series.lines.some(({ objectId }) => objectId === null || objectId.startsWith('act_')) || ids.size > 1
  const nameOfMark = ({ entry }: SeriesMark): string | null =>
    entry.objectName ?? objects.get(entry.objectId ?? entry.accountId ?? '') ?? null
  const hasKinds = series.lines.some(({ severalKinds }) => severalKinds)
  const first = buckets[0]
  const last = buckets.at(-1)
  const open = buckets.findIndex((bucket) => bucket.open)
  return {
    chart: {
      lines,
      labels,
      fullLabels,
      beforeLabels: compared && compared.map((span, place) => span && inFull(span, buckets[place]?.hour ?? null)),
      everyTick: grain === 'hour' ? ticksOfHours(buckets.length / HOURS) : null,
      marks: series.marks.map((mark) => ({
        place: mark.bucket,
        kind: markKind(mark),
        text: markText(mark, isMany ? nameOfMark(mark) : null, strings, format),
        when: format.day(mark.day),
      })),
      olderMarks: series.olderMarks,
      openFrom: open < 0 ? Number.POSITIVE_INFINITY : open,
      summary: summaryOf(
        lines,
        fullLabels,
        first && last ? format.range(first.since, last.until) : '',
        strings,
        format,
      ),
    },
    notes: [
      ...(hasKinds ? [strings.metrics.severalKinds] : []),
      ...(!hasKinds && lines.length > 0 && lines.every(({ values }) => values.every((value) => value === null))
        ? [charts.nothing]
        : []),
      ...without('reach'),
      ...without('window'),
      ...without('formula'),
      ...without('hour'),
      ...convertedNotes(series.converted, strings, format),
      ...(series.leftOut > 0 ? [charts.mostSpent(ids.size, ids.size + series.leftOut)] : []),
      ...(series.cut > 0 ? [charts.cut(strings.common.days(series.cut))] : []),
    ],
  }
}
