import type { ReactNode } from 'react'
import { MICROS } from '../../../shared/domain/money.ts'
import { isMetric } from '../../../shared/domain/metrics.ts'
import { BY_HOUR, makerOf } from '../../../shared/domain/series.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Unit } from '../../../shared/domain/metrics.ts'
import { aspectAt, windowedOf } from '../../../shared/domain/table.ts'
import type { Aspect, Conversion, FigureId, FormulaId, TablePage, TableRow } from '../../../shared/domain/table.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table-types.ts'
import type { FigureInfo } from '../../ui/figure-info.ts'
import figures from '../../ui/figures.module.css'
import { CODE, KIND, WIDTHS } from '../../ui/metric-columns.tsx'
import { ratesLines } from '../../ui/rates-text.ts'
import { Sparkline } from '../../ui/sparkline.tsx'
import css from './campaigns.module.css'
import type { AskedFigures } from './use-asked.ts'
import type { Judged } from './targets.ts'

/** A figure's column and, while something is compared, those beside it: each an aspect of the same values. */

export const aspectId = (id: FigureId, aspect: Aspect): string => (aspect === 'value' ? id : `${id}|${aspect}`)
/** The other way round. */
export const aspectOf = (columnId: string): { readonly id: string; readonly aspect: Aspect } => {
  const [id = '', aspect = 'value'] = columnId.split('|')
  return { id, aspect: aspect as Aspect }
}

const unitOf = (unit: Unit, aspect: Aspect): Unit => (aspect === 'changePercent' ? 'percent' : unit)

const ARROWS = { up: '▲', down: '▼' } as const

/** What would be written as no change at all. */
const isSame = (aspect: Aspect, value: number): boolean =>
  value === 0 || (aspect === 'changePercent' && Math.abs(value) < 0.0005)

/** With its sign, and an arrow for those who do not see its colour. */
const changeText = (format: Format, unit: Unit, aspect: Aspect, value: number | null, currency: string): string => {
  const text = aspect === 'changePercent' ? tenths(format, value) : format.figure(unit, value, currency)
  if (value === null || isSame(aspect, value)) return text
  return `${value > 0 ? ARROWS.up : ARROWS.down} ${value > 0 ? '+' : ''}${text}`
}
/** Changes are read at a glance: a tenth of a percent says enough, and above a thousand none does. */
const tenths = (format: Format, value: number | null): string => format.changeShare(value)

const changeTone = ({ better }: FigureInfo, aspect: Aspect, value: number | null): 'good' | 'bad' | undefined =>
  value === null || isSame(aspect, value) || better === 'neither'
    ? undefined
    : value > 0 === (better === 'up')
      ? 'good'
      : 'bad'

interface FigureColumns {
  readonly info: FigureInfo
  /** Where its values are in a row's. */
  readonly at: number
  readonly strings: Strings
  readonly format: Format
  /** Null: mixed, so every amount names its own. */
  readonly currency: string | null
  readonly aspects: readonly Aspect[]
  /** The compared days; null: nothing is compared. */
  readonly compared: TablePage['compared']
  /** By the hour: `compared` is the other day. */
  readonly isByHour: boolean
  /** Of what Meta must be asked for: how far it was read. Null: it comes with the other figures. */
  readonly asked: AskedFigures | null
  readonly sentence: (failure: Failure) => string
  /** The day is not over and is compared with whole ones: a difference is neither good nor bad. */
  readonly underWay: boolean
  readonly judge: ((row: TableRow, value: number | null) => Judged | null) | null
}

/** It was asked for whole days, or is counted where Meta does not see the hour. */
const isNotByHour = ({ info, isByHour }: Pick<FigureColumns, 'info' | 'isByHour'>): boolean => {
  if (!isByHour) return false
  const maker = makerOf(
    windowedOf(info.id)?.metric ?? info.id,
    info.formula === null ? [] : [{ id: info.id as FormulaId, text: info.formula }],
  )
  return (
    windowedOf(info.id) !== null ||
    typeof maker === 'string' ||
    !maker.needs.every((id) => BY_HOUR.some((each) => each === id))
  )
}

const isNeverAdded = (id: FigureId): boolean => id === 'reach' || id === 'frequency'

interface FigureAge {
  /** Null: never read. */
  readonly at: Instant | null
  readonly isAsking: boolean
  /** Why it is no newer. */
  readonly why: readonly string[]
}

