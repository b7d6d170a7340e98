import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compareWithTruth } from '../soak/truth-of.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { DEFAULT_PREFERENCES } from '../../src/shared/domain/connection.ts'
import type { SyncRun } from '../../src/shared/domain/connection.ts'
import { dayAt } from '../../src/shared/domain/day.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Wednesday 2026-11-18. */
const START = Date.UTC(2026, 10, 18, 13, 20)

let world: World
const open = async (historyMonths = 0): Promise<void> => {
  world = await createTestApp({
    now: START,
    size: { accounts: 2, campaigns: 6, ads: 18, days: 200 },
    settings: { preferences: { ...DEFAULT_PREFERENCES, historyMonths, detailMonths: historyMonths } },
  })
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  await world.call('accounts.watch', { ids: rows.map(({ id }) => id), watched: true })
  await world.call('workspaces.finishSetup')
}
afterEach(() => world.dispose())

const history = async (kind: SyncRun['kind']): Promise<readonly SyncRun[]> =>
  (await world.call('sync.history', { limit: 100 })).filter((run) => run.kind === kind)
const database = async (): Promise<string> =>
  join(world.dataDir, (await readdir(world.dataDir)).find((name) => name.endsWith('.sqlite')) ?? '')
const insightsCalls = (): number =>
  Object.entries(world.sandbox().calls().byPath)
    .filter(([path]) => path.endsWith('/insights'))
    .reduce((sum, [, times]) => sum + times, 0)

describe('hours and nights', () => {
  beforeEach(async () => {
    await open()
    await world.advance(MINUTE)
  })

  it('reads all levels at five past the hour, and not again before the next', async () => {
    await world.advance(2 * HOUR)
    const runs = await history('hourly')
    expect(runs.map(({ startedAt }) => startedAt)).toEqual([
      Date.UTC(2026, 10, 18, 15, 5),
      Date.UTC(2026, 10, 18, 14, 5),
    ])
    expect(runs.every(({ outcome, trigger }) => outcome === 'done' && trigger === 'timer')).toBe(true)
    expect(await history('nightly')).toEqual([])
  })

  it('makes up for an hour and a night that the computer slept through, at once and only once', async () => {
    world.sleep()
    await world.clock.advance(23 * HOUR)
    expect(await history('nightly')).toEqual([])
    world.wake()
    await world.advance(MINUTE)
    expect(await history('hourly')).toHaveLength(1)
    const [night, ...others] = await history('nightly')
    expect(night).toMatchObject({ outcome: 'done' })
    expect(others).toEqual([])
    // Four levels of four weeks.
    expect(night?.rowsRead).toBeGreaterThan(4 * 20)
    await world.advance(10 * MINUTE)
    expect(await history('nightly')).toHaveLength(1)
  })

  it('waits a quarter of an hour before it asks again for what failed, and then is content', async () => {
    world.sandbox().faults.set([{ match: /adsets|ads|insights/, kind: 'error500' }])
    await world.advance(50 * MINUTE)
    const failing = await history('hourly')
    expect(failing).toHaveLength(1)
    expect(failing[0]?.failures[0]).toMatchObject({ code: 'metaDown' })
    world.sandbox().faults.set([])
    await world.advance(20 * MINUTE)
    expect((await history('hourly'))[0]).toMatchObject({ outcome: 'done' })
  })

  it('keeps to Meta’s clock when the desk’s is set forwards and back', async () => {
    const days = async (): Promise<readonly string[]> =>
      (await world.call('overview.get', { period: 'today' })).accounts.map(({ range }) => range.since)
    const before = await days()
    world.setSkew(26 * HOUR)
    await world.advance(2 * MINUTE)
    expect(await days()).toEqual(before)
    await world.advance(HOUR)
    expect(await history('hourly')).not.toEqual([])
    world.setSkew(-5 * HOUR)
    world.sandbox().resetCalls()
    await world.advance(5 * MINUTE)
    // Ticks go on every 30 seconds.
    expect(insightsCalls()).toBeGreaterThanOrEqual(2 * 9)
    const runs = (await history('hourly')).length
    await world.advance(HOUR)
    expect((await history('hourly')).length).toBeGreaterThan(runs)
    expect(await days()).toEqual(before)
  })

  it('reads nothing by itself while polling is paused, and catches up afterwards', async () => {
    await world.call('sync.setPaused', { paused: true })
    world.sandbox().resetCalls()
    await world.advance(3 * HOUR)
    expect(world.sandbox().calls().requests).toBe(0)
    await world.call('sync.setPaused', { paused: false })
    await world.advance(MINUTE)
    expect(await history('hourly')).toHaveLength(1)
  })
})

describe('the past', () => {
  beforeEach(() => open(4))

  it('is read back to its first day, survives kills, and is the truth to the last row', async () => {
    // Killed again and again in the middle of it.
    for (let kill = 0; kill < 4; kill++) {
      await world.clock.advance(31_000)
      await new Promise((resolve) => setTimeout(resolve, 40 + 70 * kill))
      await world.restart({ kill: true })
    }
    await world.advance(10 * MINUTE)
    const past = await world.call('backfill.get')
    expect(past).toMatchObject({ state: 'done', since: '2026-07-18' })
    expect(past.doneDays).toBe(past.totalDays)

    // What was read is not read again.
    world.sandbox().resetCalls()
    await world.restart()
    await world.advance(2 * MINUTE)
    const { byPath } = world.sandbox().calls()
    expect(Object.keys(byPath).filter((path) => path.endsWith('/insights')).length).toBe(2)
    expect(insightsCalls()).toBeLessThanOrEqual(2 * 6)

    await world.call('sync.setPaused', { paused: true })
    expect((await world.call('sync.run', { days: 30 })).outcome).toBe('done')
    const { differences, strangers, delivered } = compareWithTruth(await database(), world.sandbox(), 120, {
      from: world.clock.now(),
      to: world.clock.now(),
    })
    expect({ differences: differences.slice(0, 3), strangers }).toEqual({ differences: [], strangers: 0 })
    expect(delivered).toBeGreaterThan(1000)
  })

  it('pauses, stays paused after a restart, and goes on where it was', async () => {
    await world.call('backfill.setPaused', { paused: true })
    await world.advance(5 * MINUTE)
    const paused = await world.call('backfill.get')
    expect(paused.state).toBe('paused')
    await world.restart()
    await world.advance(5 * MINUTE)
    expect(await world.call('backfill.get')).toMatchObject({ state: 'paused', doneDays: paused.doneDays })
    await world.call('backfill.setPaused', { paused: false })
    await world.advance(5 * MINUTE)
    expect((await world.call('backfill.get')).state).toBe('done')
    const runs = await history('backfill')
    expect(runs[0]).toMatchObject({ outcome: 'done', failures: [] })
  })

  it('waits without network and says so, and goes on when it is back', async () => {
    await world.sandbox().setOnline(false)
    await world.advance(2 * MINUTE)
    const waiting = await world.call('backfill.get')
    expect(waiting.state).toBe('waiting')
    await world.sandbox().setOnline(true)
    await world.advance(10 * MINUTE)
    expect((await world.call('backfill.get')).state).toBe('done')
    expect(dayAt(world.clock.now(), 'UTC')).toBe('2026-11-18')
  })
})
