import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountOf, startClient } from './sandbox-client.ts'
import type { Account, Campaign } from '../../src/sandbox/model.ts'
import type { Answered, Client } from './sandbox-client.ts'

/** What Meta takes and what it refuses, by its own codes. */

let client: Client
let account: Account
beforeAll(async () => {
  client = await startClient()
  account = accountOf(client, 'Driftwood')
})
afterAll(() => client.sandbox.stop())

type Given = Record<string, string>
const refused = async (answer: Promise<Answered>): Promise<readonly unknown[]> => {
  const { body } = await answer
  return [body.error['code'], body.error['error_subcode']]
}
const made = async (path: string, params: Given): Promise<string> => {
  // Meta takes a hundred writes a second.
  client.clock.now += 20
  const { status, body } = await client.post(path, params)
  expect([status, body.error]).toEqual([200, undefined])
  return String(body['id'])
}

const CAMPAIGN: Given = { name: 'New', objective: 'OUTCOME_SALES', special_ad_categories: '[]', status: 'PAUSED' }
const OWN_BUDGETS: Given = { ...CAMPAIGN, is_adset_budget_sharing_enabled: 'false' }
const adsetOf = (campaign: string, more: Given = {}): Given => ({
  name: 'New set',
  campaign_id: campaign,
  daily_budget: '5000',
  billing_event: 'IMPRESSIONS',
  optimization_goal: 'LINK_CLICKS',
  targeting: JSON.stringify({ geo_locations: { countries: ['US'] } }),
  status: 'PAUSED',
  ...more,
})
const without = (params: Given, ...names: string[]): Given =>
  Object.fromEntries(Object.entries(params).filter(([name]) => !names.includes(name)))

const running = (form: 'campaign' | 'adset'): Campaign => {
  const found = account.campaigns.find(
    ({ budget, status, adsets }) =>
      status === 'ACTIVE' &&
      (budget?.kind === 'daily') === (form === 'campaign') &&
      (form === 'campaign' || adsets[0]?.budget),
  )
  if (!found) throw new Error(`no campaign with a budget at its ${form}`)
  return found
}

