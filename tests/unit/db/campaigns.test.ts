import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CampaignsAsked } from '../../campaigns.ts'
import { account, campaign, campaignPage, entry, insightPage, reachPage } from './samples.ts'
import { campaignsIn } from './campaigns-in.ts'
import { rowsByDay } from './rows-by-day.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const DAY = '2026-03-10'
const today = { accountId: 'act_1', since: DAY, until: DAY }
const week = { accountId: 'act_1', since: '2026-03-04', until: DAY }

it('shows exactly the figures that were measured', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const figures = [
    { id: '101', spend: '79.84', impressions: 12_868, clicks: 90 },
    { id: '102', spend: '336.89', impressions: 62_694, clicks: 510 },
    { id: '103', spend: '536.79', impressions: 103_291, clicks: 1742 },
  ]
  for (const { id } of [...figures, { id: '104' }]) await store.saveObjects('campaign', [campaign(id, 'act_1')], 1)
  await store.sink(
    insightPage(
      'act_1',
      figures.map(({ id, ...rest }) => ({ objectId: id, day: DAY, ...rest })),
    ),
  )
  const { rows, totals } = await campaignsIn(store, [today])
  expect(
    rows.map(({ id, figures: { ctr, cpc } }) => [id, ctr && (ctr * 100).toFixed(2), cpc && (cpc / 1e6).toFixed(2)]),
  ).toEqual([
    ['103', '1.69', '0.31'],
    ['102', '0.81', '0.66'],
    ['101', '0.70', '0.89'],
    ['104', null, null],
  ])
  expect(new Set(Object.values(rows[3]?.figures ?? {}))).toEqual(new Set([null]))
  expect(totals.figures.spend).toBe(953_520_000)
  expect(totals.figures.reach).toBeNull()
})

it('writes only what changed and says how many rows that were', async () => {
  const { store } = temp
  const days = Array.from({ length: 200 }, (_, i) => ({
    objectId: String(1000 + i),
    day: DAY,
    spend: '1.50',
    impressions: i,
  }))
  expect((await store.sink(insightPage('act_1', days)))[0]).toMatchObject({ rows: 200, changed: 200, dropped: 0 })
  expect((await store.sink(insightPage('act_1', days)))[0]).toMatchObject({ rows: 200, changed: 0 })
  const restated = days.map((row, i) => (i % 50 === 0 ? { ...row, spend: '1.51' } : row))
  expect((await store.sink(insightPage('act_1', restated)))[0]).toMatchObject({ rows: 200, changed: 4 })
  expect(rowsByDay(temp.file).get('1050')?.get(DAY)?.spend).toBe(1_510_000)
})

it('takes a batch whole, answers each of its items, and counts what it could not read', async () => {
  const { store } = temp
  const page = insightPage('act_1', [
    { objectId: '1', day: DAY, spend: '2' },
    { objectId: 'x', day: DAY, spend: '2' },
  ])
  const body = new TextDecoder().decode(page.body)
  const request = page.requests[0]
  if (!request) throw new Error('no request')
  const outcomes = await store.sink({
    ...page,
    body: new TextEncoder().encode(
      JSON.stringify([{ code: 200, headers: [], body }, null, { code: 200, body: '<html>' }]),
    ),
    batch: true,
    requests: [request, request, request],
  })
  expect(
    outcomes.map(({ status, rows, changed, dropped, malformed }) => [status, rows, changed, dropped, malformed]),
  ).toEqual([
    [200, 1, 1, 1, null],
    [null, 0, 0, 0, null],
    [200, 0, 0, 0, 'notJson'],
  ])
})

