import { describe, expect, it } from 'vitest'
import { confirms, isOverLimit } from '../../../src/shared/domain/edit-policy.ts'
import {
  exactChange,
  madeFrom,
  oppositeOf,
  plainValue,
  readingOf,
  strategyWithBid,
  valuesOf,
} from '../../../src/shared/domain/edits.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import type { Budget, Campaign } from '../../../src/shared/domain/objects.ts'
import { editFor, sameCause, stakeOf } from '../../../src/shared/domain/suggestions.ts'
import { testCampaign } from '../../workspace.ts'
import type { LeafVerdict } from '../../../src/shared/domain/rules.ts'

const daily = (amount: number): Budget => ({ kind: 'daily', amount })
const values = (patch: Partial<Campaign> = {}) => valuesOf({ ...testCampaign('1'), ...patch })
const PAUSE: Change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' }

describe('edits', () => {
  it('see only what can be edited', () => {
    expect(values({ status: 'PAUSED' }).status).toBe('PAUSED')
    expect(values({ status: 'ARCHIVED' })).toEqual({ status: 'ARCHIVED', name: 'Campaign 1' })
    expect(values({ budget: daily(5) })).toMatchObject({ dailyBudget: 5 })
    expect(values({ budget: { kind: 'lifetime', amount: 5 } })).toMatchObject({ lifetimeBudget: 5 })
    expect(values({ budget: { kind: 'lifetime', amount: 5 } })).not.toHaveProperty('dailyBudget')
    expect(values({ budget: null })).not.toHaveProperty('dailyBudget')
    // No list says it: it is not known, which is not none.
    expect(values()).not.toHaveProperty('spendCap')
  })

  it('read back the new value, the old one, another or nothing', () => {
    expect(readingOf(PAUSE, { status: 'PAUSED' }).kind).toBe('new')
    expect(readingOf(PAUSE, { status: 'ACTIVE' }).kind).toBe('old')
    expect(readingOf(PAUSE, {}).kind).toBe('gone')
    expect(readingOf(PAUSE, null).kind).toBe('gone')
    const raise: Change = { field: 'dailyBudget', before: 10, after: 12 }
    expect(readingOf(raise, { dailyBudget: 11 })).toEqual({ kind: 'other', field: 'dailyBudget', value: 11 })
    expect(readingOf({ field: 'endsAt', before: 5000, after: null }, { endsAt: null }).kind).toBe('new')
    // What it cannot have any more is told from what could not be read.
    expect(readingOf(raise, values({ status: 'ARCHIVED' }))).toEqual({
      kind: 'without',
      field: 'status',
      value: 'ARCHIVED',
    })
    expect(readingOf(raise, values({ budget: { kind: 'lifetime', amount: 5 } }))).toEqual({
      kind: 'without',
      field: 'dailyBudget',
      value: null,
    })
    expect(readingOf({ field: 'spendCap', before: null, after: 5 }, values()).kind).toBe('gone')
  })

  it('are exact in what the currency can say', () => {
    const change: Change = { field: 'dailyBudget', before: 10_000_000, after: 12_345_678 }
    expect(exactChange(change, 'USD')).toEqual({ ...change, after: 12_350_000 })
    expect(exactChange(change, 'JPY')).toEqual({ ...change, after: 12_000_000 })
    expect(exactChange(PAUSE, 'JPY')).toEqual(PAUSE)
    expect(exactChange({ field: 'name', before: ' A ', after: ' B ' }, 'USD')).toMatchObject({
      before: ' A ',
      after: 'B',
    })
    expect(exactChange({ field: 'endsAt', before: null, after: 5999 }, 'USD')).toMatchObject({
      before: null,
      after: 5000,
    })
    expect(exactChange({ field: 'bid', before: null, after: 1_234_567 }, 'USD')).toMatchObject({ after: 1_230_000 })
  })

  it('of a bid strategy carry the bid that goes with it', () => {
    const strategy: Change = { field: 'bidStrategy', before: 'LOWEST_COST_WITHOUT_CAP', after: 'COST_CAP' }
    const carried: Change = { ...strategy, bid: { before: null, after: 2_005_000 } }
    const exact = exactChange(carried, 'USD')
    expect(exact).toEqual({ ...strategy, bid: { before: null, after: 2_010_000 } })
    expect(oppositeOf(carried)).toEqual({
      field: 'bidStrategy',
      before: 'COST_CAP',
      after: 'LOWEST_COST_WITHOUT_CAP',
      bid: { before: 2_005_000, after: null },
    })
    const read = (bidStrategy: string, bid: number | null) => readingOf(carried, { bidStrategy, bid })
    expect(read('COST_CAP', 2_005_000).kind).toBe('new')
    expect(read('LOWEST_COST_WITHOUT_CAP', null).kind).toBe('old')
    expect(read('COST_CAP', 3_000_000)).toEqual({ kind: 'other', field: 'bid', value: 3_000_000 })
    expect(readingOf(carried, { bidStrategy: 'COST_CAP' }).kind).toBe('gone')
    expect(madeFrom(carried, { bidStrategy: 'COST_CAP', bid: 1 })).toEqual({
      field: 'bid',
      before: 1,
      after: 2_005_000,
    })
    expect(madeFrom(carried, { bidStrategy: 'COST_CAP', bid: 2_005_000 })).toBeNull()
    expect(strategyWithBid(strategy, null, null)).toBeNull()
    expect(strategyWithBid(strategy, 5, null)).toEqual(strategy)
    expect(strategyWithBid(strategy, undefined, null)).toEqual(strategy)
    // What people allow of bids holds for one that is carried.
    expect(isOverLimit(carried, 2_000_000)).toBe(true)
    expect(isOverLimit(carried, 3_000_000)).toBe(false)
    expect(confirms('2.01', exact, { name: 'Account', currency: 'USD' })).toBe(true)
  })

  it('have an opposite', () => {
    expect(oppositeOf(PAUSE)).toEqual({ field: 'status', before: 'PAUSED', after: 'ACTIVE' })
    expect(oppositeOf({ field: 'dailyBudget', before: 1, after: 2 })).toEqual({
      field: 'dailyBudget',
      before: 2,
      after: 1,
    })
    for (const before of ['ACTIVE', 'PAUSED', 'ARCHIVED'] as const)
      for (const after of ['ARCHIVED', 'DELETED'] as const)
        expect(oppositeOf({ field: 'status', before, after })).toBeNull()
  })

  it('name a value the same in every language', () => {
    expect(plainValue('status', 'PAUSED', 'USD')).toBe('PAUSED')
    expect(plainValue('bid', 40_000_000, 'USD')).toBe('40.00 USD')
    expect(plainValue('dailyBudget', 4_000_000_000, 'JPY')).toBe('4000 JPY')
    expect(plainValue('endsAt', 1_000, 'JPY')).toBe('1970-01-01T00:00:01Z')
    expect(plainValue('endsAt', null, 'JPY')).toBe('–')
  })
})

