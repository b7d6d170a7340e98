import { createByDay } from '../../db/by-day.ts'
import { openReader } from '../../db/open-database.ts'
import type { Opened } from '../../db/serve.ts'
import { createCsv } from '../../export/csv.ts'
import type { Writer } from '../../export/columns.ts'
import { NOTHING_SHARED } from '../../export/columns.ts'
import { createParquet } from '../../export/parquet.ts'
import { createFileSink } from '../../export/sink.ts'
import type { FileSink } from '../../export/sink.ts'
import { createXlsx } from '../../export/xlsx.ts'
import { AppError } from '../../../shared/errors.ts'
import { writeByDay } from './by-day.ts'
import { fileFailure } from './failures.ts'
import type { ExporterOperations, ExportFile } from './job.ts'
import { PROGRESS, PROGRESS_BYTES } from './job.ts'

const writerOf = (sink: FileSink, { format, csv, ...rest }: ExportFile): Writer => {
  switch (format) {
    case 'csv':
      return createCsv(sink, csv)
    case 'xlsx':
      return createXlsx(sink, rest)
    case 'parquet':
      return createParquet(sink, rest)
  }
}

/** Rows pass by in the order in which they lie: no page is wanted twice. */
const CACHE_KIB = 4096
/** A share of a thousand. */
const MILLE = 1000

/**
 * Writes one file: opens the database to read, formats and writes in its own thread, and says how far it is in an array that the main
 * thread reads. All of it is of one moment of the database.
 */
export const openExporter = (database: string): Opened => {
  const db = openReader(database, CACHE_KIB)
  let sink: FileSink | null = null
  let writer: Writer | null = null
  let progress = new Int32Array(new SharedArrayBuffer(PROGRESS_BYTES))

  const step = (rows: number, share: number | null): void => {
    if (Atomics.load(progress, PROGRESS.cancelled) !== 0) throw new AppError('exportCancelled')
    Atomics.add(progress, PROGRESS.rows, rows)
    Atomics.store(progress, PROGRESS.kibibytes, Math.floor((sink?.written() ?? 0) / 1024))
    if (share !== null) Atomics.store(progress, PROGRESS.perMille, Math.floor(share * MILLE))
  }
  const open = (): { readonly sink: FileSink; readonly writer: Writer } => {
    if (!sink || !writer) throw new Error('no file was begun')
    return { sink, writer }
  }
  const named = <Input extends readonly unknown[], Output>(run: (...input: Input) => Output) => {
    return (...input: Input): Output => {
      try {
        return run(...input)
      } catch (error) {
        throw fileFailure(error)
      }
    }
  }

  const operations: ExporterOperations = {
    begin: named((file) => {
      progress = new Int32Array(file.progress)
      sink = createFileSink(file.part, file.file)
      writer = writerOf(sink, file)
    }),
    byDay: named((job) => db.transaction(() => writeByDay(createByDay(db), job, open().writer, step))()),
    table: named((name, columns) => open().writer.begin(name, columns)),
    rows: named((rows) => {
      const { writer: to } = open()
      for (const row of rows) to.row(NOTHING_SHARED, row)
      step(rows.length, null)
    }),
    keep: named(() => {
      const { writer: to, sink: into } = open()
      to.end()
      step(0, null)
      into.keep()
      return { rows: Atomics.load(progress, PROGRESS.rows), bytes: into.written() }
    }),
    discard: named(() => sink?.discard()),
  }
  return { operations: { ...operations }, close: () => void db.close() }
}
