import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp } from '../world.ts'
import type { World } from '../world.ts'
import type { Input, Output } from '../../src/shared/contract/contract.ts'
import type { CauseId } from '../../src/shared/domain/difference.ts'
import { campaignsOf } from '../campaigns.ts'

/** Each size that is explained, against plain SQL on the same file. */

let world: World
let accountId: string
let campaignId: string

beforeAll(async () => {
  world = await createTestApp()
  await world.call('signIn.demo')
  const { rows } = await world.call('accounts.list')
  const account = rows.find(({ name }) => name === 'Harbor & Pine')
  if (!account) throw new Error('no account')
  accountId = account.id
  await world.call('accounts.watch', { ids: [accountId], watched: true })
  await world.call('workspaces.finishSetup')
  await world.advance(60_000)
  const page = await campaignsOf(world.call, {
    period: 'last7d',
    accountIds: [],
    statuses: [],
    search: '',
    sort: { by: 'purchases', direction: 'descending' },
    offset: 0,
    limit: 1,
  })
  campaignId = page.rows[0]?.id ?? ''
})
afterAll(() => world.dispose())

const explain = (patch: Partial<Input<'differences.explain'>> = {}) =>
  world.call('differences.explain', {
    accountId,
    objectId: campaignId,
    period: 'last7d',
    metric: 'purchases',
    zone: 'UTC',
    notedAt: null,
    ...patch,
  })
const sizesOf = ({ causes }: Output<'differences.explain'>, id: CauseId) =>
  causes.find((cause) => cause.id === id)?.sizes.map(({ low, high, of }) => [low, high, of]) ?? []
const sql = <Row>(text: string, ...values: (string | number)[]): Row[] => {
  const database = new Database(join(world.dataDir, `${world.app.workspaces.activeId()}.sqlite`))
  const rows = text.trimStart().startsWith('SELECT') ? database.prepare<unknown[], Row>(text).all(...values) : []
  if (rows.length === 0) database.exec(text.trimStart().startsWith('SELECT') ? '' : text)
  database.close()
  return rows
}
const stored = (day: string): number => Number(day.replaceAll('-', ''))

it('says of a campaign what the figure is, of which days, and what its ad sets and ads add up to', async () => {
  const found = await explain({ metric: 'spend' })
  const { since, until } = found.range
  const sum = (level: string) =>
    sql<{ spend: number }>(
      `SELECT sum(d.spend) AS spend FROM insight_day d JOIN object_key k ON k.key = d.object
       WHERE k.level = '${level}' AND d.day BETWEEN ? AND ? AND ${
         level === 'campaign'
           ? 'k.id = ?'
           : `k.key IN (SELECT key FROM ${level} WHERE campaign = (SELECT key FROM object_key WHERE id = ?))`
       }`,
      stored(since),
      stored(until),
      campaignId,
    )[0]?.spend ?? 0
  expect(found).toMatchObject({
    level: 'campaign',
    value: sum('campaign'),
    zone: 'America/New_York',
    otherZone: 'UTC',
  })
  const expected = (['adset', 'ad'] as const)
    .map((level) => [sum(level) - sum('campaign'), level] as const)
    .filter(([gap]) => gap !== 0)
    .map(([gap, level]) => [gap, gap, level])
  expect(sizesOf(found, 'removed')).toEqual(expected)
  // Five hours apart at each end.
  const spend = (day: string) =>
    sql<{ spend: number }>(
      'SELECT d.spend FROM insight_day d JOIN object_key k ON k.key = d.object WHERE k.id = ? AND d.day = ?',
      campaignId,
      stored(day),
    )[0]?.spend ?? 0
  const before = new Date(Date.parse(since) - 86_400_000).toISOString().slice(0, 10)
  const [size] = sizesOf(found, 'zone')
  expect(size?.[0]).toBeCloseTo(((spend(before) - spend(until)) * 5) / 24, 3)
})

