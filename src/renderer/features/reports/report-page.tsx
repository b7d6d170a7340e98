import type { ReactElement, ReactNode } from 'react'
import type { Report, ReportBlock } from '../../../shared/domain/reports.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { ErrorBoundary } from '../../ui/error-boundary.tsx'
import { blockName } from './block-name.ts'
import { ChartBlockView } from './chart-block.tsx'
import { useDrawn } from './drawn.ts'
import { FiguresBlockView } from './figures-block.tsx'
import css from './reports.module.css'
import { TableBlockView } from './table-block.tsx'
import type { FigureBook } from './use-figures.ts'

const TextBlockView = ({ block }: { readonly block: ReportBlock & { readonly kind: 'text' } }): ReactElement => {
  const { reports } = useStrings()
  useDrawn(block.id, true)
  return block.text.trim() === '' ? (
    <p className={css['nothing']}>{reports.textEmpty}</p>
  ) : (
    <div className={css['words']} data-text>
      {block.text
        .trim()
        .split(/\n{2,}/)
        .map((paragraph, at) => (
          <p key={at}>{paragraph}</p>
        ))}
    </div>
  )
}

const Body = ({
  report,
  block,
  book,
  title,
}: {
  readonly report: Report
  readonly block: ReportBlock
  readonly book: FigureBook
  readonly title: string
}): ReactElement => {
  switch (block.kind) {
    case 'figures':
      return <FiguresBlockView report={report} block={block} book={book} />
    case 'chart':
      return <ChartBlockView report={report} block={block} book={book} title={title} />
    case 'table':
      return <TableBlockView report={report} block={block} book={book} title={title} />
    case 'text':
      return <TextBlockView block={block} />
  }
}

const Broken = (): ReactElement => {
  const { common } = useStrings()
  return (
    <p className={css['nothing']} data-broken>
      {common.somethingFailed}
    </p>
  )
}

interface BlocksProps {
  readonly report: Report
  readonly book: FigureBook
  /** Around each block while it is arranged. */
  readonly renderFrame?: (block: ReportBlock, name: string, body: ReactElement) => ReactNode
}

/** The blocks of a report in their order; two halves stand beside each other. */
export const Blocks = ({ report, book, renderFrame }: BlocksProps): ReactElement => {
  const strings = useStrings()
  return (
    <div className={css['blocks']}>
      {report.blocks.map((block, at) => {
        const name = blockName(block, book, strings)
        const same = report.blocks.slice(0, at).filter((each) => blockName(each, book, strings) === name).length
        const body = (
          <section
            key={block.id}
            className={css['block']}
            data-width={block.width}
            aria-label={same === 0 ? name : `${name} ${same + 1}`}
          >
            {block.kind === 'text' && block.title === '' ? null : <h2 className={css['blockTitle']}>{name}</h2>}
            <ErrorBoundary fallback={Broken}>
              <Body report={report} block={block} book={book} title={name} />
            </ErrorBoundary>
          </section>
        )
        return renderFrame ? renderFrame(block, name, body) : body
      })}
    </div>
  )
}
