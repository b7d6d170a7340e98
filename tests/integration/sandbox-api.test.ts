import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { createSandboxStarter } from '../../src/sandbox/start-thread.ts'
import { startClient } from './sandbox-client.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { Client } from './sandbox-client.ts'

let client: Client
beforeAll(async () => {
  client = await startClient()
})
afterEach(() => client.sandbox.faults.set([]))
afterAll(() => client.sandbox.stop())

const accountNamed = (name: string): Account => {
  const found = client.sandbox.world.accounts.find((account) => account.name.startsWith(name))
  if (!found) throw new Error(`no ${name}`)
  return found
}

describe('reading', () => {
  test('the three ways to an account, the shared one in all of them', async () => {
    const own = await client.get('me/adaccounts', {
      fields: 'id,name,account_status,disable_reason,currency,timezone_name,user_tasks',
      limit: '100',
    })
    const businesses = await client.get('me/businesses', { fields: 'id,name' })
    const edges = await Promise.all(
      businesses.body.data.flatMap(({ id }) =>
        ['owned_ad_accounts', 'client_ad_accounts'].map((edge) =>
          client.get(`${String(id)}/${edge}`, { fields: 'id,name', limit: '100' }),
        ),
      ),
    )
    const ids = [...own.body.data, ...edges.flatMap(({ body }) => body.data)].map(({ id }) => id)
    expect(new Set(ids).size).toBe(12)
    expect(ids.filter((id) => id === accountNamed('Fernweh').id)).toHaveLength(3)
    expect(own.body.data.find(({ account_status }) => account_status === 2)).toMatchObject({ disable_reason: 1 })
    expect(edges.flatMap(({ body }) => body.data).map(({ id }) => id)).toContain(accountNamed('Paperboat').id)
  })

  test('only the id comes unasked; an unknown field is an error, an unset one is left out', async () => {
    const { id } = accountNamed('Solstice')
    expect(Object.keys((await client.get(`${id}/campaigns`)).body.data[0] ?? {})).toEqual(['id'])
    const wrong = await client.get(`${id}/campaigns`, { fields: 'id,colour' })
    expect(wrong.status).toBe(400)
    expect(wrong.body.error).toMatchObject({
      code: 100,
      message: '(#100) Tried accessing nonexistent field (colour) on node type (Campaign)',
      fbtrace_id: expect.any(String) as string,
    })
    const campaign = accountNamed('Solstice').campaigns.find(
      ({ budget, status }) => budget === null && status === 'ACTIVE',
    )
    const read = await client.get(campaign?.id ?? '', {
      fields: 'name,daily_budget,lifetime_budget,bid_strategy,objective,created_time',
    })
    expect(Object.keys(read.body).sort()).toEqual(['created_time', 'id', 'name', 'objective'])
    expect(read.body['created_time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[78]00$/)
  })

  test('follows pages by cursor and by next until there is none', async () => {
    const account = accountNamed('Copper')
    const all = (await client.get(`${account.id}/ads`, { limit: '5000' })).body.data.map(({ id }) => id)
    const seen: unknown[] = []
    let url: string | undefined =
      `${client.sandbox.url}/v26.0/${account.id}/ads?limit=50&access_token=${DEMO_SYSTEM_TOKEN}`
    while (url !== undefined) {
      const page = (await (await fetch(url)).json()) as { data: { id: string }[]; paging: { next?: string } }
      seen.push(...page.data.map(({ id }) => id))
      url = page.paging.next
    }
    expect(seen).toEqual(all)
    expect((await client.get(`${account.id}/ads`, { after: 'nonsense' })).body.error).toMatchObject({
      error_subcode: 2642,
    })
  })

  test('expands fields, insights included, and leaves archived objects out unless asked', async () => {
    const account = accountNamed('Solstice')
    const body = (
      await client.get(`${account.id}/campaigns`, {
        fields: 'name,adsets.limit(2){id,name,ads{id}},insights.date_preset(last_7d){spend}',
        limit: '100',
      })
    ).body
    const first = body.data.find(({ insights }) => insights !== undefined)
    expect(first?.['adsets']).toMatchObject({
      data: [
        {
          id: expect.any(String) as string,
          name: expect.any(String) as string,
          ads: { data: expect.any(Array) as [] },
        },
      ],
    })
    const archived = account.campaigns.filter(({ status }) => status === 'ARCHIVED')
    expect(archived.length).toBeGreaterThan(0)
    expect(body.data).toHaveLength(account.campaigns.length - archived.length)
    const asked = await client.get(`${account.id}/campaigns`, { effective_status: '["ARCHIVED"]', limit: '100' })
    expect(asked.body.data).toHaveLength(archived.length)
  })

  test("insights in Meta's shapes", async () => {
    const { body, headers } = await client.get(`${accountNamed('Solstice').id}/insights`, {
      level: 'campaign',
      time_range: '{"since":"2026-11-10","until":"2026-11-12"}',
      time_increment: '1',
      fields: 'campaign_id,campaign_name,spend,impressions,reach,frequency,ctr,actions,action_values,results,objective',
      filtering: '[{"field":"spend","operator":"GREATER_THAN","value":100}]',
      limit: '500',
    })
    const row = body.data.find(({ action_values }) => action_values !== undefined)
    expect(row).toMatchObject({
      spend: expect.stringMatching(/^\d+(\.\d\d?)?$/) as string,
      impressions: expect.stringMatching(/^\d+$/) as string,
    })
    const types = (row?.['actions'] as { action_type: string }[] | undefined)?.map(({ action_type }) => action_type)
    expect(types).toEqual(
      expect.arrayContaining(['link_click', 'purchase', 'omni_purchase', 'offsite_conversion.fb_pixel_purchase']),
    )
    expect(body.data.every(({ spend }) => Number(spend) > 100)).toBe(true)
    expect(headers.get('x-fb-ads-insights-throttle')).toContain('acc_id_util_pct')
    expect(headers.get('facebook-api-version')).toBe('v26.0')
    expect(headers.get('date')).toBe(new Date(client.clock.now).toUTCString())
  })

  test('says no as Meta does', async () => {
    const { id } = accountNamed('Solstice')
    const old = (await (
      await fetch(`${client.sandbox.url}/v23.0/${id}/campaigns`, {
        headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
      })
    ).json()) as { error: unknown }
    expect(old.error).toMatchObject({ code: 2635 })
    expect((await client.get('', { ids: id })).body.error).toMatchObject({ code: 100 })
    expect((await client.get(id, { date_format: 'U' })).body.error).toMatchObject({ code: 100 })
    expect((await client.get('act_1')).body.error).toMatchObject({ code: 100, error_subcode: 33 })
    expect(
      (await client.get(`${id}/insights`, { time_range: '{"since":"2020-01-01","until":"2026-01-01"}' })).body.error,
    ).toMatchObject({ code: 3018 })
    expect((await client.get(`${id}/insights`, { fields: 'happiness' })).body.error).toMatchObject({ code: 100 })
    expect((await client.get(`${id}/insights`, { date_preset: 'someday' })).body.error).toMatchObject({ code: 100 })
  })
})

test('a batch answers each item by itself, counts each, and takes at most fifty', async () => {
  client.sandbox.resetCalls()
  const { id } = accountNamed('Harbor')
  const send = (batch: unknown, extra: Record<string, string> = {}) =>
    client.post('', { batch: JSON.stringify(batch), ...extra })
  const { body } = await send([
    { method: 'GET', relative_url: `v26.0/${id}/insights?level=campaign&fields=spend` },
    { method: 'GET', relative_url: `${id}/campaigns?fields=nope` },
    { method: 'GET', relative_url: 'me?fields=name' },
  ])
  const items = body as unknown as { code: number; headers: { name: string; value: string }[]; body: string }[]
  expect(items.map(({ code }) => code)).toEqual([200, 400, 200])
  expect((JSON.parse(items[0]?.body ?? '') as { data: { spend: string }[] }).data.map(({ spend }) => spend)).toEqual([
    '79.84',
    '336.89',
    '536.79',
  ])
  expect(items[0]?.headers.map(({ name }) => name)).toContain('x-ad-account-usage')
  expect(client.sandbox.calls()).toMatchObject({ requests: 1, calls: 3, byPath: { [`GET ${id}/insights`]: 1 } })
  const [bare] = (await send([{ method: 'GET', relative_url: 'me' }], { include_headers: 'false' }))
    .body as unknown as Record<string, unknown>[]
  expect(Object.keys(bare ?? {})).toEqual(['code', 'body'])
  expect(
    (await send(Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: 'me' })))).body.error,
  ).toMatchObject({ code: 100 })
  expect((await client.post('', { batch: '[]' }, 'EAAwrong')).body.error).toMatchObject({ code: 190 })
})

