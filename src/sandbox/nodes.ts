import { invalid, forbidden } from './graph-error.ts'
import { noSums } from './model.ts'
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

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** Fields of Meta's that have no value here. */
const EMPTY = {
  AdAccount:
    words(`ad_account_promotable_objects agency_client_declaration all_capabilities attribution_spec brand_safety_content_filter_levels business_city
    business_country_code business_name business_state business_street business_street2 business_zip can_create_brand_lift_study custom_audience_info
    default_dsa_beneficiary default_dsa_payor end_advertiser end_advertiser_name existing_customers expired_funding_source_details extended_credit_invoice_group
    failed_delivery_checks fb_entity funding_source has_migrated_permissions has_page_authorized_adaccount io_number is_attribution_spec_system_default
    is_ba_skip_delayed_eligible is_direct_deals_enabled is_in_3ds_authorization_enabled_market is_notifications_enabled is_tax_id_required liable_address
    line_numbers marketing_messages_settings media_agency offsite_clo_signal_status offsite_pixels_tos_accepted opportunity_score partner rf_spec
    send_bill_to_address show_checkout_experience sold_to_address tax_id tax_id_status tax_id_type tos_accepted user_access_expire_time user_tos_accepted viewable_business`),
  Campaign:
    words(`adlabels advantage_state_info boosted_object_id brand_lift_studies budget_rebalance_flag campaign_group_active_time can_create_brand_lift_study
    has_secondary_skadnetwork_reporting is_budget_schedule_enabled is_direct_send_campaign is_message_campaign issues_info last_budget_toggling_time pacing_type
    promoted_object recommendations smart_promotion_type source_campaign source_campaign_id source_recommendation_type special_ad_category_country spend_cap topline_id`),
  AdSet:
    words(`adlabels adset_schedule anchor_event_attribution_window_days asset_feed_id attribution_count_type automatic_manual_state bid_adjustments bid_amount bid_constraints
    bid_info brand_safety_config campaign_active_time campaign_attribution creative_diversity_label creative_diversity_score creative_sequence
    creative_sequence_repetition_pattern daily_min_spend_target daily_spend_cap dsa_beneficiary dsa_payor existing_customer_budget_percentage
    frequency_control_specs full_funnel_exploration_mode instagram_user_id is_ba_skip_delayed_eligible is_budget_schedule_enabled is_incremental_attribution_enabled
    issues_info lifetime_imps lifetime_min_spend_target lifetime_spend_cap low_creative_reach max_budget_spend_percentage min_budget_spend_percentage
    multi_event_conversion_attribution_window_seconds multi_optimization_goal_weight optimization_sub_event placement_soft_opt_out promoted_object recommendations
    recurring_budget_semantics regional_regulated_categories regional_regulation_identities review_feedback rf_prediction_id source_adset source_adset_id
    special_ad_categories targeting_optimization_types time_based_ad_rotation_id_blocks time_based_ad_rotation_intervals trending_topics_spec use_new_app_click
    value_rule_set_id value_rules_applied ad_set_goal is_sequenced_conversion_creation`),
  Ad: words(`ad_active_time ad_schedule_end_time ad_schedule_start_time adlabels bid_amount bid_info bid_type conversion_domain conversion_specs creative_asset_groups_spec
    demolink_hash display_sequence engagement_audience failed_delivery_checks last_updated_by_app_id placement preview_shareable_link priority recommendations
    source_ad source_ad_id special_ad_categories targeting tracking_and_conversion_with_defaults tracking_specs`),
  Business:
    words(`block_offline_analytics collaborative_ads_managed_partner_business_info collaborative_ads_managed_partner_eligibility collaborative_ads_partner_premium_options
    created_by extended_updated_time is_hidden link marketing_messages_onboarding_status payment_account_id primary_page profile_picture_uri updated_by updated_time
    user_access_expire_time vertical_id whatsapp_business_manager_messaging_limit`),
} as const

const unknownField = (field: string, type: keyof typeof EMPTY): undefined => {
  if (EMPTY[type].has(field)) return undefined
  throw invalid(`Tried accessing nonexistent field (${field}) on node type (${type})`)
}

const TIMEZONE_IDS: Readonly<Record<string, number>> = {
  'America/Los_Angeles': 1,
  'America/New_York': 7,
  'Europe/Berlin': 47,
  'Europe/London': 58,
  'Europe/Paris': 57,
  'Asia/Almaty': 91,
  'Asia/Tokyo': 75,
  'Australia/Sydney': 12,
}

/** `amount_spent` counts from a reset, so many days after the first figures. */
const RESET_AFTER = 670