/** What is asked for may be younger than the row's other figures, or older. */
const ageOf = (row: TableRow, { asked, sentence }: FigureColumns): FigureAge => {
  if (asked === null) return { at: row.asOf, isAsking: false, why: [] }
  const account = row.object ? asked.accounts.get(row.object.accountId) : undefined
  const failure = account?.failure ?? asked.failure
  return {
    at: row.object ? (account?.at ?? null) : asked.at,
    isAsking: asked.isAsking,
    why: failure === null ? [] : [sentence(failure)],
  }
}

const nothingText = (row: TableRow, { strings, format }: FigureColumns, { at, isAsking }: FigureAge): string => {
  if (at !== null) return `${strings.metrics.nothingMeasured}\n${format.exact(at, row.object?.zone)}`
  return isAsking ? strings.asked.asking : strings.metrics.notRead
}

/** By which rates amounts of several currencies were made one, or why they were not. */
const convertedTexts = ({ used, unrated }: Conversion, strings: Strings, format: Format): readonly string[] => {
  if (unrated.length > 0) return [strings.table.noRate(unrated.join(', '))]
  if (used === null) return []
  const rates = ratesLines(used, strings, format)
  return used.since === used.until ? rates : [...rates, strings.table.convertedHow]
}

const EXTRA = { before: 22, change: 22, changePercent: 20 } as const

export const figureColumns = (how: FigureColumns): Column<TableRow>[] =>
  how.aspects.map((aspect) => figureColumn(how, aspect))

const widthOf = ({ id }: FigureInfo): number => {
  const windowed = windowedOf(id)
  return windowed ? Math.max(116, WIDTHS[windowed.metric]) : isMetric(id) ? WIDTHS[id] : 96
}

const figureColumn = (how: FigureColumns, aspect: Aspect): Column<TableRow> => {
  const { info, at, strings, format, currency, compared, isByHour, underWay, judge } = how
  const { metrics, table } = strings
  const isMoney = info.unit === 'money' && aspect !== 'changePercent'
  const isMixed = isMoney && currency === null
  const hasKind = info.id === 'results' && aspect === 'value'
  const unit = unitOf(info.unit, aspect)
  const of = (row: TableRow): number | null => aspectAt(row, at, aspect)
  const days = compared === null ? '' : format.range(compared.since, compared.until)
  const name = info.id === 'spend' && isMoney && currency !== null ? `${info.name}, ${currency}` : info.name
  const isChange = aspect === 'change' || aspect === 'changePercent'

  const write = (row: TableRow, value: number | null): string =>
    isChange
      ? changeText(format, unit, aspect, value, row.currency ?? 'USD')
      : format.figure(unit, value, row.currency ?? 'USD')
  const full = (value: number | null, own: string | null): string => format.figureFull(info.unit, value, own ?? 'USD')

  const cell = (row: TableRow): ReactNode => {
    const value = of(row)
    const text = write(row, value)
    if (!isMixed && !hasKind) return text
    return (
      <>
        <span>{text}</span>
        {isMixed ? <span className={figures['code']}>{value === null ? '' : row.currency}</span> : null}
        {hasKind ? (
          <span className={figures['kind']}>
            {row.resultType && value !== null ? metrics.resultTypes[row.resultType] : ''}
          </span>
        ) : null}
      </>
    )
  }
  const title = (row: TableRow): string | undefined => {
    const value = of(row)
    if (value === null && isNotByHour(how) && aspect !== 'value') return table.notByHour
    const age = ageOf(row, how)
    if (value === null && aspect !== 'value' && row.beforePartial) return metrics.partialBefore
    if (value === null && aspect === 'value' && row.converted === null)
      return row.size > 1 && isNeverAdded(info.id)
        ? metrics.neverAddedUp
        : [nothingText(row, how, age), ...age.why].join('\n')
    const lines = [`${info.fullName}: ${full(aspectAt(row, at, 'value'), row.currency)}`]
    if (row.comparable && !isNotByHour(how))
      lines.push(`${table.fullHours}: ${full(row.comparable[at] ?? null, row.currency)}`)
    if (row.before && !isNotByHour(how)) {
      lines.push(`${table.aspects.before}: ${full(row.before[at] ?? null, row.currency)}`)
      const change = aspectAt(row, at, 'change')
      const share = aspectAt(row, at, 'changePercent')
      lines.push(
        `${table.aspects.change}: ${changeText(format, info.unit, 'change', change, row.currency ?? 'USD')} (${changeText(format, 'percent', 'changePercent', share, '')})`,
      )
      if (row.beforePartial) lines.push(metrics.partialBefore)
      if (underWay) lines.push(metrics.underWay)
    }
    const judged = aspect === 'value' ? judge?.(row, value) : null
    if (judged) lines.push(judged.text)
    if (row.converted) lines.push(...convertedTexts(row.converted, strings, format))
    if (age.at !== null) lines.push(format.exact(age.at, row.object?.zone))
    lines.push(...age.why)
    return lines.join('\n')
  }
  const tone = (row: TableRow): string | undefined => {
    const value = of(row)
    if (value === null) return css['faint']
    if (aspect !== 'value' && row.beforePartial) return css['doubtful']
    if (isChange) return css[(underWay ? undefined : changeTone(info, aspect, value)) ?? 'quiet']
    if (aspect === 'before') return css['quiet']
    const judged = judge?.(row, value)
    return judged ? css[judged.isReached ? 'reached' : 'missed'] : undefined
  }
  return {
    id: aspectId(info.id, aspect),
    header: aspect === 'value' ? name : table.aspectHeaders[aspect](info.name),
    hint:
      aspect === 'value'
        ? info.hint
        : isByHour
          ? table.hourHints[aspect](info.fullName, days)
          : [
              table.aspectHints[aspect](info.fullName, days && ` (${days})`),
              ...(isChange && underWay ? [metrics.underWay] : []),
            ].join(' '),
    width:
      aspect === 'changePercent'
        ? 104
        : widthOf(info) +
          (isMixed ? CODE : 0) -
          (info.id === 'results' && !hasKind ? KIND + 40 : 0) +
          (aspect === 'value' ? 0 : EXTRA[aspect]),
    align: 'end',
    sortable: true,
    plain: !isMixed && !hasKind,
    cell,
    title,
    tone,
    value: of,
    mixed: isMixed,
    copy: (row) => {
      const value = of(row)
      return value === null ? null : unit === 'money' ? value / MICROS : value
    },
  }
}

