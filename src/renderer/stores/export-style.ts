import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import type { Locale } from '../../shared/domain/connection.ts'
import type { CsvStyle, RowFormat } from '../../shared/domain/exports.ts'

interface ExportStyle {
  readonly format: RowFormat
  /** Null: as people of the language have it. */
  readonly csv: CsvStyle | null
  set(part: Partial<Pick<ExportStyle, 'format' | 'csv'>>): void
}

/** How somebody wants files to be, remembered. */
export const useExportStyle = create<ExportStyle>()(
  persist((set) => ({ format: 'csv', csv: null, set: (part) => set(part) }), {
    name: 'export-style',
    version: 1,
    partialize: ({ format, csv }) => ({ format, csv }),
  }),
)

export const csvStyleOf = (locale: Locale): CsvStyle => ({ separator: locale === 'ru' ? ';' : ',', bom: true })

/** As `exports.start` takes it. */
export const chosenCsv = (): { readonly csv?: CsvStyle } => {
  const { csv } = useExportStyle.getState()
  return csv ? { csv } : {}
}
