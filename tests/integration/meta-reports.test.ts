import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createHttp } from '../../src/main/http.ts'
import { decodePages } from '../../src/main/meta/decode.ts'
import { createGraph } from '../../src/main/meta/graph-client.ts'
import type { ReadRequest, Sink } from '../../src/main/meta/graph.ts'
import { createMemoryBook } from '../../src/main/meta/read/reports.ts'
import { LEVELS } from '../../src/shared/domain/objects.ts'
import type { Level } from '../../src/shared/domain/objects.ts'
import { DEMO_APP_ID, DEMO_APP_SECRET, DEMO_SYSTEM_TOKEN } from '../../src/sandbox/demo-app.ts'
import { startSandbox } from '../../src/sandbox/server.ts'
import type { Sandbox } from '../../src/sandbox/server.ts'
import { countingIds, createEagerClock } from '../unit/meta/eager-clock.ts'
import { rowsOf } from '../unit/meta/rows-of.ts'
import type { InsightRow } from '../unit/meta/rows-of.ts'

/** Figures of all levels, by page and by report, from the sandbox on the client's own time. */

const NOW = Date.UTC(2026, 10, 20, 15)
const RANGE = { since: '2026-11-10', until: '2026-11-19' } as const
const FIGURES = ['account', ...LEVELS] as const
const sync = { lane: 'sync' } as const

const clock = createEagerClock(NOW)
let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, now: clock.now })
})
afterAll(() => sandbox.stop())
beforeEach(() => sandbox.faults.set([]))

const graphOf = () =>
  createGraph({
    http: createHttp(fetch),
    clock,
    ids: countingIds(),
    log: { write: () => undefined },
    secrets: { token: async () => DEMO_SYSTEM_TOKEN, appSecret: async () => DEMO_APP_SECRET },
    baseUrl: sandbox.url,
    version: 'v26.0',
    appId: DEMO_APP_ID,
    reports: createMemoryBook(),
  })
const account = () => {
  const [found] = sandbox.world.accounts.filter(({ campaigns }) => campaigns.length > 5)
  if (!found) throw new Error('no account')
  return found
}

const collect = () => {
  const rows = new Map<string, InsightRow>()
  const objects = new Map<string, { readonly id: string; readonly status: string }>()
  const sink: Sink = async (bytes) =>
    decodePages(bytes).map(({ outcome, insights, campaigns, adSets, ads }) => {
      for (const row of rowsOf(insights)) rows.set(`${row.objectId} ${row.day}`, row)
      for (const each of [...campaigns, ...adSets, ...ads]) objects.set(each.id, each)
      return { ...outcome, changed: outcome.rows }
    })
  return { rows, objects, sink }
}
type Figures = Extract<ReadRequest, { kind: 'insights' }>
const figures = (level: Figures['level'], more: Partial<Figures> = {}): Figures => ({
  kind: 'insights',
  level,
  accountId: account().id,
  ...RANGE,
  ...more,
})
const read = async (request: ReadRequest) => {
  const found = collect()
  const graph = graphOf()
  const [report] = await graph.read([request], found.sink, sync)
  return { ...found, report, graph }
}
const sumsByDay = (rows: ReadonlyMap<string, InsightRow>) => {
  const days = new Map<string, { spend: number; impressions: number; clicks: number; purchases: number }>()
  for (const { day, sums } of rows.values()) {
    const sum = days.get(day) ?? { spend: 0, impressions: 0, clicks: 0, purchases: 0 }
    sum.spend += sums.spend ?? 0
    sum.impressions += sums.impressions ?? 0
    sum.clicks += sums.clicks ?? 0
    sum.purchases += sums.purchases ?? 0
    days.set(day, sum)
  }
  return new Map([...days].sort(([a], [b]) => (a < b ? -1 : 1)))
}
const remove = async (id: string) => {
  const answer = await fetch(`${sandbox.url}/v26.0/${id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${DEMO_SYSTEM_TOKEN}` },
  })
  expect(answer.status).toBe(200)
}

