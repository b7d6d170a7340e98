import { CAMPAIGN } from '../../src/main/meta/nodes/campaign.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { decodePages } from '../../src/main/meta/decode.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import { dialogUrl, exchangeCode, exchangeLongLived } from '../../src/main/meta/oauth.ts'
import type { ReachRow } from '../../src/shared/domain/insights.ts'
import type { Campaign } from '../../src/shared/domain/objects.ts'
import type { ReadRequest, Sink } from '../../src/main/meta/graph.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { rowsOf } from '../unit/meta/rows-of.ts'
import type { InsightRow } from '../unit/meta/rows-of.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'

/** The client against the sandbox: two readings of Meta's documents that must agree. */

const NOW = Date.UTC(2026, 10, 20, 15)
const person = { lane: 'person' } as const
const poll = { lane: 'poll' } as const

const graphOf = (sandbox: Sandbox, secrets: { token?: string | null; secret?: string | null } = {}) =>
  createGraph({
    http: createHttp(fetch),
    clock: createEagerClock(NOW),
    ids: countingIds(),
    log: { write: () => undefined },
    secrets: {
      token: async () => (secrets.token === undefined ? DEMO_SYSTEM_TOKEN : secrets.token),
      appSecret: async () => (secrets.secret === undefined ? DEMO_APP_SECRET : secrets.secret),
    },
    baseUrl: sandbox.url,
    version: 'v26.0',
    appId: DEMO_APP_ID,
  })

const collect = () => {
  const campaigns: Campaign[] = []
  const insights: InsightRow[] = []
  const reach: ReachRow[] = []
  const sink: Sink = async (bytes) =>
    decodePages(bytes).map((page) => {
      campaigns.push(...page.campaigns)
      insights.push(...rowsOf(page.insights))
      reach.push(...page.reach)
      return { ...page.outcome, changed: page.outcome.rows }
    })
  return { campaigns, insights, reach, sink }
}

