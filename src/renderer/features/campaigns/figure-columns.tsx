import type { ReactNode } from 'react'
import { MICROS } from '../../../shared/domain/money.ts'
import { isMetric } from '../../../shared/domain/metrics.ts'
import type { Unit } from '../../../shared/domain/metrics.ts'
import { windowedOf } from '../../../shared/domain/table.ts'
import type { Aspect, FigureId, TableRow, TableTotals } from '../../../shared/domain/table.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table.tsx'
import type { FigureInfo } from '../../ui/figure-info.ts'
import figures from '../../ui/figures.module.css'
import { CODE, KIND, WIDTHS } from '../../ui/metric-columns.tsx'
import { Sparkline } from '../../ui/sparkline.tsx'
import css from './campaigns.module.css'
import type { Judged } from './targets.ts'

/** A figure's column and, while something is compared, those beside it: each an aspect of the same values. */

export const aspectId = (id: FigureId, aspect: Aspect): string => (aspect === 'value' ? id : `${id}|${aspect}`)
/** The other way round. */
export const aspectOf = (columnId: string): { readonly id: string; readonly aspect: Aspect } => {
  const [id = '', aspect = 'value'] = columnId.split('|')
  return { id, aspect: aspect as Aspect }
}

/** Null: nothing to compare with, or a change from nothing. */
export const valueOf = (
  aspect: Aspect,
  now: number | null | undefined,
  before: number | null | undefined,
): number | null => {
  if (aspect === 'value') return now ?? null
  if (before === null || before === undefined) return null
  if (aspect === 'before') return before
  if (now === null || now === undefined) return null
  if (aspect === 'change') return now - before
  return before === 0 ? null : (now - before) / Math.abs(before)
}

const unitOf = (unit: Unit, aspect: Aspect): Unit => (aspect === 'changePercent' ? 'percent' : unit)

const ARROWS = { up: '▲', down: '▼' } as const

/** What would be written as no change at all. */
const isSame = (aspect: Aspect, value: number): boolean =>
  value === 0 || (aspect === 'changePercent' && Math.abs(value) < 0.0005)

/** With its sign, and an arrow for those who do not see its colour. */
export const changeText = (
  format: Format,
  unit: Unit,
  aspect: Aspect,
  value: number | null,
  currency: string,
): string => {
  const text = aspect === 'changePercent' ? tenths(format, value) : format.figure(unit, value, currency)
  if (value === null || isSame(aspect, value)) return text
  return `${value > 0 ? ARROWS.up : ARROWS.down} ${value > 0 ? '+' : ''}${text}`
}
/** Changes are read at a glance: a tenth of a percent says enough, and above a thousand none does. */
const tenths = (format: Format, value: number | null): string => format.changeShare(value)

export const changeTone = ({ better }: FigureInfo, aspect: Aspect, value: number | null): 'good' | 'bad' | undefined =>
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
  /** ` (14 – 20 Nov)`, or nothing. */
  readonly comparedWith: string
  readonly judge: ((row: TableRow, value: number | null) => Judged | null) | null
}

const EXTRA = { before: 0, change: 22, changePercent: 20 } as const

export const figureColumns = (how: FigureColumns): Column<TableRow>[] =>
  how.aspects.map((aspect) => figureColumn(how, aspect))

const widthOf = ({ id }: FigureInfo): number => {
  const windowed = windowedOf(id)
  return windowed ? Math.max(116, WIDTHS[windowed.metric]) : isMetric(id) ? WIDTHS[id] : 96
}

const figureColumn = (how: FigureColumns, aspect: Aspect): Column<TableRow> => {
  const { info, at, strings, format, currency, comparedWith, judge } = how
  const { metrics, table } = strings
  const isMoney = info.unit === 'money' && aspect !== 'changePercent'
  const isMixed = isMoney && currency === null
  const hasKind = info.id === 'results' && aspect === 'value'
  const unit = unitOf(info.unit, aspect)
  const of = (row: TableRow): number | null => valueOf(aspect, row.values[at], row.before?.[at])
  const name = info.id === 'spend' && isMoney && currency !== null ? `${info.name}, ${currency}` : info.name
  const isChange = aspect === 'change' || aspect === 'changePercent'

  const write = (row: TableRow, value: number | null): string =>
    isChange
      ? changeText(format, unit, aspect, value, row.currency ?? 'USD')
      : format.figure(unit, value, row.currency ?? 'USD')
  const full = (value: number | null, own: string | null): string => format.figureFull(unit, value, own ?? 'USD')

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
    if (value === null && aspect === 'value') return row.asOf === null ? metrics.notRead : metrics.nothingMeasured
    const lines = [`${info.fullName}: ${full(valueOf('value', row.values[at], null), row.currency)}`]
    if (row.before) {
      lines.push(`${table.aspects.before}: ${full(row.before[at] ?? null, row.currency)}`)
      const change = valueOf('change', row.values[at], row.before[at])
      const share = valueOf('changePercent', row.values[at], row.before[at])
      lines.push(
        `${table.aspects.change}: ${changeText(format, info.unit, 'change', change, row.currency ?? 'USD')} (${changeText(format, 'percent', 'changePercent', share, '')})`,
      )
    }
    const judged = aspect === 'value' ? judge?.(row, value) : null
    if (judged) lines.push(judged.text)
    if (row.asOf !== null) lines.push(format.exact(row.asOf, row.object?.zone))
    return lines.join('\n')
  }
  const tone = (row: TableRow): string | undefined => {
    const value = of(row)
    if (value === null) return css['faint']
    if (isChange) return css[changeTone(info, aspect, value) ?? 'quiet']
    if (aspect === 'before') return css['quiet']
    const judged = judge?.(row, value)
    return judged ? css[judged.isReached ? 'reached' : 'missed'] : undefined
  }
  return {
    id: aspectId(info.id, aspect),
    header: aspect === 'value' ? name : table.aspectHeaders[aspect](info.name),
    hint: aspect === 'value' ? info.hint : table.aspectHints[aspect](info.fullName, comparedWith),
    width:
      aspect === 'changePercent'
        ? 92
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
    copy: (row) => {
      const value = of(row)
      return value === null ? null : unit === 'money' ? value / MICROS : value
    },
  }
}

/** What a figure's columns say below all rows. */
export const figureTotals = (how: FigureColumns, totals: TableTotals): readonly (readonly [string, ReactNode])[] => {
  const { info, at, strings, format, currency, aspects } = how
  const { metrics } = strings
  const isNever = info.id === 'reach' || info.id === 'frequency'
  return aspects.map((aspect) => {
    const value = valueOf(aspect, totals.values[at], totals.before?.[at])
    const isMoney = info.unit === 'money' && aspect !== 'changePercent'
    const isMixed = isMoney && currency === null
    const unit = unitOf(info.unit, aspect)
    const isChange = aspect === 'change' || aspect === 'changePercent'
    const text = isChange
      ? changeText(format, unit, aspect, value, currency ?? 'USD')
      : format.figure(unit, value, currency ?? 'USD')
    const hint = value === null && isNever ? metrics.neverAddedUp : isMixed ? metrics.mixedCurrencies : undefined
    const tone = value === null ? 'faint' : isChange ? (changeTone(info, aspect, value) ?? 'quiet') : ''
    return [
      aspectId(info.id, aspect),
      <>
        <span title={hint} className={css[tone]}>
          {text}
        </span>
        {isMixed ? <span className={figures['code']} /> : null}
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