/** What a figure's columns say below all rows. */
export const figureTotals = (
  how: FigureColumns,
  { totals, beforePartial }: Pick<TablePage, 'totals' | 'beforePartial'>,
): readonly (readonly [string, ReactNode])[] => {
  const { info, at, strings, format, currency, aspects, underWay } = how
  const { metrics, table } = strings
  const own = totals.currency ?? 'USD'
  const isNever = isNeverAdded(info.id)
  const hintOf = (aspect: Aspect, unit: Unit, value: number | null): string | undefined => {
    if (isNever) return value === null ? metrics.neverAddedUp : undefined
    if (value === null && aspect !== 'value' && isNotByHour(how)) return table.notByHour
    const doubts = [...(beforePartial ? [metrics.partialBefore] : []), ...(underWay ? [metrics.underWay] : [])]
    if (aspect !== 'value' && doubts.length > 0) return doubts.join('\n')
    if (!totals.converted || (value === null ? totals.converted.unrated.length === 0 : unit !== 'money'))
      return undefined
    const parts = info.id === 'spend' ? totals.spendByCurrency : []
    return [
      ...(value === null ? [] : [`${info.fullName}: ${format.figureFull(unit, value, own)}`]),
      ...parts.map((part) => format.money(part.spend, part.currency)),
      ...convertedTexts(totals.converted, strings, format),
    ].join('\n')
  }
  return aspects.map((aspect) => {
    const value = aspectAt(totals, at, aspect)
    const isMixed = info.unit === 'money' && aspect !== 'changePercent' && currency === null
    const unit = unitOf(info.unit, aspect)
    const isChange = aspect === 'change' || aspect === 'changePercent'
    const text = isChange ? changeText(format, unit, aspect, value, own) : format.figure(unit, value, own)
    const tone =
      value === null
        ? 'faint'
        : aspect !== 'value' && beforePartial
          ? 'doubtful'
          : isChange
            ? ((underWay ? undefined : changeTone(info, aspect, value)) ?? 'quiet')
            : ''
    return [
      aspectId(info.id, aspect),
      <>
        <span title={hintOf(aspect, unit, value)} className={css[tone]}>
          {text}
        </span>
        {isMixed ? <span className={figures['code']}>{value === null ? '' : totals.currency}</span> : null}
        {info.id === 'results' && aspect === 'value' ? <span className={figures['kind']} /> : null}
      </>,
    ] as const
  })
}

export const TREND = 'trend'

/** The figure's line by day, one a row. */
export const trendColumn = (
  info: FigureInfo,
  { table }: Strings,
  nameOf: (row: TableRow) => string,
): Column<TableRow> => ({
  id: TREND,
  header: table.trend(info.name),
  hint: table.trendHint(info.fullName),
  width: 116,
  cell: (row) =>
    row.trend ? <Sparkline values={row.trend} label={`${table.trend(info.fullName)}: ${nameOf(row)}`} /> : null,
})
