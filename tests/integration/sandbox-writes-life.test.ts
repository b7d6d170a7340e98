import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { DEMO_APP_ID, DEMO_COLLEAGUE_TOKEN, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { accountOf, startClient } from './sandbox-client.ts'
import type { Account, Campaign } from '../../src/sandbox/model.ts'
import type { Client } from './sandbox-client.ts'

/** What happens to objects after they are made: copies, other people, restarts, learning, figures. */

const DAY = 86_400_000
let client: Client
let account: Account
beforeAll(async () => {
  client = await startClient()
  account = accountOf(client, 'Copper')
})
afterAll(() => client.sandbox.stop())

const errorOf = async (answer: ReturnType<Client['post']>): Promise<readonly unknown[]> => {
  const { error } = (await answer).body
  return [error['code'], error['error_subcode']]
}
const small = (of: Account): Campaign => {
  const found = of.campaigns.find(
    ({ status, adsets }) =>
      status === 'ACTIVE' &&
      adsets.every((adset) => adset.status === 'ACTIVE') &&
      adsets.flatMap(({ ads }) => ads).length <= 3,
  )
  if (!found) throw new Error('no small campaign')
  return found
}

describe('copies', () => {
  test('of a campaign with everything under it, paused and renamed', async () => {
    const source = small(account)
    const { body } = await client.post(`${source.id}/copies`, { deep_copy: 'true' })
    const id = String(body['copied_campaign_id'])
    const all = body['ad_object_ids'] as { ad_object_type: string; source_id: string; copied_id: string }[]
    expect(all[0]).toEqual({ ad_object_type: 'campaign', source_id: source.id, copied_id: id })
    expect(all.map(({ ad_object_type }) => ad_object_type).sort()).toEqual(
      ['campaign', ...source.adsets.flatMap(({ ads }) => ['ad_set', ...ads.map(() => 'ad')])].sort(),
    )
    const read = await client.get(id, {
      fields:
        'name,status,objective,source_campaign_id,daily_budget,lifetime_budget,adsets{name,status,targeting,ads{name,creative}}',
    })
    expect(read.body).toMatchObject({
      name: `${source.name} - Copy`,
      status: 'PAUSED',
      objective: source.objective,
      source_campaign_id: source.id,
    })
    const [first] = (
      read.body['adsets'] as {
        data: { name: string; targeting: unknown; ads: { data: { creative: { id: string } }[] } }[]
      }
    ).data
    expect(first?.name).toBe(source.adsets[0]?.name)
    const original = await client.get(source.adsets[0]?.id ?? '', { fields: 'targeting,ads{creative}' })
    expect(first?.targeting).toEqual(original.body['targeting'])
    expect(first?.ads.data[0]?.creative).toEqual(
      (original.body['ads'] as typeof first)?.['data' as never]?.[0]?.['creative'],
    )
    expect((await client.get(`${source.id}/copies`)).body.data).toEqual([{ id }])
  })

  test('of an ad set and an ad elsewhere, by the options given', async () => {
    const source = small(account)
    const [adset] = source.adsets
    const [ad] = adset?.ads ?? []
    const one = await client.post(`${adset?.id ?? ''}/copies`, {
      status_option: 'INHERITED_FROM_SOURCE',
      rename_options: '{"rename_strategy":"ONLY_TOP_LEVEL_RENAME","rename_prefix":"A/B "}',
    })
    const copied = String(one.body['copied_adset_id'])
    expect((await client.get(copied, { fields: 'name,status,campaign_id,ads{id}' })).body).toEqual({
      id: copied,
      name: `A/B ${adset?.name}`,
      status: adset?.status,
      campaign_id: source.id,
    })
    const two = await client.post(`${ad?.id ?? ''}/copies`, {
      adset_id: copied,
      rename_options: '{"rename_strategy":"NO_RENAME"}',
      status_option: 'ACTIVE',
    })
    const copiedAd = String(two.body['copied_ad_id'])
    expect((await client.get(copiedAd, { fields: 'name,status,adset_id,source_ad_id,effective_status' })).body).toEqual(
      {
        id: copiedAd,
        name: ad?.name,
        status: 'ACTIVE',
        adset_id: copied,
        source_ad_id: ad?.id,
        effective_status: 'PENDING_REVIEW',
      },
    )
  })

  test('take three ads with them at most', async () => {
    const big = account.campaigns.find(
      ({ status, adsets }) =>
        status === 'ACTIVE' && adsets.flatMap(({ ads }) => ads).filter((ad) => ad.status !== 'ARCHIVED').length > 3,
    )
    expect(await errorOf(client.post(`${big?.id ?? ''}/copies`, { deep_copy: 'true' }))).toEqual([100, undefined])
    expect((await client.post(`${big?.id ?? ''}/copies`, {})).status).toBe(200)
    expect(await errorOf(client.post(`${big?.id ?? ''}/copies`, { status_option: 'SLEEPING' }))).toEqual([
      100,
      undefined,
    ])
  })
})

describe('an account', () => {
  test('takes ten changes of its spending limit a day, in whole units, and counts anew after a reset', async () => {
    const { id, offset } = account
    const read = async () => (await client.get(id, { fields: 'spend_cap,amount_spent' })).body
    expect((await read())['spend_cap']).toBe('0')
    expect(await errorOf(client.post(id, { spend_cap: '0.01' }))).toEqual([100, 2446307])
    expect((await client.post(id, { spend_cap: '900000' })).body).toEqual({ success: true })
    expect((await read())['spend_cap']).toBe(String(900_000 * offset))
    expect(Number((await read())['amount_spent'])).toBeGreaterThan(1_000_000)
    await client.post(id, { spend_cap_action: 'reset' })
    expect((await read())['amount_spent']).toBe('0')
    for (let i = 0; i < 8; i++) expect((await client.post(id, { spend_cap: String(900_001 + i) })).status).toBe(200)
    expect(await errorOf(client.post(id, { spend_cap_action: 'delete' }))).toEqual([17, 1885172])
    client.clock.now += DAY + 1
    expect((await client.post(id, { spend_cap_action: 'delete' })).status).toBe(200)
    expect((await read())['spend_cap']).toBe('0')
    const types = (await client.get(`${id}/activities`, { category: 'ACCOUNT', limit: '100' })).body.data.map(
      ({ event_type }) => event_type,
    )
    expect(types[0]).toBe('ad_account_remove_spend_limit')
    expect(new Set(types)).toEqual(
      new Set(['ad_account_remove_spend_limit', 'ad_account_update_spend_limit', 'ad_account_reset_spend_limit']),
    )
  })

  test('is changed by those alone who manage it, and written by a token for writing', async () => {
    const advertiser = accountOf(client, 'Kumo')
    expect(await errorOf(client.post(advertiser.id, { name: 'Mine' }))).toEqual([10, undefined])
    const reader = mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, scopes: ['ads_read'], nonce: 'reader' })
    expect(await errorOf(client.post(account.campaigns[0]?.id ?? '', { name: 'Mine' }, reader))).toEqual([
      294,
      undefined,
    ])
  })
})

