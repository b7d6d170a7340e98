import { describe, expect, test } from 'vitest'
import { fieldsOf, nameOf } from '../../../../src/main/meta/nodes/node.ts'
import { CONTEXT, SAMPLES } from './samples.ts'
import type { Sample } from './samples.ts'

const decoded = <T>({ node, row }: Sample<T>, changes: Record<string, unknown> = {}, context = CONTEXT) =>
  node.decode({ ...row, ...changes }, context)
const local = (hour: number, day = 5) => Date.UTC(2026, 2, day, hour, 0, 50)

/** What a row cannot be understood without. */
const NEEDED: Readonly<Record<keyof typeof SAMPLES, readonly string[]>> = {
  user: ['id'],
  business: ['id'],
  adAccount: ['currency', 'timezone_name'],
  minimumBudgets: ['currency'],
  activity: ['event_time', 'event_type'],
  campaign: ['id'],
  adSet: ['id', 'campaign_id', 'status'],
  ad: ['id', 'campaign_id', 'adset_id', 'status'],
  creative: ['id'],
  image: ['hash'],
  video: ['id'],
  ranking: ['ad_id'],
  audience: ['id'],
  pixel: ['id'],
  page: ['id'],
  rule: ['id'],
  reportRun: ['id', 'async_status'],
}

describe('every kind of object', () => {
  test.each(Object.entries(SAMPLES))('%s: is understood without all that may be left out', (name, sample) => {
    const { node, row } = sample as Sample
    expect(node.decode(row, CONTEXT)).not.toBeNull()
    const needed = NEEDED[name as keyof typeof SAMPLES]
    expect(node.core).toEqual(expect.arrayContaining([...needed]))
    for (const field of needed) {
      const effective = field === 'status' ? { effective_status: 'WITH_ISSUES' } : {}
      expect(node.decode({ ...row, ...effective, [field]: undefined }, CONTEXT), field).toBeNull()
    }
    for (const field of node.more.map(nameOf)) {
      expect(node.decode({ ...row, [field]: undefined }, CONTEXT), field).not.toBeNull()
      expect(fieldsOf(node, new Set([field])).split(',')).not.toContain(field)
    }
    for (const not of [null, undefined, [], 'x', 5, true]) expect(node.decode(not, CONTEXT)).toBeNull()
  })
})

test('an ad account: money in its own currency, numbers of lists by name', () => {
  expect(decoded(SAMPLES.adAccount)).toMatchObject({
    id: 'act_1234567890123456',
    status: 'ACTIVE',
    disableReason: 'NONE',
    amountSpent: 12_345_670_000,
    balance: 43_210_000,
    spendCap: 50_000_000_000,
    tasks: ['DRAFT', 'ANALYZE', 'ADVERTISE', 'MANAGE'],
    business: { id: '1203000000000001', name: 'Agency' },
    ownerId: '1203000000000001',
    funding: { kind: 'CREDIT_CARD', label: 'VISA *1881' },
    prepaid: false,
    minDailyBudget: 1_000_000,
    minCampaignSpendCap: 94_000_000,
    createdTime: Date.UTC(2020, 0, 31, 8, 8, 7),
  })
  expect(decoded(SAMPLES.adAccount, { currency: 'JPY', balance: '4321', spend_cap: '0' })).toMatchObject({
    balance: 4_321_000_000,
    spendCap: null,
  })
  expect(
    decoded(SAMPLES.adAccount, { account_status: 404, disable_reason: '99', funding_source_details: { type: 77 } }),
  ).toMatchObject({ status: 'UNKNOWN', disableReason: 'UNKNOWN', funding: { kind: 'UNKNOWN', label: '' } })
  expect(decoded(SAMPLES.adAccount, { id: 1234567890123456, account_id: undefined })?.id).toBe('act_1234567890123456')
  expect(decoded(SAMPLES.adAccount, { timezone_name: 'Mars/Base' })).toBeNull()
})

