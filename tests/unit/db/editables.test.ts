import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Activity } from '../../../src/shared/domain/activities.ts'
import { account, ad, adSet, campaign, listPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1'), account('act_2')], 1, true)
})
afterEach(() => temp.dispose())

const daily = (amount: number) => ({ budget: { kind: 'daily', amount } as const })

it('tells of many objects at once what they are set to and were, by one question', async () => {
  const { store } = temp
  await store.saveObjects('campaign', [campaign('101', 'act_1', daily(7_000_000)), campaign('102', 'act_2')], 10)
  await store.saveObjects('campaign', [campaign('101', 'act_1', daily(9_000_000))], 20)
  await store.saveObjects('adset', [adSet('201', 'act_1', '101', { bidAmount: 3_000_000, endTime: 77 })], 30)
  await store.saveObjects('ad', [ad('301', 'act_1', '101', '201')], 40)
  await store.saveCoverage({
    accountId: 'act_1',
    kind: 'objects',
    level: 'campaign',
    range: null,
    at: 50,
    partial: false,
  })
  const { found } = await store.editables(['301', '101', '999', '201'], 0)
  expect(found).toMatchObject([
    {
      level: 'campaign',
      objectId: '101',
      values: { dailyBudget: 9_000_000 },
      // The list was whole and did not change it.
      confirmedAt: 50,
      campaignHasBudget: false,
      held: [
        { at: 10, budget: { kind: 'daily', amount: 7_000_000 } },
        { at: 20, budget: { kind: 'daily', amount: 9_000_000 } },
      ],
    },
    { objectId: '201', values: { bid: 3_000_000, endsAt: 77 }, endsAt: 77, campaignHasBudget: true, confirmedAt: 30 },
    { objectId: '301', values: { status: 'ACTIVE', name: 'Ad 301' }, held: [] },
  ])
  // What a whole list holds no more cannot be edited.
  await store.sink(listPage('act_1', 'ad', ['302'], 60))
  await store.saveCoverage({ accountId: 'act_1', kind: 'objects', level: 'ad', range: null, at: 61, partial: false })
  expect((await store.editables(['301'], 0)).found).toEqual([])
})

it('keeps no cap apart from a cap that was not told', async () => {
  const { store } = temp
  await store.saveObjects(
    'campaign',
    [
      campaign('101', 'act_1', { spendCap: null }),
      campaign('102', 'act_1', { spendCap: 5_000_000 }),
      campaign('103', 'act_1'),
    ],
    10,
  )
  const caps = async () => (await store.editables(['101', '102', '103'], 0)).found.map(({ values }) => values.spendCap)
  expect(await caps()).toEqual([null, 5_000_000, undefined])
  await store.saveObjects('campaign', [campaign('102', 'act_1', { spendCap: null }), campaign('103', 'act_1')], 20)
  expect(await caps()).toEqual([null, null, undefined])
})

it('tells of changes since a time, of these objects alone', async () => {
  const { store } = temp
  await store.saveObjects('adset', [adSet('201', 'act_1', '101'), adSet('202', 'act_1', '101')], 10)
  const line = (objectId: string, at: number): Activity =>
    ({
      accountId: 'act_1',
      at,
      objectId,
      change: { kind: 'budget', before: null, after: null },
    }) as unknown as Activity
  await store.saveActivities('act_1', [line('201', 90), line('201', 100), line('202', 100)], { since: 0, at: 100 })
  const { lines, edits } = await store.editables(['201'], 95)
  expect(lines.map(({ objectId, at }) => [objectId, at])).toEqual([['201', 100]])
  expect(edits).toEqual([])
})

it('finds objects of a level by their names, in the accounts that are asked for', async () => {
  const { store } = temp
  await store.saveObjects(
    'campaign',
    [campaign('101', 'act_1', { name: ' Лето ' }), campaign('102', 'act_1', { name: 'Лето' })],
    5,
  )
  await store.saveObjects('campaign', [campaign('103', 'act_2', { name: 'Лето' })], 5)
  await store.saveObjects('adset', [adSet('201', 'act_1', '101', { name: 'Лето' })], 5)
  expect(await store.objectsNamed('campaign', ['act_1'], ['Лето', 'nobody'])).toEqual(['101', '102'])
  expect(await store.objectsNamed('adset', ['act_1', 'act_2'], ['Лето'])).toEqual(['201'])
})
