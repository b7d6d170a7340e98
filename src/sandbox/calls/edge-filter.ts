import { invalid } from '../graph-error.ts'
import { filtersOf, listParam, passes } from '../params.ts'
import type { Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Live } from '../state.ts'

/**
 * Which objects of an edge are shown: archived and deleted ones only when asked for. It and what it returns throw
 * GraphError.
 */
export const isShown = (live: Live, params: Params): ((object: Delivering) => boolean) => {
  const statuses = listParam(params, 'effective_status')
  const filters = filtersOf(params)
  const byStatus = filters.some(({ field }) => /effective_status|delivery_info/.test(field))
  const since = params['updated_since']
  return (object) => {
    const effective = live.effective(object)
    if (statuses ? !statuses.includes(effective) : !byStatus && (effective === 'ARCHIVED' || effective === 'DELETED'))
      return false
    if (since !== undefined && live.updatedAt(object) < Number(since) * 1000) return false
    return filters.every((filter) => {
      switch (filter.field.split('.').at(-1)) {
        case 'id':
          return passes(
            filter,
            filter.field === 'campaign.id' && object.level !== 'campaign' ? object.campaign.id : object.id,
          )
        case 'name':
          return passes(filter, live.name(object))
        case 'effective_status':
        case 'delivery_info':
          return passes(filter, effective)
        case 'updated_time':
          return passes(filter, Math.floor(live.updatedAt(object) / 1000))
        case 'objective':
          return object.level !== 'campaign' || passes(filter, object.objective)
        default:
          throw invalid(`Filtering field ${filter.field} is invalid`)
      }
    })
  }
}
