import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startClient } from './sandbox-client.ts'
import { loadSdk, toTheEnd } from './sdk.ts'
import type { SdkAccount, SdkAnswer } from './sdk.ts'
import type { Client } from './sandbox-client.ts'

/** Meta's own SDK writes to the sandbox. */

const DOT = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

let client: Client
let sdk: ReturnType<typeof loadSdk>['sdk']
let api: object
let account: SdkAccount
beforeAll(async () => {
  client = await startClient()
  ;({ sdk, api } = loadSdk(client.sandbox.url))
  account = new sdk.AdAccount(client.sandbox.world.accounts[1]?.id ?? '')
})
afterAll(() => client.sandbox.stop())

test('it edits, and reads the edit back', async () => {
  const id = client.sandbox.world.accounts[0]?.campaigns[1]?.id ?? ''
  const campaign = new sdk.Campaign(id)
  await campaign.update([], { status: 'ACTIVE', daily_budget: 2000 })
  expect((await campaign.read(['status', 'daily_budget']))._data).toMatchObject({
    status: 'ACTIVE',
    daily_budget: '2000',
  })
})

test('it makes a campaign with all that is needed to run, and takes it away', async () => {
  const campaign = await account.createCampaign(['name', 'status', 'daily_budget'], {
    name: 'By the SDK',
    objective: 'OUTCOME_SALES',
    status: 'PAUSED',
    special_ad_categories: [],
    daily_budget: 5000,
  })
  expect(campaign._data).toMatchObject({ name: 'By the SDK', status: 'PAUSED', daily_budget: '5000' })
  const [pixel] = await account.getAdsPixels([])
  const [page] = await account.getPromotePages([])
  const adset = await account.createAdSet([], {
    name: 'Set',
    campaign_id: campaign.id,
    billing_event: 'IMPRESSIONS',
    optimization_goal: 'OFFSITE_CONVERSIONS',
    promoted_object: { pixel_id: pixel?.id, custom_event_type: 'PURCHASE' },
    targeting: { geo_locations: { countries: ['US'] } },
    status: 'PAUSED',
  })
  const image = await account.createAdImage([], { bytes: DOT })
  const { hash } = (image._data['images'] as { bytes: { hash: string } }).bytes
  const creative = await account.createAdCreative([], {
    name: 'Picture',
    object_story_spec: {
      page_id: page?.id,
      link_data: { link: 'https://a.example', message: 'Hello', image_hash: hash },
    },
  })
  const ad = await account.createAd([], {
    name: 'Ad',
    adset_id: adset.id,
    creative: { creative_id: creative.id },
    status: 'ACTIVE',
  })
  expect(
    (await new sdk.Ad(ad.id).read(['name', 'effective_status', 'creative{image_hash}', 'adset{name}']))._data,
  ).toMatchObject({
    effective_status: 'CAMPAIGN_PAUSED',
    creative: { image_hash: hash },
    adset: { name: 'Set' },
  })
  const copy = await new sdk.Campaign(campaign.id).createCopy([], {
    deep_copy: true,
    rename_options: { rename_strategy: 'DEEP_RENAME', rename_suffix: ' 2' },
  })
  const copied = new sdk.Campaign(String(copy._data['copied_campaign_id']))
  expect((await copied.getAds(['name'])).map(({ _data }) => _data['name'])).toEqual(['Ad 2'])

  const live = new sdk.Campaign(campaign.id)
  expect(await live.delete([])).toEqual({ success: true })
  expect((await live.read(['effective_status']))._data['effective_status']).toBe('DELETED')
  const listed = await toTheEnd(await account.getCampaigns(['name'], { limit: 100 }))
  expect(listed.map(({ id }) => id)).not.toContain(campaign.id)
  const activities = await account.getActivities(['event_type', 'object_id', 'extra_data'], { oid: ad.id })
  expect(activities.map(({ _data }) => _data['event_type'])).toEqual(['create_ad'])
})

test('it makes and deletes audiences and rules', async () => {
  const audience = await account.createCustomAudience([], {
    name: 'List',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
  })
  expect(await new sdk.CustomAudience(audience.id).delete([])).toEqual({ success: true })
  const rule = await account.createAdRulesLibrary([], {
    name: 'Rule',
    evaluation_spec: {
      evaluation_type: 'SCHEDULE',
      filters: [{ field: 'entity_type', operator: 'EQUAL', value: 'CAMPAIGN' }],
    },
    execution_spec: { execution_type: 'NOTIFICATION' },
  })
  await new sdk.AdRule(rule.id).update([], { status: 'DISABLED' })
  expect((await new sdk.AdRule(rule.id).read(['status', 'evaluation_spec']))._data).toMatchObject({
    status: 'DISABLED',
    evaluation_spec: { evaluation_type: 'SCHEDULE' },
  })
})

describe('errors', () => {
  test('are of its own class, with all that Meta says', async () => {
    const id = client.sandbox.world.accounts[0]?.campaigns[0]?.id ?? ''
    await expect(new sdk.Campaign(id).update([], { daily_budget: 1 })).rejects.toMatchObject({
      name: 'FacebookRequestError',
      status: 400,
      method: 'POST',
      message: 'Invalid parameter',
      response: {
        code: 100,
        error_subcode: 1885272,
        type: 'OAuthException',
        is_transient: false,
        error_user_title: expect.any(String) as string,
        error_user_msg: expect.stringContaining('USD') as string,
        error_data: { blame_field_specs: [['daily_budget']] },
        fbtrace_id: expect.any(String) as string,
      },
    })
    await expect(new sdk.Campaign('1').read(['name'])).rejects.toMatchObject({
      status: 400,
      response: { code: 100, error_subcode: 33, type: 'GraphMethodException' },
    })
    await expect(account.getAds(['nonsense'])).rejects.toMatchObject({
      message: expect.stringContaining('nonexistent field (nonsense)') as string,
    })
  })

  test('of a token', async () => {
    loadSdk(client.sandbox.url, 'EAAnothing')
    await expect(new sdk.User('me').read(['name'])).rejects.toMatchObject({ response: { code: 190 } })
    loadSdk(client.sandbox.url)
  })
})

test('a batch: each call by itself, what came without an answer again', async () => {
  const answers: [string, SdkAnswer][] = []
  const batch = new sdk.FacebookAdsApiBatch(api)
  const add = (name: string, method: string, path: string[], params: object): void =>
    batch.add(
      method,
      path,
      params,
      undefined,
      (answer) => answers.push([`${name} good`, answer]),
      (answer) => answers.push([`${name} bad`, answer]),
    )
  const [campaign] = await account.getCampaigns(['name'], { limit: 1 })
  add('account', 'GET', [account.id], { fields: 'name' })
  add('rename', 'POST', [campaign?.id ?? ''], { status: 'PAUSED' })
  add('nothing', 'GET', ['1'], { fields: 'name' })
  client.sandbox.faults.set([{ match: new RegExp(`^${account.id}$`), kind: 'nullBatchItem', times: 1 }])
  const again = await batch.execute()
  expect(answers.map(([name]) => name)).toEqual(['rename good', 'nothing bad'])
  expect(answers[1]?.[1].error).toMatchObject({ name: 'FacebookRequestError', response: { error: { code: 100 } } })
  expect(await again?.execute()).toBeNull()
  const last = answers.at(-1)
  expect(last?.[0]).toBe('account good')
  expect(last?.[1].body).toMatchObject({ id: account.id, name: 'Solstice Skincare US' })
})
