import type { RefObject } from 'react'
import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { cellAt } from './data-table-cell.ts'
import { clampAt } from './data-table-keys.ts'
import type { At, Extent } from './data-table-keys.ts'
import type { Column } from './data-table-types.ts'

/** The cell with the focus must get it after the next render; `reveal`: and come into sight. */
export type MustFocus = 'reveal' | 'still' | null

interface Focused<Row> {
  readonly scroller: RefObject<HTMLElement | null>
  readonly mustFocus: RefObject<MustFocus>
  readonly columns: readonly Column<Row>[]
  readonly extent: Extent
  readonly question: string
  /** How far the rows are scrolled, in pixels. */
  readonly scrolledTo: RefObject<number>
  /** Brings a cell into sight, clear of what stays at the edges. */
  readonly reveal: (at: At, cell: HTMLElement, box: HTMLElement) => void
}

export interface GridFocus {
  /** The grid's one tab stop. */
  readonly active: At
  /** Gives a cell the focus and brings it into sight. */
  goTo(next: At): void
  /** Gives a cell the focus where it is. */
  stayAt(next: At): void
}

/** Which cell has the focus: it goes with its column, and to the top with another question. */
export const useGridFocus = <Row>(grid: Focused<Row>): GridFocus => {
  const { scroller, mustFocus, columns, extent, question, scrolledTo, reveal } = grid
  const [at, setAt] = useState<At>({ row: 0, column: 0 })
  const active = clampAt(extent.rows === 0 ? { ...at, row: -1 } : at, extent)

  const asked = useRef(question)
  useLayoutEffect(() => {
    if (asked.current === question) return
    asked.current = question
    // To ask for its place, or to set it, has the browser lay out what was drawn at once.
    if (scrolledTo.current > 0) scroller.current?.scrollTo({ top: 0 })
    setAt((before) => (before.row > 0 ? { ...before, row: 0 } : before))
  }, [question, scrolledTo, scroller])

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
    const cell = cellAt(box, active)
    if (!box || !cell) return
    mustFocus.current = null
    if (how === 'reveal') reveal(active, cell, box)
    cell.focus({ preventScroll: true })
  })

  const goTo = useCallback(
    (next: At): void => {
      mustFocus.current = 'reveal'
      setAt(next)
    },
    [mustFocus],
  )
  const stayAt = useCallback(
    (next: At): void => {
      mustFocus.current = 'still'
      setAt(next)
    },
    [mustFocus],
  )
  return { active, goTo, stayAt }
}
