import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Lane } from '../../../../src/main/meta/graph.ts'
import { LANE_ORDER } from '../../../../src/main/meta/limits/lanes.ts'
import { createWindow } from '../../../../src/main/meta/limits/window.ts'

const WINDOW = 300_000
const SLOT = WINDOW / 30

const uses = fc.array(
  fc.record({
    after: fc.integer({ min: 0, max: WINDOW }),
    lane: fc.constantFrom(...LANE_ORDER),
    amount: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 60 },
)
const isOrBelow = (lane: Lane, other: Lane) => LANE_ORDER.indexOf(other) >= LANE_ORDER.indexOf(lane)

describe('a window', () => {
  test('counts everything for the whole window, and nothing much longer', () => {
    fc.assert(
      fc.property(
        uses,
        fc.constantFrom(...LANE_ORDER),
        fc.integer({ min: 0, max: 2 * WINDOW }),
        (list, lane, later) => {
          const window = createWindow(WINDOW)
          let now = 1_795_000_000_123
          const made = list.map(({ after, lane: by, amount }) => {
            now += after
            window.add(now, by, amount)
            return { at: now, by, amount }
          })
          now += later
          const since = (ms: number) =>
            made
              .filter(({ at, by }) => now - at < ms && isOrBelow(lane, by))
              .reduce((sum, { amount }) => sum + amount, 0)
          const used = window.used(now, lane)
          expect(used).toBeGreaterThanOrEqual(since(WINDOW))
          expect(used).toBeLessThanOrEqual(since(WINDOW + SLOT + 1))
        },
      ),
    )
  })

  test('says before how it will empty', () => {
    fc.assert(
      fc.property(uses, fc.constantFrom(...LANE_ORDER), (list, lane) => {
        const window = createWindow(WINDOW)
        let now = 1_795_000_000_123
        for (const { after, lane: by, amount } of list) {
          now += after
          window.add(now, by, amount)
        }
        const steps = window.steps(now, lane)
        expect(steps.at(-1)?.used).toBe(0)
        for (const { from, used } of steps) expect(window.used(from, lane)).toBe(used)
      }),
    )
  })
})
