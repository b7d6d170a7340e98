import { afterEach, beforeEach, expect, it } from 'vitest'
import { NO_SUMS } from '../../../src/shared/domain/metrics.ts'
import type { FiguresLevel } from '../../../src/shared/domain/objects.ts'
import { TIMELINE_KINDS } from '../../../src/shared/domain/timeline.ts'
import { campaign, insightPage } from './samples.ts'
import type { DayOfCampaign } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const DAY = '2026-03-10'
/** Reads the days whole, `at` some moment of the account's day `today`. */
const read = async (
  rows: readonly DayOfCampaign[],
  today: string,
  at: number,
  { level = 'campaign', partial = false }: { readonly level?: FiguresLevel; readonly partial?: boolean } = {},
) => {
  const [outcome] = await temp.store.sink(insightPage('act_1', rows, at, { level, closedBefore: today }))
  await temp.store.saveCoverage({
    accountId: 'act_1',
    kind: 'insights',
    level,
    range: { since: '2026-03-08', until: today },
    at,
    partial,
    closedBefore: today,
  })
  return outcome?.changed
}
const restatements = (objectId: string | null = null) =>
  temp.store.restatements({ accountId: 'act_1', objectId, limit: 100, offset: 0 })

it('keeps what Meta changes of a day that was read after it was over, and not how an open day grows', async () => {
  const row = {
    objectId: '101',
    day: DAY,
    spend: '10.00',
    impressions: 100,
    clicks: 2,
    purchases: 1,
    purchaseValue: '30',
  }
  await temp.store.saveObjects('campaign', [campaign('101', 'act_1')], 1)
  await read([{ ...row, spend: '4.00' }], DAY, 1)
  await read([{ ...row, spend: '9.00' }], DAY, 2)
  // The first reading after its end: what grew in between is the day itself.
  expect(await read([row], '2026-03-11', 3)).toBe(1)
  expect(await restatements()).toEqual([])
  expect(await read([row], '2026-03-11', 4)).toBe(0)
  expect(await read([{ ...row, purchases: 3, purchaseValue: '90.5' }], '2026-03-12', 5)).toBe(1)
  // Reach is estimated anew each time and is no restatement.
  expect(await read([{ ...row, purchases: 3, purchaseValue: '90.5', reach: 80 }], '2026-03-12', 6)).toBe(1)
  const before = {
    ...NO_SUMS,
    spend: 10_000_000,
    impressions: 100,
    clicks: 2,
    linkClicks: 0,
    results: 1,
    purchases: 1,
    purchaseValue: 30_000_000,
    reach: null,
  }
  const first = {
    objectId: '101',
    objectName: 'Campaign 101',
    level: 'campaign',
    day: DAY,
    seenAt: 5,
    before,
    after: { ...before, results: 3, purchases: 3, purchaseValue: 90_500_000 },
  }
  expect(await restatements()).toEqual([first])
  // Twice on one day: from before the first to after the last. On another day: one more.
  await read([{ ...row, spend: '9.50', purchases: 4, purchaseValue: '90.5' }], '2026-03-12', 7)
  await read([{ ...row, spend: '9.50', purchases: 2, purchaseValue: '60' }], '2026-03-13', 8)
  const middle = { ...before, spend: 9_500_000, results: 4, purchases: 4, purchaseValue: 90_500_000 }
  expect(await restatements('101')).toEqual([
    { ...first, seenAt: 8, before: middle, after: { ...middle, results: 2, purchases: 2, purchaseValue: 60_000_000 } },
    { ...first, seenAt: 7, after: middle },
  ])
  expect(await temp.store.restatements({ accountId: 'act_1', objectId: null, limit: 1, offset: 1 })).toHaveLength(1)
  expect(await restatements('102')).toEqual([])
})

it('keeps rows that appear on a settled day, on every level, beyond the cached rows', async () => {
  for (const [level, id] of [
    ['campaign', '101'],
    ['adset', '201'],
    ['ad', '301'],
    ['account', '1'],
  ] as const) {
    await read([{ objectId: id, day: '2026-03-09', spend: '1' }], '2026-03-11', 1, { level })
    await read([{ objectId: id, day: '2026-03-09', spend: '2' }], '2026-03-11', 2, { level })
    await read([{ objectId: `${id}9`, day: DAY, spend: '3' }], '2026-03-11', 3, { level })
  }
  const kept = await restatements()
  const told = kept.map(({ level, objectId, before, after }) => `${level} ${objectId} ${before.spend} ${after.spend}`)
  expect(told.slice(0, 4).toSorted()).toEqual([
    'account act_1 null 3000000',
    'ad 3019 null 3000000',
    'adset 2019 null 3000000',
    'campaign 1019 null 3000000',
  ])
  expect(told.slice(4).toSorted()).toEqual([
    'account act_1 1000000 2000000',
    'ad 301 1000000 2000000',
    'adset 201 1000000 2000000',
    'campaign 101 1000000 2000000',
  ])
  await temp.store.clearCache()
  expect(await restatements()).toEqual(kept)
  // Their keys are kept, and found again when the cache fills.
  await read([{ objectId: '101', day: '2026-03-09', spend: '2' }], '2026-03-12', 4)
  await read([{ objectId: '101', day: '2026-03-09', spend: '5' }], '2026-03-12', 5)
  expect((await restatements('101')).map(({ seenAt }) => seenAt)).toEqual([5, 2])
  await temp.reopen()
  expect(await restatements('101')).toHaveLength(2)
})

