import { describe, expect, it } from 'vitest'
import { spendByCurrency, sumInReporting, sumOf } from '../../../../src/renderer/features/overview/totals.ts'
import { sorted } from '../../../../src/renderer/features/overview/sorted.ts'
import { waterfallOf } from '../../../../src/renderer/features/overview/waterfall.ts'
import { formatOf } from '../../../../src/renderer/format.ts'
import type { Movers, OverviewAccount } from '../../../../src/shared/contract/figures.ts'
import { figuresOf, NO_SUMS } from '../../../../src/shared/domain/metrics.ts'

/** Dollars at two to the euro; the tenge has no rate. */
const account = (
  name: string,
  currency: string,
  sums: Partial<typeof NO_SUMS>,
  trend: readonly (number | null)[] = [],
  today = '2026-01-02',
): OverviewAccount => {
  const into = (amount: number | null): number | null =>
    amount === null || currency === 'KZT' ? null : currency === 'EUR' ? amount * 2 : amount
  const own = { ...NO_SUMS, ...sums }
  const used = {
    since: today,
    until: today,
    lag: 0,
    rates: [{ from: 'EUR', to: 'USD', rate: 2, day: today, times: 1 }],
  }
  return {
    account: {
      id: `act_${name.length}${name}`,
      name,
      currency,
      zone: 'UTC',
      status: 'ACTIVE',
      disableReason: 'NONE',
      amountSpent: null,
      balance: null,
      spendCap: null,
      tasks: null,
      sources: [],
      watched: true,
      readOnly: false,
      fetchedAt: 0,
      figuresAt: null,
      spentToday: null,
      partial: false,
    },
    range: { since: today, until: today },
    compared: null,
    hours: null,
    resultTypes: own.results === null ? [] : ['purchase'],
    beforeResultTypes: [],
    figures: figuresOf(own),
    comparable: figuresOf(own),
    before: null,
    reporting: {
      figures: figuresOf({ ...own, spend: into(own.spend), purchaseValue: into(own.purchaseValue) }),
      comparable: figuresOf({ ...own, spend: into(own.spend), purchaseValue: into(own.purchaseValue) }),
      before: null,
      used: currency === 'USD' ? null : used,
    },
    asOf: null,
    partial: false,
    beforePartial: false,
    today,
    trend,
  }
}

const a = account('a', 'USD', { spend: 10_000_000, impressions: 1000, clicks: 10, reach: 800 }, [1, 2])
const b = account('b', 'USD', { spend: 30_000_000, impressions: 3000, clicks: 90, reach: 900 }, [null, 5])
const c = account('c', 'EUR', { spend: 12_000_000, impressions: 500, clicks: 5 }, [7, null])
const nothing = account('d', 'EUR', {})
const unrated = account('e', 'KZT', { spend: 900_000_000, clicks: 3 }, [null, 9])

describe('the accounts in view together', () => {
  it('adds money of one currency, and makes ratios of the sums', () => {
    const { currency, figures, before } = sumOf([a, b])
    expect(currency).toBe('USD')
    expect(figures.spend).toBe(40_000_000)
    expect(figures.ctr).toBeCloseTo(100 / 4000)
    expect(figures.cpc).toBe(400_000)
    expect(before).toBeNull()
  })

  it('never adds up reach, nor money of several currencies', () => {
    expect(sumOf([a, b]).figures.reach).toBeNull()
    const mixed = sumOf([a, c])
    expect(mixed.currency).toBeNull()
    expect(mixed.figures.spend).toBeNull()
    expect(mixed.figures.cpc).toBeNull()
    expect(mixed.figures.clicks).toBe(15)
  })

  it('adds up results of one kind alone', () => {
    const [some, more] = [account('s', 'USD', { results: 3 }), account('m', 'USD', { results: 4 })]
    const leads: OverviewAccount = { ...more, resultTypes: ['lead'] }
    const both: OverviewAccount = { ...a, resultTypes: ['lead', 'purchase'] }
    expect([sumOf([some, more]).figures.results, sumOf([some, more, a]).severalKinds]).toEqual([7, false])
    for (const others of [[leads], [both]]) {
      const sum = sumInReporting([some, ...others], 'USD')
      expect([sum.figures.results, sum.figures.costPerResult, sum.severalKinds]).toEqual([null, null, true])
    }
    const then: OverviewAccount = {
      ...some,
      before: figuresOf({ ...NO_SUMS, results: 2 }),
      beforeResultTypes: ['lead'],
    }
    expect(sumOf([then]).before?.results).toBe(2)
    expect(sumOf([then, { ...then, beforeResultTypes: ['purchase'] }]).before?.results).toBeNull()
  })

  it('adds money in the reporting currency, and says by which rates or which one is missing', () => {
    const both = sumInReporting([a, c, nothing], 'USD')
    expect(both.figures.spend).toBe(34_000_000)
    expect(both.figures.cpc).toBe(34_000_000 / 15)
    expect([both.used, both.unrated]).toEqual([
      {
        since: '2026-01-02',
        until: '2026-01-02',
        lag: 0,
        rates: [{ from: 'EUR', to: 'USD', rate: 2, day: '2026-01-02', times: 2 }],
      },
      [],
    ])
    const half = sumInReporting([a, unrated], 'USD')
    expect([half.figures.spend, half.figures.cpc, half.figures.clicks]).toEqual([null, null, 13])
    expect(half.unrated).toEqual(['KZT'])
  })

  it('keeps a currency with nothing measured apart from zero', () => {
    expect(spendByCurrency([a, b, nothing])).toEqual([
      { currency: 'USD', spend: 40_000_000 },
      { currency: 'EUR', spend: null },
    ])
  })

  it('puts what was not measured last, whichever way it is sorted, and amounts by what they are worth', () => {
    const { compare } = formatOf('en')
    const names = (direction: 'ascending' | 'descending'): string[] =>
      sorted([nothing, a, b, c, unrated], { by: 'spend', direction }, compare).map(({ account: { name } }) => name)
    expect(names('descending')).toEqual(['b', 'c', 'a', 'd', 'e'])
    expect(names('ascending')).toEqual(['a', 'c', 'b', 'd', 'e'])
  })
})

describe('what moved', () => {
  const mover = (part: number): Movers['movers'][number] => ({
    kind: 'campaign',
    id: String(part),
    name: '',
    account: { id: 'act_1', name: '' },
    before: null,
    after: null,
    part,
    mix: 0,
    rate: part,
    money: null,
  })
  const found = (before: number | null, after: number | null, parts: readonly number[], others: number): Movers => ({
    currency: 'USD',
    range: null,
    compared: null,
    before,
    after,
    change: (after ?? 0) - (before ?? 0),
    mix: 0,
    rate: 0,
    movers: parts.map(mover),
    others: { count: others === 0 ? 0 : 3, part: others },
    used: null,
    unrated: [],
    unread: [],
    resultType: null,
    asOf: null,
    partial: false,
  })

  it('leads step by step from before to after', () => {
    const fall = waterfallOf(found(100, 160, [80, -40], 20))
    const ends = [
      fall?.before,
      ...(fall?.steps.flatMap(({ from, to }) => [from, to]) ?? []),
      fall?.others?.to,
      fall?.after,
    ]
    // 100 to 180 to 140 to 160, from a margin to a margin.
    expect(ends.map((end) => Number(((end ?? 0) * 100).toFixed(6)))).toEqual([4, 4, 96, 96, 50, 73, 73])
    expect(waterfallOf({ ...found(1, 2, [1], 0), change: null })).toBeNull()
    expect(waterfallOf(found(null, 0, [], 0))?.others).toBeNull()
  })
})
