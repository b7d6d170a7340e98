import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openReader } from '../../src/main/db/open-database.ts'
import { createAsked } from '../../src/main/db/asked.ts'
import { createSql } from '../../src/main/db/sql.ts'
import type { Http } from '../../src/main/ports.ts'
import type { BreakdownFound } from '../../src/shared/domain/asked.ts'
import type { CutId } from '../../src/shared/domain/breakdowns.ts'
import { addDays, dayAt } from '../../src/shared/domain/day.ts'
import { SUMS } from '../../src/shared/domain/metrics.ts'
import type { MetricId } from '../../src/shared/domain/metrics.ts'
import type { AdAccount, CampaignRow, Level } from '../../src/shared/domain/objects.ts'
import type { HourComparison } from '../../src/shared/domain/periods.ts'
import { aspectAt } from '../../src/shared/domain/table.ts'
import type { TablePage } from '../../src/shared/domain/table.ts'
import { hoursOf } from '../hours.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import { campaignsOf } from '../campaigns.ts'

/** Figures that are asked for when somebody looks, over real HTTP, kept in a real file. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
let world: World
/** What the core asked, newest last: addresses, and those inside of batches. */
let asked: URL[]
/** Stands where the network is: changes what is asked. */
let change: (url: URL) => void

const http =
  (real: Http): Http =>
  (request) => {
    const url = new URL(request.url)
    asked.push(url)
    const batch = new URLSearchParams(typeof request.body === 'string' ? request.body : '').get('batch')
    if (batch !== null)
      for (const item of JSON.parse(batch) as { relative_url: string }[]) asked.push(new URL(item.relative_url, url))
    change(url)
    return real({ ...request, url: url.href })
  }
const callsWith = (name: string, value = ''): URL[] =>
  asked.filter(({ searchParams }) => searchParams.get(name)?.includes(value))

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
  await world.call('sync.setPaused', { paused: true })
  await world.quiet()
})
beforeEach(async () => {
  change = () => undefined
  world.sandboxFaults([])
  await world.call('demo.set', { online: true, speed: 1 })
  asked = []
})
afterAll(() => world.dispose())

const watched = async (): Promise<readonly AdAccount[]> =>
  (await world.call('accounts.list')).rows.filter((row) => row.watched)

const campaignsBy = async (by: MetricId): Promise<readonly CampaignRow[]> =>
  (
    await campaignsOf(world.call, {
      period: 'last7d',
      accountIds: [],
      statuses: [],
      search: '',
      sort: { by, direction: 'descending' },
      offset: 0,
      limit: 50,
    })
  ).rows
const selling = async (): Promise<CampaignRow> => {
  const [row] = await campaignsBy('purchases')
  if (!row) throw new Error('nothing sells')
  return row
}

const breakdown = async (id: string, by: readonly CutId[], more: object = {}): Promise<BreakdownFound> => {
  const found = await world.call('breakdowns.get', { id, period: 'last7d', compare: null, by: [...by], ...more })
  if (!found) throw new Error('nothing is kept')
  return found
}
const sumOf = ({ rows }: BreakdownFound, id: MetricId): number =>
  rows.reduce((sum, { figures }) => sum + (figures[id] ?? 0), 0)

/** Within the hour or the next one: all accounts of the sandbox have full hours at the same time. */
const toMinute = (minute: number): Promise<void> =>
  world.clock.advance((minute * MINUTE - (world.clock.now() % HOUR) + HOUR) % HOUR)

