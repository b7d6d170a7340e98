import { useLayoutEffect, useRef } from 'react'
import { keysBetween, NONE_CHOSEN, toggled } from './data-table-choice.ts'
import type { Chosen } from './data-table-choice.ts'
import type { Choosing } from './data-table-types.ts'

interface Chooser<Row> {
  readonly choosing: Choosing<Row> | undefined
  readonly selected: string | null | undefined
  readonly onSelect: ((key: string | null) => void) | undefined
  readonly count: number
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  readonly question: string
}

export interface GridChoice {
  readonly chosen: Chosen
  /** From this row Shift reaches. */
  from(index: number): void
  /** This row alone; nothing while it is not read. */
  only(index: number): void
  /** All from where Shift reaches. */
  to(index: number): void
  /** Adds this row, or takes it away. */
  toggle(index: number): void
  all(): void
  /** False: nothing was chosen. */
  none(): boolean
}

const ALL = 100_000

/** Which rows are chosen, by mouse and by keys alike. */
export const useGridChoice = <Row>(grid: Chooser<Row>): GridChoice => {
  const { choosing, selected, onSelect, count, rowAt, keyOf, question } = grid
  const anchor = useRef(0)
  useLayoutEffect(() => {
    anchor.current = 0
  }, [question])
  const chosen = choosing?.chosen ?? NONE_CHOSEN
  // Keys may have to be asked for: what they are put to is what is chosen by then.
  const now = useRef({ rowAt, chosen })
  now.current = { rowAt, chosen }

  const keyAt = (index: number): string | undefined => {
    const row = now.current.rowAt(index)
    return row === undefined ? undefined : keyOf(row)
  }
  const reach = async (index: number): Promise<void> => {
    if (!choosing) return
    const keys = await keysBetween({ from: anchor.current, to: index, keyAt, keys: choosing.keys })
    choosing.onChoose(new Set(keys))
  }
  const turn = async (index: number): Promise<void> => {
    anchor.current = index
    // A row that was left and is being read again is asked for by its place, so that no key press is lost.
    const [key] = await keysBetween({ from: index, to: index, keyAt, keys: choosing?.keys })
    if (key === undefined) return
    if (choosing) choosing.onChoose(toggled(now.current.chosen, key))
    else onSelect?.(key === selected ? null : key)
  }
  const everything = async (): Promise<void> => {
    if (!choosing) return
    const keys = await choosing.keys(ALL)
    choosing.onChoose(new Set(keys))
    if (keys.length === ALL && count > ALL) choosing.onLimited?.(ALL)
  }
  return {
    chosen,
    from: (index) => {
      anchor.current = index
    },
    only: (index) => {
      const key = keyAt(index)
      if (key === undefined) return
      anchor.current = index
      choosing?.onChoose(new Set([key]))
      onSelect?.(key)
    },
    to: (index) => void reach(index),
    toggle: (index) => void turn(index),
    all: () => void everything(),
    none: () => {
      if (chosen.size === 0) return false
      choosing?.onChoose(NONE_CHOSEN)
      return true
    },
  }
}
