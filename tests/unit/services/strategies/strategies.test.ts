import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addDays } from '../../../../src/shared/domain/day.ts'
import type { StopLossForm } from '../../../../src/shared/domain/strategies.ts'
import { createStrategies } from '../../../../src/main/services/strategies/index.ts'
import type { Strategies } from '../../../../src/main/services/strategies/index.ts'
import { createSuggestions } from '../../../../src/main/services/suggestions/index.ts'
import type { Suggestions } from '../../../../src/main/services/suggestions/index.ts'
import { createVirtualClock } from '../../../clock.ts'
import { createTestEdits, createTestWorkspace, testAccount, testCampaign } from '../../../workspace.ts'
import type { TestFigures, TestWorkspace } from '../../../workspace.ts'

// Real database threads on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const NOON = Date.parse('2026-05-04T10:00:00Z')
const HOUR = 3_600_000
const TODAY = '2026-05-04'
const POOR = testCampaign('1')
const GOOD = testCampaign('2', { budget: { kind: 'daily', amount: 20_000_000 } })
const SMALL = testCampaign('3')
const YEN = testCampaign('4', { accountId: 'act_202' })
const FORM: StopLossForm = {
  minCtr: 0.005,
  maxCpc: 2_000_000,
  targetCpm: 10_000_000,
  budgetThreshold: 50_000_000,
  window: 'last7d',
  pauseLowPerformers: true,
  increaseBudget: true,
  adjustBidding: false,
  expandAudience: false,
}

let clock: ReturnType<typeof createVirtualClock>
let workspace: TestWorkspace
let strategies: Strategies
let suggestions: Suggestions

const build = (): void => {
  suggestions = createSuggestions(workspace.context, {
    edits: createTestEdits(workspace.context),
    worth: async () => (amount) => amount,
  })
  strategies = createStrategies(workspace.context, suggestions)
}
beforeEach(async () => {
  clock = createVirtualClock(NOON)
  workspace = await createTestWorkspace({
    clock,
    accounts: [testAccount(), testAccount({ id: 'act_202', currency: 'JPY', zone: 'Asia/Tokyo' })],
    campaigns: [POOR, GOOD, SMALL, YEN],
  })
  build()
})
afterEach(() => workspace.close())

/** Seven finished days and today, each the same. */
const week = (campaign: TestFigures['campaign'], daily: Omit<TestFigures, 'campaign' | 'day'>): TestFigures[] =>
  Array.from({ length: 8 }, (_, back) => ({ campaign, day: addDays(TODAY, -back), ...daily }))
const poor = (): TestFigures[] => week(POOR, { spend: '14', impressions: 3000, clicks: 8 })
const good = (): TestFigures[] => week(GOOD, { spend: '19', impressions: 3000, clicks: 60, results: 3 })
const small = (): TestFigures[] => week(SMALL, { spend: '8', impressions: 100, clicks: 0 })
const yen = (): TestFigures[] => week(YEN, { spend: '9000', impressions: 3000, clicks: 1 })

const input = (form: Partial<StopLossForm> = {}) => ({
  name: 'Stop loss',
  currency: 'USD',
  accountIds: ['act_101', 'act_202'],
  status: 'active' as const,
  form: { ...FORM, ...form },
})
const open = async () =>
  (await suggestions.list())
    .filter(({ status }) => status === 'open')
    .map(({ objectId, action }) => `${action} ${objectId}`)

