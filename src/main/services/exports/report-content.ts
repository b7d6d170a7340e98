import type { WorkspaceContext } from '../context.ts'
import type { Cell, Column } from '../../export/columns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { formulaIdOf } from '../../../shared/domain/kept.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import { figuresOfTable, isReady, readyReport } from '../../../shared/domain/reports.ts'
import type { ChartBlock, FiguresBlock, Report, TableBlock } from '../../../shared/domain/reports.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { MOST_OBJECTS } from '../../../shared/domain/series.ts'
import type { Series } from '../../../shared/domain/series.ts'
import type { FigureId, TableRow } from '../../../shared/domain/table.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'
import { storedDay } from '../../db/days.ts'
import type { TableContent } from './rows-file.ts'
import { figureKind, figureName } from './table-columns.ts'
import type { NamedFigure } from './table-columns.ts'
import { tableContent } from './table-content.ts'
import type { AskTables, TableQuestion } from './table-content.ts'

export type AskSeries = (input: Checked<'series.query'>) => Promise<Series>

export interface FoundReport {
  readonly name: string
  readonly report: Report
  /** Metrics of people's own. */
  readonly metrics: readonly Kept<'metric'>[]
}

/** Throws AppError notFound. */
export const findReport = async (
  { store }: Pick<WorkspaceContext, 'store'>,
  id: string,
  words: ExportWords,
): Promise<FoundReport> => {
  const metrics = (await store.kept('metric')) as readonly Kept<'metric'>[]
  if (isReady(id)) return { name: words.ready[id], report: readyReport(id), metrics }
  const kept = ((await store.kept('report')) as readonly Kept<'report'>[]).find((each) => each.id === id)
  if (!kept) throw new AppError('notFound', { id })
  return { name: kept.name, report: kept.doc, metrics }
}

/** A table for each block that has figures. */
export const reportContent = async (
  ask: { readonly tables: AskTables; readonly series: AskSeries },
  { report, metrics }: FoundReport,
  accounts: readonly Pick<AdAccount, 'id' | 'name'>[],
  words: ExportWords,
): Promise<readonly TableContent[]> => {
  const { period, compare, accountIds, currency } = report
  const names: readonly NamedFigure[] = metrics.map((metric) => ({
    id: formulaIdOf(metric),
    name: metric.name,
    unit: metric.doc.unit,
  }))
  const formulas = metrics.map((metric) => ({ id: formulaIdOf(metric), text: metric.doc.formula }))
  const formulasOf = (figures: readonly FigureId[]) => formulas.filter(({ id }) => figures.includes(id))
  const nameOf = (id: FigureId): string => figureName(id, names, words)
  const kindOf = (id: FigureId): Column['kind'] => figureKind(id, names)
  const whole: Omit<TableQuestion, 'level' | 'figures' | 'sort' | 'formulas'> = {
    period,
    compare,
    accountIds,
    currency,
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [],
    group: null,
  }

  const marks: readonly Column[] = [
    { id: 'figures_from', title: words.columns.dataFrom, kind: 'instant' },
    { id: 'partial', title: words.columns.partial, kind: 'flag' },
  ]

  /** A line of all of them, and where there are several currencies one for each: amounts of several are not added up. */
  const figuresTable = ({ title, figures }: FiguresBlock): TableContent => {
    const column = (id: FigureId, aspect: 'value' | 'before'): Column => ({
      id: aspect === 'value' ? id : `${id}_before`,
      title: words.aspects[aspect](nameOf(id)),
      kind: kindOf(id),
    })
    const question: Checked<'table.query'> = {
      ...whole,
      level: 'campaign',
      figures,
      formulas: formulasOf(figures),
      sort: { by: 'spend', aspect: 'value', direction: 'descending' },
      trend: null,
      offset: 0,
      limit: 100,
    }
    return {
      name: title || words.totals,
      columns: [
        ...figures.flatMap((id) => [column(id, 'value'), ...(compare === null ? [] : [column(id, 'before')])]),
        { id: 'currency', title: words.columns.currency, kind: 'text' },
        ...marks,
      ],
      pages: async function* () {
        const { totals, asOf, partial } = await ask.tables.query({ ...question, limit: 1 })
        const line = ({
          values,
          before,
          currency,
        }: Pick<TableRow, 'values' | 'before' | 'currency'>): readonly Cell[] => [
          ...figures.flatMap((_, i): Cell[] => [values[i] ?? null, ...(compare === null ? [] : [before?.[i] ?? null])]),
          currency,
          asOf,
          partial ? 1 : 0,
        ]
        const each =
          totals.currency === null || (totals.converted && currency === undefined)
            ? (await ask.tables.query({ ...question, group: { by: 'currency' } })).rows
            : []
        yield { rows: [totals, ...each].map(line), total: 1 + each.length }
      },
    }
  }

  /** A line for each day, week or month; a column for each line of the chart. */
  const chartTable = async ({ title, figures, grain, of }: ChartBlock): Promise<TableContent> => {
    const chosen = accounts.filter(({ id }) => accountIds.length === 0 || accountIds.includes(id))
    const series = await ask.series({
      of:
        of === 'total' || chosen.length === 0
          ? { kind: 'total', accountIds: [...accountIds] }
          : { kind: 'accounts', accountIds: chosen.slice(0, MOST_OBJECTS).map(({ id }) => id) },
      figures: [...figures],
      formulas: formulasOf(figures),
      grain,
      period,
      currency,
      compare: null,
    })
    const rows = series.buckets.map(({ since }, i): readonly Cell[] => [
      storedDay(since),
      ...series.lines.map(({ values }) => values[i] ?? null),
      series.asOf,
      series.lines.some(({ partial }) => partial[i]) ? 1 : 0,
    ])
    return {
      name: title || figures.map(nameOf).join(', '),
      columns: [
        { id: 'since', title: words.columns.day, kind: 'day' },
        ...series.lines.map(({ figure, objectId, currency }, i): Column => {
          const account = accounts.find(({ id }) => id === objectId)?.name
          const of = [nameOf(figure), account, kindOf(figure) === 'money' ? currency : null]
          return { id: `line_${i + 1}`, title: of.filter(Boolean).join(', '), kind: kindOf(figure) }
        }),
        ...marks,
      ],
      pages: async function* () {
        yield { rows, total: rows.length }
      },
    }
  }

  const rowsTable = ({ title, level, columns, filters, group, sort, rows }: TableBlock): TableContent => {
    const figures = figuresOfTable({ columns, sort })
    const question: TableQuestion = {
      ...whole,
      level,
      filters,
      group,
      sort,
      figures,
      formulas,
    }
    const shape = { level, grouped: group !== null, figures, columns, names }
    return tableContent(ask.tables, { name: title || words.levels[level], question, shape, limit: rows }, words)
  }

  const tables: TableContent[] = []
  for (const block of report.blocks) {
    if (block.kind === 'figures') tables.push(figuresTable(block))
    if (block.kind === 'chart') tables.push(await chartTable(block))
    if (block.kind === 'table') tables.push(rowsTable(block))
  }
  return tables
}
