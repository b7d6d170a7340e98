import type { PageBytes } from '../../src/main/meta/graph.ts'

/** Answers of `GET /act_…/insights?level=campaign&time_increment=1&limit=500`, as Meta writes them. */

const ACTIONS = [
  'link_click',
  'post_engagement',
  'page_engagement',
  'landing_page_view',
  'omni_landing_page_view',
  'add_to_cart',
  'omni_add_to_cart',
  'purchase',
  'omni_purchase',
  'offsite_conversion.fb_pixel_purchase',
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
export const insightPages = (rows: number): PageBytes[] => {
  const next = numbers(7)
  const encoder = new TextEncoder()
  const row = (index: number) => {
    const day = new Date(START + (index % DAYS) * 86_400_000).toISOString().slice(0, 10)
    const impressions = 500 + next(50_000)
    return {
      campaign_id: String(23_850_000_000_000_000n + BigInt(Math.floor(index / DAYS)) * 7n),
      objective: 'OUTCOME_SALES',
      spend: (next(100_000) / 100).toFixed(2),
      impressions: String(impressions),
      reach: String(Math.round(impressions / 1.3)),
      clicks: String(next(900)),
      inline_link_clicks: String(next(500)),
      actions: ACTIONS.map((action_type) => ({ action_type, value: String(1 + next(300)) })),
      action_values: ACTIONS.slice(5).map((action_type) => ({ action_type, value: (next(900_000) / 100).toFixed(2) })),
      date_start: day,
      date_stop: day,
    }
  }
  return Array.from({ length: Math.ceil(rows / PAGE_ROWS) }, (_, page) => {
    const data = Array.from({ length: Math.min(PAGE_ROWS, rows - page * PAGE_ROWS) }, (__, i) => row(page * PAGE_ROWS + i))
    const after = `cursor${page}`
    const next_ = `https://graph.facebook.com/v26.0/act_1/insights?after=${after}`
    const text = JSON.stringify({ data, paging: { cursors: { before: `b${page}`, after }, next: next_ } })
    return {
      body: encoder.encode(text),
      batch: false,
      status: 200,
      receivedAt: START,
      requests: [
        { request: { kind: 'insights', accountId: 'act_1', since: '2026-01-01', until: '2026-04-10' }, first: page === 0 },
      ],
    }
  })
}
