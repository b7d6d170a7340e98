import type { Cell } from '../../export/columns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { TablePage } from '../../../shared/domain/table.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'
import type { TableContent } from './rows-file.ts'
import { tableColumns } from './table-columns.ts'
import type { TableShape } from './table-columns.ts'

export type TableQuestion = Omit<Checked<'table.query'>, 'trend' | 'offset' | 'limit'>
export type AskTable = (input: Checked<'table.query'>) => Promise<TablePage>

/** Rows that pass through the main thread at once. */
const PAGE_ROWS = 500

/** All rows of a table, or its first ones, in its order. */
export const tableContent = (
  ask: AskTable,
  {
    name,
    question,
    shape,
    limit = Infinity,
  }: {
    readonly name: string
    readonly question: TableQuestion
    readonly shape: TableShape
    readonly limit?: number
  },
  words: ExportWords,
): TableContent => {
  const columns = tableColumns(shape, words)
  return {
    name,
    columns: columns.map(({ id, title, kind }) => ({ id, title, kind })),
    pages: async function* () {
      for (let offset = 0; ;) {
        const page = await ask({ ...question, trend: null, offset, limit: Math.min(PAGE_ROWS, limit - offset) })
        const total = Math.min(page.total, limit)
        yield { rows: page.rows.map((row): readonly Cell[] => columns.map(({ cell }) => cell(row))), total }
        offset += page.rows.length
        if (page.rows.length === 0 || offset >= total) return
      }
    },
  }
}
