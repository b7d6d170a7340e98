import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_APP_ID, DEMO_SEED } from '../../src/sandbox/demo-app.ts'
import { mintToken } from '../../src/sandbox/tokens.ts'
import { accountOf, startClient } from './sandbox-client.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { Client } from './sandbox-client.ts'

/** What an account holds, as it is read. */

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let client: Client
let account: Account
beforeAll(async () => {
  client = await startClient()
  account = accountOf(client, 'Solstice')
})
afterAll(() => client.sandbox.stop())

const get = async (path: string, params: Record<string, string> = {}, token?: string) => {
  const { body } = await client.get(path, params, token)
  return body
}
const codesOf = async (path: string, params: Record<string, string> = {}, token?: string) => {
  const { error } = await get(path, params, token)
  return [error['code'], error['error_subcode']]
}

describe('statuses on edges', () => {
  const ids = async (params: Record<string, string>) =>
    (await get(`${account.id}/campaigns`, { limit: '500', ...params })).data.map(({ id }) => id)
  const delivery = (...value: string[]): Record<string, string> => ({
    filtering: JSON.stringify([{ field: 'campaign.delivery_info', operator: 'IN', value }]),
  })

  test('archived and deleted objects are left out, found by delivery_info, read by id; deleted ones never by status', async () => {
    const [first, second] = account.campaigns.filter(
      ({ status, character }) => status === 'PAUSED' && character === 'normal',
    )
    await client.remove(first?.id ?? '')
    await client.post(second?.id ?? '', { status: 'ARCHIVED' })
    const shown = await ids({})
    expect(shown).not.toContain(first?.id)
    expect(shown).not.toContain(second?.id)
    expect(await ids({ effective_status: '["ARCHIVED"]' })).toContain(second?.id)
    expect(await codesOf(`${account.id}/campaigns`, { effective_status: '["ACTIVE","DELETED"]' })).toEqual([
      100,
      undefined,
    ])
    expect(await codesOf(`${account.id}/campaigns`, { effective_status: '["ADSET_PAUSED"]' })).toEqual([100, undefined])
    expect(await ids(delivery('deleted'))).toEqual([first?.id])
    const words = [
      'active',
      'archived',
      'completed',
      'limited',
      'not_delivering',
      'deleted',
      'not_published',
      'pending_review',
    ]
    const more = ['permanently_deleted', 'recently_completed', 'recently_rejected', 'rejected', 'scheduled', 'inactive']
    expect(await ids(delivery(...words, ...more))).toHaveLength(account.campaigns.length)
    expect(
      await get(first?.id ?? '', {
        fields:
          'effective_status,adsets.filtering([{"field":"adset.delivery_info","operator":"IN","value":["deleted"]}]){id,effective_status}',
      }),
    ).toMatchObject({
      effective_status: 'DELETED',
      adsets: { data: first?.adsets.map(({ id }) => ({ id, effective_status: 'DELETED' })) },
    })
    expect((await client.post(first?.id ?? '', { name: 'Still mine' })).body).toEqual({ success: true })
  })

  test('updated_since is for ad sets and ads; campaigns are filtered by their time', async () => {
    const adset = account.campaigns.find(({ status }) => status === 'ACTIVE')?.adsets[0]
    client.clock.now += 60_000
    const since = String(Math.floor(client.clock.now / 1000))
    await client.post(adset?.id ?? '', { name: 'Just renamed' })
    await client.post(adset?.campaign.id ?? '', { name: 'Renamed too' })
    expect((await get(`${account.id}/adsets`, { updated_since: since })).data).toEqual([{ id: adset?.id }])
    expect((await ids({ updated_since: since })).length).toBeGreaterThan(1)
    const filtering = JSON.stringify([
      { field: 'campaign.updated_time', operator: 'GREATER_THAN', value: Number(since) - 1 },
    ])
    expect(await ids({ filtering })).toEqual([adset?.campaign.id])
    expect(await codesOf(`${account.id}/adsets`, { updated_since: 'yesterday' })).toEqual([100, undefined])
  })

  test('a summary counts all of them, and an edge inside a field is narrowed by its own words', async () => {
    const page = await get(`${account.id}/ads`, { summary: 'total_count', limit: '3' })
    expect(page.data).toHaveLength(3)
    expect(Number((page['summary'] as { total_count: number }).total_count)).toBeGreaterThan(100)
    const body = await get(account.id, {
      fields:
        'name,campaigns.limit(2).effective_status(["ACTIVE"]){name,status,adsets.limit(1){id,ads.limit(1){creative.thumbnail_width(600){thumbnail_url}}}},business{verification_status}',
    })
    const { campaigns, business } = body as unknown as {
      campaigns: {
        data: { status: string; adsets: { data: { ads: { data: { creative: { thumbnail_url: string } }[] } }[] } }[]
      }
      business: Record<string, unknown>
    }
    expect(campaigns.data.map(({ status }) => status)).toEqual(['ACTIVE', 'ACTIVE'])
    expect(campaigns.data[0]?.adsets.data[0]?.ads.data[0]?.creative.thumbnail_url).toContain('p600x64')
    expect(business['verification_status']).toBe('verified')
  })
})

