import type { AccountSource } from '../../../../src/shared/domain/objects.ts'
import { ACTIVITIES } from '../../../../src/main/meta/nodes/activity.ts'
import { AD_ACCOUNT } from '../../../../src/main/meta/nodes/ad-account.ts'
import { AD_SET } from '../../../../src/main/meta/nodes/ad-set.ts'
import { AD } from '../../../../src/main/meta/nodes/ad.ts'
import { AUDIENCE } from '../../../../src/main/meta/nodes/audience.ts'
import { BUSINESS } from '../../../../src/main/meta/nodes/business.ts'
import { CAMPAIGN } from '../../../../src/main/meta/nodes/campaign.ts'
import { CREATIVE } from '../../../../src/main/meta/nodes/creative.ts'
import { IMAGES } from '../../../../src/main/meta/nodes/image.ts'
import { MINIMUM_BUDGETS } from '../../../../src/main/meta/nodes/minimum-budgets.ts'
import type { Node } from '../../../../src/main/meta/nodes/node.ts'
import { PAGE } from '../../../../src/main/meta/nodes/page.ts'
import { PIXEL } from '../../../../src/main/meta/nodes/pixel.ts'
import { RANKINGS } from '../../../../src/main/meta/nodes/ranking.ts'
import { REPORT_RUN } from '../../../../src/main/meta/nodes/report-run.ts'
import { RULE } from '../../../../src/main/meta/nodes/rule.ts'
import { USER } from '../../../../src/main/meta/nodes/user.ts'
import { VIDEO } from '../../../../src/main/meta/nodes/video.ts'

export const CONTEXT = {
  accountId: 'act_10',
  currency: 'EUR',
  source: { kind: 'personal' } as AccountSource,
  without: new Set<string>(),
}

export interface Sample<T = unknown> {
  readonly node: Node<T, typeof CONTEXT>
  /** As Meta writes it, in the shapes of recordings. */
  readonly row: Readonly<Record<string, unknown>>
}

const sample = <T>(node: Node<T, typeof CONTEXT>, row: Sample['row']): Sample<T> => ({ node, row })

const ISSUE = {
  level: 'AD_SET',
  error_code: 1815645,
  error_summary: 'Audience too small',
  error_message: 'Make it larger.',
  error_type: 'SOFT_ERROR',
}

