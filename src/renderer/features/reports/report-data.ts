import type { Input } from '../../../shared/contract/contract.ts'
import type { ChartBlock, Report, TableBlock } from '../../../shared/domain/reports.ts'
import { figuresOfTable } from '../../../shared/domain/reports.ts'
import { ALL_ROWS } from '../../../shared/domain/table.ts'
import type { FigureId } from '../../../shared/domain/table.ts'
import type { FigureBook } from './use-figures.ts'

/** What each block asks the main side. */

export const EVENTS = ['figures.changed', 'accounts.changed', 'rates.changed'] as const

const everything = ({ period, compare, accountIds, currency }: Report) =>
  ({
    period,
    compare,
    accountIds,
    currency,
    ...ALL_ROWS,
    trend: null,
    offset: 0,
  }) as const

export const totalsQuestion = (
  report: Report,
  figures: readonly FigureId[],
  book: FigureBook,
): Input<'table.query'> => ({
  ...everything(report),
  level: 'campaign',
  sort: { by: 'spend', aspect: 'value', direction: 'descending' },
  figures,
  formulas: book.formulasOf(figures),
  limit: 1,
})

export const tableQuestion = (report: Report, block: TableBlock, book: FigureBook): Input<'table.query'> => {
  const { level, filters, group, sort, rows } = block
  const figures = figuresOfTable(block)
  return {
    ...everything(report),
    level,
    filters,
    group,
    sort,
    figures,
    formulas: book.formulasOf([
      ...figures,
      ...filters.flatMap((filter) => (filter.kind === 'figure' ? [filter.figure] : [])),
    ]),
    limit: rows,
  }
}

export const seriesQuestion = (
  { period, accountIds, currency }: Report,
  { figures, grain, of }: ChartBlock,
  watched: readonly string[],
  book: FigureBook,
): Input<'series.query'> => {
  const chosen = accountIds.length > 0 ? watched.filter((id) => accountIds.includes(id)) : watched
  return {
    of:
      of === 'total' || chosen.length === 0
        ? { kind: 'total', accountIds: [...accountIds] }
        : { kind: 'accounts', accountIds: [...chosen] },
    figures: [...figures],
    formulas: [...book.formulasOf(figures)],
    grain,
    period,
    currency,
    compare: null,
  }
}
