import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Alert } from '../../../src/shared/domain/alerts.ts'
import type { SyncRun } from '../../../src/shared/domain/connection.ts'
import type { Strategy, StrategyRun } from '../../../src/shared/domain/strategies.ts'
import type { Suggestion } from '../../../src/shared/domain/suggestions.ts'
import { account, campaign, entry, insightPage } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

const DAY_MS = 86_400_000

const alert = (id: string, patch: Partial<Alert> = {}): Alert => ({
  id,
  kind: 'spendWithoutResult',
  severity: 'warn',
  accountId: 'act_1',
  accountName: 'One',
  objectId: '101',
  objectName: 'Ёж "x"',
  currency: 'USD',
  atRisk: 1_000_000,
  evidence: { kind: 'spendWithoutResult', spend: 1, dailyBudget: 2, results: 0, day: '2026-03-10', asOf: 3 },
  openedAt: 10,
  updatedAt: 10,
  acknowledgedAt: null,
  resolvedAt: null,
  resolution: null,
  ...patch,
})

const strategy = (id: string, patch: Partial<Strategy> = {}): Strategy => ({
  id,
  name: 'Stop loss',
  kind: 'stopLoss',
  status: 'active',
  mode: 'watch',
  currency: 'USD',
  accountIds: ['act_1'],
  form: {
    minCtr: 0.005,
    maxCpc: 1_000_000,
    targetCpm: 5_000_000,
    budgetThreshold: 10_000_000,
    window: 'last7d',
    pauseLowPerformers: true,
    increaseBudget: false,
    adjustBidding: false,
    expandAudience: false,
  },
  version: 1,
  createdAt: 1,
  updatedAt: 1,
  lastRunAt: null,
  ...patch,
})

const run = (id: string, startedAt: number, strategyId = 's'): StrategyRun => ({
  id,
  strategyId,
  strategyName: 'Stop loss',
  strategyVersion: 1,
  startedAt,
  judged: 3,
  proposed: 1,
  unknown: 1,
  held: 1,
  decisions: [],
})

const suggestion = (id: string, patch: Partial<Suggestion> = {}): Suggestion => ({
  id,
  strategyId: 's',
  strategyName: 'Stop loss',
  strategyVersion: 1,
  action: 'pause',
  edit: { kind: 'status', before: 'ACTIVE', after: 'PAUSED' },
  accountId: 'act_1',
  accountName: 'One',
  objectId: '101',
  objectName: 'C',
  currency: 'USD',
  atStake: 5,
  evidence: [
    {
      leaf: { measure: 'ctr', window: 'last7d', operator: '<', value: 0.005 },
      truth: 'true',
      known: { low: 0.001, high: 0.001 },
    },
  ],
  asOf: 1,
  createdAt: 1,
  status: 'open',
  snoozedUntil: null,
  editId: null,
  ...patch,
})

const syncRun = (id: string, startedAt: number, patch: Partial<SyncRun> = {}): SyncRun => ({
  id,
  kind: 'sync',
  trigger: 'person',
  startedAt,
  endedAt: startedAt + 5,
  outcome: 'done',
  calls: 3,
  rowsRead: 10,
  rowsChanged: 1,
  rowsDropped: 0,
  failures: [{ code: 'offline', data: {}, accountId: 'act_1', accountName: 'One' }],
  ...patch,
})

it('keeps accounts whole, and the ones not named unless the list is complete', async () => {
  const { store } = temp
  const one = account('act_1', { name: 'Бета' })
  const two = account('act_2', { name: 'альфа', tasks: null, amountSpent: null, spendCap: 5_000_000 })
  expect(await store.accountsFetchedAt()).toBeNull()
  await store.saveAccounts([one, two], 100, true)
  await store.watchAccounts(['act_1'], true)
  await store.setReadOnly(['act_1'], true)
  const unread = { figuresAt: null, spentToday: null, partial: false }
  expect(await store.accounts([])).toEqual([
    { ...two, ...unread, watched: false, readOnly: false, fetchedAt: 100 },
    { ...one, ...unread, watched: true, readOnly: true, fetchedAt: 100 },
  ])
  await store.saveAccounts([two], 200, false)
  expect((await store.accounts([])).map(({ id, fetchedAt }) => [id, fetchedAt])).toEqual([
    ['act_2', 200],
    ['act_1', 100],
  ])
  await store.saveAccounts([two], 300, true)
  expect((await store.accounts([])).map(({ id }) => id)).toEqual(['act_2'])
  expect(await store.accountsFetchedAt()).toBe(300)
  // The choices outlive the row.
  await store.saveAccounts([one], 400, false)
  const again = (await store.accounts([])).find(({ id }) => id === 'act_1')
  expect([again?.watched, again?.readOnly]).toEqual([true, true])
  await store.watchAccounts(['act_1'], false)
  await store.setReadOnly(['act_1'], false)
  expect((await store.accounts([])).some(({ watched, readOnly }) => watched || readOnly)).toBe(false)
  await store.saveAccounts([], 500, true)
  expect([await store.accounts([]), await store.accountsFetchedAt()]).toEqual([[], 500])
})

