import type { ReportBlock } from '../../../shared/domain/reports.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { FigureBook } from './use-figures.ts'

const LONG = 60

/** Its own title, or what it shows. */
export const blockName = (block: ReportBlock, book: FigureBook, { reports, exports }: Strings): string => {
  if (block.title !== '') return block.title
  switch (block.kind) {
    case 'figures':
      return reports.kinds.figures
    case 'chart':
      return block.figures.map(book.nameOf).join(', ')
    case 'table':
      return exports.levels[block.level]
    case 'text':
      return block.text.trim().split('\n')[0]?.slice(0, LONG) || reports.kinds.text
  }
}