describe('ad sets and ads', () => {
  test('say all that is known of them, money as texts and times in the zone of the account', async () => {
    const adset = account.campaigns.find(
      ({ status, objective, budget }) => status === 'ACTIVE' && objective === 'OUTCOME_SALES' && !budget,
    )?.adsets[0]
    const body = await get(adset?.id ?? '', {
      fields:
        'name,campaign{name},daily_budget,budget_remaining,bid_strategy,billing_event,optimization_goal,attribution_spec,promoted_object,targeting,start_time,end_time,pacing_type,learning_stage_info,issues_info,dsa_payor,lifetime_budget,destination_type',
    })
    expect(body).toMatchObject({
      campaign: { id: adset?.campaign.id, name: expect.any(String) as string },
      daily_budget: String(adset?.budget?.minor),
      budget_remaining: expect.stringMatching(/^\d+$/) as string,
      billing_event: 'IMPRESSIONS',
      optimization_goal: 'OFFSITE_CONVERSIONS',
      promoted_object: { pixel_id: expect.stringMatching(/^\d+$/) as string, custom_event_type: 'PURCHASE' },
      targeting: { geo_locations: { countries: ['US'] } },
      start_time: expect.stringMatching(/T00:00:00-0[78]00$/) as string,
      pacing_type: ['standard'],
    })
    for (const name of ['lifetime_budget', 'end_time', 'dsa_payor', 'issues_info'])
      expect(body).not.toHaveProperty(name)
    expect((await get(`${account.id}/adspixels`)).data).toEqual([
      { id: (body['promoted_object'] as { pixel_id: string }).pixel_id },
    ])
    const eu = accountOf(client, 'Fernweh')
    const german = await get(`${eu.id}/adsets`, { fields: 'dsa_payor,dsa_beneficiary,targeting', limit: '1' })
    expect(german.data[0]).toMatchObject({
      dsa_payor: eu.name,
      targeting: { geo_locations: { countries: ['DE', 'AT'] } },
    })
  })

  test('a rejected ad says why', async () => {
    const ads = await get(`${account.id}/ads`, {
      effective_status: '["DISAPPROVED"]',
      fields: 'effective_status,status,issues_info,ad_review_feedback,creative{id,name,object_story_spec}',
    })
    expect(ads.data.length).toBeGreaterThan(0)
    for (const ad of ads.data)
      expect(ad).toMatchObject({
        status: 'ACTIVE',
        effective_status: 'DISAPPROVED',
        issues_info: [{ level: 'AD' }],
        creative: { object_story_spec: { page_id: expect.any(String) as string } },
      })
  })
})