describe('campaigns', () => {
  test('are made with what Meta asks of them, and refused without', async () => {
    const post = (params: Given) => client.post(`${account.id}/campaigns`, params)
    expect(await refused(post(without(CAMPAIGN, 'name')))).toEqual([100, undefined])
    expect(await refused(post(without(OWN_BUDGETS, 'special_ad_categories')))).toEqual([100, undefined])
    expect(await refused(post(CAMPAIGN))).toEqual([100, 4834011])
    expect(await refused(post({ ...CAMPAIGN, daily_budget: '3000', is_adset_budget_sharing_enabled: 'true' }))).toEqual(
      [100, 4834002],
    )
    expect(await refused(post({ ...CAMPAIGN, daily_budget: '3' }))).toEqual([100, 1885272])
    expect(await refused(post({ ...CAMPAIGN, daily_budget: '3000', lifetime_budget: '3000' }))).toEqual([
      100,
      undefined,
    ])
    expect(await refused(post({ ...CAMPAIGN, daily_budget: '3000', stop_time: '2026-01-01' }))).toEqual([100, 1487033])
    expect(await refused(post({ ...OWN_BUDGETS, objective: 'CONVERSIONS' }))).toEqual([100, undefined])
    expect(await refused(post({ ...OWN_BUDGETS, status: 'ARCHIVED' }))).toEqual([100, undefined])
    expect(await refused(post({ ...OWN_BUDGETS, special_ad_categories: '["CREDIT"]' }))).toEqual([100, undefined])
    const housing = { ...OWN_BUDGETS, special_ad_categories: '["HOUSING"]' }
    expect(await refused(post(housing))).toEqual([100, undefined])
    expect(await refused(post({ ...housing, special_ad_category_country: '[]' }))).toEqual([100, undefined])
    expect(await refused(post({ ...OWN_BUDGETS, bid_strategy: 'COST_CAP' }))).toEqual([100, undefined])
    expect(await refused(client.post(`${accountOf(client, 'Paperboat').id}/campaigns`, OWN_BUDGETS))).toEqual([
      10,
      undefined,
    ])

    const before = (await client.get(`${account.id}/campaigns`, { limit: '500' })).body.data.length
    const checked = await post({ ...OWN_BUDGETS, execution_options: '["validate_only"]' })
    expect(checked.body).toEqual({ success: true })
    const { body } = await post({
      ...CAMPAIGN,
      name: 'Autumn',
      daily_budget: '3000',
      fields: 'name,daily_budget,bid_strategy',
    })
    expect(body).toMatchObject({ name: 'Autumn', daily_budget: '3000', bid_strategy: 'LOWEST_COST_WITHOUT_CAP' })
    const all = (await client.get(`${account.id}/campaigns`, { limit: '500', fields: 'name' })).body.data
    expect(all).toHaveLength(before + 1)
    expect(all[0]).toEqual({ id: body['id'], name: 'Autumn' })
  })

  test('keep their updated_time when only money changes, and say so in the activities', async () => {
    const campaign = running('campaign')
    const read = async () => (await client.get(campaign.id, { fields: 'updated_time,daily_budget,spend_cap' })).body
    const { updated_time: before } = await read()
    client.clock.now += 60_000
    const budget = String(Number(campaign.budget?.minor) * 2)
    await client.post(campaign.id, { daily_budget: budget, spend_cap: '900000000' })
    expect(await read()).toMatchObject({ updated_time: before, daily_budget: budget, spend_cap: '900000000' })
    const log = await client.get(`${account.id}/activities`, { category: 'BUDGET', oid: campaign.id })
    expect(log.body.data.map(({ event_type }) => event_type)).toEqual([
      'update_campaign_group_spend_cap',
      'update_campaign_budget',
    ])
    expect(JSON.parse(String(log.body.data[1]?.['extra_data']))).toEqual({
      old_value: String(campaign.budget?.minor),
      new_value: budget,
      type: 'Daily budget',
      currency: 'USD',
    })
    // The sentinel takes the limit away again.
    await client.post(campaign.id, { spend_cap: '922337203685478' })
    expect((await read())['spend_cap']).toBeUndefined()
    await client.post(campaign.id, { name: 'Renamed' })
    expect((await read())['updated_time']).not.toBe(before)
  })

  test('do not go below what was spent, share budgets afterwards, or change strategy without a budget', async () => {
    const campaign = running('campaign')
    client.clock.now += 5 * 3_600_000
    const least = (await client.get(`${account.id}/minimum_budgets`)).body.data[0]?.['min_daily_budget_imp']
    expect(await refused(client.post(campaign.id, { daily_budget: String(least) }))).toEqual([100, 1885650])
    const other = running('adset')
    expect(await refused(client.post(other.id, { is_adset_budget_sharing_enabled: 'true' }))).toEqual([100, 3858418])
    expect(await refused(client.post(other.id, { bid_strategy: 'COST_CAP' }))).toEqual([100, undefined])
    expect(await refused(client.post(other.id, { daily_budget: '5000' }))).toEqual([100, 1885621])
    expect(await refused(client.post(campaign.id, { lifetime_budget: '500000' }))).toEqual([100, 1885621])
  })
})