it('drops and counts what cannot be a number of that kind, and stores the rest of the page', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const [figures] = await store.sink(
    insightPage('act_1', [
      { objectId: '1', day: DAY, spend: '1', impressions: 1.5 },
      { objectId: '2', day: DAY, spend: '1', impressions: 2, purchases: 0.5, reach: 2 ** 53 - 1 },
    ]),
  )
  expect(figures).toMatchObject({ rows: 1, dropped: 1 })
  const [campaigns] = await store.sink(
    campaignPage('act_1', 'USD', [
      { id: '1', name: '', objective: 'X', status: 'ACTIVE', effective_status: 'ACTIVE', daily_budget: 1e22 },
      { id: '2', name: '', objective: 'X', status: 'ACTIVE', effective_status: 'ACTIVE', daily_budget: '100' },
    ]),
  )
  expect(campaigns).toMatchObject({ rows: 1, dropped: 1 })
  expect((await store.campaign('2', { since: DAY, until: DAY }))?.figures).toMatchObject({
    impressions: 2,
    purchases: 0.5,
    reach: 2 ** 53 - 1,
  })
})

it('takes the bytes over without harming a buffer that others share', async () => {
  const { store } = temp
  const page = insightPage('act_1', [{ objectId: '1', day: DAY, spend: '2' }])
  const shared = new Uint8Array(page.body.length + 10)
  shared.set(page.body, 5)
  await store.sink({ ...page, body: shared.subarray(5, 5 + page.body.length) })
  expect(shared.length).toBe(page.body.length + 10)
  await store.sink(page)
  expect(page.body.length).toBe(0)
})

it('never adds reach up: a day has its own, a longer range only what was asked for it', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  for (const id of ['101', '102']) await store.saveObjects('campaign', [campaign(id, 'act_1')], 1)
  await store.sink(
    insightPage('act_1', [
      { objectId: '101', day: '2026-03-09', impressions: 100, reach: 60 },
      { objectId: '101', day: DAY, impressions: 100, reach: 70 },
    ]),
  )
  const reachOf = async (range: typeof week) => {
    const { rows } = await campaignsIn(store, [range], { sort: { by: 'name', direction: 'ascending' } })
    return rows.map(({ figures: { reach, frequency } }) => [reach, frequency])
  }
  expect(await reachOf({ ...week, since: DAY })).toEqual([
    [70, 100 / 70],
    [null, null],
  ])
  expect(await reachOf(week)).toEqual([
    [null, null],
    [null, null],
  ])
  await store.sink(
    reachPage('act_1', week.since, week.until, [
      { objectId: '101', reach: 80 },
      { objectId: '102', reach: 5 },
    ]),
  )
  // The second has no days there, so nothing of it is shown.
  expect(await reachOf(week)).toEqual([
    [80, 2.5],
    [null, null],
  ])
  expect(await reachOf({ ...week, since: '2026-03-05' })).toEqual([
    [null, null],
    [null, null],
  ])
  expect((await store.campaign('101', week))?.figures.reach).toBe(80)
})

it('shows no results where the result is reach, or where it changed its kind', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  for (const id of ['101', '102']) await store.saveObjects('campaign', [campaign(id, 'act_1')], 1)
  await store.sink(
    insightPage('act_1', [
      { objectId: '101', day: DAY, spend: '5', objective: 'OUTCOME_AWARENESS', reach: 10 },
      { objectId: '102', day: '2026-03-09', spend: '5', objective: 'OUTCOME_TRAFFIC', linkClicks: 3 },
      { objectId: '102', day: DAY, spend: '5', objective: 'OUTCOME_SALES', purchases: 2 },
    ]),
  )
  const { rows } = await campaignsIn(store, [week], { sort: { by: 'name', direction: 'ascending' } })
  expect(rows.map(({ resultType, figures }) => [resultType, figures.results, figures.costPerResult])).toEqual([
    ['reach', null, null],
    [null, null, null],
  ])
  expect((await store.campaign('102', { since: DAY, until: DAY }))?.figures.results).toBe(2)
})

