import { describe, expect, test } from 'vitest'
import { GraphError } from '../../../src/sandbox/graph-error.ts'
import { createUsage } from '../../../src/sandbox/usage.ts'
import { createWindow } from '../../../src/sandbox/usage/counters.ts'
import { createSpeedClock } from '../../../src/sandbox/clock.ts'
import { buildWorld } from './build.ts'
import type { Use } from '../../../src/sandbox/usage.ts'
import type { Tier } from '../../../src/sandbox/usage/tiers.ts'

const world = buildWorld(0)
const account = world.account('Solstice')
const MINUTE = 60_000

interface Entry {
  readonly type: string
  readonly call_count: number
  readonly estimated_time_to_regain_access: number
}

const counted = (tier: Tier, { ads = 10, people = 60 } = {}) => {
  const clock = { now: 1_700_000_000_000 }
  const usage = createUsage({ tier, people, now: () => clock.now, holdings: () => ({ ads, audiences: 5 }) })
  /** The refusal of a call, null when it was let through. */
  const call = (use: Use = 'management', write = false): { code: number; subcode?: number } | null => {
    try {
      usage.spend({ account: use === 'app' ? null : account, use, write, call: `${write ? 'POST' : 'GET'} ${use}` })
      return null
    } catch (error) {
      if (error instanceof GraphError) return error.fault
      throw error
    }
  }
  /** So many calls a minute, so that the score of the account never matters. */
  const spread = (times: number, aMinute: number, use: Use): void => {
    for (let i = 0; i < times; i++) {
      expect(call(use)).toBeNull()
      if (i % aMinute === aMinute - 1) clock.now += MINUTE
    }
  }
  const header = (name: string, use: Use = 'management'): Record<string, unknown> =>
    JSON.parse(usage.headers(account, use)[name] ?? 'null') as Record<string, unknown>
  const percent = (): unknown => header('x-ad-account-usage')['acc_id_util_pct']
  const entries = (use: Use): readonly Entry[] =>
    header('x-business-use-case-usage', use)[account.digits] as readonly Entry[]
  const reading = (system: string) => {
    const found = usage.read().systems.find((each) => each.system === system)
    if (!found) throw new Error(`no ${system}`)
    return found
  }
  return { clock, usage, call, spread, header, percent, entries, reading }
}

describe('the score of an account', () => {
  test('a read costs one and a write three of sixty, and all of it is gone after five minutes', () => {
    const { clock, call, percent, reading } = counted('development_access')
    call()
    call('management', true)
    expect(percent()).toBe(6.67)
    clock.now += 10_000
    expect(percent()).toBe(3.33)
    clock.now += 300_000
    expect(percent()).toBe(0)
    // Of an hour that is: twelve times the whole score.
    expect(reading('score')).toMatchObject({ used: 0, allowed: 60, hour: { used: 4, allowed: 720 } })
    expect(reading('score').peak).toBeCloseTo(4 / 60)
  })

  test('beyond it reads and writes are refused, for five minutes, longer when calls go on', () => {
    const { clock, usage, call, percent, header } = counted('development_access')
    for (let i = 0; i < 60; i++) expect(call()).toBeNull()
    expect(call()).toMatchObject({ code: 17, subcode: 2446079 })
    expect(percent()).toBe(100)
    expect(header('x-ad-account-usage')['reset_time_duration']).toBe(300)
    clock.now += 250_000
    expect(call('management', true)).toMatchObject({ code: 613, subcode: 1487742 })
    clock.now += 299_000
    expect(call()).not.toBeNull()
    clock.now += 301_000
    expect(call()).toBeNull()
    expect(usage.read().throttled).toMatchObject({
      count: 3,
      last: [
        { system: 'score', account: account.id, call: 'GET management', code: 17, subcode: 2446079 },
        { system: 'score', call: 'POST management', code: 613 },
        { system: 'score' },
      ],
    })
  })

  test('the full tier takes nine thousand, and is shut for a minute only', () => {
    const { clock, call, percent, header } = counted('standard_access')
    for (let i = 0; i < 900; i++) call('insights')
    expect(percent()).toBe(10)
    for (let i = 900; i < 9000; i++) expect(call()).toBeNull()
    expect(call()).toMatchObject({ code: 17 })
    expect(header('x-ad-account-usage')['reset_time_duration']).toBe(60)
    clock.now += 61_000
    expect(call()).toBeNull()
  })
})

