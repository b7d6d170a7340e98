import { expect, test } from 'vitest'
import { createPace } from '../../../../src/main/services/polling/pace.ts'
import type { LimitReading } from '../../../../src/shared/domain/connection.ts'

const EVERY = 30_000
const HOUR = 3_600_000
const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `act_${i + 1}`)

const reading = (share: number, accountId: string | null): LimitReading => ({
  accountId,
  system: 'insights',
  name: 'throttle',
  share,
  used: null,
  allowed: null,
  at: 0,
  blockedUntil: null,
  tier: 'limited',
})

test('polls everybody while there is room, whatever one account has used', () => {
  for (const limits of [[], [reading(0.1, null)], [reading(0.05, null), reading(1, 'act_1')]])
    expect(createPace(() => limits).choose(idsOf(3), EVERY)).toEqual(new Set(idsOf(3)))
})

test('polls a part of them where the app is used, each as often as the others, and newcomers first', () => {
  const pace = createPace(() => [reading(0.2, null), reading(0.35, null)])
  const ids = idsOf(4)
  const turns = Array.from({ length: 4 }, () => [...pace.choose(ids, EVERY)])
  expect(turns).toEqual([ids.slice(0, 2), ids.slice(2), ids.slice(0, 2), ids.slice(2)])
  expect(pace.choose([...ids, 'act_9'], EVERY)).toContain('act_9')
})

test('comes to every account once in an hour, however full it is', () => {
  const pace = createPace(() => [reading(1, null)])
  const ids = idsOf(500)
  const polled = new Set<string>()
  for (let tick = 0; tick < HOUR / EVERY; tick++) for (const id of pace.choose(ids, EVERY)) polled.add(id)
  expect(polled.size).toBe(500)
})

/** As a limit of an hour that only this program uses: 500 accounts, and at five past a sync of all of them. */
test.each([10_000, 60_000])('keeps well below an allowance of %i calls an hour, and steady in the end', (allowed) => {
  const used: number[] = []
  const share = () => used.slice(-HOUR / EVERY).reduce((sum, calls) => sum + calls, 0) / allowed
  const pace = createPace(() => [reading(share(), null)])
  const shares: number[] = []
  for (let tick = 0; tick < (12 * HOUR) / EVERY; tick++) {
    const sync = tick % 120 === 10 ? allowed / 20 : 0
    used.push(pace.choose(idsOf(500), EVERY).size + sync)
    shares.push(share())
  }
  expect(Math.max(...shares)).toBeLessThanOrEqual(0.7)
  const last = used.slice(-HOUR / EVERY).filter((calls) => calls < allowed / 20)
  // The allowance is there to be used: some 40 % of it by polling, in any ten minutes.
  for (let tick = 0; tick + 20 <= last.length; tick += 20) {
    const calls = last.slice(tick, tick + 20).reduce((sum, each) => sum + each, 0)
    expect(calls).toBeGreaterThan((allowed / 6) * 0.2)
  }
})
