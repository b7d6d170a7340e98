import type { MouseEvent } from 'react'
import { useRef } from 'react'
import { cellOf, under } from './data-table-cell.ts'
import type { GridChoice } from './data-table-choosing.ts'
import type { At } from './data-table-keys.ts'

interface Pointed<Row> {
  readonly count: number
  readonly rowAt: (index: number) => Row | undefined
  readonly choice: GridChoice
  /** Several rows may be chosen. */
  readonly isChoosing: boolean
  /** A single click opens. */
  readonly openOnPress: boolean
  readonly stayAt: (at: At) => void
  /** False: the cell cannot be written in. */
  readonly editCell: (at: At, row: Row) => boolean
  readonly onOpen: ((row: Row) => void) | undefined
}

export interface GridMouse {
  onMouseDown(event: MouseEvent): void
  /** Of what opens a row: a click or a double click. */
  onPress(event: MouseEvent): void
  /** Whether a press at this time (of an event) may be the second one of a double click in a row. */
  isSecond(pressedAt: number): boolean
}

/** Milliseconds. */
const DOUBLE_CLICK = 500

/** What presses do in the rows of a grid: the focus, choosing, opening. */
export const useGridMouse = <Row>(grid: Pointed<Row>): GridMouse => {
  const { count, rowAt, choice, isChoosing, openOnPress, stayAt, editCell, onOpen } = grid
  const rowPressedAt = useRef(Number.NEGATIVE_INFINITY)
  /** Of a double click the first one says which cell is meant: what it opens may move the columns. */
  const pressed = useRef<At | null>(null)
  // What a first click opens may move the header under the second one.
  const isSecond = useRef((pressedAt: number) => pressedAt - rowPressedAt.current < DOUBLE_CLICK)

  return {
    isSecond: isSecond.current,
    onMouseDown: (event) => {
      const target = under(event)
      const hit = cellOf(target)
      if (!hit || hit.at.row < 0 || event.button !== 0) return
      // A press on the shield itself would take the focus from the cell at once.
      if (target !== event.target) event.preventDefault()
      rowPressedAt.current = event.timeStamp
      if (event.detail === 1) pressed.current = hit.at
      stayAt(hit.at)
      const { row: index } = hit.at
      if (index >= count || rowAt(index) === undefined) return
      const isTick = target instanceof Element && target.hasAttribute('data-tick')
      if (isChoosing && event.shiftKey) {
        event.preventDefault()
        choice.to(index)
      } else if (isChoosing && (isTick || event.ctrlKey || event.metaKey)) choice.toggle(index)
      else choice.only(index)
    },
    onPress: (event) => {
      const target = under(event)
      const hit = cellOf(target)
      if (!hit || (target instanceof Element && target.hasAttribute('data-tick'))) return
      const row = hit.at.row >= 0 && hit.at.row < count ? rowAt(hit.at.row) : undefined
      if (row === undefined) return
      const first = !openOnPress && pressed.current?.row === hit.at.row ? pressed.current : hit.at
      if (openOnPress || !editCell(first, row)) onOpen?.(row)
    },
  }
}
