import { describe, expect, it } from 'vitest'
import { creationFindings } from '../../../src/shared/domain/creation-findings.ts'
import type { NewValues } from '../../../src/shared/domain/creation.ts'
import { NO_TERMS } from '../../../src/shared/domain/edit-policy.ts'
import type { EditTerms } from '../../../src/shared/domain/edit-policy.ts'
import type { Demand } from '../../../src/shared/domain/house-rules.ts'

const USD = 1_000_000
const ABOUT = { now: Date.UTC(2026, 10, 28), currency: 'USD' } as const
const campaign = (amount: number, kind: 'daily' | 'lifetime' = 'daily'): NewValues => ({
  kind: 'campaign',
  name: 'Spring',
  objective: 'OUTCOME_SALES',
  categories: [],
  countries: [],
  budget: { kind, amount },
  bidStrategy: null,
})
const adSet = (endsAt: number | null, bid: number | null = null): NewValues => ({
  kind: 'adset',
  name: 'Women',
  optimizationGoal: 'LINK_CLICKS',
  billingEvent: 'IMPRESSIONS',
  budget: { kind: 'daily', amount: 20 * USD },
  bidStrategy: null,
  bid,
  targeting: {},
  promotedObject: null,
  destination: null,
  endsAt,
  payor: null,
  beneficiary: null,
})
const rule = (demand: Demand, most: number | null = null): EditTerms['rules'][number] => ({
  id: demand.kind,
  name: demand.kind,
  action: 'block',
  demand,
  most,
})
const found = (values: NewValues, terms: Partial<EditTerms>): readonly string[] =>
  creationFindings(values, { ...NO_TERMS, ...terms }, ABOUT).map(
    ({ severity, kind, ...rest }) => `${severity} ${'rule' in rest ? rest.rule.id : kind}`,
  )

describe('something new', () => {
  it('has nothing found of it where nothing is asked of it, as its first amount is no slip', () => {
    expect(found(campaign(20 * USD), {})).toEqual([])
    expect(found(campaign(900_000 * USD), {})).toEqual([])
  })

  it('is held to what Meta takes, to the limit and to read-only', () => {
    expect(found(campaign(USD / 100), { minimum: USD })).toEqual(['block belowMinimum'])
    expect(found(campaign(3_000_000 * USD), { most: 1_000_000 * USD })).toEqual(['block aboveMost'])
    expect(found(campaign(20 * USD), { limit: 15 * USD })).toEqual(['confirm overLimit'])
    expect(found(campaign(20 * USD, 'lifetime'), {})).toEqual(['block lifetimeWithoutEnd'])
    expect(found(adSet(ABOUT.now - 1000), {})).toEqual(['block endsInPast', 'confirm hasEnded'])
    expect(found(campaign(20 * USD), { readOnly: 'app', limit: 1 })).toEqual(['block readOnly'])
  })

  it('is held to rules of the house, each said once', () => {
    const name = rule({ kind: 'name', level: 'campaign', pattern: 'BD_.*', example: 'BD_1' })
    const cap = rule({ kind: 'cap', level: 'adset', field: 'bid', most: USD, currency: 'USD' }, USD)
    const end = rule({ kind: 'end', of: 'all' })
    expect(found(campaign(20 * USD), { rules: [name, cap, end] })).toEqual(['block name'])
    expect(found(adSet(null, 2 * USD), { rules: [name, cap, end] })).toEqual(['block cap', 'block end'])
    expect(found({ kind: 'copy', level: 'campaign', name: 'Spring 2' }, { rules: [name, cap, end] })).toEqual([
      'block name',
    ])
  })
})
