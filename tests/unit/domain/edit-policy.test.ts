import fc from 'fast-check'
import { expect, it } from 'vitest'
import { confirms, isOverLimit, overLimitOf, readOnlyOf, spendingOf } from '../../../src/shared/domain/edit-policy.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'

const EUR = { name: ' Acme EU ', currency: 'EUR' }
const units = (amount: number): number => amount * 1_000_000
const daily = (before: number, after: number): Change => ({
  field: 'dailyBudget',
  before: units(before),
  after: units(after),
})

it('is read-only as a whole before it is for an account', () => {
  const of = (app: boolean, account: boolean) => readOnlyOf({ readOnly: app }, { readOnly: account })
  expect([of(false, false), of(false, true), of(true, false), of(true, true)]).toEqual([null, 'account', 'app', 'app'])
})

it.each<[string, Change, number | 'unknown' | null, boolean]>([
  ['no limit', daily(1, 1_000_000), null, false],
  ['up to the limit', daily(50, 100), units(100), false],
  ['above it', daily(50, 101), units(100), true],
  ['down, still above', daily(300, 200), units(100), false],
  ['up without a rate', daily(50, 51), 'unknown', true],
  ['down without a rate', daily(51, 50), 'unknown', false],
  ['a first bid', { field: 'bid', before: null, after: units(9) }, units(8), true],
  ['a cap where there was none', { field: 'spendCap', before: null, after: units(900) }, units(100), false],
  ['a cap taken away', { field: 'spendCap', before: units(90), after: null }, units(100), true],
  ['a name', { field: 'name', before: 'a', after: '900' }, 'unknown', false],
  ['a start', { field: 'status', before: 'PAUSED', after: 'ACTIVE' }, 'unknown', false],
])('%s', (_, change, limit, expected) => {
  expect(isOverLimit(change, limit)).toBe(expected)
})

it('asks for no confirmation that a larger limit would not ask for, and for none of what goes down', () => {
  const amount = fc.integer({ min: 1, max: 1_000_000 })
  fc.assert(
    fc.property(amount, amount, amount, amount, (before, after, limit, more) => {
      const change = daily(before, after)
      if (isOverLimit(change, units(limit + more))) expect(isOverLimit(change, units(limit))).toBe(true)
      if (isOverLimit(change, units(limit))) expect(isOverLimit(change, 'unknown')).toBe(true)
      if (after <= before) expect(isOverLimit(change, 'unknown')).toBe(false)
    }),
  )
})

it.each<[string | undefined, boolean]>([
  [undefined, false],
  ['', false],
  ['1500', true],
  ['1,500.00', true],
  ['1 500,00 €', true],
  [' 1500 EUR ', true],
  ['1500 USD', false],
  ['15000', false],
  ['1.5', false],
  ['Acme EU', true],
  ['acme eu', false],
  ['yes', false],
])('%o confirms 1,500 of it: %s', (typed, expected) => {
  expect(confirms(typed, daily(100, 1500), EUR)).toBe(expected)
})

it('confirms what takes a cap away by the name alone', () => {
  expect(confirms('0', { field: 'spendCap', before: 1, after: null }, EUR)).toBe(false)
  expect(confirms('Acme EU', { field: 'spendCap', before: 1, after: null }, EUR)).toBe(true)
})

const START: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }

it('counts a start by the budget that begins to be spent, and nothing else of a status', () => {
  const values = { dailyBudget: units(10_000) }
  expect(overLimitOf([START], values, units(5000))).toEqual([daily(0, 10_000)])
  expect(confirms('10,000', spendingOf(START, values), EUR)).toBe(true)
  expect(overLimitOf([START], values, units(10_000))).toEqual([])
  expect(overLimitOf([START], { lifetimeBudget: units(9000) }, units(5000))).toHaveLength(1)
  // Its budget is elsewhere: what holds it is counted when that is started.
  expect(overLimitOf([START], {}, 'unknown')).toEqual([])
  for (const after of ['PAUSED', 'ARCHIVED', 'DELETED'] as const)
    expect(overLimitOf([{ field: 'status', before: 'ACTIVE', after }], values, units(1))).toEqual([])
})

it('asks once for a budget that is raised and started with it', () => {
  const values = { dailyBudget: units(10_000) }
  expect(overLimitOf([daily(10, 10_000), START], values, units(5000)).map(({ after }) => after)).toEqual([
    units(10_000),
  ])
})
