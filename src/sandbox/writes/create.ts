import { hidden } from '../graph-error.ts'
import { DEFAULT_ATTRIBUTION } from '../values.ts'
import { checkAdSet } from './adset-rules.ts'
import { checkBids, checkCampaignStrategy } from './bid-rules.ts'
import { checkNewBudgets, checkSpendCap } from './budget-rules.ts'
import { checkAccount, checkRoom } from './limits.ts'
import { AT_CREATION, PARAMETERS, STATUS_AT_CREATION, given } from './parameters.ts'
import { endsInThePast, isArchived, isDeleted, missing, refusal } from './refusals.ts'
import { wantsOnlyValidation } from './validation.ts'
import type { Account, AdSet, Campaign, Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Given } from './parameters.ts'
import type { Tools } from './tools.ts'

/** Making campaigns, ad sets and ads: what Meta asks of each, and the values they then have. */

type Ready = Parameters<Tools['make']>[0]
type Values = Record<string, string>

const NARROW: readonly string[] = ['EMPLOYMENT', 'HOUSING', 'FINANCIAL_PRODUCTS_SERVICES']

const kept = (values: Given, without: readonly string[] = []): Values =>
  Object.fromEntries(
    [...values].flatMap(([name, value]) => (value === null || without.includes(name) ? [] : [[name, value]])),
  )

export const createMaking = (tools: Tools) => {
  const { world, live, values: stored, now, creativeFor } = tools

  const read = (level: Delivering['level'], params: Params, account: Account): Given =>
    given(params, { ...PARAMETERS[level], ...AT_CREATION[level], status: STATUS_AT_CREATION }, account)

  const parent = <L extends 'campaign' | 'adset'>(id: string, level: L, account: Account) => {
    const node = world.nodes.get(id)
    if (!node || !('level' in node) || node.level !== level || node.account !== account) throw hidden(id, 'POST')
    const found = node as Extract<Campaign | AdSet, { level: L }>
    const status = live.effective(found)
    if (status === 'DELETED') throw isDeleted()
    if (status === 'ARCHIVED') throw isArchived()
    return found
  }

  const checkEnd = (values: Given, field: string): void => {
    const end = values.get(field)
    if (end === undefined || end === null) return
    if (Number(end) <= now()) throw endsInThePast(field)
    if (Number(end) <= Number(values.get('start_time') ?? now()))
      throw refusal(null, 'End Date Before Start Date', 'The end date must be after the start date.', field)
  }

  const campaign = (account: Account, params: Params): Ready => {
    for (const name of ['name', 'objective', 'special_ad_categories'])
      if (params[name] === undefined) throw missing(name)
    const values = read('campaign', params, account)
    checkRoom(tools, account, 'campaign', null)
    const categories = JSON.parse(values.get('special_ad_categories') ?? '[]') as string[]
    const countries = JSON.parse(values.get('special_ad_category_country') ?? '[]') as string[]
    if (categories.some((category) => NARROW.includes(category)) && countries.length === 0)
      throw missing('special_ad_category_country')
    const hasBudget = values.has('daily_budget') || values.has('lifetime_budget')
    const sharing = values.get('is_adset_budget_sharing_enabled')
    if (!hasBudget && sharing === undefined)
      throw refusal(
        4834011,
        'Budget Sharing Must Be Set',
        'Say whether ad sets share budgets: is_adset_budget_sharing_enabled is true or false.',
        'is_adset_budget_sharing_enabled',
      )
    if (hasBudget && sharing === 'true')
      throw refusal(
        4834002,
        'Budget Sharing Cannot Be Used',
        'The budget is the campaign’s own.',
        'is_adset_budget_sharing_enabled',
      )
    if (values.has('bid_strategy')) checkCampaignStrategy(hasBudget, 0)
    checkNewBudgets(account, values, null, now())
    const cap = values.get('spend_cap')
    if (cap !== undefined && cap !== null) checkSpendCap(account, Number(cap))
    checkEnd(values, 'stop_time')
    return {
      kind: 'campaign',
      account: account.id,
      parent: null,
      values: {
        status: 'ACTIVE',
        start_time: String(now()),
        pacing_type: '["standard"]',
        is_adset_budget_sharing_enabled: 'false',
        ...(hasBudget ? { bid_strategy: 'LOWEST_COST_WITHOUT_CAP' } : {}),
        ...kept(values, ['buying_type']),
        special_ad_categories: JSON.stringify(categories.filter((category) => category !== 'NONE')),
      },
    }
  }

  const adset = (account: Account, params: Params): Ready => {
    for (const name of ['name', 'campaign_id', 'optimization_goal', 'billing_event', 'targeting'])
      if (params[name] === undefined) throw missing(name)
    const values = read('adset', params, account)
    const above = parent(values.get('campaign_id') ?? '', 'campaign', account)
    checkRoom(tools, account, 'adset', above)
    checkNewBudgets(account, values, above, now())
    checkEnd(values, 'end_time')
    const overall = above.budget !== null
    const own: Values = {
      status: 'ACTIVE',
      start_time: String(now()),
      pacing_type: '["standard"]',
      attribution_spec: DEFAULT_ATTRIBUTION,
      ...(overall ? {} : { bid_strategy: 'LOWEST_COST_WITHOUT_CAP' }),
      ...kept(values, ['campaign_id']),
    }
    const of = (field: string): string | null => own[field] ?? null
    checkBids(of, above, stored.of(above, 'bid_strategy'))
    const promoted = stored.of(above, 'promoted_object')
    if (own['promoted_object'] === undefined && promoted !== null) own['promoted_object'] = promoted
    checkAdSet({
      of,
      written: (field) => own[field] !== undefined,
      campaign: above,
      categories: JSON.parse(stored.of(above, 'special_ad_categories') ?? '[]') as string[],
      accountDefault: (field) => stored.of(account, field),
      hasLifetimeBudget: own['lifetime_budget'] !== undefined || above.budget?.kind === 'lifetime',
      isNew: true,
    })
    for (const role of ['payor', 'beneficiary']) {
      const otherwise = stored.of(account, `default_dsa_${role}`)
      if (own[`dsa_${role}`] === undefined && otherwise !== null) own[`dsa_${role}`] = otherwise
    }
    return { kind: 'adset', account: account.id, parent: above.id, values: own }
  }

  const ad = (account: Account, params: Params): Ready => {
    for (const name of ['name', 'creative']) if (params[name] === undefined) throw missing(name, 194)
    if (params['adset_id'] === undefined) throw missing('adset_id')
    const values = read('ad', params, account)
    const above = parent(values.get('adset_id') ?? '', 'adset', account)
    checkRoom(tools, account, 'ad', above)
    return {
      kind: 'ad',
      account: account.id,
      parent: above.id,
      values: {
        status: 'ACTIVE',
        ...kept(values, ['adset_id']),
        creative: creativeFor(account, values.get('creative') ?? '{}', wantsOnlyValidation(params)),
      },
    }
  }

  /** What would be made. Throws GraphError. */
  return (account: Account, level: Delivering['level'], params: Params): Ready => {
    checkAccount(account)
    switch (level) {
      case 'campaign':
        return campaign(account, params)
      case 'adset':
        return adset(account, params)
      case 'ad':
        return ad(account, params)
    }
  }
}
