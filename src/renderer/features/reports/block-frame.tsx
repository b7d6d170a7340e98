import { Columns2, GripVertical, Pencil, RectangleHorizontal, Trash2 } from 'lucide-react'
import type { DragEvent, KeyboardEvent, ReactElement } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import type { ReportBlock } from '../../../shared/domain/reports.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import css from './reports.module.css'

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 }
/** Only blocks of this window are dropped here. */
const KIND = 'application/x-buydesk-block'

interface BlockFrameProps {
  readonly block: ReportBlock
  readonly name: string
  readonly place: number
  readonly of: number
  readonly children: ReactElement
  /** Takes the block `id` to a place. */
  readonly onMove: (id: string, place: number) => void
  readonly onWidth: () => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

/** A block while it is arranged: its handle, and what can be done with it. */
export const BlockFrame = (props: BlockFrameProps): ReactElement => {
  const { block, name, place, of, children, onMove, onWidth, onEdit, onRemove } = props
  const { reports } = useStrings()
  const [over, setOver] = useState(false)
  const handle = useRef<HTMLButtonElement>(null)
  const mustFocus = useRef(false)

  // The frame goes to another place in the document with its block, and takes the focus along before the next key.
  useLayoutEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    handle.current?.focus()
    handle.current?.scrollIntoView({ block: 'nearest' })
  }, [place])

  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = place + step
    if (next < 0 || next >= of) return
    mustFocus.current = true
    onMove(block.id, next)
  }
  const drop = (event: DragEvent): void => {
    setOver(false)
    const id = event.dataTransfer.getData(KIND)
    if (id === '') return
    event.preventDefault()
    if (id !== block.id) onMove(id, place)
  }
  const isHalf = block.width === 'half'
  return (
    <div
      className={cx(css['frame'], over && css['over'])}
      data-width={block.width}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(KIND)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={css['tools']}>
        <button
          ref={handle}
          type="button"
          className={css['handle']}
          draggable
          aria-label={reports.move(name)}
          title={reports.editing}
          onKeyDown={press}
          onDragStart={(event) => {
            event.dataTransfer.setData(KIND, block.id)
            event.dataTransfer.effectAllowed = 'move'
          }}
        >
          <GripVertical size={14} aria-hidden />
        </button>
        <span className={css['toolName']}>{reports.kinds[block.kind]}</span>
        <IconButton
          size="small"
          label={isHalf ? reports.wide(name) : reports.narrow(name)}
          icon={isHalf ? <RectangleHorizontal /> : <Columns2 />}
          onClick={onWidth}
        />
        <IconButton size="small" label={reports.change(name)} icon={<Pencil />} onClick={onEdit} />
        <IconButton size="small" label={reports.remove(name)} icon={<Trash2 />} onClick={onRemove} />
      </div>
      {children}
    </div>
  )
}
