import { describe, expect, it } from 'vitest'
import { spendByCurrency, sumOf } from '../../../../src/renderer/features/overview/totals.ts'
import { sorted } from '../../../../src/renderer/features/overview/sorted.ts'
import { formatOf } from '../../../../src/renderer/format.ts'
import type { OverviewAccount } from '../../../../src/shared/contract/figures.ts'
import { figuresOf, NO_SUMS } from '../../../../src/shared/domain/metrics.ts'

const account = (
  name: string,
  currency: string,
  sums: Partial<typeof NO_SUMS>,
  trend: readonly (number | null)[] = [],
): OverviewAccount => ({
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
    fetchedAt: 0,
    figuresAt: null,
    spentToday: null,
    partial: false,
  },
  range: { since: '2026-01-02', until: '2026-01-02' },
  figures: figuresOf({ ...NO_SUMS, ...sums }),
  asOf: null,
  trend,
})

const a = account('a', 'USD', { spend: 10_000_000, impressions: 1000, clicks: 10, reach: 800 }, [1, 2])
const b = account('b', 'USD', { spend: 30_000_000, impressions: 3000, clicks: 90, reach: 900 }, [null, 5])
const c = account('c', 'EUR', { spend: 5_000_000, impressions: 500, clicks: 5 }, [7, null])
const nothing = account('d', 'EUR', {})

describe('the accounts in view together', () => {
  it('adds money of one currency, and makes ratios of the sums', () => {
    const { currency, figures } = sumOf([a, b])
    expect(currency).toBe('USD')
    expect(figures.spend).toBe(40_000_000)
    expect(figures.ctr).toBeCloseTo(100 / 4000)
    expect(figures.cpc).toBe(400_000)
  })

  it('never adds up reach, nor money of several currencies', () => {
    expect(sumOf([a, b]).figures.reach).toBeNull()
    const mixed = sumOf([a, c])
    expect(mixed.currency).toBeNull()
    expect(mixed.figures.spend).toBeNull()
    expect(mixed.figures.cpc).toBeNull()
    expect(mixed.figures.clicks).toBe(15)
  })

  it('keeps a currency with nothing measured apart from zero', () => {
    expect(spendByCurrency([a, b, nothing])).toEqual([
      { currency: 'USD', spend: 40_000_000 },
      { currency: 'EUR', spend: null },
    ])
  })

  it('puts what was not measured last, whichever way it is sorted', () => {
    const { compare } = formatOf('en')
    const names = (direction: 'ascending' | 'descending'): string[] =>
      sorted([nothing, a, b, c], { by: 'spend', direction }, compare).map(({ account: { name } }) => name)
    expect(names('descending')).toEqual(['b', 'a', 'c', 'd'])
    expect(names('ascending')).toEqual(['c', 'a', 'b', 'd'])
  })
})
