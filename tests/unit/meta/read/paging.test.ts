import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReadRequest } from '../../../../src/main/meta/graph.ts'
import { addDays } from '../../../../src/shared/domain/day.ts'
import { createEagerClock } from '../eager-clock.ts'
import { collect, graphOn, insights, sync } from './client.ts'
import { createScriptedMeta, error } from './scripted-meta.ts'
import type { Fault } from './scripted-meta.ts'

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => String(120_210_000_000_000_001n + BigInt(i)))
const daysOf = (count: number) => Array.from({ length: count }, (_, i) => addDays('2026-11-01', i))

/** What may come instead of an answer; all of it passes. */
const FAULTS: readonly Fault[] = [
  'null',
  'cut',
  error(2, { is_transient: true }),
  error(1, { message: 'An unknown error occurred' }),
  error(1, { message: "Please reduce the amount of data you're asking for, then retry your request" }),
  error(960),
  { status: 400, body: '<html><body>Sorry, something went wrong.</body></html>' },
  { status: 502, body: '<html>' },
  { body: '{"data":[{"campaign_id":"1"' },
  { body: '' },
  error(100, { error_subcode: 1487534 }),
]

describe('every row comes once, or it is said why not', () => {
  const world = fc.record({
    campaigns: fc.integer({ min: 0, max: 60 }).map(idsOf),
    days: fc.integer({ min: 1, max: 40 }).map(daysOf),
    mostInPages: fc.constantFrom(Infinity, Infinity, 300, 50),
    mostInReport: fc.constantFrom(Infinity, 700, 120, 9),
    expectedRows: fc.constantFrom(undefined, 10, 99_999),
    faults: fc.array(fc.option(fc.nat({ max: FAULTS.length - 1 }), { freq: 4 }), { maxLength: 60 }),
  })

  test('however much there is, whatever fails on the way, in pages and in reports', async () => {
    let complete = 0
    await fc.assert(
      fc.asyncProperty(world, async ({ campaigns, days, mostInPages, mostInReport, expectedRows, faults }) => {
        const clock = createEagerClock()
        const meta = createScriptedMeta({
          campaigns,
          days,
          mostInPages,
          mostInReport,
          now: clock.now,
          fault: (_, index) => {
            const fault = faults[index]
            return fault === null || fault === undefined ? undefined : FAULTS[fault]
          },
        })
        const { found, sink } = collect()
        const request = insights('2026-11-01', days.at(-1) ?? '', expectedRows ? { expectedRows } : {})
        const [report] = await graphOn(meta, clock).read([request], sink, sync)
        if (report?.failure) {
          const truth = new Set(meta.truth)
          expect(found().every((key) => truth.has(key))).toBe(true)
          expect(report.failure).toHaveProperty('code')
        } else {
          complete += 1
          expect(found()).toEqual(meta.truth)
          if (report && !report.without.length) expect(report.rows).toBe(meta.truth.length)
        }
      }),
      { numRuns: 80 },
    )
    expect(complete).toBeGreaterThan(40)
  }, 120_000)

  test('many requests at once share batches, and none loses a row to its neighbour', async () => {
    let complete = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 9 })), {
          minLength: 40,
          maxLength: 120,
        }),
        fc.array(fc.option(fc.nat({ max: 8 }), { freq: 6 }), { maxLength: 80 }),
        async (spans, faults) => {
          const clock = createEagerClock()
          const campaigns = idsOf(7)
          const meta = createScriptedMeta({
            campaigns,
            days: daysOf(40),
            now: clock.now,
            fault: (_, index) => {
              const fault = faults[index]
              return fault === null || fault === undefined ? undefined : FAULTS[fault]
            },
          })
          const requests = spans.map(([start, length]) =>
            insights(addDays('2026-11-01', start), addDays('2026-11-01', start + length - 1)),
          )
          const { sink } = collect()
          const reports = await graphOn(meta, clock).read(requests, sink, sync)
          reports.forEach(({ request, rows, failure }, i) => {
            expect(request).toBe(requests[i])
            if (!failure) expect(rows).toBe(7 * (spans[i]?.[1] ?? 0))
          })
          complete += reports.filter(({ failure }) => failure === null).length
        },
      ),
      { numRuns: 20 },
    )
    expect(complete).toBeGreaterThan(500)
  }, 120_000)
})

