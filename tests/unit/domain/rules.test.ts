import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, exactly, fromJson } from '../../../src/shared/domain/rules.ts'
import type { Condition, Known, Leaf, Truth } from '../../../src/shared/domain/rules.ts'

const leaf = (operator: Leaf['operator'], value: number): Leaf => ({ measure: 'cpa', window: 'today', operator, value })
const truthOf = (condition: Condition, known: Known): Truth => evaluate(condition, () => known).truth

/** Leaves with a fixed truth: spend is always known, reach never. */
const T: Condition = { measure: 'spend', window: 'today', operator: '>', value: 0 }
const F: Condition = { measure: 'spend', window: 'today', operator: '<', value: 0 }
const U: Condition = { measure: 'reach', window: 'today', operator: '>', value: 0 }
const of = (condition: Condition): Truth =>
  evaluate(condition, (measure) => (measure === 'spend' ? exactly(1) : null)).truth
const NAMES: Record<string, Condition> = { T, F, U }

describe('leaves', () => {
  it('compares what is known exactly', () => {
    expect(truthOf(leaf('<', 20), exactly(19))).toBe('true')
    expect(truthOf(leaf('<', 20), exactly(20))).toBe('false')
    expect(truthOf(leaf('<=', 20), exactly(20))).toBe('true')
    expect(truthOf(leaf('>', 20), exactly(20))).toBe('false')
    expect(truthOf(leaf('>=', 20), exactly(20))).toBe('true')
  })

  it('is unknown when nothing is known', () => {
    for (const operator of ['<', '<=', '>', '>='] as const) expect(truthOf(leaf(operator, 20), null)).toBe('unknown')
  })

  it('judges a cost without a conversion by what was spent', () => {
    const spent = (low: number): Known => ({ low, high: Infinity })
    expect(truthOf(leaf('<', 20), spent(5))).toBe('unknown')
    expect(truthOf(leaf('<', 20), spent(20))).toBe('false')
    expect(truthOf(leaf('>', 20), spent(20.01))).toBe('true')
    expect(truthOf(leaf('>', 20), spent(20))).toBe('unknown')
  })

  it('agrees with every value the range allows', () => {
    const bound = fc.integer({ min: -50, max: 50 })
    fc.assert(
      fc.property(
        bound,
        bound,
        bound,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom('<', '<=', '>', '>='),
        (a, b, value, share, operator) => {
          const [low, high] = a < b ? [a, b] : [b, a]
          const truth = truthOf(leaf(operator, value), { low, high })
          const inside = truthOf(leaf(operator, value), exactly(low + (high - low) * share))
          if (truth !== 'unknown') expect(inside).toBe(truth)
        },
      ),
    )
  })
})

describe('three values', () => {
  it.each([
    ['T T', 'true', 'true'],
    ['T F', 'false', 'true'],
    ['T U', 'unknown', 'true'],
    ['F F', 'false', 'false'],
    ['F U', 'false', 'unknown'],
    ['U U', 'unknown', 'unknown'],
  ])('%s: all is %s, any is %s', (names, all, any) => {
    const parts = names.split(' ').map((name) => NAMES[name] ?? U)
    expect(of({ all: parts })).toBe(all)
    expect(of({ any: parts })).toBe(any)
    expect(of({ all: parts.toReversed() })).toBe(all)
    expect(of({ any: parts.toReversed() })).toBe(any)
  })

  it('does not make something known by negating', () => {
    expect(of({ not: T })).toBe('false')
    expect(of({ not: F })).toBe('true')
    expect(of({ not: U })).toBe('unknown')
  })

  const tree = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(T, F, U),
      fc.record({ not: tie('condition') }),
      fc.record({ all: fc.array(tie('condition'), { maxLength: 4 }) }),
      fc.record({ any: fc.array(tie('condition'), { maxLength: 4 }) }),
    ),
  })).condition

  const size = (condition: Condition): number =>
    'measure' in condition
      ? 1
      : 'not' in condition
        ? size(condition.not)
        : ('all' in condition ? condition.all : condition.any).reduce((sum, part) => sum + size(part), 0)

  it('follows De Morgan and lists every leaf', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (parts) => {
        expect(of({ not: { all: parts } })).toBe(of({ any: parts.map((part) => ({ not: part })) }))
        expect(evaluate({ all: parts }, () => null).leaves).toHaveLength(size({ all: parts }))
      }),
    )
  })

  it('only ever becomes surer by learning more', () => {
    fc.assert(
      fc.property(tree, fc.boolean(), (condition, value) => {
        const before = of(condition)
        const after = evaluate(condition, (measure) =>
          measure === 'spend' ? exactly(1) : exactly(value ? 1 : 0),
        ).truth
        if (before !== 'unknown') expect(after).toBe(before)
      }),
    )
  })
})

it('keeps open ends through JSON', () => {
  const { leaves } = evaluate(leaf('<', 20), () => ({ low: 5, high: Infinity }))
  expect(fromJson(JSON.parse(JSON.stringify(leaves)))).toEqual(leaves)
})
