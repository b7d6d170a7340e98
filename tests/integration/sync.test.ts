import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { Fault, FaultKind } from '../../src/sandbox/faults.ts'

let world: World

/** Two watched accounts, read for 30 days, polling paused. */
beforeEach(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows
    .filter(({ status }) => status === 'ACTIVE')
    .slice(0, 2)
    .map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.quiet()
  await world.call('sync.setPaused', { paused: true })
})
afterEach(() => world.dispose())

const watched = async (): Promise<string[]> =>
  (await world.call('accounts.list')).rows.filter((account) => account.watched).map(({ id }) => id)
const faultOn = (path: string, kind: FaultKind, more: Partial<Fault> = {}): void =>
  world.sandbox().faults.set([{ match: new RegExp(path), kind, ...more }])

describe('answers that are not what they should be', () => {
  it.each([
    ['html', 'notJson'],
    ['notJson', 'notJson'],
    ['truncated', 'truncated'],
    ['empty', ''],
    ['error500', 'metaDown'],
    ['nullBatchItem', 'metaDown'],
  ] as const)('%s: the account fails in words, the others are read, nothing is lost', async (kind, code) => {
    const [bad, good] = await watched()
    const before = await world.call('overview.get', { period: 'last30d' })
    await world.clock.advance(60_000)
    faultOn(`^${bad}/insights`, kind)
    const run = await world.call('sync.run', { days: 30 })
    expect(run.outcome).toBe('partly')
    expect(run.failures).toHaveLength(1)
    expect(run.failures[0]).toMatchObject({ accountId: bad, ...(code === '' ? {} : { code }) })
    expect(run.failures[0]?.accountName).toBeTruthy()
    const after = await world.call('overview.get', { period: 'last30d' })
    const of = (overview: typeof after, id: string | undefined) =>
      overview.accounts.find(({ account }) => account.id === id)
    expect(of(after, bad)).toMatchObject({ figures: of(before, bad)?.figures, asOf: of(before, bad)?.asOf })
    expect(of(after, good)?.asOf).toBeGreaterThan(of(before, good)?.asOf ?? 0)
    expect((await world.call('sync.history', { limit: 1 }))[0]).toEqual(run)
    expect((await world.call('app.status')).connection).toBe('online')
  })

  it('rows without what they need are dropped, counted, and make the account partial', async () => {
    const [bad] = await watched()
    await world.clock.advance(1000)
    faultOn(`^${bad}/insights`, 'missingFields', { fields: ['date_start'] })
    const run = await world.call('sync.run', { days: 7 })
    expect(run).toMatchObject({ outcome: 'partly', failures: [] })
    expect(run.rowsDropped).toBeGreaterThan(0)
    const { accounts } = await world.call('overview.get', { period: 'last7d' })
    expect((await world.call('accounts.list')).rows.find(({ id }) => id === bad)?.partial).toBe(true)
    expect(accounts.find(({ account }) => account.id === bad)?.figures.spend).toBeGreaterThan(0)

    await world.clock.advance(1000)
    world.sandbox().faults.set([])
    expect((await world.call('sync.run', { days: 7 })).outcome).toBe('done')
    expect((await world.call('accounts.list')).rows.find(({ id }) => id === bad)?.partial).toBe(false)
  })

  it('a field that Meta will not give makes figures partial, and is asked for again another day', async () => {
    const [bad, good] = await watched()
    await world.clock.advance(1000)
    faultOn(`^${bad}/insights`, 'forbiddenField', { fields: ['results'] })
    expect(await world.call('sync.run', { days: 7 })).toMatchObject({ outcome: 'done', failures: [], rowsDropped: 0 })
    const partial = async () =>
      (await world.call('accounts.list')).rows.filter((account) => account.partial).map(({ id }) => id)
    expect(await partial()).toEqual([bad])
    expect(good).not.toBe(bad)

    world.sandbox().faults.set([])
    await world.clock.advance(25 * 3_600_000)
    expect((await world.call('sync.run', { days: 7 })).outcome).toBe('done')
    expect(await partial()).toEqual([])
  })

  it.each(['unknownFields', 'wrongTypes'] as const)('%s change nothing', async (kind) => {
    const before = await world.call('overview.get', { period: 'last30d' })
    faultOn('/(insights|campaigns)', kind)
    const run = await world.call('sync.run', { days: 30 })
    expect(run).toMatchObject({ outcome: 'done', rowsDropped: 0, failures: [] })
    expect((await world.call('overview.get', { period: 'last30d' })).totals).toEqual(before.totals)
  })
})