describe('other people', () => {
  test('change things by the same rules, and the activities say who it was', async () => {
    const { colleague } = client.sandbox
    const campaign = small(account)
    colleague.change(campaign.id, { status: 'PAUSED', name: 'Sam was here' })
    expect(
      (await client.get(campaign.adsets[0]?.id ?? '', { fields: 'effective_status' })).body['effective_status'],
    ).toBe('CAMPAIGN_PAUSED')
    expect(() => colleague.change(campaign.id, { daily_budget: '1' })).toThrow()
    client.clock.now += 1000
    const id = colleague.create(account.id, 'campaigns', {
      name: 'Sam’s own',
      objective: 'OUTCOME_TRAFFIC',
      special_ad_categories: '[]',
      daily_budget: '4000',
    })
    client.clock.now += 1000
    colleague.remove(id)
    const { body } = await client.get(`${account.id}/activities`, { limit: '4' })
    expect(
      body.data.map(({ event_type, actor_name, application_id }) => [event_type, actor_name, application_id]),
    ).toEqual([
      ['update_campaign_run_status', 'Sam Rivera', undefined],
      ['create_campaign_group', 'Sam Rivera', undefined],
      ['update_campaign_run_status', 'Sam Rivera', undefined],
      ['update_campaign_name', 'Sam Rivera', undefined],
    ])
    await client.post(campaign.id, { status: 'ARCHIVED' }, DEMO_COLLEAGUE_TOKEN)
    const [theirs] = (await client.get(`${account.id}/activities`, { limit: '1' })).body.data
    expect(theirs).toMatchObject({ actor_name: 'Sam Rivera', object_id: campaign.id })
    const other = small(account)
    await client.post(other.id, { name: 'Mine' })
    const [own] = (await client.get(`${account.id}/activities`, { limit: '1' })).body.data
    expect(own).toMatchObject({ actor_name: 'System user', application_id: DEMO_APP_ID, object_id: other.id })
  })

  test('are found by time, actor and page', async () => {
    const path = `${account.id}/activities`
    const all = (await client.get(path, { limit: '500' })).body.data
    expect(all.length).toBeGreaterThan(10)
    const seen: unknown[] = []
    let after: string | undefined
    do {
      const { body } = await client.get(path, { limit: '4', ...(after === undefined ? {} : { after }) })
      seen.push(...body.data)
      const paging = body['paging'] as { cursors: { after: string }; next?: string }
      after = paging.next === undefined ? undefined : paging.cursors.after
    } while (after !== undefined)
    expect(seen).toEqual(all)
    const since = String(Math.floor(client.clock.now / 1000))
    const late = (await client.get(path, { since, limit: '500' })).body.data
    expect(late.length).toBeGreaterThan(0)
    expect(late.length).toBeLessThan(all.length)
    expect((await client.get(path, { until: '2026-01-01' })).body.data).toEqual([])
    const sams = (await client.get(path, { uid: '10229904816735513', limit: '500' })).body.data
    expect(new Set(sams.map(({ actor_name }) => actor_name))).toEqual(new Set(['Sam Rivera']))
    expect(await errorOf(client.get(path, { category: 'WEATHER' }))).toEqual([100, undefined])
  })
})

