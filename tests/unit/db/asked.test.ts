import { afterEach, beforeEach, expect, it } from 'vitest'
import { createAsked } from '../../../src/main/db/asked.ts'
import { openReader } from '../../../src/main/db/open-database.ts'
import { createSql } from '../../../src/main/db/sql.ts'
import type { PageBytes, ReadRequest } from '../../../src/main/meta/graph.ts'
import { HOUR_OF_ACCOUNT } from '../../../src/shared/domain/breakdowns.ts'
import type { BreakdownReading } from '../../../src/shared/domain/breakdowns.ts'
import type { Day } from '../../../src/shared/domain/day.ts'
import { placeOfResultType } from '../../../src/shared/domain/insights.ts'
import { NO_SUMS } from '../../../src/shared/domain/metrics.ts'
import { insightPage, reachPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const DAY_MS = 86_400_000
const WINDOWS = { counted: ['1d_click', '7d_click'], sometimes: ['dda'] } as const
const pageOf = (request: ReadRequest, data: readonly unknown[]): PageBytes => ({
  body: new TextEncoder().encode(JSON.stringify({ data })),
  batch: false,
  status: 200,
  requests: [{ request, first: true, without: [] }],
  receivedAt: 1,
})
const hourRow = (id: string, day: Day, hour: number, spend: string, more: object = {}): object => {
  const two = String(hour).padStart(2, '0')
  return {
    campaign_id: id,
    date_start: day,
    date_stop: day,
    spend,
    impressions: '10',
    clicks: '2',
    inline_link_clicks: '1',
    [HOUR_OF_ACCOUNT]: `${two}:00:00 - ${two}:59:59`,
    ...more,
  }
}
const hours = (since: Day, until: Day, rows: readonly unknown[]) =>
  temp.store.sink(pageOf({ kind: 'hours', level: 'campaign', accountId: 'act_1', since, until }, rows))
const covered = (
  kind: 'hours' | 'windows' | 'reach',
  since: Day,
  until: Day,
  at: number,
  level = 'campaign' as const,
) => temp.store.saveCoverage({ accountId: 'act_1', kind, level, range: { since, until }, at, partial: false })
/** Through a connection of its own, with keys as ids. */
const look = <T>(ask: (asks: ReturnType<typeof createAsked>) => ReadonlyMap<number, T>): Record<string, T> => {
  const db = openReader(temp.file)
  try {
    const sql = createSql(db)
    const idOf = new Map(
      sql.all<{ key: number; id: string }>('SELECT key, id FROM object_key').map(({ key, id }) => [key, id]),
    )
    return Object.fromEntries([...ask(createAsked(sql))].map(([key, value]) => [idOf.get(key), value]))
  } finally {
    db.close()
  }
}

it('adds up the first hours of a day, without what nobody knows by hour', async () => {
  const lead = { results: [{ indicator: 'actions:onsite_conversion.lead_grouped', values: [{ value: '3' }] }] }
  const sale = {
    results: [{ indicator: 'actions:offsite_conversion.fb_pixel_purchase' }],
    actions: [{ action_type: 'link_click', value: '1' }],
  }
  const [outcome] = await hours('2026-03-01', '2026-03-02', [
    hourRow('101', '2026-03-01', 0, '1.5', lead),
    hourRow('101', '2026-03-01', 9, '2', lead),
    hourRow('101', '2026-03-01', 10, '4', lead),
    hourRow('101', '2026-03-02', 9, '8', lead),
    hourRow('102', '2026-03-01', 3, '1', sale),
    hourRow('103', '2026-03-03', 3, '1'),
    { ...hourRow('104', '2026-03-01', 3, '1'), [HOUR_OF_ACCOUNT]: '3 am' },
  ])
  expect(outcome).toMatchObject({ rows: 5, dropped: 2, malformed: null })
  const slots = [{ accountId: 'act_1', day: '2026-03-01', hours: 10 }]
  const sums = { ...NO_SUMS, clicks: 4, linkClicks: 2, impressions: 20, spend: 3_500_000, results: 6 }
  const other = { ...NO_SUMS, clicks: 2, linkClicks: 1, impressions: 10, spend: 1_000_000 }
  expect(look((asks) => asks.hourSumsOf('campaign', slots))).toEqual({
    101: { sums, type: placeOfResultType('lead') },
    102: { sums: other, type: placeOfResultType('purchase') },
  })
  expect(await temp.store.hoursOf('campaign', slots)).toEqual([
    { accountId: 'act_1', id: '101', sums },
    { accountId: 'act_1', id: '102', sums: other },
  ])
  expect(look((asks) => asks.hourSumsOf('campaign', [{ accountId: 'act_1', day: '2026-03-01', hours: 0 }]))).toEqual({})
  const points = await temp.store.hourPoints(['101', '999'], { since: '2026-03-01', until: '2026-03-02' })
  expect(points.map(({ day, hour }) => [day, hour])).toEqual([
    ['2026-03-01', 0],
    ['2026-03-01', 9],
    ['2026-03-01', 10],
    ['2026-03-02', 9],
  ])
})

it('keeps windows of exactly a range, and reach of a day with its other figures', async () => {
  const range = { since: '2026-03-01', until: '2026-03-07' }
  const ranges = [{ accountId: 'act_1', ...range }]
  const counts = (value: string, day: string, week?: string) => [
    { action_type: 'omni_purchase', value, '1d_click': day, ...(week ? { '7d_click': week } : {}) },
  ]
  const request: ReadRequest = { kind: 'windows', level: 'campaign', accountId: 'act_1', ...range, windows: WINDOWS }
  const row = { campaign_id: '101', objective: 'OUTCOME_SALES', inline_link_clicks: '5' }
  await temp.store.sink(
    pageOf(request, [{ ...row, actions: counts('9', '4', '7'), action_values: counts('90', '40.5') }]),
  )
  expect(look((asks) => asks.windowFiguresOf('campaign', ranges, '7d_click'))).toEqual({
    101: { results: 7, purchases: 7, purchaseValue: 0 },
  })
  expect(look((asks) => asks.windowFiguresOf('campaign', ranges, '1d_click'))[101]?.purchaseValue).toBe(40_500_000)
  expect(look((asks) => asks.windowFiguresOf('campaign', ranges, 'dda'))).toEqual({})
  expect(look((asks) => asks.windowFiguresOf('ad', ranges, '7d_click'))).toEqual({})
  const other = [{ accountId: 'act_1', since: '2026-03-01', until: '2026-03-08' }]
  expect(look((asks) => asks.windowFiguresOf('campaign', other, '7d_click'))).toEqual({})

  await temp.store.sink(reachPage('act_1', range.since, range.until, [{ objectId: '101', reach: 70 }]))
  await temp.store.sink(insightPage('act_1', [{ objectId: '101', day: '2026-03-01', reach: 9 }]))
  expect(look((asks) => asks.reachOf('campaign', ranges))).toEqual({ 101: 70 })
  const day = [{ accountId: 'act_1', since: '2026-03-01', until: '2026-03-01' }]
  expect(look((asks) => asks.reachOf('campaign', day))).toEqual({ 101: 9 })
})

it('forgets what nobody read for long, each kind with its reading and no other', async () => {
  await hours(
    '2026-03-01',
    '2026-03-03',
    [1, 2, 3].map((day) => hourRow('101', `2026-03-0${day}`, 5, '1')),
  )
  await covered('hours', '2026-03-01', '2026-03-03', 0)
  await covered('hours', '2026-03-02', '2026-03-02', 10 * DAY_MS)
  await covered('hours', '2026-03-09', '2026-03-09', 40 * DAY_MS)
  expect(
    (await temp.store.hourPoints(['101'], { since: '2026-03-01', until: '2026-03-31' })).map(({ day }) => day),
  ).toEqual(['2026-03-02'])
  expect((await temp.store.readings(['act_1'], 'hours', 'campaign')).map(({ at }) => at / DAY_MS)).toEqual([40, 10])

  const range = { since: '2026-03-01', until: '2026-03-07' }
  const ranges = [{ accountId: 'act_1', ...range }]
  await temp.store.sink(reachPage('act_1', range.since, range.until, [{ objectId: '101', reach: 70 }]))
  await covered('reach', range.since, range.until, 0)
  await covered('windows', range.since, range.until, 20 * DAY_MS)
  expect(look((asks) => asks.reachOf('campaign', ranges))).toEqual({ 101: 70 })
  await covered('reach', '2026-03-08', '2026-03-14', 20 * DAY_MS)
  expect(look((asks) => asks.reachOf('campaign', ranges))).toEqual({})
})

it('keeps a breakdown whole, answers with another of as many days where there is none, and clears it with the cache', async () => {
  const range = { since: '2026-03-01', until: '2026-03-07' }
  const part = (labels: string[], spend: number) => ({
    labels,
    sums: { ...NO_SUMS, spend, purchases: 1.5 },
    resultType: 'purchase' as const,
  })
  const reading: BreakdownReading = {
    range,
    at: 5,
    partial: true,
    whole: { sums: { ...NO_SUMS, spend: 3, reach: 2 }, resultType: null },
    parts: [part(['25-34', 'female'], 1), part(['65+', 'Île «ёж»'], 2)],
  }
  const save = (more: Partial<BreakdownReading>) =>
    temp.store.saveBreakdown({
      accountId: 'act_1',
      level: 'campaign',
      id: '101',
      cuts: 'age+gender',
      reading: { ...reading, ...more },
    })
  const find = (since: Day, until: Day, cuts = 'age+gender') =>
    temp.store.breakdown({ id: '101', cuts, range: { since, until } })
  await save({})
  expect(await find(range.since, range.until)).toEqual(reading)
  expect(await find('2026-03-02', '2026-03-08')).toEqual(reading)
  expect(await find('2026-03-02', '2026-03-09')).toBeNull()
  expect(await find(range.since, range.until, 'age')).toBeNull()
  await save({ range: { since: '2026-03-02', until: '2026-03-08' }, at: 6, whole: null, parts: [], partial: false })
  expect((await find('2026-03-03', '2026-03-09'))?.at).toBe(6)
  expect((await find(range.since, range.until))?.at).toBe(5)
  await save({ range: { since: '2026-03-05', until: '2026-03-11' }, at: 5 + 31 * DAY_MS })
  expect((await find(range.since, range.until))?.at).toBe(5 + 31 * DAY_MS)
  await temp.store.clearCache()
  expect(await find(range.since, range.until)).toBeNull()
})
