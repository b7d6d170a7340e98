import { useMemo } from 'react'
import { formulaIdOf } from '../../shared/domain/kept.ts'
import type { CustomMetric, Kept } from '../../shared/domain/kept.ts'
import { METRIC_GROUPS, METRICS } from '../../shared/domain/metrics.ts'
import type { Better, MetricGroup, Unit } from '../../shared/domain/metrics.ts'
import { isFormulaId, isWindowedId, windowedOf } from '../../shared/domain/table.ts'
import type { FigureId, Formula } from '../../shared/domain/table.ts'
import { useKept } from '../stores/queries.ts'
import type { Strings } from '../strings/catalogue.ts'
import { useStrings } from '../strings/use-strings.ts'

/** What a figure is called and how it reads, Meta's or somebody's own. */
export interface FigureInfo {
  readonly id: FigureId
  /** For a column. */
  readonly name: string
  /** For sentences and lists. */
  readonly fullName: string
  readonly hint: string
  readonly unit: Unit
  readonly better: Better
  /** What it is about, in words: lists of figures are divided by it. */
  readonly group: string
  /** Null: one of Meta's. */
  readonly formula: string | null
}

export interface FigureInfos {
  /** In the order in which they are offered; those with an attribution window of their own are not among them. */
  readonly all: readonly FigureInfo[]
  /** The same by what they are about. */
  readonly groups: readonly { readonly name: string; readonly all: readonly FigureInfo[] }[]
  /** Null: a metric of somebody's own that was deleted, or is not read yet. */
  of(id: string): FigureInfo | null
  /** The texts of those formulas that are named. */
  formulas(ids: readonly string[]): Formula[]
}

const known = ({ metrics, table }: Strings): FigureInfo[] =>
  (Object.keys(METRIC_GROUPS) as MetricGroup[]).flatMap((group) =>
    METRIC_GROUPS[group].map((id) => ({
      id,
      name: metrics.names[id],
      fullName: metrics.fullNames[id],
      hint: metrics.hints[id],
      unit: METRICS[id].unit,
      better: METRICS[id].better,
      group: table.groupsOfColumns[group],
      formula: null,
    })),
  )

const own = ({ table }: Strings, kept: Kept<'metric'>): FigureInfo => {
  const { formula, unit, better }: CustomMetric = kept.doc
  return {
    id: formulaIdOf(kept),
    name: kept.name,
    fullName: kept.name,
    hint: table.metricHint(formula),
    unit,
    better,
    group: table.groupsOfColumns.own,
    formula,
  }
}

const figureInfosOf = (strings: Strings, metrics: readonly Kept<'metric'>[]): FigureInfos => {
  const all = [...known(strings), ...metrics.map((kept) => own(strings, kept))]
  const byId = new Map<string, FigureInfo>(all.map((info) => [info.id, info]))
  const windowed = (id: string): FigureInfo | null => {
    const found = windowedOf(id)
    const metric = found && byId.get(found.metric)
    if (!found || !metric || !isWindowedId(id)) return null
    const window = strings.campaigns.byWindow.windows[found.window]
    return {
      ...metric,
      id,
      name: `${metric.name}, ${window}`,
      fullName: `${metric.fullName}, ${window}`,
      hint: strings.table.windowHint(metric.hint, window),
    }
  }
  return {
    all,
    groups: [...Map.groupBy(all, ({ group }) => group)].map(([name, of]) => ({ name, all: of })),
    of: (id) => byId.get(id) ?? windowed(id),
    formulas: (ids) =>
      [...new Set(ids)].flatMap((id) => {
        const info = byId.get(id)
        return info && info.formula !== null && isFormulaId(info.id) ? [{ id: info.id, text: info.formula }] : []
      }),
  }
}

const NONE: readonly Kept<'metric'>[] = []

/** All figures that a column can show, in the order in which they are offered. */
export const useFigureInfos = (): FigureInfos => {
  const strings = useStrings()
  const metrics = useKept('metric').value ?? NONE
  return useMemo(() => figureInfosOf(strings, metrics), [strings, metrics])
}
