import type { PageBytes } from '../../src/main/meta/graph.ts'

/** Answers of `GET /act_…/insights?level=campaign&time_increment=1&limit=500`, as Meta writes them. */

/** What campaigns of each objective are about, with the overlapping types that Meta lists beside one another. */
const ALWAYS = [
  'link_click',
  'landing_page_view',
  'omni_landing_page_view',
  'post_reaction',
  'post_engagement',
  'page_engagement',
]
const WATCHED = [
  'video_p25_watched_actions',
  'video_p50_watched_actions',
  'video_p75_watched_actions',
  'video_p100_watched_actions',
  'video_thruplay_watched_actions',
]
const SALES = ['add_to_cart', 'omni_add_to_cart', 'purchase', 'omni_purchase', 'offsite_conversion.fb_pixel_purchase']
const OBJECTIVES = [
  {
    objective: 'OUTCOME_SALES',
    indicator: 'actions:offsite_conversion.fb_pixel_purchase',
    actions: SALES,
    values: SALES.slice(2),
  },
  {
    objective: 'OUTCOME_LEADS',
    indicator: 'actions:onsite_conversion.lead_grouped',
    actions: ['lead', 'onsite_conversion.lead_grouped'],
    values: [],
  },
  { objective: 'OUTCOME_TRAFFIC', indicator: 'actions:link_click', actions: [], values: [] },
  { objective: 'OUTCOME_ENGAGEMENT', indicator: 'actions:post_engagement', actions: ['video_view'], values: [] },
] as const

/** A generator of its own so that every run measures the same rows. */
const numbers = (seed: number) => {
  let state = seed
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state % below
  }
}

export const PAGE_ROWS = 500
const DAYS = 100
const START = Date.UTC(2026, 0, 1)

/** `rows` rows in pages of 500: a campaign's 100 days, then the next campaign's. */
export const insightPages = (rows: number, accountId = 'act_1'): PageBytes[] => {
  const next = numbers(7)
  const encoder = new TextEncoder()
  const row = (index: number) => {
    const day = new Date(START + (index % DAYS) * 86_400_000).toISOString().slice(0, 10)
    const impressions = 500 + next(50_000)
    const campaign = Math.floor(index / DAYS)
    const { objective, indicator, actions, values } = OBJECTIVES[campaign % OBJECTIVES.length] ?? OBJECTIVES[0]
    return {
      campaign_id: String(23_850_000_000_000_000n + BigInt(campaign) * 7n),
      objective,
      spend: (next(100_000) / 100).toFixed(2),
      impressions: String(impressions),
      reach: String(Math.round(impressions / 1.3)),
      clicks: String(next(900)),
      inline_link_clicks: String(next(500)),
      actions: [...ALWAYS, ...actions].map((action_type) => ({ action_type, value: String(1 + next(300)) })),
      // A list without entries is left out.
      ...(values.length > 0
        ? { action_values: values.map((action_type) => ({ action_type, value: (next(900_000) / 100).toFixed(2) })) }
        : {}),
      results: [{ indicator, values: [{ value: String(1 + next(99)), attribution_windows: ['default'] }] }],
      ...(actions.some((type) => type === 'video_view')
        ? Object.fromEntries(
            WATCHED.map((field) => [field, [{ action_type: 'video_view', value: String(1 + next(300)) }]]),
          )
        : {}),
      date_start: day,
      date_stop: day,
    }
  }
  return Array.from({ length: Math.ceil(rows / PAGE_ROWS) }, (_, page) => {
    const data = Array.from({ length: Math.min(PAGE_ROWS, rows - page * PAGE_ROWS) }, (__, i) =>
      row(page * PAGE_ROWS + i),
    )
    const after = `cursor${page}`
    const next_ = `https://graph.facebook.com/v26.0/act_1/insights?after=${after}`
    const text = JSON.stringify({ data, paging: { cursors: { before: `b${page}`, after }, next: next_ } })
    return {
      body: encoder.encode(text),
      batch: false,
      status: 200,
      receivedAt: START,
      requests: [
        {
          request: { kind: 'insights', level: 'campaign', accountId, since: '2026-01-01', until: '2026-04-10' },
          first: page === 0,
          without: [],
        },
      ],
    }
  })
}
