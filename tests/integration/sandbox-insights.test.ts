import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { START, startClient } from './sandbox-client.ts'
import type { Answered, Client } from './sandbox-client.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const folder = mkdtempSync(join(tmpdir(), 'sandbox-insights-'))
const stateFile = join(folder, 'state.json')
let client: Client
beforeAll(async () => {
  client = await startClient({ stateFile })
})
afterAll(async () => {
  await client.sandbox.stop()
  rmSync(folder, { recursive: true })
})
beforeEach(() => {
  client.clock.now = START
  client.sandbox.faults.set([])
})

const accountId = (name: string): string =>
  client.sandbox.world.accounts.find((account) => account.name.startsWith(name))?.id ?? ''
const order = async (params: Record<string, string>, name = 'Solstice'): Promise<string> => {
  const { body } = await client.post(`${accountId(name)}/insights`, params)
  return body['report_run_id'] as string
}
const QUESTION = { level: 'ad', time_increment: '1', date_preset: 'last_7d', fields: 'ad_id,spend,actions' }

test('a report goes through its stages on the sandbox own time, and is read when it is done', async () => {
  const id = await order(QUESTION)
  expect(id).toMatch(/^\d{16}$/)
  const stages: unknown[] = []
  const percents: number[] = []
  let node: Answered['body'] | null = null
  for (let polls = 0; polls < 200; polls++) {
    node = (await client.get(id)).body
    if (stages.at(-1) !== node['async_status']) stages.push(node['async_status'])
    percents.push(node['async_percent_completion'] as number)
    if (node['async_status'] === 'Job Completed') break
    expect((await client.get(`${id}/insights`)).body.error).toMatchObject({ is_transient: true })
    client.clock.now += 500
  }
  expect(stages).toEqual(['Job Not Started', 'Job Started', 'Job Running', 'Job Completed'])
  expect(percents).toEqual(percents.toSorted((a, b) => a - b))
  // At the end everything is counted while it still runs.
  expect(percents.filter((percent) => percent === 100).length).toBeGreaterThan(1)
  expect(node).toMatchObject({
    id,
    account_id: accountId('Solstice').slice(4),
    async_percent_completion: 100,
    date_start: '2026-11-13',
    date_stop: '2026-11-19',
    time_ref: START / 1000,
  })
  expect(node?.['time_completed']).toBeGreaterThan(START / 1000)

  const direct = await client.get(`${accountId('Solstice')}/insights`, { ...QUESTION, limit: '5000' })
  const rows: unknown[] = []
  let after: string | undefined
  do {
    const { body } = await client.get(`${id}/insights`, { limit: '300', ...(after === undefined ? {} : { after }) })
    rows.push(...body.data)
    const paging = body['paging'] as { cursors: { after: string }; next?: string }
    after = paging.next === undefined ? undefined : paging.cursors.after
  } while (after !== undefined)
  expect(rows).toEqual(direct.body.data)
  expect(rows.length).toBeGreaterThan(600)
})

test('a report says what was known when it ended, however late it is read', async () => {
  const question = { level: 'account', date_preset: 'yesterday', fields: 'spend,actions' }
  const id = await order(question)
  client.clock.now += HOUR
  const first = (await client.get(`${id}/insights`)).body.data
  client.clock.now += 20 * DAY
  expect((await client.get(`${id}/insights`)).body.data).toEqual(first)
  expect(first[0]).toMatchObject({ date_start: '2026-11-19' })
})

