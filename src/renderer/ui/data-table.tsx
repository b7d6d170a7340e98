import type { CSSProperties, KeyboardEvent, MouseEvent, ReactElement, ReactNode } from 'react'
import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useStrings } from '../strings/use-strings.ts'
import { cx } from './cx.ts'
import { keysBetween, NONE_CHOSEN, toggled } from './data-table-choice.ts'
import type { Chosen } from './data-table-choice.ts'
import type { Copied } from './data-table-copy.ts'
import { useFinder, findName } from './data-table-find.ts'
import { Head } from './data-table-head.tsx'
import { clampAt, columnAct, isFindKey, moved, FIND } from './data-table-keys.ts'
import type { At, Extent, TableSort } from './data-table-keys.ts'
import { GridMenu } from './data-table-menu.tsx'
import { BodyRow, drawnColumns, TotalsRow } from './data-table-row.tsx'
import { useTint } from './data-table-tint.ts'
import { drawnNow, NO_SLOTS, slotsOf } from './data-table-slots.ts'
import { OVERSCAN, SIDEWAYS, useRowWindow } from './data-table-window.ts'
import { columnsWithin, layoutOf, LEAST_WIDTH, MOST_WIDTH, useColumnWidths } from './data-table-widths.ts'
import type { Widths } from './data-table-widths.ts'
import css from './data-table.module.css'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** What it is and what it is made of, shown on its header. */
  readonly hint?: string | undefined
  /** Pixels. */
  readonly width: number
  /** Takes the room that is left over. */
  readonly grow?: boolean
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Where its first sort begins: figures from the biggest, names from A. */
  readonly first?: 'ascending' | 'descending'
  /** Stays at the left while the others scroll; pinned ones come first. */
  readonly pinned?: boolean
  readonly cell: (row: Row) => ReactNode
  /** Its cells are one text or run of spans: drawn without a box of its own, which a thousand cells notice. */
  readonly plain?: boolean
  /** A class by what the row says: faint, good, bad. */
  readonly tone?: (row: Row) => string | undefined
  /** What is compared between two refreshes: a cell whose value changed is tinted for a moment. */
  readonly value?: (row: Row) => string | number | null
  /** Shown when a cell is pointed at, and told when it has the focus. */
  readonly title?: (row: Row) => string | undefined
  /** For the clipboard; absent: it is not copied. */
  readonly copy?: (row: Row) => Copied
  readonly total?: ReactNode
}

/** What a person may do with the columns; absent: they stay as they are, only their widths are remembered. */
export interface Arranging<Row> {
  readonly widths: Widths
  /** Null: back to its own. */
  onWidth(column: Column<Row>, width: number | null): void
  /** Counted in the columns as they are shown. */
  onMove(column: Column<Row>, to: number): void
  onHide(column: Column<Row>): void
  onPin(column: Column<Row>): void
  /** Entries of a column's menu. */
  menu(column: Column<Row>): ReactNode
}

/** Choosing several rows; absent: one at most, by `selected`. */
export interface Choosing<Row> {
  readonly chosen: Chosen
  onChoose(keys: Chosen): void
  /** Keys of the first rows, in order. */
  keys(limit: number): Promise<readonly string[]>
  /** Puts chosen rows (or those that it is given) on the clipboard. */
  onCopy(rows: Chosen): void
  /** Puts one cell there. */
  onCopyCell(column: Column<Row>, row: Row): void
}