it('takes no reading for a restatement that was broken, or of fields that were not asked for', async () => {
  const row = { objectId: '101', day: DAY, spend: '10.00', purchases: 1 }
  await read([{ ...row, spend: '8' }], '2026-03-11', 1, { partial: true })
  await read([row], '2026-03-11', 2)
  const page = insightPage('act_1', [{ ...row, spend: '10.00' }], 3, { closedBefore: '2026-03-12' })
  const without = page.requests.map((each) => ({ ...each, without: ['actions', 'action_values', 'results'] }))
  expect((await temp.store.sink({ ...page, requests: without }))[0]).toMatchObject({ changed: 1 })
  // Nor does it tell how many conversions had arrived by then.
  const range = { since: DAY, until: DAY }
  const coverage = { accountId: 'act_1', kind: 'insights', level: 'campaign', range, partial: false } as const
  await temp.store.saveCoverage({ ...coverage, at: 3, closedBefore: '2026-03-12' })
  await read([row], '2026-03-12', 4)
  expect(await restatements()).toEqual([])
  expect((await temp.store.arrivals('act_1', DAY)).map(({ day, age, at }) => `${day} ${age} ${at}`)).toEqual([
    `${DAY} 0 2`,
    `${DAY} 1 4`,
    '2026-03-11 0 4',
  ])
})

it('remembers what an account’s day added up to when it was first read at each age', async () => {
  const rows = (purchases: number): DayOfCampaign[] => [
    { objectId: '101', day: DAY, spend: '10', purchases, purchaseValue: '20' },
    { objectId: '102', day: DAY, spend: '5', purchases: 1, purchaseValue: '10.5' },
    { objectId: '102', day: '2026-03-11', spend: '7' },
  ]
  await read(rows(0), DAY, 1)
  await read(rows(1), '2026-03-11', 2)
  await read(rows(2), '2026-03-11', 3)
  // An ad set's reading and a broken one tell nothing of the account.
  await read([{ objectId: '201', day: DAY, spend: '99' }], '2026-03-12', 4, { level: 'adset' })
  await read(rows(5), '2026-03-12', 5, { partial: true })
  await read(rows(2), '2026-03-12', 6)
  await read(rows(4), '2026-04-08', 7)
  // Older than 28 days after its end: what it is now it stays.
  await read(rows(9), '2026-04-09', 8)
  const arrivals = await temp.store.arrivals('act_1', DAY)
  const sums = { spend: 15_000_000, results: 2, purchases: 2, purchaseValue: 30_500_000 }
  expect(arrivals.filter(({ day }) => day === DAY)).toEqual([
    { day: DAY, age: 0, at: 2, ...sums },
    { day: DAY, age: 1, at: 6, ...sums, results: 3, purchases: 3 },
    { day: DAY, age: 28, at: 7, ...sums, results: 5, purchases: 5 },
  ])
  // A day without rows is nothing, not unknown: it was read.
  expect(arrivals.find(({ day, age }) => day === '2026-03-12' && age === 26)).toMatchObject({ spend: 0, purchases: 0 })
  await temp.store.clearCache()
  expect(await temp.store.arrivals('act_1', DAY)).toEqual(arrivals)
  expect(await temp.store.arrivals('act_2', DAY)).toEqual([])
})

it('is told in the timeline once for each day on which it was seen, and so are alerts that opened and resolved', async () => {
  const row = { objectId: '1', day: DAY, impressions: 10, purchases: 1 }
  const at = (hour: number): number => Date.UTC(2026, 2, 12, hour)
  const level = 'account'
  await read(
    [
      { ...row, spend: '1.00' },
      { ...row, day: '2026-03-09', spend: '1.00' },
    ],
    '2026-03-11',
    at(-24),
    { level },
  )
  await read(
    [
      { ...row, spend: '1.50' },
      { ...row, day: '2026-03-09', spend: '2.00' },
    ],
    '2026-03-12',
    at(1),
    { level },
  )
  await read(
    [
      { ...row, spend: '1.75', purchases: 3 },
      { ...row, day: '2026-03-09', spend: '2.00' },
    ],
    '2026-03-12',
    at(2),
    {
      level,
    },
  )
  const alert = {
    id: 'a',
    kind: 'syncFailing',
    severity: 'warn',
    accountId: null,
    accountName: null,
    objectId: null,
    objectName: null,
    currency: null,
    atRisk: 0,
    evidence: { kind: 'syncFailing', days: null },
    openedAt: at(3),
    updatedAt: at(3),
    acknowledgedAt: null,
    resolvedAt: at(4),
    resolution: 'connection',
  } as const
  await temp.store.saveAlerts([alert])
  const happened = (before: number, objectIds: readonly string[] | null = null) =>
    temp.store.happened({ accountIds: ['act_1'], objectIds, kinds: TIMELINE_KINDS, before, limit: 10, whole: null })
  const found = await happened(at(24))
  expect(found.restated).toEqual([
    {
      accountId: 'act_1',
      objectId: null,
      objectName: null,
      level: 'account',
      seenOn: '2026-03-12',
      seenAt: at(2),
      days: 2,
      since: '2026-03-09',
      until: DAY,
      spend: 1_750_000,
      results: 2,
      purchases: 2,
      purchaseValue: 0,
    },
  ])
  expect([found.opened, found.resolved]).toEqual([[alert], [alert]])
  expect(found.completeAfter).toBeNull()
  expect((await happened(at(4))).resolved).toEqual([])
  // What nobody names is left out.
  expect(await happened(at(24), ['101'])).toMatchObject({ restated: [], opened: [], resolved: [] })
})