describe('the demo world', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, now: () => NOW })
  })
  afterAll(() => sandbox.stop())
  beforeEach(() => sandbox.faults.set([]))

  test('the token says whose it is and what it may do', async () => {
    const graph = graphOf(sandbox)
    expect((await graph.me(person)).name).not.toBe('')
    expect(await graph.tokenState(person)).toMatchObject({
      status: 'valid',
      kind: 'systemUser',
      missing: [],
      expiresAt: null,
    })
    expect(await graphOf(sandbox, { secret: null }).tokenState(person)).toMatchObject({ status: 'valid' })
    expect(await graphOf(sandbox, { token: `EAA${'0'.repeat(60)}` }).tokenState(person)).toMatchObject({
      status: 'invalid',
    })
    await expect(graphOf(sandbox, { secret: '0'.repeat(32) }).me(person)).rejects.toMatchObject({
      code: 'tokenWrongApp',
    })
  })

  test('accounts of all businesses are one list with where each came from', async () => {
    const { accounts, failures } = await graphOf(sandbox).accounts(person)
    expect(failures).toEqual([])
    expect(accounts.map(({ id }) => id).sort()).toEqual(sandbox.world.accounts.map(({ id }) => id).sort())
    expect(new Set(accounts.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'GBP', 'KZT', 'JPY']))
    expect(accounts.filter(({ status }) => status === 'DISABLED')).toMatchObject([
      { disableReason: expect.not.stringMatching(/NONE|UNKNOWN/) as string },
    ])
    expect(accounts.filter(({ status }) => status === 'UNSETTLED')).toHaveLength(1)
    expect(
      accounts.some(
        ({ sources }) => sources.some(({ kind }) => kind === 'owned') && sources.some(({ kind }) => kind === 'client'),
      ),
    ).toBe(true)
  })

  test('campaigns, daily figures and reach of every account come in few requests', async () => {
    const graph = graphOf(sandbox)
    const { accounts } = await graph.accounts(person)
    const before = graph.counters()
    const found = collect()
    const requests = accounts.flatMap((account): ReadRequest[] => [
      { kind: 'objects', level: 'campaign', accountId: account.id, currency: account.currency },
      { kind: 'insights', level: 'campaign', accountId: account.id, since: '2026-11-01', until: '2026-11-20' },
      { kind: 'reach', level: 'campaign', accountId: account.id, since: '2026-11-01', until: '2026-11-20' },
    ])
    const reports = await graph.read(requests, found.sink, poll)
    expect(reports.map(({ failure }) => failure).filter(Boolean)).toEqual([])
    expect(reports.reduce((sum, { dropped }) => sum + dropped, 0)).toBe(0)
    expect(graph.counters().requests - before.requests).toBeLessThan(10)
    expect(found.campaigns.length).toBe(
      reports.filter(({ request }) => request.kind === 'objects').reduce((sum, { rows }) => sum + rows, 0),
    )
    const known = new Set(found.campaigns.map(({ id }) => id))
    expect(found.insights.filter(({ objectId }) => known.has(objectId)).length).toBeGreaterThan(100)
    expect(
      found.insights.every(
        ({ sums, day }) =>
          sums.spend !== null && sums.impressions !== null && day >= '2026-11-01' && day <= '2026-11-20',
      ),
    ).toBe(true)
    expect(found.reach.length).toBeGreaterThan(10)
    expect(new Set(found.campaigns.map(({ effectiveStatus }) => effectiveStatus)).has('UNKNOWN')).toBe(false)
    expect(graph.limits().length).toBeGreaterThan(accounts.length)
  })

  test('the four exact campaigns add up to the cent', async () => {
    const graph = graphOf(sandbox)
    const account = sandbox.world.accounts.find(({ campaigns }) =>
      campaigns.some(({ name }) => name.includes('never started')),
    )
    if (!account) throw new Error('no account with the exact campaigns')
    const found = collect()
    const range = { accountId: account.id, since: '2026-10-21', until: '2026-11-19' }
    await graph.read(
      [
        { kind: 'objects', level: 'campaign', accountId: account.id, currency: 'USD' },
        { kind: 'insights', level: 'campaign', ...range },
        { kind: 'reach', level: 'campaign', ...range },
      ],
      found.sink,
      poll,
    )
    const totals = found.campaigns.map(({ id, status }) => {
      const days = found.insights.filter(({ objectId }) => objectId === id)
      const sum = (name: 'spend' | 'impressions' | 'clicks' | 'results') =>
        days.reduce((total, { sums }) => total + (sums[name] ?? 0), 0)
      return [
        sum('spend') / 1e6,
        sum('impressions'),
        sum('clicks'),
        sum('results'),
        found.reach.find(({ objectId }) => objectId === id)?.reach ?? null,
        status,
      ]
    })
    expect(totals).toContainEqual([79.84, 12_868, 90, 18, 11_522, 'ACTIVE'])
    expect(totals).toContainEqual([336.89, 62_694, 510, 197, expect.any(Number), 'PAUSED'])
    expect(totals).toContainEqual([536.79, 103_291, 1742, 500, expect.any(Number), 'PAUSED'])
  })

  test('a change is written once and read back', async () => {
    const graph = graphOf(sandbox)
    const account = sandbox.world.accounts.find(({ currency }) => currency === 'JPY') ?? sandbox.world.accounts[0]
    const found = collect()
    await graph.read(
      [{ kind: 'objects', level: 'campaign', accountId: account?.id ?? '', currency: account?.currency ?? '' }],
      found.sink,
      poll,
    )
    const campaign = found.campaigns.find(({ status, budget }) => status === 'ACTIVE' && budget?.kind === 'daily')
    if (!campaign?.budget || !account) throw new Error('no campaign with a daily budget')
    const write = (change: Parameters<typeof graph.write>[2]) =>
      graph.write(campaign.id, account.id, change, account.currency, { lane: 'write' })
    const { amount } = campaign.budget
    expect(await write({ field: 'status', before: 'ACTIVE', after: 'PAUSED' })).toMatchObject({
      kind: 'accepted',
      traceId: expect.any(String) as string,
    })
    expect(await write({ field: 'dailyBudget', before: amount, after: amount * 2 })).toMatchObject({ kind: 'accepted' })
    expect(
      await graph.get(CAMPAIGN, campaign.id, { ...person, accountId: account.id, currency: account.currency }),
    ).toMatchObject({
      status: 'PAUSED',
      budget: { kind: 'daily', amount: amount * 2 },
    })
    expect(await write({ field: 'dailyBudget', before: amount * 2, after: 1_000_000 })).toMatchObject({
      kind: 'refused',
      failure: { code: 'metaRejected', data: { subcode: 1885272 } },
    })
    sandbox.faults.set([{ match: new RegExp(campaign.id), method: 'POST', kind: 'dropAfterApply', times: 1 }])
    sandbox.resetCalls()
    expect(await write({ field: 'status', before: 'PAUSED', after: 'ACTIVE' })).toMatchObject({
      kind: 'unknown',
      failure: { code: 'truncated' },
    })
    expect(sandbox.calls().calls).toBe(1)
    expect(
      await graph.get(CAMPAIGN, campaign.id, { ...person, accountId: account.id, currency: account.currency }),
    ).toMatchObject({ status: 'ACTIVE' })
    expect(
      await graph.get(CAMPAIGN, '120000000000000001', { ...person, accountId: account.id, currency: account.currency }),
    ).toBeNull()
  })

  describe('answering badly', () => {
    const account = () => sandbox.world.accounts.find(({ campaigns }) => campaigns.length > 5)?.id ?? ''
    const requests = (): ReadRequest[] => [
      { kind: 'objects', level: 'campaign', accountId: account(), currency: 'USD' },
      { kind: 'insights', level: 'campaign', accountId: account(), since: '2026-11-18', until: '2026-11-19' },
    ]

    test.each([
      ['html', 'notJson'],
      ['notJson', 'notJson'],
      ['truncated', 'truncated'],
      ['empty', 'truncated'],
      ['error500', 'metaDown'],
      ['expiredToken', 'tokenExpired'],
      ['throttle', 'throttled'],
      ['nullBatchItem', null],
    ] as const)('%s fails as %s, and only where it happened', async (kind, code) => {
      sandbox.faults.set([{ match: /insights/, kind }])
      const [campaigns, insights] = await graphOf(sandbox).read(requests(), collect().sink, poll)
      expect(campaigns).toMatchObject({ failure: null })
      expect(campaigns?.rows).toBeGreaterThan(5)
      // A null item is asked for again by itself, where there is no null.
      if (code === null) expect(insights).toMatchObject({ failure: null })
      else expect(insights).toMatchObject({ rows: 0, failure: { code } })
    })

    test.each(['html', 'truncated', 'empty', 'error500', 'nullBatchItem', 'drop'] as const)(
      '%s once is made good by asking again',
      async (kind) => {
        const clean = collect()
        await graphOf(sandbox).read(requests(), clean.sink, poll)
        sandbox.faults.set([{ match: /campaigns/, kind, times: 1 }])
        const found = collect()
        const reports = await graphOf(sandbox).read(requests(), found.sink, poll)
        expect(reports).toMatchObject([{ failure: null }, { failure: null }])
        expect(found.campaigns).toEqual(clean.campaigns)
        expect(new Set(found.insights.map((row) => JSON.stringify(row)))).toEqual(
          new Set(clean.insights.map((row) => JSON.stringify(row))),
        )
      },
    )

    test.each(['unknownFields', 'wrongTypes'] as const)('%s change nothing', async (kind) => {
      const clean = collect()
      await graphOf(sandbox).read(requests(), clean.sink, poll)
      sandbox.faults.set([{ match: /campaigns|insights/, kind }])
      const found = collect()
      expect(await graphOf(sandbox).read(requests(), found.sink, poll)).toMatchObject([{ dropped: 0 }, { dropped: 0 }])
      expect(found).toMatchObject({ campaigns: clean.campaigns, insights: clean.insights })
    })

    test('missing fields are unknown, or drop the row that says nothing without them', async () => {
      sandbox.faults.set([
        { match: /insights/, kind: 'missingFields', fields: ['reach', 'actions'] },
        { match: /campaigns/, kind: 'missingFields' },
      ])
      const found = collect()
      const [campaigns, insights] = await graphOf(sandbox).read(requests(), found.sink, poll)
      expect(campaigns).toMatchObject({ rows: 0, failure: null })
      expect(campaigns?.dropped).toBeGreaterThan(5)
      expect(insights?.rows).toBeGreaterThan(5)
      // Where there were clicks, the list of actions is not empty but missing.
      expect(
        found.insights.every(({ sums }) => sums.reach === null && sums.purchases === (sums.linkClicks ? null : 0)),
      ).toBe(true)

      sandbox.faults.set([{ match: /insights/, kind: 'missingFields', fields: ['spend'] }])
      const [, without] = await graphOf(sandbox).read(requests(), found.sink, poll)
      expect(without).toMatchObject({ rows: 0, dropped: insights?.rows, failure: null })
    })
  })

  test('a code becomes a token, once, and a token a long-lived one', async () => {
    const redirect = `${sandbox.url}/connect/login_success.html`
    const app = { baseUrl: sandbox.url, version: 'v26.0', appId: DEMO_APP_ID, appSecret: DEMO_APP_SECRET }
    const http = createHttp(fetch)
    const page = await fetch(
      dialogUrl({
        dialogUrl: sandbox.url,
        version: 'v26.0',
        appId: DEMO_APP_ID,
        redirect,
        state: 'st',
        scopes: ['ads_read'],
        flow: 'code',
      }),
    )
    expect(page.status).toBe(200)
    await expect(exchangeCode(http, app, { code: 'wrong', redirect })).rejects.toMatchObject({ code: 'signInFailed' })
    await expect(
      exchangeCode(http, { ...app, appSecret: '0'.repeat(32) }, { code: 'wrong', redirect }),
    ).rejects.toMatchObject({
      code: 'signInFailed',
      data: { message: 'Error validating client secret.' },
    })
    const { token, expiresIn } = await exchangeLongLived(http, app, DEMO_SYSTEM_TOKEN)
    expect(expiresIn).toBe(5_183_944)
    expect(await graphOf(sandbox, { token }).tokenState(person)).toMatchObject({ status: 'valid', kind: 'longLived' })
  })
})

test('an account with 1,000 campaigns and their figures of today is refreshed in at most 5 calls', async () => {
  const sandbox = await startSandbox({ port: 0, now: () => NOW, size: { campaigns: 1000 } })
  try {
    const graph = graphOf(sandbox)
    const account = sandbox.world.accounts[0]
    if (!account) throw new Error('no account')
    const found = collect()
    const reports = await graph.read(
      [
        { kind: 'objects', level: 'campaign', accountId: account.id, currency: account.currency },
        { kind: 'insights', level: 'campaign', accountId: account.id, since: '2026-11-20', until: '2026-11-20' },
      ],
      found.sink,
      poll,
    )
    expect(reports).toMatchObject([
      { rows: 1000, dropped: 0, failure: null },
      { dropped: 0, failure: null },
    ])
    expect(found.insights.length).toBeGreaterThan(900)
    expect(sandbox.calls().calls).toBeLessThanOrEqual(5)
    expect(graph.counters().calls).toBe(sandbox.calls().calls)
  } finally {
    await sandbox.stop()
  }
})
