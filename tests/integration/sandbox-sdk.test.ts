import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startClient } from './sandbox-client.ts'
import type { Client } from './sandbox-client.ts'

/** What this test uses of Meta's own SDK, which ships no types. */
interface SdkObject {
  readonly id: string
  readonly _data: Record<string, unknown>
}
interface SdkCursor extends Array<SdkObject> {
  hasNext(): boolean
  next(): Promise<SdkCursor>
}
interface SdkReader {
  getAdAccounts(fields: string[], params?: object): Promise<SdkCursor>
  getCampaigns(fields: string[], params?: object): Promise<SdkCursor>
  getInsights(fields: string[], params?: object): Promise<SdkCursor>
  read(fields: string[]): Promise<SdkObject>
  update(fields: string[], params: object): Promise<SdkObject>
}
interface Sdk {
  readonly FacebookAdsApi: { init(token: string, locale?: string, crashLog?: boolean): unknown }
  readonly User: new (id: string) => SdkReader
  readonly AdAccount: new (id: string) => SdkReader
  readonly Campaign: new (id: string) => SdkReader
}

let client: Client
let sdk: Sdk
beforeAll(async () => {
  client = await startClient()
  sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk
  // The SDK states host and version as getters of its class: these two are all that is changed.
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => client.sandbox.url })
  Object.defineProperty(sdk.FacebookAdsApi, 'VERSION', { get: () => 'v26.0' })
  sdk.FacebookAdsApi.init(DEMO_SYSTEM_TOKEN, 'en_US', false)
})
afterAll(() => client.sandbox.stop())

test("Meta's own SDK lists accounts and follows their pages", async () => {
  let page = await new sdk.User('me').getAdAccounts(['id', 'name', 'currency', 'account_status'], { limit: 4 })
  const names: unknown[] = page.map(({ _data }) => _data['name'])
  while (page.hasNext()) {
    page = await page.next()
    names.push(...page.map(({ _data }) => _data['name']))
  }
  expect(names).toHaveLength(9)
  expect(names).toContain('Harbor & Pine')
})

test('it reads campaigns and insights', async () => {
  const account = new sdk.AdAccount(client.sandbox.world.accounts[0]?.id ?? '')
  const campaigns = await account.getCampaigns(
    ['id', 'name', 'status', 'effective_status', 'daily_budget', 'objective'],
    { limit: 50 },
  )
  expect(campaigns.map(({ _data }) => _data['status'])).toEqual(['ACTIVE', 'PAUSED', 'PAUSED', 'PAUSED'])
  const insights = await account.getInsights(['campaign_name', 'spend', 'impressions', 'clicks', 'reach', 'actions'], {
    level: 'campaign',
    date_preset: 'last_30d',
  })
  expect(insights.map(({ _data }) => [_data['spend'], _data['impressions'], _data['clicks'], _data['reach']])).toEqual([
    ['79.84', '12868', '90', '11522'],
    ['336.89', '62694', '510', '41208'],
    ['536.79', '103291', '1742', '58344'],
  ])
  const daily = await account.getInsights(['spend'], {
    level: 'account',
    time_range: { since: '2026-11-10', until: '2026-11-12' },
    time_increment: 1,
  })
  expect(daily.map(({ _data }) => _data['date_start'])).toEqual(['2026-11-10', '2026-11-11', '2026-11-12'])
})

test('it edits, and reads the edit back', async () => {
  const id = client.sandbox.world.accounts[0]?.campaigns[1]?.id ?? ''
  const campaign = new sdk.Campaign(id)
  await campaign.update([], { status: 'ACTIVE', daily_budget: 2000 })
  expect((await campaign.read(['status', 'daily_budget']))._data).toMatchObject({
    status: 'ACTIVE',
    daily_budget: '2000',
  })
  await expect(new sdk.Campaign(id).update([], { daily_budget: 1 })).rejects.toMatchObject({ status: 400 })
})
