import { invalid } from '../graph-error.ts'
import { filtersOf, listParam, passes } from '../params.ts'
import type { Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Live } from '../state.ts'

/** What may be asked for by `effective_status`: deleted objects may not. */
const COMMON = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES'] as const
const ASKED: Readonly<Record<Delivering['level'], readonly string[]>> = {
  campaign: COMMON,
  adset: [...COMMON, 'CAMPAIGN_PAUSED'],
  ad: [
    ...COMMON,
    'CAMPAIGN_PAUSED',
    'ADSET_PAUSED',
    'DISAPPROVED',
    'PENDING_REVIEW',
    'PENDING_BILLING_INFO',
    'PREAPPROVED',
  ],
}

const seconds = (text: string): number => {
  const value = Number(text)
  if (!Number.isFinite(value)) throw invalid('Param updated_since must be an integer')
  return value * 1000
}

const STATUS_FIELD = /^(?:(\w+)\.)?(?:effective_status|delivery_info)$/

/** Filters name the object itself or one above it: `campaign.id` on the edge of ads. */
const subjectOf = (object: Delivering, field: string): Delivering => {
  if (field.startsWith('campaign.') && object.level !== 'campaign') return object.campaign
  return field.startsWith('adset.') && object.level === 'ad' ? object.adset : object
}

/**
 * Which objects of an edge are shown: archived and deleted ones only when asked for. It and what it returns throw
 * GraphError.
 */
export const isShown = (
  { live, deliveryInfo }: { readonly live: Live; readonly deliveryInfo: (object: Delivering) => string },
  level: Delivering['level'],
  params: Params,
): ((object: Delivering) => boolean) => {
  const statuses = listParam(params, 'effective_status')
  statuses?.forEach((status, i) => {
    if (!ASKED[level].includes(status))
      throw invalid(`Param effective_status[${i}] must be one of {${ASKED[level].join(', ')}} - got "${status}".`)
  })
  const filters = filtersOf(params)
  // Only a filter by the status of the objects themselves shows more of them.
  const byStatus = filters.some(({ field }) => {
    const match = STATUS_FIELD.exec(field)
    return match !== null && (match[1] === undefined || match[1] === level)
  })
  // Campaigns do not know `updated_since`, and what is not known is ignored.
  const text = level === 'campaign' ? undefined : params['updated_since']
  const since = text === undefined ? null : seconds(text)
  return (object) => {
    const effective = live.effective(object)
    if (statuses ? !statuses.includes(effective) : !byStatus && (effective === 'ARCHIVED' || effective === 'DELETED'))
      return false
    if (since !== null && live.updatedAt(object) < since) return false
    return filters.every((filter) => {
      const name = filter.field.split('.').at(-1)
      const about = subjectOf(object, filter.field)
      switch (name) {
        case 'id':
          return passes(filter, about.id)
        case 'name':
          return passes(filter, live.name(about))
        case 'effective_status':
          return passes(filter, live.effective(about))
        case 'delivery_info':
          return passes(filter, deliveryInfo(about))
        case 'updated_time':
          return passes(filter, Math.floor(live.updatedAt(about) / 1000))
        case 'created_time':
          return passes(filter, Math.floor(about.createdAt / 1000))
        case 'objective':
          return passes(filter, (about.level === 'campaign' ? about : about.campaign).objective)
        default:
          throw invalid(`Filtering field ${filter.field} is invalid`)
      }
    })
  }
}
