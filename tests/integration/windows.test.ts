import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { CampaignDetail, WindowsFound } from '../../src/shared/contract/figures.ts'
import type { WindowName } from '../../src/shared/domain/attribution.ts'
import type { Http } from '../../src/main/ports.ts'
import { figuresByWindow } from '../../src/main/meta/nodes/figures-by-window.ts'
import { windowsOf } from '../../src/main/meta/windows.ts'
import { campaignsOf } from '../campaigns.ts'

/** Figures by attribution window, over real HTTP: the sandbox counts each window by itself, from the same conversions. */

const MINUTE = 60_000
let world: World
/** What the core asked by address, newest last. */
let asked: URL[]
/** Stands where the network is: changes what is asked. */
let change: (url: URL) => void

const http =
  (real: Http): Http =>
  (request) => {
    const url = new URL(request.url)
    asked.push(url)
    change(url)
    return real({ ...request, url: url.href })
  }

beforeAll(async () => {
  asked = []
  change = () => undefined
  world = await createTestApp({ http })
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(MINUTE)
  // Nothing of it is new any more: what the tables show stands still.
  await world.call('sync.setPaused', { paused: true })
  await world.quiet()
})
beforeEach(async () => {
  change = () => undefined
  world.sandboxFaults([])
  await world.call('demo.set', { online: true, speed: 1 })
  // What the test before has read is old.
  await world.clock.advance(20 * MINUTE)
  asked = []
})
afterAll(() => world.dispose())

const selling = async (): Promise<CampaignDetail> => {
  const { rows } = await campaignsOf(world.call, {
    period: 'last7d',
    accountIds: [],
    statuses: [],
    search: '',
    sort: { by: 'purchases', direction: 'descending' },
    offset: 0,
    limit: 1,
  })
  return world.call('campaigns.get', { id: rows[0]?.id ?? '', period: 'last7d' })
}
const windowsOfCampaign = (id: string, again = false): Promise<WindowsFound> =>
  world.call('windows.get', { id, period: 'last7d', again })
const windowCalls = (): URL[] => asked.filter(({ searchParams }) => searchParams.has('action_attribution_windows'))

/** Longer windows hold the shorter ones, in each of their figures. */
const expectConsistent = ({ windows }: Pick<WindowsFound, 'windows'>): void => {
  for (const figure of ['results', 'purchases', 'purchaseValue'] as const) {
    const of = (name: WindowName): number => windows.find(({ window }) => window === name)?.[figure] ?? Number.NaN
    expect(of('1d_click'), figure).toBeLessThanOrEqual(of('7d_click'))
    expect(of('7d_click'), figure).toBeLessThanOrEqual(of('28d_click'))
    expect(of('value'), figure).toBeLessThanOrEqual(of('28d_click') + of('1d_view'))
    expect(of('value'), figure).toBeGreaterThanOrEqual(of('7d_click'))
  }
}

describe('a campaign', () => {
  it('is the same by its own setting as in the tables, and longer windows hold the shorter ones', async () => {
    const { row, range } = await selling()
    const found = await windowsOfCampaign(row.id)
    expect(found).toMatchObject({ range, failure: null, at: world.clock.now(), resultType: 'purchase' })
    expect(found.setting).toMatch(/^(multiple|7d_click|1d_view_7d_click)$/)
    expect(found.spend).toBe(row.figures.spend)
    const { results, purchases, purchaseValue } = row.figures
    expect(found.windows[0]).toEqual({ window: 'value', results, purchases, purchaseValue })
    expect(purchases).toBeGreaterThan(20)
    expectConsistent(found)
    expect(found.windows.find(({ window }) => window === '28d_click')?.purchases).toBeGreaterThan(
      found.windows.find(({ window }) => window === '1d_click')?.purchases ?? Infinity,
    )
    // Only what counts here: nothing is set up for the windows that not everyone has.
    expect(found.windows.map(({ window }) => window)).toEqual([
      'value',
      '1d_click',
      '7d_click',
      '28d_click',
      '1d_view',
      '1d_ev',
    ])
  })

  it('is read in one call, and not again while Meta has nothing new, unless a person wants it', async () => {
    const { row } = await selling()
    const first = await windowsOfCampaign(row.id)
    expect(windowCalls()).toHaveLength(1)
    const [call] = windowCalls()
    expect(call?.pathname).toBe(`/v26.0/${row.id}/insights`)
    expect(call?.searchParams.get('action_attribution_windows')).toContain('"28d_click"')
    expect(call?.searchParams.get('action_attribution_windows')).not.toContain('28d_view')
    expect(await windowsOfCampaign(row.id)).toEqual(first)
    expect(windowCalls()).toHaveLength(1)
    await world.clock.advance(MINUTE)
    expect((await windowsOfCampaign(row.id, true)).at).toBe(first.at + MINUTE)
    await world.clock.advance(16 * MINUTE)
    expect((await windowsOfCampaign(row.id)).at).toBe(first.at + 17 * MINUTE)
    expect(windowCalls()).toHaveLength(3)
  })

  it('that may not be asked for the rarer windows is asked for the others, and so from then on', async () => {
    const { row } = await selling()
    // A version that lacks them refuses all of it.
    change = ({ searchParams }) => {
      const windows = searchParams.get('action_attribution_windows')
      if (windows?.includes('sequenced'))
        searchParams.set('action_attribution_windows', windows.replace('1d_sequenced', 'of_tomorrow'))
    }
    const found = await windowsOfCampaign(row.id)
    expect(found.failure).toBeNull()
    expectConsistent(found)
    const before = windowCalls().length
    await windowsOfCampaign(row.id, true)
    expect(windowCalls().length - before).toBe(1)
    expect(windowCalls().at(-1)?.searchParams.get('action_attribution_windows')).not.toContain('of_tomorrow')
  })

  it('without delivery has no windows', async () => {
    const { rows } = await campaignsOf(world.call, {
      period: 'last7d',
      accountIds: [],
      statuses: ['PAUSED', 'ARCHIVED'],
      search: 'never started',
      sort: { by: 'name', direction: 'ascending' },
      offset: 0,
      limit: 1,
    })
    expect(await windowsOfCampaign(rows[0]?.id ?? '')).toMatchObject({ windows: [], failure: null })
  })

  it('that is nobody’s is not found, and nothing is asked', async () => {
    await expect(windowsOfCampaign('999')).rejects.toMatchObject({ code: 'notFound' })
    expect(windowCalls()).toEqual([])
  })
})

