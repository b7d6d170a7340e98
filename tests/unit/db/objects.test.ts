import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Level } from '../../../src/shared/domain/objects.ts'
import { account, ad, adSet, campaign, insightPage, listPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'
import type { CampaignsAsked } from '../../campaigns.ts'
import { campaignsIn } from './campaigns-in.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
  await temp.store.saveAccounts([account('act_1')], 1, true)
})
afterEach(() => temp.dispose())

const list = async (level: Level, ids: readonly string[], at: number, partial = false) => {
  const [outcome] = await temp.store.sink(listPage('act_1', level, ids, at))
  await temp.store.saveCoverage({ accountId: 'act_1', kind: 'objects', level, range: null, at, partial })
  return outcome?.changed
}
const idsOf = (level: Level, activeOnly = false) => temp.store.objectIds({ accountId: 'act_1', level, activeOnly })

it('keeps objects of every level whole, with what they are under', async () => {
  const set = adSet('201', 'act_1', '101', { name: 'Набор «ёж»' })
  const one = ad('301', 'act_1', '101', '201', { review: [{ placement: null, reason: 'a', text: 'b' }] })
  await temp.store.saveObjects('ad', [one, ad('302', 'act_1', '101', '201', { effectiveStatus: 'ADSET_PAUSED' })], 1)
  await temp.store.saveObjects('adset', [set], 1)
  await temp.store.saveObjects('campaign', [campaign('101', 'act_1')], 1)
  expect(await temp.store.object('301')).toEqual({ level: 'ad', object: one, goneAt: null })
  expect(await temp.store.object('201')).toEqual({ level: 'adset', object: set, goneAt: null })
  expect(await temp.store.object('101')).toEqual({ level: 'campaign', object: campaign('101', 'act_1'), goneAt: null })
  expect(await temp.store.object('999')).toBeNull()
  expect(await idsOf('ad')).toEqual(['301', '302'])
  expect(await idsOf('ad', true)).toEqual(['301'])
  expect(await temp.store.objectCounts(['act_1', 'act_2'])).toEqual([
    { accountId: 'act_1', campaigns: 1, adsets: 1, ads: 2, activeAds: 1 },
    { accountId: 'act_2', campaigns: 0, adsets: 0, ads: 0, activeAds: 0 },
  ])
  // An object that only its children name is none yet.
  await temp.store.saveObjects('adset', [adSet('202', 'act_1', '102')], 1)
  expect(await temp.store.object('102')).toBeNull()
})

it('marks what a list does not hold any more as gone, and takes it back when one holds it again', async () => {
  for (const level of ['campaign', 'adset', 'ad'] as const) {
    const [a, b, c] = ['1', '2', '3'].map((i) => `${{ campaign: 1, adset: 2, ad: 3 }[level]}0${i}`) as [
      string,
      string,
      string,
    ]
    expect(await list(level, [a, b, c], 10)).toBe(3)
    expect(await list(level, [a, b, c], 11)).toBe(0)
    // Two pages of one list.
    await temp.store.sink(listPage('act_1', level, [a], 20))
    await list(level, [b], 21)
    expect(await idsOf(level)).toEqual([a, b])
    expect((await temp.store.object(c))?.goneAt).toBe(21)
    // A list with rows that could not be understood says nothing of what is missing, nor does one empty list.
    await list(level, [a], 30, true)
    await list(level, [], 31)
    expect(await idsOf(level)).toEqual([a, b])
    await list(level, [], 32)
    expect(await idsOf(level)).toEqual([])
    expect(await list(level, [a, b, c], 40)).toBe(3)
    expect(await idsOf(level)).toEqual([a, b, c])
  }
})

it('does not take for gone what was read by its id while the list was read', async () => {
  await list('ad', ['301', '302'], 10)
  await temp.store.sink(listPage('act_1', 'ad', ['301'], 20))
  await temp.store.saveObjects('ad', [ad('303', 'act_1', '101', '201')], 21)
  await temp.store.saveObjects('ad', [ad('304', 'act_1', '101', '201', { effectiveStatus: 'ARCHIVED' })], 5)
  await temp.store.saveCoverage({
    accountId: 'act_1',
    kind: 'objects',
    level: 'ad',
    range: null,
    at: 22,
    partial: false,
  })
  expect(await idsOf('ad')).toEqual(['301', '303', '304'])
})

it('takes nothing for gone when a list is read twice at the same time', async () => {
  const page = (ids: readonly string[], first: boolean) => {
    const bytes = listPage('act_1', 'ad', ids, 20)
    return { ...bytes, requests: bytes.requests.map((asked) => ({ ...asked, first })) }
  }
  await list('ad', ['301', '302', '303'], 10)
  await temp.store.sink(page(['301'], true))
  await temp.store.sink(page(['301'], true))
  await temp.store.sink(page(['302'], false))
  const coverage = { accountId: 'act_1', kind: 'objects', level: 'ad', range: null, at: 21, partial: false } as const
  await temp.store.saveCoverage(coverage)
  expect(await idsOf('ad')).toEqual(['301', '302'])
  // What is left of the other reading is its last page.
  await temp.store.sink(page(['302'], false))
  await temp.store.saveCoverage({ ...coverage, at: 22 })
  expect(await idsOf('ad')).toEqual(['301', '302'])
})

