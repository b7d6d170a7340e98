import { checkAdSet } from './adset-rules.ts'
import { checkBids, hasCap, checkCampaignStrategy } from './bid-rules.ts'
import { createBudgetRules } from './budget-rules.ts'
import { PARAMETERS, given } from './parameters.ts'
import { endsInThePast, isArchived, isDeleted, refusal } from './refusals.ts'
import { wantsOnlyValidation } from './validation.ts'
import type { AdSet, Campaign, Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Given } from './parameters.ts'
import type { Tools } from './tools.ts'

/** Changes of campaigns, ad sets and ads, refused for the reasons Meta refuses them. */

export const createUpdate = (tools: Tools) => {
  const { live, values, now, record, creativeFor } = tools
  const checkBudgets = createBudgetRules(tools)

  /** Deleted and archived objects keep only their names, and the latter can still be deleted. */
  const checkState = (object: Delivering, edits: Given): void => {
    // What is under a deleted or archived object is so too.
    const status = live.effective(object)
    const others = [...edits].filter(([field]) => field !== 'name')
    if (status === 'DELETED' && others.length > 0) throw isDeleted()
    const stays = ([field, value]: readonly [string, string | null]): boolean =>
      field === 'status' && (value === 'DELETED' || value === 'ARCHIVED')
    if (status === 'ARCHIVED' && !others.every(stays)) throw isArchived()
  }

  const checkTimes = (object: Campaign | AdSet, edits: Given): void => {
    const field = object.level === 'campaign' ? 'stop_time' : 'end_time'
    const asked = edits.get(field)
    if (asked === undefined || asked === null) {
      const keeps = values.of(object, 'lifetime_budget') !== null
      if (asked === null && keeps)
        throw refusal(null, 'End Date Required', 'A lifetime budget needs an end date.', field)
      return
    }
    const end = Number(asked)
    if (end <= now()) throw endsInThePast(field)
    const start = edits.get('start_time') ?? values.of(object, 'start_time')
    if (start !== null && end <= Number(start))
      throw refusal(null, 'End Date Before Start Date', 'The end date must be after the start date.', field)
  }

  const checkCampaign = (campaign: Campaign, edits: Given): void => {
    if (edits.has('bid_strategy')) checkCampaignStrategy(campaign.budget !== null, campaign.adsets.length)
    if (
      edits.get('is_adset_budget_sharing_enabled') === 'true' &&
      values.of(campaign, 'is_adset_budget_sharing_enabled') !== 'true'
    )
      throw refusal(
        3858418,
        'Budget Sharing Cannot Be Turned On',
        'Ad sets can share budgets only from the start of their campaign.',
        'is_adset_budget_sharing_enabled',
      )
  }

  const checkAdSetEdits = (adset: AdSet, edits: Map<string, string | null>): void => {
    const { campaign } = adset
    const of = (field: string): string | null =>
      edits.has(field) ? (edits.get(field) ?? null) : values.of(adset, field)
    // A bid goes with its strategy.
    if (edits.has('bid_strategy') && !edits.has('bid_amount') && !hasCap(edits.get('bid_strategy') ?? null))
      edits.set('bid_amount', null)
    const isBid = (field: string): boolean =>
      field.startsWith('bid_') || field === 'billing_event' || field === 'pacing_type'
    if ([...edits.keys()].some(isBid)) checkBids(of, campaign, values.of(campaign, 'bid_strategy'))
    checkAdSet({
      of,
      written: (field) => edits.has(field),
      campaign,
      categories: JSON.parse(values.of(campaign, 'special_ad_categories') ?? '[]') as string[],
      accountDefault: (field) => values.of(adset.account, field),
      hasLifetimeBudget: (adset.budget ?? campaign.budget)?.kind === 'lifetime',
      isNew: false,
    })
  }

  /** Throws GraphError and then has changed nothing. Parameters that are not known are ignored, as at Meta. */
  return (object: Delivering, params: Params): void => {
    const edits = new Map(given(params, PARAMETERS[object.level], object.account))
    checkState(object, edits)
    if (object.level === 'ad') {
      if (edits.has('creative'))
        edits.set('creative', creativeFor(object.account, edits.get('creative') ?? '{}', wantsOnlyValidation(params)))
    } else {
      checkBudgets(object, edits)
      checkTimes(object, edits)
      if (object.level === 'campaign') checkCampaign(object, edits)
      else checkAdSetEdits(object, edits)
    }
    if (wantsOnlyValidation(params)) return
    for (const [field, after] of edits) {
      const before = values.of(object, field)
      if (before !== after) record(object.id, field, before, after)
    }
  }
}
