import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ArrivalCurve } from '../../../src/shared/domain/arrival.ts'
import { addDays, daysOf } from '../../../src/shared/domain/day.ts'
import { CAUSES, causesAgainst } from '../../../src/shared/domain/difference.ts'
import { effectOf, explain } from '../../../src/shared/domain/difference-causes.ts'
import { causesOfSize } from '../../../src/shared/domain/difference-gap.ts'
import type { Cause, CauseId, DifferenceFacts } from '../../../src/shared/domain/difference.ts'
import { NO_SUMS } from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'

const TODAY = '2026-03-20'
const range = { since: '2026-03-01', until: '2026-03-10' }
const day = (patch: Partial<Sums> = {}): Sums => ({
  ...NO_SUMS,
  spend: 10_000_000,
  impressions: 1000,
  clicks: 100,
  linkClicks: 50,
  results: 10,
  purchases: 10,
  purchaseValue: 100_000_000,
  reach: 800,
  ...patch,
})
const sums: Sums = {
  ...NO_SUMS,
  spend: 100_000_000,
  impressions: 10_000,
  clicks: 1000,
  linkClicks: 500,
  results: 100,
  purchases: 100,
  purchaseValue: 1_000_000_000,
  reach: 5000,
}
/** Half is there when the day is over, all after ten days. */
const curve = (of: ArrivalCurve['of']): ArrivalCurve => ({
  of,
  points: Array.from({ length: 29 }, (_, age) => ({ age, share: Math.min(1, 0.5 + age * 0.05), days: 30, count: 500 })),
  basis: 500,
  enough: true,
})
const facts = (patch: Partial<DifferenceFacts> = {}): DifferenceFacts => ({
  metric: 'purchases',
  level: 'campaign',
  range,
  currency: 'USD',
  sums,
  rows: 10,
  days: new Map(
    daysOf({ since: addDays(range.since, -29), until: addDays(range.until, 1) }).map((each) => [each, day()]),
  ),
  whole: null,
  parts: [],
  removed: 0,
  today: TODAY,
  now: 0,
  asOf: 0,
  isReadWhole: true,
  shareNow: 0.5,
  shareRead: 0.4,
  aheadMinutes: 0,
  windows: null,
  breakdowns: [],
  curves: [curve('results'), curve('purchases')],
  restated: [],
  notedAt: null,
  holes: [],
  ...patch,
})
const of = (id: CauseId, patch: Partial<DifferenceFacts> = {}): Cause => {
  const found = explain(facts(patch)).find((each) => each.id === id)
  if (!found) throw new Error(id)
  return found
}
const sizes = (id: CauseId, patch: Partial<DifferenceFacts> = {}) =>
  of(id, patch).sizes.map(({ low, high, how }) => [Math.round(low * 100) / 100, Math.round(high * 100) / 100, how])

