import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { afterAll, expect, it } from 'vitest'
import type { Cell, Column, Kind, Writer } from '../../../src/main/export/columns.ts'
import { createCsv } from '../../../src/main/export/csv.ts'
import { createParquet } from '../../../src/main/export/parquet.ts'
import { createFileSink } from '../../../src/main/export/sink.ts'
import type { Sink } from '../../../src/main/export/sink.ts'
import { createXlsx } from '../../../src/main/export/xlsx.ts'
import { padded, readCsv, readXlsx } from './readers.ts'

const folder = mkdtempSync(join(tmpdir(), 'buydesk-export-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const AT = Date.UTC(2026, 10, 18, 13, 20)
const ABOUT = [
  ['Period', '2026-01-01'],
  ['Accounts', 'Acme "EU" <1>'],
] as const

/** What a name may be made of to break a file, a cell or a spreadsheet. */
const HOSTILE = [
  '=HYPERLINK("http://x","y")',
  '+1',
  '-2+3',
  '@SUM(A1)',
  '\tcmd',
  '\rcmd',
  'a,b;c"d',
  'line\nbreak\r\nand\ttab',
  ' \u0000\u0007\u001f\u007f\uFFFE ',
  '_x0041_ & <b>&amp;</b>',
  'Пример – 例え 🏷️\u202E',
  '\uD800 lone \uDC00',
  '1200000000000000001',
  "'quoted'",
  '',
]
const KINDS: readonly Kind[] = ['text', 'count', 'decimal', 'money', 'share', 'day', 'instant', 'flag']

const nameArb = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }))
const dayArb = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => Number(date.toISOString().slice(0, 10).replaceAll('-', '')))
/** Formats differ in whether zero can be less than itself. */
const double = (bounds: fc.DoubleConstraints): fc.Arbitrary<number> => fc.double(bounds).map((value) => value + 0)
const VALUES: Readonly<Record<Kind, fc.Arbitrary<Cell>>> = {
  text: nameArb,
  count: fc.oneof(fc.nat(), double({ min: 0, max: 1e6, noNaN: true })),
  decimal: double({ min: -1e9, max: 1e9, noNaN: true }),
  money: fc.oneof(
    fc.integer({ min: -900_000, max: 900_000_000 }).map((cents) => cents * 10_000),
    fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 }),
    // A price: money by a count.
    double({ min: -1e9, max: 1e12, noNaN: true }),
  ),
  share: double({ min: 0, max: 3, noNaN: true }),
  day: dayArb,
  instant: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  flag: fc.constantFrom(0, 1),
}
const kindsArb = fc.array(fc.constantFrom(...KINDS), { minLength: 2, maxLength: 30 })
const tableArb = fc.tuple(kindsArb, fc.nat(29)).chain(([kinds, split]) =>
  fc.record({
    kinds: fc.constant(kinds),
    /** So many cells are of several rows. */
    shared: fc.constant(Math.min(split, kinds.length - 1)),
    rows: fc.array(fc.tuple(...kinds.map((kind) => fc.option(VALUES[kind], { nil: null, freq: 4 }))), {
      maxLength: 40,
    }),
  }),
)
const columnsOf = (kinds: readonly Kind[]): Column[] =>
  kinds.map((kind, i) => ({ id: `c${i}`, title: HOSTILE[i % HOSTILE.length] ?? '', kind }))

const write = (make: (sink: Sink) => Writer, use: (writer: Writer) => void): Buffer => {
  const file = join(folder, 'out')
  const sink = createFileSink(`${file}.part`, file)
  const writer = make(sink)
  use(writer)
  writer.end()
  sink.keep()
  expect(readdirSync(folder)).toEqual(['out'])
  const bytes = readFileSync(file)
  expect(sink.written()).toBe(bytes.length)
  return bytes
}
type Table = { readonly kinds: readonly Kind[]; readonly shared: number; readonly rows: readonly (readonly Cell[])[] }
/** Two rows at a time share their first cells, which is then the same array. */
const fill = (writer: Writer, { kinds, shared, rows }: Table): (readonly Cell[])[] => {
  writer.begin('Table', columnsOf(kinds))
  let head: readonly Cell[] = []
  return rows.map((row, i) => {
    if (i % 2 === 0) head = row.slice(0, shared)
    writer.row(head, row.slice(shared))
    return [...head, ...row.slice(shared)]
  })
}

/** Exact, by whole numbers. */
const decimalOf = (micros: number, point: string): string => {
  const size = Math.round(Math.abs(micros))
  const digits = String(size).padStart(7, '0')
  const places = digits.slice(-6).replace(/0+$/, '')
  return `${micros < 0 && size > 0 ? '-' : ''}${digits.slice(0, -6)}${places === '' ? '' : point}${places}`
}
const isoDay = (day: number): string => String(day).replace(/^(....)(..)(..)$/, '$1-$2-$3')

