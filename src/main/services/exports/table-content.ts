import type { Cell } from '../../export/columns.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'
import type { Tables } from '../tables/index.ts'
import type { TableContent } from './rows-file.ts'
import { tableColumns } from './table-columns.ts'
import type { TableShape } from './table-columns.ts'

export type TableQuestion = Omit<Checked<'table.query'>, 'trend' | 'offset' | 'limit'>
export type AskTables = Pick<Tables, 'query' | 'keys'>

const MOST_ROWS = 1_000_000
/** Rows that pass through the main thread at once. */
const PAGE_ROWS = 500

/** All rows of a table, or its first ones, in the order that it has now: what is written meanwhile moves none of them. */
export const tableContent = (
  tables: AskTables,
  {
    name,
    question,
    shape,
    limit = MOST_ROWS,
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
      const all = await tables.keys({ ...question, limit })
      for (let from = 0; from < all.length; from += PAGE_ROWS) {
        const keys = all.slice(from, from + PAGE_ROWS)
        const page = await tables.query({ ...question, trend: null, offset: 0, limit: PAGE_ROWS, keys })
        yield {
          rows: page.rows.map((row): readonly Cell[] => columns.map(({ cell }) => cell(row))),
          total: all.length,
        }
      }
    },
  }
}
