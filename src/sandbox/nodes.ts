import { accountField } from './nodes/account.ts'
import { businessField } from './nodes/business.ts'
import { unknownField } from './nodes/unset-fields.ts'
import { createSpending } from './spending.ts'
import type { Account, Ad, AdSet, Business, Campaign, Delivering } from './model.ts'
import type { Figures } from './figures.ts'
import type { Live } from './state.ts'
import type { Token } from './tokens.ts'

/** Objects as Meta writes them: unset fields left out, budgets as texts of minor units, times in the account's zone. */

export interface Nodes {
  /** Undefined: the field exists and has no value. Throws GraphError for one that does not exist. */
  account(account: Account, field: string, token: Token): unknown
  campaign(campaign: Campaign, field: string): unknown
  adset(adset: AdSet, field: string): unknown
  ad(ad: Ad, field: string): unknown
  business(business: Business, field: string): unknown
}

export const createNodes = ({
  live,
  figures,
  now,
}: {
  readonly live: Live
  readonly figures: Figures
  readonly now: () => number
}): Nodes => {
  const spending = createSpending({ live, figures })
  const budgetOf = (object: Campaign | AdSet, kind: 'daily' | 'lifetime'): string | undefined => {
    const budget = live.budget(object)
    return budget?.kind === kind ? String(budget.minor) : undefined
  }

  const shared = (object: Delivering, field: string): { readonly value: unknown } | null => {
    const { account } = object
    switch (field) {
      case 'id':
        return { value: object.id }
      case 'account_id':
        return { value: account.digits }
      case 'name':
        return { value: live.name(object) }
      case 'status':
      case 'configured_status':
        return { value: live.status(object) }
      case 'effective_status':
        return { value: live.effective(object) }
      case 'created_time':
        return { value: account.zone.stamp(object.createdAt) }
      case 'updated_time':
        return { value: account.zone.stamp(live.updatedAt(object)) }
      default:
        return null
    }
  }

  return {
    account: accountField({ spending, now }),
    business: businessField,
    campaign: (campaign, field) => {
      const common = shared(campaign, field)
      if (common) return common.value
      const { zone } = campaign.account
      switch (field) {
        case 'objective':
          return campaign.objective
        case 'buying_type':
          return 'AUCTION'
        case 'bid_strategy':
          return campaign.budget ? 'LOWEST_COST_WITHOUT_CAP' : undefined
        case 'daily_budget':
          return budgetOf(campaign, 'daily')
        case 'lifetime_budget':
          return budgetOf(campaign, 'lifetime')
        case 'budget_remaining':
          return String(spending.remaining(campaign))
        case 'special_ad_categories':
          return []
        case 'special_ad_category':
          return 'NONE'
        case 'start_time':
          return zone.stamp(zone.startOf(campaign.startDay))
        case 'stop_time':
          return campaign.endDay === Infinity ? undefined : zone.stamp(zone.startOf(campaign.endDay) - 1000)
        case 'is_adset_budget_sharing_enabled':
        case 'is_skadnetwork_attribution':
          return false
        case 'can_use_spend_cap':
          return true
        case 'primary_attribution':
          return 'DEFAULT'
        default:
          return unknownField(field, 'Campaign')
      }
    },
    adset: (adset, field) => {
      const common = shared(adset, field)
      if (common) return common.value
      const { campaign, account } = adset
      switch (field) {
        case 'campaign_id':
          return campaign.id
        case 'campaign':
          return { id: campaign.id }
        case 'daily_budget':
          return budgetOf(adset, 'daily')
        case 'lifetime_budget':
          return budgetOf(adset, 'lifetime')
        case 'budget_remaining':
          return String(spending.remaining(adset))
        case 'bid_strategy':
          return adset.budget ? 'LOWEST_COST_WITHOUT_CAP' : undefined
        case 'billing_event':
          return 'IMPRESSIONS'
        case 'optimization_goal':
          return adset.goal
        case 'destination_type':
          return adset.goal === 'LEAD_GENERATION' ? 'ON_AD' : 'WEBSITE'
        case 'attribution_spec':
          return [
            { event_type: 'CLICK_THROUGH', window_days: 7 },
            { event_type: 'VIEW_THROUGH', window_days: 1 },
          ]
        case 'pacing_type':
          return ['standard']
        case 'is_dynamic_creative':
          return false
        case 'start_time':
          return account.zone.stamp(account.zone.startOf(campaign.startDay))
        case 'end_time':
          return campaign.endDay === Infinity
            ? undefined
            : account.zone.stamp(account.zone.startOf(campaign.endDay) - 1000)
        case 'targeting':
          return {
            age_max: 65,
            age_min: 18,
            geo_locations: { countries: [account.currency.slice(0, 2)], location_types: ['home', 'recent'] },
          }
        case 'learning_stage_info': {
          if (
            live.effective(adset) !== 'ACTIVE' ||
            !['OFFSITE_CONVERSIONS', 'LEAD_GENERATION', 'APP_INSTALLS'].includes(adset.goal)
          )
            return undefined
          const today = figures.today(account)
          const week = figures.sum(adset.ads, today - 7, today)
          const conversions = week.purchases + week.leads + week.installs
          const young = today - campaign.startDay < 7
          return {
            status: conversions >= 50 ? 'SUCCESS' : young ? 'LEARNING' : 'FAIL',
            conversions,
            last_sig_edit_ts: Math.floor(live.updatedAt(adset) / 1000),
            attribution_windows: ['7d_click', '1d_view'],
          }
        }
        default:
          return unknownField(field, 'AdSet')
      }
    },
    ad: (ad, field) => {
      const common = shared(ad, field)
      if (common) return common.value
      switch (field) {
        case 'campaign_id':
          return ad.campaign.id
        case 'campaign':
          return { id: ad.campaign.id }
        case 'adset_id':
          return ad.adset.id
        case 'adset':
          return { id: ad.adset.id }
        case 'creative':
          return { id: `${ad.id.slice(0, -2)}77` }
        case 'ad_review_feedback':
          return ad.review === 'DISAPPROVED'
            ? { global: { 'Personal attributes': 'Ads must not assert or imply personal attributes.' } }
            : undefined
        case 'issues_info':
          return ad.review === 'DISAPPROVED'
            ? [
                {
                  level: 'AD',
                  error_code: 1815869,
                  error_summary: 'Ad rejected',
                  error_message: 'This ad does not comply with the advertising standards.',
                  error_type: 'HARD_ERROR',
                },
              ]
            : undefined
        default:
          return unknownField(field, 'Ad')
      }
    },
  }
}