test('learning begins with a big change, and ends with fifty results in a week or without', async () => {
  const own = accountOf(client, 'Lumen')
  const adset = own.campaigns.find(({ character }) => character === 'winner')?.adsets[0]
  if (!adset) throw new Error('no ad set')
  const stage = async () =>
    (await client.get(adset.id, { fields: 'learning_stage_info' })).body['learning_stage_info'] as {
      status: string
      conversions: number
      last_sig_edit_ts: number
    }
  expect(await stage()).toMatchObject({ status: 'SUCCESS', attribution_windows: ['7d_click', '1d_view'] })
  const targeting = JSON.stringify({ geo_locations: { countries: ['CA'] } })
  await client.post(adset.id, { targeting })
  const edited = Math.floor(client.clock.now / 1000)
  client.clock.now += 3_600_000
  const after = await stage()
  expect(after.last_sig_edit_ts).toBe(edited)
  expect(after.status === 'LEARNING' || after.conversions >= 50).toBe(true)
  client.clock.now += 9 * DAY
  expect((await stage()).status).toMatch(/SUCCESS|FAIL/)
})

test('what is made spends within its budget, from its review on, and is counted to its account', async () => {
  const own = accountOf(client, 'Solstice')
  const page = String((await client.get(`${own.id}/promote_pages`)).body.data[0]?.['id'])
  const pixel = String((await client.get(`${own.id}/adspixels`)).body.data[0]?.['id'])
  const campaign = String(
    (
      await client.post(`${own.id}/campaigns`, {
        name: 'Fresh',
        objective: 'OUTCOME_SALES',
        special_ad_categories: '[]',
        daily_budget: '40000',
      })
    ).body['id'],
  )
  const adset = await client.post(`${own.id}/adsets`, {
    name: 'Fresh set',
    campaign_id: campaign,
    billing_event: 'IMPRESSIONS',
    optimization_goal: 'OFFSITE_CONVERSIONS',
    promoted_object: JSON.stringify({ pixel_id: pixel, custom_event_type: 'PURCHASE' }),
    targeting: '{"geo_locations":{"countries":["US"]}}',
  })
  const creative = JSON.stringify({
    object_story_spec: { page_id: page, link_data: { link: 'https://a.example', message: 'New' } },
  })
  for (const name of ['One', 'Two'])
    await client.post(`${own.id}/ads`, { name, adset_id: String(adset.body['id']), creative })
  const insights = async (id: string) =>
    (
      await client.get(`${id}/insights`, {
        fields: 'spend,impressions',
        date_preset: 'maximum',
        time_increment: '1',
        limit: '500',
      })
    ).body.data
  expect(await insights(campaign)).toEqual([])
  const set = async () => (await client.get(String(adset.body['id']), { fields: 'learning_stage_info' })).body
  expect((await set())['learning_stage_info']).toMatchObject({ status: 'LEARNING', conversions: 0 })
  client.clock.now += 4 * DAY
  const rows = await insights(campaign)
  expect(rows.length).toBeGreaterThanOrEqual(4)
  for (const { spend, impressions } of rows) {
    expect(Number(spend)).toBeGreaterThan(0)
    expect(Number(spend)).toBeLessThan(400 * 1.75)
    expect(Number(impressions)).toBeGreaterThan(0)
  }
  const level = await client.get(`${own.id}/insights`, {
    level: 'campaign',
    date_preset: 'last_3d',
    fields: 'campaign_id',
    limit: '500',
  })
  expect(level.body.data.map(({ campaign_id }) => campaign_id)).toContain(campaign)
  await client.post(campaign, { status: 'PAUSED' })
  client.clock.now += 3 * DAY
  expect(await insights(campaign)).toHaveLength(rows.length)
})