describe('creatives, pictures, videos, audiences, pixels, pages and rules', () => {
  test('each ad has a creative that is found by its id, with its picture in the library', async () => {
    const ads = await get(`${account.id}/ads`, {
      fields: 'creative{id,image_hash,video_id,object_type,title}',
      limit: '50',
    })
    const creatives = ads.data.map(({ creative }) => creative as Record<string, string>)
    expect(new Set(creatives.map(({ id }) => id)).size).toBe(50)
    expect(new Set(creatives.map(({ object_type }) => object_type))).toEqual(new Set(['SHARE', 'VIDEO']))
    const still = creatives.find(({ image_hash }) => image_hash !== undefined)
    const film = creatives.find(({ video_id }) => video_id !== undefined)
    expect(await get(still?.['id'] ?? '', { fields: 'title' })).toEqual({ id: still?.['id'], title: still?.['title'] })
    const images = await get(`${account.id}/adimages`, {
      hashes: JSON.stringify([still?.['image_hash']]),
      fields: 'hash,width,height,url,status',
    })
    expect(images.data).toMatchObject([
      { id: `${account.digits}:${still?.['image_hash']}`, status: 'ACTIVE', width: expect.any(Number) as number },
    ])
    const video = await get(film?.['video_id'] ?? '', {
      fields: 'length,status,source,title,thumbnails{uri,is_preferred}',
    })
    expect(video).toMatchObject({
      length: expect.any(Number) as number,
      status: { video_status: 'ready', processing_phase: { status: 'complete' } },
    })
    expect(
      (video['thumbnails'] as { data: { is_preferred: boolean }[] }).data.filter((one) => one.is_preferred),
    ).toHaveLength(1)
    const preview = await get(`${still?.['id'] ?? ''}/previews`, { ad_format: 'MOBILE_FEED_STANDARD' })
    expect(preview.data[0]?.['body']).toMatch(/^<iframe src="https:/)
    expect(await codesOf(`${still?.['id'] ?? ''}/previews`)).toEqual([100, undefined])
    expect((await get(`${account.id}/adcreatives`, { limit: '500' })).data.map(({ id }) => id)).toContain(still?.['id'])
    expect(await codesOf(still?.['id'] ?? '', { fields: 'colour' })).toEqual([100, undefined])
  })

  test('the same content again and again, and in each account another', async () => {
    const read = async (from: Client, name: string) =>
      JSON.stringify(
        (
          await from.get(`${accountOf(from, name).id}/customaudiences`, {
            fields: 'name,subtype,approximate_count_lower_bound,delivery_status,lookalike_spec',
          })
        ).body.data,
      )
    const other = await startClient()
    expect(await read(other, 'Solstice')).toBe(await read(client, 'Solstice'))
    expect(await read(other, 'Copper')).not.toBe(await read(client, 'Solstice'))
    await other.sandbox.stop()
  })

  test('pictures are uploaded once, and go only when nothing shows them', async () => {
    const sent = await client.post(`${account.id}/adimages`, { bytes: DOT, name: 'dot.png' })
    const image = (sent.body['images'] as Record<string, { hash: string; width: number }>)['dot.png']
    expect(image).toMatchObject({ width: 1, height: 1, hash: expect.stringMatching(/^[0-9a-f]{32}$/) as string })
    await client.post(`${account.id}/adimages`, { bytes: DOT, name: 'dot.png' })
    const find = async () => (await get(`${account.id}/adimages`, { hashes: JSON.stringify([image?.hash]) })).data
    expect(await find()).toHaveLength(1)
    expect((await client.post(`${account.id}/adimages`, { bytes: 'bm90IGEgcGljdHVyZQ==' })).body.error).toMatchObject({
      code: 100,
    })
    const page = String((await get(`${account.id}/promote_pages`)).data[0]?.['id'])
    const story = { page_id: page, link_data: { link: 'https://a.example', image_hash: image?.hash } }
    const creative = await client.post(`${account.id}/adcreatives`, { object_story_spec: JSON.stringify(story) })
    const gone = async () => (await client.remove(`${account.id}/adimages?hash=${image?.hash}`)).body
    expect((await gone()).error).toMatchObject({ code: 100 })
    await client.remove(String(creative.body['id']))
    expect(await gone()).toEqual({ success: true })
    expect(await find()).toEqual([])
  })

  test('audiences and rules are made, changed and deleted', async () => {
    const audiences = `${account.id}/customaudiences`
    expect((await client.post(audiences, { name: 'X', subtype: 'WEBSITE' })).body.error).toMatchObject({ code: 100 })
    expect(
      (await client.post(audiences, { name: 'X', subtype: 'WEBSITE', rule: '{"inclusions":{}}' })).body.error,
    ).toMatchObject({
      error_subcode: 1713098,
    })
    const { body } = await client.post(audiences, {
      name: 'List',
      subtype: 'CUSTOM',
      customer_file_source: 'USER_PROVIDED_ONLY',
    })
    const id = String(body['id'])
    expect(
      await get(id, { fields: 'name,approximate_count_lower_bound,delivery_status,operation_status,retention_days' }),
    ).toMatchObject({
      name: 'List',
      approximate_count_lower_bound: -1,
      operation_status: { code: 441 },
    })
    // Text stays text, whatever it looks like; numbers are numbers again.
    await client.post(id, { name: '[1]', description: '{From the shop', retention_days: '30' })
    expect(await get(id, { fields: 'name,description,retention_days' })).toEqual({
      id,
      name: '[1]',
      description: '{From the shop',
      retention_days: 30,
    })
    await client.remove(id)
    expect((await get(audiences, { limit: '100' })).data.map((one) => one['id'])).not.toContain(id)

    const rules = `${account.id}/adrules_library`
    const spec = (filters: object[]): string => JSON.stringify({ evaluation_type: 'SCHEDULE', filters })
    const rule = { name: 'Mine', execution_spec: '{"execution_type":"PAUSE"}' }
    const entity = { field: 'entity_type', operator: 'EQUAL', value: 'AD' }
    const spent = { field: 'spent', operator: 'GREATER_THAN', value: 1000 }
    for (const filters of [[], [spent], [entity, spent]])
      expect((await client.post(rules, { ...rule, evaluation_spec: spec(filters) })).body.error).toMatchObject({
        code: 100,
      })
    expect((await client.post(rules, rule)).body.error).toMatchObject({ code: 194 })
    const preset = { field: 'time_preset', operator: 'EQUAL', value: 'TODAY' }
    const made = String(
      (await client.post(rules, { ...rule, evaluation_spec: spec([entity, preset, spent]) })).body['id'],
    )
    await client.post(made, { status: 'DISABLED', schedule_spec: '{"schedule_type":"DAILY"}' })
    expect(await get(made, { fields: 'name,status,schedule_spec,created_by' })).toMatchObject({
      name: 'Mine',
      status: 'DISABLED',
      schedule_spec: { schedule_type: 'DAILY' },
    })
    expect((await get(rules)).data).toHaveLength(3)
    await client.remove(made)
    expect((await get(rules)).data).toHaveLength(2)
  })

  test('a pixel says when it fired and what it counted', async () => {
    const id = String((await get(`${account.id}/adspixels`)).data[0]?.['id'])
    expect(await get(id, { fields: 'name,last_fired_time,is_unavailable,data_use_setting' })).toMatchObject({
      is_unavailable: false,
    })
    const stats = await get(`${id}/stats`, { aggregation: 'event' })
    expect(stats.data).toHaveLength(25)
    expect(stats.data[0]?.['data']).toContainEqual({ value: 'Purchase', count: expect.any(Number) as number })
    expect(await codesOf(`${id}/stats`, { aggregation: 'weather' })).toEqual([100, undefined])
  })
})

describe('people, businesses and rights', () => {
  const tokenWith = (...scopes: string[]): string =>
    mintToken({ seed: DEMO_SEED, appId: DEMO_APP_ID, scopes, nonce: scopes.join('') })

  test('everybody with a role, and what the role may do', async () => {
    const users = await get(`${account.id}/users`)
    expect(users.data).toMatchObject([
      { name: 'Alex Morgan', tasks: expect.arrayContaining(['MANAGE']) as string[] },
      { name: 'Sam Rivera' },
    ])
    expect(await codesOf(`${account.id}/assigned_users`)).toEqual([100, undefined])
    expect((await get(`${account.id}/assigned_users`, { business: account.owner?.id ?? '' })).data).toHaveLength(2)
    expect((await get(`${account.id}/assigned_users`, { business: '1' })).data).toEqual([])
  })

  test('a field without the right to it fails the whole call', async () => {
    const kumo = accountOf(client, 'Kumo')
    for (const field of ['funding_source_details', 'is_prepay_account'])
      expect(await codesOf(kumo.id, { fields: `name,${field}` })).toEqual([10, undefined])
    expect(await get(account.id, { fields: 'is_prepay_account,funding_source_details' })).toMatchObject({
      is_prepay_account: false,
    })
    const plain = tokenWith('ads_read')
    expect(await codesOf(account.id, { fields: 'name,owner' }, plain)).toEqual([200, undefined])
    expect(await get(account.id, { fields: 'name' }, plain)).toMatchObject({ name: account.name })
    expect(await codesOf('me/accounts', {}, plain)).toEqual([200, undefined])
    const page = String((await get(`${account.id}/promote_pages`, {}, plain)).data[0]?.['id'])
    expect(await codesOf(page, { fields: 'access_token' }, plain)).toEqual([200, undefined])
    expect(await get(page, { fields: 'name,fan_count' }, plain)).toMatchObject({ name: account.name })
  })

  test('a business shows its accounts, pages, pixels and people', async () => {
    const [business] = client.sandbox.world.businesses
    const owned = client.sandbox.world.accounts.filter(({ owner }) => owner === business)
    for (const edge of ['owned_ad_accounts', 'owned_pages', 'owned_pixels'])
      expect((await get(`${business?.id ?? ''}/${edge}`, { fields: 'name' })).data).toHaveLength(owned.length)
    for (const edge of ['pending_owned_ad_accounts', 'pending_client_ad_accounts'])
      expect((await get(`${business?.id ?? ''}/${edge}`)).data).toEqual([])
    const body = await get('me/businesses', { fields: 'name,owned_pixels.limit(1){name},business_users{name,role}' })
    expect(body.data[0]).toMatchObject({
      owned_pixels: { data: [{ name: expect.stringContaining('pixel') as string }] },
    })
    expect((await get('me', { fields: 'name,accounts.limit(2){name}' }))['accounts']).toMatchObject({ data: [{}, {}] })
    const personal = await get('me/personal_ad_accounts', { fields: 'name' })
    expect(personal.data.map(({ name }) => name)).toEqual(['Nomad Steppe Tours', 'Alex Morgan (freelance)'])
    expect(await codesOf('me', { fields: 'shoe_size' })).toEqual([100, undefined])
  })

  test('minimum budgets follow currency and bid', async () => {
    const budgets = async (name: string, params: Record<string, string> = {}) =>
      (await get(`${accountOf(client, name).id}/minimum_budgets`, params)).data[0]
    expect(await budgets('Solstice')).toEqual({
      currency: 'USD',
      min_daily_budget_imp: 100,
      min_daily_budget_high_freq: 500,
      min_daily_budget_low_freq: 4000,
      min_daily_budget_video_views: 500,
    })
    expect(await budgets('Kumo')).toMatchObject({ currency: 'JPY', min_daily_budget_imp: 150 })
    expect(await budgets('Solstice', { bid_amount: '1000' })).toMatchObject({
      min_daily_budget_imp: 1000,
      min_daily_budget_low_freq: 5000,
    })
    expect((await get(accountOf(client, 'Solstice').id, { fields: 'min_daily_budget' }))['min_daily_budget']).toBe(100)
  })
})