it('sizes what Meta restated since a moment, the account’s own total against its campaigns, and windows once they were read', async () => {
  const own = await explain({ objectId: undefined, metric: 'spend' })
  expect(own.level).toBe('account')
  expect(own.causes.find(({ id }) => id === 'removed')?.applies).toBe('no')
  // One campaign of them is listed no more: what Meta says of the account has it still.
  const { since, until } = own.range
  const gone = sql<{ spend: number }>(
    `SELECT sum(d.spend) AS spend FROM insight_day d JOIN object_key k ON k.key = d.object WHERE k.id = ? AND d.day BETWEEN ? AND ?`,
    campaignId,
    stored(since),
    stored(until),
  )[0]?.spend
  sql(`DELETE FROM insight_day WHERE object = (SELECT key FROM object_key WHERE id = '${campaignId}')`)
  const less = await explain({ objectId: undefined, metric: 'spend' })
  expect(sizesOf(less, 'removed')).toEqual([[gone, gone, null]])
  expect(less.value).toBe((own.value ?? 0) - (gone ?? 0))

  expect((await explain()).causes.find(({ id }) => id === 'attribution')?.applies).toBe('unknown')
  const { windows } = await world.call('windows.get', { id: campaignId, period: 'last7d' })
  const counted = (name: string) => windows.find(({ window }) => window === name)?.purchases ?? 0
  await world.call('sync.run', { days: 30 })
  const found = await explain()
  expect(sizesOf(found, 'attribution')).toContainEqual([
    counted('1d_click') - counted('value'),
    counted('1d_click') - counted('value'),
    '1d_click',
  ])
  await expect(explain({ accountId: 'act_1' })).rejects.toMatchObject({ code: 'notFound' })
  await expect(explain({ objectId: '999999' })).rejects.toMatchObject({ code: 'notFound' })
  await expect(explain({ zone: '../etc' })).rejects.toMatchObject({ code: 'badInput' })
})

it('sizes windows of accounts, ad sets and ads too, and what the parts of a breakdown add up to', async () => {
  const stateOf = (found: Output<'differences.explain'>) => found.causes.find(({ id }) => id === 'attribution')?.applies
  const [adSetId = '', adId = ''] = (['adset', 'ad'] as const).map(
    (level) =>
      sql<{ id: string }>(
        `SELECT k.id FROM insight_day d JOIN object_key k ON k.key = d.object
         WHERE k.level = '${level}' AND k.account_id = ? AND d.day >= ? GROUP BY k.id ORDER BY sum(d.purchases) DESC LIMIT 1`,
        accountId,
        stored(new Date(world.clock.now() - 6 * 86_400_000).toISOString().slice(0, 10)),
      )[0]?.id ?? '',
  )
  for (const objectId of [undefined, adSetId]) {
    expect(stateOf(await explain({ objectId }))).toBe('unknown')
    const { windows, spend } = await world.call('windows.get', { id: objectId ?? accountId, period: 'last7d' })
    expect(spend).toBeGreaterThan(0)
    const found = await explain({ objectId })
    expect(found.windowsAt).toBe(world.clock.now())
    const [one, own] = ['1d_click', 'value'].map(
      (name) => windows.find(({ window }) => window === name)?.purchases ?? 0,
    )
    const gap = (one ?? 0) - (own ?? 0)
    expect(sizesOf(found, 'attribution')).toContainEqual([gap, gap, '1d_click'])
  }
  // What was read for the columns of a table says it of each row.
  expect(stateOf(await explain({ objectId: adId }))).toBe('unknown')
  await world.call('windows.ask', { accountIds: [accountId], level: 'ad', period: 'last7d' })
  const ad = await explain({ objectId: adId })
  expect([stateOf(ad), ad.windowsAt]).toEqual(['yes', world.clock.now()])
  expect(sizesOf(ad, 'attribution').map(([, , of]) => of)).toContain('28d_click')

  expect(sizesOf(await explain({ metric: 'reach' }), 'breakdown')).toEqual([])
  const parts = await world.call('breakdowns.get', {
    id: campaignId,
    period: 'last7d',
    compare: null,
    by: ['platform'],
  })
  const people = parts?.rows.reduce((sum, { figures }) => sum + (figures.reach ?? 0), 0) ?? 0
  const twice = people - (parts?.whole?.reach ?? 0)
  expect(twice).toBeGreaterThan(0)
  await world.call('reach.ask', { accountIds: [accountId], level: 'campaign', period: 'last7d' })
  const reached = await explain({ metric: 'reach' })
  expect(sizesOf(reached, 'breakdown')).toEqual([[twice, twice, 'platform']])
  expect(reached.causes.find(({ id }) => id === 'breakdown')?.applies).toBe('yes')
})
