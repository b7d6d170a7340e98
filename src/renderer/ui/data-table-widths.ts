import type { CSSProperties } from 'react'
import { useCallback, useState } from 'react'
import type { Column } from './data-table-types.ts'

export type Widths = Readonly<Record<string, number>>

export const LEAST_WIDTH = 48
export const MOST_WIDTH = 1200

const keyOf = (table: string): string => `buydesk.widths.${table}`

const read = (table: string): Widths => {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(table)) ?? '{}')
    if (typeof stored !== 'object' || stored === null) return {}
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, number] => {
        const width: unknown = entry[1]
        return typeof width === 'number' && width >= 32 && width <= 2000
      }),
    )
  } catch {
    return {}
  }
}

export interface ColumnWidths {
  readonly widths: Widths
  /** Null: back to the column's own width. */
  set(column: string, width: number | null): void
}

/** Widths that a person gave to columns: theirs until they change them. */
export const useColumnWidths = (table: string): ColumnWidths => {
  const [widths, setWidths] = useState<Widths>(() => read(table))
  const set = useCallback(
    (column: string, width: number | null) =>
      setWidths((before) => {
        const others = Object.fromEntries(Object.entries(before).filter(([id]) => id !== column))
        const after = width === null ? others : { ...others, [column]: Math.round(width) }
        try {
          localStorage.setItem(keyOf(table), JSON.stringify(after))
        } catch {
          // Without storage the widths last as long as the window.
        }
        return after
      }),
    [table],
  )
  return { widths, set }
}

export interface ColumnLayout {
  readonly widths: readonly number[]
  /** Of all together. */
  readonly total: number
  /** For the grid: where each column begins and how wide it is. Rows follow without being drawn again. */
  readonly style: CSSProperties
}

/** Pixels of each column: growing ones share the room that is left, unless a person gave them a width. */
export const layoutOf = <Row>(columns: readonly Column<Row>[], given: Widths, room: number): ColumnLayout => {
  const own = columns.map(({ id, width }) => given[id] ?? width)
  const spare = Math.max(0, room - own.reduce((sum, width) => sum + width, 0))
  const growing = columns.filter(({ id, grow }) => grow && given[id] === undefined).length
  const widths = own.map((width, at) => {
    const column = columns[at]
    return column?.grow && given[column.id] === undefined ? width + Math.floor(spare / growing) : width
  })
  const style: Record<string, string> = {}
  let start = 0
  widths.forEach((width, at) => {
    style[`--at-${at}`] = `${start}px`
    style[`--width-${at}`] = `${width}px`
    start += width
  })
  return { widths, total: widths.reduce((sum, width) => sum + width, 0), style }
}

/** The first and the last column that is at least partly in this stretch of pixels. */
export const columnsWithin = (widths: readonly number[], from: number, to: number): readonly [number, number] => {
  const ends: number[] = []
  for (const width of widths) ends.push((ends.at(-1) ?? 0) + width)
  const first = ends.findIndex((end) => end > from)
  const last = ends.findIndex((end) => end >= to)
  return [first < 0 ? widths.length : first, last < 0 ? widths.length - 1 : last]
}
