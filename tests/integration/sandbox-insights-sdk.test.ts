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
  readonly summary: unknown
  hasNext(): boolean
  next(): Promise<SdkCursor>
}
interface SdkRun extends SdkObject {
  get(fields: string[], params?: object): Promise<SdkObject>
  getInsights(fields: string[], params?: object): Promise<SdkCursor>
}
interface SdkReader {
  getInsights(fields: string[], params?: object): Promise<SdkCursor>
  getInsightsAsync(fields: string[], params?: object): Promise<SdkRun>
}
interface Sdk {
  readonly FacebookAdsApi: { init(token: string, locale?: string, crashLog?: boolean): unknown }
  readonly AdAccount: new (id: string) => SdkReader
  readonly Campaign: new (id: string) => SdkReader
  readonly AdReportRun: { readonly Fields: Readonly<Record<string, string>> }
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

const named = (name: string) => {
  const found = client.sandbox.world.accounts.find((account) => account.name.startsWith(name))
  if (!found) throw new Error(`no account ${name}`)
  return found
}
const FIELDS = ['campaign_id', 'spend', 'impressions', 'reach', 'actions', 'results']
const QUESTION = { level: 'campaign', date_preset: 'last_14d', time_increment: 1, limit: 60 }

const allOf = async (first: SdkCursor): Promise<readonly Record<string, unknown>[]> => {
  const rows = first.map(({ _data }) => _data)
  for (let page = first; page.hasNext();) {
    page = await page.next()
    rows.push(...page.map(({ _data }) => _data))
  }
  return rows
}

test("Meta's own SDK follows the pages of insights to their end", async () => {
  const account = named('Copper')
  const rows = await allOf(await new sdk.AdAccount(account.id).getInsights(FIELDS, QUESTION))
  expect(rows.length).toBeGreaterThan(120)
  const days = new Set(rows.map((row) => `${String(row['campaign_id'])} ${String(row['date_start'])}`))
  expect(days.size).toBe(rows.length)
  for (const row of rows) {
    const sums = client.sandbox.truth.visibleDay(
      String(row['campaign_id']),
      String(row['date_start']),
      client.clock.now,
    )
    expect([row['impressions'], row['reach']]).toEqual([String(sums.impressions), String(sums.reach)])
  }
})

test('it orders a report, waits for it, and reads the same from it', async () => {
  const account = new sdk.AdAccount(named('Copper').id)
  const direct = await allOf(await account.getInsights(FIELDS, QUESTION))
  const run = await account.getInsightsAsync(FIELDS, { ...QUESTION })
  expect(run.id).toMatch(/^\d+$/)
  const { async_status, async_percent_completion } = sdk.AdReportRun.Fields
  const fields = [async_status ?? '', async_percent_completion ?? '']
  expect((await run.get(fields))._data).toMatchObject({ async_status: 'Job Not Started', async_percent_completion: 0 })
  await expect(run.getInsights([])).rejects.toMatchObject({ status: 400 })
  client.clock.now += 60_000
  expect((await run.get(fields))._data).toMatchObject({ async_status: 'Job Completed', async_percent_completion: 100 })
  expect(await allOf(await run.getInsights([], { limit: 100 }))).toEqual(direct)
})

test('it reads parts, windows, ranges and summaries of one campaign', async () => {
  const owner = named('Solstice').campaigns.find(({ character }) => character === 'winner')
  const campaign = new sdk.Campaign(owner?.id ?? '')
  const parts = await campaign.getInsights(['impressions', 'actions'], {
    breakdowns: ['age', 'gender'],
    action_attribution_windows: ['1d_click', '7d_click', '1d_view'],
    date_preset: 'last_7d',
    limit: 50,
  })
  const [whole] = await campaign.getInsights(['impressions'], { date_preset: 'last_7d' })
  expect(parts.reduce((sum, { _data }) => sum + Number(_data['impressions']), 0)).toBe(
    Number(whole?._data['impressions']),
  )
  const bought = parts.flatMap(
    ({ _data }) =>
      (_data['actions'] as Record<string, string>[] | undefined)?.filter(
        ({ action_type }) => action_type === 'omni_purchase',
      ) ?? [],
  )
  expect(bought.some((entry) => entry['7d_click'] !== undefined && entry['value'] !== undefined)).toBe(true)
  const ranges = await campaign.getInsights(['spend'], {
    time_ranges: [
      { since: '2026-11-01', until: '2026-11-05' },
      { since: '2026-11-06', until: '2026-11-10' },
    ],
    default_summary: true,
  })
  expect(ranges.map(({ _data }) => _data['date_start'])).toEqual(['2026-11-01', '2026-11-06'])
  const cents = (value: unknown): number => Math.round(Number(value) * 100)
  const { spend } = ranges.summary as { readonly spend: string }
  expect(cents(spend)).toBe(ranges.reduce((sum, { _data }) => sum + cents(_data['spend']), 0))
})

test('it is told when it asks for what cannot be', async () => {
  const account = new sdk.AdAccount(named('Solstice').id)
  await expect(account.getInsights(['spend'], { breakdowns: ['age', 'country'] })).rejects.toMatchObject({
    status: 400,
  })
  const far = { time_range: { since: '2020-01-01', until: '2020-02-01' } }
  await expect(account.getInsights(['spend'], far)).rejects.toMatchObject({
    status: 400,
    response: { code: 3018 },
  })
})