export interface DataTableProps<Row> {
  /** Column widths are remembered under it. */
  readonly id: string
  /** The grid's name for screen readers. */
  readonly label: string
  /** Constant between renders (`useMemo`) unless something in it changed. */
  readonly columns: readonly Column<Row>[]
  readonly count: number
  /** Undefined: not here yet; the row is drawn as a shape. */
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  /** Another question (filter, sort, period) begins at the top and tints nothing. */
  readonly question: string
  readonly sort?: TableSort | null
  readonly onSort?: (sort: TableSort) => void
  /** What is shown beside the table. */
  readonly selected?: string | null
  /** Absent: rows cannot be selected. */
  readonly onSelect?: (key: string | null) => void
  readonly choosing?: Choosing<Row>
  readonly arranging?: Arranging<Row>
  /** By which a row is found when its name is typed; absent: none is. */
  readonly nameOf?: (row: Row) => string
  /** Entries of a cell's menu; absent: cells have none. */
  readonly cellMenu?: (column: Column<Row>, row: Row) => ReactNode
  /** Enter and double click. */
  readonly onOpen?: (row: Row) => void
  /** F2 and double click; false: the cell cannot be written in. `cell`: where it is, as long as it is drawn. */
  readonly onEditCell?: (column: Column<Row>, row: Row, cell: () => HTMLElement | null) => boolean
  /** A single click opens, where there is nothing to select. */
  readonly openOnPress?: boolean
  /** Indices in sight, after every scroll. */
  readonly onWindow?: (first: number, last: number) => void
  /** A last row that stays: of each column its `total`, or what is given by column. */
  readonly totals?: boolean | ReadonlyMap<string, ReactNode>
  readonly busy?: boolean
  /** As tall as its rows, up to what there is. */
  readonly fitted?: boolean
  /** Pixels. */
  readonly rowHeight?: number
}

const ROW = 28
const HEADER = 30
const STEP = 16
/** Too narrow for pinned columns beside others; what must be left to these. */
const NARROW = 440
const BESIDE_PINNED = 120
/** Milliseconds. */
const DOUBLE_CLICK = 500
const SEQUENCE = 1500
const ALL = 100_000
/** Rows that are put into a frame while the table moves: half a window of them takes a third of what a frame may. */
const NEW_AT_ONCE = 12

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean => key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** What a mouse event is about: while the table moves a shield lies over its rows. */
const under = ({ target, clientX, clientY }: MouseEvent): EventTarget =>
  target instanceof HTMLElement && target.dataset['shield'] !== undefined
    ? (document.elementsFromPoint(clientX, clientY)[1] ?? target)
    : target

/** Where in the grid something happened; null: between its cells. */
const cellOf = (target: EventTarget): { readonly cell: HTMLElement; readonly at: At } | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const row = cell?.parentElement?.getAttribute('data-row')
  if (!cell || row === null || row === undefined) return null
  return { cell, at: { row: Number(row), column: Number(cell.getAttribute('data-column')) } }
}

