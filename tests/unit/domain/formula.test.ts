import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, figuresIn, FORMULA_LENGTH, parseFormula, unitOf } from '../../../src/shared/domain/formula.ts'
import type { ParsedFormula } from '../../../src/shared/domain/formula.ts'
import { ASKED, METRIC_IDS, metricOf, NO_SUMS, SUMS } from '../../../src/shared/domain/metrics.ts'
import type { MetricId, Sums } from '../../../src/shared/domain/metrics.ts'

const parsed = (text: string): ParsedFormula => {
  const answer = parseFormula(text)
  if (!answer.ok) throw new Error(`${text}: ${answer.problem} at ${answer.at}`)
  return answer.formula
}
const value = (text: string, sums: Partial<Sums>): number | null =>
  evaluate(parsed(text), (id) => ({ ...NO_SUMS, ...sums })[id])
const wrong = (text: string): string => {
  const answer = parseFormula(text)
  return answer.ok ? 'nothing' : `${answer.problem} at ${answer.at}+${answer.length}`
}

/** A formula of one dimension, and the same in JavaScript, with money in units. NaN: nothing. */
interface Case {
  readonly text: string
  readonly of: (sums: Sums) => number
}
const MONEY = ['spend', 'purchaseValue'] as const
const COUNTS = ['impressions', 'clicks', 'linkClicks', 'results', 'purchases', 'reach'] as const
const orNaN = (n: number | null): number => n ?? Number.NaN
const units = (n: number | null): number => orNaN(n) / 1_000_000
const divide = (a: number, b: number): number => (b === 0 ? Number.NaN : a / b)

const { money } = fc.letrec<Record<'money' | 'count' | 'plain' | 'number', Case>>((tie) => {
  const two = (a: keyof typeof kinds, b: keyof typeof kinds, make: (a: Case, b: Case) => Case) =>
    fc.tuple(tie(a), tie(b)).map(([x, y]) => make(x, y))
  const kinds = { money: 0, count: 0, plain: 0, number: 0 }
  const closed = (kind: 'money' | 'count' | 'plain') => [
    two(kind, kind, (a, b) => ({ text: `${a.text} + ${b.text}`, of: (s) => a.of(s) + b.of(s) })),
    two(kind, kind, (a, b) => ({ text: `${a.text} − (${b.text})`, of: (s) => a.of(s) - b.of(s) })),
    two(kind, 'number', (a, b) => ({ text: `(${a.text}) * ${b.text}`, of: (s) => a.of(s) * b.of(s) })),
    two(kind, 'number', (a, b) => ({ text: `(${a.text})+${b.text}`, of: (s) => a.of(s) + b.of(s) })),
    two(kind, kind, (a, b) => ({ text: `min(${a.text}, ${b.text})`, of: (s) => Math.min(a.of(s), b.of(s)) })),
    two(kind, 'number', (a, b) => ({ text: `MAX(${a.text}; ${b.text})`, of: (s) => Math.max(a.of(s), b.of(s)) })),
    fc.tuple(tie(kind)).map(([a]) => ({ text: `abs(-(${a.text}))`, of: (s: Sums) => Math.abs(a.of(s)) })),
    fc.tuple(tie('count'), tie('number'), tie(kind), tie(kind)).map(([a, b, c, d]) => ({
      text: `if(${a.text} < ${b.text}, ${c.text}, ${d.text})`,
      of: (s: Sums) => {
        const [x, y] = [a.of(s), b.of(s)]
        return Number.isNaN(x) || Number.isNaN(y) ? Number.NaN : x < y ? c.of(s) : d.of(s)
      },
    })),
  ]
  return {
    number: fc.integer({ min: 0, max: 9999 }).map((n) => ({ text: String(n / 8), of: () => n / 8 })),
    money: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...MONEY).map((id) => ({ text: id, of: (s: Sums) => units(s[id]) })),
      ...closed('money'),
      two('count', 'money', (a, b) => ({
        text: `(${a.text}) * (${b.text}) / clicks`,
        of: (s) => divide(a.of(s) * b.of(s), orNaN(s.clicks)),
      })),
    ),
    count: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...COUNTS).map((id) => ({ text: id.toUpperCase(), of: (s: Sums) => orNaN(s[id]) })),
      ...closed('count'),
      two('count', 'plain', (a, b) => ({ text: `(${a.text}) * (${b.text})`, of: (s) => a.of(s) * b.of(s) })),
    ),
    plain: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc
        .constantFrom<MetricId>('ctr', 'roas', 'frequency')
        .map((id) => ({ text: id, of: (s: Sums) => orNaN(metricOf(id, s)) })),
      ...closed('plain'),
      two('count', 'count', (a, b) => ({ text: `(${a.text}) / (${b.text})`, of: (s) => divide(a.of(s), b.of(s)) })),
      two('money', 'money', (a, b) => ({ text: `(${a.text})/(${b.text})`, of: (s) => divide(a.of(s), b.of(s)) })),
    ),
  }
})

const sum = fc.option(fc.integer({ min: 0, max: 50_000_000 }), { nil: null, freq: 8 })
const sums: fc.Arbitrary<Sums> = fc.record(
  Object.fromEntries([...SUMS, ...ASKED].map((id) => [id, sum])) as Record<keyof Sums, typeof sum>,
)

