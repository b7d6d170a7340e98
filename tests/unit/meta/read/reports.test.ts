import { describe, expect, test } from 'vitest'
import { addDays } from '../../../../src/shared/domain/day.ts'
import { createMemoryBook } from '../../../../src/main/meta/read/reports.ts'
import { createEagerClock } from '../eager-clock.ts'
import { collect, graphOn, insights, sync } from './client.ts'
import { createScriptedMeta, error, READY } from './scripted-meta.ts'
import type { ScriptedOptions } from './scripted-meta.ts'

const campaigns = Array.from({ length: 4 }, (_, i) => String(100 + i))
const days = ['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']
/** More than pages are read for, however much room the limits have. */
const MANY = 30_000
const all = (more = {}) => insights('2026-11-01', '2026-11-04', { expectedRows: MANY, ...more })
const running = (status: string, percent = 50) => ({ async_status: status, async_percent_completion: percent })

const start = (more: Partial<ScriptedOptions> = {}) => {
  const clock = createEagerClock()
  const meta = createScriptedMeta({ campaigns, days, now: clock.now, ...more })
  const book = createMemoryBook()
  const { keys, found, unknown, sink } = collect()
  const submits = () => meta.calls.filter(({ method }) => method === 'POST').length
  const polls = () => meta.calls.filter(({ path }) => /^\d+$/.test(path)).length
  return { clock, meta, book, graph: graphOn(meta, clock, book), keys, found, unknown, sink, submits, polls }
}