it('writes CSV that reads back as it was, with formulas made harmless and nothing for nothing', () => {
  const style = fc.record({ separator: fc.constantFrom(',' as const, ';' as const), bom: fc.boolean() })
  fc.assert(
    fc.property(tableArb, style, (table, csv) => {
      let rows: (readonly Cell[])[] = []
      const text = write(
        (sink) => createCsv(sink, csv),
        (writer) => (rows = fill(writer, table)),
      ).toString('utf8')
      expect(text.startsWith('\uFEFF')).toBe(csv.bom)
      const harmless = (name: string): string => {
        const whole = name.toWellFormed()
        return '=+-@\t\r'.includes(whole.charAt(0)) && whole !== '' ? `'${whole}` : whole
      }
      const expected = rows.map((row) =>
        row.map((cell, i) => {
          if (cell === null) return ''
          const point = csv.separator === ';' ? ',' : '.'
          switch (table.kinds[i]) {
            case 'text':
              return harmless(String(cell))
            case 'money':
              return decimalOf(Number(cell), point)
            case 'day':
              return isoDay(Number(cell))
            case 'instant':
              return new Date(cell).toISOString()
            default:
              return `${cell}`.replace('.', point)
          }
        }),
      )
      const [head, ...read] = readCsv(text, csv.separator)
      expect(head).toEqual(columnsOf(table.kinds).map(({ title }) => harmless(title)))
      expect(read).toEqual(expected)
    }),
    { numRuns: 60 },
  )
})

it('writes a workbook whose sheets read back as they were, texts as texts', () => {
  const EPOCH = Date.UTC(1899, 11, 30)
  fc.assert(
    fc.property(tableArb, (table) => {
      let rows: (readonly Cell[])[] = []
      const bytes = write(
        (sink) => createXlsx(sink, { about: ABOUT, aboutName: 'About', at: AT }),
        (writer) => (rows = fill(writer, table)),
      )
      const [about, sheet, ...more] = readXlsx(bytes)
      expect(more).toEqual([])
      expect(about).toMatchObject({ name: 'About', rows: [['About', ''], ...ABOUT] })
      const expected = rows.map((row) =>
        row.map((cell, i) => {
          if (cell === null) return null
          switch (table.kinds[i]) {
            case 'text':
              return String(cell).toWellFormed()
            case 'money':
              return Number(decimalOf(Number(cell), '.'))
            case 'day':
              return (Date.parse(`${isoDay(Number(cell))}T00:00:00Z`) - EPOCH) / 86_400_000
            case 'instant':
              return (Number(cell) - EPOCH) / 86_400_000
            default:
              return cell
          }
        }),
      )
      const columns = columnsOf(table.kinds)
      expect(sheet?.rows[0]).toEqual(columns.map(({ title }) => title.toWellFormed()))
      expect(sheet?.rows.slice(1).map((row) => padded(row, columns))).toEqual(expected)
    }),
    { numRuns: 40 },
  )
})

it('writes Parquet that an independent reader reads as it was, money exact', async () => {
  await fc.assert(
    fc.asyncProperty(tableArb, async (table) => {
      let rows: (readonly Cell[])[] = []
      const bytes = write(
        (sink) => createParquet(sink, { about: ABOUT }),
        (writer) => (rows = fill(writer, table)),
      )
      const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
      const read = (await parquetReadObjects({ file })).map((row) =>
        Object.entries(row).map(([, value], i) =>
          // The reader gives the stored whole number times a millionth.
          table.kinds[i] === 'money' && typeof value === 'number' ? Math.round(value * 1_000_000) : (value as unknown),
        ),
      )
      const expected = rows.map((row) =>
        row.map((cell, i): unknown => {
          if (cell === null) return null
          switch (table.kinds[i]) {
            case 'text':
              return String(cell).toWellFormed()
            case 'day':
              return new Date(`${isoDay(Number(cell))}T00:00:00Z`)
            case 'instant':
              return new Date(cell)
            case 'money':
              return Math.round(Number(decimalOf(Number(cell), '.')) * 1_000_000)
            case 'flag':
              return cell === 1
            default:
              return cell
          }
        }),
      )
      expect(read).toEqual(expected)
      expect(parquetMetadata(file).key_value_metadata).toEqual(ABOUT.map(([key, value]) => ({ key, value })))
    }),
    { numRuns: 40 },
  )
})

it('gives each sheet a name that a workbook takes, and goes on in a further one', () => {
  const names = ['A/B: [x]*?', "''", 'a'.repeat(40), 'A'.repeat(40), '🏷️'.repeat(20), 'About']
  const bytes = write(
    (sink) => createXlsx(sink, { about: ABOUT, aboutName: 'About', at: AT }),
    (writer) => {
      for (const name of names) {
        writer.begin(name, columnsOf(['text', 'count']))
        writer.row([], ['x', 1])
      }
    },
  )
  const read = readXlsx(bytes).map(({ name }) => name)
  expect(new Set(read.map((name) => name.toLowerCase())).size).toBe(names.length + 1)
  for (const name of read) expect(name).toMatch(/^[^[\]:*?/\\']{1,31}$/)
})

it('holds each table of a CSV file apart, and leaves nothing of a file that was given up', () => {
  const text = write(
    (sink) => createCsv(sink, { separator: ',', bom: false }),
    (writer) => {
      writer.begin('One', columnsOf(['count', 'count']))
      writer.row([], [1, null])
      writer.begin('=Two', columnsOf(['count', 'count']))
      writer.row([], [null, 2])
    },
  ).toString()
  expect(
    readCsv(text, ',')
      .slice(1)
      .filter((row) => !row[0]?.includes('HYPER')),
  ).toEqual([['1', ''], [''], ["'=Two"], ['', '2']])
  const sink = createFileSink(join(folder, 'gone.part'), join(folder, 'gone'))
  sink.text('half')
  sink.discard()
  expect(readdirSync(folder)).toEqual(['out'])
})
