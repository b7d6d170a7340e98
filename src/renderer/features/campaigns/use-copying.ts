import { useMemo, useRef } from 'react'
import { call } from '../../api.ts'
import type { TableRow } from '../../../shared/domain/table.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { toTsv } from '../../ui/data-table-copy.ts'
import type { Copied } from '../../ui/data-table-copy.ts'
import { useSay } from '../../ui/toast.tsx'
import { copiedCells } from './copied-cells.ts'
import type { TableQuestion } from './use-table.ts'

export interface Copying {
  onCopy(chosen: ReadonlySet<string>): void
  onCopyCell(column: Column<TableRow>, row: TableRow): void
}

const AT_ONCE = 500

/** The chosen rows in the order of the table, wherever in it they stand; null: something else is copied by now. */
export const readRows = async (
  asked: TableQuestion,
  chosen: ReadonlySet<string>,
  goesOn: () => boolean,
): Promise<readonly TableRow[] | null> => {
  const found: TableRow[] = []
  for (let offset = 0; found.length < chosen.size; offset += AT_ONCE) {
    const { rows, total } = await call('table.query', { ...asked, trend: null, offset, limit: AT_ONCE })
    if (!goesOn()) return null
    found.push(...rows.filter(({ key }) => chosen.has(key)))
    if (offset + AT_ONCE >= total) break
  }
  return found
}

/** Puts rows and cells on the clipboard as a spreadsheet takes them, and says so. */
export const useCopying = (asked: TableQuestion, columns: readonly Column<TableRow>[]): Copying => {
  const { table } = useStrings()
  const format = useFormat()
  const say = useSay()
  const latest = useRef(0)
  return useMemo(() => {
    const mark = format.locale === 'ru' ? ',' : '.'
    const put = (cells: readonly (readonly Copied[])[], done: string): void =>
      say.done(copyText(toTsv(cells, mark)) ? done : table.notCopied)
    return {
      onCopy: (chosen) => {
        const turn = ++latest.current
        readRows(asked, chosen, () => turn === latest.current).then((rows) => {
          if (rows) put(copiedCells(columns, rows, { table }), table.copied(rows.length))
        }, say.failed)
      },
      onCopyCell: (column, row) => put([[column.copy?.(row) ?? null]], table.copiedCell),
    }
  }, [asked, columns, format, say, table])
}
