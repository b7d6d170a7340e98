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
import type { Going } from '../../ui/toast.tsx'
import type { TableQuestion } from './use-table.ts'

export interface Copying {
  onCopy(chosen: ReadonlySet<string>): void
  onCopyCell(column: Column<TableRow>, row: TableRow): void
}

const MOST_KEYS = 100_000
const AT_ONCE = 500
/** Milliseconds after which a person wants to know that it goes on. */
const LONG = 600

/**
 * The chosen rows in the order of the table, wherever in it they stand, and behind them those that it does not show now; null: they are
 * not wanted any more. `told`: how many are read.
 */
const readRows = async (
  asked: TableQuestion,
  chosen: ReadonlySet<string>,
  told: (rows: number) => void,
  goesOn: () => boolean,
): Promise<readonly TableRow[] | null> => {
  const inOrder = await call('table.keys', { ...asked, limit: MOST_KEYS })
  const all = [...new Set([...inOrder.filter((key) => chosen.has(key)), ...chosen])]
  const found: TableRow[] = []
  for (let from = 0; from < all.length; from += AT_ONCE) {
    if (!goesOn()) return null
    const keys = all.slice(from, from + AT_ONCE)
    found.push(...(await call('table.query', { ...asked, trend: null, offset: 0, limit: AT_ONCE, keys })).rows)
    told(found.length)
  }
  return goesOn() ? found : null
}

/** Puts rows and cells on the clipboard as a spreadsheet takes them, and says so. */
export const useCopying = (asked: TableQuestion, columns: readonly Column<TableRow>[]): Copying => {
  const { table, common } = useStrings()
  const format = useFormat()
  const say = useSay()
  const latest = useRef(0)
  return useMemo(() => {
    const mark = format.locale === 'ru' ? ',' : '.'
    const textOf = (cells: readonly (readonly Copied[])[]): string => toTsv(cells, mark)
    const copyRows = async (chosen: ReadonlySet<string>): Promise<void> => {
      const turn = ++latest.current
      const goesOn = (): boolean => turn === latest.current
      const begun = performance.now()
      let going: Going | null = null
      const told = (rows: number): void => {
        const text = table.copying(format.count(rows), format.count(chosen.size))
        if (going) going.tell(text)
        else if (performance.now() - begun > LONG)
          going = say.going(text, { label: common.cancel, run: () => void latest.current++ })
      }
      const end = (): void => going?.end()
      const rows = await readRows(asked, chosen, told, goesOn).finally(end)
      if (!rows) return
      const text = textOf(copiedCells(columns, rows, { table }))
      const done = table.copied(rows.length)
      // The clipboard takes it within a few seconds of a key or a click; later it needs another one.
      if (copyText(text)) say.done(done)
      else
        say.waiting(table.copyReady(rows.length), {
          label: table.copyNow,
          run: () => say.done(copyText(text) ? done : table.notCopied),
        })
    }
    return {
      onCopy: (chosen) => void copyRows(chosen).catch(say.failed),
      onCopyCell: (column, row) => {
        latest.current++
        say.done(copyText(textOf([[column.copy?.(row) ?? null]])) ? table.copiedCell : table.notCopied)
      },
    }
  }, [asked, columns, format, say, table, common])
}
