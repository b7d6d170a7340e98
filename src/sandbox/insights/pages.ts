import { invalid } from '../graph-error.ts'
import { cursorOf, limitOf, offsetPage, readCursor } from '../params.ts'
import { actionsOf, rowFields } from './row.ts'
import type { Params } from '../params.ts'
import type { Level } from '../under.ts'
import type { InsightsRow, RowField } from './row.ts'

/** Rows of insights by the page. Both throw GraphError. */

export interface InsightsPage {
  readonly data: readonly Record<string, unknown>[]
  readonly before: string | null
  readonly after: string | null
  readonly more: boolean
}

/** All rows there may be; null where nothing was delivered or a filter leaves it out. */
interface Grid {
  readonly objects: number
  readonly stretches: number
  row(object: number, stretch: number): InsightsRow | null
}

const MOST_ROWS = 5000

const shaped = (row: InsightsRow, fields: readonly RowField[]): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap(({ name, read }) => {
      const value = read(row)
      return value === undefined ? [] : [[name, value]]
    }),
  )

/** Every row is made, to know which come first. `sort` is `spend_descending` or `actions:link_click_ascending`. */
export const pageSorted = (
  grid: Grid,
  fields: readonly RowField[],
  params: Params,
  { sort, level }: { readonly sort: string; readonly level: Level },
): InsightsPage => {
  const [, by = '', direction = ''] = /^(.+)_(ascending|descending)$/.exec(sort) ?? []
  if (!by) throw invalid(`Invalid sort: ${sort}`)
  const [field = '', action] = by.split(':')
  const valueOf = (row: InsightsRow): number => {
    if (action !== undefined) return actionsOf(row.sums).find(([type]) => type === action)?.[1] ?? 0
    const reader = rowFields([field], level)[0]
    return Number(reader?.read(row) ?? 0)
  }
  const rows = Array.from({ length: grid.objects * grid.stretches }, (_, place) =>
    grid.row(Math.floor(place / grid.stretches), place % grid.stretches),
  )
  const ranked = rows
    .filter((row) => row !== null)
    .map((row) => ({ row, value: valueOf(row) }))
    .sort((a, b) => (direction === 'ascending' ? a.value - b.value : b.value - a.value))
  const { items, before, after, more } = offsetPage(ranked, params, MOST_ROWS)
  return { data: items.map(({ row }) => shaped(row, fields)), before, after, more }
}

/** Object by object. The cursor is the place of the last row, so that a page costs the same wherever it is. */
export const pageInOrder = (grid: Grid, fields: readonly RowField[], params: Params): InsightsPage => {
  const limit = limitOf(params, MOST_ROWS)
  const data: Record<string, unknown>[] = []
  const after = readCursor(params['after'])
  let o = after?.[0] ?? 0
  let s = (after?.[1] ?? -1) + 1
  let first: string | null = null
  let last: string | null = null
  let more = false
  for (; o < grid.objects && !more; o++, s = 0) {
    for (; s < grid.stretches; s++) {
      const row = grid.row(o, s)
      if (!row) continue
      if (data.length === limit) {
        more = true
        break
      }
      data.push(shaped(row, fields))
      last = cursorOf([o, s])
      first ??= last
    }
  }
  return { data, before: first, after: last, more }
}
