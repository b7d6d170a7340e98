import type { CSSProperties, FocusEvent, KeyboardEvent, MouseEvent, ReactElement } from 'react'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import { cellAt, cellOf, under } from './data-table-cell.ts'
import { useGridChoice } from './data-table-choosing.ts'
import { useDrawnRows } from './data-table-drawn.ts'
import { useFindKeys } from './data-table-find.ts'
import { useGridFocus } from './data-table-focus.ts'
import type { MustFocus } from './data-table-focus.ts'
import { Head } from './data-table-head.tsx'
import type { At, Extent } from './data-table-keys.ts'
import { GridMenu } from './data-table-menu.tsx'
import { useGridMouse } from './data-table-mouse.ts'
import { BodyRow, drawnColumns, TotalsRow } from './data-table-row.tsx'
import { useTint } from './data-table-tint.ts'
import type { Column, DataTableProps } from './data-table-types.ts'
import { typed } from './data-table-typing.ts'
import { columnsWithin, layoutOf, LEAST_WIDTH, MOST_WIDTH, useColumnWidths } from './data-table-widths.ts'
import { SIDEWAYS, useRowWindow } from './data-table-window.ts'
import css from './data-table.module.css'

const ROW = 28
const HEADER = 30
/** Too narrow for pinned columns beside others; what must be left to these. */
const NARROW = 440
const BESIDE_PINNED = 120