test('a restart keeps all that was made and changed', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json')
  const first = await startClient({ stateFile })
  const own = accountOf(first, 'Copper')
  const source = small(own)
  const copy = await first.post(`${source.id}/copies`, { deep_copy: 'true', status_option: 'ACTIVE' })
  const id = String(copy.body['copied_campaign_id'])
  const rule = await first.post(`${own.id}/adrules_library`, {
    name: 'Mine',
    evaluation_spec:
      '{"evaluation_type":"SCHEDULE","filters":[{"field":"entity_type","operator":"EQUAL","value":"AD"}]}',
    execution_spec: '{"execution_type":"NOTIFICATION"}',
  })
  await first.post(own.id, { spend_cap: '5000000', default_dsa_payor: 'Copper' })
  await first.post(id, { name: 'Kept' })
  const read = async (from: Client) => [
    (
      await from.get(id, {
        fields:
          'name,status,daily_budget,created_time,updated_time,adsets{name,ads{name,effective_status,creative{title}}}',
      })
    ).body,
    (await from.get(`${own.id}/adrules_library`, { fields: 'name,status,schedule_spec' })).body,
    (await from.get(own.id, { fields: 'spend_cap,default_dsa_payor' })).body,
    (await from.get(`${own.id}/activities`, { limit: '50' })).body,
    (await from.get(`${own.id}/campaigns`, { limit: '500' })).body.data,
  ]
  expect(rule.status).toBe(200)
  const before = JSON.stringify(await read(first)).replaceAll(first.sandbox.url, '')
  await first.sandbox.stop()
  const second = await startClient({ stateFile })
  expect(second.sandbox.problem).toBeNull()
  expect(JSON.stringify(await read(second)).replaceAll(second.sandbox.url, '')).toBe(before)
  const next = String((await second.post(`${source.id}/copies`, {})).body['copied_campaign_id'])
  expect(next).not.toBe(id)
  await second.sandbox.stop()
  // In a world of another size most of it has no place: it starts all the same.
  const third = await startClient({ stateFile, size: { campaigns: 3 } })
  expect(third.sandbox.problem).toBeNull()
  expect((await third.get('me')).status).toBe(200)
  await third.sandbox.stop()
})

test('a flight that is moved is followed: by its campaign, and by what is spent', async () => {
  const own = accountOf(client, 'Driftwood')
  const campaign = own.campaigns.find(({ endDay, status }) => endDay !== Infinity && status === 'ACTIVE')
  const adset = campaign?.adsets.find(({ status }) => status === 'ACTIVE')
  if (!campaign || !adset) throw new Error('no campaign with an end')
  const spendOn = async (): Promise<number> =>
    Number(
      (await client.get(`${adset.id}/insights`, { fields: 'spend', date_preset: 'yesterday' })).body.data[0]?.[
        'spend'
      ] ?? 0,
    )
  const stop = async () => (await client.get(campaign.id, { fields: 'stop_time' })).body['stop_time']
  const [planned] = [await stop()]
  expect(await spendOn()).toBeGreaterThan(0)
  const soon = Math.floor(client.clock.now / 1000) + 3600
  for (const { id } of campaign.adsets) await client.post(id, { end_time: String(soon) })
  expect(Date.parse(String(await stop()))).toBe(soon * 1000)
  client.clock.now += 3 * DAY
  expect(await spendOn()).toBe(0)
  expect((await client.get(campaign.id, { fields: 'effective_status' })).body['effective_status']).toBe('ACTIVE')
  const completed = JSON.stringify([{ field: 'adset.delivery_info', operator: 'IN', value: ['recently_completed'] }])
  expect((await client.get(`${campaign.id}/adsets`, { filtering: completed })).body.data).toContainEqual({
    id: adset.id,
  })
  const later = Date.parse(String(planned)) + 90 * DAY
  await client.post(adset.id, { end_time: String(later / 1000) })
  expect(Date.parse(String(await stop()))).toBe(later)
  client.clock.now = Date.parse(String(planned)) + 10 * DAY
  expect(await spendOn()).toBeGreaterThan(0)
  const log = (await client.get(`${adset.id}/activities`, { category: 'DATE' })).body.data
  expect(log.map(({ event_type }) => event_type)).toEqual(['update_ad_set_duration', 'update_ad_set_duration'])
})