describe('a campaign', () => {
  test('has what editing and copying need', () => {
    expect(decoded(SAMPLES.campaign)).toMatchObject({
      id: '120210000000000001',
      accountId: 'act_10',
      budget: { kind: 'daily', amount: 15_000_000 },
      startTime: local(15),
      spendCap: 2_500_000_000,
      buyingType: 'AUCTION',
      sharesBudgets: false,
      specialCategories: [],
      specialCountries: ['US'],
      promotion: 'GUIDED_CREATION',
      issues: [{ level: 'adset', code: 1815645, summary: 'Audience too small', hard: false }],
    })
  })

  test.each([
    ['0', null],
    [undefined, null],
    // What is written to take a cap away, should Meta give it back.
    ['922337203685478', null],
    ['12', 120_000],
    // Not to be understood is not known.
    ['a lot', undefined],
  ])('spend cap %j', (given, cap) => {
    expect(decoded(SAMPLES.campaign, { spend_cap: given })?.spendCap).toBe(cap)
  })

  test('unknown words stay in the list, and lists that were not asked for are unknown', () => {
    expect(decoded(SAMPLES.campaign, { buying_type: 'BARTER', issues_info: undefined })).toMatchObject({
      buyingType: 'UNKNOWN',
      issues: [],
    })
    const without = new Set(['issues_info'])
    expect(decoded(SAMPLES.campaign, { issues_info: undefined }, { ...CONTEXT, without })?.issues).toBeNull()
  })
})

describe('an ad set', () => {
  test('money in micros, times as instants, the rest as Meta has it', () => {
    expect(decoded(SAMPLES.adSet)).toMatchObject({
      campaignId: '120210000000000001',
      status: 'ACTIVE',
      effectiveStatus: 'CAMPAIGN_PAUSED',
      budget: { kind: 'lifetime', amount: 1_200_000_000 },
      budgetRemaining: 456_780_000,
      minSpend: null,
      maxSpend: { kind: 'lifetime', amount: 900_000_000 },
      bidAmount: 12_500_000,
      roasFloor: 2.5,
      attribution: [
        { event: 'CLICK_THROUGH', days: 7 },
        { event: 'VIEW_THROUGH', days: 1 },
      ],
      targeting: SAMPLES.adSet.row['targeting'],
      hours: [{ startMinute: 480, endMinute: 1320, days: [1, 2, 3, 4, 5], clock: 'USER' }],
      learning: { status: 'FAIL', conversions: 12, lastSignificantEdit: 1_772_700_000_000 },
      startTime: local(15),
      endTime: Date.UTC(2026, 3, 5, 21, 59, 59),
    })
  })

  test.each([
    ['of a campaign with a budget', { lifetime_budget: undefined, budget_remaining: '0' }, { budget: null }],
    ['with zeros', { lifetime_budget: '0', daily_budget: '0' }, { budget: null }],
    [
      'with a number',
      { lifetime_budget: undefined, daily_budget: 700 },
      { budget: { kind: 'daily', amount: 7_000_000 } },
    ],
    ['started in 1969', { start_time: '1969-12-31T15:59:59-0800' }, { startTime: null }],
    ['with a colon', { start_time: '2026-03-05T16:00:50+01:00' }, { startTime: local(15) }],
    ['in Greenwich', { start_time: '2026-03-05T15:00:50Z' }, { startTime: local(15) }],
    ['on a day that does not exist', { start_time: '2026-02-30T15:00:50Z' }, { startTime: null }],
    ['not learning', { learning_stage_info: undefined }, { learning: null }],
    ['with a list for an object', { learning_stage_info: [], targeting: [], promoted_object: [] }, { targeting: null }],
    ['with an hour that is not understood', { adset_schedule: [{ start_minute: 'x' }] }, { hours: null }],
    ['at all hours', { adset_schedule: undefined }, { hours: [] }],
    ['with a window of its own time', { attribution_spec: [{ event_type: 'CLICK_THROUGH' }] }, { attribution: null }],
    ['with a new word', { effective_status: 'NAPPING' }, { effectiveStatus: 'UNKNOWN' }],
    ['whose targeting was rounded', { targeting: { geo: [120210000000000000000] } }, { targeting: null }],
  ])('%s', (_, changes, expected) => {
    expect(decoded(SAMPLES.adSet, changes)).toMatchObject(expected)
  })

  test.each([
    ['its id as a number that JSON has rounded', { id: Number('120210000000000002') }],
    ['a budget below zero', { lifetime_budget: '-5' }],
    ['a budget that is no number', { lifetime_budget: '12 EUR' }],
    ['a budget beyond what is exact', { lifetime_budget: '9'.repeat(15) }],
    ['no status, and a parent that is paused', { status: undefined }],
  ])('is not understood with %s', (_, changes) => {
    expect(decoded(SAMPLES.adSet, changes)).toBeNull()
  })
})