describe('a report', () => {
  test('is asked for when many rows are expected, once, and waited for longer each time', async () => {
    const { clock, graph, meta, sink, found, submits, polls } = start({
      state: ({ polls }) => (polls > 5 ? READY : running('Job Running')),
    })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ rows: 16, failure: null, without: [] }])
    expect(found()).toEqual(meta.truth)
    expect([submits(), polls()]).toEqual([1, 6])
    expect(clock.waits.slice(0, 6)).toEqual([2000, 4000, 8000, 16_000, 32_000, 64_000])
    expect(meta.calls.every(({ params }) => !params.has('action_attribution_windows'))).toBe(true)
  })

  test('is not asked for a few rows, for one day, for the account itself or for lists', async () => {
    const { graph, sink, submits } = start()
    await graph.read(
      [
        insights('2026-11-01', '2026-11-04'),
        insights('2026-11-01', '2026-11-04', { expectedRows: 16 }),
        insights('2026-11-01', '2026-11-01', { expectedRows: MANY }),
        insights('2026-11-01', '2026-11-04', { level: 'account', expectedRows: MANY }),
        { kind: 'objects', level: 'campaign', accountId: 'act_1', currency: 'USD' },
      ],
      sink,
      sync,
    )
    expect(submits()).toBe(0)
  })

  test('is not asked for while there is room for pages, and is where there is little', async () => {
    const many = Array.from({ length: 1400 }, (_, i) => String(1000 + i))
    const request = insights('2026-11-01', '2026-11-04')
    for (const [tier, asked] of [
      ['standard_access', 0],
      ['development_access', 1],
    ] as const) {
      const { graph, meta, sink, found, submits } = start({ campaigns: many, tier })
      expect(await graph.read([request], sink, sync)).toMatchObject([{ rows: 5600, failure: null }])
      expect(found()).toEqual(meta.truth)
      expect(submits()).toBe(asked)
    }
  })

  test('is asked for at once where the list says that there is much', async () => {
    const many = Array.from({ length: 5100 }, (_, i) => String(1000 + i))
    const { graph, meta, sink, submits } = start({ campaigns: many })
    await graph.read([{ kind: 'objects', level: 'campaign', accountId: 'act_1', currency: 'USD' }], sink, sync)
    const before = meta.calls.length
    await graph.read([insights('2026-11-01', '2026-11-04')], sink, sync)
    expect(meta.calls[before]?.method).toBe('POST')
    expect(submits()).toBe(1)
  })

  test('is asked for when pages show that there is much, and at once the next time', async () => {
    const many = Array.from({ length: 5300 }, (_, i) => String(1000 + i))
    const { graph, meta, sink, found, submits } = start({ campaigns: many })
    const request = insights('2026-11-01', '2026-11-04')
    expect(await graph.read([request], sink, sync)).toMatchObject([{ rows: 21_200, failure: null }])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(1)
    const before = meta.calls.length
    await graph.read([request], sink, sync)
    expect(meta.calls[before]?.method).toBe('POST')
  })

  test.each([
    ['100 % and running', running('Job Running', 100)],
    ['completed at 99 %', running('Job Completed', 99)],
    ['a state that nobody knows', running('Job Resting', 100)],
    ['not started', { async_status: 'Job Not Started' }],
  ])('is still running at: %s', async (_, said) => {
    const { graph, meta, sink, found, submits } = start({ state: ({ polls }) => (polls > 3 ? READY : said) })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ failure: null }])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(1)
  })

  test('that never ends is given up after an hour, not before, and was asked for once', async () => {
    const { clock, graph, sink, submits } = start({ state: () => running('Job Running', 100) })
    const began = clock.now()
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ failure: { code: 'timeout' }, rows: 0 }])
    expect(clock.now() - began).toBeGreaterThan(60 * 60_000)
    expect(clock.now() - began).toBeLessThan(70 * 60_000)
    expect(submits()).toBe(1)
    // The next round asks anew.
    await graph.read([all()], sink, sync)
    expect(submits()).toBe(2)
  })

  test('whose reading fails is read again, and only then asked for again', async () => {
    let bad = 6
    const { graph, meta, sink, found, submits } = start({
      fault: ({ path }) => (/^\d+\/insights$/.test(path) && (bad -= 1) >= 0 ? error(100) : undefined),
    })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ rows: 16, failure: null }])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(2)
  })

  test('that was asked for before a kill is found again', async () => {
    const { clock, meta, book, graph, sink, found, submits } = start({
      state: ({ polls }) => (polls > 9 ? READY : running('Job Running')),
    })
    const stop = new AbortController()
    const killed = graph.read([all()], sink, { ...sync, signal: stop.signal })
    while (meta.calls.length < 4) await new Promise(setImmediate)
    stop.abort()
    expect(await killed).toMatchObject([{ failure: { code: 'timeout', data: { cancelled: true } } }])
    expect(submits()).toBe(1)
    expect(await graphOn(meta, clock, book).read([all({ expectedRows: undefined })], sink, sync)).toMatchObject([
      { failure: null },
    ])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(1)
    // It was read to its end, so it is not in the book any more.
    await graphOn(meta, clock, book).read([all()], sink, sync)
    expect(submits()).toBe(2)
  })

  test('that is asked for while somebody cancels is kept', async () => {
    const stop = new AbortController()
    const { clock, meta, book, graph, sink, submits } = start({
      fault: ({ method }) => (method === 'POST' ? void stop.abort() : undefined),
    })
    expect(await graph.read([all()], sink, { ...sync, signal: stop.signal })).toMatchObject([
      { failure: { code: 'timeout' } },
    ])
    expect(await graphOn(meta, clock, book).read([all()], sink, sync)).toMatchObject([{ failure: null }])
    expect(submits()).toBe(1)
  })

  test('that Meta lost is asked for again', async () => {
    const { graph, meta, sink, found, submits } = start({
      fault: ({ path }, index) => (path === '9000' && index < 3 ? error(100, { error_subcode: 33 }) : undefined),
    })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ failure: null }])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(2)
  })

  test('waits for others: there are never more than twenty under way', async () => {
    let most = 0
    const { graph, meta, sink, submits } = start({
      days: Array.from({ length: 30 }, (_, i) => addDays('2026-11-01', i)),
      state: ({ polls }) => (polls > 2 ? READY : running('Job Running')),
      fault: () => {
        most = Math.max(most, [...meta.reports.values()].filter(({ polls }) => polls <= 2).length)
        return undefined
      },
    })
    const requests = Array.from({ length: 28 }, (_, i) =>
      insights(addDays('2026-11-01', i), addDays('2026-11-02', i), { expectedRows: 9999 }),
    )
    const reports = await graph.read(requests, sink, sync)
    expect(reports.map(({ failure, rows }) => [failure, rows])).toEqual(requests.map(() => [null, 8]))
    expect(submits()).toBe(28)
    expect(most).toBeGreaterThan(10)
    expect(most).toBeLessThanOrEqual(20)
  })

  test('where there are none, pages are read', async () => {
    const { graph, meta, sink, found } = start({ fault: ({ method }) => (method === 'POST' ? error(100) : undefined) })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ rows: 16, failure: null }])
    expect(found()).toEqual(meta.truth)
  })
})

