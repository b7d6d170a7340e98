import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCampaign, SPEND_CAP } from '../../../src/main/meta/decode/campaign.ts'
import { microsFromDecimal } from '../../../src/shared/domain/money.ts'
import { decodePages } from '../../../src/main/meta/decode.ts'
import { countOf, idOf, instantOf, microsOf, microsOfMinor } from '../../../src/main/meta/decode/scalars.ts'
import type { ReadRequest } from '../../../src/main/meta/graph.ts'
import { scanInsights } from '../../../src/main/meta/decode/scan.ts'
import { RECORDED_INSIGHTS } from './recorded.ts'
import { rowsOf } from './rows-of.ts'

const INSIGHTS: ReadRequest = {
  kind: 'insights',
  level: 'campaign',
  accountId: 'act_1',
  since: '2026-11-01',
  until: '2026-11-20',
}
const REACH: ReadRequest = { ...INSIGHTS, kind: 'reach', level: 'campaign' }
const CAMPAIGNS: ReadRequest = { kind: 'objects', level: 'campaign', accountId: 'act_1', currency: 'EUR' }

const pages = (
  text: string,
  requests: readonly ReadRequest[],
  batch = false,
  status = 200,
  without: readonly string[] = [],
) =>
  decodePages({
    body: new TextEncoder().encode(text),
    batch,
    status,
    requests: requests.map((request) => ({ request, first: true, without })),
    receivedAt: 0,
  }).map(({ insights, ...rest }) => ({ ...rest, insights: rowsOf(insights) }))
const page = (value: unknown, request: ReadRequest) => {
  const only = pages(JSON.stringify(value), [request])[0]
  if (!only) throw new Error('no page')
  return only
}
const LEAST = { campaign_id: '23', date_start: '2026-11-02', date_stop: '2026-11-02', spend: '1', impressions: '9' }
const insight = (row: Record<string, unknown>) => page({ data: [{ ...LEAST, ...row }] }, INSIGHTS)
const sums = (row: Record<string, unknown>) => insight(row).insights[0]?.sums
const NOTHING_DONE = {
  landingPageViews: 0,
  contentViews: 0,
  addToCart: 0,
  checkouts: 0,
  leads: 0,
  registrations: 0,
  conversations: 0,
  installs: 0,
}
const NOTHING_WATCHED = {
  videoPlays: null,
  video25: null,
  video50: null,
  video75: null,
  video100: null,
  thruPlays: null,
}
const campaign = (row: Record<string, unknown>, currency = 'EUR') =>
  page(
    { data: [{ id: '120210000000000001', name: 'A', status: 'ACTIVE', ...row }] },
    { ...CAMPAIGNS, kind: 'objects', level: 'campaign', currency },
  ).campaigns[0]

