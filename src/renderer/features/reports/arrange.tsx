import { ChartLine, Gauge, Plus, Table2, Type } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { BLOCK_KINDS, MOST_BLOCKS } from '../../../shared/domain/reports.ts'
import type { BlockKind, Report, ReportBlock } from '../../../shared/domain/reports.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { useSay } from '../../ui/toast.tsx'
import { movedTo, replaced, without } from './arranged.ts'
import { BlockEditor } from './block-editor.tsx'
import { BlockFrame } from './block-frame.tsx'
import { blockName } from './block-name.ts'
import { newBlock } from './new-block.ts'
import { Blocks } from './report-page.tsx'
import css from './reports.module.css'
import type { FigureBook } from './use-figures.ts'

const ICONS: Readonly<Record<BlockKind, ReactElement>> = {
  figures: <Gauge />,
  chart: <ChartLine />,
  table: <Table2 />,
  text: <Type />,
}

export const AddBlock = ({
  blocks,
  onAdd,
}: {
  readonly blocks: readonly ReportBlock[]
  readonly onAdd: (block: ReportBlock) => void
}): ReactElement => {
  const { reports } = useStrings()
  return (
    <Menu
      trigger={
        <Button icon={<Plus />} disabled={blocks.length >= MOST_BLOCKS}>
          {reports.add}
        </Button>
      }
    >
      {BLOCK_KINDS.map((kind) => (
        <MenuItem key={kind} icon={ICONS[kind]} onClick={() => onAdd(newBlock(kind))}>
          {reports.kinds[kind]}
        </MenuItem>
      ))}
    </Menu>
  )
}

interface ArrangeProps {
  readonly report: Report
  readonly book: FigureBook
  /** Each change is kept at once. */
  readonly onChange: (report: Report) => void
}

/** A report while it is arranged: blocks are moved by hand or by keys, changed, added and removed. */
export const Arrange = ({ report, book, onChange }: ArrangeProps): ReactElement => {
  const strings = useStrings()
  const { reports } = strings
  const format = useFormat()
  const say = useSay()
  const [edited, setEdited] = useState<ReportBlock | null>(null)
  const [told, setTold] = useState('')
  const { blocks } = report
  const set = (next: readonly ReportBlock[]): void => onChange({ ...report, blocks: next })
  const nameOf = (block: ReportBlock): string => blockName(block, book, strings)

  const move = (id: string, place: number): void => {
    const block = blocks.find((each) => each.id === id)
    if (!block) return
    set(movedTo(blocks, id, place))
    setTold(reports.moved(nameOf(block), place + 1, blocks.length))
  }
  const remove = (block: ReportBlock): void => {
    set(without(blocks, block.id))
    say.done(reports.removed(format.quoted(nameOf(block))), { label: reports.undo, run: () => onChange(report) })
  }
  const add = (block: ReportBlock): void => {
    set([...blocks, block])
    if (block.kind !== 'figures') setEdited(block)
  }

  return (
    <>
      <p className={css['hint']}>{reports.editing}</p>
      <Blocks
        report={report}
        book={book}
        renderFrame={(block, name, body) => (
          <BlockFrame
            key={block.id}
            block={block}
            name={name}
            place={blocks.indexOf(block)}
            of={blocks.length}
            onMove={move}
            onWidth={() => set(replaced(blocks, { ...block, width: block.width === 'half' ? 'full' : 'half' }))}
            onEdit={() => setEdited(block)}
            onRemove={() => remove(block)}
          >
            {body}
          </BlockFrame>
        )}
      />
      <div className={css['adding']}>
        <AddBlock blocks={blocks} onAdd={add} />
      </div>
      <p className={css['told']} role="status">
        {told}
      </p>
      {edited ? (
        <BlockEditor
          key={edited.id}
          first={edited}
          name={nameOf(edited)}
          book={book}
          onClose={() => setEdited(null)}
          onSave={(block) => {
            set(replaced(blocks, block))
            setEdited(null)
          }}
        />
      ) : null}
    </>
  )
}
