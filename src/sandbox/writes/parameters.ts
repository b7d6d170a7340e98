import { countries, flag, list, listOf, map, minorUnits, nameOf, oneOf, spendCap, time, words } from './readers.ts'
import type { Account, Delivering } from '../model.ts'
import type { Params } from '../params.ts'
import type { Reader } from './readers.ts'

/** Which parameters a write of each kind knows: all others are ignored without a word, as at Meta. */

const STATUS = oneOf('ACTIVE', 'PAUSED', 'DELETED', 'ARCHIVED')
const BID_STRATEGY = oneOf(
  'LOWEST_COST_WITHOUT_CAP',
  'LOWEST_COST_WITH_BID_CAP',
  'COST_CAP',
  'LOWEST_COST_WITH_MIN_ROAS',
)

const OBJECTIVE = oneOf(
  'OUTCOME_AWARENESS',
  'OUTCOME_TRAFFIC',
  'OUTCOME_ENGAGEMENT',
  'OUTCOME_LEADS',
  'OUTCOME_APP_PROMOTION',
  'OUTCOME_SALES',
)
const BILLING = oneOf(
  'APP_INSTALLS',
  'CLICKS',
  'IMPRESSIONS',
  'LINK_CLICKS',
  'LISTING_INTERACTION',
  'NONE',
  'OFFER_CLAIMS',
  'PAGE_LIKES',
  'POST_ENGAGEMENT',
  'PURCHASE',
  'THRUPLAY',
)
const GOAL = oneOf(
  ...`ADVERTISER_SILOED_VALUE AD_RECALL_LIFT APP_INSTALLS APP_INSTALLS_AND_OFFSITE_CONVERSIONS AUTOMATIC_OBJECTIVE CONVERSATIONS
  DERIVED_EVENTS ENGAGED_PAGE_VIEWS ENGAGED_USERS EVENT_RESPONSES IMPRESSIONS IN_APP_VALUE LANDING_PAGE_VIEWS LEAD_GENERATION LINK_CLICKS
  MEANINGFUL_CALL_ATTEMPT MESSAGING_APPOINTMENT_CONVERSION MESSAGING_DEEP_CONVERSATION_AND_FOLLOW MESSAGING_PURCHASE_CONVERSION NONE
  OFFSITE_CONVERSIONS PAGE_LIKES POST_ENGAGEMENT PROFILE_AND_PAGE_ENGAGEMENT PROFILE_VISIT QUALITY_CALL QUALITY_LEAD REACH REMINDERS_SET
  SUBSCRIBERS THRUPLAY VALUE VISIT_INSTAGRAM_PROFILE`.split(/\s+/),
)

export const PARAMETERS: Readonly<Record<Delivering['level'], Readonly<Record<string, Reader>>>> = {
  campaign: {
    name: nameOf,
    status: STATUS,
    daily_budget: minorUnits,
    lifetime_budget: minorUnits,
    bid_strategy: BID_STRATEGY,
    spend_cap: spendCap,
    start_time: time,
    stop_time: time,
    special_ad_categories: listOf(
      'NONE',
      'EMPLOYMENT',
      'HOUSING',
      'FINANCIAL_PRODUCTS_SERVICES',
      'ISSUES_ELECTIONS_POLITICS',
      'ONLINE_GAMBLING_AND_GAMING',
    ),
    special_ad_category_country: countries,
    is_adset_budget_sharing_enabled: flag,
    pacing_type: list,
    promoted_object: map,
    adlabels: list,
  },
  adset: {
    name: nameOf,
    status: STATUS,
    daily_budget: minorUnits,
    lifetime_budget: minorUnits,
    bid_strategy: BID_STRATEGY,
    bid_amount: minorUnits,
    bid_constraints: map,
    billing_event: BILLING,
    optimization_goal: GOAL,
    attribution_spec: list,
    pacing_type: list,
    adset_schedule: list,
    start_time: time,
    end_time: time,
    targeting: map,
    promoted_object: map,
    // Free: the documents name more of them than the list of known ones does.
    destination_type: words(80),
    daily_min_spend_target: minorUnits,
    daily_spend_cap: minorUnits,
    lifetime_min_spend_target: minorUnits,
    lifetime_spend_cap: minorUnits,
    frequency_control_specs: list,
    dsa_payor: words(512),
    dsa_beneficiary: words(512),
    adlabels: list,
  },
  ad: {
    name: nameOf,
    status: STATUS,
    creative: (text, name, account) => map(text, name, account),
    tracking_specs: list,
    conversion_domain: words(255),
    adlabels: list,
  },
}

/** Only when something is made, besides those above. */
export const AT_CREATION: Readonly<Record<Delivering['level'], Readonly<Record<string, Reader>>>> = {
  campaign: { objective: OBJECTIVE, buying_type: oneOf('AUCTION', 'RESERVED') },
  adset: { campaign_id: words(40) },
  ad: { adset_id: words(40) },
}

/** What is made starts or waits. */
export const STATUS_AT_CREATION = oneOf('ACTIVE', 'PAUSED')

export type Given = ReadonlyMap<string, string | null>

/** The parameters among `known`, read. Throws GraphError. */
export const given = (params: Params, known: Readonly<Record<string, Reader>>, account: Account): Given =>
  new Map(
    Object.entries(known).flatMap(([name, read]) => {
      const text = params[name]
      return text === undefined ? [] : [[name, read(text, name, account)] as const]
    }),
  )
