/** A cell as it is copied: a number stays one; null is an empty cell. */
export type Cell = string | number | null

/** A text that a spreadsheet would take for a formula is made a text again. */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll(/[\t\r\n]+/g, ' ')

/** Cells that a spreadsheet takes from the clipboard. */
export const cellsText = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => row.map((cell) => (typeof cell === 'string' ? harmless(cell) : (cell ?? ''))).join('\t')).join('\n')
