import type { TableRow } from '../../../shared/domain/table.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Copied } from '../../ui/data-table-copy.ts'
import type { Column } from '../../ui/data-table-types.ts'

/** A line of headers, then a line a row. Where amounts are of several currencies, which no header names, each line says its own. */
export const copiedCells = (
  columns: readonly Column<TableRow>[],
  rows: readonly TableRow[],
  { table }: Pick<Strings, 'table'>,
): readonly (readonly Copied[])[] => {
  const copied = columns.filter(({ copy }) => copy !== undefined)
  const isMixed = copied.some(({ mixed }) => mixed)
  return [
    [...copied.map(({ header }) => header), ...(isMixed ? [table.fields.currency] : [])],
    ...rows.map((row) => [...copied.map(({ copy }) => copy?.(row) ?? null), ...(isMixed ? [row.currency] : [])]),
  ]
}
