import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { KINDS } from '../../src/shared/domain/upkeep.ts'
import type { MaxAges } from '../../src/shared/domain/upkeep.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { campaignsOf } from '../campaigns.ts'
import type { CampaignsAsked } from '../campaigns.ts'

let world: World

beforeEach(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 3)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  // With the tick after the first sync the other lists are read.
  await world.advance(30_000)
  world.sandbox().resetCalls()
})
afterEach(() => world.dispose())

const ALL: Omit<CampaignsAsked, 'period'> = {
  accountIds: [],
  statuses: [],
  search: '',
  sort: { by: 'spend', direction: 'descending' },
  offset: 0,
  limit: 5,
}
/** Those of ticks: the log of each account is asked for beside them, every five minutes. */
const requests = (): number => {
  const { requests: all, byPath } = world.sandbox().calls()
  const logs = Object.entries(byPath).filter(([path]) => path.endsWith('/activities'))
  return all - logs.reduce((sum, [, times]) => sum + times, 0)
}
const counts = () => world.app.workspaces.active().polling.counts()

describe('polling', () => {
  it('makes one request a tick, and reads campaigns and the log of changes every tenth', async () => {
    await world.advance(300_000)
    expect(requests()).toBe(10)
    const { byPath } = world.sandbox().calls()
    const of = (edge: string): number[] =>
      Object.entries(byPath)
        .filter(([path]) => path.endsWith(edge))
        .map(([, times]) => times)
    expect(of('/insights')).toEqual([10, 10, 10])
    expect(of('/campaigns')).toEqual([1, 1, 1])
    expect(of('/activities')).toEqual([1, 1, 1])
  })

  it('never makes two ticks at once, however slow Meta is', async () => {
    world.sandbox().faults.set([{ match: /^batch$/, kind: 'slow', delayMs: 300 }])
    // Nothing is asked for beside the ticks.
    const long = 10_080
    const maxAges = Object.fromEntries(KINDS.map((kind) => [kind, long])) as MaxAges
    await world.call('app.setPreferences', { maxAges })
    world.mostAtOnce()
    const before = counts()
    // The clock runs away while one answer is on its way.
    for (let i = 0; i < 10; i++) await world.clock.advance(30_000)
    expect(counts().skipped - before.skipped).toBeGreaterThanOrEqual(8)
    await world.quiet()
    expect(world.mostAtOnce()).toBe(1)
  })

  it('follows the interval of the preferences', async () => {
    await world.call('app.setPreferences', { pollSeconds: 120 })
    await world.advance(240_000)
    expect(requests()).toBe(2)
  })

  it('rests while paused and while the computer sleeps, and polls at once afterwards', async () => {
    await world.call('sync.setPaused', { paused: true })
    expect(await world.call('app.status')).toMatchObject({ pollingPaused: true, nextPollAt: null })
    await world.advance(300_000)
    expect(requests()).toBe(0)
    await world.call('sync.pollNow')
    expect(requests()).toBe(1)
    await world.call('sync.setPaused', { paused: false })
    await world.advance(0)
    expect(requests()).toBe(2)

    world.sleep()
    await world.advance(300_000)
    expect(requests()).toBe(2)
    world.wake()
    await world.advance(0)
    expect(requests()).toBe(3)
    expect((await world.call('app.status')).nextPollAt).toBe(world.clock.now() + 30_000)
  })

  it('stays paused after a restart', async () => {
    await world.call('sync.setPaused', { paused: true })
    await world.restart()
    await world.quiet()
    world.sandbox().resetCalls()
    await world.advance(120_000)
    expect(requests()).toBe(0)
  })

  it('reads the campaigns of an account at once when figures of an unknown one arrive, and only once', async () => {
    const open = new Database(join(world.dataDir, `${world.app.workspaces.activeId()}.sqlite`))
    const known = open.prepare('SELECT count(*) FROM campaign').pluck()
    const before = known.get()
    const today = await campaignsOf(world.call, { ...ALL, period: 'today' })
    const [first] = today.rows
    // As if it had been started after the last list: its figures come, the list has not yet said what it is.
    open.prepare('DELETE FROM campaign WHERE key = (SELECT key FROM object_key WHERE id = ?)').run(first?.id)
    const listed = (): (readonly [string, number])[] =>
      Object.entries(world.sandbox().calls().byPath).filter(([path]) => path.endsWith('/campaigns'))

    await world.advance(30_000)
    expect([known.get(), listed()]).toEqual([Number(before) - 1, []])
    await world.advance(30_000)
    expect([known.get(), listed()]).toEqual([before, [[expect.stringContaining(String(first?.accountId)), 1]]])

    // Figures of one that no list names any more are no reason to ask again and again.
    open.prepare("INSERT INTO object_key (id, account_id) VALUES ('424242', ?)").run(first?.accountId)
    open
      .prepare(
        `INSERT INTO insight_day (object, day, spend, result_type)
         SELECT (SELECT key FROM object_key WHERE id = '424242'), max(d.day), 1000000, 0
         FROM object_key k JOIN insight_day d ON d.object = k.key WHERE k.id = ?`,
      )
      .run(first?.id)
    open.close()
    await world.advance(150_000)
    expect(listed().reduce((sum, [, times]) => sum + times, 0)).toBe(2)
  })

  it('goes on after a tick that failed, and says so once in the history', async () => {
    world.sandbox().faults.set([{ match: /insights/, kind: 'html' }])
    await world.advance(90_000)
    expect(await world.call('app.status')).toMatchObject({
      connection: 'online',
      lastFailure: { code: expect.any(String) as string },
    })
    const failed = (await world.call('sync.history', { limit: 20 })).filter(({ kind }) => kind === 'poll')
    expect(failed).toHaveLength(1)
    world.sandbox().faults.set([])
    await world.advance(90_000)
    expect(await world.call('app.status')).toMatchObject({ lastFailure: null })
  })

  it('reads the new day and its ranges after midnight', async () => {
    const { accounts } = await world.call('overview.get', { period: 'last30d' })
    await world.restart({ offFor: 14 * 3_600_000 })
    await world.quiet()
    const after = await world.call('overview.get', { period: 'last30d' })
    expect(after.accounts.map(({ range }) => range.until)).not.toEqual(accounts.map(({ range }) => range.until))
    expect(after.accounts.every(({ asOf }) => asOf !== null)).toBe(true)
    const page = await campaignsOf(world.call, {
      ...ALL,
      period: 'last30d',
    })
    expect(page.partial).toBe(false)
    expect(page.rows.every(({ figures }) => figures.reach !== null)).toBe(true)
  })
})
