import { afterEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World, WorldOptions } from '../world.ts'
import { addDays } from '../../src/shared/domain/day.ts'
import type { Period } from '../../src/shared/domain/periods.ts'
import { campaignsOf } from '../campaigns.ts'
import type { CampaignsFound } from '../campaigns.ts'

let world: World | null = null
const open = async (options?: WorldOptions): Promise<World> => {
  world = await createTestApp(options)
  return world
}
afterEach(async () => {
  await world?.dispose()
  world = null
})

const campaignsIn = ({ call }: World, accountId: string, period: Period): Promise<CampaignsFound> =>
  campaignsOf(call, {
    period,
    accountIds: [accountId],
    statuses: [],
    search: '',
    sort: { by: 'spend', direction: 'ascending' },
    offset: 0,
    limit: 100,
  })

/** The account with the four campaigns whose last 30 days are known to the cent. */
const exactAccount = (sandbox: World['sandbox']): string => {
  const found = sandbox().world.accounts.find((account) => account.campaigns.some(({ exact }) => exact !== null))
  if (!found) throw new Error('No account with exact figures')
  return `act_${found.id.replace('act_', '')}`
}

describe('the demo workspace, from the first screen to the figures', () => {
  it('signs in, finds the accounts, reads them and shows exact figures', async () => {
    const { call, sandbox, vault, logLines, advance, quiet, clock } = await open()
    expect(await call('app.status')).toMatchObject({ connection: 'noWorkspace' })

    const result = await call('signIn.demo')
    expect(result).toMatchObject({ personName: 'Alex Morgan', missing: [], longLived: true })
    const { workspaces, activeId } = await call('app.state')
    expect(workspaces).toMatchObject([{ kind: 'demo', setup: 'accounts', personName: 'Alex Morgan' }])
    expect(activeId).toBe(result.workspaceId)

    const { rows, fetchedAt } = await call('accounts.list')
    expect(fetchedAt).toBe(clock.now())
    expect(rows).toHaveLength(12)
    expect(new Set(rows.map(({ currency }) => currency))).toEqual(new Set(['USD', 'EUR', 'GBP', 'KZT', 'JPY']))
    expect(rows.some(({ status }) => status === 'DISABLED')).toBe(true)
    expect(rows.some(({ status }) => status === 'UNSETTLED')).toBe(true)
    expect(
      rows.some(({ sources }) => ['owned', 'client'].every((kind) => sources.some((source) => source.kind === kind))),
    ).toBe(true)
    expect(rows.every(({ watched }) => !watched)).toBe(true)

    const account = exactAccount(sandbox)
    await call('accounts.watch', { ids: [account], watched: true })
    sandbox().resetCalls()
    await advance(120_000)
    expect(sandbox().calls().requests).toBe(0)

    await call('workspaces.finishSetup')
    await quiet()
    const [first] = await call('sync.history', { limit: 10 })
    expect(first).toMatchObject({ kind: 'sync', trigger: 'start', outcome: 'done', failures: [], rowsDropped: 0 })

    const page = await campaignsIn(world as World, account, 'last30d')
    expect(page.partial).toBe(false)
    expect(page.asOf).toBe(clock.now())
    const figures = page.rows.map(
      ({ figures: { spend, impressions, clicks, reach, results, ctr, cpc }, effectiveStatus }) => ({
        spend,
        impressions,
        clicks,
        reach,
        results,
        ctr,
        cpc,
        effectiveStatus,
      }),
    )
    const of = (spend: number | null) => figures.find((row) => row.spend === spend)
    expect(of(79_840_000)).toMatchObject({
      impressions: 12_868,
      clicks: 90,
      reach: 11_522,
      results: 18,
      effectiveStatus: 'ACTIVE',
    })
    expect((of(79_840_000)?.ctr ?? 0) * 100).toBeCloseTo(0.6994, 4)
    expect((of(79_840_000)?.cpc ?? 0) / 1e6).toBeCloseTo(0.8871, 4)
    expect(of(336_890_000)).toMatchObject({ impressions: 62_694, clicks: 510, results: 197, effectiveStatus: 'PAUSED' })
    expect(of(536_790_000)).toMatchObject({
      impressions: 103_291,
      clicks: 1_742,
      results: 500,
      effectiveStatus: 'PAUSED',
    })
    expect(of(null)).toEqual({
      spend: null,
      impressions: null,
      clicks: null,
      reach: null,
      results: null,
      ctr: null,
      cpc: null,
      effectiveStatus: expect.any(String),
    })
    expect(page.totals.figures).toMatchObject({ spend: 953_520_000, reach: null, frequency: null })

    const [token] = [...vault.kept].filter(([key]) => key.endsWith('/token')).map(([, value]) => value)
    expect(token).toBeTruthy()
    expect(logLines.join('\n')).not.toContain(token)
    const health = await call('health.get')
    expect(health).toMatchObject({
      token: { status: 'valid', kind: 'longLived' },
      keychain: 'ready',
      database: { intact: true },
    })
    expect(JSON.stringify(health)).not.toContain(token)
  })

  it('moves the figures every 30 seconds, keeps them without network, and catches up', async () => {
    const { call, sandbox, advance, quiet, clock, events, tray } = await open()
    await call('signIn.demo')
    const { rows } = await call('accounts.list')
    const busy = rows.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
    await call('accounts.watch', { ids: busy, watched: true })
    await call('workspaces.finishSetup')
    // With the tick after the first sync the other lists are read.
    await advance(30_000)

    const before = await call('overview.get', { period: 'today' })
    expect(before.accounts).toHaveLength(busy.length)
    expect(before.asOf).toBe(clock.now())
    sandbox().resetCalls()
    await advance(15 * 60_000)
    const after = await call('overview.get', { period: 'today' })
    expect(after.accounts.map(({ range }) => range)).toEqual(before.accounts.map(({ range }) => range))
    expect(after.totals.figures.impressions).toBeGreaterThan(before.totals.figures.impressions ?? 0)
    expect(after.asOf).toBe(clock.now())
    expect(tray()?.tooltip).toMatch(/\d/)
    // One request a tick for figures, and the lists in the same batch; the log of changes beside it, every five minutes.
    const { requests, byPath } = sandbox().calls()
    const logs = Object.entries(byPath).filter(([path]) => path.endsWith('/activities'))
    expect(requests - logs.reduce((sum, [, times]) => sum + times, 0)).toBeLessThanOrEqual(32)
    expect(logs.every(([, times]) => times === 3)).toBe(true)

    await call('demo.set', { online: false, speed: 1 })
    await advance(2 * 60_000)
    const lost = await call('app.status')
    expect(lost).toMatchObject({ connection: 'offline', lastFailure: { code: 'offline' }, dataAt: after.asOf })
    expect(await call('overview.get', { period: 'today' })).toEqual(after)

    await world?.restart({ offFor: 4 * 86_400_000 })
    expect((await call('app.status')).dataAt).toBe(after.asOf)
    await quiet()
    expect((await call('app.status')).connection).toBe('offline')
    expect((await call('demo.get')).online).toBe(false)
    expect((await call('overview.get', { period: 'last30d' })).accounts).toHaveLength(busy.length)

    events.length = 0
    await call('demo.set', { online: true, speed: 1 })
    await quiet()
    expect((await call('app.status')).connection).toBe('online')
    expect(events.map(({ name }) => name)).toContain('figures.changed')
    const [caught] = (await call('sync.history', { limit: 5 })).filter(({ kind }) => kind === 'nightly')
    expect(caught).toMatchObject({ trigger: 'timer', outcome: 'done' })
    const now = await call('overview.get', { period: 'last7d' })
    expect(now.asOf).toBe(clock.now())
    expect(now.accounts.every(({ account }) => !account.partial)).toBe(true)
    const spentOn = now.accounts.flatMap(({ today, trend }) =>
      trend.flatMap((spend, at) => (spend === null ? [] : [addDays(today, at + 1 - trend.length)])),
    )
    expect(spentOn).toEqual(expect.arrayContaining(['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22']))
  })
})
