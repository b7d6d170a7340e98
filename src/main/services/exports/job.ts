import type { Cell, Column } from '../../export/columns.ts'
import type { CsvStyle } from '../../export/csv.ts'
import type { About } from '../../export/columns.ts'
import type { AccountRange } from '../../db/store.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { FiguresLevel, ResultType } from '../../../shared/domain/objects.ts'

/** What passes between the main thread and the thread that writes a file. */

export type RowsFormat = 'csv' | 'xlsx' | 'parquet'

export interface ExportFile {
  readonly format: RowsFormat
  /** Its name until it is whole, and its own. */
  readonly part: string
  readonly file: string
  readonly csv: CsvStyle
  readonly about: About
  readonly aboutName: string
  readonly at: Instant
  /** See PROGRESS; both sides hold it, so that neither waits for the other. */
  readonly progress: SharedArrayBuffer
}

/** Places in the shared array of whole numbers. */
export const PROGRESS = { cancelled: 0, rows: 1, kibibytes: 2, perMille: 3 } as const
export const PROGRESS_BYTES = 4 * Int32Array.BYTES_PER_ELEMENT

export interface ByDayJob {
  readonly level: FiguresLevel
  readonly name: string
  readonly columns: readonly Column[]
  /** Null: never a kind of result. */
  readonly resultTypes: Readonly<Record<ResultType, string>>
  readonly accounts: readonly {
    readonly range: AccountRange
    readonly name: string
    readonly currency: string
  }[]
}

/** What the thread answers to, by name; each may throw an AppError of a file, or `exportCancelled`. */
export interface ExporterOperations {
  begin(file: ExportFile): void
  byDay(job: ByDayJob): void
  table(name: string, columns: readonly Column[]): void
  rows(rows: readonly (readonly Cell[])[]): void
  /** The file is whole. */
  keep(): { readonly rows: number; readonly bytes: number }
  discard(): void
}