export const DataTable = <Row,>(props: DataTableProps<Row>): ReactElement => {
  const { id, label, columns, count, rowAt, keyOf, question, sort = null, onSort, selected, onSelect } = props
  const { choosing, arranging, nameOf, cellMenu, onOpen, onEditCell, onWindow, rowHeight = ROW } = props
  const { openOnPress = false, totals = false, busy = false, fitted = false } = props
  const { table: words } = useStrings()
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const [menuAt, setMenuAt] = useState<number | null>(null)
  /** The row as it was when its menu was opened: another one may stand there by now. */
  const [cellMenuAt, setCellMenuAt] = useState<{ readonly at: At; readonly row: Row } | null>(null)
  /** The cell with the focus must get it after the next render; `reveal`: and come into sight. */
  const mustFocus = useRef<'reveal' | 'still' | null>(null)
  const goPressedAt = useRef(Number.NEGATIVE_INFINITY)
  const rowPressedAt = useRef(Number.NEGATIVE_INFINITY)
  /** Of a double click the first one says which cell is meant: what it opens may move the columns. */
  const pressed = useRef<At | null>(null)
  const own = useColumnWidths(id)
  const finder = useFinder()
  /** From where Shift reaches. */
  const anchor = useRef(0)

  const hasTotals = totals !== false
  const tail = hasTotals ? rowHeight : 0
  const { width, height, first, last, left, scrolledTo, isScrolling } = useRowWindow({
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
  const page = Math.max(1, Math.floor((height - HEADER - tail) / rowHeight) - 1)
  const extent: Extent = { rows: count, columns: columns.length, totals: hasTotals, page }
  const active = clampAt(count === 0 ? { ...at, row: -1 } : at, extent)
  const chosen = choosing?.chosen ?? NONE_CHOSEN

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

  const asked = useRef(question)
  useLayoutEffect(() => {
    if (asked.current === question) return
    asked.current = question
    // To ask for its place, or to set it, has the browser lay out what was drawn at once.
    if (scrolledTo.current > 0) scroller.current?.scrollTo({ top: 0 })
    anchor.current = 0
    setAt((before) => (before.row > 0 ? { ...before, row: 0 } : before))
  }, [question, scrolledTo])

  /** Brings the cell with the focus into sight, clear of what stays at the edges. */
  const reveal = (cell: HTMLElement, box: HTMLElement): void => {
    if (active.row >= 0 && active.row < count) {
      const top = active.row * rowHeight
      const room = height - HEADER - tail
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + rowHeight > box.scrollTop + room) box.scrollTop = top + rowHeight - room
      scrolledTo.current = box.scrollTop
    }
    if (columns[active.column]?.pinned && !isNarrow) return
    const start = layout.widths.slice(0, active.column).reduce((sum, each) => sum + each, 0)
    if (start < box.scrollLeft + kept) box.scrollLeft = start - kept
    else if (start + cell.offsetWidth > box.scrollLeft + box.clientWidth)
      box.scrollLeft = start + cell.offsetWidth - box.clientWidth
  }
  const shownColumns = useRef(columns)
  const isMoving = useRef(false)
  useLayoutEffect(() => {
    const before = shownColumns.current
    shownColumns.current = columns
    // The focus goes with its column, in the next render; in place of a hidden one comes the next.
    const here = before === columns ? -1 : columns.findIndex(({ id }) => id === before[at.column]?.id)
    isMoving.current = here >= 0 && here !== at.column
    if (isMoving.current) setAt((now) => ({ ...now, column: here }))
  }, [columns, at.column])
  useLayoutEffect(() => {
    if (isMoving.current) return
    const how = mustFocus.current
    if (!how) return
    const box = scroller.current
    const cell = box?.querySelector<HTMLElement>(`[data-row="${active.row}"] > [data-column="${active.column}"]`)
    if (!box || !cell) return
    mustFocus.current = null
    if (how === 'reveal') reveal(cell, box)
    cell.focus({ preventScroll: true })
  })

  const goTo = (next: At): void => {
    mustFocus.current = 'reveal'
    setAt(next)
  }

  // What is called from events alone may change with every render without anything being drawn again for it.
  const now = useRef({ rowAt, sort, columns, active, chosen })
  now.current = { rowAt, sort, columns, active, chosen }

  const toggleSort = useCallback(
    (column: Column<Row>, pressedAt: number): void => {
      // What a first click opens may move the header under the second one of a double click.
      if (pressedAt - rowPressedAt.current < DOUBLE_CLICK) return
      if (!column.sortable || !onSort) return
      const { sort } = now.current
      const begin = column.first ?? (column.align === 'end' ? 'descending' : 'ascending')
      const other = begin === 'ascending' ? 'descending' : 'ascending'
      onSort({ by: column.id, direction: sort?.by === column.id && sort.direction === begin ? other : begin })
    },
    [onSort],
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
  const pressHead = useCallback((column: number) => {
    mustFocus.current = 'still'
    setAt({ row: -1, column })
  }, [])

  const keyAt = (index: number): string | undefined => {
    const row = now.current.rowAt(index)
    return row === undefined ? undefined : keyOf(row)
  }
  const chooseTo = async (index: number): Promise<void> => {
    if (!choosing) return
    const keys = await keysBetween({ from: anchor.current, to: index, keyAt, keys: choosing.keys })
    choosing.onChoose(new Set(keys))
  }
  const toggle = async (index: number): Promise<void> => {
    anchor.current = index
    // A row that was left and is being read again is asked for by its place, so that no key press is lost.
    const [key] = await keysBetween({ from: index, to: index, keyAt, keys: choosing?.keys })
    if (key === undefined) return
    if (choosing) choosing.onChoose(toggled(now.current.chosen, key))
    else onSelect?.(key === selected ? null : key)
  }

  const onMouseDown = (event: MouseEvent): void => {
    const target = under(event)
    const hit = cellOf(target)
    if (!hit || hit.at.row < 0 || event.button !== 0) return
    // A press on the shield itself would take the focus from the cell at once.
    if (target !== event.target) event.preventDefault()
    rowPressedAt.current = event.timeStamp
    if (event.detail === 1) pressed.current = hit.at
    mustFocus.current = 'still'
    setAt(hit.at)
    const { row: index } = hit.at
    const key = index < count ? keyAt(index) : undefined
    if (key === undefined) return
    const isTick = target instanceof Element && target.hasAttribute('data-tick')
    if (choosing && event.shiftKey) {
      event.preventDefault()
      void chooseTo(index)
    } else if (choosing && (isTick || event.ctrlKey || event.metaKey)) void toggle(index)
    else {
      anchor.current = index
      choosing?.onChoose(new Set([key]))
      onSelect?.(key)
    }
  }
  const editCell = (where: At, row: Row): boolean => {
    const column = columns[where.column]
    const cell = (): HTMLElement | null =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${where.row}"] > [data-column="${where.column}"]`) ??
      null
    return column !== undefined && (onEditCell?.(column, row, cell) ?? false)
  }
  const open = (event: MouseEvent): void => {
    const target = under(event)
    const hit = cellOf(target)
    if (!hit || (target instanceof Element && target.hasAttribute('data-tick'))) return
    const row = hit.at.row >= 0 && hit.at.row < count ? rowAt(hit.at.row) : undefined
    if (row === undefined) return
    const first = !openOnPress && pressed.current?.row === hit.at.row ? pressed.current : hit.at
    if (openOnPress || !editCell(first, row)) onOpen?.(row)
  }
  const openCellMenu = (target: EventTarget): boolean => {
    const hit = cellOf(target)
    if (!cellMenu || !hit || hit.at.row < 0 || hit.at.row >= count) return false
    const row = rowAt(hit.at.row)
    if (row === undefined) return false
    mustFocus.current = 'still'
    setAt(hit.at)
    setCellMenuAt({ at: hit.at, row })
    return true
  }
  /** A title is made when a cell is looked at: few ever are. */
  const explain = (target: EventTarget, attribute: 'title' | 'aria-description'): void => {
    const hit = cellOf(target)
    const title = hit && columns[hit.at.column]?.title
    if (!hit || !title || hit.at.row < 0 || hit.at.row >= count) return
    const row = rowAt(hit.at.row)
    const text = row === undefined ? undefined : title(row)
    if (text === undefined) hit.cell.removeAttribute(attribute)
    else hit.cell.setAttribute(attribute, text)
  }

  /** A key with Alt: of the column it is pressed in. */
  const actOnColumn = (event: KeyboardEvent, column: Column<Row>): boolean => {
    if (!arranging) return false
    const act =
      active.row === -1 && isMenuKey(event) ? 'menu' : event.altKey && !event.shiftKey ? columnAct(event.code) : null
    if (act === null) return false
    mustFocus.current = 'reveal'
    if (act === 'menu') setMenuAt(active.column)
    else if (act === 'hide') arranging.onHide(column)
    else if (act === 'pin') arranging.onPin(column)
    else {
      const to = active.column + (act === 'left' ? -1 : 1)
      if (to < 0 || to >= columns.length || columns[to]?.pinned !== column.pinned) return true
      arranging.onMove(column, to)
    }
    return true
  }
  /** What is typed looks for a name. */
  const find = (event: KeyboardEvent): boolean => {
    if (!nameOf || active.row < 0 || event.altKey || event.ctrlKey || event.metaKey) return false
    const look = (text: string, isFirst: boolean): number | null => {
      const index = findName(text, active.row + (isFirst ? 1 : 0), count, (each) => {
        const row = rowAt(each)
        return row === undefined ? undefined : nameOf(row)
      })
      if (index !== null) goTo({ ...active, row: index })
      return index
    }
    const isFinding = finder.found !== null
    // `G` and a letter go to a room: the letter is not the beginning of a name.
    const isSequence = event.timeStamp - goPressedAt.current < SEQUENCE
    goPressedAt.current = event.code === 'KeyG' && !isFinding ? event.timeStamp : Number.NEGATIVE_INFINITY
    if (isSequence && !isFinding) return false
    if (isFinding && event.key === 'Backspace') finder.back(look)
    else if (isFinding && event.key === 'Escape') finder.end()
    else if (isFindKey(event.key, event.code, isFinding)) {
      finder.type(!isFinding && event.key === FIND ? '' : event.key, look)
    } else return false
    return true
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-column')) return
    const isControl = event.ctrlKey || event.metaKey
    const column = columns[active.column]
    const row = active.row >= 0 && active.row < count ? rowAt(active.row) : undefined
    const isIn = row !== undefined
    const done = (): void => event.preventDefault()
    if (column && (actOnColumn(event, column) || find(event))) return done()
    if (isMenuKey(event) && openCellMenu(event.target)) return done()
    if (active.row === -1 && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight') && column) {
      resize(column, (layout.widths[active.column] ?? column.width) + (event.key === 'ArrowLeft' ? -STEP : STEP))
      return done()
    }
    if (event.altKey) return undefined
    if (isControl && event.code === 'KeyA' && choosing) {
      void choosing.keys(ALL).then((keys) => choosing.onChoose(new Set(keys)))
      return done()
    }
    if (isControl && event.code === 'KeyC' && choosing && isIn && column) {
      if (chosen.size > 0) choosing.onCopy(chosen)
      else choosing.onCopyCell(column, row)
      return done()
    }
    if (event.key === 'Escape' && chosen.size > 0 && (selected ?? null) === null) {
      choosing?.onChoose(NONE_CHOSEN)
      return done()
    }
    const next = moved(event.key, isControl, active, extent)
    if (next) {
      if (event.shiftKey && choosing && next.row >= 0 && next.row < count) void chooseTo(next.row)
      else if (event.shiftKey) return undefined
      else anchor.current = Math.max(0, Math.min(next.row, count - 1))
      goTo(next)
      return done()
    }
    if ((event.key === 'Enter' || event.key === ' ') && active.row === -1 && column) {
      toggleSort(column, Number.POSITIVE_INFINITY)
      return done()
    }
    if (event.key === 'F2' && isIn && editCell(active, row)) {
      // What is written in is in sight.
      goTo(active)
      return done()
    }
    if (event.key === 'Enter' && isIn && onOpen) {
      onOpen(row)
      return done()
    }
    if (event.key === ' ' && active.row >= 0 && active.row < count && (choosing || onSelect)) {
      void toggle(active.row)
      return done()
    }
    return undefined
  }

  const from = Math.max(0, first - OVERSCAN)
  const shown =
    height === 0
      ? []
      : Array.from({ length: Math.max(0, Math.min(count - 1, last + OVERSCAN) - from + 1) }, (_, i) => from + i)
  // The row with the focus stays in the document wherever one scrolls, so that the focus is never lost.
  if (height > 0 && active.row >= 0 && active.row < count) {
    if (active.row < from) shown.unshift(active.row)
    else if (active.row > last + OVERSCAN) shown.push(active.row)
  }
  const drawnRows = useRef(NO_SLOTS)
  const inFrame = isScrolling ? drawnNow(drawnRows.current, shown, { first, last, count }, NEW_AT_ONCE) : shown
  const slots = slotsOf(drawnRows.current, inFrame, isScrolling)
  useLayoutEffect(() => {
    drawnRows.current = slots
  })
  const [, setFrames] = useState(0)
  useEffect(() => {
    if (inFrame === shown) return undefined
    const next = requestAnimationFrame(() => setFrames((frames) => frames + 1))
    return () => cancelAnimationFrame(next)
  })
  // A cell that has the focus is brought into sight: nobody reads what is beside it.
  const [nearFirst, nearLast] = columnsWithin(layout.widths, left - SIDEWAYS, left + width + 2 * SIDEWAYS)
  const near = useMemo(() => ({ first: nearFirst, last: nearLast }), [nearFirst, nearLast])
  const canSelect = choosing !== undefined || onSelect !== undefined
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
        onMouseDown={onMouseDown}
        onClick={openOnPress ? open : undefined}
        onDoubleClick={openOnPress ? undefined : open}
        onContextMenu={(event) => openCellMenu(under(event)) && event.preventDefault()}
        onMouseOver={(event) => explain(event.target, 'title')}
        onFocus={(event) => explain(event.target, 'aria-description')}
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
            onSort={toggleSort}
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
            <span className={css['missing']}>{words.findNothing}</span>
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
