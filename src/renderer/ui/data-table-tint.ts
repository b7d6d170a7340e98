import type { RefObject } from 'react'
import { useLayoutEffect, useRef } from 'react'
import type { Column } from './data-table-types.ts'

interface Tinted<Row> {
  readonly scroller: RefObject<HTMLElement | null>
  readonly columns: readonly Column<Row>[]
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  readonly question: string
  readonly first: number
  readonly last: number
}

const TINT: KeyframeAnimationOptions = { id: 'tint', duration: 900, easing: 'steps(1, end)' }
// Not a colour: a cell that gets another one after its animated one was thrown away takes Chromium's renderer down (decision 0016).
const SHADE = { backgroundImage: 'linear-gradient(var(--info-soft), var(--info-soft))' }
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Tints, for a moment, the cells in sight whose value is another than before the last reading of the same question. */
export const useTint = <Row>({ scroller, columns, rowAt, keyOf, question, first, last }: Tinted<Row>): void => {
  const before = useRef({ question, rowAt, columns })
  const seen = useRef({ first, last })
  seen.current = { first, last }
  useLayoutEffect(() => {
    const old = before.current
    before.current = { question, rowAt, columns }
    // Other columns read rows in another way: what they say differs without anything having changed.
    const isSame = old.question === question && old.columns === columns
    if (!isSame || old.rowAt === rowAt || isStill()) return
    for (let index = seen.current.first; index <= seen.current.last; index++) {
      const was = old.rowAt(index)
      const is = rowAt(index)
      if (was === undefined || is === undefined || was === is || keyOf(was) !== keyOf(is)) continue
      const cells = scroller.current?.querySelector(`[data-row="${index}"]`)?.children
      columns.forEach(({ value }, at) => {
        if (!value || Object.is(value(was), value(is))) return
        cells?.[at]?.animate([SHADE, SHADE], TINT)
      })
    }
  }, [scroller, columns, rowAt, keyOf, question])
}
