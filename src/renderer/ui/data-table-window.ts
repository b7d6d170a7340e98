import type { RefObject } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

export interface RowWindow {
  /** Of the room for rows and columns, in pixels; 0 before it is measured. */
  readonly width: number
  readonly height: number
  /** Rows in sight, cut ones included; `last` is before `first` where there is none. */
  readonly first: number
  readonly last: number
  /** How far the columns are scrolled, in steps of `SIDEWAYS`. */
  readonly left: number
  /** How far the rows are, in pixels, as of the last scroll. */
  readonly scrolledTo: RefObject<number>
  /** Between the first turn of the wheel and the last. */
  readonly isScrolling: boolean
}

interface Measures {
  readonly scroller: RefObject<HTMLElement | null>
  readonly count: number
  /** Pixels. */
  readonly rowHeight: number
  /** What stays above and below the rows, in pixels. */
  readonly lead: number
  readonly tail: number
  /** Right before the table is drawn at rest. */
  readonly onRest: () => void
}

/** Drawn beyond what is in sight, so that the next turn of the wheel meets rows. */
export const OVERSCAN = 8
/** Pixels: columns in sight are looked at anew this often. */
export const SIDEWAYS = 64
/** Milliseconds without a scroll, after which it is over: each turn of the wheel is an end of its own to the browser. */
const RESTED = 160

/** Which rows are in sight. All are of one height, so that scrolling is a division and nothing is ever measured. */
export const useRowWindow = ({ scroller, count, rowHeight, lead, tail, onRest }: Measures): RowWindow => {
  const [box, setBox] = useState({ width: 0, height: 0 })
  const [first, setFirst] = useState(0)
  const [left, setLeft] = useState(0)
  const scrolledTo = useRef(0)
  const [isScrolling, setScrolling] = useState(false)
  const resting = useRef(onRest)
  resting.current = onRest

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    const measure = (): void =>
      setBox((before) =>
        before.width === element.clientWidth && before.height === element.clientHeight
          ? before
          : { width: element.clientWidth, height: element.clientHeight },
      )
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [scroller])

  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return undefined
    let drawn = -1
    const look = (): void => {
      scrolledTo.current = element.scrollTop
      const now = Math.floor(scrolledTo.current / rowHeight)
      if (now === drawn) return
      const isJump = Math.abs(now - drawn) > OVERSCAN
      drawn = now
      // Past what is drawn: in this frame rather than in the next one, which would show nothing.
      const show = (): void => {
        setScrolling(true)
        setFirst(now)
      }
      if (isJump) flushSync(show)
      else show()
    }
    const rest = (): void => {
      resting.current()
      setScrolling(false)
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const scrolled = (): void => {
      setLeft(Math.floor(element.scrollLeft / SIDEWAYS) * SIDEWAYS)
      look()
      clearTimeout(timer)
      timer = setTimeout(rest, RESTED)
    }
    drawn = Math.floor(element.scrollTop / rowHeight)
    setFirst(drawn)
    element.addEventListener('scroll', scrolled, { passive: true })
    return () => {
      clearTimeout(timer)
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller, rowHeight])

  const fitting = Math.ceil(Math.max(0, box.height - lead - tail) / rowHeight)
  const start = Math.min(first, Math.max(0, count - fitting))
  return { ...box, first: start, last: Math.min(count - 1, start + fitting), left, scrolledTo, isScrolling }
}
