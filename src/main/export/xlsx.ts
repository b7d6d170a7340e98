import { timeOfDay, wholeMicros } from './columns.ts'
import type { About, Cell, Column, Kind, Writer } from './columns.ts'
import { PIECE } from './sink.ts'
import type { Sink } from './sink.ts'
import { cellStyles, contentTypes, rootRelations, STYLE_OF, styles, workbook, workbookRelations } from './xlsx-parts.ts'
import { createZip } from './zip.ts'

/** Rows that a sheet can have; what is more goes on in a further one. */
const SHEET_ROWS = 1_048_576
/** Characters that a cell can have. */
const CELL_CHARACTERS = 32_767
const DAY_MS = 86_400_000
/** Day 0 of spreadsheets, with the 29 February 1900 that never was. */
const EPOCH = Date.UTC(1899, 11, 30)
const MICROS = 1_000_000

/** What XML cannot hold, and what a spreadsheet would read as such: `_x0007_`. */
const UNHOLDABLE = /(?![\t\n])\p{Cc}|[\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/gu
const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const xmlText = (text: string): string =>
  text
    .slice(0, CELL_CHARACTERS)
    .toWellFormed()
    .replaceAll(UNHOLDABLE, (mark) => `_x${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replaceAll(/[&<>"]/g, (mark) => MARKS[mark] ?? '')

/** `A`, `Z`, `AA`. */
const lettersOf = (index: number): string =>
  index < 26
    ? String.fromCharCode(65 + index)
    : `${lettersOf(Math.floor(index / 26) - 1)}${String.fromCharCode(65 + (index % 26))}`

/** What a sheet can be called: 31 characters without some, and each name once. */
const createNames = () => {
  const taken = new Set<string>()
  return (wanted: string): string => {
    const plain =
      wanted
        .replaceAll(/[[\]:*?/\\]|\p{Cc}/gu, ' ')
        .replaceAll(/^'+|'+$/g, '')
        .trim() || 'Sheet'
    for (let copy = 1; ; copy++) {
      const end = copy === 1 ? '' : ` (${copy})`
      const name = `${[...plain]
        .slice(0, 31 - end.length)
        .join('')
        .slice(0, 31 - end.length)
        .toWellFormed()}${end}`
      if (taken.has(name.toLowerCase())) continue
      taken.add(name.toLowerCase())
      return name
    }
  }
}

/** Pixels would need the font; these are characters. */
const WIDTH: Readonly<Record<Kind, number>> = {
  text: 24,
  count: 12,
  decimal: 10,
  money: 14,
  share: 10,
  day: 11,
  instant: 17,
  flag: 8,
}

const numberOf = (kind: Kind, value: number): number => {
  switch (kind) {
    case 'money':
      return wholeMicros(value) / MICROS
    case 'day':
      return (timeOfDay(value) - EPOCH) / DAY_MS
    case 'instant':
      return (value - EPOCH) / DAY_MS
    default:
      return value
  }
}

/**
 * A workbook: what is said of the file as the first sheet, then a sheet a table. Texts stand in their cells as texts, so no name is
 * a formula. `at`: when it is written.
 */
export const createXlsx = (
  sink: Sink,
  { about, aboutName, at }: { readonly about: About; readonly aboutName: string; readonly at: number },
): Writer => {
  const zip = createZip(sink.bytes, at)
  const nameOf = createNames()
  const sheets: string[] = []
  let file: ReturnType<typeof zip.file> | null = null
  let text = ''
  let rows = 0
  let columns: readonly Column[] = []
  let letters: readonly string[] = []
  let title = ''
  let lastShared: readonly Cell[] | null = null
  /** Of a row's shared cells: what stands between the row's number. */
  let sharedParts: string[] = []

  const put = (piece: string): void => {
    text += piece
    if (text.length < PIECE) return
    file?.text(text)
    text = ''
  }
  /** Everything of a cell behind its row's number; empty: there is no cell. */
  const cellOf = (column: number, value: Cell): string => {
    const kind = columns[column]?.kind ?? 'text'
    if (value === null) return ''
    if (typeof value === 'string') return `" t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`
    if (kind === 'flag') return `" t="b"><v>${value === 0 ? 0 : 1}</v></c>`
    return `" s="${STYLE_OF[kind]}"><v>${numberOf(kind, value)}</v></c>`
  }

  const endSheet = (): void => {
    if (!file) return
    const last = `${letters.at(-1) ?? 'A'}${rows}`
    put(`</sheetData>${rows > 1 ? `<autoFilter ref="A1:${last}"/>` : ''}</worksheet>`)
    file.text(text)
    text = ''
    file.end()
    file = null
  }
  const beginSheet = (): void => {
    endSheet()
    sheets.push(nameOf(title))
    file = zip.file(`xl/worksheets/sheet${sheets.length}.xml`)
    rows = 1
    put(
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns
        .map(({ kind }, i) => `<col min="${i + 1}" max="${i + 1}" width="${WIDTH[kind]}" customWidth="1"/>`)
        .join('')}</cols><sheetData><row r="1">${columns
        .map(
          (column, i) =>
            `<c r="${letters[i]}1" s="${cellStyles.head}" t="inlineStr"><is><t xml:space="preserve">${xmlText(column.title)}</t></is></c>`,
        )
        .join('')}</row>`,
    )
  }

  const writer: Writer = {
    begin: (name, of) => {
      columns = of
      letters = of.map((_, i) => lettersOf(i))
      title = name
      lastShared = null
      beginSheet()
    },
    row: (shared, own) => {
      if (rows === SHEET_ROWS) beginSheet()
      rows++
      const before = shared.length
      if (shared !== lastShared) {
        sharedParts = shared.map((value, i) => cellOf(i, value))
        lastShared = shared
      }
      let row = `<row r="${rows}">`
      for (let i = 0; i < before; i++) {
        const part = sharedParts[i]
        if (part) row += `<c r="${letters[i]}${rows}${part}`
      }
      for (let i = 0; i < own.length; i++) {
        const part = cellOf(before + i, own[i] ?? null)
        if (part !== '') row += `<c r="${letters[before + i]}${rows}${part}`
      }
      put(`${row}</row>`)
    },
    end: () => {
      endSheet()
      const whole = (name: string, content: string): void => {
        const part = zip.file(name)
        part.text(content)
        part.end()
      }
      whole('xl/styles.xml', styles)
      whole('xl/workbook.xml', workbook(sheets.map(xmlText)))
      whole('xl/_rels/workbook.xml.rels', workbookRelations(sheets.length))
      whole('_rels/.rels', rootRelations)
      whole('[Content_Types].xml', contentTypes(sheets.length))
      zip.end()
    },
  }
  if (about.length > 0) {
    writer.begin(aboutName, [
      { id: 'what', title: aboutName, kind: 'text' },
      { id: 'which', title: '', kind: 'text' },
    ])
    for (const pair of about) writer.row([], pair)
  }
  return writer
}