it('finds names in any case and script, with quotes and wildcards taken as they are', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const names = ['Зимняя РАСПРОДАЖА', `O'Brien "50%_off"`, 'مرحبا', '🦔 Ёж', '<b>x</b>'.repeat(50)]
  for (const [i, name] of names.entries())
    await store.saveObjects('campaign', [campaign(String(200 + i), 'act_1', { name })], 1)
  const found = async (search: string) =>
    (await campaignsIn(store, [today], { search, sort: { by: 'name', direction: 'ascending' } })).rows.map(
      ({ name }) => name,
    )
  expect(await found('зимняя распродажа')).toEqual([names[0]])
  expect(await found('  ёЖ ')).toEqual([names[3]])
  expect(await found('%_OFF"')).toEqual([names[1]])
  expect(await found('%')).toEqual([names[1]])
  expect(await found('مرح')).toEqual([names[2]])
  expect(await found('202')).toEqual([names[2]])
  expect(await found(`'; DROP TABLE campaign; --`)).toEqual([])
  expect((await found('')).toSorted()).toEqual(names.toSorted())
})

it('leaves archived and deleted campaigns out unless they are asked for', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const statuses = ['ACTIVE', 'PAUSED', 'ARCHIVED', 'DELETED', 'WITH_ISSUES'] as const
  for (const [i, effectiveStatus] of statuses.entries()) {
    await store.saveObjects('campaign', [campaign(String(i), 'act_1', { effectiveStatus })], 1)
  }
  const sort = { by: 'status', direction: 'ascending' } as const
  const shown = async (wanted: CampaignsAsked['statuses']) =>
    (await campaignsIn(store, [today], { statuses: wanted, sort })).rows.map(({ effectiveStatus }) => effectiveStatus)
  expect(await shown([])).toEqual(['ACTIVE', 'WITH_ISSUES', 'PAUSED'])
  expect(await shown(['ARCHIVED', 'PAUSED'])).toEqual(['PAUSED', 'ARCHIVED'])
})

it('says when figures are from, and that days are missing or broken', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1'), account('act_2')], 1, true)
  await store.saveObjects('campaign', [campaign('101', 'act_1')], 1)
  const state = async (range = week) => {
    const { asOf, partial } = await campaignsIn(store, [range])
    return { asOf, partial }
  }
  const cover = (since: string, until: string, at: number, partial = false) =>
    store.saveCoverage({
      accountId: 'act_1',
      kind: 'insights',
      level: 'campaign',
      range: { since, until },
      at,
      partial,
    })
  expect(await state()).toEqual({ asOf: null, partial: false })
  await cover('2026-03-09', DAY, 50)
  // Five of the seven days were never read.
  expect(await state()).toEqual({ asOf: 50, partial: true })
  expect(await state({ ...week, since: DAY })).toEqual({ asOf: 50, partial: false })
  await cover('2026-02-01', '2026-03-09', 60, true)
  expect(await state()).toEqual({ asOf: 50, partial: true })
  expect(await state({ ...week, since: DAY })).toEqual({ asOf: 50, partial: false })
  await cover('2026-02-01', '2026-03-09', 70)
  expect(await state()).toEqual({ asOf: 50, partial: false })
  await cover('2026-03-01', DAY, 80)
  expect(await state()).toEqual({ asOf: 80, partial: false })
  expect(await store.coverage('act_1')).toEqual([
    {
      accountId: 'act_1',
      kind: 'insights',
      level: 'campaign',
      range: { since: '2026-03-01', until: DAY },
      at: 80,
      partial: false,
    },
    {
      accountId: 'act_1',
      kind: 'insights',
      level: 'campaign',
      range: { since: '2026-02-01', until: '2026-03-09' },
      at: 70,
      partial: false,
    },
  ])
  // An account that was never read: the sums lack it.
  const both = await campaignsIn(store, [week, { ...week, accountId: 'act_2' }])
  expect([both.asOf, both.partial]).toEqual([80, true])
})

it('marks campaigns with an edit on its way', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  await store.watchAccounts(['act_1'], true)
  await store.saveObjects('campaign', [campaign('101', 'act_1')], 1)
  const pending = async () => (await campaignsIn(store, [today])).rows[0]?.pending
  expect(await pending()).toBeNull()
  await store.appendJournal([entry('a')])
  expect(await pending()).toBe('posting')
  expect((await store.judged({ today: [today] }))[0]?.pending).toBe(true)
  await store.appendJournal([entry('a', { state: 'unknown' })])
  expect(await pending()).toBe('unknown')
  await store.appendJournal([entry('a', { state: 'confirmed' })])
  expect(await pending()).toBeNull()
})

