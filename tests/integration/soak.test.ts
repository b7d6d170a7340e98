import { expect, it } from 'vitest'
import { soak } from '../soak/soak.ts'

/** The long one is `npm run soak`. */
it(
  'three hours with faults on every endpoint, kills and a dead token leave the cache true',
  { timeout: 240_000 },
  async () => {
    const { comparison, budgets, kills, edits, faultsGiven, ownThrottles, unexplained, lastRun } = await soak({
      hours: 3,
      accounts: 2,
      faults: 0.2,
      killEveryHours: 1,
      pollSeconds: 60,
      seed: 7,
    })
    expect(comparison.differences.slice(0, 3)).toEqual([])
    expect(comparison.strangers).toBe(0)
    expect(comparison.delivered).toBeGreaterThan(500)
    expect(budgets).toMatchObject({ wrong: 0 })
    expect(budgets.checked).toBeGreaterThan(5)
    expect(kills).toBeGreaterThan(0)
    expect(edits).toBeGreaterThan(0)
    expect(faultsGiven).toBeGreaterThan(20)
    expect(ownThrottles).toBe(0)
    expect(unexplained).toEqual([])
    expect(lastRun.outcome).toBe('done')
  },
)
