import { useVirtualizer, defaultRangeExtractor } from '@tanstack/react-virtual'
import type { KeyboardEvent, MouseEvent, ReactElement, ReactNode } from 'react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { clampAt, moved } from './data-table-keys.ts'
import type { At, Extent, TableSort } from './data-table-keys.ts'
import { Head } from './data-table-head.tsx'
import { BodyRow } from './data-table-row.tsx'
import { useColumnWidths } from './data-table-widths.ts'
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
  /** Stays at the left while the others scroll: only for the first column. */
  readonly pinned?: boolean
  readonly cell: (row: Row) => ReactNode
  /** What is compared between two refreshes: a cell whose value changed is tinted for a moment. */
  readonly value?: (row: Row) => string | number | null
  readonly title?: (row: Row) => string | undefined
  readonly total?: ReactNode
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
  readonly selected?: string | null
  /** Absent: rows cannot be selected. */
  readonly onSelect?: (key: string | null) => void
  /** Enter and double click. */
  readonly onOpen?: (row: Row) => void
  /** A single click opens, where there is nothing to select. */
  readonly openOnPress?: boolean
  /** Indices in sight, after every scroll. */
  readonly onWindow?: (first: number, last: number) => void
  readonly totals?: boolean
  readonly busy?: boolean
  /** As tall as its rows, up to what there is. */
  readonly fitted?: boolean
}

const ROW = 28
const HEADER = 30
const STEP = 16
/** Milliseconds. */
const DOUBLE_CLICK = 500