it('says what each account spent on its own day and when that was read', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1'), account('act_2')], 1, true)
  await store.sink(
    insightPage('act_1', [
      { objectId: '1', day: '2026-03-10', spend: '1.25', impressions: 10 },
      { objectId: '2', day: '2026-03-10', spend: '2.50', impressions: 20 },
      { objectId: '2', day: '2026-03-09', spend: '4' },
      { objectId: '3', day: '2026-03-09', impressions: 5, objective: 'OUTCOME_AWARENESS', reach: 7 },
    ]),
  )
  const range = { since: '2026-03-10', until: '2026-03-10' }
  await store.saveCoverage({ accountId: 'act_1', kind: 'insights', level: 'campaign', range, at: 70, partial: true })
  await store.saveCoverage({
    accountId: 'act_1',
    kind: 'objects',
    level: 'campaign',
    range: null,
    at: 90,
    partial: false,
  })
  expect(
    await store.accounts([
      { accountId: 'act_1', day: '2026-03-10' },
      { accountId: 'act_2', day: '2026-03-11' },
    ]),
  ).toMatchObject([
    { id: 'act_1', spentToday: 3_750_000, figuresAt: 70, partial: true },
    { id: 'act_2', spentToday: null, figuresAt: null, partial: false },
  ])
  const both = ['act_1', 'act_2'].map((accountId) => ({ accountId, since: '2026-03-09', until: '2026-03-10' }))
  expect(await store.accountSums(both)).toMatchObject([
    { accountId: 'act_1', sums: { spend: 7_750_000, impressions: 35, reach: null }, asOf: 70, partial: true },
    { accountId: 'act_2', sums: { spend: null, impressions: null }, asOf: null, partial: false },
  ])
  expect(await store.accountDays(both)).toEqual([
    { accountId: 'act_1', day: '2026-03-09', spend: 4_000_000, purchaseValue: 0 },
    { accountId: 'act_1', day: '2026-03-10', spend: 3_750_000, purchaseValue: 0 },
  ])
})

it('keeps alerts: open ones by money at risk, resolved ones by time', async () => {
  const { store } = temp
  await store.saveAlerts([
    alert('a'),
    alert('b', { atRisk: 9_000_000 }),
    alert('c', { resolvedAt: 50, resolution: 'result' }),
  ])
  await store.saveAlerts([alert('d', { resolvedAt: 60, resolution: 'newDay' })])
  expect(await store.openAlerts()).toEqual([alert('b', { atRisk: 9_000_000 }), alert('a')])
  expect((await store.resolvedAlerts(50)).map(({ id }) => id)).toEqual(['d', 'c'])
  expect((await store.resolvedAlerts(51)).map(({ id }) => id)).toEqual(['d'])
  await store.saveAlerts([alert('a', { resolvedAt: 70, resolution: 'belowShare' })])
  expect((await store.openAlerts()).map(({ id }) => id)).toEqual(['b'])
})

it('keeps strategies and, when one is deleted, what it did', async () => {
  const { store } = temp
  await store.saveStrategy(strategy('t', { createdAt: 5 }))
  await store.saveStrategy(strategy('s'))
  await store.saveStrategy(strategy('s', { version: 2, name: 'Стоп' }))
  expect(await store.strategies()).toEqual([
    strategy('s', { version: 2, name: 'Стоп' }),
    strategy('t', { createdAt: 5 }),
  ])
  await store.saveRun(run('1', 10))
  await store.saveRun(run('2', 20))
  await store.saveRun(run('3', 15, 't'))
  await store.deleteStrategy('s')
  expect((await store.strategies()).map(({ id }) => id)).toEqual(['t'])
  expect((await store.runs(null, 2)).map(({ id }) => id)).toEqual(['2', '3'])
  expect(await store.runs('s', 10)).toEqual([run('2', 20), run('1', 10)])
})

it('keeps the newest runs of a strategy only', async () => {
  const { store } = temp
  await store.saveRun(run('other', 1, 't'))
  for (let i = 0; i < 305; i++) await store.saveRun(run(`r${i}`, i))
  const kept = await store.runs('s', 1000)
  expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([300, 'r304', 'r5'])
  expect(await store.runs('t', 10)).toHaveLength(1)
})