describe('pages', () => {
  const campaigns = idsOf(1300)
  const list: Extract<ReadRequest, { kind: 'objects' }> = {
    kind: 'objects',
    level: 'campaign',
    accountId: 'act_1',
    currency: 'USD',
  }
  const read = async (
    fault: (page: number, after: string | null) => Fault,
    request: ReadRequest = list,
    days = daysOf(1),
  ) => {
    const clock = createEagerClock()
    let page = 0
    const meta = createScriptedMeta({
      campaigns,
      days,
      now: clock.now,
      fault: ({ params }) => fault((page += 1), params.get('after')),
    })
    const { found, keys, sink } = collect()
    const [report] = await graphOn(meta, clock).read([request], sink, sync)
    return { report, found: found(), keys, calls: meta.calls }
  }
  const rows = (from: number, count: number, paging: unknown) => ({
    body: { data: campaigns.slice(from, from + count).map((id) => ({ id, status: 'ACTIVE' })), paging },
  })

  test('a web page with status 400 between good ones is asked for again from its cursor', async () => {
    const { report, keys, calls } = await read((page) => (page === 3 ? { status: 400, body: '<html>' } : undefined))
    expect(report).toMatchObject({ rows: 1300, failure: null })
    expect(keys).toHaveLength(1300)
    expect(calls.map(({ params }) => params.get('after'))).toEqual([null, '500', '1000', '1000'])
  })

  test('a page that is sent twice is asked for again, and if it comes for ever the list is not complete', async () => {
    const twice = rows(0, 500, { cursors: { after: '1000' }, next: 'x' })
    const once = await read((page) => (page === 2 ? twice : undefined))
    expect(once.report).toMatchObject({ rows: 1300, failure: null })
    const always = await read((page) => (page > 1 ? twice : undefined))
    expect(always.report).toMatchObject({
      failure: { code: 'malformed', data: { where: 'paging', reason: 'repeated' } },
    })
  })

  test('cursors that lead back are a circle', async () => {
    const { report } = await read((_, after) =>
      after === '1000' ? rows(1000, 100, { cursors: { after: '500' }, next: 'x' }) : undefined,
    )
    expect(report).toMatchObject({ failure: { code: 'malformed', data: { reason: 'repeated' } } })
  })

  test('next for ever without cursors ends with its reason, and what came is kept', async () => {
    const { report, keys } = await read(() => rows(0, 9, { next: 'https://graph.facebook.com/x' }))
    expect(report).toMatchObject({ rows: 9, failure: { code: 'malformed', data: { reason: 'noCursor' } } })
    expect(new Set(keys).size).toBe(9)
  })

  test('empty pages are passed, but not for ever', async () => {
    const empty = (after: string) => ({ body: { data: [], paging: { cursors: { after }, next: 'x' } } })
    const passed = await read((page, after) =>
      page === 2 ? empty('500b') : after === '500b' ? rows(500, 9, {}) : undefined,
    )
    expect(passed.report).toMatchObject({ rows: 509, failure: null })
    const { report, calls } = await read((page) => empty(`p${page}`))
    expect(report).toMatchObject({ rows: 0, failure: { data: { reason: 'endless' } } })
    expect(calls.length).toBeLessThan(100)
  })

  test('after a heavy page they are short, and long again when it goes well', async () => {
    const reduce = error(1, { message: 'Please reduce the amount of data' })
    const { report, calls } = await read((page) => (page === 1 ? reduce : undefined))
    expect(report).toMatchObject({ rows: 1300, failure: null })
    expect(calls.map(({ params }) => params.get('limit'))).toEqual(['500', '250', '250', '250', '500', '500'])
  })

  test('objects by id are asked for a hundred at a time, no id none', async () => {
    const { report, calls } = await read(() => undefined, { ...list, ids: campaigns.slice(0, 250) })
    expect(calls).toHaveLength(3)
    expect(calls.map(({ params }) => JSON.parse(params.get('filtering') ?? '')[0].value.length)).toEqual([100, 100, 50])
    expect(report?.failure).toBeNull()
    expect((await read(() => undefined, { ...list, ids: [] })).calls).toHaveLength(0)
  })

  test('what is asked of each level', async () => {
    const asked = async (request: ReadRequest) =>
      Object.fromEntries((await read(() => rows(0, 1, {}), request)).calls[0]?.params ?? [])
    const since = Date.UTC(2026, 10, 1)
    expect(await asked({ ...list, updatedSince: since })).toMatchObject({
      filtering: JSON.stringify([{ field: 'campaign.updated_time', operator: 'GREATER_THAN', value: '1793491200' }]),
    })
    expect(await asked({ ...list, level: 'ad', updatedSince: since })).toMatchObject({ updated_since: '1793491200' })
    const archived = await asked({ ...list, level: 'adset', gone: 'archived' })
    expect(JSON.parse(archived['effective_status'] ?? '')).toEqual(
      expect.arrayContaining(['ARCHIVED', 'CAMPAIGN_PAUSED']),
    )
    expect(archived['effective_status']).not.toContain('DELETED')
    const deleted = await asked({ ...list, level: 'ad', gone: 'deleted' })
    expect(deleted['filtering']).toContain('"ad.delivery_info"')
    const figures = await asked(insights('2026-11-01', '2026-11-02', { level: 'ad' }))
    expect(figures).toMatchObject({
      level: 'ad',
      time_increment: '1',
      fields: expect.stringMatching(/^ad_id,/) as string,
    })
    expect(figures['filtering']).toContain('"ad.effective_status"')
    expect(figures['filtering']).toContain('DELETED')
    expect(await asked(insights('2026-11-01', '2026-11-02', { level: 'account' }))).not.toHaveProperty('filtering')
    const reach = await asked(insights('2026-11-01', '2026-11-02', { kind: 'reach' }))
    expect(reach).not.toHaveProperty('time_increment')
    expect(reach['fields']).toBe('campaign_id,reach')
  })

  test('a field that is refused is left out for a day, for this account alone', async () => {
    const clock = createEagerClock()
    const refusal = error(100, { message: '(#100) Tried accessing nonexistent field (action_values)' })
    const meta = createScriptedMeta({
      campaigns: idsOf(1),
      days: daysOf(1),
      now: clock.now,
      fault: ({ params }) => (params.get('fields')?.includes('action_values') ? refusal : undefined),
    })
    const graph = graphOn(meta, clock)
    const first = collect()
    const [report] = await graph.read([insights('2026-11-01', '2026-11-01')], first.sink, sync)
    expect(report).toMatchObject({ rows: 1, failure: null, without: ['action_values'] })
    // Not asked for is unknown, where missing would be zero.
    expect(first.unknown).toContain('purchaseValue')
    expect(first.unknown).not.toContain('purchases')
    const again = async () => {
      meta.calls.length = 0
      await graph.read([insights('2026-11-01', '2026-11-01')], collect().sink, sync)
      return meta.calls.length
    }
    expect(await again()).toBe(1)
    await new Promise<void>((resolve) => void clock.after(25 * 3_600_000, resolve))
    expect(await again()).toBe(2)
  })
})