test('an ad: its creative, and why review refused it, where', () => {
  expect(decoded(SAMPLES.ad)).toMatchObject({
    adSetId: '120210000000000002',
    effectiveStatus: 'DISAPPROVED',
    creativeId: '120210000000000004',
    review: [
      { placement: null, reason: 'PERSONAL_ATTRIBUTES', text: 'Ads must not imply personal attributes.' },
      { placement: 'instagram', reason: 'NUDITY', text: 'Not there.' },
    ],
    issues: [{ level: 'ad', hard: true }],
    sourceAdId: null,
  })
  expect(decoded(SAMPLES.ad, { ad_review_feedback: [], creative: [] })).toMatchObject({ review: [], creativeId: null })
})

describe('an activity', () => {
  const change = (event_type: string, extra: unknown) =>
    decoded(SAMPLES.activity, { event_type, extra_data: typeof extra === 'string' ? extra : JSON.stringify(extra) })
      ?.change

  test('of a budget, as it is written nested', () => {
    expect(decoded(SAMPLES.activity)).toMatchObject({
      at: Date.UTC(2026, 9, 7, 10, 5),
      actorName: 'Ana Buyer',
      level: 'campaign',
      objectId: '120210000000000001',
      change: { kind: 'budget', of: 'lifetime', before: 3_089_930_000_000, after: 2_999_102_000_000 },
    })
  })

  test.each([
    [
      'update_ad_set_budget',
      { old_value: '5000', new_value: 7500 },
      { of: null, before: 50_000_000, after: 75_000_000 },
    ],
    [
      'update_ad_set_budget',
      { old_value: { old_value: 100, type: 'Per day' }, new_value: { new_value: 200, type: 'Lifetime budget' } },
      { of: null, before: 1_000_000, after: 2_000_000 },
    ],
    ['update_campaign_budget', { old_value: 5, new_value: 6, currency: 'USD' }, { before: null, after: null }],
    ['update_campaign_budget', { old_value: 'n/a', new_value: '7500' }, { before: null, after: 75_000_000 }],
    ['update_ad_set_bidding', { old_value: 100, new_value: 120 }, { kind: 'bid', before: 1_000_000, after: 1_200_000 }],
    ['update_campaign_group_spend_cap', { new_value: 900 }, { kind: 'spendCap', before: null, after: 9_000_000 }],
    ['update_ad_run_status', { old_value: 'Active', new_value: 'Inactive' }, { before: 'ACTIVE', after: 'PAUSED' }],
    ['update_ad_run_status', { old_value: 'Pending Process', new_value: '' }, { before: 'UNKNOWN', after: null }],
    ['update_campaign_name', { old_value: 'A', new_value: 'B' }, { kind: 'name', before: 'A', after: 'B' }],
    [
      'update_ad_set_bid_strategy',
      { old_value: 'A', new_value: 'B' },
      { kind: 'bidStrategy', before: 'A', after: 'B' },
    ],
    ['update_ad_set_target_spec', { old_value: { a: 1 }, new_value: [] }, { before: { a: 1 }, after: [] }],
    ['update_campaign_budget', 'not json at all', { kind: 'budget', before: null, after: null }],
    ['update_campaign_budget', '[1,2]', { kind: 'budget', before: null, after: null }],
    ['update_campaign_budget', 'null', { kind: 'budget', before: null, after: null }],
    ['something_new', { old_value: 1, new_value: 2 }, { kind: 'other' }],
    ['constructor', { old_value: 1, new_value: 2 }, { kind: 'other' }],
  ])('%s %j', (event, extra, expected) => {
    expect(change(event, extra)).toMatchObject(expected)
  })

  test.each([
    ['update_ad_run_status', 'ADGROUP', 'ad'],
    ['update_ad_set_budget', 'CAMPAIGN', 'adset'],
    ['create_audience', 'CAMPAIGN', 'audience'],
    ['ad_account_update_spend_limit', 'ACCOUNT', 'account'],
    ['something_new', 'SOMETHING', 'UNKNOWN'],
  ])('%s of a %s is about: %s', (event_type, object_type, level) => {
    expect(decoded(SAMPLES.activity, { event_type, object_type })?.level).toBe(level)
  })
})

