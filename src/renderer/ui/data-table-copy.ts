/** A cell as a spreadsheet takes it: plain numbers, texts on one line; null: nothing. */
export type Copied = string | number | null

const MOST_PLACES = 10

/**
 * Tabs between cells, a line a row. A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers
 * are written plainly, with the decimal mark of the language, because that is what its spreadsheets read.
 */
export const toTsv = (rows: readonly (readonly Copied[])[], decimalMark: '.' | ','): string => {
  const cell = (value: Copied): string => {
    if (value === null) return ''
    if (typeof value === 'number') {
      const text = String(Number(value.toFixed(MOST_PLACES)))
      return decimalMark === '.' ? text : text.replace('.', ',')
    }
    const line = value.replaceAll(/[\t\r\n\u2028\u2029]+/g, ' ')
    return /^\s*[=+\-@]/.test(line) ? `'${line}` : line
  }
  return rows.map((row) => row.map(cell).join('\t')).join('\r\n')
}