describe('judging', () => {
  it('says for every campaign of its currency what it would do and why', async () => {
    await workspace.figures([...poor(), ...good(), ...small(), ...yen()])
    const { id } = await strategies.save(input())
    const run = await strategies.run(id)
    expect(run).toMatchObject({ strategyVersion: 1, judged: 3, proposed: 2, unknown: 1, held: 0, startedAt: NOON })
    expect(run.decisions.slice(0, 3).map(({ objectId, action, truth }) => `${objectId} ${action} ${truth}`)).toEqual([
      '1 pause true',
      '2 raiseBudget true',
      '3 pause unknown',
    ])
    expect(run.decisions[0]?.leaves.map(({ leaf, truth, known }) => [leaf.measure, truth, known?.low])).toEqual([
      ['spend', 'true', 98_000_000],
      ['ctr', 'true', 56 / 21_000],
      ['cpc', 'false', 1_750_000],
    ])
    expect(await open()).toEqual(['pause 1', 'raiseBudget 2'])
  })

  it('keeps open ends of what is known in the log', async () => {
    await workspace.figures(small())
    const { id } = await strategies.save(input({ minCtr: 0 }))
    await strategies.run(id)
    const [run] = await strategies.runs(id, 1)
    const decision = run?.decisions.find(({ objectId }) => objectId === '3')
    expect(decision?.leaves.find(({ leaf }) => leaf.measure === 'cpc')?.known).toEqual({
      low: 56_000_000 / 30,
      high: Infinity,
    })
  })

  it('holds on what is stale, partial or never read', async () => {
    const { id } = await strategies.save(input({ increaseBudget: false }))
    const heldBecause = async () => (await strategies.run(id)).decisions.find(({ objectId }) => objectId === '1')?.held
    expect(await heldBecause()).toBe('stale')
    await workspace.figures(poor(), { at: NOON - 27 * HOUR })
    expect(await heldBecause()).toBe('stale')
    await workspace.figures(poor(), { partial: true })
    expect(await heldBecause()).toBe('partial')
    expect(await open()).toEqual([])
    await workspace.figures(poor())
    expect(await heldBecause()).toBeNull()
    expect(await open()).toEqual(['pause 1'])
  })

  it('judges only active strategies by itself', async () => {
    await workspace.figures(poor())
    const paused = await strategies.save({ ...input(), status: 'paused' })
    await strategies.evaluateAll()
    expect(await strategies.runs(paused.id, 10)).toEqual([])
    expect(await strategies.run(paused.id)).toMatchObject({ proposed: 1 })
    expect(await open()).toEqual([])
  })
})

