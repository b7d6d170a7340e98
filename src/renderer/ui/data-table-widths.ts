import { useCallback, useState } from 'react'

type Widths = Readonly<Record<string, number>>

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
  set(column: string, width: number): void
  /** Back to the column's own width. */
  forget(column: string): void
}

/** Widths that a person gave to columns: theirs until they change them. */
export const useColumnWidths = (table: string): ColumnWidths => {
  const [widths, setWidths] = useState<Widths>(() => read(table))
  const change = useCallback(
    (patch: (before: Widths) => Widths) =>
      setWidths((before) => {
        const after = patch(before)
        try {
          localStorage.setItem(keyOf(table), JSON.stringify(after))
        } catch {
          // Without storage the widths last as long as the window.
        }
        return after
      }),
    [table],
  )
  return {
    widths,
    set: useCallback((column, width) => change((before) => ({ ...before, [column]: Math.round(width) })), [change]),
    forget: useCallback(
      (column) => change((before) => Object.fromEntries(Object.entries(before).filter(([id]) => id !== column))),
      [change],
    ),
  }
}