test('a ranking: what nobody here has heard of is not known', () => {
  const known = { id: '120210000000000301', quality: 'BELOW_AVERAGE_35', engagement: 'ABOVE_AVERAGE', conversion: null }
  expect(decoded(SAMPLES.ranking)).toEqual(known)
  expect(decoded(SAMPLES.ranking, { quality_ranking: 'BELOW_AVERAGE_50', engagement_rate_ranking: 7 })).toEqual({
    ...known,
    quality: null,
    engagement: null,
  })
})

test('an audience: codes by meaning, words for people, no size where Meta says -1', () => {
  expect(decoded(SAMPLES.audience)).toMatchObject({
    size: { from: 12_300, to: 14_500 },
    delivery: { code: 200, kind: 'ready' },
    operation: { code: 422, kind: 'warning', words: 'Pixel not firing' },
    rule: { inclusions: { operator: 'or', rules: [{ retention_seconds: 2_592_000 }] } },
    createdTime: 1_700_000_000_000,
  })
  expect(
    decoded(SAMPLES.audience, {
      approximate_count_lower_bound: -1,
      approximate_count_upper_bound: -1,
      delivery_status: { code: 300 },
      operation_status: { code: '441' },
      rule: '{',
    }),
  ).toMatchObject({ size: null, delivery: { kind: 'small', words: '' }, operation: { kind: 'updating' }, rule: null })
})

test.each([
  ['Job Running', 100, false],
  ['Job Completed', 99, false],
  ['Job Completed', 100, true],
  ['Job Completed', '100', true],
  ['Job Pondering', 100, false],
])('a report that is %s at %s %% may be read: %s', (async_status, async_percent_completion, readable) => {
  expect(decoded(SAMPLES.reportRun, { async_status, async_percent_completion })?.readable).toBe(readable)
})

test('a report that failed says why', () => {
  const failed = { async_status: 'Job Failed', error_code: 100, error_subcode: 1487534, error_message: 'Too much' }
  expect(decoded(SAMPLES.reportRun, failed)).toMatchObject({
    state: 'Job Failed',
    readable: false,
    error: { code: 100, subcode: 1487534, message: 'Too much' },
  })
})

test('the smaller ones', () => {
  expect(decoded(SAMPLES.minimumBudgets)).toMatchObject({ impressions: 930_000, rareActions: 37_050_000 })
  expect(decoded(SAMPLES.video)).toMatchObject({ length: 14.933, phase: 'processing', progress: 62 })
  expect(decoded(SAMPLES.video, { status: [] })).toMatchObject({ phase: null, progress: null })
  expect(decoded(SAMPLES.page)).toMatchObject({ instagramId: '17841400000000001', leadAccess: true })
  expect(decoded(SAMPLES.creative)).toMatchObject({ videoId: '870000000000001', imageHash: null })
  expect(decoded(SAMPLES.image, { hash: '../../etc' })).toBeNull()
  expect(decoded(SAMPLES.rule, { evaluation_spec: [] })?.evaluation).toBeNull()
  expect(decoded(SAMPLES.user, { name: '' })).toEqual({ id: '10220000000000001', name: '10220000000000001' })
  expect(decoded(SAMPLES.business)).toMatchObject({ verification: 'verified', pageId: '10150000000000001' })
})
