import { adIssues, adsetIssues, reviewFeedback } from './issues.ts'
import { unknownField } from './unset-fields.ts'
import type { Ad, AdSet, Campaign, Delivering } from '../model.ts'
import type { Spending } from '../spending.ts'
import type { Live } from '../state.ts'
import type { Values } from '../values.ts'

/** Fields of campaigns, ad sets and ads, as Meta writes them. */

interface Needs {
  readonly live: Live
  readonly values: Values
  readonly spending: Spending
  readonly learning: (adset: AdSet) => unknown
  readonly creativeIdOf: (ad: Ad) => string
}

type Form = 'text' | 'number' | 'boolean' | 'json' | 'time'
/** Fields that read as they were written. */
const WRITTEN: Readonly<Record<Delivering['level'], Readonly<Record<string, Form>>>> = {
  campaign: {
    daily_budget: 'text',
    lifetime_budget: 'text',
    bid_strategy: 'text',
    spend_cap: 'text',
    special_ad_categories: 'json',
    special_ad_category_country: 'json',
    is_adset_budget_sharing_enabled: 'boolean',
    pacing_type: 'json',
    promoted_object: 'json',
    source_campaign_id: 'text',
    adlabels: 'json',
  },
  adset: {
    daily_budget: 'text',
    lifetime_budget: 'text',
    bid_strategy: 'text',
    bid_amount: 'number',
    bid_constraints: 'json',
    billing_event: 'text',
    optimization_goal: 'text',
    destination_type: 'text',
    attribution_spec: 'json',
    pacing_type: 'json',
    adset_schedule: 'json',
    start_time: 'time',
    end_time: 'time',
    targeting: 'json',
    promoted_object: 'json',
    daily_min_spend_target: 'text',
    daily_spend_cap: 'text',
    lifetime_min_spend_target: 'text',
    lifetime_spend_cap: 'text',
    frequency_control_specs: 'json',
    dsa_payor: 'text',
    dsa_beneficiary: 'text',
    source_adset_id: 'text',
    adlabels: 'json',
  },
  ad: { tracking_specs: 'json', conversion_domain: 'text', source_ad_id: 'text', adlabels: 'json' },
}

export const createDelivering = ({ live, values, spending, learning, creativeIdOf }: Needs) => {
  const asRead = (object: Delivering, field: string, form: Form): unknown => {
    const text = values.of(object, field)
    if (text === null) return undefined
    switch (form) {
      case 'text':
        return text
      case 'number':
        return Number(text)
      case 'boolean':
        return text === 'true'
      case 'json':
        return JSON.parse(text) as unknown
      case 'time':
        return object.account.zone.stamp(Number(text))
    }
  }

  const shared = (object: Delivering, field: string): { readonly value: unknown } | null => {
    const form = WRITTEN[object.level][field]
    if (form) return { value: asRead(object, field, form) }
    switch (field) {
      case 'id':
        return { value: object.id }
      case 'account_id':
        return { value: object.account.digits }
      case 'name':
        return { value: live.name(object) }
      case 'status':
      case 'configured_status':
        return { value: live.status(object) }
      case 'effective_status':
        return { value: live.effective(object) }
      case 'created_time':
        return { value: object.account.zone.stamp(object.createdAt) }
      case 'updated_time':
        return { value: object.account.zone.stamp(live.updatedAt(object)) }
      default:
        return null
    }
  }

  /** Its own, and without one that of its ad sets together: no end where one of them has none. */
  const flightTime = (campaign: Campaign, field: 'start_time' | 'stop_time'): unknown => {
    const theirs = field === 'stop_time' ? 'end_time' : field
    const isMoved = campaign.adsets.some((adset) => live.written(adset, theirs) !== undefined)
    const own = asRead(campaign, field, 'time')
    if (live.written(campaign, field) !== undefined || !isMoved) return own
    const times = campaign.adsets.map((adset) => values.of(adset, theirs))
    if (times.includes(null)) return undefined
    const numbers = times.map(Number)
    return campaign.account.zone.stamp(field === 'start_time' ? Math.min(...numbers) : Math.max(...numbers))
  }

  const campaignField = (campaign: Campaign, field: string): unknown => {
    switch (field) {
      case 'objective':
        return campaign.objective
      case 'buying_type':
        return 'AUCTION'
      case 'budget_remaining':
        return String(spending.remaining(campaign))
      case 'start_time':
        return flightTime(campaign, 'start_time')
      case 'stop_time':
        return flightTime(campaign, 'stop_time')
      case 'special_ad_category':
        return (JSON.parse(values.of(campaign, 'special_ad_categories') ?? '[]') as string[])[0] ?? 'NONE'
      case 'is_skadnetwork_attribution':
        return false
      case 'can_use_spend_cap':
        return true
      case 'primary_attribution':
        return 'DEFAULT'
      case 'source_campaign': {
        const id = values.of(campaign, 'source_campaign_id')
        return id === null ? undefined : { id }
      }
      default:
        return unknownField(field, 'Campaign')
    }
  }

  const adsetField = (adset: AdSet, field: string): unknown => {
    switch (field) {
      case 'campaign_id':
        return adset.campaign.id
      case 'campaign':
        return { id: adset.campaign.id }
      case 'budget_remaining':
        return String(spending.remaining(adset))
      case 'is_dynamic_creative':
        return false
      case 'learning_stage_info':
        return learning(adset)
      case 'issues_info':
        return adsetIssues(live, adset)
      case 'source_adset': {
        const id = values.of(adset, 'source_adset_id')
        return id === null ? undefined : { id }
      }
      default:
        return unknownField(field, 'AdSet')
    }
  }

  const adField = (ad: Ad, field: string): unknown => {
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
        return { id: creativeIdOf(ad) }
      case 'ad_review_feedback':
        return reviewFeedback(live, ad)
      case 'issues_info':
        return adIssues(live, ad)
      case 'source_ad': {
        const id = values.of(ad, 'source_ad_id')
        return id === null ? undefined : { id }
      }
      case 'targeting':
        return asRead(ad.adset, 'targeting', 'json')
      case 'preview_shareable_link':
        return `https://fb.me/${Buffer.from(ad.id.slice(-9)).toString('base64url')}`
      default:
        return unknownField(field, 'Ad')
    }
  }

  /** Undefined: the field exists and has no value. Throws GraphError for one that does not exist. */
  return (object: Delivering, field: string): unknown => {
    const common = shared(object, field)
    if (common) return common.value
    switch (object.level) {
      case 'campaign':
        return campaignField(object, field)
      case 'adset':
        return adsetField(object, field)
      case 'ad':
        return adField(object, field)
    }
  }
}
