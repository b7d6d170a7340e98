import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { SchemaElement } from 'hyparquet-writer'
import { timeOfDay, wholeMicros } from './columns.ts'
import type { About, Cell, Column, Kind, Writer } from './columns.ts'
import type { Sink } from './sink.ts'

/**
 * Rows that are in memory at a time: readers skip whole groups, so they should not be small. Of twice as many the columns would each
 * be too long for V8's young heap, and what is made of them would lie around until the old one is swept: 30 MB more.
 */
const GROUP_ROWS = 8192
/** A group whose texts have more characters ends sooner. */
const GROUP_CHARACTERS = 4 * 1024 * 1024
const DAY_MS = 86_400_000

type Type = Omit<SchemaElement, 'name'>
/** Money is exact: micros with six places. */
const TYPES: Readonly<Record<Kind, Type>> = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  count: { type: 'DOUBLE' },
  decimal: { type: 'DOUBLE' },
  share: { type: 'DOUBLE' },
  money: { type: 'INT64', converted_type: 'DECIMAL', precision: 18, scale: 6 },
  day: { type: 'INT32', converted_type: 'DATE' },
  instant: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  flag: { type: 'BOOLEAN' },
}

const valueOf = (kind: Kind, value: Cell): unknown => {
  if (value === null || typeof value === 'string') return value
  switch (kind) {
    case 'money':
      return BigInt(wholeMicros(value))
    case 'instant':
      return BigInt(Math.round(value))
    case 'day':
      return timeOfDay(value) / DAY_MS
    case 'flag':
      return value !== 0
    default:
      return value
  }
}

/** Its bytes go on whenever there are many, and after each group of rows. */
class SinkWriter extends ByteWriter {
  readonly #sink: Sink

  constructor(sink: Sink) {
    super(1024 * 1024)
    this.#sink = sink
  }
  flush(): void {
    this.#sink.bytes(this.getBytes())
    this.index = 0
  }
  override finish(): void {
    this.flush()
  }
}

/** One table a file, its columns by their ids; what is said of the file is in its metadata. Throws at a second table. */
export const createParquet = (sink: Sink, { about }: { readonly about: About }): Writer => {
  let parquet: ParquetWriter | null = null
  let columns: readonly Column[] = []
  /** A group's cells by column, in the same memory each time. */
  let data: readonly unknown[][] = []
  let rows = 0
  let characters = 0

  const handGroup = (): void => {
    // The sink takes everything at once: there is nothing to wait for.
    if (rows > 0)
      void parquet?.write({
        columnData: columns.map(({ id }, i) => ({ name: id, data: data[i]?.slice(0, rows) ?? [] })),
        rowGroupSize: rows,
      })
    rows = 0
    characters = 0
  }

  return {
    begin: (_name, of) => {
      if (parquet) throw new Error('a Parquet file holds one table')
      columns = of
      parquet = new ParquetWriter({
        writer: new SinkWriter(sink),
        schema: [
          { name: 'root', num_children: of.length },
          ...of.map(({ id, kind }): SchemaElement => ({ name: id, repetition_type: 'OPTIONAL', ...TYPES[kind] })),
        ],
        kvMetadata: about.map(([key, value]) => ({ key, value })),
        createdBy: 'Buydesk',
      })
      data = of.map(() => Array.from<unknown>({ length: GROUP_ROWS }))
    },
    row: (shared, own) => {
      const before = shared.length
      for (let i = 0; i < columns.length; i++) {
        const value = (i < before ? shared[i] : own[i - before]) ?? null
        if (typeof value === 'string') characters += value.length
        const column = data[i]
        if (column) column[rows] = valueOf(columns[i]?.kind ?? 'text', value)
      }
      rows++
      if (rows === GROUP_ROWS || characters >= GROUP_CHARACTERS) handGroup()
    },
    end: () => {
      handGroup()
      void parquet?.finish()
    },
  }
}
