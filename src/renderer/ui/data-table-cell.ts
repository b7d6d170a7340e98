import type { MouseEvent } from 'react'
import type { At } from './data-table-keys.ts'

/** What a mouse event is about: while the table moves a shield lies over its rows. */
export const under = ({ target, clientX, clientY }: MouseEvent): EventTarget =>
  target instanceof HTMLElement && target.dataset['shield'] !== undefined
    ? (document.elementsFromPoint(clientX, clientY)[1] ?? target)
    : target

/** Where in the grid something happened; null: between its cells. */
export const cellOf = (target: EventTarget): { readonly cell: HTMLElement; readonly at: At } | null => {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-column]') : null
  const row = cell?.parentElement?.getAttribute('data-row')
  if (!cell || row === null || row === undefined) return null
  return { cell, at: { row: Number(row), column: Number(cell.getAttribute('data-column')) } }
}

/** Null while it is not drawn. */
export const cellAt = (grid: HTMLElement | null, { row, column }: At): HTMLElement | null =>
  grid?.querySelector<HTMLElement>(`[data-row="${row}"] > [data-column="${column}"]`) ?? null
