import type { WorkspaceContext } from '../context.ts'
import type { Cell, Column } from '../../export/columns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import { formulaIdOf } from '../../../shared/domain/kept.ts'
import type { Kept } from '../../../shared/domain/kept.ts'
import { figuresOfTable, isReady, readyReport } from '../../../shared/domain/reports.ts'
import type { ChartBlock, FiguresBlock, Report, TableBlock } from '../../../shared/domain/reports.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import type { Series } from '../../../shared/domain/series.ts'
import { ALL_ROWS } from '../../../shared/domain/table.ts'
import type { FigureId, TableRow } from '../../../shared/domain/table.ts'
import { isByHour } from '../../../shared/domain/periods.ts'
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
    ...ALL_ROWS,
  }

  const marks: readonly Column[] = [
    { id: 'figures_from', title: words.columns.dataFrom, kind: 'instant' },
    { id: 'partial', title: words.columns.partial, kind: 'flag' },
  ]
  const beforeMark: Column = { id: 'before_partial', title: words.columns.beforePartial, kind: 'flag' }
  const byHour = isByHour(compare) && period === 'today'

  /** A line of all of them, and where there are several currencies one for each: amounts of several are not added up. */
  const figuresTable = ({ title, figures }: FiguresBlock): TableContent => {
    const columnsOf = (id: FigureId): readonly Column[] => {
      const [name, kind] = [nameOf(id), kindOf(id)]
      return [
        { id, title: words.aspects.value(name), kind },
        ...(byHour ? [{ id: `${id}_full_hours`, title: words.fullHours(name), kind }] : []),
        ...(compare === null ? [] : [{ id: `${id}_before`, title: words.aspects.before(name), kind }]),
      ]
    }
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
        ...figures.flatMap(columnsOf),
        { id: 'currency', title: words.columns.currency, kind: 'text' },
        ...marks,
        ...(compare === null ? [] : [beforeMark]),
      ],
      pages: async function* () {
        const { totals, asOf, partial, beforePartial } = await ask.tables.query({ ...question, limit: 1 })
        const line = ({
          values,
          comparable,
          before,
          currency,
        }: Pick<TableRow, 'values' | 'comparable' | 'before' | 'currency'>): readonly Cell[] => [
          ...figures.flatMap((_, i): Cell[] => [
            values[i] ?? null,
            ...(byHour ? [comparable?.[i] ?? null] : []),
            ...(compare === null ? [] : [before?.[i] ?? null]),
          ]),
          currency,
          asOf,
          partial ? 1 : 0,
          ...(compare === null ? [] : [beforePartial ? 1 : 0]),
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
          : // A file has room for all of them.
            { kind: 'accounts', accountIds: chosen.map(({ id }) => id), most: chosen.length },
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
    const shape = { level, group, byHour, figures, columns, names }
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