describe('levels', () => {
  test('add up to the account, archived and deleted objects included', async () => {
    const campaign = account().campaigns.find(({ adsets }) => adsets.length > 1 && adsets[0]?.ads.length)
    if (!campaign?.adsets[0]?.ads[0]) throw new Error('no campaign to delete from')
    const before = sumsByDay((await read(figures('account'))).rows)
    expect(before.size).toBe(10)
    await remove(campaign.adsets[0].ads[0].id)
    await remove(campaign.adsets[1]?.id ?? '')
    for (const level of FIGURES) {
      const { rows, report } = await read(figures(level))
      expect(report).toMatchObject({ failure: null, dropped: 0, without: [] })
      const sums = sumsByDay(rows)
      expect([...sums.keys()]).toEqual([...before.keys()])
      for (const [day, { spend, impressions, clicks, purchases }] of sums) {
        expect({ level, day, impressions, clicks, purchases }).toEqual({
          level,
          day,
          impressions: before.get(day)?.impressions,
          clicks: before.get(day)?.clicks,
          purchases: before.get(day)?.purchases,
        })
        // Each row is rounded to a hundredth.
        expect(Math.abs(spend - (before.get(day)?.spend ?? 0))).toBeLessThanOrEqual(rows.size * 5000)
      }
    }
  })

  test('have lists, without what is gone unless it is asked for', async () => {
    const currency = account().currency
    const list = (level: Level, more = {}) =>
      read({ kind: 'objects', level, accountId: account().id, currency, ...more })
    for (const level of LEVELS) {
      const present = await list(level)
      const archived = await list(level, { gone: 'archived' })
      const all = await list(level, { gone: 'deleted' })
      for (const { report } of [present, archived, all]) expect(report).toMatchObject({ failure: null, dropped: 0 })
      const gone = [...all.objects.values()].filter(({ id }) => !archived.objects.has(id))
      expect(present.objects.size).toBeLessThanOrEqual(archived.objects.size)
      expect(archived.objects.size).toBeLessThanOrEqual(all.objects.size)
      if (level !== 'campaign') expect(gone.length).toBeGreaterThan(0)
      const some = [...all.objects.keys()].slice(0, 3)
      const few = await list(level, { ids: some, gone: 'deleted' })
      expect([...few.objects.keys()].sort()).toEqual(some.sort())
      // Only what was deleted a moment ago has changed since then.
      const changed = await list(level, { updatedSince: NOW - 1000, gone: 'deleted' })
      expect(changed.objects.size).toBeLessThan(all.objects.size)
    }
  })
})

describe('a report', () => {
  test.each(LEVELS)('says of %s what pages say', async (level) => {
    const pages = await read(figures(level))
    const report = await read(figures(level, { expectedRows: 99_999 }))
    expect(report.report).toMatchObject({ failure: null, dropped: 0, rows: pages.rows.size })
    expect(Object.fromEntries(report.rows)).toEqual(Object.fromEntries(pages.rows))
  })

  test('that fails is made of less', async () => {
    const pages = await read(figures('ad'))
    sandbox.faults.set([{ match: /insights/, method: 'POST', kind: 'reportFails', times: 3 }])
    const { rows, report } = await read(figures('ad', { expectedRows: 99_999 }))
    expect(report).toMatchObject({ failure: null, without: [] })
    expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(pages.rows))
  })

  test('that stays at 100 % is waited for an hour, asked for once', async () => {
    sandbox.faults.set([{ match: /insights/, method: 'POST', kind: 'reportStuck' }])
    const began = clock.now()
    const { rows, report } = await read(figures('ad', { expectedRows: 99_999 }))
    expect(report).toMatchObject({ failure: { code: 'timeout' } })
    expect(rows.size).toBe(0)
    expect(clock.now() - began).toBeGreaterThan(3_600_000)
    expect(sandbox.faults.given()).toEqual({ reportStuck: 1 })
  })

  test.each([
    'error500',
    'html400',
    'truncated',
    'duplicatedPage',
    'repeatedCursor',
    'nextWithoutCursors',
    'tooHeavy',
    'nullBatchItem',
  ] as const)('and pages: %s once is made good', async (kind) => {
    const pages = await read(figures('ad'))
    for (const expectedRows of [1, 99_999]) {
      sandbox.faults.set([{ match: /insights|^\d+$/, kind, times: 1, ...(kind === 'tooHeavy' ? { rows: 5 } : {}) }])
      const { rows, report } = await read(figures('ad', { expectedRows }))
      expect(report).toMatchObject({ failure: null })
      expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(pages.rows))
    }
  })
})
