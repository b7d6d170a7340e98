import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import type { Graph } from '../../src/main/meta/graph.ts'
import { ACTIVITIES } from '../../src/main/meta/nodes/activity.ts'
import { AD_ACCOUNT } from '../../src/main/meta/nodes/ad-account.ts'
import type { AdAccountDetails } from '../../src/main/meta/nodes/ad-account.ts'
import { AD_SET, AD_SETS } from '../../src/main/meta/nodes/ad-set.ts'
import { AD, ADS } from '../../src/main/meta/nodes/ad.ts'
import { AUDIENCES } from '../../src/main/meta/nodes/audience.ts'
import { BUSINESS, BUSINESSES } from '../../src/main/meta/nodes/business.ts'
import { CAMPAIGN, CAMPAIGNS } from '../../src/main/meta/nodes/campaign.ts'
import { CREATIVE, CREATIVES } from '../../src/main/meta/nodes/creative.ts'
import { between } from '../../src/main/meta/nodes/filters.ts'
import { IMAGES } from '../../src/main/meta/nodes/image.ts'
import { MINIMUM_BUDGETS } from '../../src/main/meta/nodes/minimum-budgets.ts'
import type { Edge, InCurrency } from '../../src/main/meta/nodes/node.ts'
import { PROMOTED_PAGES } from '../../src/main/meta/nodes/page.ts'
import { PIXELS } from '../../src/main/meta/nodes/pixel.ts'
import { REPORT_RUN } from '../../src/main/meta/nodes/report-run.ts'
import { RULES } from '../../src/main/meta/nodes/rule.ts'
import { USER } from '../../src/main/meta/nodes/user.ts'
import { VIDEOS } from '../../src/main/meta/nodes/video.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

/** Every kind of object, read from the sandbox by the client: two readings of Meta's documents that must agree. */

const NOW = Date.UTC(2026, 10, 20, 15)
const sync = { lane: 'sync' } as const

const graphOf = (sandbox: Sandbox): Graph =>
  createGraph({
    http: createHttp(fetch),
    clock: createEagerClock(NOW),
    ids: countingIds(),
    log: { write: () => undefined },
    secrets: { token: async () => DEMO_SYSTEM_TOKEN, appSecret: async () => DEMO_APP_SECRET },
    baseUrl: sandbox.url,
    version: 'v26.0',
    appId: DEMO_APP_ID,
  })

/** What the sandbox says to a plain question, without the client. */
const raw = async (sandbox: Sandbox, path: string, params: Record<string, string> = {}, method = 'GET') => {
  const response = await fetch(`${sandbox.url}/v26.0/${path}?${new URLSearchParams(params).toString()}`, {
    method,
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
  })
  return (await response.json()) as { readonly data: { readonly id: string }[]; readonly report_run_id: string }
}

