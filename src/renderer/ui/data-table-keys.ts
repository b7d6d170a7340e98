/** A cell of the grid. Row -1 is the header, row `rows` the totals where there are any. */
export interface At {
  readonly row: number
  readonly column: number
}

/** By which column a table is sorted. */
export interface TableSort {
  readonly by: string
  readonly direction: 'ascending' | 'descending'
}

export interface Extent {
  readonly rows: number
  readonly columns: number
  readonly totals: boolean
  /** Whole rows that fit in the window. */
  readonly page: number
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), Math.max(low, high))

export const clampAt = (at: At, { rows, columns, totals }: Extent): At => ({
  row: clamp(at.row, -1, rows - 1 + (totals ? 1 : 0)),
  column: clamp(at.column, 0, columns - 1),
})

/** Where a key leads in a grid, as the ARIA grid pattern has it; null when the key does not move. */
export const moved = (key: string, isControl: boolean, at: At, extent: Extent): At | null => {
  const { row, column } = at
  const to = (next: Partial<At>): At => clampAt({ row, column, ...next }, extent)
  switch (key) {
    case 'ArrowUp':
      return to({ row: isControl ? 0 : row - 1 })
    case 'ArrowDown':
      return to({ row: isControl ? Math.max(0, extent.rows - 1) : row + 1 })
    case 'ArrowLeft':
      return to({ column: isControl ? 0 : column - 1 })
    case 'ArrowRight':
      return to({ column: isControl ? extent.columns - 1 : column + 1 })
    case 'PageUp':
      return to({ row: clamp(row - extent.page, 0, extent.rows - 1) })
    case 'PageDown':
      return to({ row: clamp(row + extent.page, 0, extent.rows - 1) })
    case 'Home':
      return isControl ? to({ row: 0, column: 0 }) : to({ column: 0 })
    case 'End':
      return isControl
        ? to({ row: Math.max(0, extent.rows - 1), column: extent.columns - 1 })
        : to({ column: extent.columns - 1 })
    default:
      return null
  }
}

/** What a key with Alt does to the column it is pressed in; by the key's place, the same on every layout. */
export type ColumnAct = 'left' | 'right' | 'hide' | 'pin' | 'menu'
export const columnAct = (code: string): ColumnAct | null => {
  switch (code) {
    case 'ArrowLeft':
      return 'left'
    case 'ArrowRight':
      return 'right'
    case 'ArrowDown':
      return 'menu'
    case 'KeyH':
      return 'hide'
    case 'KeyP':
      return 'pin'
    default:
      return null
  }
}

/** Keys that are the window's or the room's own when nothing is being looked for: go, edit, pause. */
const COMMANDS = new Set(['KeyG', 'KeyE', 'KeyP', 'Slash', 'Space'])
/** `'` begins a search for whatever follows, a word that begins with one of those keys too. */
export const FIND = "'"

/** Whether a pressed character looks for a name. `isFinding`: some were typed a moment ago. */
export const isFindKey = (key: string, code: string, isFinding: boolean): boolean =>
  [...key].length === 1 &&
  (isFinding || (key !== '?' && !COMMANDS.has(code) && (key === FIND || /[\p{L}\p{N}]/u.test(key))))
