import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TableMoney } from '../../../src/main/db/store.ts'
import { account, campaign } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

const DAY = '2026-03-02'
const RANGE = { accountId: 'act_1', since: DAY, until: DAY }
let temp: TempStore

beforeAll(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1', { currency: 'EUR' })], 10, true)
  await temp.store.saveObjects(
    'campaign',
    [
      campaign('101', 'act_1', { spendCap: 5_000_000, budget: { kind: 'daily', amount: 20_000_000 } }),
      campaign('102', 'act_1', { spendCap: null, budget: null }),
      campaign('103', 'act_1'),
    ],
    10,
  )
})
afterAll(() => temp.dispose())

const settings = async (today: number | null) => {
  const now = { currency: 'EUR', since: DAY, until: DAY, factors: [today], used: null }
  const money: TableMoney = {
    currency: 'USD',
    whole: true,
    accounts: [{ accountId: 'act_1', now, before: null, today }],
  }
  const { rows } = await temp.store.table({
    level: 'campaign',
    ranges: [RANGE],
    compared: [],
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [],
    group: null,
    sort: { by: 'id', aspect: 'value', direction: 'ascending' },
    figures: ['spend'],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 10,
    money,
  })
  return rows.map(({ object }) => [object?.budget?.amount ?? null, object?.spendCap])
}

it('has budgets and caps in the one currency, and no cap apart from one that is not known', async () => {
  expect(await settings(2)).toEqual([
    [40_000_000, 10_000_000],
    [null, null],
    [20_000_000 * 2, undefined],
  ])
  expect(await settings(null)).toEqual([
    [null, undefined],
    [null, null],
    [null, undefined],
  ])
})