describe('the demo world', () => {
  let sandbox: Sandbox
  let graph: Graph
  let accounts: readonly AdAccountDetails[]
  /** The account with most in it. */
  let account: AdAccountDetails
  let inAccount: InCurrency & typeof sync
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, now: () => NOW })
    accounts = (await graphOf(sandbox).accounts(sync)).accounts
    const sizes = new Map(sandbox.world.accounts.map(({ id, campaigns }) => [id, campaigns.length]))
    account = accounts.toSorted((a, b) => (sizes.get(b.id) ?? 0) - (sizes.get(a.id) ?? 0))[0] as AdAccountDetails
    inAccount = { ...sync, accountId: account.id, currency: account.currency }
  })
  afterAll(() => sandbox.stop())
  beforeEach(() => {
    sandbox.faults.set([])
    graph = graphOf(sandbox)
  })

  test('its accounts say how they pay and what is the least to spend', () => {
    const managed = accounts.filter(({ tasks }) => tasks?.includes('MANAGE'))
    expect(managed.length).toBeGreaterThan(0)
    expect(managed.every(({ funding }) => funding?.kind === 'CREDIT_CARD')).toBe(true)
    expect(managed.length).toBeLessThan(accounts.length)
    for (const each of accounts) {
      expect(each.minDailyBudget).toBeGreaterThan(0)
      expect(each.createdTime).toBeLessThan(NOW)
    }
  })

  const EDGES: readonly (readonly [Edge<unknown, InCurrency>, Record<string, string>?])[] = [
    [CAMPAIGNS],
    [AD_SETS],
    [ADS],
    [CREATIVES],
    [IMAGES],
    [VIDEOS],
    [AUDIENCES],
    [PIXELS],
    [PROMOTED_PAGES],
    [RULES],
  ]
  test.each(EDGES.map(([edge]) => [edge.name, edge] as const))('all of %s, field for field', async (name, edge) => {
    const found = await graph.list({ ...edge, page: 7 }, account.id, inAccount)
    expect(found).toMatchObject({ failure: null, complete: true, dropped: 0, left: [] })
    const plain = await raw(sandbox, `${account.id}/${name}`, { fields: 'id', limit: '5000' })
    expect(found.items).toHaveLength(plain.data.length)
    expect(plain.data.length).toBeGreaterThan(0)
    if (name !== 'adimages')
      expect(found.items.map((item) => (item as { id: string }).id)).toEqual(plain.data.map(({ id }) => id))
    // Whatever is closed has no word that we do not know.
    expect(JSON.stringify(found.items)).not.toContain('UNKNOWN')
  })

  test('who may do what, what is the least to bid, the person, businesses and pages', async () => {
    const businesses = await graph.list(BUSINESSES, 'me', sync)
    expect(businesses).toMatchObject({ complete: true, left: [] })
    const own = account.business
    expect(businesses.items.map(({ id }) => id)).toContain(own?.id)
    expect(await graph.get(BUSINESS, own?.id ?? '', sync)).toMatchObject({ name: own?.name, verification: 'verified' })
    const least = await graph.list(MINIMUM_BUDGETS, account.id, inAccount)
    expect(least.items).toMatchObject([{ currency: account.currency }])
    expect(least.items[0]?.rareActions).toBeGreaterThan(least.items[0]?.impressions ?? Infinity)
    expect((await graph.get(USER, 'me', sync))?.name).not.toBe('')
  })

  test('what was edited stands in the log, in micros', async () => {
    const campaign = (await graph.list(CAMPAIGNS, account.id, inAccount)).items.find(
      ({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE',
    )
    if (!campaign?.budget) throw new Error('There is one.')
    const before = campaign.budget.amount
    const after = before + 10_000_000
    const write = (change: Parameters<Graph['write']>[2]) =>
      graph.write(campaign.id, account.id, change, account.currency, { lane: 'write' })
    expect(await write({ field: 'dailyBudget', before, after })).toMatchObject({ kind: 'accepted' })
    expect(await write({ field: 'status', before: 'ACTIVE', after: 'PAUSED' })).toMatchObject({ kind: 'accepted' })
    await raw(sandbox, campaign.id, { name: 'Renamed' }, 'POST')
    const filter = between(NOW - 60_000, NOW + 60_000)
    const { items } = await graph.list(ACTIVITIES, account.id, { ...inAccount, filter })
    const ours = items.filter(({ objectId }) => objectId === campaign.id)
    expect(ours.map(({ change }) => change)).toEqual(
      expect.arrayContaining([
        { kind: 'budget', of: expect.toBeOneOf([null, 'daily']) as unknown, before, after },
        { kind: 'status', before: 'ACTIVE', after: 'PAUSED' },
        { kind: 'name', before: campaign.name, after: 'Renamed' },
      ]),
    )
    expect(ours.every(({ level, actorName }) => level === 'campaign' && actorName)).toBe(true)
    expect(await graph.get(CAMPAIGN, campaign.id, inAccount)).toMatchObject({
      name: 'Renamed',
      status: 'PAUSED',
      budget: { kind: 'daily', amount: after },
    })
  })

  test('many by id, archived ones too, in one call where that can be', async () => {
    const [live, archived] = await Promise.all([
      graph.list(ADS, account.id, inAccount),
      graph.list(ADS, account.id, { ...inAccount, filter: { effective_status: JSON.stringify(['ARCHIVED']) } }),
    ])
    const ids = [...live.items.slice(0, 20), ...archived.items.slice(0, 2)].map(({ id }) => id)
    const before = graph.counters().requests
    const found = await graph.many(AD, [...ids, '999'], inAccount)
    expect([...found.items.keys()].toSorted()).toEqual(ids.toSorted())
    expect(found).toMatchObject({ hidden: ['999'], failures: new Map() })
    expect(graph.counters().requests - before).toBe(2)
    const creatives = live.items.slice(0, 20).flatMap(({ creativeId }) => creativeId ?? [])
    expect((await graph.many(CREATIVE, creatives, inAccount)).items.size).toBe(new Set(creatives).size)
    expect((await graph.many(AD_ACCOUNT, [account.id], sync)).items.get(account.id)).toMatchObject({ id: account.id })
  })

  test('a report is watched until it may be read', async () => {
    const params = { level: 'campaign', date_preset: 'last_7d' }
    const { report_run_id: id } = await raw(sandbox, `${account.id}/insights`, params, 'POST')
    const run = await graph.get(REPORT_RUN, id, inAccount)
    expect(run).toMatchObject({ id, error: null })
    expect(run?.state).not.toBe('UNKNOWN')
  })

  test('with a fifth of all answers bad, a list is whole or says that it is not', async () => {
    const whole = (await graph.list({ ...AD_SETS, page: 20 }, account.id, inAccount)).items.map(({ id }) => id)
    let complete = 0
    for (let i = 0; i < 12; i += 1) {
      sandbox.faults.all(0.2, { match: /adsets|batch/, except: ['hang', 'slow', 'missingFields', 'wrongTypes'] })
      const found = await graphOf(sandbox).list({ ...AD_SETS, page: 20 }, account.id, inAccount)
      const ids = found.items.map(({ id }) => id)
      expect(new Set(ids).size).toBe(ids.length)
      if (found.complete && found.dropped === 0) {
        complete += 1
        expect(ids).toEqual(whole)
      } else expect(found.failure ?? found.dropped).toBeTruthy()
      const some = whole.slice(0, 30)
      const many = await graphOf(sandbox).many(AD_SET, some, inAccount)
      expect(many.hidden).toEqual([])
      expect([...many.items.keys(), ...many.failures.keys()].toSorted()).toEqual(some.toSorted())
    }
    expect(complete).toBeGreaterThan(3)
  })
})
