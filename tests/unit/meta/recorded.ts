/** Bodies in the shapes in which they were recorded, all that is odd about them included. */

const purchases = [
  'omni_purchase',
  'purchase',
  'offsite_conversion.fb_pixel_purchase',
  'onsite_web_purchase',
  'onsite_web_app_purchase',
  'web_in_store_purchase',
]
const stat = (action_type: string, value: string, more: Record<string, string> = {}) => ({
  action_type,
  value,
  ...more,
})

const day = (id: string, date: string, more: Record<string, unknown> = {}) => ({
  campaign_id: id,
  objective: 'OUTCOME_SALES',
  spend: '79.84',
  impressions: '12868',
  reach: '11522',
  clicks: '90',
  inline_link_clicks: '71',
  actions: [
    stat('link_click', '75'),
    stat('post_reaction', '12'),
    stat('page_engagement', '190'),
    stat('post_engagement', '180'),
    ...purchases.map((type) => stat(type, '6')),
    ...['initiate_checkout', 'omni_landing_page_view', 'landing_page_view'].map((type) => stat(type, '41')),
    stat('video_view', '900'),
  ],
  action_values: purchases.slice(0, 3).map((type) => stat(type, '250.75')),
  results: [
    {
      indicator: 'actions:offsite_conversion.fb_pixel_purchase',
      values: [{ value: '6', attribution_windows: ['default'] }],
    },
  ],
  video_p25_watched_actions: [stat('video_view', '610')],
  video_p100_watched_actions: [stat('video_view', '88')],
  video_thruplay_watched_actions: [stat('video_view', '204')],
  date_start: date,
  date_stop: date,
  ...more,
})
const quiet = (id: string, date: string) => ({
  campaign_id: id,
  objective: 'OUTCOME_LEADS',
  spend: '0.04',
  impressions: '3',
  reach: '3',
  clicks: '0',
  results: [{ indicator: 'actions:onsite_conversion.lead_grouped' }],
  date_start: date,
  date_stop: date,
})
const cursors = { before: 'MAZDZD', after: 'MjQZD' }
const paging = { cursors, next: 'https://graph.facebook.com/v26.0/act_1/insights?access_token=x&after=MjQZD' }

export const RECORDED_INSIGHTS: readonly unknown[] = [
  {
    data: [
      day('1202100000000000012', '2026-11-02'),
      day('1202100000000000012', '2026-11-03', { spend: '390' }),
      quiet('1202100000000000013', '2026-11-02'),
    ],
    paging,
  },
  {
    data: [
      day('23850000000000019', '2026-11-05', { results: undefined, inline_link_clicks: undefined }),
      day('23850000000000020', '2026-11-05', { actions: undefined, action_values: undefined, results: undefined }),
      day('23850000000000021', '2026-11-05', {
        actions: [
          stat('like', '3', { action_reaction: 'like' }),
          stat('post_reaction', '3'),
          stat('link_click', '4', { '7d_click': '4', '1d_view': '1' }),
          { action_type: 'purchase', '28d_click': '1' },
        ],
      }),
    ],
    paging: { cursors },
  },
  { data: [], paging },
  { data: [], paging: { cursors } },
  { data: [day('9', '2026-11-09', { spend: 1.5, impressions: 10, reach: undefined })] },
  { error: { code: 100, message: '(#100) nonexisting field', error_data: '"null"', fbtrace_id: 'A' } },
]

export const RECORDED_OBJECTS: readonly unknown[] = [
  {
    data: [
      {
        id: '1202100000000000012',
        name: 'Ёлка "sale"',
        objective: 'OUTCOME_SALES',
        status: 'ACTIVE',
        effective_status: 'ACTIVE',
        daily_budget: '1500',
        start_time: '2026-03-05T16:00:50+0100',
        updated_time: '1969-12-31T16:00:00-0800',
      },
      {
        id: '1202100000000000013',
        campaign_id: '1202100000000000012',
        adset_id: '1202100000000000014',
        name: 'A',
        status: 'PAUSED',
        effective_status: 'CAMPAIGN_PAUSED',
        lifetime_budget: '99000',
        targeting: { age_min: 18, geo_locations: { countries: ['DE'] } },
        creative: { id: '1202100000000000015' },
        learning_stage_info: { status: 'LEARNING', conversions: 7 },
        issues_info: [],
      },
    ],
    paging,
  },
]
