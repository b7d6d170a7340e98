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
  const { windows } = await world.call('campaigns.windows', { id: campaignId, period: 'last7d' })
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
