import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  byRisk,
  countBySeverity,
  countsResults,
  DEFAULT_ALERT_RULES,
  judgeSpend,
  tokenStep,
} from '../../../src/shared/domain/alerts.ts'
import { testWorth } from '../../worth.ts'
import type { Alert, SpendFacts, SpendWithoutResultRule } from '../../../src/shared/domain/alerts.ts'

const RULE: SpendWithoutResultRule = {
  kind: 'spendWithoutResult',
  enabled: true,
  openShare: 0.5,
  resolveShare: 0.4,
  minimumSpend: 1_000_000,
}
const facts = (given: Partial<SpendFacts> = {}): SpendFacts => ({
  today: '2026-05-04',
  delivering: true,
  hasResults: true,
  dailyBudget: 100_000_000,
  spend: 50_000_000,
  results: 0,
  asOf: 1_000,
  unreliable: false,
  ...given,
})
const TODAY = '2026-05-04'
const opens = (given: Partial<SpendFacts>): string => judgeSpend(RULE, facts(given), null).kind
const whenOpen = (given: Partial<SpendFacts>, rule = RULE) => judgeSpend(rule, facts(given), TODAY)

describe('spend without result', () => {
  it('is the default rule', () => expect(DEFAULT_ALERT_RULES).toEqual([RULE]))

  it('opens from the share on, and turns bad at the whole budget', () => {
    expect(opens({ spend: 49_999_999 })).toBe('quiet')
    expect(judgeSpend(RULE, facts(), null)).toEqual({
      kind: 'raise',
      severity: 'warn',
      evidence: {
        kind: 'spendWithoutResult',
        spend: 50_000_000,
        dailyBudget: 100_000_000,
        results: 0,
        day: TODAY,
        asOf: 1_000,
      },
    })
    expect(judgeSpend(RULE, facts({ spend: 99_999_999 }), null)).toMatchObject({ severity: 'warn' })
    expect(judgeSpend(RULE, facts({ spend: 100_000_000 }), null)).toMatchObject({ severity: 'bad' })
  })

  it('stays open between the shares and resolves below the lower one', () => {
    expect(whenOpen({ spend: 45_000_000 })).toMatchObject({ kind: 'raise', severity: 'warn' })
    expect(whenOpen({ spend: 40_000_000 })).toMatchObject({ kind: 'raise' })
    expect(whenOpen({ spend: 39_999_999 })).toEqual({ kind: 'resolve', resolution: 'belowShare' })
  })

  it('resolves with its reason', () => {
    expect(whenOpen({ results: 1 })).toEqual({ kind: 'resolve', resolution: 'result' })
    expect(whenOpen({ delivering: false })).toEqual({ kind: 'resolve', resolution: 'notDelivering' })
    expect(whenOpen({ today: '2026-05-05' })).toEqual({ kind: 'resolve', resolution: 'newDay' })
    expect(whenOpen({}, { ...RULE, enabled: false })).toEqual({ kind: 'resolve', resolution: 'ruleOff' })
  })

  it('neither opens nor resolves on what is not known', () => {
    for (const given of [
      { unreliable: true },
      { spend: null },
      { results: null },
      { asOf: null },
      { dailyBudget: null },
      { unreliable: true, results: 3 },
      { unreliable: true, spend: 0 },
    ]) {
      expect(opens(given)).toBe('hold')
      expect(whenOpen(given)).toEqual({ kind: 'hold' })
    }
  })

  it('ends by the calendar and the status without figures', () => {
    expect(whenOpen({ unreliable: true, delivering: false })).toMatchObject({ resolution: 'notDelivering' })
    expect(whenOpen({ unreliable: true, today: '2026-05-05' })).toMatchObject({ resolution: 'newDay' })
  })

  it('does not judge pennies, nor what is bought for reach', () => {
    expect(opens({ dailyBudget: 1_000_000, spend: 999_999 })).toBe('quiet')
    expect(opens({ hasResults: false })).toBe('quiet')
    expect(countsResults('OUTCOME_AWARENESS')).toBe(false)
    expect(countsResults('OUTCOME_SALES')).toBe(true)
  })

  it('never flaps: at one state of the world an alert is not opened and resolved in turns', () => {
    const share = fc.double({ min: 0.05, max: 2, noNaN: true })
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 300_000_000 }), (a, b, spend) => {
        const rule = { ...RULE, openShare: Math.max(a, b), resolveShare: Math.min(a, b) }
        if (judgeSpend(rule, facts({ spend }), null).kind === 'raise') {
          expect(judgeSpend(rule, facts({ spend }), TODAY).kind).toBe('raise')
        }
      }),
    )
  })
})

describe('the list', () => {
  const alert = (given: Partial<Alert>): Alert => ({
    id: 'a',
    kind: 'spendWithoutResult',
    severity: 'warn',
    accountId: 'act_1',
    accountName: 'One',
    objectId: '1',
    objectName: 'One',
    currency: 'USD',
    atRisk: 0,
    evidence: { kind: 'tokenInvalid', days: null },
    openedAt: 0,
    updatedAt: 0,
    acknowledgedAt: null,
    resolvedAt: null,
    resolution: null,
    ...given,
  })

  it('puts connection first, then money, across currencies', () => {
    const alerts = [
      alert({ id: 'yen', currency: 'JPY', atRisk: 25_000_000_000 }),
      alert({ id: 'small', atRisk: 3_000_000 }),
      alert({ id: 'expiring', kind: 'tokenExpiring', severity: 'warn', currency: null }),
      alert({ id: 'big', atRisk: 150_000_000 }),
      alert({ id: 'invalid', kind: 'tokenInvalid', severity: 'bad', currency: null }),
    ]
    expect(alerts.toSorted(byRisk(testWorth)).map(({ id }) => id)).toEqual([
      'invalid',
      'expiring',
      'yen',
      'big',
      'small',
    ])
    expect(countBySeverity(alerts)).toEqual({ info: 0, warn: 4, bad: 1 })
    // Without a rate it follows what has one, however big its number is.
    const strange = [alert({ id: 'strange', currency: 'XAF', atRisk: 900_000_000_000 }), ...alerts]
    expect(strange.toSorted(byRisk(testWorth)).at(-1)?.id).toBe('strange')
  })

  it('is an order whatever the alerts are', () => {
    const any = fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      kind: fc.constantFrom<Alert['kind']>('spendWithoutResult', 'tokenInvalid', 'syncFailing'),
      severity: fc.constantFrom<Alert['severity']>('info', 'warn', 'bad'),
      currency: fc.constantFrom('USD', 'JPY', 'XAF', null),
      atRisk: fc.integer({ min: 0, max: 1_000_000_000 }),
    })
    fc.assert(
      fc.property(any, any, any, (x, y, z) => {
        const [a, b, c] = [alert(x), alert(y), alert(z)]
        const compare = byRisk(testWorth)
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
      }),
    )
  })
})

it('warns of a dying token in four steps', () => {
  expect([30, 15, 14, 8, 7, 4, 3, 2, 1, 0].map(tokenStep)).toEqual([null, null, 14, 14, 7, 7, 3, 3, 1, 1])
})