/** What is stored of hours, by the ids of the objects. */
const plainHours = (): ReadonlyMap<string, readonly { readonly hour: number; readonly spend: number | null }[]> => {
  const [room] = world.app.workspaces.rooms()
  const db = openReader(join(world.dataDir, `${room?.id}.sqlite`))
  try {
    const rows = createSql(db).all<{ id: string; hour: number; spend: number | null }>(
      'SELECT k.id, h.hour, h.spend FROM insight_hour h JOIN object_key k ON k.key = h.object',
    )
    return Map.groupBy(rows, ({ id }) => id)
  } finally {
    db.close()
  }
}
/** A table of today by the hour, what grew most first. */
const sameHours = (level: Level, compare: HourComparison, accountIds: string[] = []): Promise<TablePage> =>
  world.call('table.query', {
    level,
    period: 'today',
    compare,
    accountIds,
    campaignIds: [],
    adSetIds: [],
    search: '',
    filters: [],
    group: null,
    sort: { by: 'spend', aspect: 'change', direction: 'descending' },
    figures: ['spend', 'purchases'],
    formulas: [],
    trend: null,
    offset: 0,
    limit: 500,
  })

/** What the tables read, by the ids of the objects. */
const inFile = <T>(look: (asks: ReturnType<typeof createAsked>) => ReadonlyMap<number, T>): ReadonlyMap<string, T> => {
  const [room] = world.app.workspaces.rooms()
  const db = openReader(join(world.dataDir, `${room?.id}.sqlite`))
  try {
    const sql = createSql(db)
    const idOf = new Map(
      sql.all<{ key: number; id: string }>('SELECT key, id FROM object_key').map(({ key, id }) => [key, id]),
    )
    return new Map([...look(createAsked(sql))].map(([key, value]) => [idOf.get(key) ?? '', value]))
  } finally {
    db.close()
  }
}

