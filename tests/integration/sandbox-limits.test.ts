import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startClient } from './sandbox-client.ts'
import type { Account } from '../../src/sandbox/model.ts'
import type { LimitReading } from '../../src/sandbox/usage.ts'
import type { Answered, Client } from './sandbox-client.ts'

/** The limits over HTTP: what headers say of them, and what the sandbox knows of who used them. */

interface Item {
  readonly code: number
  readonly headers: { readonly name: string; readonly value: string }[]
  readonly body: string
}

const MINUTE = 60_000

let client: Client
let first: Account
let second: Account
beforeAll(async () => {
  client = await startClient({ accessTier: 'development_access' })
  const [, one, two] = client.sandbox.world.accounts
  if (!one || !two) throw new Error('no accounts')
  first = one
  second = two
})
afterAll(() => client.sandbox.stop())

const header = (answer: Pick<Answered, 'headers'>, name: string): Record<string, unknown> =>
  JSON.parse(answer.headers.get(name) ?? 'null') as Record<string, unknown>
const itemHeader = (item: Item | undefined, name: string): Record<string, unknown> =>
  JSON.parse(item?.headers.find((each) => each.name === name)?.value ?? 'null') as Record<string, unknown>
const reading = (system: LimitReading['system'], account: Account | null): LimitReading => {
  const found = client.sandbox
    .limits()
    .systems.find((each) => each.system === system && each.account === (account?.id ?? null))
  if (!found) throw new Error(`nothing of ${system}`)
  return found
}
const batch = async (
  urls: readonly string[],
): Promise<{ readonly answer: Answered; readonly items: readonly Item[] }> => {
  const answer = await client.post('', {
    batch: JSON.stringify(urls.map((relative_url) => ({ method: 'GET', relative_url }))),
  })
  return { answer, items: answer.body as unknown as Item[] }
}

describe('headers', () => {
  test('of a call by itself, in the shapes of Meta', async () => {
    const answer = await client.get(`${first.id}/insights`, { level: 'account' })
    expect(header(answer, 'x-app-usage')).toEqual({
      call_count: expect.any(Number) as number,
      total_time: expect.any(Number) as number,
      total_cputime: expect.any(Number) as number,
    })
    expect(header(answer, 'x-ad-account-usage')).toEqual({
      acc_id_util_pct: 1.67,
      reset_time_duration: 5,
      ads_api_access_tier: 'development_access',
    })
    const list = header(answer, 'x-business-use-case-usage')[first.digits] as Record<string, unknown>[]
    expect(list.map(({ type }) => type)).toEqual(['ads_management', 'ads_insights'])
    expect(Object.keys(list[1] ?? {})).toEqual([
      'type',
      'call_count',
      'total_cputime',
      'total_time',
      'estimated_time_to_regain_access',
      'ads_api_access_tier',
    ])
    expect(Object.keys(header(answer, 'x-fb-ads-insights-throttle'))).toEqual([
      'app_id_util_pct',
      'acc_id_util_pct',
      'ads_api_access_tier',
    ])
    client.clock.now += 6 * MINUTE
  })

  test('of a batch: each item counts and tells of its own account, the whole of all of them', async () => {
    const before = reading('score', first).hour.used
    const { answer, items } = await batch([
      `${first.id}/campaigns?limit=1`,
      `${second.id}/campaigns?limit=1`,
      `${first.id}/adsets?limit=1`,
      'me',
    ])
    expect(items.map(({ code }) => code)).toEqual([200, 200, 200, 200])
    expect(items.map((item) => itemHeader(item, 'x-ad-account-usage')?.['acc_id_util_pct'] ?? null)).toEqual([
      1.67,
      1.67,
      3.33,
      null,
    ])
    expect(Object.keys(itemHeader(items[1], 'x-business-use-case-usage'))).toEqual([second.digits])
    expect(Object.keys(header(answer, 'x-business-use-case-usage')).sort()).toEqual(
      [first.digits, second.digits].sort(),
    )
    expect(answer.headers.has('x-ad-account-usage')).toBe(false)
    expect(reading('score', first).hour.used - before).toBe(2)
    client.clock.now += 6 * MINUTE
  })

  test('of a report: its account pays for looking after it, as for insights', async () => {
    const ordered = await client.post(`${first.id}/insights`, { level: 'account', fields: 'spend' })
    const used = reading('ads_insights', first).used
    const looked = await client.get(String(ordered.body['report_run_id']))
    expect(looked.status).toBe(200)
    expect(looked.headers.has('x-fb-ads-insights-throttle')).toBe(true)
    expect(reading('ads_insights', first).used - used).toBe(1)
    client.clock.now += 6 * MINUTE
  })
})