export const DataTable = <Row,>(props: DataTableProps<Row>): ReactElement => {
  const { id, label, columns, count, rowAt, keyOf, question, sort = null, onSort, selected, onSelect } = props
  const { choosing, arranging, nameOf, findRow, cellMenu, onOpen, onEditCell, onWindow, rowHeight = ROW } = props
  const { openOnPress = false, totals = false, busy = false, fitted = false } = props
  const { table: words } = useStrings()
  const scroller = useRef<HTMLDivElement>(null)
  const mustFocus = useRef<MustFocus>(null)
  const [menuAt, setMenuAt] = useState<number | null>(null)
  /** The row as it was when its menu was opened: another one may stand there by now. */
  const [cellMenuAt, setCellMenuAt] = useState<{ readonly at: At; readonly row: Row } | null>(null)
  const own = useColumnWidths(id)

  const hasTotals = totals !== false
  const tail = hasTotals ? rowHeight : 0
  const rowWindow = useRowWindow({
    scroller,
    count,
    rowHeight,
    lead: HEADER,
    tail,
    // What is put in order in the document loses the focus.
    onRest: () => {
      if (document.activeElement?.closest('[data-row]') && scroller.current?.contains(document.activeElement))
        mustFocus.current ??= 'still'
    },
  })
  const { width, height, first, last, left, scrolledTo, isScrolling } = rowWindow
  const page = Math.max(1, Math.floor((height - HEADER - tail) / rowHeight) - 1)
  const extent: Extent = { rows: count, columns: columns.length, totals: hasTotals, page }

  const widths = arranging?.widths ?? own.widths
  const layout = useMemo(() => layoutOf(columns, widths, width), [columns, widths, width])
  const pinned = columns.reduce((sum, { pinned }, at) => (pinned ? sum + (layout.widths[at] ?? 0) : sum), 0)
  // Then nothing stays: all columns scroll.
  const isNarrow = width < NARROW || width - pinned < BESIDE_PINNED
  const kept = isNarrow ? 0 : pinned
  const drawn = useMemo(() => drawnColumns(columns), [columns])
  // An answer is shown where somebody looks; all that is out of sight follows once that was painted.
  // Not while the table moves: then another page comes with every few frames.
  const answer = useMemo(() => ({ rowAt, drawn }), [rowAt, drawn])
  const resting = useRef(answer)
  if (!isScrolling) resting.current = answer
  const painted = useDeferredValue(resting.current)
  // Rows of the last answer can be read by their own columns alone.
  const restAt = !isScrolling && painted.drawn === drawn ? painted.rowAt : rowAt

  useEffect(() => onWindow?.(first, Math.max(first, last)), [first, last, onWindow, question, count])
  useTint({ scroller, columns, rowAt, keyOf, question, first, last })

  const reveal = (at: At, cell: HTMLElement, box: HTMLElement): void => {
    if (at.row >= 0 && at.row < count) {
      const top = at.row * rowHeight
      const room = height - HEADER - tail
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + rowHeight > box.scrollTop + room) box.scrollTop = top + rowHeight - room
      scrolledTo.current = box.scrollTop
    }
    if (columns[at.column]?.pinned && !isNarrow) return
    const start = layout.widths.slice(0, at.column).reduce((sum, each) => sum + each, 0)
    if (start < box.scrollLeft + kept) box.scrollLeft = start - kept
    else if (start + cell.offsetWidth > box.scrollLeft + box.clientWidth)
      box.scrollLeft = start + cell.offsetWidth - box.clientWidth
  }
  const { active, goTo, stayAt } = useGridFocus({ scroller, mustFocus, columns, extent, question, scrolledTo, reveal })
  const choice = useGridChoice({ choosing, selected, onSelect, count, rowAt, keyOf, question })
  const { chosen } = choice
  const finder = useFindKeys({ active, count, rowAt, nameOf, findRow, goTo })

  const bodyRowAt = (index: number): Row | undefined => (index >= 0 && index < count ? rowAt(index) : undefined)
  const editCell = (where: At, row: Row): boolean => {
    const column = columns[where.column]
    return column !== undefined && (onEditCell?.(column, row, () => cellAt(scroller.current, where)) ?? false)
  }
  const openCellMenu = (target: EventTarget): boolean => {
    const hit = cellOf(target)
    const row = hit ? bodyRowAt(hit.at.row) : undefined
    if (!cellMenu || !hit || row === undefined) return false
    stayAt(hit.at)
    setCellMenuAt({ at: hit.at, row })
    return true
  }
  /** A title is made when a cell is looked at: few ever are. */
  const explain = ({ target }: MouseEvent | FocusEvent, attribute: 'title' | 'aria-description'): void => {
    const hit = cellOf(target)
    const title = hit && columns[hit.at.column]?.title
    if (!hit || !title || hit.at.row < 0 || hit.at.row >= count) return
    const row = rowAt(hit.at.row)
    const text = row === undefined ? undefined : title(row)
    if (text === undefined) hit.cell.removeAttribute(attribute)
    else hit.cell.setAttribute(attribute, text)
  }

  const mouse = useGridMouse({
    count,
    rowAt,
    choice,
    isChoosing: choosing !== undefined,
    openOnPress,
    stayAt,
    editCell,
    onOpen,
  })
  // What is called from events alone may change with every render without anything being drawn again for it.
  const sorted = useRef(sort)
  sorted.current = sort
  const sortBy = useCallback(
    (column: Column<Row>): void => {
      if (!column.sortable || !onSort) return
      const begin = column.first ?? (column.align === 'end' ? 'descending' : 'ascending')
      const other = begin === 'ascending' ? 'descending' : 'ascending'
      const isBegun = sorted.current?.by === column.id && sorted.current.direction === begin
      onSort({ by: column.id, direction: isBegun ? other : begin })
    },
    [onSort],
  )
  const { isSecond } = mouse
  const pressToSort = useCallback(
    (column: Column<Row>, pressedAt: number) => {
      if (!isSecond(pressedAt)) sortBy(column)
    },
    [isSecond, sortBy],
  )
  const setWidth = arranging?.onWidth
  const { set: setOwn } = own
  const resize = useCallback(
    (column: Column<Row>, wanted: number | null) => {
      const bounded = wanted === null ? null : Math.round(Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, wanted)))
      if (setWidth) setWidth(column, bounded)
      else setOwn(column.id, bounded)
    },
    [setWidth, setOwn],
  )
  const pressHead = useCallback((column: number) => stayAt({ row: -1, column }), [stayAt])

  const canSelect = choosing !== undefined || onSelect !== undefined
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-column')) return
    const isDone = typed(event, {
      columns,
      extent,
      active,
      rowAt,
      isShownBeside: (selected ?? null) !== null,
      choice,
      choosing,
      arranging,
      canSelect,
      find: finder.find,
      goTo,
      sortBy,
      widen: (column, by) => resize(column, (layout.widths[active.column] ?? column.width) + by),
      openHeadMenu: setMenuAt,
      openCellMenu,
      editCell,
      onOpen,
    })
    if (isDone) event.preventDefault()
  }

  const slots = useDrawnRows(rowWindow, count, active.row)
  // A cell that has the focus is brought into sight: nobody reads what is beside it.
  const [nearFirst, nearLast] = columnsWithin(layout.widths, left - SIDEWAYS, left + width + 2 * SIDEWAYS)
  const near = useMemo(() => ({ first: nearFirst, last: nearLast }), [nearFirst, nearLast])
  const style: CSSProperties & Readonly<Record<string, string>> = {
    ...layout.style,
    '--row': `${rowHeight}px`,
  } as never
  const closeMenu = useCallback(() => setMenuAt(null), [])
  const closeCellMenu = useCallback(() => setCellMenuAt(null), [])
  const menuColumn = menuAt === null ? undefined : columns[menuAt]
  const cellColumn = cellMenuAt === null ? undefined : columns[cellMenuAt.at.column]

  return (
    <div
      className={cx(css['frame'], fitted && css['fitted'], openOnPress && css['openable'], isNarrow && css['narrow'])}
      style={style}
    >
      {busy ? <div className={css['busy']} /> : null}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1 + (hasTotals ? 1 : 0)}
        aria-colcount={columns.length}
        aria-multiselectable={choosing ? true : undefined}
        aria-busy={busy}
        className={css['scroller']}
        onKeyDown={onKeyDown}
        onMouseDown={mouse.onMouseDown}
        onClick={openOnPress ? mouse.onPress : undefined}
        onDoubleClick={openOnPress ? undefined : mouse.onPress}
        onContextMenu={(event) => openCellMenu(under(event)) && event.preventDefault()}
        onMouseOver={(event) => explain(event, 'title')}
        onFocus={(event) => explain(event, 'aria-description')}
      >
        <div
          className={css['content']}
          role="presentation"
          style={{ width: Math.max(layout.total, width) || undefined }}
        >
          <Head<Row>
            columns={drawn}
            sort={sort}
            stop={active.row === -1 ? active.column : null}
            onSort={pressToSort}
            onPress={pressHead}
            onResize={resize}
            onMove={arranging?.onMove}
            onMenu={arranging ? setMenuAt : undefined}
          />
          <div className={css['body']} role="presentation" style={{ height: count * rowHeight }}>
            {[...slots.of].map(([index, slot]) => {
              const row = index >= first && index <= last ? rowAt(index) : restAt(index)
              const key = row === undefined ? null : keyOf(row)
              const isSelected = key !== null && key === selected
              return (
                <BodyRow<Row>
                  key={slot}
                  row={row}
                  index={index}
                  top={index * rowHeight}
                  columns={drawn}
                  filled={near}
                  selected={choosing ? key !== null && chosen.has(key) : canSelect ? isSelected : undefined}
                  current={isSelected}
                  ticks={choosing !== undefined}
                  stop={active.row === index ? active.column : null}
                />
              )
            })}
            {isScrolling ? <div className={css['shield']} data-shield /> : null}
          </div>
          {hasTotals ? (
            <TotalsRow<Row>
              index={count}
              columns={drawn}
              totals={totals}
              stop={active.row === count ? active.column : null}
            />
          ) : null}
        </div>
      </div>
      {finder.found ? (
        <div className={css['finder']} role="status">
          <span>{finder.found.text === '' ? words.findStart : words.find(finder.found.text)}</span>
          {finder.found.text !== '' && finder.found.index === null ? (
            <span className={css['missing']}>{finder.found.isLooking ? words.findLooking : words.findNothing}</span>
          ) : null}
        </div>
      ) : null}
      <GridMenu grid={scroller} row={-1} column={menuAt} label={menuColumn?.header ?? ''} onClose={closeMenu}>
        {menuColumn ? arranging?.menu(menuColumn) : null}
      </GridMenu>
      <GridMenu
        grid={scroller}
        row={cellMenuAt?.at.row ?? 0}
        column={cellColumn ? (cellMenuAt?.at.column ?? null) : null}
        label={cellMenuAt && cellColumn ? words.cellMenu(cellColumn.header, nameOf?.(cellMenuAt.row) ?? '') : ''}
        onClose={closeCellMenu}
      >
        {cellMenuAt && cellColumn ? cellMenu?.(cellColumn, cellMenuAt.row) : null}
      </GridMenu>
    </div>
  )
}
