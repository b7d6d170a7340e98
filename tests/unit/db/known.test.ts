import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/main/db/store.ts'
import type { Day, DayRange } from '../../../src/shared/domain/day.ts'
import { account, campaign, insightPage } from './samples.ts'
import type { DayOfCampaign } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

/** What is told of figures that are not all known, or that cannot be added up. */

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1'), account('act_2')], 1, true)
  await temp.store.watchAccounts(['act_1', 'act_2'], true)
  await temp.store.saveObjects('campaign', [campaign('101', 'act_1'), campaign('102', 'act_1')], 1)
  await temp.store.saveObjects('campaign', [campaign('201', 'act_2')], 1)
})
afterEach(() => temp.dispose())

const NOW: DayRange = { since: '2026-03-11', until: '2026-03-20' }
const BEFORE: DayRange = { since: '2026-03-01', until: '2026-03-10' }

const store = (accountId: string, rows: readonly DayOfCampaign[]) => temp.store.sink(insightPage(accountId, rows))
const read = (accountId: string, since: Day, until: Day, partial = false) =>
  temp.store.saveCoverage({
    accountId,
    kind: 'insights',
    level: 'campaign',
    range: { since, until },
    at: 10,
    partial,
  })
const table = (
  accountIds: readonly string[],
  more: Partial<Parameters<Store['table']>[0]> = {},
): ReturnType<Store['table']> =>
  temp.store.table({
    level: 'campaign',
    ranges: accountIds.map((accountId) => ({ accountId, ...NOW })),
    compared: accountIds.map((accountId) => ({ accountId, ...BEFORE })),
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [],
    group: null,
    sort: { by: 'name', aspect: 'value', direction: 'ascending' },
    figures: ['spend', 'results', 'costPerResult'],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 10,
    ...more,
  })

describe('days that were only partly read', () => {
  it('are told of the compared ones as of the own ones: by page, row and group', async () => {
    for (const [id, own] of [
      ['act_1', '101'],
      ['act_2', '201'],
    ] as const)
      await store(id, [
        { objectId: own, day: '2026-03-10', spend: '2' },
        { objectId: own, day: '2026-03-15', spend: '9' },
      ])
    for (const id of ['act_1', 'act_2']) await read(id, NOW.since, NOW.until)
    await read('act_1', BEFORE.since, BEFORE.until)
    await read('act_2', '2026-03-08', BEFORE.until)

    const page = await table(['act_1', 'act_2'])
    expect([page.partial, page.beforePartial]).toEqual([false, true])
    expect(page.rows.map(({ key, partial, beforePartial }) => [key, partial, beforePartial])).toEqual([
      ['101', false, false],
      ['102', false, false],
      ['201', false, true],
    ])
    const groups = await table(['act_1', 'act_2'], { group: { by: 'account' } })
    expect(groups.rows.map(({ group, beforePartial }) => [group, beforePartial])).toEqual([
      ['Account act_1', false],
      ['Account act_2', true],
    ])
    expect((await table(['act_1'])).beforePartial).toBe(false)
    expect((await table(['act_2'], { compared: [] })).beforePartial).toBe(false)
    // Read to its end, but not understood whole.
    await read('act_2', BEFORE.since, BEFORE.until, true)
    expect((await table(['act_2'])).beforePartial).toBe(true)
    // Hours have readings of their own.
    const hours = (partial: boolean) => ({ hours: [{ accountId: 'act_2', hours: 3, at: 5, partial }] })
    expect((await table(['act_2'], hours(false))).beforePartial).toBe(false)
    expect((await table(['act_2'], hours(true))).beforePartial).toBe(true)
  })

  it('are no change from nothing where none of them was read', async () => {
    await store('act_1', [{ objectId: '101', day: '2026-03-15', spend: '9' }])
    await read('act_1', NOW.since, NOW.until)
    const { rows, totals, beforePartial } = await table(['act_1'])
    expect(beforePartial).toBe(true)
    expect(rows[0]).toMatchObject({ values: [9_000_000, 0, null], before: [null, null, null], beforePartial: true })
    expect(totals.before).toEqual([null, null, null])
    const ranges = [NOW, BEFORE].map((range) => ({ accountId: 'act_1', ...range }))
    expect(await temp.store.accountSums(ranges)).toMatchObject([
      { partial: false, unread: 'none', asOf: 10 },
      { partial: false, unread: 'all', asOf: null },
    ])
    expect(await temp.store.convertedSums('act_1', BEFORE, [])).toMatchObject({ unread: 'all', campaigns: [] })
    await read('act_1', '2026-03-09', '2026-03-10')
    expect(await temp.store.convertedSums('act_1', BEFORE, [])).toMatchObject({ unread: 'some', partial: true })
  })
})

describe('results of several kinds', () => {
  const SALES = { day: '2026-03-18', spend: '10', purchases: 4 } as const
  const LEADS = {
    day: '2026-03-18',
    spend: '10',
    objective: 'OUTCOME_LEADS',
    actions: { 'onsite_conversion.lead_grouped': 3 },
  } as const
  const sums = async (accountId: string) => (await temp.store.accountSums([{ accountId, ...NOW }]))[0]
  const line = async (objectId: string | null, ...accountIds: string[]) =>
    (
      await temp.store.series({
        level: 'campaign',
        lines: [accountIds.map((accountId) => ({ accountId, objectId, ...NOW }))],
        lengths: [5, 5],
      })
    )[0]

  it('are added up nowhere: not in tables, of accounts, in charts, or where it is told what moved', async () => {
    await store('act_1', [
      { objectId: '101', ...SALES },
      { objectId: '102', ...LEADS },
    ])
    await store('act_2', [{ objectId: '201', ...LEADS }])
    const { totals } = await table(['act_1'])
    expect([totals.values, totals.resultType]).toEqual([[20_000_000, null, null], null])
    expect(await sums('act_1')).toMatchObject({ sums: { spend: 20_000_000, results: null } })
    expect(new Set((await sums('act_1'))?.resultTypes)).toEqual(new Set(['purchase', 'lead']))
    expect(await line(null, 'act_1')).toMatchObject({
      sums: [{ results: null }, { spend: 20_000_000, results: null, purchases: 4, leads: 3 }],
      severalKinds: true,
    })
    const { campaigns } = await temp.store.convertedSums(
      'act_1',
      NOW,
      Array.from({ length: 10 }, () => 1),
    )
    expect(campaigns.map(({ results, resultTypes }) => [results, resultTypes])).toEqual([
      [4, ['purchase']],
      [3, ['lead']],
    ])
    // Of one kind they are, an account's and several accounts'.
    expect(await sums('act_2')).toMatchObject({ sums: { results: 3 }, resultTypes: ['lead'] })
    expect(await line(null, 'act_2')).toMatchObject({ sums: [{}, { results: 3 }], severalKinds: false })
    await store('act_2', [{ objectId: '201', ...SALES, day: '2026-03-12' }])
    expect(await line('201', 'act_2')).toMatchObject({
      sums: [{ results: 4 }, { results: 3 }],
      severalKinds: false,
    })
    expect(await sums('act_2')).toMatchObject({ sums: { results: null } })
  })
})