describe('a breakdown', () => {
  it.each([[['age']], [['gender', 'age']], [['country']], [['platform']], [['placement', 'device']]] as const)(
    'by %j adds up to the plain figures, and reach is Meta’s own',
    async (by) => {
      const row = await selling()
      const found = await breakdown(row.id, by)
      expect(found).toMatchObject({ level: 'campaign', partial: false, failure: null, resultType: 'purchase' })
      for (const id of SUMS) expect(sumOf(found, id), id).toBe(row.figures[id])
      expect(found.whole).toEqual(row.figures)
      expect(found.rows.length).toBeGreaterThan(0)
      expect(sumOf(found, 'reach')).toBeGreaterThan(0)
    },
  )

  it('of an account adds up to what Meta says of the account', async () => {
    const [account] = await watched()
    const found = await breakdown(account?.id ?? '', ['age', 'gender'])
    expect(found).toMatchObject({ level: 'account', failure: null, accountId: account?.id })
    for (const id of ['spend', 'impressions', 'clicks', 'purchases'] as const)
      expect(sumOf(found, id), id).toBe(found.whole?.[id])
    expect(found.rows[0]?.labels).toHaveLength(2)
  })

  it('says nothing of conversions where nobody knows the hour or the region, and not zero', async () => {
    const row = await selling()
    for (const by of ['hour', 'region'] as const) {
      const found = await breakdown(row.id, [by])
      expect(sumOf(found, 'spend')).toBe(row.figures.spend)
      for (const { figures } of found.rows)
        expect(figures, by).toMatchObject({
          purchases: null,
          purchaseValue: null,
          results: null,
          roas: null,
          addToCart: null,
          leads: null,
          video25: null,
          thruPlays: null,
        })
      expect(sumOf(found, 'videoPlays')).toBe(by === 'hour' ? 0 : row.figures.videoPlays)
      // Of the whole it is known.
      expect(found.whole?.purchases).toBe(row.figures.purchases)
      expect(found.rows.every(({ figures }) => (figures.reach === null) === (by === 'hour'))).toBe(true)
    }
    const clicked = (await campaignsBy('linkClicks')).find(({ resultType }) => resultType === 'link_click')
    const byHour = await breakdown(clicked?.id ?? '', ['hour'])
    expect(sumOf(byHour, 'results')).toBe(clicked?.figures.results)
  })

  it('is compared part by part', async () => {
    const row = await selling()
    const found = await breakdown(row.id, ['gender'], { compare: 'previous' })
    const before = await breakdown(row.id, ['gender'], { period: found.compared })
    expect(found.rows.map(({ before: earlier }) => earlier?.spend)).toEqual(
      found.rows.map(({ labels }) => before.rows.find((each) => each.labels.join() === labels.join())?.figures.spend),
    )
    expect(found.wholeBefore).toEqual(before.whole)
  })

  it('is asked for once a day when its days are over, every ten minutes of today, and whenever a person wants it', async () => {
    const row = await selling()
    const calls = async (more: object): Promise<number> => {
      const before = asked.length
      await breakdown(row.id, ['device'], more)
      return asked.length - before
    }
    expect(await calls({ period: 'yesterday' })).toBe(2)
    expect(await calls({ period: 'yesterday' })).toBe(0)
    expect(await calls({ period: 'yesterday', ask: 'again' })).toBe(2)
    expect(await calls({ period: 'today' })).toBe(2)
    await world.clock.advance(9 * MINUTE)
    expect(await calls({ period: 'today' })).toBe(0)
    await world.clock.advance(2 * MINUTE)
    expect(await calls({ period: 'today', ask: 'never' })).toBe(0)
    expect(await calls({ period: 'today' })).toBe(2)
    expect(await calls({ period: 'yesterday' })).toBe(0)
  })

  it('that Meta would refuse is not asked for', async () => {
    const row = await selling()
    for (const input of [
      { by: ['age', 'country'] as const, period: 'last7d' as const },
      { by: ['hour'] as const, period: 'maximum' as const },
    ])
      await expect(breakdown(row.id, input.by, { period: input.period })).rejects.toMatchObject({ code: 'badInput' })
    await expect(breakdown('999', ['age'])).rejects.toMatchObject({ code: 'notFound' })
    expect(asked).toEqual([])
    const never = { id: row.id, period: 'last14d', compare: null, by: ['age'], ask: 'never' } as const
    expect(await world.call('breakdowns.get', { ...never, by: [...never.by] })).toBeNull()
  })

  it('without a field that Meta refuses is partial, and the others are there', async () => {
    const row = await selling()
    world.sandboxFaults([{ match: /insights/, kind: 'forbiddenField', fields: ['action_values'] }])
    const found = await breakdown(row.id, ['platform'], { period: 'last3d' })
    expect(found).toMatchObject({ partial: true, failure: null })
    expect(found.rows.every(({ figures }) => figures.spend !== null && figures.purchaseValue === null)).toBe(true)
  })

  it('survives a page that fails once, and keeps what was read when all fail', async () => {
    const row = await selling()
    const first = await breakdown(row.id, ['placement'])
    world.sandboxFaults([{ match: /insights/, kind: 'error500', times: 1 }])
    expect((await breakdown(row.id, ['placement'], { ask: 'again' })).failure).toBeNull()
    world.sandboxFaults([{ match: /insights/, kind: 'error500' }])
    const { failure, ...kept } = await breakdown(row.id, ['placement'], { ask: 'again' })
    expect(failure?.code).toBe('metaDown')
    expect(kept.rows).toEqual(first.rows)
  })

  it('is there without network with its age, after a restart and on the next day too; what was never read is a failure', async () => {
    const row = await selling()
    const first = await breakdown(row.id, ['age'])
    await world.call('demo.set', { online: false, speed: 1 })
    await world.restart({ offFor: 25 * HOUR })
    const kept = await breakdown(row.id, ['age'])
    expect(kept).toMatchObject({ range: first.range, rows: first.rows, at: first.at, failure: { code: 'offline' } })
    await expect(breakdown(row.id, ['age'], { period: 'last30d' })).rejects.toMatchObject({ code: 'offline' })
    // The same days are compared with the days before them, where those are kept.
    expect((await breakdown(row.id, ['age'], { compare: 'previous' })).compared).toBeNull()
  })
})