test('custom audiences have a bucket of their own, told of once it was used', async () => {
  const used = (account: Account): number => reading('custom_audience', account).used
  const list = await client.get(`${second.id}/customaudiences`, { limit: '1' })
  expect(list.status).toBe(200)
  expect(used(second)).toBe(1)
  const [audience] = list.body.data
  const one = await client.get(String(audience?.['id']), { fields: 'name' })
  expect([one.status, used(second)]).toEqual([200, 2])
  const told = header(one, 'x-business-use-case-usage')[second.digits] as { type: string }[]
  expect(told.map(({ type }) => type)).toEqual(['ads_management', 'ads_insights', 'custom_audience'])
  expect(reading('custom_audience', second).allowed).toBeGreaterThan(5000)
  client.clock.now += 6 * MINUTE
})

describe('throttles', () => {
  test('inside a batch only the items of the account that is used up', async () => {
    const { items } = await batch(Array.from({ length: 50 }, () => `${first.id}?fields=id`))
    expect(items.every(({ code }) => code === 200)).toBe(true)
    const mixed = await batch([
      ...Array.from({ length: 11 }, () => `${first.id}?fields=id`),
      `${second.id}?fields=id`,
      `${first.id}?fields=id`,
    ])
    expect(mixed.items.map(({ code }) => code)).toEqual([...Array.from({ length: 10 }, () => 200), 400, 200, 400])
    expect(JSON.parse(mixed.items[10]?.body ?? '')).toMatchObject({ error: { code: 17, error_subcode: 2446079 } })
    const { throttled } = client.sandbox.limits()
    expect(throttled.count).toBe(2)
    expect(throttled.last).toEqual([
      {
        at: client.clock.now,
        system: 'score',
        account: first.id,
        call: `GET ${first.id}`,
        code: 17,
        subcode: 2446079,
      },
      expect.objectContaining({ account: first.id }) as unknown,
    ])
    client.clock.now += 6 * MINUTE
  })

  test('a budget changed too often is among them', async () => {
    const adset = second.campaigns
      .flatMap(({ adsets }) => adsets)
      .find(({ budget, status }) => budget?.kind === 'daily' && status === 'ACTIVE')
    if (!adset?.budget) throw new Error('no budget')
    const before = client.sandbox.limits().throttled.count
    for (let i = 1; i <= 4; i++) {
      const changed = await client.post(adset.id, { daily_budget: String(adset.budget.minor + i * 100) })
      expect([changed.status, changed.body]).toEqual([200, { success: true }])
    }
    const refused = await client.post(adset.id, { daily_budget: String(adset.budget.minor + 500) })
    expect(refused.body.error).toMatchObject({ code: 613, error_subcode: 1487632 })
    const { count, last } = client.sandbox.limits().throttled
    expect([count - before, last.at(-1)]).toMatchObject([
      1,
      { system: 'edits', account: second.id, call: `POST ${adset.id}`, code: 613, subcode: 1487632 },
    ])
    client.clock.now += 6 * MINUTE
  })

  test('those of the fault script are not among them', async () => {
    const before = client.sandbox.limits().throttled.count
    client.sandbox.faults.set([{ match: /./, kind: 'throttle', times: 1 }])
    expect((await client.get(second.id)).status).toBe(400)
    expect(client.sandbox.limits().throttled.count).toBe(before)
    expect(client.sandbox.faults.given()).toEqual({ throttle: 1 })
    client.sandbox.faults.set([])
  })
})

test('how much of an hour was used can be read: three calls every half minute are half of what the Limited tier gives', async () => {
  const other = await startClient({ accessTier: 'development_access' })
  const account = other.sandbox.world.accounts[3]
  if (!account) throw new Error('no account')
  for (let tick = 0; tick < 120; tick++) {
    for (let i = 0; i < 3; i++) expect((await other.get(account.id)).status).toBe(200)
    other.clock.now += 30_000
  }
  const score = other.sandbox.limits().systems.find(({ system }) => system === 'score')
  expect(score?.hour.allowed).toBe(720)
  expect(score?.hour.share).toBeGreaterThan(0.48)
  expect(score?.hour.share).toBeLessThan(0.51)
  expect(score?.peak).toBeLessThan(0.6)
  expect(other.sandbox.limits().throttled).toEqual({ count: 0, last: [] })
  await other.sandbox.stop()
})

test('an app that few people use runs out of calls that are of no account', async () => {
  const small = await startClient({ people: 1 })
  for (let i = 0; i < 200; i++) await small.get('me', { fields: 'id' })
  const refused = await small.get('me', { fields: 'id' })
  expect([refused.status, refused.body.error]).toMatchObject([403, { code: 4, is_transient: true }])
  expect(header(refused, 'x-app-usage')['call_count']).toBe(100.5)
  expect((await small.get(small.sandbox.world.accounts[1]?.id ?? '')).status).toBe(200)
  small.clock.now += 62 * MINUTE
  expect((await small.get('me', { fields: 'id' })).status).toBe(200)
  await small.sandbox.stop()
})