describe('single values', () => {
  test('money texts are read as exactly as the slow way reads them', () => {
    const decimal = fc.oneof(
      fc.stringMatching(/^-?\d{0,12}(\.\d{0,14})?$/),
      fc
        .tuple(fc.integer({ min: -999_999, max: 9_999_999 }), fc.integer({ min: 0, max: 99 }))
        .map(([a, b]) => `${a}.${b}`),
      fc.string(),
    )
    fc.assert(
      fc.property(decimal, (text) => {
        const fast = microsOf(text)
        const slow = microsFromDecimal(text)
        expect(fast).toBe(slow !== null && Number.isSafeInteger(slow) ? slow : Number.NaN)
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['12.69', 12_690_000],
    ['390', 390_000_000],
    ['0.04', 40_000],
    ['0', 0],
    [12.69, 12_690_000],
    [0.1 + 0.2, 300_000],
    [1e-7, 0],
    ['1,000.00', Number.NaN],
    ['1e3', Number.NaN],
    ['', Number.NaN],
    [null, Number.NaN],
    [Infinity, Number.NaN],
  ])('money %j', (given, micros) => {
    expect(microsOf(given)).toBe(micros)
  })

  test.each([
    ['12', 12],
    [12, 12],
    ['1.5', 1.5],
    ['-1', Number.NaN],
    [-1, Number.NaN],
    ['12a', Number.NaN],
    ['99999999999999999999', Number.NaN],
    [{}, Number.NaN],
  ])('count %j', (given, count) => {
    expect(countOf(given)).toBe(count)
  })

  test.each([
    ['120210000000000001', '120210000000000001'],
    [42, '42'],
    [2 ** 53, null],
    ['12x', null],
    ['', null],
  ])('id %j', (given, id) => {
    expect(idOf(given)).toBe(id)
  })

  test.each([
    ['2026-03-05T16:00:50+0100', Date.UTC(2026, 2, 5, 15, 0, 50)],
    ['2026-03-05T16:00:50+01:00', Date.UTC(2026, 2, 5, 15, 0, 50)],
    ['2026-03-05T16:00:50-0330', Date.UTC(2026, 2, 5, 19, 30, 50)],
    ['2026-03-05T16:00:50Z', Date.UTC(2026, 2, 5, 16, 0, 50)],
    ['1969-12-31T16:00:00-0800', null],
    ['yesterday', null],
    [1772722850, null],
  ])('time %j', (given, instant) => {
    expect(instantOf(given)).toBe(instant)
  })

  test('minor units go by the currency', () => {
    expect(microsOfMinor('1500', 'EUR')).toBe(15_000_000)
    expect(microsOfMinor(1500, 'JPY')).toBe(1_500_000_000)
    expect(microsOfMinor('1500', 'BHD')).toBe(15_000_000)
    expect(microsOfMinor(undefined, 'EUR')).toBeNull()
    expect(microsOfMinor('lots', 'EUR')).toBeNaN()
    expect(microsOfMinor(1e22, 'EUR')).toBeNaN()
  })
})

describe('insights', () => {
  test('a whole row', () => {
    expect(
      insight({
        objective: 'OUTCOME_SALES',
        spend: '79.84',
        impressions: '12868',
        reach: '11522',
        clicks: '90',
        inline_link_clicks: '71',
        actions: [
          { action_type: 'link_click', value: '75' },
          { action_type: 'offsite_conversion.fb_pixel_purchase', value: '4' },
          { action_type: 'purchase', value: '5' },
          { action_type: 'omni_purchase', value: '6', '7d_click': '5', '1d_view': '1' },
        ],
        action_values: [
          { action_type: 'purchase', value: '200.5' },
          { action_type: 'omni_purchase', value: '250.75' },
        ],
        results: [
          {
            indicator: 'actions:offsite_conversion.fb_pixel_purchase',
            values: [{ value: '4', attribution_windows: ['default'] }],
          },
        ],
      }).insights,
    ).toEqual([
      {
        objectId: '23',
        day: '2026-11-02',
        sums: {
          spend: 79_840_000,
          impressions: 12_868,
          clicks: 90,
          linkClicks: 71,
          results: 4,
          purchases: 6,
          purchaseValue: 250_750_000,
          ...NOTHING_DONE,
          ...NOTHING_WATCHED,
          reach: 11_522,
        },
        resultType: 'purchase',
      },
    ])
  })

  test('numbers where texts should be', () => {
    expect(insight({ campaign_id: 23, spend: 1.5, impressions: 10, clicks: 1, reach: 9 }).insights[0]).toMatchObject({
      objectId: '23',
      sums: { spend: 1_500_000, impressions: 10, clicks: 1, reach: 9 },
    })
  })

  test('actions that are left out are zero; reach and clicks, which always come, are unknown when they are missing', () => {
    expect(sums({ objective: 'OUTCOME_LEADS' })).toEqual({
      spend: 1_000_000,
      impressions: 9,
      clicks: null,
      linkClicks: 0,
      results: 0,
      purchases: 0,
      purchaseValue: 0,
      ...NOTHING_DONE,
      ...NOTHING_WATCHED,
      reach: null,
    })
  })

  test('each family of actions is counted once, by its widest type', () => {
    const of = (types: readonly string[], value: string) => types.map((action_type) => ({ action_type, value }))
    const actions = [
      ...of(['add_to_cart', 'omni_add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart'], '7'),
      ...of(['onsite_conversion.lead_grouped', 'offsite_conversion.fb_pixel_lead'], '2'),
      ...of(['lead'], '4'),
      ...of(['initiate_checkout', 'onsite_web_initiate_checkout'], '3'),
      ...of(['landing_page_view', 'omni_landing_page_view'], '40'),
      ...of(['offsite_conversion.fb_pixel_complete_registration'], '1'),
      ...of(['view_content'], '90'),
      ...of(
        ['onsite_conversion.messaging_conversation_started_7d', 'onsite_conversion.total_messaging_connection'],
        '5',
      ),
      ...of(['mobile_app_install'], '6'),
    ]
    const told = { ...NOTHING_WATCHED, addToCart: 7, leads: 4, checkouts: 3, landingPageViews: 40 }
    const quick = sums({ actions })
    expect(quick).toMatchObject({ ...told, registrations: 1, contentViews: 90, conversations: 5, installs: 6 })
    // An order of keys that the quick way does not know.
    expect(sums({ actions: actions.map(({ action_type, value }) => ({ value, action_type })) })).toEqual(quick)
    expect(sums({ inline_link_clicks: '3' })).toMatchObject({ leads: null, addToCart: null })
  })

  test('how far a video was watched is nothing without a video, and else zero where it is missing', () => {
    const watched = (value: string) => [{ action_type: 'video_view', value }]
    expect(
      sums({ video_p25_watched_actions: watched('12'), video_thruplay_watched_actions: watched('3') }),
    ).toMatchObject({ videoPlays: 0, video25: 12, video50: 0, video75: 0, video100: 0, thruPlays: 3 })
    expect(sums({ actions: watched('20') })).toMatchObject({ videoPlays: 20, video25: 0, thruPlays: 0 })
    expect(sums({ impressions: '9' })).toMatchObject(NOTHING_WATCHED)
    for (const video_p50_watched_actions of [[{ action_type: 'other', value: '1' }], '12', watched('-1')])
      expect(insight({ video_p50_watched_actions }).outcome.dropped).toBe(1)
    const text = JSON.stringify({ data: [{ ...LEAST, video_p50_watched_actions: watched('4') }] })
    const [page] = pages(text, [INSIGHTS], false, 200, ['video_p25_watched_actions'])
    expect(page?.insights[0]?.sums).toMatchObject({ video25: null, video50: 4, video75: 0 })
  })

  test.each([
    ['OUTCOME_SALES', 'purchase', 2],
    ['CONVERSIONS', 'purchase', 2],
    ['OUTCOME_LEADS', 'lead', 3],
    ['LEAD_GENERATION', 'lead', 3],
    ['OUTCOME_TRAFFIC', 'link_click', 4],
    ['OUTCOME_ENGAGEMENT', 'post_engagement', 5],
    ['OUTCOME_APP_PROMOTION', 'app_install', 6],
    ['OUTCOME_AWARENESS', 'reach', null],
    ['VIDEO_VIEWS', 'other', null],
    ['SOMETHING_NEW', null, null],
  ])("results without Meta's own: %s counts %s", (objective, type, count) => {
    const { insights } = insight({
      objective,
      actions: [
        { action_type: 'purchase', value: '2' },
        { action_type: 'onsite_conversion.lead_grouped', value: '3' },
        { action_type: 'link_click', value: '4' },
        { action_type: 'post_engagement', value: '5' },
        { action_type: 'mobile_app_install', value: '6' },
      ],
    })
    expect(insights[0]).toMatchObject({ resultType: type, sums: { results: count } })
  })

  test.each([
    [[{ indicator: 'actions:onsite_conversion.lead_grouped', values: [{ value: '18' }] }], 'lead', 18],
    [[{ indicator: 'actions:link_click' }], 'link_click', 0],
    [[{ indicator: 'reach', values: [{ value: '900' }] }], 'reach', null],
    [[{ indicator: 'video_thruplay_watched_actions', values: [{ value: '7' }] }], 'other', 7],
    [[{ indicator: 'actions:lead' }, { indicator: 'actions:link_click' }], 'other', null],
    [[], 'lead', 0],
  ])('results as Meta says: %j', (results, type, count) => {
    expect(insight({ objective: 'OUTCOME_LEADS', results }).insights[0]).toMatchObject({
      resultType: type,
      sums: { results: count },
    })
  })

  test('an array with both the parts and the total of a type counts the total, once', () => {
    const part = (reaction: string, value: string) => ({ action_type: 'lead', action_reaction: reaction, value })
    const total = { action_type: 'lead', value: '5' }
    for (const actions of [
      [part('a', '2'), part('b', '3'), total],
      [total, part('a', '2'), part('b', '3')],
      [total, { ...total, '1d_view': '1' }],
    ]) {
      expect(insight({ objective: 'OUTCOME_LEADS', actions }).insights[0]?.sums.results).toBe(5)
    }
    // Parts without their total, or two totals: what is true cannot be told.
    for (const actions of [
      [part('a', '2'), part('b', '3')],
      [total, { ...total, value: '6' }],
    ]) {
      expect(insight({ objective: 'OUTCOME_LEADS', actions }).outcome).toMatchObject({ rows: 0, dropped: 1 })
    }
  })

  test('an action list that vanished is unknown, one that is empty is zero', () => {
    expect(sums({ inline_link_clicks: '3' })).toMatchObject({ linkClicks: 3, purchases: null })
    expect(sums({ inline_link_clicks: '0' })).toMatchObject({ linkClicks: 0, purchases: 0 })
    expect(sums({ actions: [{ action_type: 'link_click', value: '4' }] })).toMatchObject({
      linkClicks: 4,
      purchases: 0,
    })
    expect(sums({ actions: [{ action_type: 'purchase', '1d_view': '1' }] })).toMatchObject({ purchases: 0 })
  })

  test('what was not asked for is unknown and not zero', () => {
    const text = JSON.stringify({ data: [{ ...LEAST, objective: 'OUTCOME_SALES' }] })
    const [page] = pages(text, [INSIGHTS], false, 200, ['actions', 'action_values', 'inline_link_clicks', 'results'])
    expect(page?.insights[0]?.sums).toMatchObject({
      purchases: null,
      purchaseValue: null,
      linkClicks: null,
      results: null,
    })
    expect(pages(text, [INSIGHTS])[0]?.insights[0]?.sums).toMatchObject({ purchases: 0, purchaseValue: 0, results: 0 })
  })

  test.each(['2026-10-31', '2026-11-21', '2026-11-31', '2026-13-01', '2026-11-00'])(
    'a row of %s, which was not asked for or is no day, is dropped',
    (day) => {
      expect(insight({ date_start: day, date_stop: day }).outcome).toMatchObject({ rows: 0, dropped: 1 })
    },
  )

  test.each(['account', 'campaign', 'adset', 'ad'] as const)('of %s are about what their level says', (level) => {
    const ids = { account_id: '11', campaign_id: '12', adset_id: '13', ad_id: '14' }
    const row = { ...LEAST, ...ids }
    const { insights } = page({ data: [row] }, { ...INSIGHTS, level })
    expect(insights.map(({ objectId }) => objectId)).toEqual([ids[`${level}_id`]])
    expect(page({ data: [{ ...row, [`${level}_id`]: undefined }] }, { ...INSIGHTS, level }).outcome.dropped).toBe(1)
  })

  test('of the usual shape are read the quick way, in whatever order the fields come', () => {
    const quick = (value: unknown, level: 'campaign' | 'ad' = 'campaign') =>
      scanInsights(new TextEncoder().encode(JSON.stringify(value)), {
        level,
        since: 20261101,
        until: 20261120,
        without: new Set(),
      })
    expect(quick(RECORDED_INSIGHTS[0])?.columns.rows).toBe(3)
    const row = { ...LEAST, campaign_id: '120210000000000001' }
    expect(quick({ data: [row], paging: {} })?.columns.objects).toEqual(['120210000000000001'])
    expect(quick({ data: [Object.fromEntries(Object.entries(row).toReversed())] })?.columns.rows).toBe(1)
    expect(quick({ data: [{ ...row, ad_id: '23850000000000001', campaign_id: undefined }] }, 'ad')?.columns.rows).toBe(
      1,
    )
    for (const odd of [
      { data: [] },
      { data: [{ ...row, new: '1' }] },
      { data: [{ ...row, spend: 1 }] },
      { data: [{ ...row, spend: '-1' }] },
      { data: [{ ...row, clicks: '1.5' }] },
      { data: [{ ...row, impressions: undefined }] },
      { data: [{ ...row, inline_link_clicks: '3' }] },
      { data: [row, null] },
      { error: { code: 1 } },
    ]) {
      expect(quick(odd)).toBeNull()
    }
  })

  test('rows that make no sense are dropped and counted, the others kept', () => {
    const good = { ...LEAST, campaign_id: '1' }
    const { outcome, insights } = page(
      {
        data: [
          good,
          null,
          'row',
          { ...good, campaign_id: undefined },
          { ...good, date_start: '02.11.2026' },
          { ...good, date_stop: '2026-11-09' },
          { ...good, spend: 'much' },
          { ...good, impressions: {} },
          // Taken for unknown, they would make every sum that holds the day smaller, and nobody would know.
          { ...good, spend: undefined },
          { ...good, impressions: null },
          { ...good, actions: 'none' },
          { ...good, actions: [{ action_type: 'purchase', value: 'x' }] },
          { ...good, results: [{ indicator: 'actions:lead', values: [{ value: 'x' }] }] },
          { ...good, campaign_id: '2', unknown: [1], actions: [null, 3, { action_type: 5 }] },
        ],
      },
      INSIGHTS,
    )
    expect(insights.map(({ objectId }) => objectId)).toEqual(['1', '2'])
    expect(outcome).toMatchObject({ rows: 2, dropped: 12, malformed: null })
  })

  test('reach belongs to the range that was asked for', () => {
    const { reach, outcome } = page({ data: [{ campaign_id: '7', reach: '123' }, { campaign_id: '8' }] }, REACH)
    expect(reach).toEqual([{ objectId: '7', since: '2026-11-01', until: '2026-11-20', reach: 123 }])
    expect(outcome.dropped).toBe(1)
  })
})

describe('campaigns', () => {
  test('a whole row', () => {
    expect(
      campaign({
        name: 'Ёлка 🎄 <b>"sale"</b> שלום',
        objective: 'OUTCOME_SALES',
        effective_status: 'WITH_ISSUES',
        daily_budget: '1500',
        bid_strategy: 'COST_CAP',
        start_time: '2026-03-05T16:00:50+0100',
        created_time: '2026-03-01T00:00:00+0100',
        updated_time: '2026-03-02T00:00:00+0100',
      }),
    ).toEqual({
      id: '120210000000000001',
      accountId: 'act_1',
      name: 'Ёлка 🎄 <b>"sale"</b> שלום',
      objective: 'OUTCOME_SALES',
      status: 'ACTIVE',
      effectiveStatus: 'WITH_ISSUES',
      budget: { kind: 'daily', amount: 15_000_000 },
      spendCap: null,
      bidStrategy: 'COST_CAP',
      startTime: Date.UTC(2026, 2, 5, 15, 0, 50),
      stopTime: null,
      createdTime: Date.UTC(2026, 1, 28, 23),
      updatedTime: Date.UTC(2026, 2, 1, 23),
    })
  })

  test('budgets', () => {
    expect(campaign({ daily_budget: '0', lifetime_budget: '50000' }, 'JPY')?.budget).toEqual({
      kind: 'lifetime',
      amount: 50_000_000_000,
    })
    expect(campaign({ daily_budget: '0' })?.budget).toBeNull()
    expect(campaign({ daily_budget: 2000 })?.budget).toEqual({ kind: 'daily', amount: 20_000_000 })
    expect(campaign({})?.budget).toBeNull()
  })

  test('a spend cap that was not asked for, or cannot be read, is not known', () => {
    expect(campaign({ spend_cap: '90050' })?.spendCap).toBe(900_500_000)
    expect(campaign({ spend_cap: 'much' })).not.toHaveProperty('spendCap')
    const context = { accountId: 'act_1', currency: 'EUR', without: new Set([SPEND_CAP]) }
    expect(decodeCampaign({ id: '1', name: 'A', status: 'ACTIVE' }, context)).not.toHaveProperty('spendCap')
  })

  test('statuses', () => {
    expect(campaign({ effective_status: 'SOMETHING_NEW' })).toMatchObject({
      status: 'ACTIVE',
      effectiveStatus: 'UNKNOWN',
    })
    expect(campaign({ status: 'PAUSED' })).toMatchObject({ status: 'PAUSED', effectiveStatus: 'PAUSED' })
    expect(campaign({ status: undefined, effective_status: 'IN_PROCESS' })).toMatchObject({ status: 'ACTIVE' })
    expect(campaign({ status: 'SOMETHING_NEW' })).toBeUndefined()
    expect(campaign({ name: undefined })?.name).toBe('120210000000000001')
  })
})

describe('ad sets and ads', () => {
  test('are lists of their own', () => {
    const row = { id: '31', campaign_id: '21', adset_id: '41', name: 'A', status: 'ACTIVE', effective_status: 'ACTIVE' }
    const adSets = page({ data: [row, { ...row, campaign_id: 'x' }] }, { ...CAMPAIGNS, level: 'adset' })
    expect(adSets).toMatchObject({ adSets: [{ id: '31', campaignId: '21' }], ads: [], campaigns: [] })
    expect(adSets.outcome).toMatchObject({ rows: 1, dropped: 1, mark: '31 31 1' })
    const ads = page({ data: [row, { ...row, id: '32' }] }, { ...CAMPAIGNS, level: 'ad' })
    expect(ads).toMatchObject({
      ads: [{ id: '31', adSetId: '41' }, { id: '32' }],
      adSets: [],
      outcome: { mark: '31 32 2' },
    })
  })
})

describe('pages', () => {
  test('end only where there is no next', () => {
    const cursors = { before: 'a', after: 'b' }
    expect(page({ data: [], paging: { cursors } }, INSIGHTS).outcome.after).toBeNull()
    expect(page({ data: [], paging: { cursors, next: 'https://x/?after=b' } }, INSIGHTS).outcome.after).toBe('b')
    expect(page({ data: [], paging: { next: 'https://x/y?access_token=t&after=c%3D' } }, INSIGHTS).outcome.after).toBe(
      'c=',
    )
    expect(page({ data: [], paging: { next: 'https://x/y' } }, INSIGHTS).outcome.malformed).toBe('noCursor')
    expect(page({ data: [] }, INSIGHTS).outcome.after).toBeNull()
  })

  test.each([
    ['<html>Sorry</html>', 'notJson'],
    ['', 'truncated'],
    ['{"data":[{"campaign_id":"1"', 'truncated'],
    ['[]', 'malformed'],
    ['null', 'malformed'],
    ['{"data":{}}', 'malformed'],
    ['{}', 'malformed'],
    ['"text"', 'malformed'],
  ])('%j is %s', (text, malformed) => {
    expect(pages(text, [INSIGHTS])[0]?.outcome).toMatchObject({ malformed, rows: 0, dropped: 0, error: null })
    const batched = pages(JSON.stringify([{ code: 200, body: text }]), [INSIGHTS], true)
    expect(batched[0]?.outcome).toMatchObject({ malformed })
  })

  test('errors are handed on', () => {
    const error = { code: 17, message: 'limit' }
    expect(pages(JSON.stringify({ error }), [INSIGHTS], false, 400)[0]?.outcome).toMatchObject({
      status: 400,
      error,
      malformed: null,
    })
  })
})

describe('batches', () => {
  test('each item stands alone', () => {
    const body = JSON.stringify({ data: [{ id: '5', status: 'ACTIVE' }] })
    const text = JSON.stringify([
      { code: 200, headers: [{ name: 'X-App-Usage', value: '{}' }, null, {}], body },
      null,
      { code: 400, headers: null, body: JSON.stringify({ error: { code: 100, message: 'no' } }) },
      { code: '500', body: '<html>' },
    ])
    const all = pages(text, [CAMPAIGNS, INSIGHTS, INSIGHTS, REACH, INSIGHTS], true)
    expect(all.map(({ outcome }) => [outcome.status, outcome.malformed, outcome.rows])).toEqual([
      [200, null, 1],
      [null, null, 0],
      [400, null, 0],
      [500, 'notJson', 0],
      [null, null, 0],
    ])
    expect(all[0]?.outcome.headers).toEqual({ 'x-app-usage': '{}' })
    expect(all[2]?.outcome.error).toEqual({ code: 100, message: 'no' })
  })

  test('refused as a whole, every item shares its fate', () => {
    const error = { code: 190, message: 'no' }
    expect(
      pages(JSON.stringify({ error }), [INSIGHTS, REACH], true, 400).map(({ outcome }) => [
        outcome.status,
        outcome.error,
      ]),
    ).toEqual([
      [400, error],
      [400, error],
    ])
    expect(pages('<html>', [INSIGHTS, REACH], true, 502).map(({ outcome }) => outcome.malformed)).toEqual([
      'notJson',
      'notJson',
    ])
    expect(pages('{}', [INSIGHTS], true)[0]?.outcome.malformed).toBe('malformed')
  })
})

describe('whatever comes', () => {
  const keys = [
    'campaign_id',
    'date_start',
    'spend',
    'actions',
    'action_values',
    'results',
    'id',
    'status',
    'daily_budget',
    'paging',
    '__proto__',
  ]
  const value = fc.jsonValue({ maxDepth: 4 })
  const row = fc.dictionary(fc.constantFrom(...keys), value)
  const body = fc.oneof(
    fc.string(),
    value.map((each) => JSON.stringify(each)),
    fc
      .record({ data: fc.oneof(value, fc.array(row)), paging: value, error: value }, { requiredKeys: [] })
      .map((each) => JSON.stringify(each)),
  )

  test('decoding never throws, answers each request once, and every number is one', () => {
    fc.assert(
      fc.property(body, fc.boolean(), (text, batch) => {
        const whole = batch ? JSON.stringify([{ code: 200, headers: [], body: text }, null]) : text
        for (const given of [whole, text]) {
          const all = pages(given, [INSIGHTS, CAMPAIGNS, REACH], batch)
          expect(all).toHaveLength(3)
          for (const { insights, reach } of all) {
            for (const each of insights) {
              for (const sum of Object.values(each.sums)) expect(sum === null || Number.isFinite(sum)).toBe(true)
            }
            for (const each of reach) expect(Number.isFinite(each.reach)).toBe(true)
          }
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('a cut text is never taken for a whole one', () => {
    const text = JSON.stringify({ data: [{ ...LEAST, campaign_id: '1' }], paging: {} })
    for (let end = 0; end < text.length; end += 1) {
      expect(pages(text.slice(0, end), [INSIGHTS])[0]?.outcome).toMatchObject({ malformed: 'truncated', rows: 0 })
    }
  })
})