describe('when Meta cannot be reached', () => {
  it('what was read before is there with its time and the reason, also after a restart', async () => {
    const { row } = await selling()
    const first = await windowsOfCampaign(row.id)
    await world.call('demo.set', { online: false, speed: 1 })
    await world.restart({ offFor: 20 * MINUTE })
    const kept = { ...first, failure: { code: 'offline' } }
    expect(await windowsOfCampaign(row.id)).toMatchObject(kept)
    // Of a day that has gone on, too: its own range is said with it.
    await world.clock.advance(24 * 60 * MINUTE)
    expect(await windowsOfCampaign(row.id)).toMatchObject(kept)
    await world.call('demo.set', { online: true, speed: 1 })
    const after = await windowsOfCampaign(row.id)
    expect(after).toMatchObject({ failure: null, at: world.clock.now() })
    expect(after.range.until > first.range.until).toBe(true)
  })

  it('what was never read is a failure in words', async () => {
    const { row } = await selling()
    await world.call('demo.set', { online: false, speed: 1 })
    const never = world.call('windows.get', { id: row.id, period: 'yesterday' })
    await expect(never).rejects.toMatchObject({ code: 'offline' })
  })

  it('an answer that is none keeps what was there', async () => {
    const { row } = await selling()
    const first = await windowsOfCampaign(row.id)
    world.sandboxFaults([{ match: /insights/, kind: 'error500' }])
    const { failure, ...rest } = await windowsOfCampaign(row.id, true)
    expect(failure?.code).toBe('metaDown')
    expect({ ...rest, failure: null }).toEqual(first)
  })
})

it('ad sets add up to their campaign in every window', async () => {
  const { row } = await selling()
  const found = await windowsOfCampaign(row.id)
  const [room] = world.app.workspaces.rooms()
  const adSets = world
    .sandbox()
    .world.accounts.flatMap(({ campaigns }) => campaigns)
    .find(({ id }) => id === row.id)?.adsets
  const parts = await Promise.all(
    (adSets ?? []).map(async ({ id }) => {
      const edge = figuresByWindow({ level: 'adset', objectId: id, range: found.range, windows: windowsOf('v26.0') })
      const listed = await world.during(
        room?.context.graph.list(edge, id, { lane: 'person', accountId: row.accountId }) ??
          Promise.reject(new Error('none')),
      )
      expect(listed).toMatchObject({ failure: null, dropped: 0, complete: true })
      return listed.items[0]
    }),
  )
  expect(parts.length).toBeGreaterThan(0)
  for (const { window, purchases, purchaseValue } of found.windows) {
    const own = parts.map((part) => part?.windows.find((each) => each.window === window))
    expect(
      own.reduce((sum, each) => sum + (each?.purchases ?? 0), 0),
      window,
    ).toBe(purchases)
    expect(
      own.reduce((sum, each) => sum + (each?.purchaseValue ?? 0), 0),
      window,
    ).toBe(purchaseValue)
  }
})
