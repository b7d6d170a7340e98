import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CampaignRow } from '../../src/shared/domain/objects.ts'
import { dayAt, hourAt } from '../../src/shared/domain/day.ts'
import type { Series } from '../../src/shared/domain/series.ts'
import { campaignsOf } from '../campaigns.ts'
import { hoursOf } from '../hours.ts'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'

/** Charts by hour, asked of the sandbox over real HTTP, against the hours and the days that are known otherwise. */

const MINUTE = 60_000
let world: World
let campaign: CampaignRow
let zone: string

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const ids = rows.filter(({ status }) => status === 'ACTIVE').map(({ id }) => id)
  await world.call('accounts.watch', { ids, watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(MINUTE)
  await world.call('sync.setPaused', { paused: true })
  await world.quiet()
  const page = await campaignsOf(world.call, {
    period: 'yesterday',
    // Their day goes on for hours yet.
    accountIds: rows.filter((row) => hourAt(world.clock.now(), row.zone).hour < 18).map(({ id }) => id),
    statuses: ['ACTIVE'],
    search: '',
    sort: { by: 'spend', direction: 'descending' },
    offset: 0,
    limit: 1,
  })
  if (!page.rows[0]) throw new Error('nothing delivers')
  campaign = page.rows[0]
  zone = rows.find(({ id }) => id === campaign.accountId)?.zone ?? ''
})
afterAll(() => world.dispose())

type Asked = Parameters<typeof world.call<'series.query'>>[1]
const ask = (patch: Partial<Asked>): Promise<Series> =>
  world.call('series.query', {
    of: { kind: 'objects', level: 'campaign', objects: [{ id: campaign.id, accountId: campaign.accountId }] },
    figures: ['spend'],
    formulas: [],
    grain: 'hour',
    period: 'yesterday',
    compare: null,
    ...patch,
  })
const sum = (values: readonly (number | null)[] | null | undefined): number =>
  (values ?? []).reduce<number>((total, value) => total + (value ?? 0), 0)

describe('a chart by hour', () => {
  it('has the hours of each day, which add up to the day, and those that they are compared with', async () => {
    const [byHour, byDay] = await Promise.all([
      ask({ compare: 'previous' }),
      ask({ grain: 'day', compare: 'previous' }),
    ])
    expect(byHour.buckets).toHaveLength(24)
    expect(byHour.buckets.map(({ hour }) => hour)).toEqual(Array.from({ length: 24 }, (_, hour) => hour))
    expect(byHour.buckets.every(({ open }) => !open)).toBe(true)
    const [hours] = byHour.lines
    const [days] = byDay.lines
    expect(sum(hours?.values)).toBeGreaterThan(0)
    expect(sum(hours?.values)).toBe(sum(days?.values))
    expect(sum(hours?.before)).toBe(sum(days?.before))
    expect(byHour.failure).toBeNull()
  })

  it('makes ratios of each hour’s sums, and says what is not known by hour', async () => {
    const { lines } = await ask({ figures: ['ctr', 'cpa', 'reach'] })
    const { objects } = await hoursOf(world, { of: { campaignIds: [campaign.id] }, period: 'yesterday' })
    const known = new Map(objects[0]?.hours.map(({ hour, figures }) => [hour, figures.ctr]))
    expect(lines[0]?.values).toEqual(Array.from({ length: 24 }, (_, hour) => known.get(hour) ?? null))
    expect(lines.map(({ none }) => none)).toEqual([null, 'hour', 'hour'])
    const [adSet] = (
      await ask({ of: { kind: 'objects', level: 'adset', objects: [{ id: '1', accountId: campaign.accountId }] } })
    ).lines
    expect(adSet?.none).toBe('hour')
  })

  it('adds up accounts of several currencies in one, each by its own clock, and knows which hours are not over', async () => {
    const { lines, buckets, converted } = await ask({ of: { kind: 'total', accountIds: [] }, period: 'today' })
    expect(lines.map(({ currency }) => currency)).toEqual([converted?.currency])
    const { accounts, reporting } = await world.call('overview.get', { period: 'today', compare: null })
    expect([converted?.currency, converted?.unrated]).toEqual([reporting, []])
    const spent = accounts.reduce((all, account) => all + (account.reporting.figures.spend ?? 0), 0)
    // Hours and days were not read at the same moment.
    expect(sum(lines[0]?.values) / spent).toBeCloseTo(1, 1)
    expect(buckets.at(-1)?.open).toBe(true)
    const single = await ask({ period: 'today' })
    const { hour } = hourAt(world.clock.now(), zone)
    expect(single.buckets.map(({ open }) => open)).toEqual(Array.from({ length: 24 }, (_, at) => at >= hour))
    expect(single.buckets[0]?.since).toBe(dayAt(world.clock.now(), zone))
  })

  it('shows the newest two weeks of longer periods', async () => {
    const { buckets, cut } = await ask({ period: 'last30d' })
    expect(buckets).toHaveLength(14 * 24)
    expect(cut).toBe(16)
  })

  it('shows what is kept without network, and says why it is not newer', async () => {
    await ask({ period: 'today' })
    await world.call('demo.set', { online: false, speed: 1 })
    await world.advance(3 * 60 * MINUTE)
    const { lines, failure, asOf } = await ask({ period: 'today' })
    expect(failure?.code).toBe('offline')
    expect(asOf).toBeLessThan(world.clock.now())
    expect(lines[0]?.values.some((value) => value !== null)).toBe(true)
  })
})