describe('each cause', () => {
  it('of conversions is sized by what other windows count', () => {
    const windows = {
      range,
      resultType: null,
      spend: null,
      setting: '7d_click',
      windows: [
        { window: 'value', results: 100, purchases: 100, purchaseValue: 1_000_000_000 },
        { window: '1d_click', results: 60, purchases: 60, purchaseValue: 500_000_000 },
        { window: '1d_view', results: null, purchases: null, purchaseValue: null },
      ],
    } as const
    expect(of('attribution', { windows }).sizes).toEqual([{ low: -40, high: -40, how: 'exact', of: '1d_click' }])
    expect(sizes('attribution', { windows, metric: 'roas' })).toEqual([[-5, -5, 'exact']])
    expect(of('attribution', { windows, metric: 'spend' }).applies).toBe('no')
    expect(of('attribution').applies).toBe('unknown')
    expect(sizes('credit', { windows })).toEqual([[-40, -40, 'exact']])
  })

  it('of another clock is sized by the days at both ends', () => {
    const days = new Map(facts().days)
      .set('2026-03-11', day({ spend: 34_000_000 }))
      .set('2026-02-28', day({ spend: 4_000_000 }))
    // The account is six hours ahead: the other's days begin six hours later.
    expect(sizes('zone', { metric: 'spend', aheadMinutes: 360, days })).toEqual([[6_000_000, 6_000_000, 'estimate']])
    expect(sizes('zone', { metric: 'spend', aheadMinutes: -360, days })).toEqual([[-1_500_000, -1_500_000, 'estimate']])
    expect(of('zone', { metric: 'spend' }).applies).toBe('no')
    expect(of('zone', { metric: 'reach', aheadMinutes: 60 })).toMatchObject({ applies: 'unknown', sizes: [] })
  })

  it('of age is sized by how today went so far, and is none for days that were read whole', () => {
    const today = { since: TODAY, until: TODAY }
    const days = new Map([[TODAY, day({ spend: 40_000_000 })]])
    const at = { metric: 'spend', range: today, days, sums: day({ spend: 40_000_000 }) } as const
    expect(sizes('age', at)).toEqual([[10_000_000, 10_000_000, 'estimate']])
    expect(of('age', { ...at, asOf: null }).applies).toBe('unknown')
    expect(of('age').applies).toBe('no')
    expect(of('age', { isReadWhole: false })).toMatchObject({ applies: 'yes', sizes: [] })
  })

  it('of lateness is what the curve says will still come', () => {
    // Ages 9 to 18 on 20 March: only the last day has something to come, a twentieth.
    expect(sizes('late')).toEqual([[0.53, 0.53, 'estimate']])
    expect(of('late', { metric: 'spend' }).applies).toBe('no')
    expect(of('late', { today: '2026-05-01' }).applies).toBe('no')
    expect(of('late', { curves: [] })).toMatchObject({ applies: 'unknown', sizes: [] })
  })

  it('of what Meta restated is exact since a moment, and a bound without one', () => {
    const restated = [3, 5].map((seenAt) => ({
      objectId: '101',
      objectName: null,
      level: 'campaign' as const,
      day: '2026-03-02',
      seenAt,
      before: day({ purchases: 10 }),
      after: day({ purchases: 13 }),
    }))
    expect(sizes('restated', { restated })).toEqual([[-6, 0, 'bound']])
    expect(sizes('restated', { restated, notedAt: 4 })).toEqual([[-3, -3, 'exact']])
    expect(of('restated', { restated, notedAt: 6 }).applies).toBe('no')
  })

  it('of removed objects is what the whole has more than its parts', () => {
    const whole = { ...sums, spend: 103_000_000 }
    expect(sizes('removed', { metric: 'spend', whole, removed: 2 })).toEqual([[3_000_000, 3_000_000, 'exact']])
    const parts = [{ level: 'ad' as const, sums: { ...sums, spend: 90_000_000 } }]
    expect(of('removed', { metric: 'spend', parts, removed: 1 }).sizes).toEqual([
      { low: -10_000_000, high: -10_000_000, how: 'exact', of: 'ad' },
    ])
    expect(of('removed', { metric: 'spend', whole: sums }).applies).toBe('no')
  })

  it('of rounding, adding up and estimating is told where it applies', () => {
    expect(sizes('rounding', { metric: 'spend' })).toEqual([[-50_000, 50_000, 'bound']])
    expect(of('rounding').applies).toBe('no')
    expect(sizes('notAdditive', { metric: 'reach' })).toEqual([[3000, 3000, 'exact']])
    expect(of('notAdditive').applies).toBe('no')
    expect([of('estimated').applies, of('estimated', { metric: 'spend' }).applies]).toEqual(['yes', 'no'])
    expect(of('partial', { holes: ['2026-03-04'] })).toMatchObject({ applies: 'yes', days: ['2026-03-04'] })
    const days = new Map([['2026-03-04', day({ linkClicks: null })]])
    expect(of('refused', { days, metric: 'linkClicks' })).toMatchObject({ applies: 'yes', days: ['2026-03-04'] })
    expect(of('refused', { days, metric: 'spend' }).applies).toBe('no')
  })

  it('of a breakdown is what its parts count twice or leave out', () => {
    const broken = (parts: Partial<Sums>) => [{ by: 'platform' as const, parts: { ...sums, ...parts }, whole: sums }]
    expect(of('breakdown', { metric: 'reach', breakdowns: broken({ reach: 6200 }) }).sizes).toEqual([
      { low: 1200, high: 1200, how: 'exact', of: 'platform' },
    ])
    expect(of('breakdown', { breakdowns: broken({}) })).toMatchObject({ applies: 'yes', sizes: [] })
    expect(of('breakdown', { metric: 'spend', breakdowns: broken({}) }).applies).toBe('no')
    expect(sizes('breakdown', { metric: 'spend', breakdowns: broken({ spend: 99_000_000 }) })).toEqual([
      [-1_000_000, -1_000_000, 'exact'],
    ])
  })

  it('of the day of the click is what the books move in and out of the period', () => {
    // As many come in as go out where every day is alike and all is known.
    expect(Math.abs(of('clickDay', { today: '2026-06-01' }).sizes[0]?.low ?? 9)).toBeLessThan(1e-9)
    // Nothing before the period: only what goes out.
    const days = new Map(daysOf(range).map((each) => [each, day()]))
    expect(sizes('clickDay', { days, today: '2026-06-01' })).toEqual([[-27.5, -27.5, 'estimate']])
    expect(of('clickDay', { metric: 'spend' }).applies).toBe('no')
  })
})

