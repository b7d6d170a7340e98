import type { ReactElement } from 'react'
import { useState } from 'react'
import { LEVELS } from '../../../shared/domain/objects.ts'
import { MOST_LINES, MOST_ROWS, MOST_TEXT, MOST_TILES } from '../../../shared/domain/reports.ts'
import type { ChartBlock, ReportBlock } from '../../../shared/domain/reports.ts'
import { DAY_GRAINS } from '../../../shared/domain/series.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { FigureChoice } from './figure-choice.tsx'
import css from './reports.module.css'
import { TableFields } from './table-fields.tsx'
import type { FigureBook } from './use-figures.ts'

const OF = ['total', 'accounts'] as const satisfies readonly ChartBlock['of'][]

interface BlockEditorProps {
  readonly first: ReportBlock
  readonly name: string
  readonly book: FigureBook
  readonly onClose: () => void
  readonly onSave: (block: ReportBlock) => void
}

const Fields = ({
  block,
  book,
  onChange,
}: {
  readonly block: ReportBlock
  readonly book: FigureBook
  readonly onChange: (block: ReportBlock) => void
}): ReactElement => {
  const { reports } = useStrings()
  const none = (count: number): string | null => (count === 0 ? reports.figuresNone : null)
  switch (block.kind) {
    case 'figures':
      return (
        <FigureChoice
          label={reports.figures}
          book={book}
          chosen={block.figures}
          most={MOST_TILES}
          error={none(block.figures.length)}
          onChange={(figures) => onChange({ ...block, figures })}
        />
      )
    case 'chart':
      return (
        <>
          <div className={css['row']}>
            <span>{reports.grain}</span>
            <Segments
              label={reports.grain}
              value={block.grain}
              options={DAY_GRAINS.map((value) => ({ value, label: reports.grains[value] }))}
              onChange={(grain) => onChange({ ...block, grain })}
            />
          </div>
          <div className={css['row']}>
            <span>{reports.of}</span>
            <Segments
              label={reports.of}
              value={block.of}
              options={OF.map((value) => ({ value, label: reports.ofs[value] }))}
              onChange={(of) => onChange({ ...block, of })}
            />
          </div>
          <FigureChoice
            label={reports.figures}
            book={book}
            chosen={block.figures}
            most={MOST_LINES}
            error={none(block.figures.length)}
            onChange={(figures) => onChange({ ...block, figures })}
          />
        </>
      )
    case 'table':
      return <TableFields block={block} book={book} onChange={onChange} levels={LEVELS} mostRows={MOST_ROWS} />
    case 'text':
      return (
        <label className={css['textField']}>
          <span>{reports.text}</span>
          <textarea
            value={block.text}
            maxLength={MOST_TEXT}
            rows={10}
            onChange={(event) => onChange({ ...block, text: event.target.value })}
          />
        </label>
      )
  }
}

const isWhole = (block: ReportBlock): boolean =>
  block.kind === 'text' || (block.kind === 'table' ? block.columns.length > 0 : block.figures.length > 0)

/** What a block shows. Nothing changes before it is saved. */
export const BlockEditor = ({ first, name, book, onClose, onSave }: BlockEditorProps): ReactElement => {
  const { reports, common } = useStrings()
  const [block, setBlock] = useState(first)
  return (
    <Dialog
      open
      wide
      onClose={onClose}
      title={reports.block(reports.kinds[block.kind], name)}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            kind="primary"
            disabled={!isWhole(block)}
            onClick={() => onSave({ ...block, title: block.title.trim() })}
          >
            {reports.save}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <Field label={reports.blockTitle} note={common.optional} hint={reports.blockTitleHint}>
          <TextInput
            value={block.title}
            maxLength={200}
            onChange={(title) => setBlock((before) => ({ ...before, title }))}
          />
        </Field>
        <Fields block={block} book={book} onChange={setBlock} />
      </div>
    </Dialog>
  )
}
