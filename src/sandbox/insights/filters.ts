import { invalid } from '../graph-error.ts'
import { passes } from '../params.ts'
import type { DaySums } from '../figures/sums.ts'
import type { Account, Delivering } from '../model.ts'
import type { Filter } from '../params.ts'
import type { Live } from '../state.ts'

/** Filters of a question about insights: of the objects it is answered with, and of their figures. */

export const METRIC_FILTERS: Readonly<Record<string, (sums: DaySums, account: Account) => number>> = {
  impressions: (sums) => sums.impressions,
  clicks: (sums) => sums.clicks,
  spend: (sums, account) => sums.spend / account.offset,
}

/** The object itself or the one above it at a filter's level. */
const atLevel = (object: Account | Delivering, level: string): Account | Delivering | null => {
  if (object.level === level) return object
  if (level === 'account') return object.level === 'account' ? object : object.account
  if (object.level === 'ad') return level === 'adset' ? object.adset : level === 'campaign' ? object.campaign : null
  return object.level === 'adset' && level === 'campaign' ? object.campaign : null
}

/** Filters by figures let every object pass: they are for its rows. Throws GraphError. */
export const matches = (live: Live, object: Account | Delivering, filter: Filter): boolean => {
  const [prefix = '', field = ''] = filter.field.includes('.') ? filter.field.split('.') : [object.level, filter.field]
  const own = atLevel(object, prefix)
  if (own === null) return true
  switch (field) {
    case 'id':
      return passes(filter, own.level === 'account' ? own.digits : own.id)
    case 'name':
      return passes(filter, own.level === 'account' ? own.name : live.name(own))
    case 'effective_status':
    case 'delivery_info':
      return own.level === 'account' || passes(filter, live.effective(own))
    case 'objective':
      return own.level !== 'campaign' || passes(filter, own.objective)
    default:
      if (METRIC_FILTERS[field]) return true
      throw invalid(`Filtering field '${filter.field}' with operation '${filter.operator}' is not supported`)
  }
}