export const DataTable = <Row,>(props: DataTableProps<Row>): ReactElement => {
  const {
    id,
    label,
    columns,
    count,
    rowAt,
    keyOf,
    question,
    sort = null,
    onSort,
    selected,
    onSelect,
    onOpen,
    onWindow,
  } = props
  const { openOnPress = false, totals = false, busy = false, fitted = false } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const mustFocus = useRef(false)
  const rowPressedAt = useRef(Number.NEGATIVE_INFINITY)
  const { widths, set, forget } = useColumnWidths(id)

  const extent: Extent = { rows: count, columns: columns.length, totals, page: 10 }
  const active = clampAt(count === 0 ? { ...at, row: -1 } : at, extent)

  const { template, least } = useMemo(() => {
    const own = columns.map((column) => ({ column, width: widths[column.id] ?? column.width }))
    return {
      // A column that a person made narrower or wider no longer grows by itself.
      template: own
        .map(({ column, width }) =>
          column.grow && widths[column.id] === undefined ? `minmax(${width}px, 1fr)` : `${width}px`,
        )
        .join(' '),
      least: own.reduce((sum, { width }) => sum + width, 0),
    }
  }, [columns, widths])

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
    scrollMargin: HEADER,
    scrollPaddingStart: HEADER,
    scrollPaddingEnd: totals ? ROW + 1 : 0,
    // The row with the focus stays in the document wherever one scrolls, so that the focus is never lost.
    rangeExtractor: (range) => {
      const indices = defaultRangeExtractor(range)
      const { row } = active
      return row < 0 || row >= count || indices.includes(row) ? indices : [...indices, row].toSorted((a, b) => a - b)
    },
  })

  const items = virtualizer.getVirtualItems()
  const first = virtualizer.range?.startIndex ?? 0
  const last = virtualizer.range?.endIndex ?? 0
  useEffect(() => onWindow?.(first, last), [first, last, onWindow, question, count])

  const asked = useRef(question)
  useLayoutEffect(() => {
    if (asked.current === question) return
    asked.current = question
    scroller.current?.scrollTo({ top: 0 })
    setAt((before) => ({ ...before, row: Math.min(before.row, 0) }))
  }, [question])

  useLayoutEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    const box = scroller.current
    const cell = box?.querySelector<HTMLElement>(`[data-row="${active.row}"] > [data-column="${active.column}"]`)
    if (!box || !cell) return
    if (active.row >= 0 && active.row < count) virtualizer.scrollToIndex(active.row)
    if (!columns[active.column]?.pinned) {
      const pinned = columns[0]?.pinned
        ? (box.querySelector<HTMLElement>('[data-row="-1"] > [data-column="0"]')?.offsetWidth ?? 0)
        : 0
      const start = cell.offsetLeft
      if (start < box.scrollLeft + pinned) box.scrollLeft = start - pinned
      else if (start + cell.offsetWidth > box.scrollLeft + box.clientWidth)
        box.scrollLeft = start + cell.offsetWidth - box.clientWidth
    }
    cell.focus({ preventScroll: true })
  })

  const goTo = (next: At): void => {
    mustFocus.current = true
    setAt(next)
  }

  const toggleSort = (column: Column<Row>, pressedAt: number): void => {
    // What a first click opens may move the header under the second one of a double click.
    if (pressedAt - rowPressedAt.current < DOUBLE_CLICK) return
    if (!column.sortable || !onSort) return
    const begin = column.first ?? (column.align === 'end' ? 'descending' : 'ascending')
    const other = begin === 'ascending' ? 'descending' : 'ascending'
    onSort({ by: column.id, direction: sort?.by === column.id && sort.direction === begin ? other : begin })
  }

  const resize = useCallback(
    (column: Column<Row>, width: number) => set(column.id, Math.min(1200, Math.max(48, width))),
    [set],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.hasAttribute('data-column')) return
    const isControl = event.ctrlKey || event.metaKey
    const column = columns[active.column]
    const row = active.row >= 0 && active.row < count ? rowAt(active.row) : undefined
    const isResize = active.row === -1 && event.shiftKey && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')
    if (isResize && column) {
      event.preventDefault()
      resize(column, (widths[column.id] ?? event.target.offsetWidth) + (event.key === 'ArrowLeft' ? -STEP : STEP))
      return
    }
    if (event.altKey || event.shiftKey) return
    const page = Math.max(
      1,
      Math.floor(((scroller.current?.clientHeight ?? 300) - HEADER - (totals ? ROW : 0)) / ROW) - 1,
    )
    const next = moved(event.key, isControl, active, { ...extent, page })
    if (next) {
      event.preventDefault()
      goTo(next)
    } else if ((event.key === 'Enter' || event.key === ' ') && active.row === -1 && column) {
      event.preventDefault()
      toggleSort(column, Number.POSITIVE_INFINITY)
    } else if (event.key === 'Enter' && row !== undefined && onOpen) {
      event.preventDefault()
      onOpen(row)
    } else if (event.key === ' ' && row !== undefined && onSelect) {
      event.preventDefault()
      const key = keyOf(row)
      onSelect(key === selected ? null : key)
    }
  }

  const rowNow = useRef(rowAt)
  rowNow.current = rowAt
  const press = useCallback(
    (index: number, column: number, event: MouseEvent) => {
      if (event.button !== 0) return
      rowPressedAt.current = event.timeStamp
      setAt({ row: index, column })
      const row = rowNow.current(index)
      if (row !== undefined) onSelect?.(keyOf(row))
    },
    [onSelect, keyOf],
  )
  const open = useCallback(
    (index: number) => {
      const row = rowNow.current(index)
      if (row !== undefined) onOpen?.(row)
    },
    [onOpen],
  )

  return (
    <div className={cx(css['frame'], fitted && css['fitted'], openOnPress && css['openable'])}>
      {busy ? <div className={css['busy']} /> : null}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={count + 1 + (totals ? 1 : 0)}
        aria-colcount={columns.length}
        aria-busy={busy}
        className={css['scroller']}
        onKeyDown={onKeyDown}
      >
        <div className={css['content']} role="presentation" style={{ minWidth: least }}>
          <Head<Row>
            columns={columns}
            template={template}
            sort={sort}
            stop={active.row === -1 ? active.column : null}
            onSort={toggleSort}
            onPress={(column) => setAt({ row: -1, column })}
            onResize={resize}
            onForget={(column) => forget(column.id)}
          />
          <div className={css['body']} role="presentation" style={{ height: count * ROW }}>
            {items.map((item) => {
              const row = rowAt(item.index)
              const key = row === undefined ? null : keyOf(row)
              return (
                <BodyRow<Row>
                  key={item.index}
                  row={row}
                  rowKey={key}
                  question={question}
                  index={item.index}
                  top={item.start - HEADER}
                  columns={columns}
                  template={template}
                  selected={onSelect ? key !== null && key === selected : undefined}
                  stop={active.row === item.index ? active.column : null}
                  onPress={press}
                  onOpen={open}
                  openOnPress={openOnPress}
                />
              )
            })}
          </div>
          {totals ? (
            <div
              role="row"
              aria-rowindex={count + 2}
              className={cx(css['row'], css['totals'])}
              style={{ gridTemplateColumns: template }}
              data-row={count}
            >
              {columns.map((column, index) => (
                <div
                  key={column.id}
                  role="gridcell"
                  aria-colindex={index + 1}
                  data-column={index}
                  tabIndex={active.row === count && active.column === index ? 0 : -1}
                  className={cx(css['cell'], column.align === 'end' && css['end'], column.pinned && css['pinned'])}
                >
                  {column.total}
                </div>
              ))}
            </div>
          ) : null}
        </div>
      </div>
    </div>
  )
}