describe('writing', () => {
  const target = () => {
    const account = accountNamed('Driftwood')
    const campaign = account.campaigns.find(({ character }) => character === 'winner')
    const single = account.campaigns.find(({ budget, status }) => budget === null && status === 'ACTIVE')?.adsets[0]
    if (!campaign?.budget || !single?.budget) throw new Error('no target')
    return { account, campaign, single, budget: campaign.budget.minor, singleBudget: single.budget.minor }
  }

  test('changes what it knows, ignores what it does not, validates without saving when asked', async () => {
    const { account, campaign, budget } = target()
    expect((await client.post(campaign.id, { status: 'PAUSED', execution_options: '["validate_only"]' })).body).toEqual(
      { success: true },
    )
    expect((await client.get(campaign.id, { fields: 'status' })).body['status']).toBe('ACTIVE')
    expect(
      (await client.post(campaign.id, { status: 'PAUSED', daily_budget: String(budget * 2), mood: 'good' })).body,
    ).toEqual({ success: true })
    const read = await client.get(campaign.id, {
      fields: 'status,effective_status,daily_budget,adsets{effective_status}',
    })
    expect(read.body).toMatchObject({ status: 'PAUSED', effective_status: 'PAUSED', daily_budget: String(budget * 2) })
    const adsets = (read.body['adsets'] as { data: { effective_status: string }[] }).data
    expect(new Set(adsets.map(({ effective_status }) => effective_status))).toEqual(new Set(['CAMPAIGN_PAUSED']))
    const activity = await client.get(`${account.id}/activities`)
    expect(activity.body.data.map(({ event_type }) => event_type)).toEqual([
      'update_campaign_budget',
      'update_campaign_run_status',
    ])
  })

  test('refuses budgets too low, in two places, too often; deleted and archived objects; roles that may only look', async () => {
    const { campaign, single, singleBudget } = target()
    const refused = async (id: string, params: Record<string, string>): Promise<unknown[]> => {
      const { status, body } = await client.post(id, params)
      return [status, body.error['code'], body.error['error_subcode']]
    }
    expect(await refused(campaign.id, { daily_budget: '5' })).toEqual([400, 100, 1885272])
    expect(await refused(campaign.adsets[0]?.id ?? '', { daily_budget: '5000' })).toEqual([400, 100, 1885621])
    expect(await refused(campaign.id, { daily_budget: 'ten' })).toEqual([400, 100, undefined])
    expect(await refused(campaign.id, { status: 'SLEEPING' })).toEqual([400, 100, undefined])
    for (let i = 1; i <= 4; i++)
      expect((await client.post(single.id, { daily_budget: String(singleBudget + 100 * i) })).body).toEqual({
        success: true,
      })
    expect(await refused(single.id, { daily_budget: String(singleBudget + 500) })).toEqual([400, 613, 1487632])
    expect((await client.post(campaign.id, { status: 'ARCHIVED' })).body).toEqual({ success: true })
    expect(await refused(campaign.id, { status: 'ACTIVE' })).toEqual([400, 100, 1487056])
    expect((await client.remove(campaign.id)).body).toEqual({ success: true })
    expect(await refused(campaign.id, { status: 'ACTIVE' })).toEqual([400, 100, 1487566])
    expect((await client.post(campaign.id, { name: 'Gone' })).body).toEqual({ success: true })
    expect(await refused(accountNamed('Paperboat').campaigns[0]?.id ?? '', { status: 'PAUSED' })).toEqual([
      403,
      10,
      undefined,
    ])
  })
})