describe('ad sets', () => {
  let own: string
  let overall: string
  const post = (params: Given) => client.post(`${account.id}/adsets`, params)
  beforeAll(async () => {
    own = await made(`${account.id}/campaigns`, OWN_BUDGETS)
    overall = await made(`${account.id}/campaigns`, { ...CAMPAIGN, daily_budget: '9000' })
  })

  test('hold a budget where their campaign does not', async () => {
    expect(await refused(post(adsetOf(overall)))).toEqual([100, 1885621])
    expect(await refused(post(without(adsetOf(own), 'daily_budget')))).toEqual([100, undefined])
    expect(await refused(post(adsetOf(own, { daily_budget: '10' })))).toEqual([100, 1885272])
    expect(await refused(post({ ...without(adsetOf(own), 'daily_budget'), lifetime_budget: '90000' }))).toEqual([
      100,
      undefined,
    ])
    expect(
      await refused(post(adsetOf(own, { end_time: '2026-11-20T10:00:00-0800', start_time: '2026-11-19' }))),
    ).toEqual([100, 1487033])
    const id = await made(`${account.id}/adsets`, without(adsetOf(overall), 'daily_budget'))
    expect((await client.get(id, { fields: 'daily_budget,bid_strategy,budget_remaining' })).body).toEqual({
      id,
      budget_remaining: '0',
    })
  })

  test('bid by the rules of their strategy', async () => {
    const bid = (more: Given) => refused(post(adsetOf(own, more)))
    expect(await bid({ bid_strategy: 'COST_CAP' })).toEqual([100, undefined])
    expect(await bid({ bid_strategy: 'LOWEST_COST_WITH_BID_CAP' })).toEqual([100, undefined])
    expect(await bid({ bid_amount: '100' })).toEqual([100, undefined])
    expect(await bid({ bid_strategy: 'LOWEST_COST_WITH_MIN_ROAS' })).toEqual([100, undefined])
    expect(
      await bid({
        bid_strategy: 'LOWEST_COST_WITH_MIN_ROAS',
        bid_constraints: '{"roas_average_floor":20000}',
        bid_amount: '1',
      }),
    ).toEqual([100, undefined])
    expect(await bid({ bid_strategy: 'COST_CAP', bid_amount: '500', billing_event: 'LINK_CLICKS' })).toEqual([
      100,
      undefined,
    ])
    expect(await bid({ bid_strategy: 'LOWEST_COST_WITH_BID_CAP', bid_amount: '2000' })).toEqual([100, 1885272])
    const id = await made(`${account.id}/adsets`, adsetOf(own, { bid_strategy: 'COST_CAP', bid_amount: '700' }))
    expect((await client.get(id, { fields: 'bid_strategy,bid_amount' })).body).toEqual({
      id,
      bid_strategy: 'COST_CAP',
      bid_amount: 700,
    })
    expect(await refused(client.post(id, { bid_amount: '0' }))).toEqual([100, undefined])
    expect((await client.post(id, { bid_amount: '900' })).body).toEqual({ success: true })
    const free = { bid_strategy: 'LOWEST_COST_WITHOUT_CAP' }
    expect(await refused(client.post(id, { ...free, bid_amount: '900' }))).toEqual([100, undefined])
    // The bid goes with its strategy, and comes only with another that has a cap.
    expect((await client.post(id, free)).body).toEqual({ success: true })
    expect((await client.get(id, { fields: 'bid_strategy,bid_amount' })).body).toEqual({ id, ...free })
    expect(await refused(client.post(id, { bid_strategy: 'COST_CAP' }))).toEqual([100, undefined])
  })

  test('name who pays for ads in the European Union, and say who may widen a narrow audience', async () => {
    const eu = JSON.stringify({ geo_locations: { countries: ['US', 'DE'] } })
    expect(await refused(post(adsetOf(own, { targeting: eu })))).toEqual([100, 3858079])
    expect(await refused(post(adsetOf(own, { targeting: eu, dsa_payor: 'Driftwood' })))).toEqual([100, 3858081])
    const id = await made(
      `${account.id}/adsets`,
      adsetOf(own, { targeting: eu, dsa_payor: 'Driftwood', dsa_beneficiary: 'Surfers' }),
    )
    expect((await client.get(id, { fields: 'dsa_payor,dsa_beneficiary,targeting' })).body).toMatchObject({
      dsa_payor: 'Driftwood',
      dsa_beneficiary: 'Surfers',
      targeting: { geo_locations: { countries: ['US', 'DE'] } },
    })
    await client.post(account.id, { default_dsa_payor: 'House', default_dsa_beneficiary: 'House' })
    const defaulted = await made(`${account.id}/adsets`, adsetOf(own, { targeting: eu }))
    expect((await client.get(defaulted, { fields: 'dsa_payor' })).body['dsa_payor']).toBe('House')

    const narrow = { geo_locations: { countries: ['US'] }, age_min: 25 }
    expect(await refused(post(adsetOf(own, { targeting: JSON.stringify(narrow) })))).toEqual([100, undefined])
    await made(
      `${account.id}/adsets`,
      adsetOf(own, { targeting: JSON.stringify({ ...narrow, targeting_automation: { advantage_audience: 0 } }) }),
    )
  })

  test('promote what their goal needs, count what Meta counts, run by the hour only with a lifetime budget', async () => {
    const with_ = (more: Given) => refused(post(adsetOf(own, more)))
    expect(await with_({ optimization_goal: 'OFFSITE_CONVERSIONS' })).toEqual([100, undefined])
    expect(await with_({ optimization_goal: 'WINNING' })).toEqual([100, undefined])
    expect(await with_({ attribution_spec: '[{"event_type":"CLICK_THROUGH","window_days":28}]' })).toEqual([
      100,
      undefined,
    ])
    const schedule = '[{"start_minute":480,"end_minute":1080,"days":[1,2,3]}]'
    expect(await with_({ adset_schedule: schedule })).toEqual([100, undefined])
    const good = await made(`${account.id}/adsets`, {
      ...without(adsetOf(own), 'daily_budget'),
      lifetime_budget: '90000',
      end_time: '2026-12-01T23:59:59',
      adset_schedule: schedule,
    })
    expect((await client.get(good, { fields: 'end_time,lifetime_budget' })).body).toEqual({
      id: good,
      end_time: '2026-12-01T23:59:59+1100',
      lifetime_budget: '90000',
    })
    expect(await refused(client.post(good, { end_time: '0' }))).toEqual([100, undefined])
  })

  test('take four edits of their budget an hour, and two hundred stand in a campaign', async () => {
    const id = await made(`${account.id}/adsets`, adsetOf(own))
    for (let i = 1; i <= 4; i++)
      expect((await client.post(id, { daily_budget: String(5000 + i) })).body).toEqual({ success: true })
    expect(await refused(client.post(id, { daily_budget: '6000' }))).toEqual([613, 1487632])
    client.clock.now += 3_600_001
    expect((await client.post(id, { daily_budget: '6000' })).body).toEqual({ success: true })

    const full = await made(`${account.id}/campaigns`, { ...CAMPAIGN, daily_budget: '90000' })
    for (let i = 0; i < 200; i++) await made(`${account.id}/adsets`, without(adsetOf(full), 'daily_budget'))
    expect(await refused(post(without(adsetOf(full), 'daily_budget')))).toEqual([100, 1487809])
    expect(await refused(client.post(full, { bid_strategy: 'COST_CAP' }))).toEqual([100, undefined])
  })
})