describe('a throttled account', () => {
  it('is waited for', async () => {
    const [bad] = await watched()
    faultOn(`^${bad}/insights`, 'throttle', { times: 1 })
    const startedAt = world.clock.now()
    const state = { ended: false }
    const running = world.call('sync.run', { days: 30 }).finally(() => {
      state.ended = true
    })
    while (!state.ended) {
      await world.clock.advance(10_000)
      await world.call('app.status')
    }
    expect(await running).toMatchObject({ outcome: 'done', failures: [] })
    expect(world.clock.now() - startedAt).toBeGreaterThan(60_000)
  })
})

describe('a sync that does not come to its end', () => {
  it('stops its own workspace when the token has expired', async () => {
    faultOn('/insights', 'expiredToken')
    const run = await world.call('sync.run', { days: 30 })
    expect(run.failures.map(({ code }) => code)).toContain('tokenExpired')
    expect(await world.call('app.status')).toMatchObject({ connection: 'signedOut' })
    expect((await world.call('health.get')).token).toMatchObject({
      status: 'expired',
      failure: { code: 'tokenExpired' },
    })
    // Raised beside the sync, so a moment after it.
    await expect
      .poll(async () => (await world.call('alerts.list')).open[0])
      .toMatchObject({ kind: 'tokenInvalid', severity: 'bad' })

    world.sandbox().faults.set([])
    await world.call('sync.setPaused', { paused: false })
    world.sandbox().resetCalls()
    await world.advance(10 * 60_000)
    expect(world.sandbox().calls().requests).toBe(0)
    expect((await world.call('overview.get', { period: 'last30d' })).totals.figures.impressions).toBeGreaterThan(0)

    const { activeId } = await world.call('app.state')
    await world.call('signIn.again', { workspaceId: activeId ?? '', rerequest: false })
    await world.quiet()
    expect(await world.call('app.status')).toMatchObject({ connection: 'online' })
    expect((await world.call('alerts.list')).open.filter(({ kind }) => kind === 'tokenInvalid')).toEqual([])
  })

  it('can be cancelled', async () => {
    faultOn('^batch$', 'slow', { delayMs: 400 })
    const running = world.call('sync.run', { days: 300 })
    while ((await world.call('app.status')).running.length === 0) await world.call('app.state')
    expect((await world.call('app.status')).running).toMatchObject([{ kind: 'sync', done: 0, cancellable: true }])
    await world.call('sync.cancel')
    expect(await running).toMatchObject({ outcome: 'cancelled', failures: [] })
    expect((await world.call('app.status')).running).toEqual([])
  })

  it('is marked interrupted after the program died', async () => {
    faultOn('^batch$', 'slow', { delayMs: 400 })
    const dying = world.app.workspaces.active().sync
    void dying.run({ days: 300, trigger: 'person' }).catch(() => undefined)
    while ((await world.call('sync.history', { limit: 1 }))[0]?.outcome !== 'running') await world.call('app.state')
    await world.restart({ kill: true })
    expect((await world.call('sync.history', { limit: 1 }))[0]).toMatchObject({ kind: 'sync', outcome: 'interrupted' })
    expect((await world.call('overview.get', { period: 'last30d' })).totals.figures.impressions).toBeGreaterThan(0)
  })
})
