import { afterAll, beforeAll, expect, test } from 'vitest'
import { startClient } from './sandbox-client.ts'
import { loadSdk, toTheEnd } from './sdk.ts'
import type { SdkAccount } from './sdk.ts'
import type { Client } from './sandbox-client.ts'

/** Meta's own SDK reads the sandbox: where they disagree, the sandbox is wrong. */

let client: Client
let sdk: ReturnType<typeof loadSdk>['sdk']
beforeAll(async () => {
  client = await startClient()
  sdk = loadSdk(client.sandbox.url).sdk
})
afterAll(() => client.sandbox.stop())

const accountAt = (index: number): SdkAccount => new sdk.AdAccount(client.sandbox.world.accounts[index]?.id ?? '')

test('it lists accounts and follows their pages', async () => {
  const page = await new sdk.User('me').getAdAccounts(['id', 'name', 'currency', 'account_status'], { limit: 4 })
  const names = (await toTheEnd(page)).map(({ name }) => name)
  expect(names).toHaveLength(9)
  expect(names).toContain('Harbor & Pine')
})

test('it goes through pages there and back', async () => {
  const first = await accountAt(1).getAds(['name'], { limit: 10, summary: 'total_count' })
  const names = first.map(({ _data }) => _data['name'])
  expect(first.summary?.['total_count']).toBeGreaterThan(50)
  expect(first.hasPrevious()).toBe(false)
  const second = await first.next()
  const others = second.map(({ _data }) => _data['name'])
  expect(second.map(({ id }) => id)).toHaveLength(10)
  const back = await (await second.next()).previous()
  expect(back.map(({ _data }) => _data['name'])).toEqual(others)
  expect((await back.previous()).map(({ _data }) => _data['name'])).toEqual(names)
})

test('it reads campaigns and insights', async () => {
  const campaigns = await accountAt(0).getCampaigns(
    ['id', 'name', 'status', 'effective_status', 'daily_budget', 'objective'],
    { limit: 50 },
  )
  expect(campaigns.map(({ _data }) => _data['status'])).toEqual(['ACTIVE', 'PAUSED', 'PAUSED', 'PAUSED'])
  const insights = await accountAt(0).getInsights(
    ['campaign_name', 'spend', 'impressions', 'clicks', 'reach', 'actions'],
    { level: 'campaign', date_preset: 'last_30d' },
  )
  expect(insights.map(({ _data }) => [_data['spend'], _data['impressions'], _data['clicks'], _data['reach']])).toEqual([
    ['79.84', '12868', '90', '11522'],
    ['336.89', '62694', '510', '41208'],
    ['536.79', '103291', '1742', '58344'],
  ])
  const daily = await accountAt(0).getInsights(['spend'], {
    level: 'account',
    time_range: { since: '2026-11-10', until: '2026-11-12' },
    time_increment: 1,
  })
  expect(daily.map(({ _data }) => _data['date_start'])).toEqual(['2026-11-10', '2026-11-11', '2026-11-12'])
})

test('it orders a report, looks after it, and reads it', async () => {
  const run = await accountAt(1).getInsightsAsync(['campaign_id', 'spend'], {
    level: 'campaign',
    date_preset: 'last_7d',
  })
  expect((await run.read(['async_status']))._data['async_status']).not.toBe('Job Completed')
  client.clock.now += 3_600_000
  expect((await run.read(['async_status', 'async_percent_completion']))._data).toMatchObject({
    async_status: 'Job Completed',
    async_percent_completion: 100,
  })
  const found = await toTheEnd(await run.getInsights([], { limit: 10 }))
  const direct = await toTheEnd(
    await accountAt(1).getInsights(['campaign_id', 'spend'], { level: 'campaign', date_preset: 'last_7d', limit: 500 }),
  )
  const ids = (rows: Record<string, unknown>[]): ReadonlySet<unknown> => new Set(rows.map((row) => row['campaign_id']))
  expect(ids(found)).toEqual(ids(direct))
  expect(found.length).toBeGreaterThan(10)
})

test('it reads ad sets, ads and what belongs to them', async () => {
  const [campaign] = await accountAt(1).getCampaigns(['name'], { effective_status: ['ACTIVE'], limit: 1 })
  const adsets = await new sdk.Campaign(campaign?.id ?? '').getAdSets([
    'name',
    'targeting',
    'optimization_goal',
    'campaign{name}',
  ])
  expect(adsets[0]?._data).toMatchObject({
    campaign: { id: campaign?.id, name: campaign?._data['name'] },
    targeting: { geo_locations: { countries: ['US'] } },
  })
  const ads = await new sdk.AdSet(adsets[0]?.id ?? '').getAds([
    'name',
    'creative{id,name,object_story_spec}',
    'effective_status',
  ])
  const creative = ads[0]?._data['creative'] as { id: string; name: string }
  expect((await new sdk.AdCreative(creative.id).read(['name']))._data['name']).toBe(creative.name)
  const videos = await accountAt(1).getAdVideos(['title', 'length', 'status'], { limit: 2 })
  expect(videos).toHaveLength(2)
  expect(await new sdk.AdVideo(videos[0]?.id ?? '').getThumbnails(['uri', 'is_preferred'])).toHaveLength(6)
})

test('it reads what else an account has', async () => {
  const account = accountAt(1)
  expect((await toTheEnd(await account.getAdImages(['hash', 'url'], { limit: 7 }))).length).toBe(18)
  expect((await account.getCustomAudiences(['name', 'subtype', 'operation_status'])).length).toBe(6)
  expect((await account.getAdsPixels(['name', 'last_fired_time'])).length).toBe(1)
  expect((await account.getPromotePages(['name', 'fan_count'])).length).toBe(1)
  expect((await account.getAdRulesLibrary(['name', 'evaluation_spec'])).length).toBe(2)
  expect((await account.getMinimumBudgets([]))[0]?._data).toMatchObject({ currency: 'USD' })
  const [business] = await new sdk.User('me').getBusinesses(['name'])
  expect(business?._data['name']).toBe('Tidewater Collective')
  const own = new sdk.Business(business?.id ?? '')
  expect((await own.getOwnedAdAccounts(['name'])).length).toBeGreaterThan(2)
  expect((await own.getOwnedPages(['name'])).length).toBeGreaterThan(2)
  expect((await own.getOwnedPixels(['name'])).length).toBeGreaterThan(2)
  expect((await account.getAssignedUsers(['name', 'tasks'], { business: business?.id })).length).toBe(2)
})