describe('calls of an hour', () => {
  test.each([
    ['management', 1, 300 + 40, { code: 80_004, subcode: 2446079 }, 'ads_management'],
    ['insights', 0, 600, { code: 80_000 }, 'ads_insights'],
  ] as const)('of %s: with %d active ads %d, then refused', (use, ads, allowed, refusal, type) => {
    const { clock, call, spread, entries, usage, reading } = counted('development_access', { ads })
    // 12 a minute leave the score alone: five minutes of it forget as much.
    spread(allowed, 12, use)
    expect(usage.read().throttled.count).toBe(0)
    expect(reading(type)).toMatchObject({ used: allowed, allowed, share: 1, peak: 1 })
    // The element that tells of it is the last one.
    expect(entries(use).at(-1)).toMatchObject({ type, call_count: 100, estimated_time_to_regain_access: 0 })
    expect(call(use)).toMatchObject(refusal)
    clock.now += 61 * MINUTE
    expect(reading(type)).toMatchObject({ used: 0, share: 0 })
    expect(call(use)).toBeNull()
  })

  test('used up, they are refused until the oldest are an hour old; each further call makes it later', () => {
    const { clock, call, spread, entries, usage } = counted('development_access', { ads: 0 })
    spread(300, 10, 'management')
    expect(usage.read().throttled.count).toBe(0)
    expect(call()).toMatchObject({ code: 80_004, subcode: 2446079 })
    const element = () => entries('management').find(({ type }) => type === 'ads_management')
    expect(element()?.call_count).toBe(100.33)
    const regain = element()?.estimated_time_to_regain_access ?? 0
    // The first ten calls were made thirty minutes ago.
    expect(regain).toBeGreaterThanOrEqual(30)
    expect(regain).toBeLessThanOrEqual(31)
    for (let i = 0; i < 20; i++) expect(call()).not.toBeNull()
    expect(element()?.call_count).toBe(107)
    expect(element()?.estimated_time_to_regain_access).toBeGreaterThan(regain)
    clock.now += regain * MINUTE
    expect(call()).not.toBeNull()
    clock.now += 3 * MINUTE
    expect(call()).toBeNull()
    expect(usage.read().throttled.last.every(({ system }) => system === 'ads_management')).toBe(true)
  })

  test('of custom audiences: told of once they were called, refused by their own code', () => {
    const { clock, call, entries } = counted('development_access')
    call('management')
    expect(entries('management').map(({ type }) => type)).toEqual(['ads_insights', 'ads_management'])
    // Most of them are refused for the score, and count all the same.
    for (let i = 0; i < 5200; i++) call('audience')
    clock.now += 6 * MINUTE
    expect(call('audience')).toMatchObject({ code: 80_003 })
    expect(entries('audience').map(({ type }) => type)).toEqual(['ads_management', 'ads_insights', 'custom_audience'])
    expect(call('management')).toBeNull()
  })

  test('calls that failed by their own fault take from the allowance of insights', () => {
    const { usage, reading, call } = counted('development_access', { ads: 0 })
    call('insights')
    for (let i = 0; i < 1000; i++)
      usage.failed({ account, use: 'insights', write: false, call: '' }, { status: 400, code: 100, message: '' })
    expect(reading('ads_insights').allowed).toBe(599)
  })
})

test('a hundred writes a second, of one account', () => {
  const { clock, call } = counted('standard_access')
  for (let i = 0; i < 100; i++) expect(call('management', true)).toBeNull()
  expect(call('management', true)).toMatchObject({ code: 613, subcode: 5044001 })
  expect(call()).toBeNull()
  clock.now += 1100
  expect(call('management', true)).toBeNull()
})

describe('the whole app', () => {
  test('two hundred calls an hour for everybody who uses it', () => {
    const { clock, usage, call, header } = counted('standard_access', { people: 1 })
    for (let i = 0; i < 200; i++) expect(call('app')).toBeNull()
    expect(call('app')).toMatchObject({ code: 4 })
    expect(header('x-app-usage')).toEqual({ call_count: 100.5, total_time: 80.4, total_cputime: 60.3 })
    expect(usage.read().throttled.last).toMatchObject([{ system: 'app', account: null, call: 'GET app' }])
    // Calls of an account are not among them.
    expect(call()).toBeNull()
    clock.now += 61 * MINUTE
    expect(call('app')).toBeNull()
  })

  test('insights have a limit of their own, told beside that of the account', () => {
    const { call, header } = counted('standard_access', { people: 1 })
    for (let i = 0; i < 1000; i++) expect(call('insights')).toBeNull()
    expect(call('insights')).toMatchObject({ code: 4, subcode: 1504022 })
    expect(header('x-fb-ads-insights-throttle', 'insights')).toEqual({
      app_id_util_pct: 100.1,
      acc_id_util_pct: 0.52,
      ads_api_access_tier: 'standard_access',
    })
    expect(header('x-fb-ads-insights-throttle', 'management')).toBeNull()
  })
})

test('a batch tells of every account in it, in at most 32 elements', () => {
  const { usage } = counted('standard_access')
  const told = JSON.parse(
    usage.batchHeaders(new Set(world.world.accounts))['x-business-use-case-usage'] ?? '{}',
  ) as Record<string, Entry[]>
  expect(Object.keys(told)).toEqual(expect.arrayContaining(world.world.accounts.map(({ digits }) => digits)))
  expect(Object.values(told).flat().length).toBeLessThanOrEqual(32)
  expect(Object.keys(usage.batchHeaders(new Set()))).toEqual(['x-app-usage'])
})

test('a window forgets nothing early and everything in the end', () => {
  const window = createWindow(3_600_000)
  let now = 1_700_000_000_123
  window.add(now, 2)
  now += 1_800_000
  window.add(now, 3)
  expect(window.read(now + 1_799_000)).toBe(5)
  expect(window.freeIn(now, 4)).toBeGreaterThanOrEqual(1_800_000)
  expect(window.freeIn(now, 5)).toBe(0)
  expect(window.read(now + 1_860_000)).toBe(3)
  expect(window.read(now + 3_660_000)).toBe(0)
})

test('a clock keeps its place when its speed changes', () => {
  let real = 1000
  const clock = createSpeedClock(() => real, 1)
  real += 100
  expect(clock.now()).toBe(1100)
  clock.set(60)
  expect(clock.now()).toBe(1100)
  real += 10
  expect(clock.now()).toBe(1700)
  clock.set(1)
  real += 10
  expect(clock.now()).toBe(1710)
})
