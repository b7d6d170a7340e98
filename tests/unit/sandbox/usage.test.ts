import { describe, expect, test } from 'vitest'
import { createUsage } from '../../../src/sandbox/usage.ts'
import { createSpeedClock } from '../../../src/sandbox/clock.ts'
import { buildWorld } from './build.ts'

const account = buildWorld(0).account('Solstice')

const scored = (tier: 'development_access' | 'standard_access') => {
  const clock = { now: 1_000_000 }
  const usage = createUsage({ tier, now: () => clock.now, activeAds: () => 10 })
  const percent = (): number =>
    (JSON.parse(usage.headers(account, 'management')['x-ad-account-usage'] ?? '{}') as { acc_id_util_pct: number })
      .acc_id_util_pct
  return { clock, usage, percent }
}

describe('the score of an account', () => {
  test('a read costs one and a write three of sixty, and all of it is gone after five minutes', () => {
    const { clock, usage, percent } = scored('development_access')
    usage.spend(account, 'management', false)
    usage.spend(account, 'management', true)
    expect(percent()).toBeCloseTo((4 / 60) * 100, 1)
    clock.now += 10_000
    expect(percent()).toBeCloseTo((2 / 60) * 100, 1)
    clock.now += 300_000
    expect(percent()).toBe(0)
  })

  test('beyond it calls are refused as Meta does, for five minutes, longer when calls go on', () => {
    const { clock, usage, percent } = scored('development_access')
    const call = (): void => usage.spend(account, 'management', false)
    for (let i = 0; i < 60; i++) call()
    const code = (): unknown => {
      try {
        call()
        return null
      } catch (error) {
        return (error as { fault: unknown }).fault
      }
    }
    expect(code()).toMatchObject({ code: 17, subcode: 2446079 })
    expect(percent()).toBe(100)
    clock.now += 250_000
    expect(code()).not.toBeNull()
    clock.now += 299_000
    expect(code()).not.toBeNull()
    clock.now += 301_000
    expect(code()).toBeNull()
  })

  test('the full tier takes nine thousand', () => {
    const { usage, percent } = scored('standard_access')
    for (let i = 0; i < 900; i++) usage.spend(account, 'insights', false)
    expect(percent()).toBeCloseTo(10, 5)
    expect(JSON.parse(usage.headers(account, 'insights')['x-fb-ads-insights-throttle'] ?? '{}')).toHaveProperty(
      'ads_api_access_tier',
      'standard_access',
    )
  })
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
