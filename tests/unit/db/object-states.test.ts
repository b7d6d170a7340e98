import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../src/main/db/migrations/migrations.ts'
import { openWriter } from '../../../src/main/db/open-database.ts'
import { createReads } from '../../../src/main/db/operations.ts'
import type { Level } from '../../../src/shared/domain/objects.ts'
import { account, ad, adSet, campaign, campaignPage, listPage } from './samples.ts'
import { openTemp, tempFolder } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1')], 1, true)
})
afterEach(() => temp.dispose())

const listed = (level: Level, at: number) =>
  temp.store.saveCoverage({ accountId: 'act_1', kind: 'objects', level, range: null, at, partial: false })
const campaigns = async (at: number, patch: Record<string, unknown> = {}) => {
  const row = { id: '101', name: 'One', status: 'ACTIVE', effective_status: 'ACTIVE', objective: 'OUTCOME_SALES' }
  await temp.store.sink(campaignPage('act_1', 'USD', [{ ...row, ...patch }], at))
  await listed('campaign', at + 1)
}
const states = async (id: string) => (await temp.store.objectPast(id))?.states

it('keeps a state when it is first seen and whenever it differs, with when it was last as before', async () => {
  await campaigns(10, { daily_budget: '500' })
  await campaigns(20, { daily_budget: '500' })
  // What is not kept makes no row.
  await campaigns(30, {
    daily_budget: '500',
    updated_time: '2026-03-01T00:00:00+0000',
    effective_status: 'WITH_ISSUES',
  })
  await campaigns(40, { daily_budget: '700', name: 'Two' })
  await temp.store.saveObjects('campaign', [campaign('101', 'act_1', { name: 'Two', status: 'PAUSED' })], 45)
  expect(await states('101')).toMatchObject([
    {
      seenAt: 10,
      knownUntil: null,
      state: { name: 'One', status: 'ACTIVE', budget: { kind: 'daily', amount: 5_000_000 } },
    },
    { seenAt: 40, knownUntil: 31, state: { name: 'Two', status: 'ACTIVE', budget: { amount: 7_000_000 } } },
    { seenAt: 45, knownUntil: 41, state: { name: 'Two', status: 'PAUSED', budget: { amount: 20_000_000 } } },
  ])
  // A list from before does not undo it, and so is no change.
  await campaigns(42, { daily_budget: '700', name: 'Two' })
  expect(await states('101')).toHaveLength(3)
})

it('keeps bids and schedules of ad sets and ads, and that they are gone; all of it outlives the cache', async () => {
  await temp.store.saveObjects('adset', [adSet('201', 'act_1', '101', { bidAmount: 3_000_000, endTime: 77 })], 5)
  await temp.store.saveObjects('ad', [ad('301', 'act_1', '101', '201', { status: 'PAUSED' })], 5)
  expect(await states('201')).toMatchObject([
    {
      seenAt: 5,
      state: { status: 'ACTIVE', budget: { kind: 'daily', amount: 5_000_000 }, bid: 3_000_000, endsAt: 77 },
    },
  ])
  expect(await states('301')).toMatchObject([{ state: { name: 'Ad 301', status: 'PAUSED', budget: null, bid: null } }])
  await temp.store.sink(listPage('act_1', 'ad', ['302'], 8))
  await listed('ad', 9)
  expect(await states('301')).toMatchObject([{ seenAt: 5 }, { seenAt: 9, knownUntil: 5, state: { status: 'DELETED' } }])
  await temp.store.clearCache()
  expect(await states('301')).toHaveLength(2)
  await temp.store.saveObjects('adset', [adSet('201', 'act_1', '101', { bidAmount: 3_000_000, endTime: 77 })], 50)
  expect(await temp.store.objectPast('201')).toMatchObject({ states: [{ seenAt: 5 }], confirmedAt: 50 })
  expect(await temp.store.objectPast('999')).toBeNull()
  await temp.store.saveObjects('adset', [adSet('201', 'act_1', '101', { bidAmount: null, endTime: 77 })], 60)
  expect((await states('201'))?.at(-1)).toMatchObject({ seenAt: 60, knownUntil: 5, state: { bid: null } })
  expect(await temp.store.within('101', 10)).toEqual(['101', '201'])
})

it('begins with what the cache of the version before held', () => {
  const folder = tempFolder()
  const file = join(folder, 'workspace.db')
  const old = openWriter(file, MIGRATIONS.slice(0, 3))
  const doc = JSON.stringify(adSet('201', 'act_1', '101', { bidAmount: 4 })).replaceAll("'", "''")
  old.exec(`
    INSERT INTO object_key (key, id, account_id, level) VALUES
      (1, '101', 'act_1', 'campaign'), (2, '201', 'act_1', 'adset'), (3, '102', 'act_1', 'campaign');
    INSERT INTO campaign VALUES (1, 'Name', 'name', 'OUTCOME_SALES', 'PAUSED', 'PAUSED', 'daily', 5, 'COST_CAP', 1, NULL, 2, 3, 70, NULL);
    INSERT INTO campaign VALUES (3, 'Gone', 'gone', 'OUTCOME_SALES', 'ACTIVE', 'ACTIVE', NULL, NULL, NULL, 1, 9, 2, 3, NULL, 50);
    INSERT INTO adset VALUES (2, 1, 'ad set', 'ACTIVE', 'ACTIVE', '${doc}', NULL, NULL);
    INSERT INTO coverage VALUES ('act_1', 'objects', 'campaign', 0, 0, 60, 0, 0), ('act_1', 'objects', 'adset', 0, 0, 61, 0, 0);
    INSERT INTO alert VALUES ('a', '{"openedAt":5,"resolvedAt":null}');
  `)
  old.close()
  const db = openWriter(file, MIGRATIONS)
  const reads = createReads(db)
  expect(reads.objectPast('101')?.states).toEqual([
    {
      seenAt: 70,
      knownUntil: null,
      state: {
        name: 'Name',
        status: 'PAUSED',
        budget: { kind: 'daily', amount: 5 },
        bid: null,
        bidStrategy: 'COST_CAP',
        startsAt: 1,
        endsAt: null,
      },
    },
  ])
  expect(reads.objectPast('201')?.states).toMatchObject([
    { seenAt: 61, state: { bid: 4, budget: { amount: 5_000_000 } } },
  ])
  expect(reads.objectPast('102')?.states).toMatchObject([{ seenAt: 60, state: { status: 'DELETED', endsAt: 9 } }])
  expect(db.pragma('foreign_key_check')).toEqual([])
  expect(db.prepare('SELECT opened_at FROM alert').pluck().get()).toBe(5)
  db.close()
  rmSync(folder, { recursive: true, force: true })
})