it('keeps what was read back after a write against a list from before', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const listed = (status: string) => ({
    id: '101',
    name: 'One',
    objective: 'OUTCOME_SALES',
    status,
    effective_status: status,
  })
  await store.sink(campaignPage('act_1', 'USD', [listed('ACTIVE')], 100))
  const status = async () => (await store.campaign('101', week))?.status
  expect(await status()).toBe('ACTIVE')
  await store.saveObjects('campaign', [campaign('101', 'act_1', { status: 'PAUSED', effectiveStatus: 'PAUSED' })], 200)
  expect((await store.sink(campaignPage('act_1', 'USD', [listed('ACTIVE')], 199)))[0]?.changed).toBe(0)
  expect(await status()).toBe('PAUSED')
  await store.sink(campaignPage('act_1', 'USD', [listed('ACTIVE')], 201))
  expect(await status()).toBe('ACTIVE')
})

it('gives rules the watched campaigns that can run, in every window, however many there are', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1', { name: 'One', currency: 'EUR' }), account('act_2')], 1, true)
  await store.watchAccounts(['act_1'], true)
  await store.saveObjects('campaign', [campaign('9', 'act_2')], 1)
  await store.saveObjects('campaign', [campaign('8', 'act_1', { effectiveStatus: 'DELETED' })], 1)
  const ids = Array.from({ length: 450 }, (_, i) => String(1000 + i))
  for (const id of ids) await store.saveObjects('campaign', [campaign(id, 'act_1')], 1)
  await store.sink(
    insightPage('act_1', [
      { objectId: '1000', day: DAY, spend: '1' },
      { objectId: '1000', day: '2026-03-08', spend: '2' },
    ]),
  )
  await store.saveCoverage({
    accountId: 'act_1',
    kind: 'insights',
    level: 'campaign',
    range: week,
    at: 5,
    partial: false,
  })
  const judged = await store.judged({ today: [today], last7d: [week] })
  expect(judged.map((each) => each.campaign.id)).toEqual(ids)
  expect(judged[0]).toMatchObject({
    accountName: 'One',
    currency: 'EUR',
    pending: false,
    windows: {
      today: { sums: { spend: 1_000_000 }, asOf: 5, partial: false },
      last7d: { sums: { spend: 3_000_000 }, asOf: 5, partial: false },
    },
  })
  expect(judged[1]?.windows['today']?.sums.spend).toBeNull()
})

it('answers one campaign, its days, and nothing for one it does not know', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  const whole = campaign('23850000000000000001', 'act_1', { budget: null, bidStrategy: null, startTime: null })
  await store.saveObjects('campaign', [whole], 1)
  await store.sink(insightPage('act_1', [{ objectId: whole.id, day: DAY, spend: '7.77', clicks: 3 }]))
  expect(await store.campaign(whole.id, week)).toMatchObject({
    ...whole,
    figures: { spend: 7_770_000, clicks: 3, reach: null },
  })
  expect(await store.campaign('5', week)).toBeNull()
})

it('drops the reach of ranges that have moved on', async () => {
  const { store } = temp
  const range = { since: week.since, until: week.until }
  const save = (at: number, days: typeof range) =>
    store.saveCoverage({ accountId: 'act_1', kind: 'reach', level: 'campaign', range: days, at, partial: false })
  await store.sink(reachPage('act_1', week.since, week.until, [{ objectId: '101', reach: 80 }]))
  await save(0, range)
  await save(6 * 86_400_000, { since: '2026-03-10', until: '2026-03-16' })
  expect(await store.coverage('act_1')).toHaveLength(2)
  await save(8 * 86_400_000, { since: '2026-03-12', until: '2026-03-18' })
  expect((await store.coverage('act_1')).map(({ range: kept }) => kept?.since)).toEqual(['2026-03-12', '2026-03-10'])
})