test('reports outlive a restart and 30 days end them', async () => {
  const id = await order(QUESTION)
  await client.sandbox.stop()
  client = await startClient({ stateFile })
  expect((await client.get(id)).body).toMatchObject({ id, async_status: 'Job Not Started' })
  client.clock.now += 30 * DAY - HOUR
  expect((await client.get(`${id}/insights`)).body.data).toHaveLength(25)
  const next = await order(QUESTION)
  expect(next).not.toBe(id)
  client.clock.now += 2 * HOUR
  expect((await client.get(id)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
  expect((await client.get(next)).status).toBe(200)
})

test('a bad question is refused when it is asked, a report of somebody else is hidden', async () => {
  const bad = await client.post(`${accountId('Solstice')}/insights`, { ...QUESTION, breakdowns: 'age,country' })
  expect(bad.body.error).toMatchObject({ code: 100, error_user_title: expect.any(String) as string })
  const id = await order(QUESTION)
  expect((await client.get(id, {}, null)).body.error).toMatchObject({ code: 190 })
  expect((await client.get(id, { fields: 'async_status,happiness' })).body.error).toMatchObject({ code: 100 })
  expect((await client.get(id, { fields: 'async_status' })).body).toEqual({ id, async_status: 'Job Not Started' })
  expect((await client.get(`${id}/adsets`)).body.error).toMatchObject({ code: 100, error_subcode: 33 })
})

test('what is too much to be answered at once is made as a report, and too much even for that fails', async () => {
  const all = { level: 'ad', time_increment: '1', time_range: '{"since":"2023-12-01","until":"2026-11-20"}' }
  const direct = await client.get(`${accountId('Solstice')}/insights`, all)
  expect(direct.status).toBe(400)
  expect(direct.body.error).toMatchObject({ code: 100, error_subcode: 1487534 })
  const id = await order(all)
  client.clock.now += HOUR
  expect((await client.get(`${id}/insights`, { limit: '10' })).body.data).toHaveLength(10)

  const huge = await startClient({ size: { accounts: 1, campaigns: 2000, ads: 60_000, days: 60 } })
  try {
    const path = `${huge.sandbox.world.accounts[0]?.id ?? ''}/insights`
    const run = (await huge.post(path, all)).body['report_run_id'] as string
    huge.clock.now += 2 * HOUR
    expect((await huge.get(run)).body).toMatchObject({
      async_status: 'Job Failed',
      error_code: -3,
      error_subcode: 1504045,
      error_user_msg: expect.any(String) as string,
    })
    expect((await huge.get(`${run}/insights`)).body.error).toMatchObject({ code: -3, error_subcode: 1504045 })
  } finally {
    await huge.sandbox.stop()
  }
})

test('a script lets reports stay at 100 % running, or fail', async () => {
  client.sandbox.faults.set([{ match: /insights$/, kind: 'reportStuck', times: 1 }])
  const stuck = await order(QUESTION)
  client.sandbox.faults.set([{ match: /insights$/, kind: 'reportFails', times: 1 }])
  const failed = await order(QUESTION)
  const good = await order(QUESTION)
  client.clock.now += 2 * HOUR
  expect((await client.get(stuck)).body).toMatchObject({
    async_status: 'Job Running',
    async_percent_completion: 100,
    time_completed: 0,
  })
  expect((await client.get(`${stuck}/insights`)).status).toBe(400)
  expect((await client.get(failed)).body).toMatchObject({ async_status: 'Job Failed', error_code: -2 })
  expect((await client.get(`${failed}/insights`)).body.error).toMatchObject({ code: -2, error_subcode: 2490547 })
  expect((await client.get(good)).body).toMatchObject({ async_status: 'Job Completed' })
})

test('of too many unfinished reports of an account the last is skipped', async () => {
  const ids: string[] = []
  for (let i = 0; i < 101; i++) ids.push(await order({ level: 'account', fields: 'spend' }, 'Copper'))
  client.clock.now += 2 * HOUR
  const states = await Promise.all([ids[0], ids[99], ids[100]].map(async (id) => (await client.get(id ?? '')).body))
  expect(states.map((body) => body['async_status'])).toEqual(['Job Completed', 'Job Completed', 'Job Skipped'])
})

test('rows are the same one by one, in an expansion and in a batch', async () => {
  const id = accountId('Copper')
  const params = { level: 'campaign', date_preset: 'last_7d', fields: 'campaign_id,spend,actions', limit: '3' }
  const direct = await client.get(`${id}/insights`, params)
  expect(direct.body.data).toHaveLength(3)
  const inside = await client.get(id, {
    fields: `name,insights.level(campaign).date_preset(last_7d).limit(3){${params.fields}}`,
  })
  expect((inside.body['insights'] as { data: unknown }).data).toEqual(direct.body.data)
  const batch = await client.post('', {
    batch: JSON.stringify([
      { method: 'GET', relative_url: `v26.0/${id}/insights?${new URLSearchParams(params).toString()}` },
      { method: 'POST', relative_url: `v26.0/${id}/insights`, body: new URLSearchParams(params).toString() },
    ]),
  })
  const items = batch.body as unknown as { code: number; body: string }[]
  expect((JSON.parse(items[0]?.body ?? '') as Answered['body']).data).toEqual(direct.body.data)
  expect(JSON.parse(items[1]?.body ?? '')).toEqual({ report_run_id: expect.any(String) as string })
})

test('an empty answer has cursors and no next; a summary stands beside the rows', async () => {
  const none = await client.get(`${accountId('Harbor')}/insights`, {
    level: 'campaign',
    filtering: '[{"field":"campaign.name","operator":"CONTAIN","value":"no such name"}]',
  })
  expect(none.body).toEqual({
    data: [],
    paging: { cursors: { before: expect.any(String) as string, after: expect.any(String) as string } },
  })
  const some = await client.get(`${accountId('Harbor')}/insights`, {
    level: 'campaign',
    fields: 'spend,impressions',
    summary: '["spend"]',
  })
  expect(some.body['summary']).toEqual({ spend: '953.52', date_start: '2026-10-21', date_stop: '2026-11-19' })
})

test('the sandbox tells the truth behind what it serves', async () => {
  const id = accountId('Fernweh')
  const [row] = (
    await client.get(`${id}/insights`, {
      time_range: '{"since":"2026-11-10","until":"2026-11-10"}',
      fields: 'spend,reach',
    })
  ).body.data
  const sums = client.sandbox.truth.visibleDay(id, '2026-11-10', START)
  expect([row?.['spend'], row?.['reach']]).toEqual([String(sums.spend / 100), String(sums.reach)])
})