it('never makes a figure of what is unknown', () => {
  expect(effectOf('cpa', { ...sums, purchases: 0 }, { ...NO_SUMS, spend: 1 })).toBeNull()
  expect(effectOf('purchases', sums, NO_SUMS)).toBeNull()
  expect(effectOf('purchases', { ...sums, purchases: null }, { ...NO_SUMS, purchases: 1 })).toBeNull()
  fc.assert(
    fc.property(
      fc.constantFrom('spend', 'purchases', 'roas', 'cpa', 'reach', 'ctr', 'frequency', 'purchaseValue'),
      fc.integer({ min: -800, max: 800 }),
      fc.boolean(),
      fc.boolean(),
      (metric, aheadMinutes, isEmpty, isUnlearned) => {
        const causes = explain(
          facts({
            metric,
            aheadMinutes,
            ...(isEmpty ? { sums: NO_SUMS, days: new Map() } : {}),
            ...(isUnlearned ? { curves: [] } : {}),
          }),
        )
        expect(causes.map(({ id }) => id)).toEqual(CAUSES)
        for (const { sizes: all, applies } of causes) {
          expect(all.every(({ low, high }) => Number.isFinite(low) && Number.isFinite(high) && low <= high)).toBe(true)
          if (applies === 'no') expect(all).toEqual([])
        }
      },
    ),
  )
})

describe('a gap', () => {
  const exact = (id: CauseId, value: number): Cause => ({
    id,
    applies: 'yes',
    sizes: [{ low: value, high: value, how: 'exact', of: null }],
    count: 0,
    days: [],
  })
  it('is found in the one cause that is of its size, else in two together, else in none', () => {
    const causes = [exact('attribution', -40), exact('restated', 7), exact('removed', 12), exact('zone', 0)]
    const ids = (gap: number) => causesOfSize(gap, causes, 1).map((match) => match.causes.map(({ id }) => id))
    expect(ids(-40)).toEqual([['attribution']])
    expect(ids(19)).toEqual([['restated', 'removed']])
    expect(ids(-33)).toEqual([['attribution', 'restated']])
    expect(ids(3)).toEqual([])
    expect(ids(0)).toEqual([])
    const about: Cause = { ...exact('late', 10), sizes: [{ low: 10, high: 10, how: 'estimate', of: null }] }
    expect(causesOfSize(12, [about], 1)).toHaveLength(1)
    expect(causesOfSize(14, [about], 1)).toHaveLength(0)
  })

  it('that causes made is always found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: -1000, max: 1000 }),
        fc.boolean(),
        (a, b, both) => {
          const gap = both ? a + b : a
          fc.pre(Math.abs(gap) >= 1 && a !== 0 && b !== 0)
          const found = causesOfSize(gap, [exact('attribution', a), exact('removed', b)], 1)
          expect(found.length).toBeGreaterThan(0)
          for (const { causes, left } of found)
            expect(Math.abs(causes.reduce((sum, { size }) => sum + size.low, 0) + left - gap)).toBeLessThan(1e-9)
        },
      ),
    )
  })

  it('against the books is asked of other causes than against Ads Manager', () => {
    const against = (which: 'books' | 'adsManager') => causesAgainst(explain(facts()), which).map(({ id }) => id)
    expect(against('books')).toContain('clickDay')
    expect(against('adsManager')).not.toContain('clickDay')
    expect(against('books')).not.toContain('rounding')
  })
})
