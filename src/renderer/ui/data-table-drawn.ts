import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { drawnNow, NO_SLOTS, slotsOf } from './data-table-slots.ts'
import type { Slots } from './data-table-slots.ts'
import { OVERSCAN } from './data-table-window.ts'
import type { RowWindow } from './data-table-window.ts'

/** Rows that are put into a frame while the table moves: half a window of them takes a third of what a frame may. */
const NEW_AT_ONCE = 12

/** Which rows are in the document in this frame. `active`: the row with the focus. */
export const useDrawnRows = (
  { height, first, last, isScrolling }: Pick<RowWindow, 'height' | 'first' | 'last' | 'isScrolling'>,
  count: number,
  active: number,
): Slots => {
  const from = Math.max(0, first - OVERSCAN)
  const shown =
    height === 0
      ? []
      : Array.from({ length: Math.max(0, Math.min(count - 1, last + OVERSCAN) - from + 1) }, (_, i) => from + i)
  // The row with the focus stays in the document wherever one scrolls, so that the focus is never lost.
  if (height > 0 && active >= 0 && active < count) {
    if (active < from) shown.unshift(active)
    else if (active > last + OVERSCAN) shown.push(active)
  }
  const drawn = useRef(NO_SLOTS)
  const inFrame = isScrolling ? drawnNow(drawn.current, shown, { first, last, count }, NEW_AT_ONCE) : shown
  const slots = slotsOf(drawn.current, inFrame, isScrolling)
  useLayoutEffect(() => {
    drawn.current = slots
  })
  const [, setFrames] = useState(0)
  useEffect(() => {
    if (inFrame === shown) return undefined
    const next = requestAnimationFrame(() => setFrames((frames) => frames + 1))
    return () => cancelAnimationFrame(next)
  })
  return slots
}