describe('hours', () => {
  beforeAll(async () => {
    await world.call('demo.set', { online: true, speed: 1 })
    await world.call('sync.run', { days: 3 })
  })

  it('add up to the day', async () => {
    const accounts = await watched()
    const ids = accounts.map(({ id }) => id)
    const found = await hoursOf(world, { of: { accountIds: ids }, period: 'yesterday' })
    expect(found.accounts.every(({ at, failure, partial }) => at !== null && failure === null && !partial)).toBe(true)
    const overview = await world.call('overview.get', { period: 'yesterday' })
    for (const { id, hours, byHour } of found.objects) {
      const own = overview.accounts.find(({ account }) => account.id === id)?.figures
      for (const metric of ['spend', 'impressions', 'clicks'] as const) {
        const sum = hours.reduce((total, { figures }) => total + (figures[metric] ?? 0), 0)
        expect(sum, `${id} ${metric}`).toBe(own?.[metric] ?? 0)
        expect(byHour.reduce((total, figures) => total + (figures?.[metric] ?? 0), 0)).toBe(sum)
      }
    }
    const [row] = await campaignsBy('spend')
    const ofCampaign = await hoursOf(world, { of: { campaignIds: [row?.id ?? ''] }, period: 'last3d' })
    const days = await world.call('campaigns.get', { id: row?.id ?? '', period: 'last3d' })
    expect(ofCampaign.objects[0]?.hours.reduce((total, { figures }) => total + (figures.spend ?? 0), 0)).toBe(
      days.row.figures.spend,
    )
    expect(new Set(ofCampaign.objects[0]?.hours.map(({ day }) => day)).size).toBe(3)
  })

  it.each(['campaign', 'adset', 'ad'] as const)(
    'of today are compared with the same of another day in a table of each %s, each account by its own clock',
    async (level) => {
      await toMinute(20)
      const accounts = await watched()
      const found = await world.call('hours.ask', { accountIds: [], level, against: 'sameHourWeek' })
      expect(found.accounts.map(({ failure, partial }) => [failure, partial])).toEqual(
        accounts.map(() => [null, false]),
      )
      const page = await sameHours(level, 'sameHourWeek')
      const now = world.clock.now()
      const hoursIn = (zone: string): number =>
        Number(new Date(now).toLocaleTimeString('en', { timeZone: zone, hour: '2-digit', hour12: false })) % 24
      const hours = accounts.map(({ zone }) => hoursIn(zone))
      expect(page.hours).toEqual({
        accounts: accounts.length,
        known: accounts.length,
        least: Math.min(...hours),
        most: Math.max(...hours),
        at: found.at,
      })
      const plain = plainHours()
      const sum = (id: string, day: string, until: number): number | null => {
        const first = Number(day.replaceAll('-', '')) * 100
        const own = (plain.get(id) ?? []).filter(({ hour }) => hour >= first && hour < first + until)
        return own.length === 0 ? null : own.reduce((all, { spend }) => all + (spend ?? 0), 0)
      }
      const expected = page.rows.map(({ object }) => {
        const zone = object?.zone ?? ''
        const day = dayAt(now, zone)
        return [
          sum(object?.id ?? '', day, hoursIn(zone)),
          sum(object?.id ?? '', addDays(day, -7), hoursIn(zone)),
        ] as const
      })
      expect(page.rows.map(({ comparable, before }) => [comparable?.[0], before?.[0]])).toEqual(expected)
      expect(page.rows.filter(({ before }) => (before?.[0] ?? 0) > 0).length).toBeGreaterThan(3)
      // Whatever is shown, in the order of what is shown of one currency.
      for (const [, rows] of Map.groupBy(page.rows, ({ currency }) => currency)) {
        const changes = rows.map((row) => aspectAt(row, 0, 'change')).filter((change) => change !== null)
        expect(changes).toEqual(changes.toSorted((one, other) => other - one))
      }
      // Nobody knows purchases by the hour: today's are shown, and nothing is compared.
      expect(page.rows.every(({ comparable, before }) => comparable?.[1] === null && before?.[1] === null)).toBe(true)
    },
  )

  it('are not asked for again before there is another full hour', async () => {
    const call = () => world.call('hours.ask', { accountIds: [], level: 'account', against: 'sameHourWeek' })
    await toMinute(20)
    await call()
    asked = []
    await toMinute(45)
    await call()
    expect(callsWith('breakdowns', 'hourly')).toEqual([])
    await world.clock.advance(HOUR)
    const after = await call()
    const day = after.accounts[0]?.range.since ?? ''
    expect(callsWith('time_range', day).length).toBeGreaterThan(0)
    expect(callsWith('time_range', addDays(day, -7))).toEqual([])
  })

  it('count only where an hour has settled, and only where both days are known', async () => {
    await toMinute(5)
    const [one, ...others] = await watched()
    if (!one) throw new Error('no account')
    const full = async (minute: number): Promise<number> => {
      await toMinute(minute)
      await world.call('hours.ask', { accountIds: [one.id], level: 'adset', against: 'sameHour', ask: 'again' })
      return (await sameHours('adset', 'sameHour', [one.id])).hours?.most ?? 0
    }
    const early = await full(5)
    // The hour that was just over may still change at Meta.
    expect(await full(20)).toBe(early + 1)
    const all = await sameHours('adset', 'sameHour')
    expect([all.hours?.known, all.hours?.accounts]).toEqual([1, others.length + 1])
    const unknown = all.rows.filter(({ object }) => object?.accountId !== one.id)
    expect(unknown.every(({ before, comparable }) => before?.[0] === null && comparable?.[0] === null)).toBe(true)
  })

  it('stay as far as they were read when Meta cannot be reached or refuses', async () => {
    await toMinute(20)
    const input = { accountIds: [], level: 'campaign', against: 'sameHour' } as const
    await world.call('hours.ask', { ...input, accountIds: [], ask: 'again' })
    const before = await sameHours('campaign', 'sameHour')
    await world.call('demo.set', { online: false, speed: 1 })
    await world.clock.advance(2 * HOUR)
    const found = await world.call('hours.ask', { ...input, accountIds: [] })
    expect(new Set(found.accounts.map(({ failure }) => failure?.code))).toEqual(new Set(['offline']))
    const after = await sameHours('campaign', 'sameHour')
    const shown = ({ rows }: TablePage) =>
      new Map(rows.map(({ key, comparable, before: then }) => [key, [comparable?.[0], then?.[0]]]))
    const earlier = shown(before)
    const days = new Map(
      found.accounts.map(({ accountId, zone }) => [accountId, dayAt(world.clock.now() - 2 * HOUR, zone)]),
    )
    // Where a new day has begun there is nothing of it yet.
    for (const { key, object, comparable, before: then } of after.rows)
      if (
        found.accounts.find(({ accountId }) => accountId === object?.accountId)?.range.since ===
        days.get(object?.accountId ?? '')
      )
        expect([comparable?.[0], then?.[0]], key).toEqual(earlier.get(key))
    await world.call('demo.set', { online: true, speed: 1 })
    world.sandboxFaults([{ match: /insights/, kind: 'error500' }])
    const down = await world.call('hours.ask', { ...input, accountIds: [], ask: 'again' })
    expect(down.accounts.every(({ failure }) => failure?.code === 'metaDown')).toBe(true)
    expect(shown(await sameHours('campaign', 'sameHour'))).toEqual(shown(after))
  })
})