export const SAMPLES = {
  user: sample(USER, { id: '10220000000000001', name: 'Ana Buyer' }),
  business: sample(BUSINESS, {
    id: '1203000000000001',
    name: 'Agency',
    verification_status: 'verified',
    vertical: 'ADVERTISING',
    primary_page: { id: '10150000000000001', name: 'Agency page' },
    is_hidden: false,
    created_time: '2019-04-01T10:00:00+0000',
  }),
  adAccount: sample(AD_ACCOUNT, {
    id: 'act_1234567890123456',
    account_id: '1234567890123456',
    name: 'Shop DE',
    account_status: 1,
    disable_reason: 0,
    currency: 'EUR',
    timezone_name: 'Europe/Berlin',
    amount_spent: '1234567',
    balance: '4321',
    spend_cap: '5000000',
    user_tasks: ['DRAFT', 'ANALYZE', 'ADVERTISE', 'MANAGE'],
    business: { id: '1203000000000001', name: 'Agency' },
    owner: '1203000000000001',
    funding_source_details: { id: '62000000000001', display_string: 'VISA *1881', type: 1 },
    is_prepay_account: false,
    min_daily_budget: 100,
    min_campaign_group_spend_cap: '9400',
    capabilities: ['CAN_USE_REACH_AND_FREQUENCY'],
    default_dsa_payor: 'Shop GmbH',
    created_time: '2020-01-31T09:08:07+0100',
  }),
  minimumBudgets: sample(MINIMUM_BUDGETS.node, {
    currency: 'EUR',
    min_daily_budget_imp: 93,
    min_daily_budget_high_freq: 463,
    min_daily_budget_low_freq: 3705,
    min_daily_budget_video_views: 93,
  }),
  activity: sample(ACTIVITIES.node, {
    actor_id: '10220000000000001',
    actor_name: 'Ana Buyer',
    application_id: '119211728144504',
    application_name: 'Power Editor',
    event_time: '2026-10-07T10:05:00+0000',
    event_type: 'update_campaign_budget',
    translated_event_type: 'Campaign budget updated',
    object_id: '120210000000000001',
    object_name: 'Sales DE',
    object_type: 'CAMPAIGN_GROUP',
    extra_data: JSON.stringify({
      old_value: { old_value: 308_993_000, type: 'Lifetime budget' },
      new_value: { new_value: 299_910_200, type: 'Lifetime budget' },
    }),
  }),
  campaign: sample(CAMPAIGN, {
    id: '120210000000000001',
    name: 'Sales DE',
    objective: 'OUTCOME_SALES',
    status: 'ACTIVE',
    effective_status: 'ACTIVE',
    daily_budget: '1500',
    bid_strategy: 'LOWEST_COST_WITHOUT_CAP',
    start_time: '2026-03-05T16:00:50+0100',
    created_time: '2026-03-05T15:58:11+0100',
    updated_time: '2026-03-06T08:00:00+0100',
    spend_cap: '250000',
    buying_type: 'AUCTION',
    is_adset_budget_sharing_enabled: false,
    special_ad_categories: [],
    special_ad_category_country: ['US'],
    smart_promotion_type: 'GUIDED_CREATION',
    issues_info: [ISSUE],
  }),
  adSet: sample(AD_SET, {
    id: '120210000000000002',
    campaign_id: '120210000000000001',
    name: 'Broad 25-54',
    status: 'ACTIVE',
    effective_status: 'CAMPAIGN_PAUSED',
    lifetime_budget: '120000',
    budget_remaining: '45678',
    lifetime_spend_cap: '90000',
    bid_strategy: 'COST_CAP',
    bid_amount: 1250,
    bid_constraints: { roas_average_floor: 25_000 },
    optimization_goal: 'OFFSITE_CONVERSIONS',
    billing_event: 'IMPRESSIONS',
    destination_type: 'WEBSITE',
    promoted_object: { pixel_id: '1600000000000001', custom_event_type: 'PURCHASE' },
    attribution_spec: [
      { event_type: 'CLICK_THROUGH', window_days: 7 },
      { event_type: 'VIEW_THROUGH', window_days: 1 },
    ],
    targeting: {
      age_max: 54,
      age_min: 25,
      genders: [2],
      geo_locations: { countries: ['DE', 'AT'], location_types: ['home', 'recent'] },
      flexible_spec: [{ interests: [{ id: '6003107902433', name: 'Football' }] }],
      targeting_automation: { advantage_audience: 0 },
    },
    adset_schedule: [{ start_minute: 480, end_minute: 1320, days: [1, 2, 3, 4, 5], timezone_type: 'USER' }],
    learning_stage_info: {
      status: 'FAIL',
      conversions: 12,
      last_sig_edit_ts: 1_772_700_000,
      attribution_windows: ['7d_click', '1d_view'],
    },
    issues_info: [ISSUE],
    is_dynamic_creative: false,
    dsa_payor: 'Shop GmbH',
    dsa_beneficiary: 'Shop GmbH',
    start_time: '2026-03-05T16:00:50+0100',
    end_time: '2026-04-05T23:59:59+0200',
    created_time: '2026-03-05T15:58:11+0100',
    updated_time: '2026-03-06T08:00:00+0100',
  }),
  ad: sample(AD, {
    id: '120210000000000003',
    campaign_id: '120210000000000001',
    adset_id: '120210000000000002',
    name: 'Video 9:16',
    status: 'ACTIVE',
    effective_status: 'DISAPPROVED',
    creative: { id: '120210000000000004' },
    conversion_domain: 'shop.example',
    ad_review_feedback: {
      global: { PERSONAL_ATTRIBUTES: 'Ads must not imply personal attributes.' },
      placement_specific: { instagram: { NUDITY: 'Not there.' } },
    },
    issues_info: [{ ...ISSUE, level: 'AD', error_type: 'HARD_ERROR' }],
    preview_shareable_link: 'https://fb.me/adspreview/facebook/xyz',
    source_ad_id: '0',
    created_time: '2026-03-05T15:58:11+0100',
    updated_time: '2026-03-06T08:00:00+0100',
  }),
  creative: sample(CREATIVE, {
    id: '120210000000000004',
    name: 'Video 9:16 2026-03-05-abc',
    status: 'ACTIVE',
    object_type: 'VIDEO',
    title: 'Now in store',
    body: 'Twenty percent off',
    video_id: '870000000000001',
    thumbnail_url: 'https://scontent.example/t.jpg?oh=1&oe=2',
    url_tags: 'utm_source=fb',
    call_to_action_type: 'SHOP_NOW',
    effective_object_story_id: '10150000000000001_122100000000000001',
    instagram_user_id: '17841400000000001',
    object_story_spec: {
      page_id: '10150000000000001',
      video_data: { video_id: '870000000000001', title: 'Now in store', call_to_action: { type: 'SHOP_NOW' } },
    },
  }),
  image: sample(IMAGES.node, {
    id: '1234567890123456:0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    hash: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    name: 'banner.png',
    status: 'ACTIVE',
    url: 'https://scontent.example/i.png',
    permalink_url: 'https://www.facebook.com/ads/image/?d=x',
    width: 1080,
    height: 1350,
    is_associated_creatives_in_adgroups: true,
    created_time: '2026-03-05T15:58:11+0100',
    updated_time: '2026-03-05T15:58:11+0100',
  }),
  video: sample(VIDEO, {
    id: '870000000000001',
    title: 'Spring',
    length: 14.933,
    status: { video_status: 'processing', processing_progress: 62 },
    picture: 'https://scontent.example/v.jpg',
    permalink_url: '/reel/870000000000001/',
    created_time: '2026-03-05T14:58:11+0000',
    updated_time: '2026-03-05T14:59:00+0000',
  }),
  ranking: sample(RANKINGS.node, {
    ad_id: '120210000000000301',
    quality_ranking: 'BELOW_AVERAGE_35',
    engagement_rate_ranking: 'ABOVE_AVERAGE',
    conversion_rate_ranking: 'UNKNOWN',
    date_start: '2026-10-21',
    date_stop: '2026-11-19',
  }),
  audience: sample(AUDIENCE, {
    id: '120210000000000009',
    name: 'Visitors 30d',
    subtype: 'WEBSITE',
    approximate_count_lower_bound: 12_300,
    approximate_count_upper_bound: 14_500,
    delivery_status: { code: 200, description: 'This audience is ready for use.' },
    operation_status: { code: 422, description: 'Pixel not firing' },
    rule: '{"inclusions":{"operator":"or","rules":[{"retention_seconds":2592000}]}}',
    retention_days: 30,
    pixel_id: '1600000000000001',
    is_value_based: false,
    time_created: 1_700_000_000,
    time_updated: 1_710_000_000,
    time_content_updated: 1_772_700_000,
  }),
  pixel: sample(PIXEL, {
    id: '1600000000000001',
    name: 'Shop pixel',
    creation_time: '2020-01-31T09:08:07+0100',
    last_fired_time: '2026-03-06T08:00:00+0100',
    is_unavailable: false,
    owner_business: { id: '1203000000000001', name: 'Agency' },
    data_use_setting: 'ADVERTISING_AND_ANALYTICS',
    enable_automatic_matching: true,
    automatic_matching_fields: ['em', 'ph'],
    code: '<!-- code -->',
  }),
  page: sample(PAGE, {
    id: '10150000000000001',
    name: 'Shop',
    username: 'shop.example',
    category: 'Shopping',
    link: 'https://www.facebook.com/10150000000000001',
    is_published: true,
    followers_count: 120_345,
    instagram_business_account: { id: '17841400000000001' },
    has_lead_access: { app_has_leads_permission: true, can_access_lead: true },
  }),
  rule: sample(RULE, {
    id: '120210000000000011',
    name: 'Stop losers',
    status: 'ENABLED',
    evaluation_spec: {
      evaluation_type: 'SCHEDULE',
      filters: [
        { field: 'spent', operator: 'GREATER_THAN', value: 2000 },
        { field: 'entity_type', operator: 'EQUAL', value: 'ADSET' },
      ],
    },
    execution_spec: {
      execution_type: 'PAUSE',
      execution_options: [{ field: 'user_ids', operator: 'EQUAL', value: [] }],
    },
    schedule_spec: { schedule_type: 'SEMI_HOURLY' },
    created_by: { id: '10220000000000001', name: 'Ana Buyer' },
    created_time: '2026-03-05T15:58:11+0100',
    updated_time: '2026-03-05T15:58:11+0100',
  }),
  reportRun: sample(REPORT_RUN, {
    id: '6000000000000001',
    async_status: 'Job Running',
    async_percent_completion: 100,
    time_ref: 1_772_700_000,
    time_completed: 0,
    date_start: '2026-02-01',
    date_stop: '2026-03-01',
  }),
}