describe('suggested edits', () => {
  it('pause, raise by a fifth, or only advise', () => {
    expect(editFor('pause', null, 'USD')).toEqual({ kind: 'status', before: 'ACTIVE', after: 'PAUSED' })
    expect(editFor('raiseBudget', daily(50_000_000), 'USD')).toEqual({
      kind: 'dailyBudget',
      before: 50_000_000,
      after: 60_000_000,
    })
    expect(editFor('raiseBudget', daily(33_330_000), 'USD')).toMatchObject({ after: 40_000_000 })
    expect(editFor('raiseBudget', daily(1_001_000_000), 'JPY')).toMatchObject({ after: 1_201_000_000 })
    expect(editFor('raiseBudget', daily(2_000_000), 'JPY')).toEqual({ kind: 'advice' })
    expect(editFor('raiseBudget', { kind: 'lifetime', amount: 50_000_000 }, 'USD')).toEqual({ kind: 'advice' })
    expect(editFor('raiseBudget', null, 'USD')).toEqual({ kind: 'advice' })
    expect(editFor('lowerBid', daily(1), 'USD')).toEqual({ kind: 'advice' })
    expect(editFor('widenAudience', daily(1), 'USD')).toEqual({ kind: 'advice' })
  })

  it('rank by money a day', () => {
    expect(stakeOf({ kind: 'dailyBudget', before: 50, after: 60 }, 999, 'last7d')).toBe(10)
    expect(stakeOf({ kind: 'status', before: 'ACTIVE', after: 'PAUSED' }, 70_000_000, 'last7d')).toBe(10_000_000)
    expect(stakeOf({ kind: 'advice' }, 30_000_000, 'today')).toBe(30_000_000)
    expect(stakeOf({ kind: 'advice' }, null, 'today')).toBe(0)
  })

  it('have the same cause for the same figures', () => {
    const leaf = (low: number): LeafVerdict => ({
      leaf: { measure: 'ctr', window: 'last7d', operator: '<', value: 0.01 },
      truth: 'true',
      known: { low, high: low },
    })
    expect(sameCause([leaf(0.002)], [leaf(0.002)])).toBe(true)
    expect(sameCause([leaf(0.002)], [leaf(0.003)])).toBe(false)
  })
})
