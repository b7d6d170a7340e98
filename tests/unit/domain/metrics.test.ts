import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ASKED,
  figuresOf,
  isMetric,
  METRIC_IDS,
  METRICS,
  metricOf,
  NO_SUMS,
  SUMS,
} from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'

const sums = (given: Partial<Sums>): Sums => ({ ...NO_SUMS, ...given })

describe('metrics', () => {
  it('makes ratios from sums', () => {
    const figures = figuresOf(
      sums({
        spend: 79_840_000,
        impressions: 12_868,
        clicks: 90,
        reach: 11_522,
        results: 18,
        purchases: 4,
        purchaseValue: 159_680_000,
      }),
    )
    expect(figures.ctr).toBeCloseTo(0.006994, 6)
    expect(figures.cpc).toBeCloseTo(887_111.1, 1)
    expect(figures.cpm).toBeCloseTo(6_204_538.4, 1)
    expect(figures.frequency).toBeCloseTo(1.11682, 5)
    expect(figures.costPerResult).toBeCloseTo(4_435_555.6, 1)
    expect(figures.cpa).toBe(19_960_000)
    expect(figures.roas).toBe(2)
    expect(figures.orderValue).toBe(39_920_000)
    const video = figuresOf(sums({ spend: 6_000_000, impressions: 4000, videoPlays: 1000, thruPlays: 300 }))
    expect(video).toMatchObject({ hookRate: 0.25, holdRate: 0.3, costPerThruPlay: 20_000, conversionRate: null })
  })

  it('has nothing where nothing was measured, and never a zero for it', () => {
    expect(Object.values(figuresOf(NO_SUMS)).every((value) => value === null)).toBe(true)
  })

  it('has no ratio over zero', () => {
    const figures = figuresOf(
      sums({ spend: 0, impressions: 0, clicks: 0, results: 0, reach: 0, purchaseValue: 0, purchases: 0 }),
    )
    expect(figures.spend).toBe(0)
    for (const id of METRIC_IDS) if (METRICS[id].kind === 'ratio') expect(figures[id]).toBeNull()
  })

  it('tells a zero over something from nothing', () => {
    expect(metricOf('ctr', sums({ impressions: 1000, clicks: 0 }))).toBe(0)
    expect(metricOf('ctr', sums({ impressions: 1000 }))).toBeNull()
  })

  it('is finite or nothing for any sums', () => {
    const value = fc.option(fc.integer({ min: 0, max: 9_000_000_000_000 }), { nil: null })
    const any = fc.record(
      Object.fromEntries([...SUMS, ...ASKED].map((id) => [id, value])) as Record<keyof Sums, typeof value>,
    )
    fc.assert(
      fc.property(any, (given) => {
        for (const figure of Object.values(figuresOf(given))) {
          expect(figure === null || (Number.isFinite(figure) && figure >= 0)).toBe(true)
        }
      }),
    )
  })

  it('has each metric in one group', () => {
    expect(METRIC_IDS.toSorted()).toEqual(Object.keys(METRICS).toSorted())
  })

  it('is a closed table', () => {
    expect(isMetric('ctr')).toBe(true)
    for (const name of ['toString', '__proto__', 'constructor', '']) expect(isMetric(name)).toBe(false)
  })
})