describe('columns of tables', () => {
  it('have the reach of any range once it was asked for', async () => {
    const period = { since: '2026-11-02', until: '2026-11-05' }
    const question = { period, accountIds: [], statuses: [], search: '', offset: 0, limit: 500 } as const
    const table = async () =>
      (
        await campaignsOf(world.call, {
          ...question,
          accountIds: [],
          statuses: [],
          sort: { by: 'spend', direction: 'descending' },
        })
      ).rows.filter(({ figures }) => figures.impressions !== null)
    expect((await table()).every(({ figures }) => figures.reach === null)).toBe(true)
    const found = await world.call('reach.ask', { accountIds: [], level: 'campaign', period })
    expect(found.at).toBe(world.clock.now())
    const rows = await table()
    expect(rows.length).toBeGreaterThan(3)
    const reach = inFile((asks) =>
      asks.reachOf(
        'campaign',
        found.accounts.map(({ accountId, range }) => ({ accountId, ...range })),
      ),
    )
    for (const { id, figures } of rows) {
      expect(figures.reach).toBeGreaterThan(0)
      expect(figures.reach).toBeLessThanOrEqual(figures.impressions ?? 0)
      expect(reach.get(id)).toBe(figures.reach)
    }
    asked = []
    await world.call('reach.ask', { accountIds: [], level: 'campaign', period })
    expect(asked).toEqual([])
    // Of one day it comes with the other figures.
    await world.call('reach.ask', { accountIds: [], level: 'campaign', period: 'yesterday' })
    expect(asked).toEqual([])
  })

  it.each(['campaign', 'ad'] as const)('have the windows of each %s, as Meta says them of one alone', async (level) => {
    const found = await world.call('windows.ask', { accountIds: [], level, period: 'last7d' })
    expect(found.accounts.every(({ failure, partial }) => failure === null && !partial)).toBe(true)
    const ranges = found.accounts.map(({ accountId, range }) => ({ accountId, ...range }))
    const week = inFile((asks) => asks.windowFiguresOf(level, ranges, '7d_click'))
    const month = inFile((asks) => asks.windowFiguresOf(level, ranges, '28d_click'))
    expect(inFile((asks) => asks.windowFiguresOf(level, ranges, 'dda'))).toEqual(new Map())
    expect(week.size).toBeGreaterThan(5)
    for (const [id, { purchases }] of week)
      expect(month.get(id)?.purchases).toBeGreaterThanOrEqual(purchases ?? Infinity)
    if (level !== 'campaign') return
    const row = await selling()
    const one = await world.call('windows.get', { id: row.id, period: 'last7d', again: true })
    const { window: _, ...figures } = one.windows.find(({ window }) => window === '7d_click') ?? {}
    expect(week.get(row.id)).toEqual(figures)
  })

  it('are asked for without the rarer windows where those are refused, and say which account failed', async () => {
    change = (url) => {
      const windows = url.searchParams.get('action_attribution_windows')
      if (windows?.includes('sequenced'))
        url.searchParams.set('action_attribution_windows', windows.replace('1d_sequenced', 'of_tomorrow'))
    }
    const [account] = await watched()
    const input = { accountIds: [account?.id ?? ''], level: 'adset', period: 'last3d' } as const
    const found = await world.call('windows.ask', { ...input, accountIds: [...input.accountIds] })
    expect(found.accounts).toMatchObject([{ failure: null, partial: false }])
    change = () => undefined
    world.sandboxFaults([{ match: new RegExp(`${account?.id}/insights`), kind: 'error500' }])
    const broken = await world.call('windows.ask', { accountIds: [], level: 'adset', period: 'last14d' })
    expect(broken.at).toBeNull()
    expect(broken.accounts.filter(({ failure }) => failure !== null).map(({ accountId }) => accountId)).toEqual([
      account?.id,
    ])
  })
})

it('ends when a person wants it, keeps what was read, and is forgotten with the cache', async () => {
  const row = await selling()
  const first = await breakdown(row.id, ['country'])
  let ended = false
  change = () => {
    if (ended) return
    ended = true
    void world.app.handlers['asked.cancel'](undefined)
  }
  expect(await breakdown(row.id, ['country'], { ask: 'again' })).toMatchObject({
    failure: { code: 'cancelled' },
    rows: first.rows,
  })
  await world.call('health.clearCache')
  await world.call('accounts.refresh')
  await expect(breakdown(row.id, ['country'], { ask: 'never' })).rejects.toThrow('notFound')
  const [account] = await watched()
  expect(
    await world.call('breakdowns.get', {
      id: account?.id ?? '',
      period: 'last7d',
      compare: null,
      by: ['age'],
      ask: 'never',
    }),
  ).toBeNull()
})
