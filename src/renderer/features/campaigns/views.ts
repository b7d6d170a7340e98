import type { Input } from '../../../shared/contract/contract.ts'
import type { Kept, SavedView } from '../../../shared/domain/kept.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { useTables } from '../../stores/tables.ts'
import type { LevelTable } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'

/** Saved views: what of a table is kept, put back, and compared with what is on the screen. */

/** `withPeriod`: the period and the accounts in view belong to it. */
export const viewOf = (level: Level, table: LevelTable, withPeriod: boolean): SavedView => {
  const { columns, filters, group, sort, search, trend } = table
  const { period, compare, accountIds } = useView.getState()
  return {
    level,
    columns,
    filters,
    group,
    sort,
    search,
    trend,
    aspects: useTables.getState().aspects,
    period: withPeriod ? period : null,
    compare: withPeriod ? compare : null,
    accountIds: withPeriod ? accountIds : [],
  }
}

/** The database gives properties back in an order of its own. */
const ordered = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a, ordered) === JSON.stringify(b, ordered)
const parts = ({ columns, filters, group, sort, search }: SavedView | LevelTable): unknown => ({
  columns,
  filters,
  group,
  sort,
  search,
})

/** Whether the table is another than the view that was opened; what an older one says nothing of is not. */
export const isChanged = ({ doc }: Kept<'view'>, table: LevelTable, aspects: SavedView['aspects']): boolean => {
  const { period, compare, accountIds } = useView.getState()
  const isMoved = doc.period !== null && !same([doc.period, doc.compare, doc.accountIds], [period, compare, accountIds])
  const isOther =
    (doc.trend !== undefined && doc.trend !== table.trend) ||
    (doc.aspects !== undefined && !same(doc.aspects, aspects)) ||
    !same(parts(doc), parts(table))
  return isMoved || isOther
}

/** A new one without an id. Throws CallError. */
export const saveView = async (name: string, doc: SavedView, id?: string): Promise<Kept<'view'>> => {
  const input = { kind: 'view', name, doc, ...(id === undefined ? {} : { id }) } as Input<'kept.save'>
  return (await call('kept.save', input)) as Kept<'view'>
}
