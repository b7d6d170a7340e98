import { describe, expect, it } from 'vitest'
import { ageOf, arrivalCurve, ENOUGH, SETTLED_AGE } from '../../../src/shared/domain/arrival.ts'
import type { ArrivalReading } from '../../../src/shared/domain/arrival.ts'
import { addDays } from '../../../src/shared/domain/day.ts'

const reading = (day: string, age: number, purchases: number): ArrivalReading => ({
  day,
  age,
  at: 0,
  spend: 0,
  results: purchases,
  purchases,
  purchaseValue: 0,
})
/** Share that is visible at an age: three quarters at once, the rest over three weeks. */
const truth = (age: number): number => 1 - 0.25 * (1 - Math.min(age, 21) / 21) ** 2

describe('arrivalCurve', () => {
  it('finds the curve that the readings were made from', () => {
    const readings = Array.from({ length: 60 }, (_, i) => addDays('2026-09-01', i)).flatMap((day, i) =>
      Array.from({ length: SETTLED_AGE + 1 }, (__, age) => reading(day, age, (500 + i * 10) * truth(age))),
    )
    const { points, enough } = arrivalCurve(readings, 'purchases')
    expect(enough).toBe(true)
    expect(points.map(({ age }) => age)).toEqual(Array.from({ length: SETTLED_AGE + 1 }, (_, age) => age))
    for (const { age, share } of points) expect(share).toBeCloseTo(truth(age), 6)
  })

  it('learns early ages from young days, and bridges ages that were not read', () => {
    const days = Array.from({ length: 50 }, (_, i) => addDays('2026-09-01', i))
    const readings = days.flatMap((day, i) =>
      Array.from({ length: SETTLED_AGE + 1 }, (_, age) => age)
        // A young day stops early, and every third reading was missed.
        .filter((age) => age <= 49 - i && (age + i) % 3 !== 0)
        .map((age) => reading(day, age, 1000 * truth(age))),
    )
    for (const { age, share } of arrivalCurve(readings, 'results').points)
      expect(Math.abs(share - truth(age))).toBeLessThan(0.02)
  })

  it('says nothing where a day was never read twice, and not much on few conversions', () => {
    expect(arrivalCurve([], 'results')).toEqual({ of: 'results', points: [], basis: 0, enough: false })
    expect(arrivalCurve([reading('2026-09-01', 0, 5)], 'results').points).toEqual([])
    const few = arrivalCurve([reading('2026-09-01', 0, ENOUGH - 1), reading('2026-09-01', 1, ENOUGH)], 'results')
    expect(few.points).toHaveLength(2)
    expect(few.enough).toBe(false)
  })

  it('is above one where Meta took some back, and holds with nothing to divide by', () => {
    const taken = arrivalCurve([reading('2026-09-01', 0, 120), reading('2026-09-01', 1, 100)], 'results')
    expect(taken.points[0]?.share).toBeCloseTo(1.2)
    const none = arrivalCurve([reading('2026-09-01', 0, 0), reading('2026-09-01', 1, 0)], 'results')
    expect(none.points.every(({ share }) => share === 1)).toBe(true)
  })
})

it('a day is of age 0 until the next is over', () => {
  expect([ageOf('2026-09-01', '2026-09-02'), ageOf('2026-09-01', '2026-09-30')]).toEqual([0, 28])
})