describe('a restart', () => {
  test('keeps edits and used codes in the state file', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json')
    const first = await startClient({ stateFile })
    const campaign = first.sandbox.world.accounts[0]?.campaigns[0]
    if (!campaign) throw new Error('no campaign')
    const ids = [...first.sandbox.world.nodes.keys()]
    expect((await first.post(campaign.id, { status: 'PAUSED', name: 'Renamed 🙂' })).status).toBe(200)
    await first.sandbox.stop()
    const second = await startClient({ stateFile })
    expect([...second.sandbox.world.nodes.keys()]).toEqual(ids)
    expect((await second.get(campaign.id, { fields: 'status,name' })).body).toEqual({
      id: campaign.id,
      status: 'PAUSED',
      name: 'Renamed 🙂',
    })
    await second.sandbox.stop()
  })

  test('sets a broken state file aside and starts', async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json')
    writeFileSync(stateFile, '{"version":1,"edi')
    const started = await startClient({ stateFile })
    expect(started.sandbox.problem).not.toBeNull()
    expect((await started.get('me')).status).toBe(200)
    await started.sandbox.stop()
    expect(readFileSync(`${stateFile}.broken`, 'utf8')).toBe('{"version":1,"edi')
  })
})

describe('faults', () => {
  const raw = (path: string): Promise<Response> =>
    fetch(`${client.sandbox.url}/v26.0/${path}`, { headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` } })

  test('each comes as often as asked and is then gone', async () => {
    const path = `${accountNamed('Harbor').id}/insights?level=campaign&fields=campaign_id,spend`
    const once = async (kind: Parameters<Client['sandbox']['faults']['set']>[0][number]['kind']): Promise<Response> => {
      client.sandbox.faults.set([{ match: /insights$/, kind, times: 1 }])
      return raw(path)
    }
    expect(await (await once('html')).text()).toContain('<html>')
    expect(() => JSON.parse('')).toThrow()
    await expect((await once('notJson')).json()).rejects.toThrow()
    await expect((await once('truncated')).json()).rejects.toThrow()
    expect(await (await once('empty')).text()).toBe('')
    expect((await once('error500')).status).toBe(500)
    expect(await (await once('throttle')).json()).toMatchObject({ error: { code: 17, error_subcode: 2446079 } })
    expect(await (await once('expiredToken')).json()).toMatchObject({ error: { code: 190, error_subcode: 463 } })
    expect(await (await once('unknownFields')).json()).toMatchObject({
      data: [{ spend: '79.84', another_new_field: '42' }, {}, {}],
    })
    expect(Object.keys(((await (await once('missingFields')).json()) as { data: object[] }).data[0] ?? {})).toEqual([
      'campaign_id',
    ])
    expect(await (await once('wrongTypes')).json()).toMatchObject({ data: [{ spend: 79.84 }, {}, {}] })
    await expect(once('drop')).rejects.toThrow()
    expect(((await (await raw(path)).json()) as { data: unknown[] }).data).toHaveLength(3)
  })

  test('a dropped answer of a write that was applied; a batch item without an answer', async () => {
    const campaign = accountNamed('Nomad').campaigns.find(
      ({ status, character }) => status === 'ACTIVE' && character === 'winner',
    )
    client.sandbox.faults.set([
      { match: new RegExp(`^${campaign?.id}$`), method: 'POST', kind: 'dropAfterApply', times: 1 },
    ])
    await expect(client.post(campaign?.id ?? '', { status: 'PAUSED' })).rejects.toThrow()
    expect((await client.get(campaign?.id ?? '', { fields: 'status' })).body['status']).toBe('PAUSED')
    client.sandbox.faults.set([{ match: /^me$/, kind: 'nullBatchItem', times: 1 }])
    const { body } = await client.post('', {
      batch: JSON.stringify([
        { method: 'GET', relative_url: 'me' },
        { method: 'GET', relative_url: 'me' },
      ]),
    })
    expect((body as unknown as unknown[])[0]).toBeNull()
    expect((body as unknown as { code: number }[])[1]?.code).toBe(200)
  })

  test('offline refuses at once, online answers at the same address', async () => {
    await client.sandbox.setOnline(false)
    await expect(raw('me')).rejects.toThrow()
    await client.sandbox.setOnline(true)
    expect((await raw('me')).status).toBe(200)
  })
})

test('the limited tier runs out and says so', async () => {
  const limited = await startClient({ accessTier: 'development_access' })
  const id = limited.sandbox.world.accounts[0]?.id ?? ''
  for (let i = 0; i < 60; i++) expect((await limited.get(id)).status).toBe(200)
  const refused = await limited.get(id)
  expect(refused.body.error).toMatchObject({ code: 17, error_subcode: 2446079 })
  expect(JSON.parse(refused.headers.get('x-ad-account-usage') ?? '{}')).toEqual({
    acc_id_util_pct: 100,
    reset_time_duration: 300,
    ads_api_access_tier: 'development_access',
  })
  limited.clock.now += 301_000
  expect((await limited.get(id)).status).toBe(200)
  await limited.sandbox.stop()
})

test('a thousand campaigns in one account, a hundred days each', async () => {
  const big = await startClient({ size: { campaigns: 1000 } })
  const [account] = big.sandbox.world.accounts
  const params = {
    level: 'campaign',
    time_increment: '1',
    fields: 'campaign_id,spend',
    limit: '5000',
    time_range: '{"since":"2026-08-12","until":"2026-11-19"}',
  }
  const page = await big.get(`${account?.id ?? ''}/insights`, params)
  expect(page.body.data).toHaveLength(5000)
  expect((await big.get(`${account?.id ?? ''}/campaigns`, { limit: '5000' })).body.data).toHaveLength(1000)
  await big.sandbox.stop()
})

describe('in a thread of its own', () => {
  const start = createSandboxStarter(new URL('../../src/sandbox/thread.ts', import.meta.url))
  const stateFile = (): string => join(mkdtempSync(join(tmpdir(), 'sandbox-')), 'state.json')

  test('starts, runs faster when told, stops, and names a port that is taken', async () => {
    const handle = await start({ port: 0, stateFile: stateFile(), speed: 1 })
    const clockOf = async (): Promise<number> =>
      Date.parse((await fetch(`${handle.url}/connect/login_success.html`)).headers.get('date') ?? '')
    const before = await clockOf()
    handle.set({ speed: 100_000 })
    let later = before
    while (later - before < 60_000) later = await clockOf()
    const port = Number(new URL(handle.url).port)
    await expect(start({ port, stateFile: stateFile(), speed: 1 })).rejects.toMatchObject({
      code: 'portTaken',
      data: { port },
    })
    await handle.stop()
    await expect(fetch(handle.url)).rejects.toThrow()
  })
})