describe('too much', () => {
  test('for pages is a report', async () => {
    const { graph, meta, sink, found, submits } = start({ mostInPages: 4 })
    expect(await graph.read([insights('2026-11-01', '2026-11-04')], sink, sync)).toMatchObject([{ failure: null }])
    expect(found()).toEqual(meta.truth)
    expect(submits()).toBe(1)
  })

  test('for a page of any size is a report too', async () => {
    const reduce = error(1, { message: 'Please reduce the amount of data you are asking for' })
    const { graph, meta, sink, found } = start({
      fault: ({ method, path }) => (method === 'GET' && path === 'act_1/insights' ? reduce : undefined),
    })
    expect(await graph.read([insights('2026-11-01', '2026-11-04')], sink, sync)).toMatchObject([{ failure: null }])
    expect(found()).toEqual(meta.truth)
    const limits = meta.calls.flatMap(({ path, params }) => (path === 'act_1/insights' ? [params.get('limit')] : []))
    expect(limits).toEqual(['500', '250', '125', '62', '31', '25', null])
  })

  test('for a report is split by campaign, then by day, and nothing is missing or read twice', async () => {
    const { graph, meta, keys, found, sink } = start({ mostInReport: 3 })
    expect(await graph.read([all()], sink, sync)).toMatchObject([{ rows: 16, failure: null, without: [] }])
    expect(found()).toEqual(meta.truth)
    expect(keys).toHaveLength(16)
    const questions = [...meta.reports.values()].map(({ question }) => new URLSearchParams(question))
    expect(questions[1]?.get('filtering')).toContain('"campaign.id","operator":"IN","value":["100","101"]')
    expect(questions.some((question) => question.get('filtering')?.includes('NOT_IN'))).toBe(true)
  })

  test('for any report of one day and campaign gives up fields, whose figures are then unknown', async () => {
    const { graph, sink, unknown } = start({
      campaigns: ['100'],
      days: ['2026-11-01'],
      mostInPages: 0,
      state: () => READY,
      fault: ({ path, params }) =>
        path === 'act_1/insights' && params.get('fields')?.includes('action_values') ? error(-3) : undefined,
    })
    const [report] = await graph.read([insights('2026-11-01', '2026-11-01')], sink, sync)
    expect(report).toMatchObject({
      failure: null,
      rows: 1,
      without: [
        'video_p25_watched_actions',
        'video_p50_watched_actions',
        'video_p75_watched_actions',
        'video_p100_watched_actions',
        'video_thruplay_watched_actions',
        'results',
        'action_values',
      ],
    })
    expect(unknown).toContain('purchaseValue')
    expect(unknown).not.toContain('purchases')
  })

  test('of reach is split by campaign alone', async () => {
    const { graph, meta, sink, found } = start({
      state: () => READY,
      days: ['2026-11-01'],
      mostInReport: 2,
      mostInPages: 0,
    })
    const request = {
      kind: 'reach',
      level: 'campaign',
      accountId: 'act_1',
      since: '2026-11-01',
      until: '2026-11-04',
    } as const
    const [report] = await graph.read([request], sink, sync)
    expect(report).toMatchObject({ failure: null })
    const ranges = new Set(meta.calls.map(({ params }) => params.get('time_range')).filter(Boolean))
    expect(ranges).toEqual(new Set(['{"since":"2026-11-01","until":"2026-11-04"}']))
    expect(found()).toEqual([])
  })
})
