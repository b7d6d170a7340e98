import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { START } from '../../../src/main/db/levels.ts'
import type { Cut } from '../../../src/main/db/levels.ts'
import { createReads } from '../../../src/main/db/operations.ts'
import type { SuspectDay } from '../../../src/main/db/store.ts'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import type { Day } from '../../../src/shared/domain/day.ts'
import type { FiguresLevel } from '../../../src/shared/domain/objects.ts'
import { account, insightPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const DAY_MS = 86_400_000
const read = (
  since: Day,
  until: Day,
  at: number,
  {
    level = 'campaign',
    partial = false,
    closedBefore,
  }: { level?: FiguresLevel; partial?: boolean; closedBefore?: Day } = {},
) =>
  temp.store.saveCoverage({
    accountId: 'act_1',
    kind: 'insights',
    level,
    range: { since, until },
    at,
    partial,
    ...(closedBefore ? { closedBefore } : {}),
  })
const holes = async (since: Day, until: Day, freshAfter: number | null = null, level: FiguresLevel = 'campaign') =>
  (await temp.store.holes([{ accountId: 'act_1', level, since, until, freshAfter }]))[0] ?? []

it('says what was never read, was read too long ago or not whole', async () => {
  expect(await holes('2026-03-01', '2026-03-31')).toEqual([{ since: '2026-03-01', until: '2026-03-31' }])
  await read('2026-03-05', '2026-03-10', 10)
  await read('2026-03-09', '2026-03-12', 20, { partial: true })
  await read('2026-03-12', '2026-03-12', 30)
  await read('2026-03-20', '2026-03-25', 5)
  expect(await holes('2026-03-01', '2026-03-31')).toEqual([
    { since: '2026-03-01', until: '2026-03-04' },
    { since: '2026-03-09', until: '2026-03-11' },
    { since: '2026-03-13', until: '2026-03-19' },
    { since: '2026-03-26', until: '2026-03-31' },
  ])
  expect(await holes('2026-03-06', '2026-03-22', 10)).toEqual([
    { since: '2026-03-09', until: '2026-03-11' },
    { since: '2026-03-13', until: '2026-03-22' },
  ])
  expect(await holes('2026-03-12', '2026-03-12', 30)).toEqual([])
  // Another level is another reading, and a range without days has no holes.
  expect(await holes('2026-03-12', '2026-03-12', null, 'ad')).toHaveLength(1)
  expect(await holes('2026-03-12', '2026-03-11')).toEqual([])
})

it('answers as day by day would, whatever was read in whatever order', async () => {
  const first = '2026-02-20'
  const days = daysOf({ since: first, until: '2026-03-20' })
  const newest = new Map<Day, { at: number; partial: boolean }>()
  let state = 11
  const next = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  for (let at = 1; at <= 60; at++) {
    const from = next(days.length)
    const range = { since: addDays(first, from), until: addDays(first, Math.min(days.length - 1, from + next(9))) }
    const partial = next(4) === 0
    // Some are days apart, so that old ones are trimmed.
    const when = at * (DAY_MS / 3)
    await read(range.since, range.until, when, { partial })
    for (const day of daysOf(range)) newest.set(day, { at: when, partial })
    for (const freshAfter of [null, when - 2 * DAY_MS]) {
      const lacking = (await holes(first, '2026-03-20', freshAfter)).flatMap(daysOf)
      const expected = days.filter((day) => {
        const last = newest.get(day)
        return !last || last.partial || (freshAfter !== null && last.at < freshAfter)
      })
      expect(lacking).toEqual(expected)
    }
  }
})

it('does not grow with every night', async () => {
  let today = '2025-01-01'
  for (let night = 0; night < 500; night++) {
    await read(addDays(today, -28), addDays(today, -1), night * DAY_MS, { closedBefore: today })
    await read(addDays(today, -2), today, night * DAY_MS + 1, { closedBefore: today })
    today = addDays(today, 1)
  }
  const kept = await temp.store.coverage('act_1')
  expect(kept.length).toBeLessThan(70)
  expect(await holes('2024-12-04', addDays(today, -1))).toEqual([])
  // The last readings are there as they were made.
  expect(kept).toContainEqual(
    expect.objectContaining({ range: { since: addDays(today, -29), until: addDays(today, -2) }, at: 499 * DAY_MS }),
  )
})

it('answers for many accounts at once', async () => {
  await read('2026-03-01', '2026-03-02', 1, { closedBefore: '2026-03-03' })
  await temp.store.saveCoverage({
    accountId: 'act_2',
    kind: 'objects',
    level: 'ad',
    range: null,
    at: 2,
    partial: false,
  })
  expect(await temp.store.coverageOf(['act_2', 'act_1', 'act_3'])).toEqual([
    { accountId: 'act_2', kind: 'objects', level: 'ad', range: null, at: 2, partial: false },
    {
      accountId: 'act_1',
      kind: 'insights',
      level: 'campaign',
      range: { since: '2026-03-01', until: '2026-03-02' },
      at: 1,
      partial: false,
      closedBefore: '2026-03-03',
    },
  ])
})

it('suspects days on which a level does not add up to the account, once both are over', async () => {
  await temp.store.saveAccounts([account('act_1')], 1, true)
  const range = { since: '2026-03-01', until: '2026-03-06' }
  const today = '2026-03-06'
  const store = async (level: FiguresLevel, rows: readonly (readonly [id: string, day: number, spend: string])[]) => {
    const page = rows.map(([objectId, day, spend]) => ({ objectId, day: `2026-03-0${day}`, spend }))
    await temp.store.sink(insightPage('act_1', page, 1, { level }))
    await read(range.since, range.until, 1, { level, closedBefore: today })
  }
  await store('account', [
    ['1', 1, '10.01'],
    ['1', 2, '10.00'],
    ['1', 3, '10.00'],
    ['1', 6, '10.00'],
  ])
  await store('campaign', [
    // A cent that each of three rows may have been rounded by.
    ['101', 1, '5.00'],
    ['102', 1, '5.00'],
    ['101', 2, '9.00'],
    ['101', 3, '10.00'],
    // Nothing of the account on that day.
    ['101', 4, '3.00'],
    // A day that is not over.
    ['101', 6, '99.00'],
  ])
  // Short of the rest, as deleted ads are listed no more: only more than all of it is wrong.
  await store('ad', [
    ['301', 2, '4.00'],
    ['301', 3, '11.00'],
  ])
  // Never read after it was over: nothing is known of it.
  await temp.store.sink(
    insightPage('act_2', [{ objectId: '401', day: '2026-03-03', spend: '7.00' }], 1, { level: 'campaign' }),
  )
  const ranges = ['act_2', 'act_1', 'act_3'].map((accountId) => ({ accountId, currency: 'USD', ...range }))
  const suspect = [
    { accountId: 'act_1', level: 'campaign', day: '2026-03-02' },
    { accountId: 'act_1', level: 'ad', day: '2026-03-03' },
    { accountId: 'act_1', level: 'campaign', day: '2026-03-04' },
  ]
  expect(await temp.store.suspectDays(ranges)).toEqual(suspect)
  // The same however short the stretches are in which it is gone through.
  const db = new Database(temp.file)
  const { suspectPage } = createReads(db)
  const days: SuspectDay[] = []
  let stretches = 0
  for (let cut: Cut | null = START; cut !== null; stretches++) {
    const page = suspectPage(ranges, cut, 1)
    days.push(...page.days)
    cut = page.next
  }
  db.close()
  expect(days).toEqual(suspect)
  expect(stretches).toBeGreaterThan(5)
})

it('says when the watched account that was read longest ago was last read', async () => {
  expect(await temp.store.oldestReading()).toBe(null)
  await temp.store.saveAccounts([account('act_1'), account('act_2'), account('act_3')], 1, true)
  await temp.store.watchAccounts(['act_1', 'act_2'], true)
  await read('2026-03-01', '2026-03-02', 5)
  await read('2026-03-03', '2026-03-03', 4)
  expect(await temp.store.oldestReading()).toBe(null)
  // A list is no reading of figures.
  const list = { accountId: 'act_2', level: 'campaign', partial: false } as const
  await temp.store.saveCoverage({ ...list, kind: 'objects', range: null, at: 1 })
  expect(await temp.store.oldestReading()).toBe(null)
  await temp.store.saveCoverage({
    ...list,
    kind: 'insights',
    range: { since: '2026-03-02', until: '2026-03-02' },
    at: 7,
  })
  expect(await temp.store.oldestReading()).toBe(5)
})
