import { invalid } from '../graph-error.ts'
import { passes } from '../params.ts'
import { actionCount } from './actions.ts'
import { fieldNumber, rowField } from './fields.ts'
import type { Account, Delivering } from '../model.ts'
import type { Filter } from '../params.ts'
import type { Live } from '../state.ts'
import type { InsightsRow } from './row.ts'

/** Filters of a question about insights: of the objects it is answered with, of their figures, and of their actions. */

const METRICS: ReadonlySet<string> = new Set([
  'impressions',
  'reach',
  'frequency',
  'spend',
  'cpm',
  'cpp',
  'cpc',
  'ctr',
  'clicks',
  'unique_clicks',
  'inline_link_clicks',
  'inline_link_click_ctr',
  'cost_per_inline_link_click',
])

/** The object itself or the one above it at a filter's level. */
const atLevel = (object: Account | Delivering, level: string): Account | Delivering | null => {
  if (object.level === level) return object
  if (level === 'account') return object.level === 'account' ? object : object.account
  if (object.level === 'ad') return level === 'adset' ? object.adset : level === 'campaign' ? object.campaign : null
  return object.level === 'adset' && level === 'campaign' ? object.campaign : null
}

const partsOf = (filter: Filter, level: string): readonly [prefix: string, field: string] => {
  const dot = filter.field.indexOf('.')
  return dot < 0 ? [level, filter.field] : [filter.field.slice(0, dot), filter.field.slice(dot + 1)]
}

/** Filters by figures let every object pass: they are for its rows. Throws GraphError. */
export const matches = (
  { live, deliveryInfo }: { readonly live: Live; readonly deliveryInfo: (object: Delivering) => string },
  object: Account | Delivering,
  filter: Filter,
): boolean => {
  const [prefix, field] = partsOf(filter, object.level)
  const own = atLevel(object, prefix)
  switch (field) {
    case 'id':
      return own === null || passes(filter, own.level === 'account' ? own.digits : own.id)
    case 'name':
      return own === null || passes(filter, own.level === 'account' ? own.name : live.name(own))
    case 'effective_status':
      return own === null || own.level === 'account' || passes(filter, live.effective(own))
    case 'delivery_info':
      return own === null || own.level === 'account' || passes(filter, deliveryInfo(own))
    case 'objective':
      return own?.level !== 'campaign' || passes(filter, own.objective)
    default:
      if (METRICS.has(field) || field === 'action_type' || field.startsWith('actions:')) return true
      throw invalid(`Filtering field '${filter.field}' with operation '${filter.operator}' is not supported`)
  }
}

/** Whether deleted and archived objects were asked for. */
export const asksStatus = (filters: readonly Filter[]): boolean =>
  filters.some(({ field }) => /effective_status|delivery_info/.test(field))

export interface RowFilter {
  readonly filter: Filter
  read(row: InsightsRow): number
}

/** Those by figures. `TOP` keeps the first so many by its figure, when all rows are known. */
export const rowFilters = (filters: readonly Filter[]): readonly RowFilter[] =>
  filters.flatMap((filter) => {
    const [, field] = partsOf(filter, '')
    if (field.startsWith('actions:')) return [{ filter, read: (row) => actionCount(row, field.slice(8)) }]
    if (!METRICS.has(field)) return []
    const metric = rowField(field)
    return [{ filter, read: (row) => fieldNumber(row, metric) }]
  })

/** Whether an action type is wanted; null: all are. Throws GraphError. */
export const actionFilter = (filters: readonly Filter[]): ((type: string) => boolean) | null => {
  const own = filters.filter(({ field }) => field === 'action_type')
  return own.length === 0 ? null : (type) => own.every((filter) => passes(filter, type))
}