describe('ads and creatives', () => {
  let adset: string
  let page: string
  const story = (more: object = {}): string =>
    JSON.stringify({
      page_id: page,
      link_data: {
        link: 'https://driftwood.example',
        message: 'Ride it',
        name: 'Boards',
        call_to_action: { type: 'SHOP_NOW' },
        ...more,
      },
    })
  beforeAll(async () => {
    const campaign = await made(`${account.id}/campaigns`, OWN_BUDGETS)
    adset = await made(`${account.id}/adsets`, adsetOf(campaign))
    page = String((await client.get(`${account.id}/promote_pages`)).body.data[0]?.['id'])
  })

  test('a creative is made once, and not from pictures or pages of others', async () => {
    const post = (params: Given) => client.post(`${account.id}/adcreatives`, params)
    expect(await refused(post({ name: 'Nothing' }))).toEqual([194, undefined])
    expect(await refused(post({ object_story_spec: story({ image_hash: '0'.repeat(32) }) }))).toEqual([100, undefined])
    expect(
      await refused(post({ object_story_spec: '{"page_id":"1","link_data":{"link":"https://a.example"}}' })),
    ).toEqual([100, undefined])
    const video = String((await client.get(`${account.id}/advideos`)).body.data[0]?.['id'])
    const film = JSON.stringify({ page_id: page, video_data: { video_id: video, message: 'Look' } })
    expect(await refused(post({ object_story_spec: film }))).toEqual([100, 1443226])
    expect(await refused(post({ object_story_spec: story({ poll_spec: {} }) }))).toEqual([100, undefined])
    const id = await made(`${account.id}/adcreatives`, { name: 'Boards', object_story_spec: story() })
    expect(await made(`${account.id}/adcreatives`, { name: 'Boards', object_story_spec: story() })).toBe(id)
    expect(
      (await client.get(id, { fields: 'name,title,body,call_to_action_type,object_type,status,object_story_spec' }))
        .body,
    ).toMatchObject({
      name: 'Boards',
      title: 'Boards',
      body: 'Ride it',
      call_to_action_type: 'SHOP_NOW',
      object_type: 'SHARE',
    })
    await client.post(id, { name: 'Boards 2', body: 'ignored' })
    expect((await client.get(id, { fields: 'name,body' })).body).toEqual({ id, name: 'Boards 2', body: 'Ride it' })
  })

  test('an ad is reviewed before it runs, and again after a new creative', async () => {
    const post = (params: Given) => client.post(`${account.id}/ads`, params)
    expect(await refused(post({ name: 'Ad', adset_id: adset }))).toEqual([194, undefined])
    expect(await refused(post({ name: 'Ad', adset_id: adset, creative: '{"creative_id":"1"}' }))).toEqual([
      100,
      undefined,
    ])
    const creative = JSON.stringify({ object_story_spec: story() })
    const id = await made(`${account.id}/ads`, { name: 'Ad', adset_id: adset, creative })
    const status = async () => (await client.get(id, { fields: 'effective_status' })).body['effective_status']
    expect(await status()).toBe('CAMPAIGN_PAUSED')
    const campaign = String((await client.get(id, { fields: 'campaign_id' })).body['campaign_id'])
    await client.post(campaign, { status: 'ACTIVE' })
    expect(await status()).toBe('ADSET_PAUSED')
    await client.post(adset, { status: 'ACTIVE' })
    expect(await status()).toBe('PENDING_REVIEW')
    client.clock.now += 3_600_000
    expect(await status()).toBe('ACTIVE')
    const log = await client.get(`${account.id}/activities`, { oid: adset, add_children: 'true' })
    expect(log.body.data.map(({ event_type, actor_name }) => [event_type, actor_name])).toEqual([
      ['ad_review_approved', 'Meta'],
      ['update_ad_set_run_status', 'System user'],
      ['create_ad', 'System user'],
      ['create_ad_set', 'System user'],
    ])
    expect((await client.get(adset, { fields: 'learning_stage_info' })).body['learning_stage_info']).toBeUndefined()

    const bad = JSON.stringify({ object_story_spec: story({ message: 'A miracle cure' }) })
    await client.post(id, { creative: bad })
    expect(await status()).toBe('PENDING_REVIEW')
    client.clock.now += 3_600_000
    expect(await status()).toBe('DISAPPROVED')
    const { body } = await client.get(id, {
      fields: 'issues_info,ad_review_feedback,creative{body},adset{effective_status,issues_info}',
    })
    expect(body).toMatchObject({
      issues_info: [{ level: 'AD', error_type: 'HARD_ERROR' }],
      ad_review_feedback: { global: expect.any(Object) as object },
      creative: { body: 'A miracle cure' },
      adset: { effective_status: 'WITH_ISSUES', issues_info: [{ level: 'AD_SET' }] },
    })
  })

  test('fifty ads stand in an ad set, and none is made below what is gone', async () => {
    const campaign = await made(`${account.id}/campaigns`, OWN_BUDGETS)
    const full = await made(`${account.id}/adsets`, adsetOf(campaign))
    const creative = JSON.stringify({
      creative_id: await made(`${account.id}/adcreatives`, { name: 'B', object_story_spec: story() }),
    })
    for (let i = 0; i < 50; i++) await made(`${account.id}/ads`, { name: `Ad ${i}`, adset_id: full, creative })
    const one = () => client.post(`${account.id}/ads`, { name: 'Ad 51', adset_id: full, creative })
    expect(await refused(one())).toEqual([100, 1487809])
    await client.post(full, { status: 'ARCHIVED' })
    expect(await refused(one())).toEqual([100, 1487056])
    expect(await refused(client.post(full, { daily_budget: '6000' }))).toEqual([100, 1487056])
    await client.remove(campaign)
    expect(await refused(one())).toEqual([100, 1487566])
    expect(await refused(client.post(full, { status: 'DELETED' }))).toEqual([100, 1487566])
    expect((await client.post(full, { name: 'Gone' })).body).toEqual({ success: true })
    expect(await refused(client.post(`${full}/copies`, {}))).toEqual([100, 1487566])
    const ad = accountOf(client, 'Driftwood').campaigns.find(({ status }) => status === 'ACTIVE')?.adsets[0]?.ads[0]
    expect(await refused(client.post(`${ad?.id ?? ''}/copies`, { adset_id: full }))).toEqual([100, 1487566])
    const disabled = accountOf(client, 'Maison')
    expect(await refused(client.post(`${disabled.id}/campaigns`, OWN_BUDGETS))).toEqual([100, undefined])
    expect(await refused(client.post(`${disabled.campaigns[0]?.id ?? ''}/copies`, {}))).toEqual([100, undefined])
  })
})
