import type { Failure } from '../errors.ts'
import type { Instant } from './day.ts'
import type { Aspect, ColumnId } from './table.ts'

/** Formats of rows, and pictures of a report as it is printed. */
export const ROW_FORMATS = ['csv', 'xlsx', 'parquet'] as const
export const PICTURE_FORMATS = ['pdf', 'png'] as const
export type RowFormat = (typeof ROW_FORMATS)[number]
export type PictureFormat = (typeof PICTURE_FORMATS)[number]
export type ExportFormat = RowFormat | PictureFormat
export const isPicture = (format: ExportFormat): format is PictureFormat => format === 'pdf' || format === 'png'

/** `;` goes with a decimal comma. */
export interface CsvStyle {
  readonly separator: ',' | ';'
  /** Tells older spreadsheets that it is UTF-8. */
  readonly bom: boolean
}

/** A column of a table as it is written: of a figure one of its aspects. */
export interface ExportColumn {
  readonly id: ColumnId
  readonly aspect: Aspect
}

/** One file that was asked for since the start. */
export interface ExportState {
  readonly id: string
  /** Of the file, without its folder. */
  readonly name: string
  readonly format: ExportFormat
  readonly state: 'running' | 'done' | 'cancelled' | 'failed'
  readonly rows: number
  readonly bytes: number
  /** 0 to 1; null: not known. */
  readonly share: number | null
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly failure: Failure | null
}
