import { z } from 'zod'
import type { AdSet, AttributionWindow, DeliveryHours, Learning } from '../../../shared/domain/objects.ts'
import { countOf, isFields } from '../decode/scalars.ts'
import { issuesField, issuesOf } from './issues.ts'
import {
  allOf,
  flag,
  id,
  instant,
  jsonFields,
  lenient,
  list,
  moneyOf,
  needed,
  oneOf,
  raw,
  seconds,
  text,
  understood,
  whole,
} from './lenient.ts'
import type { Edge, InCurrency, Node } from './node.ts'
import { budgetOf, statusOf } from './status-and-budget.ts'

const window = z.object({
  event_type: oneOf(['CLICK_THROUGH', 'VIEW_THROUGH', 'ENGAGED_VIDEO_VIEW']),
  window_days: needed(whole),
})
const decodeWindow = (row: unknown): AttributionWindow | null => {
  const found = understood(window, row)
  return found && { event: found.event_type ?? 'UNKNOWN', days: found.window_days }
}

const hours = z.object({
  start_minute: needed(whole),
  end_minute: needed(whole),
  days: z.array(needed(whole).refine((day) => day < 7)),
  timezone_type: oneOf(['USER', 'ADVERTISER']),
})
const decodeHours = (row: unknown): DeliveryHours | null => {
  const found = understood(hours, row)
  if (found === null || found.end_minute > 1440 || found.start_minute >= found.end_minute) return null
  return {
    startMinute: found.start_minute,
    endMinute: found.end_minute,
    days: found.days,
    clock: found.timezone_type ?? 'USER',
  }
}

const learning = z
  .object({ status: oneOf(['LEARNING', 'SUCCESS', 'FAIL']), conversions: whole, last_sig_edit_ts: seconds })
  .nullish()
  .catch(null)
const learningOf = (found: z.output<typeof learning>): Learning | null =>
  found?.status
    ? { status: found.status, conversions: found.conversions, lastSignificantEdit: found.last_sig_edit_ts }
    : null

/** `{ roas_average_floor }` in ten-thousandths. */
const roasFloor = lenient((value): number | null => {
  const floor = isFields(value) ? countOf(value['roas_average_floor']) : Number.NaN
  return floor > 0 ? floor / 10_000 : null
})

const wire = z.object({
  id: needed(id),
  campaign_id: needed(id),
  name: text,
  status: raw,
  effective_status: oneOf(['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED', 'IN_PROCESS', 'WITH_ISSUES', 'CAMPAIGN_PAUSED']),
  daily_budget: raw,
  lifetime_budget: raw,
  budget_remaining: raw,
  daily_min_spend_target: raw,
  daily_spend_cap: raw,
  lifetime_min_spend_target: raw,
  lifetime_spend_cap: raw,
  bid_strategy: text,
  bid_amount: raw,
  bid_constraints: roasFloor,
  optimization_goal: text,
  billing_event: text,
  destination_type: text,
  promoted_object: jsonFields,
  attribution_spec: list,
  targeting: jsonFields,
  adset_schedule: list,
  learning_stage_info: learning,
  ...issuesField,
  is_dynamic_creative: flag,
  dsa_payor: text,
  dsa_beneficiary: text,
  start_time: instant,
  end_time: instant,
  created_time: instant,
  updated_time: instant,
})

export const AD_SET: Node<AdSet, InCurrency> = {
  name: 'adset',
  core: ['id', 'campaign_id', 'name', 'status', 'effective_status', 'daily_budget', 'lifetime_budget'],
  more: [
    'budget_remaining',
    'daily_min_spend_target',
    'daily_spend_cap',
    'lifetime_min_spend_target',
    'lifetime_spend_cap',
    'bid_strategy',
    'bid_amount',
    'bid_constraints',
    'optimization_goal',
    'billing_event',
    'destination_type',
    'promoted_object',
    'attribution_spec',
    'targeting',
    'adset_schedule',
    'learning_stage_info',
    'issues_info{level,error_code,error_summary,error_message,error_type}',
    'is_dynamic_creative',
    'dsa_payor',
    'dsa_beneficiary',
    'start_time',
    'end_time',
    'created_time',
    'updated_time',
  ],
  filteredBy: { edge: 'adsets', field: 'adset.id', idOf: ({ id }) => id },
  decode(row, context) {
    const adSet = understood(wire, row)
    if (adSet === null) return null
    const { accountId, currency, without } = context
    const status = statusOf(adSet.status, adSet.effective_status)
    const budget = budgetOf(adSet.daily_budget, adSet.lifetime_budget, currency)
    if (status === null || budget === undefined) return null
    const bid = moneyOf(adSet.bid_amount, currency)
    return {
      id: adSet.id,
      accountId,
      campaignId: adSet.campaign_id,
      name: adSet.name ?? adSet.id,
      status,
      effectiveStatus: adSet.effective_status ?? status,
      budget,
      budgetRemaining: moneyOf(adSet.budget_remaining, currency),
      minSpend: budgetOf(adSet.daily_min_spend_target, adSet.lifetime_min_spend_target, currency) ?? null,
      maxSpend: budgetOf(adSet.daily_spend_cap, adSet.lifetime_spend_cap, currency) ?? null,
      bidStrategy: adSet.bid_strategy,
      bidAmount: bid !== null && bid > 0 ? bid : null,
      roasFloor: adSet.bid_constraints,
      optimizationGoal: adSet.optimization_goal,
      billingEvent: adSet.billing_event,
      destination: adSet.destination_type,
      promotedObject: adSet.promoted_object,
      attribution: adSet.attribution_spec && allOf(adSet.attribution_spec, decodeWindow),
      targeting: adSet.targeting,
      hours: without.has('adset_schedule') ? null : allOf(adSet.adset_schedule ?? [], decodeHours),
      learning: learningOf(adSet.learning_stage_info),
      issues: issuesOf(adSet, context),
      dynamicCreative: adSet.is_dynamic_creative,
      payor: adSet.dsa_payor,
      beneficiary: adSet.dsa_beneficiary,
      startTime: adSet.start_time,
      endTime: adSet.end_time,
      createdTime: adSet.created_time,
      updatedTime: adSet.updated_time,
    }
  },
}

/** Of an account or a campaign. */
export const AD_SETS: Edge<AdSet, InCurrency> = { name: 'adsets', node: AD_SET, page: 200 }
