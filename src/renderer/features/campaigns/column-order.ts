import type { ViewColumn } from '../../../shared/domain/kept.ts'
import type { ColumnId } from '../../../shared/domain/table.ts'

/** Pinned ones first: as they are shown. */
export const inOrder = (columns: readonly ViewColumn[]): ViewColumn[] =>
  columns.toSorted((a, b) => Number(b.pinned) - Number(a.pinned))

/** Puts a column where another is: behind it when it comes from the left, before it when from the right. */
export const movedTo = (columns: readonly ViewColumn[], id: ColumnId, onto: ColumnId): ViewColumn[] => {
  const all = inOrder(columns)
  const from = all.findIndex((column) => column.id === id)
  const to = all.findIndex((column) => column.id === onto)
  const moving = all[from]
  const place = all[to]
  if (!moving || !place || moving.pinned !== place.pinned) return all
  all.splice(from, 1)
  all.splice(to, 0, moving)
  return all
}