it('forgets only dismissed and expired suggestions, and those after 30 days', async () => {
  const { store } = temp
  const now = 100 * DAY_MS
  temp.setNow(now)
  const old = now - 31 * DAY_MS
  const all = [
    suggestion('open', { createdAt: old }),
    suggestion('gone', { createdAt: old, status: 'dismissed' }),
    suggestion('late', { createdAt: old, status: 'expired' }),
    suggestion('fresh', { createdAt: now - DAY_MS, status: 'dismissed' }),
  ]
  await store.saveSuggestions(all)
  expect(await store.suggestions()).toEqual([all[3], all[0]])
  await store.saveSuggestions([suggestion('open', { createdAt: old, status: 'applied', editId: 'e' })])
  expect((await store.suggestions())[1]).toMatchObject({ id: 'open', status: 'applied', editId: 'e' })
})

it('keeps what syncs did, and marks those a dead program left running', async () => {
  const { store } = temp
  const running = { outcome: 'running', endedAt: null } as const
  await store.saveSyncRun(syncRun('a', 10, running))
  await store.saveSyncRun(syncRun('a', 10))
  await store.saveSyncRun(syncRun('b', 20, running))
  await temp.reopen()
  await temp.store.interruptRuns(99)
  expect(await temp.store.syncRuns(10)).toEqual([
    syncRun('b', 20, { outcome: 'interrupted', endedAt: 99 }),
    syncRun('a', 10),
  ])
  expect(await temp.store.syncRuns(1)).toHaveLength(1)
})

it('clears what can be read again and nothing else', async () => {
  const { store } = temp
  await store.saveAccounts([account('act_1')], 1, true)
  await store.watchAccounts(['act_1'], true)
  await store.saveObjects('campaign', [campaign('101', 'act_1')], 1)
  const days = Array.from({ length: 5000 }, (_, i) => ({
    objectId: String(i % 100),
    day: `2026-0${1 + (i % 9)}-${String(1 + (Math.floor(i / 900) % 28)).padStart(2, '0')}`,
    spend: '1',
  }))
  await store.sink(insightPage('act_1', days))
  await store.saveCoverage({
    accountId: 'act_1',
    kind: 'objects',
    level: 'campaign',
    range: null,
    at: 5,
    partial: false,
  })
  await store.saveAlerts([alert('a')])
  await store.saveStrategy(strategy('s'))
  await store.saveRun(run('r', 1))
  await store.saveSuggestions([suggestion('g')])
  await store.saveSyncRun(syncRun('y', 1))
  await store.appendJournal([entry('e')])
  const before = await store.facts()
  expect(before).toMatchObject({ oldestDay: '2026-01-01', intact: true })
  expect(before.insightRows).toBeGreaterThan(900)

  await store.clearCache()

  expect(await store.facts()).toMatchObject({ insightRows: 0, oldestDay: null })
  expect((await store.facts()).bytes).toBeLessThan(before.bytes)
  expect([await store.accounts([]), await store.accountsFetchedAt(), await store.coverage('act_1')]).toEqual([
    [],
    null,
    [],
  ])
  expect(await store.openAlerts()).toEqual([alert('a')])
  expect(await store.strategies()).toEqual([strategy('s')])
  expect(await store.runs(null, 9)).toEqual([run('r', 1)])
  expect(await store.suggestions()).toEqual([suggestion('g')])
  expect(await store.syncRuns(9)).toEqual([syncRun('y', 1)])
  expect(await store.unsettledEdits(null)).toHaveLength(1)
  expect(await store.verifyJournal()).toEqual({ intact: true, rows: 1 })
  // Filled again, the choice of accounts and the short keys are as they were.
  await store.saveAccounts([account('act_1')], 2, true)
  await store.sink(insightPage('act_1', days.slice(0, 100)))
  expect((await store.accounts([]))[0]?.watched).toBe(true)
  expect((await store.facts()).insightRows).toBe(100)
})

it('answers every caller after it was closed, and finishes what was under way', async () => {
  const { store } = temp
  const pages = Array.from({ length: 6 }, (_, i) =>
    insightPage('act_1', [{ objectId: String(i), day: '2026-03-10', spend: '1' }]),
  )
  const storing = pages.map((page) => store.sink(page))
  await store.close()
  expect((await Promise.all(storing)).map((outcomes) => outcomes[0]?.changed)).toEqual([1, 1, 1, 1, 1, 1])
  await expect(store.facts()).rejects.toMatchObject({ code: 'internal' })
  await expect(store.sink(insightPage('act_1', []))).rejects.toMatchObject({ code: 'internal' })
  await store.close()
  await temp.reopen()
  expect((await temp.store.facts()).insightRows).toBe(6)
})

it('names an unexpected failure without quoting data', async () => {
  const { store, log } = temp
  const broken = strategy('s', { createdAt: 'secret words' as unknown as number })
  await expect(store.saveStrategy(broken)).rejects.toMatchObject({ code: 'internal', data: {} })
  expect(log).toMatchObject([{ level: 'error', message: 'query failed', data: { op: 'saveStrategy' } }])
  expect(JSON.stringify(log)).not.toContain('secret')
  expect(await store.strategies()).toEqual([])
})
