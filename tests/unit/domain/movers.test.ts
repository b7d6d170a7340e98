import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MOVER_METRICS, movesOf } from '../../../src/shared/domain/movers.ts'
import type { Compared, MoverSums } from '../../../src/shared/domain/movers.ts'

const amount = fc.option(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5_000_000_000 })), { nil: null })
const sums: fc.Arbitrary<MoverSums> = fc.record({
  spend: amount,
  results: fc.option(fc.integer({ min: 0, max: 400 }), { nil: null }),
  purchaseValue: amount,
})
const compared = fc
  .array(fc.record({ before: sums, after: sums }), { maxLength: 12 })
  .map((list) => list.map((each, of): Compared<number> => ({ of, ...each })))

const plain = (all: readonly MoverSums[], part: keyof MoverSums): number =>
  all.reduce((sum, each) => sum + (each[part] ?? 0), 0)

describe('the parts of a change', () => {
  it('add up to it, for any objects: sums exactly, ratios to the last digits', () => {
    fc.assert(
      fc.property(compared, fc.constantFrom(...MOVER_METRICS), (list, metric): void => {
        const { before, after, change, mix, rate, moves } = movesOf(metric, list)
        const [was, is] = [list.map((each) => each.before), list.map((each) => each.after)]
        if (change === null) {
          expect(moves).toEqual([])
          return
        }
        const all = moves.reduce((sum, { part }) => sum + part, 0)
        if (metric === 'spend' || metric === 'results') {
          expect(all).toBe(plain(is, metric) - plain(was, metric))
          expect(change).toBe(all)
          return
        }
        const [over, under] =
          metric === 'roas' ? (['purchaseValue', 'spend'] as const) : (['spend', 'results'] as const)
        const wanted = plain(is, over) / plain(is, under) - plain(was, over) / plain(was, under)
        // As big as anything that cancels out on the way.
        const sizes = moves.map((move) => Math.abs(move.mix) + Math.abs(move.rate))
        const scale = sizes.reduce((sum, size) => sum + size, (before ?? 0) + (after ?? 0))
        expect(Math.abs(change - wanted)).toBeLessThanOrEqual(scale * 1e-12)
        expect(Math.abs(all - change)).toBeLessThanOrEqual(scale * 1e-12)
        expect(Math.abs(mix + rate - change)).toBeLessThanOrEqual(scale * 1e-12)
        for (const move of moves) expect(move.mix + move.rate).toBe(move.part)
      }),
      { numRuns: 1000 },
    )
  })

  it('are the same the other way round, with the other sign: neither period is the measure of the other', () => {
    fc.assert(
      fc.property(compared, (list) => {
        const there = movesOf('costPerResult', list)
        const back = movesOf(
          'costPerResult',
          list.map(({ of, before, after }) => ({ of, before: after, after: before })),
        )
        const scale = (there.before ?? 0) + (there.after ?? 0)
        expect(back.mix).toBeCloseTo(-there.mix, scale > 1e6 ? 2 : 6)
        expect(back.rate).toBeCloseTo(-there.rate, scale > 1e6 ? 2 : 6)
      }),
    )
  })

  it('come from the mix alone where no object changed, and from their rates alone where no share did', () => {
    const of = (spend: number, results: number): MoverSums => ({ spend, results, purchaseValue: null })
    const mixed = movesOf('costPerResult', [
      { of: 'cheap', before: of(100, 100), after: of(50, 50) },
      { of: 'dear', before: of(500, 100), after: of(750, 150) },
    ])
    expect([mixed.before, mixed.after, mixed.mix, mixed.rate]).toEqual([3, 4, 1, 0])
    // Less of the cheap and more of the dear: the cheap one lies farther from the 3.50 in the middle.
    expect(mixed.moves.map(({ of, part }) => [of, part])).toEqual([
      ['cheap', 0.625],
      ['dear', 0.375],
    ])
    const rated = movesOf('costPerResult', [
      { of: 'same', before: of(100, 100), after: of(100, 100) },
      { of: 'dearer', before: of(100, 100), after: of(300, 100) },
    ])
    expect([rated.before, rated.after, rated.mix, rated.rate]).toEqual([1, 2, 0, 1])
    // What a hundred dearer results cost more than they did.
    expect(rated.moves).toEqual([{ of: 'dearer', before: 1, after: 3, part: 1, mix: 0, rate: 1, money: 200 }])
  })

  it('of what is new, gone or without a result are told too', () => {
    const of = (spend: number | null, results: number | null): MoverSums => ({ spend, results, purchaseValue: null })
    const { moves, change } = movesOf('costPerResult', [
      { of: 'old', before: of(100, 100), after: of(100, 100) },
      { of: 'new', before: of(null, null), after: of(300, 100) },
      { of: 'waste', before: of(10, 0), after: of(60, 0) },
    ])
    const part = (name: string) => moves.find((move) => move.of === name)
    expect(part('new')).toMatchObject({ rate: 0, before: null, after: 3 })
    expect(part('new')?.mix).toBeGreaterThan(0)
    expect(part('waste')).toMatchObject({ mix: 0, rate: 60 / 200 - 10 / 100 })
    expect(change).toBeCloseTo(460 / 200 - 110 / 100, 12)
    expect(movesOf('costPerResult', [{ of: 'none', before: of(10, 0), after: of(10, 5) }]).change).toBeNull()
    expect(movesOf('spend', []).change).toBeNull()
  })

  it('in money: spend itself, results at what they cost before, returns at the spend of now', () => {
    const before = { spend: 100, results: 10, purchaseValue: 200 }
    const after = { spend: 200, results: 30, purchaseValue: 300 }
    const of = [{ of: 'it', before, after }]
    const money = MOVER_METRICS.map((metric) => movesOf(metric, of).moves[0]?.money)
    expect(money[0]).toBe(100)
    expect(money[1]).toBe(200)
    // Thirty results at ten each would have cost 300; they cost 200.
    expect(money[2]).toBeCloseTo(-100, 9)
    // 200 at a return of two would have brought 400; they brought 300.
    expect(money[3]).toBeCloseTo(-100, 9)
  })
})
