import { inflateRawSync } from 'node:zlib'
import type { Cell, Column } from '../../../src/main/export/columns.ts'

/** Readers of exported files that share nothing with the writers. */

/** RFC 4180, character by character. */
export const readCsv = (text: string, separator: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const characters = text.replace(/^\uFEFF/, '')
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i] ?? ''
    if (quoted) {
      if (character !== '"') cell += character
      else if (characters[i + 1] === '"') cell += characters[i++]
      else quoted = false
    } else if (character === '"' && cell === '') quoted = true
    else if (character === separator) {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (character === '\r' && characters[i + 1] === '\n') {
      i++
      rows.at(-1)?.push(cell)
      cell = ''
      rows.push([])
    } else cell += character
  }
  return rows.slice(0, -1)
}

/** By the central directory at the end. */
export const readZip = (bytes: Buffer): ReadonlyMap<string, string> => {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [method, compressed, size] = [at + 10, at + 20, at + 24].map((place, i) =>
      i === 0 ? bytes.readUInt16LE(place) : bytes.readUInt32LE(place),
    ) as [number, number, number]
    const [name, extra, comment] = [at + 28, at + 30, at + 32].map((place) => bytes.readUInt16LE(place)) as [
      number,
      number,
      number,
    ]
    const local = bytes.readUInt32LE(at + 42)
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const stored = bytes.subarray(data, data + compressed)
    const plain = method === 8 ? inflateRawSync(stored) : stored
    if (plain.length !== size) throw new Error('a file in the zip has another size')
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), plain.toString('utf8'))
    at += 46 + name + extra + comment
  }
  return files
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' }
/** As a spreadsheet shows it: XML's marks, then its own. */
const plainOf = (text: string): string =>
  text
    .replaceAll(/&(amp|lt|gt|quot);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

export interface ReadSheet {
  readonly name: string
  /** By place; what has no cell is null. */
  readonly rows: readonly (readonly Cell[])[]
}

/** Sheets of a workbook with their texts, numbers and booleans (1 or 0). */
export const readXlsx = (bytes: Buffer): readonly ReadSheet[] => {
  const files = readZip(bytes)
  const names = [...(files.get('xl/workbook.xml') ?? '').matchAll(/<sheet name="([^"]*)"/g)].map(([, name]) => name)
  return names.map((name, i) => {
    const xml = files.get(`xl/worksheets/sheet${i + 1}.xml`) ?? ''
    const rows = [...xml.matchAll(/<row r="(\d+)">(.*?)<\/row>/gs)].map(([, number, cells = ''], row) => {
      if (Number(number) !== row + 1) throw new Error('rows are not in order')
      const read: Cell[] = []
      for (const [, letters = '', at, text, value] of cells.matchAll(
        /<c r="([A-Z]+)(\d+)"[^>]*>(?:<is><t[^>]*>(.*?)<\/t><\/is>|<v>(.*?)<\/v>)<\/c>/gs,
      )) {
        if (at !== number) throw new Error('a cell is in another row')
        const column = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
        read[column] = text === undefined ? Number(value) : plainOf(text)
      }
      return Array.from(read, (cell) => cell ?? null)
    })
    return { name: plainOf(name ?? ''), rows }
  })
}

/** 29 columns of every kind: rows come out of any format as they went in, when this is said of them. */
export const padded = (row: readonly Cell[], columns: readonly Column[]): Cell[] =>
  columns.map((_, i) => row[i] ?? null)
