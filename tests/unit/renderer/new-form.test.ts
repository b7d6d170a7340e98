import { describe, expect, it } from 'vitest'
import { EMPTY, goalsOf, readNew } from '../../../src/renderer/features/making/new-form.ts'
import type { Typed, Where } from '../../../src/renderer/features/making/new-form.ts'
import type { Level } from '../../../src/shared/domain/objects.ts'

const WHERE: Where = {
  currency: 'USD',
  zone: 'Europe/Berlin',
  inDraft: false,
  campaign: { objective: 'OUTCOME_TRAFFIC', hasBudget: false },
}
const read = (level: Level, typed: Partial<Typed>, where: Partial<Where> = {}) =>
  readNew(level, { ...EMPTY, ...typed }, { ...WHERE, ...where }, 'en')
const problems = (level: Level, typed: Partial<Typed>, where: Partial<Where> = {}) =>
  Object.fromEntries(read(level, typed, where).problems)

describe('something new', () => {
  it('needs what Meta asks for, and says where it is missing', () => {
    expect(Object.keys(problems('campaign', {}))).toEqual(['name', 'budget'])
    expect(Object.keys(problems('campaign', { budgetOn: 'adsets', category: 'HOUSING' }))).toEqual([
      'name',
      'countries',
    ])
    expect(Object.keys(problems('adset', { budgetKind: 'lifetime' }))).toEqual([
      'name',
      'holderId',
      'end',
      'budget',
      'countries',
    ])
    expect(Object.keys(problems('ad', {}))).toEqual(['name', 'holderId', 'creativeId'])
    for (const [objective, fields] of [
      ['OUTCOME_SALES', ['pixelId']],
      ['OUTCOME_AWARENESS', ['pageId']],
      ['OUTCOME_APP_PROMOTION', ['appId', 'store']],
    ] as const) {
      const typed = { name: 'A', holderId: '1', budget: '5', countries: 'US' }
      expect(Object.keys(problems('adset', typed, { campaign: { objective, hasBudget: false } }))).toEqual(fields)
    }
  })

  it('is what was typed, in Meta’s terms', () => {
    expect(
      read('campaign', { name: ' Sale ', budget: '1,000.50', category: 'EMPLOYMENT', countries: 'us; de us' }).made,
    ).toEqual({
      kind: 'campaign',
      name: 'Sale',
      objective: 'OUTCOME_SALES',
      categories: ['EMPLOYMENT'],
      countries: ['US', 'DE'],
      budget: { kind: 'daily', amount: 1_000_500_000 },
      bidStrategy: null,
    })
    const typed = {
      name: 'Set',
      holderId: '7',
      budget: '90',
      budgetKind: 'lifetime',
      end: '2026-12-24T18:00',
      countries: 'fr',
    } as const
    expect(read('adset', typed).made).toMatchObject({
      holder: { id: '7' },
      optimizationGoal: 'LANDING_PAGE_VIEWS',
      billingEvent: 'IMPRESSIONS',
      budget: { kind: 'lifetime', amount: 90_000_000 },
      endsAt: Date.UTC(2026, 11, 24, 17),
      targeting: { geo_locations: { countries: ['FR'] } },
      promotedObject: null,
      payor: null,
    })
    // Its campaign holds the budget.
    const above = { campaign: { objective: 'OUTCOME_TRAFFIC', hasBudget: true } }
    expect(read('adset', { ...typed, bid: '2' }, above).made).toMatchObject({
      budget: null,
      bid: 2_000_000,
      endsAt: null,
    })
  })

  it('takes no bad input, and says which', () => {
    expect(problems('campaign', { name: 'A', budget: '1e12' })).toEqual({
      budget: { of: 'amount', problem: 'exponent' },
    })
    expect(problems('campaign', { name: '\u0007', budget: '1' })).toMatchObject({ name: { of: 'name' } })
    expect(problems('adset', { name: 'A', holderId: '1', budget: '1', countries: 'US, XQ' })).toEqual({
      countries: { of: 'country', code: 'XQ' },
    })
    // Under an objective from before nothing is made any more.
    expect(goalsOf({ campaign: { objective: 'CONVERSIONS', hasBudget: true } })).toBeNull()
    const old = { campaign: { objective: 'CONVERSIONS', hasBudget: true } }
    expect(problems('adset', { name: 'A', holderId: '1', countries: 'US' }, old)).toHaveProperty('holderId')
  })
})
