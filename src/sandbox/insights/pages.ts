import { GraphError, invalid } from '../graph-error.ts'
import { cursorOf, limitOf, offsetPage, readCursor } from '../params.ts'
import { actionCount } from './actions.ts'
import { fieldNumber, rowField, rowText } from './fields.ts'
import type { Params } from '../params.ts'
import type { RowField } from './fields.ts'
import type { InsightsRow } from './row.ts'

/** Rows of insights by the page. All throw GraphError. */

export interface RowsPage {
  /** Each row as JSON. */
  readonly rows: readonly string[]
  readonly before: string | null
  readonly after: string | null
  readonly more: boolean
}

/** All rows there may be, with those left out by filters or without delivery missing. */
interface Grid {
  readonly objects: number
  readonly stretches: number
  rows(object: number, stretch: number): readonly InsightsRow[]
}

const MOST_ROWS = 5000
/** Rows times fields that one page may hold. */
const MOST_VALUES = 75_000

const tooMuch = (): GraphError =>
  new GraphError({
    status: 500,
    code: 1,
    message: "Please reduce the amount of data you're asking for, then retry your request",
  })

/** By a field or one action: `spend_descending`, `actions:link_click_ascending`. */
const orderOf = (sort: string): { readonly sign: 1 | -1; readonly value: (row: InsightsRow) => number } => {
  const [, by = '', direction = ''] = /^(.+)_(ascending|descending)$/.exec(sort) ?? []
  if (!by) throw invalid(`Invalid sort: ${sort}`)
  const sign = direction === 'ascending' ? 1 : -1
  const [field = '', action] = by.split(':')
  if (action !== undefined) return { sign, value: (row) => actionCount(row, action) }
  const read = rowField(field)
  return { sign, value: (row) => fieldNumber(row, read) }
}

/** Every row is made, to know which come first; `top` keeps so many of them. */
export const pageSorted = (
  grid: Grid,
  fields: readonly RowField[],
  params: Params,
  { sort, top }: { readonly sort: string; readonly top: number },
): RowsPage => {
  const { sign, value } = orderOf(sort)
  const ranked: { readonly row: InsightsRow; readonly value: number }[] = []
  for (let o = 0; o < grid.objects; o++)
    for (let s = 0; s < grid.stretches; s++) for (const row of grid.rows(o, s)) ranked.push({ row, value: value(row) })
  ranked.sort((a, b) => sign * (a.value - b.value))
  const { items, before, after, more } = offsetPage(ranked.slice(0, top), params, MOST_ROWS)
  if (items.length * fields.length > MOST_VALUES) throw tooMuch()
  return { rows: items.map(({ row }) => rowText(row, fields)), before, after, more }
}

/** Object by object. The cursor is the place of the last row, so that a page costs the same wherever it is. */
export const pageInOrder = (grid: Grid, fields: readonly RowField[], params: Params): RowsPage => {
  const limit = limitOf(params, MOST_ROWS)
  const [o = 0, s = 0, p = -1] = readCursor(params['after']) ?? []
  if (o < 0 || s < 0) throw invalid('Invalid cursors values', 2642)
  const texts: string[] = []
  let first: readonly number[] | null = null
  let last: readonly number[] | null = null
  const page = (more: boolean): RowsPage => ({
    rows: texts,
    before: first && cursorOf(first),
    after: last && cursorOf(last),
    more,
  })
  const from = { stretch: s, part: p + 1 }
  for (let object = o; object < grid.objects; object++) {
    for (let stretch = from.stretch; stretch < grid.stretches; stretch++) {
      const rows = grid.rows(object, stretch)
      for (let part = from.part; part < rows.length; part++) {
        const row = rows[part]
        if (row === undefined) continue
        if (texts.length === limit) return page(true)
        if ((texts.length + 1) * fields.length > MOST_VALUES) throw tooMuch()
        texts.push(rowText(row, fields))
        last = [object, stretch, part]
        first ??= last
      }
      from.part = 0
    }
    from.stretch = 0
  }
  return page(false)
}

/** Where an empty answer points to, as recorded: nowhere that has anything. */
export const EMPTY_CURSOR = cursorOf([0, 0, -1])
