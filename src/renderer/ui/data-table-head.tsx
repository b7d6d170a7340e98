import { ArrowDown, ArrowUp, ChevronDown } from 'lucide-react'
import type { MouseEvent, PointerEvent, ReactElement } from 'react'
import { memo, useMemo, useRef, useState } from 'react'
import type { Column } from './data-table-types.ts'
import type { DrawnColumn } from './data-table-row.tsx'
import type { TableSort } from './data-table-keys.ts'
import { cx } from './cx.ts'
import css from './data-table.module.css'
import { follow } from './drag.ts'
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

/** Further than a hand trembles. */
const DRAGGED = 5

interface Dragging {
  readonly from: number
  /** Before which column it would be put. */
  readonly to: number
}

interface HeadCellProps<Row> {
  readonly drawn: DrawnColumn<Row>
  readonly at: number
  readonly sorted: TableSort['direction'] | undefined
  readonly isStop: boolean
  readonly dragClass: string | undefined
  readonly hasMenu: boolean
  /** The same from one drawing to the next. */
  readonly acts: HeadActs
}
interface HeadActs {
  drag(event: PointerEvent<HTMLElement>, at: number): void
  press(event: MouseEvent, at: number): void
  resize(event: PointerEvent<HTMLElement>, at: number): void
  toOwnWidth(at: number): void
  menu(at: number): void
}

const HeadCellInner = <Row,>({
  drawn: { column, className, style },
  at,
  sorted,
  isStop,
  dragClass,
  hasMenu,
  acts,
}: HeadCellProps<Row>): ReactElement => {
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  const head = (
    <div
      role="columnheader"
      aria-colindex={at + 1}
      aria-sort={sorted}
      aria-description={column.hint}
      aria-haspopup={hasMenu ? 'menu' : undefined}
      data-column={at}
      tabIndex={isStop ? 0 : -1}
      className={cx(className, css['head'], column.sortable && css['sortable'], dragClass)}
      style={style}
      onPointerDown={(event) => acts.drag(event, at)}
      onClick={(event) => acts.press(event, at)}
      onContextMenu={
        hasMenu
          ? (event) => {
              event.preventDefault()
              acts.menu(at)
            }
          : undefined
      }
    >
      {sorted && column.align === 'end' ? <Arrow aria-hidden /> : null}
      <span className={css['ellipsis']}>{column.header}</span>
      {sorted && column.align !== 'end' ? <Arrow aria-hidden /> : null}
      {hasMenu ? (
        // By keyboard Alt and the down arrow, or the menu key.
        <span
          className={css['more']}
          aria-hidden
          data-more
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => {
            event.stopPropagation()
            acts.menu(at)
          }}
        >
          <ChevronDown aria-hidden />
        </span>
      ) : null}
      <span
        className={css['resizer']}
        aria-hidden
        onClick={(event) => event.stopPropagation()}
        onPointerDown={(event) => acts.resize(event, at)}
        onDoubleClick={() => acts.toOwnWidth(at)}
      />
    </div>
  )
  return column.hint ? (
    <Tooltip content={column.hint} still>
      {head}
    </Tooltip>
  ) : (
    head
  )
}
/** Each has a tooltip, which costs more than a row: those that stay as they are are not drawn again. */
const HeadCell = memo(HeadCellInner) as typeof HeadCellInner

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

  const resize = (event: PointerEvent<HTMLElement>, at: number): void => {
    const column = columns[at]?.column
    if (!column) return
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
  const press = (event: MouseEvent, at: number): void => {
    const column = columns[at]?.column
    if (wasDragged.current || !column) return
    onPress(at)
    if (column.sortable) onSort(column, event.timeStamp)
  }
  const toOwnWidth = (at: number): void => {
    const column = columns[at]?.column
    if (column) onResize(column, null)
  }
  const latest: HeadActs = { drag, press, resize, toOwnWidth, menu: (at) => onMenu?.(at) }
  const now = useRef(latest)
  now.current = latest
  const acts = useMemo(
    (): HeadActs => ({
      drag: (event, at) => now.current.drag(event, at),
      press: (event, at) => now.current.press(event, at),
      resize: (event, at) => now.current.resize(event, at),
      toOwnWidth: (at) => now.current.toOwnWidth(at),
      menu: (at) => now.current.menu(at),
    }),
    [],
  )

  return (
    <div role="row" aria-rowindex={1} className={cx(css['row'], css['header'])} data-row={-1}>
      {columns.map((drawn, at) => (
        <HeadCell<Row>
          key={drawn.column.id}
          drawn={drawn}
          at={at}
          sorted={sort?.by === drawn.column.id ? sort.direction : undefined}
          isStop={stop === at}
          dragClass={
            dragging
              ? cx(
                  dragging.from === at && css['dragged'],
                  dragging.to === at && css['dropBefore'],
                  dragging.to === at + 1 && at === columns.length - 1 && css['dropAfter'],
                )
              : undefined
          }
          hasMenu={onMenu !== undefined}
          acts={acts}
        />
      ))}
    </div>
  )
}

export const Head = memo(HeadInner) as typeof HeadInner
