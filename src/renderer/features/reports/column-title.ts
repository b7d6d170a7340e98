import type { Level } from '../../../shared/domain/objects.ts'
import type { TableBlock } from '../../../shared/domain/reports.ts'
import { isFigureId } from '../../../shared/domain/table.ts'
import type { FieldId } from '../../../shared/domain/table.ts'
import type { ExportWords } from '../../../shared/words/exports/words.ts'
import type { FigureBook } from './use-figures.ts'

/** As it is called in exported files. */
export const fieldTitle = (id: FieldId, level: Level, { columns }: ExportWords): string => {
  switch (id) {
    case 'name':
      return columns.name[level]
    case 'account':
    case 'campaign':
    case 'adset':
      return columns.name[id]
    case 'id':
      return columns.id[level]
    default:
      return columns[id]
  }
}

export const columnTitle = (
  { id, aspect }: TableBlock['columns'][number],
  level: Level,
  book: FigureBook,
  words: ExportWords,
): string =>
  isFigureId(id)
    ? aspect === 'changePercent'
      ? // In one piece, however narrow it is.
        '±\u2060%'
      : words.aspects[aspect](book.nameOf(id))
    : fieldTitle(id, level, words)
