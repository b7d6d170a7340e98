import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import type { MouseEvent, PointerEvent, ReactElement } from 'react'
import { memo, useRef, useState } from 'react'
import type { Column } from './data-table.tsx'
import type { DrawnColumn } from './data-table-row.tsx'
import type { TableSort } from './data-table-keys.ts'
import { cx } from './cx.ts'
import css from './data-table.module.css'
import { Tooltip } from './tooltip.tsx'

interface HeadProps<Row> {
  readonly columns: readonly DrawnColumn<Row>[]
  readonly sort: TableSort | null
  readonly stop: number | null
  /** `pressedAt`: the event's own time. */
  readonly onSort: (column: Column<Row>, pressedAt: number) => void
  readonly onPress: (column: number) => void
  /** Null: back to its own width. */
  readonly onResize: (column: Column<Row>, width: number | null) => void
  /** Absent: columns stay where they are. */
  readonly onMove: ((column: Column<Row>, to: number) => void) | undefined
  readonly onMenu: ((column: number) => void) | undefined
}

/** Follows the pointer until it is let go; `end` hears whether it was, or the gesture was taken away. */
const follow = (
  event: PointerEvent<HTMLElement>,
  move: (moved: globalThis.PointerEvent) => void,
  end: (isDropped: boolean) => void,
): void => {
  const handle = event.currentTarget
  handle.setPointerCapture(event.pointerId)
  const stop = (last: globalThis.PointerEvent): void => {
    handle.removeEventListener('pointermove', move)
    handle.removeEventListener('pointerup', stop)
    handle.removeEventListener('pointercancel', stop)
    end(last.type === 'pointerup')
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', stop)
  handle.addEventListener('pointercancel', stop)
}

/** Further than a hand trembles. */
const DRAGGED = 5

interface Dragging {
  readonly from: number
  /** Before which column it would be put. */
  readonly to: number
}

const HeadInner = <Row,>({
  columns,
  sort,
  stop,
  onSort,
  onPress,
  onResize,
  onMove,
  onMenu,
}: HeadProps<Row>): ReactElement => {
  const [dragging, setDragging] = useState<Dragging | null>(null)
  const wasDragged = useRef(false)

  const resize = (event: PointerEvent<HTMLElement>, column: Column<Row>): void => {
    event.preventDefault()
    event.stopPropagation()
    const width = event.currentTarget.parentElement?.offsetWidth ?? 0
    const from = event.clientX
    follow(
      event,
      (moved) => onResize(column, width + moved.clientX - from),
      () => undefined,
    )
  }
  const drag = (event: PointerEvent<HTMLElement>, from: number): void => {
    wasDragged.current = false
    if (!onMove || event.button !== 0) return
    const heads = [...(event.currentTarget.parentElement?.children ?? [])].map((head) => head.getBoundingClientRect())
    const begun = event.clientX
    let to = from
    const isPinned = columns[from]?.column.pinned ?? false
    follow(
      event,
      (moved) => {
        if (!wasDragged.current && Math.abs(moved.clientX - begun) < DRAGGED) return
        wasDragged.current = true
        const over = heads.findIndex(({ left, width }) => moved.clientX < left + width / 2)
        const wanted = over < 0 ? heads.length : over
        // Pinned ones stay among themselves.
        const pinned = columns.filter(({ column }) => column.pinned).length
        to = isPinned ? Math.min(wanted, pinned) : Math.max(wanted, pinned)
        setDragging({ from, to })
      },
      (isDropped) => {
        setDragging(null)
        const column = columns[from]?.column
        const place = to > from ? to - 1 : to
        if (isDropped && wasDragged.current && column && place !== from) onMove(column, place)
      },
    )
  }
  const press = (event: MouseEvent, column: Column<Row>, at: number): void => {
    if (wasDragged.current) return
    onPress(at)
    if (column.sortable) onSort(column, event.timeStamp)
  }

  return (
    <div role="row" aria-rowindex={1} className={cx(css['row'], css['header'])} data-row={-1}>
      {columns.map(({ column, className, style }, at) => {
        const sorted = sort?.by === column.id ? sort.direction : undefined
        const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
        const head = (
          <div
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={sorted}
            aria-description={column.hint}
            aria-haspopup={onMenu ? 'menu' : undefined}
            data-column={at}
            tabIndex={stop === at ? 0 : -1}
            className={cx(
              className,
              css['head'],
              column.sortable && css['sortable'],
              dragging?.from === at && css['dragged'],
              dragging?.to === at && css['dropBefore'],
              dragging?.to === at + 1 && at === columns.length - 1 && css['dropAfter'],
            )}
            style={style}
            onPointerDown={(event) => drag(event, at)}
            onClick={(event) => press(event, column, at)}
            onContextMenu={
              onMenu
                ? (event) => {
                    event.preventDefault()
                    onMenu(at)
                  }
                : undefined
            }
          >
            {sorted && column.align === 'end' ? <Arrow aria-hidden /> : null}
            <span className={css['ellipsis']}>{column.header}</span>
            {sorted && column.align !== 'end' ? <Arrow aria-hidden /> : null}
            {onMenu ? (
              // By keyboard Alt and the down arrow, or the menu key.
              <span
                className={css['more']}
                aria-hidden
                data-more
                onPointerDown={(event) => event.stopPropagation()}
                onClick={(event) => {
                  event.stopPropagation()
                  onMenu(at)
                }}
              >
                <ChevronDown aria-hidden />
              </span>
            ) : null}
            <span
              className={css['resizer']}
              aria-hidden
              onClick={(event) => event.stopPropagation()}
              onPointerDown={(event) => resize(event, column)}
              onDoubleClick={() => onResize(column, null)}
            />
          </div>
        )
        return column.hint ? (
          <Tooltip key={column.id} content={column.hint}>
            {head}
          </Tooltip>
        ) : (
          head
        )
      })}
    </div>
  )
}

export const Head = memo(HeadInner) as typeof HeadInner