describe('the log', () => {
  it('does not repeat itself while nothing changes, also after a restart', async () => {
    await workspace.figures([...poor(), ...good()])
    const { id } = await strategies.save(input())
    await strategies.evaluateAll()
    await clock.advance(30_000)
    await strategies.evaluateAll()
    build()
    await clock.advance(30_000)
    await strategies.evaluateAll()
    expect(await strategies.runs(id, 10)).toHaveLength(1)
    expect((await strategies.list())[0]?.lastRunAt).toBe(NOON + 60_000)

    await workspace.context.store.saveObjects(
      'campaign',
      [{ ...POOR, status: 'PAUSED', effectiveStatus: 'PAUSED' }],
      clock.now(),
    )
    await strategies.evaluateAll()
    expect((await strategies.runs(null, 10)).map(({ proposed, held }) => [proposed, held])).toEqual([
      [1, 1],
      [2, 0],
    ])
    await strategies.run(id)
    expect(await strategies.runs(id, 10)).toHaveLength(3)
  })

  it('names the version, which grows with every save', async () => {
    await workspace.figures(poor())
    const first = await strategies.save(input())
    await strategies.evaluateAll()
    const second = await strategies.save({ ...input(), id: first.id, name: 'Renamed' })
    expect(second).toMatchObject({ id: first.id, version: 2, createdAt: first.createdAt })
    await strategies.evaluateAll()
    expect(
      (await strategies.runs(first.id, 10))
        .map(({ strategyVersion, strategyName }) => `${strategyVersion} ${strategyName}`)
        .toSorted(),
    ).toEqual(['1 Stop loss', '2 Renamed'])
    await expect(strategies.save({ ...input(), id: 'nothing' })).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('ending', () => {
  it.each(['paused', 'completed'] as const)('takes back what a strategy that is now %s proposed', async (status) => {
    await workspace.figures(poor())
    const { id } = await strategies.save(input())
    await strategies.evaluateAll()
    expect(await open()).toEqual(['pause 1'])
    await strategies.save({ ...input(), id, status })
    expect(await open()).toEqual([])
  })

  it('takes back what a deleted one proposed, and keeps its log', async () => {
    await workspace.figures(poor())
    const { id } = await strategies.save(input())
    await strategies.evaluateAll()
    await strategies.delete(id)
    expect(await open()).toEqual([])
    expect(await strategies.list()).toEqual([])
    expect(await strategies.runs(null, 10)).toHaveLength(1)
    await expect(strategies.run(id)).rejects.toMatchObject({ code: 'notFound' })
  })
})

describe('suggestions', () => {
  const one = async () => (await suggestions.list()).find(({ objectId }) => objectId === '1')
  const start = async () => {
    await workspace.figures([...poor(), ...good()])
    await strategies.save(input())
    await strategies.evaluateAll()
    const found = await one()
    if (!found) throw new Error('nothing was suggested')
    return found
  }

  it('carry what they would do, on what, and what is at stake a day', async () => {
    await start()
    const [first, second] = await suggestions.list()
    expect(first).toMatchObject({
      action: 'pause',
      atStake: 14_000_000,
      asOf: NOON,
      edit: { kind: 'status', before: 'ACTIVE', after: 'PAUSED' },
    })
    expect(second).toMatchObject({
      action: 'raiseBudget',
      atStake: 4_000_000,
      edit: { kind: 'dailyBudget', before: 20_000_000, after: 24_000_000 },
    })
    expect(await suggestions.count()).toBe(2)
  })

  it('are brought up to date in place and expire with their condition', async () => {
    const before = await start()
    await workspace.figures([...week(POOR, { spend: '20', impressions: 3000, clicks: 8 }), ...good()])
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id: before.id, atStake: 20_000_000, status: 'open' })
    await workspace.figures([...week(POOR, { spend: '20', impressions: 3000, clicks: 200 }), ...good()])
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id: before.id, status: 'expired' })
    await workspace.figures(poor())
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id: before.id, status: 'open' })
  })

  it('do not expire because nothing is known', async () => {
    const before = await start()
    await workspace.figures(poor(), { partial: true })
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id: before.id, status: 'open' })
  })

  it('are not offered again for a day after a no', async () => {
    const { id } = await start()
    await suggestions.dismiss(id)
    await clock.advance(23 * HOUR)
    await workspace.figures(poor())
    await strategies.evaluateAll()
    expect((await suggestions.list()).filter(({ objectId }) => objectId === '1').map(({ status }) => status)).toEqual([
      'dismissed',
    ])
    await clock.advance(HOUR)
    await strategies.evaluateAll()
    expect((await suggestions.list()).filter(({ objectId }) => objectId === '1').map(({ status }) => status)).toEqual([
      'open',
      'dismissed',
    ])
    await expect(suggestions.dismiss(id)).rejects.toMatchObject({ code: 'editNotPossible' })
    await expect(suggestions.dismiss('nothing')).rejects.toMatchObject({ code: 'notFound' })
  })

  it('sleep and come back', async () => {
    const { id } = await start()
    await suggestions.snooze(id, 3)
    await clock.advance(2 * HOUR)
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id, status: 'snoozed', snoozedUntil: NOON + 3 * HOUR })
    await clock.advance(HOUR)
    expect(await one()).toMatchObject({ id, status: 'open', snoozedUntil: null })
  })

  it('fail with the reason when the edit could not be sent', async () => {
    const { id } = await start()
    // Nobody answers: the write is known not to have left.
    const edit = await suggestions.apply(id)
    expect(edit).toMatchObject({ state: 'rejected', failure: { code: 'offline' } })
    expect(await one()).toMatchObject({ id, status: 'failed', editId: edit.id })
    await workspace.context.store.saveObjects(
      'campaign',
      [{ ...POOR, status: 'PAUSED', effectiveStatus: 'PAUSED' }],
      clock.now(),
    )
    await expect(suggestions.apply(id)).rejects.toMatchObject({ code: 'editConflict', data: { now: 'PAUSED' } })
    await strategies.evaluateAll()
    expect(await one()).toMatchObject({ id, status: 'expired' })
  })

  it('that are advice have nothing to apply', async () => {
    await workspace.figures(good())
    await strategies.save(input({ increaseBudget: false, adjustBidding: true, targetCpm: 5_000_000 }))
    await strategies.evaluateAll()
    const [advice] = await suggestions.list()
    expect(advice).toMatchObject({ action: 'lowerBid', edit: { kind: 'advice' }, atStake: 19_000_000 })
    await expect(suggestions.apply(advice?.id ?? '')).rejects.toMatchObject({ code: 'editNotPossible' })
    expect((await suggestions.list())[0]?.status).toBe('open')
  })
})
