import { describe, expect, it } from 'vitest'
import { exactChange, oppositeOf, plainValue, readingOf, valueOf } from '../../../src/shared/domain/edits.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import type { Budget, Campaign } from '../../../src/shared/domain/objects.ts'
import { editFor, sameCause, stakeOf } from '../../../src/shared/domain/suggestions.ts'
import type { LeafVerdict } from '../../../src/shared/domain/rules.ts'

const campaign = (status: Campaign['status'], budget: Budget | null = null) => ({ status, budget })
const daily = (amount: number): Budget => ({ kind: 'daily', amount })
const PAUSE: Change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' }

describe('edits', () => {
  it('see only what can be edited', () => {
    expect(valueOf(campaign('PAUSED'), 'status')).toBe('PAUSED')
    expect(valueOf(campaign('ARCHIVED'), 'status')).toBeNull()
    expect(valueOf(campaign('ACTIVE', daily(5)), 'dailyBudget')).toBe(5)
    expect(valueOf(campaign('ACTIVE', { kind: 'lifetime', amount: 5 }), 'dailyBudget')).toBeNull()
    expect(valueOf(campaign('ACTIVE'), 'dailyBudget')).toBeNull()
  })

  it('read back the new value, the old one, another or nothing', () => {
    expect(readingOf(PAUSE, campaign('PAUSED')).kind).toBe('new')
    expect(readingOf(PAUSE, campaign('ACTIVE')).kind).toBe('old')
    expect(readingOf(PAUSE, campaign('DELETED')).kind).toBe('gone')
    expect(readingOf(PAUSE, null).kind).toBe('gone')
    const raise: Change = { field: 'dailyBudget', before: 10, after: 12 }
    expect(readingOf(raise, campaign('ACTIVE', daily(11)))).toEqual({ kind: 'other', value: 11 })
  })

  it('are exact in what the currency can say', () => {
    const change: Change = { field: 'dailyBudget', before: 10_000_000, after: 12_345_678 }
    expect(exactChange(change, 'USD')).toEqual({ ...change, after: 12_350_000 })
    expect(exactChange(change, 'JPY')).toEqual({ ...change, after: 12_000_000 })
    expect(exactChange(PAUSE, 'JPY')).toEqual(PAUSE)
  })

  it('have an opposite', () => {
    expect(oppositeOf(PAUSE)).toEqual({ field: 'status', before: 'PAUSED', after: 'ACTIVE' })
    expect(oppositeOf(oppositeOf({ field: 'dailyBudget', before: 1, after: 2 }))).toEqual({
      field: 'dailyBudget',
      before: 1,
      after: 2,
    })
  })

  it('name a value the same in every language', () => {
    expect(plainValue('PAUSED', 'USD')).toBe('PAUSED')
    expect(plainValue(40_000_000, 'USD')).toBe('40.00 USD')
    expect(plainValue(4_000_000_000, 'JPY')).toBe('4000 JPY')
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