it('leaves a list of some objects out of it, and one that another program run began', async () => {
  await list('ad', ['301', '302'], 10)
  const page = listPage('act_1', 'ad', ['301'], 20)
  const [asked] = page.requests
  if (!asked || asked.request.kind !== 'objects') throw new Error('not a list')
  const some = { ...page, requests: [{ ...asked, request: { ...asked.request, updatedSince: 5 } }] }
  await temp.store.sink(some)
  const coverage = { accountId: 'act_1', kind: 'objects', level: 'ad', range: null, at: 21, partial: false } as const
  await temp.store.saveCoverage(coverage)
  expect(await idsOf('ad')).toEqual(['301', '302'])
  await temp.store.sink(listPage('act_1', 'ad', ['301'], 30))
  await temp.reopen()
  await temp.store.saveCoverage({ ...coverage, at: 31 })
  expect(await idsOf('ad')).toEqual(['301', '302'])
  // Neither does a list that was under way when the cache was cleared.
  await temp.store.sink(listPage('act_1', 'ad', ['301'], 40))
  await temp.store.clearCache()
  await temp.store.saveObjects('ad', [ad('305', 'act_1', '101', '201')], 1)
  await temp.store.saveCoverage({ ...coverage, at: 41 })
  expect(await idsOf('ad')).toEqual(['305'])
})

it('shows a campaign that is gone as deleted, and to no rule', async () => {
  await temp.store.watchAccounts(['act_1'], true)
  await list('campaign', ['101', '102'], 10)
  await temp.store.sink(insightPage('act_1', [{ objectId: '102', day: '2026-03-10', spend: '1' }]))
  await list('campaign', ['101'], 20)
  const range = { accountId: 'act_1', since: '2026-03-10', until: '2026-03-10' }
  const shown = async (statuses: CampaignsAsked['statuses']) =>
    (await campaignsIn(temp.store, [range], { statuses, sort: { by: 'name', direction: 'ascending' } })).rows.map(
      ({ id, effectiveStatus }) => `${id} ${effectiveStatus}`,
    )
  expect(await shown([])).toEqual(['101 ACTIVE'])
  expect(await shown(['ACTIVE', 'DELETED'])).toEqual(['101 ACTIVE', '102 DELETED'])
  expect((await temp.store.judged({ now: [range] })).map(({ campaign: { id } }) => id)).toEqual(['101'])
  // Its figures stay the account's.
  expect((await temp.store.accountSums([range]))[0]?.sums.spend).toBe(1_000_000)
})

it('looks at campaigns alone where campaigns and accounts are shown', async () => {
  await temp.store.watchAccounts(['act_1'], true)
  const day = '2026-03-10'
  for (const [level, id] of [
    ['campaign', '101'],
    ['adset', '201'],
    ['ad', '301'],
    ['account', '1'],
  ] as const) {
    const rows = [{ objectId: id, day, spend: '2.50', impressions: 10 }]
    expect((await temp.store.sink(insightPage('act_1', rows, 1, { level })))[0]).toMatchObject({ changed: 1 })
  }
  const range = { accountId: 'act_1', since: day, until: day }
  expect((await temp.store.accountSums([range]))[0]?.sums).toMatchObject({ spend: 2_500_000, impressions: 10 })
  expect(await temp.store.accountDays([range])).toEqual([
    { accountId: 'act_1', day, spend: 2_500_000, purchaseValue: 0 },
  ])
  expect((await temp.store.accounts([{ accountId: 'act_1', day }]))[0]?.spentToday).toBe(2_500_000)
  expect(await temp.store.unlisted([range])).toEqual([{ accountId: 'act_1', campaignId: '101' }])
  expect((await temp.store.facts()).insightRows).toBe(4)
  // Each level adds up for itself.
  const suspect = () => temp.store.suspectDays([{ ...range, currency: 'USD' }])
  for (const level of ['account', 'campaign', 'adset', 'ad'] as const) {
    const reading = { accountId: 'act_1', kind: 'insights', level, range: { since: day, until: day } } as const
    await temp.store.saveCoverage({ ...reading, at: 1, partial: false, closedBefore: '2026-03-11' })
  }
  expect(await suspect()).toEqual([])
  await temp.store.sink(insightPage('act_1', [{ objectId: '302', day, spend: '0.50' }], 1, { level: 'ad' }))
  expect(await suspect()).toEqual([{ accountId: 'act_1', level: 'ad', day }])
})