export const createNodes = ({
  live,
  figures,
  now,
}: {
  readonly live: Live
  readonly figures: Figures
  readonly now: () => number
}): Nodes => {
  const spentOn = (object: Delivering, from: number): number => {
    const sums = noSums()
    const today = figures.today(object.account)
    const ads =
      object.level === 'ad'
        ? [object]
        : object.level === 'adset'
          ? object.ads
          : object.adsets.flatMap((adset) => adset.ads)
    for (const ad of ads) for (let day = from; day <= today; day++) figures.add(ad, day, sums)
    return sums.spend
  }
  const remaining = (object: Campaign | AdSet): string => {
    const budget = live.budget(object)
    if (!budget) return '0'
    const from =
      budget.kind === 'daily'
        ? figures.today(object.account)
        : object.level === 'campaign'
          ? object.startDay
          : object.campaign.startDay
    return String(Math.max(0, budget.minor - spentOn(object, from)))
  }
  const budgetOf = (object: Campaign | AdSet, kind: 'daily' | 'lifetime'): string | undefined => {
    const budget = live.budget(object)
    return budget?.kind === kind ? String(budget.minor) : undefined
  }
  const unpaid = new Map<string, number>()
  /** A fixed part of what was spent lately: an account pays when a threshold is met. */
  const balance = (account: Account): number => {
    const known = unpaid.get(account.id)
    if (known !== undefined) return known
    const today = figures.today(account)
    const sums = noSums()
    for (const campaign of account.campaigns)
      for (const adset of campaign.adsets)
        for (const ad of adset.ads) for (let day = today - 8; day < today - 1; day++) figures.add(ad, day, sums)
    const value =
      account.status === 3
        ? Math.round(820 * account.factor * account.offset)
        : sums.spend % Math.max(1, Math.round(750 * account.factor * account.offset))
    unpaid.set(account.id, value)
    return value
  }
  const spentTotals = new Map<string, { readonly day: number; readonly minor: number }>()
  const spentInAll = (account: Account): number => {
    const today = figures.today(account)
    const add = (from: number, to: number): number => {
      const sums = noSums()
      for (const campaign of account.campaigns)
        for (const adset of campaign.adsets)
          for (const ad of adset.ads) for (let day = from; day <= to; day++) figures.add(ad, day, sums)
      return sums.spend
    }
    const known = spentTotals.get(account.id)
    const base =
      known && known.day === today ? known : { day: today, minor: add(figures.firstDay + RESET_AFTER, today - 1) }
    spentTotals.set(account.id, base)
    return base.minor + add(today, today)
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
    account: (account, field, token) => {
      const { zone } = account
      switch (field) {
        case 'id':
          return account.id
        case 'account_id':
          return account.digits
        case 'name':
          return account.name
        case 'account_status':
          return account.status
        case 'disable_reason':
          return account.disableReason
        case 'currency':
          return account.currency
        case 'timezone_id':
          return TIMEZONE_IDS[zone.name] ?? 1
        case 'timezone_name':
          return zone.name
        case 'timezone_offset_hours_utc':
          return zone.offsetAt(now()) / 3_600_000
        case 'amount_spent':
          return String(spentInAll(account))
        case 'balance':
          return String(balance(account))
        case 'spend_cap':
          return account.index === 11 ? String(25_000 * account.offset) : '0'
        case 'min_daily_budget':
          return Math.round(account.factor * account.offset)
        case 'min_campaign_group_spend_cap':
          return String(Math.round(100 * account.factor * account.offset))
        case 'business':
          return account.owner ? { id: account.owner.id, name: account.owner.name } : undefined
        case 'owner':
        case 'owner_business':
          if (!token.scopes.includes('business_management'))
            throw forbidden('Requires business_management permission to manage the object')
          return field === 'owner'
            ? (account.owner?.id ?? token.userId)
            : account.owner
              ? { id: account.owner.id, name: account.owner.name }
              : undefined
        case 'is_personal':
          return account.owner === null && account.clientOf.length === 0 ? 1 : 0
        case 'is_prepay_account':
          return account.currency === 'KZT'
        case 'funding_source_details':
          if (!account.tasks.includes('MANAGE')) throw forbidden('Requires MANAGE permission on the ad account', 10)
          return { id: `${account.digits}7`, display_string: 'Visa *4242', type: 1 }
        case 'created_time':
          return zone.stamp(account.createdAt)
        case 'age':
          return Math.round(((now() - account.createdAt) / 86_400_000) * 100) / 100
        case 'capabilities':
          return ['CAN_USE_REACH_AND_FREQUENCY', 'DIRECT_SALES']
        case 'user_tasks':
          return account.tasks
        default:
          return unknownField(field, 'AdAccount')
      }
    },
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
          return remaining(campaign)
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
          return remaining(adset)
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
          const week = noSums()
          for (const ad of adset.ads) for (let day = today - 7; day <= today; day++) figures.add(ad, day, week)
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
    business: (business, field) => {
      switch (field) {
        case 'id':
          return business.id
        case 'name':
          return business.name
        case 'created_time':
          return new Date(business.createdAt).toISOString().slice(0, 19) + '+0000'
        case 'verification_status':
          return 'verified'
        case 'timezone_id':
          return 1
        case 'vertical':
          return 'ADVERTISING'
        case 'two_factor_type':
          return 'admin_required'
        default:
          return unknownField(field, 'Business')
      }
    },
  }
}