describe('a formula', () => {
  it('says what JavaScript says, on any sums', () => {
    fc.assert(
      fc.property(money, sums, ({ text, of }, row) => {
        fc.pre(text.length <= FORMULA_LENGTH)
        const answer = parseFormula(text)
        if (!answer.ok) return answer.problem === 'tooDeep'
        expect(unitOf(answer.formula)).toBe('money')
        const expected = of(row) * 1_000_000
        const found = evaluate(answer.formula, (id) => row[id])
        if (!Number.isFinite(expected)) expect(found).toBeNull()
        else expect(Math.abs(orNaN(found) - expected)).toBeLessThanOrEqual(1e-3 + Math.abs(expected) * 1e-6)
      }),
      { numRuns: 3000 },
    )
  })

  it('is its metric where it is only that', () => {
    fc.assert(
      fc.property(fc.constantFrom(...METRIC_IDS), sums, (id, row) => {
        expect(evaluate(parsed(id), (sum) => row[sum])).toBe(metricOf(id, row))
      }),
    )
  })

  it('knows what it is made of and the unit of what comes out', () => {
    const unit = (text: string): string => parsed(text).units.join()
    expect(figuresIn(parsed('CTR + roas * 0'))).toEqual(['clicks', 'impressions', 'purchaseValue', 'spend'])
    expect(unit('spend / (purchases + results)')).toBe('money')
    expect(unit('1000 * spend / reach')).toBe('money')
    expect(unit('purchases / clicks')).toBe('percent,decimal')
    expect(unit('1 - ctr')).toBe('percent,decimal')
    expect(unit('(purchaseValue - spend) / spend')).toBe('decimal,percent')
    expect(unit('clicks - linkClicks')).toBe('count,decimal')
    expect(unit('clicks / spend')).toBe('decimal')
    expect(unit('if(roas > 2, 1, 0)')).toBe('decimal,count,percent')
  })

  it('takes plain numbers beside money for units of the currency', () => {
    const row = { spend: 30_000_000, purchaseValue: 90_000_000, clicks: 60 }
    expect(value('purchaseValue - spend - 10', row)).toBe(50_000_000)
    expect(value('if(spend >= 30, max(10, 20), spend)', row)).toBe(20_000_000)
    expect(value('clicks / spend', row)).toBe(2)
    expect(value('2 + 3 * 4 - 6 / 3 + clicks - clicks', row)).toBe(12)
  })

  it('has nothing where nothing was measured, but asks only for what it needs', () => {
    expect(value('spend + purchaseValue', { spend: 1 })).toBeNull()
    expect(value('spend / clicks', { spend: 1, clicks: 0 })).toBeNull()
    expect(value('if(clicks > 5, spend, purchaseValue)', { clicks: 6, spend: 1 })).toBe(1)
    expect(value('if(clicks > 5, spend, purchaseValue)', { spend: 1, purchaseValue: 1 })).toBeNull()
  })

  it('says where a mistake is', () => {
    expect(wrong('  ')).toBe('empty at 0+0')
    expect(wrong('spend $ clicks')).toBe('character at 6+1')
    expect(wrong('spend / 1.2.3')).toBe('number at 8+5')
    expect(wrong('spend / klicks')).toBe('name at 8+6')
    expect(wrong('spend / ')).toBe('value at 8+0')
    expect(wrong('spend * / clicks')).toBe('value at 8+1')
    expect(wrong('spend clicks')).toBe('operator at 6+6')
    expect(wrong('(spend / clicks')).toBe('unclosed at 0+1')
    expect(wrong('spend / clicks)')).toBe('unopened at 14+1')
    expect(wrong('min(spend)')).toBe('arguments at 0+3')
    expect(wrong('abs(spend, 1)')).toBe('arguments at 9+1')
    expect(wrong('if(clicks > 1, spend)')).toBe('arguments at 0+2')
    expect(wrong('if(clicks, spend, 0)')).toBe('condition at 9+1')
    expect(wrong('spend > 5')).toBe('condition at 6+1')
    expect(wrong('spend + clicks')).toBe('units at 6+1')
    expect(wrong('if(spend > clicks, 1, 2)')).toBe('units at 9+1')
    expect(wrong('1 + 1')).toBe('noFigure at 0+5')
    expect(wrong(`${'('.repeat(40)}spend${')'.repeat(40)}`)).toBe('tooDeep at 32+1')
    expect(wrong('spend'.padEnd(600, '+1'))).toBe('tooLong at 500+100')
  })

  it('never throws, whatever is typed', () => {
    const word = fc.constantFrom(
      'spend',
      'ctr',
      'if',
      'min',
      'abs',
      '(',
      ')',
      ',',
      '+',
      '-',
      '/',
      '<',
      '2',
      '.5',
      ' ',
      'é',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(word, { maxLength: 40 }).map((words) => words.join('')),
        ),
        (text) => {
          const answer = parseFormula(text)
          if (answer.ok) evaluate(answer.formula, () => 0)
          else expect(answer.at + answer.length).toBeLessThanOrEqual(text.length)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
