import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delivers, isStale } from '../../../src/shared/domain/delivery.ts'
import { ASKED, NO_SUMS, SUMS } from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'
import type { Budget } from '../../../src/shared/domain/objects.ts'
import {
  judgeBranch,
  knownOf,
  proposes,
  sameDecisions,
  stopLossBranches,
  summarise,
  windowsOf,
} from '../../../src/shared/domain/strategies.ts'
import type {
  JudgedFacts,
  ProposedAction,
  RunDecision,
  StopLossForm,
  StrategyRun,
} from '../../../src/shared/domain/strategies.ts'

const FORM: StopLossForm = {
  minCtr: 0.005,
  maxCpc: 1_000_000,
  targetCpm: 10_000_000,
  budgetThreshold: 50_000_000,
  window: 'last7d',
  pauseLowPerformers: true,
  increaseBudget: true,
  adjustBidding: true,
  expandAudience: true,
}
const DAILY: Budget = { kind: 'daily', amount: 20_000_000 }
const sums = (given: Partial<Sums>): Sums => ({ ...NO_SUMS, ...given })

const GOOD = sums({ spend: 100_000_000, impressions: 20_000, clicks: 400, reach: 10_000, results: 12 })
const POOR = sums({ spend: 100_000_000, impressions: 20_000, clicks: 50, reach: 10_000, results: 0 })

const facts = (week: Sums, given: Partial<JudgedFacts> = {}): JudgedFacts => ({
  budget: DAILY,
  delivering: true,
  pendingEdit: false,
  windows: {
    last7d: { sums: week, stale: false, partial: false },
    yesterday: { sums: sums({ spend: 19_000_000 }), stale: false, partial: false },
  },
  ...given,
})
const judge = (action: ProposedAction, given: JudgedFacts, form = FORM) => {
  const branch = stopLossBranches(form).find((one) => one.action === action)
  if (!branch) throw new Error(`no branch ${action}`)
  return judgeBranch(branch, given)
}

describe('what is known of a measure', () => {
  it('is nothing where nothing was measured', () => {
    for (const measure of [
      'spend',
      'ctr',
      'cpc',
      'cpm',
      'results',
      'cpa',
      'roas',
      'frequency',
      'budgetShare',
    ] as const) {
      expect(knownOf(measure, 'last7d', NO_SUMS, DAILY)).toBeNull()
    }
  })

  it('is nothing for a rate of too small a sample', () => {
    expect(knownOf('ctr', 'last7d', sums({ impressions: 999, clicks: 3 }), null)).toBeNull()
    expect(knownOf('ctr', 'last7d', sums({ impressions: 1000, clicks: 3 }), null)).toEqual({ low: 0.003, high: 0.003 })
    expect(knownOf('cpm', 'last7d', sums({ impressions: 999, spend: 5_000_000 }), null)).toBeNull()
    expect(knownOf('frequency', 'last7d', sums({ impressions: 500, reach: 100 }), null)).toBeNull()
  })

  it('condemns a cost per click without a sample only by thirty clicks worth of spend', () => {
    const few = (spend: number, clicks: number) => knownOf('cpc', 'last7d', sums({ spend, clicks }), null)
    expect(few(6_000_000, 0)).toEqual({ low: 200_000, high: Infinity })
    expect(few(60_000_000, 29)).toEqual({ low: 2_000_000, high: Infinity })
    expect(few(60_000_000, 30)).toEqual({ low: 2_000_000, high: 2_000_000 })
  })

  it('takes a cost per conversion without one as at least the spend', () => {
    expect(knownOf('cpa', 'last7d', sums({ spend: 20_000_000, purchases: 0 }), null)).toEqual({
      low: 20_000_000,
      high: Infinity,
    })
    expect(knownOf('cpa', 'last7d', sums({ spend: 20_000_000, purchases: 2 }), null)).toEqual({
      low: 10_000_000,
      high: 10_000_000,
    })
    expect(knownOf('cpa', 'today', sums({ spend: 20_000_000, purchases: 2 }), null)).toEqual({
      low: 0,
      high: 10_000_000,
    })
    expect(knownOf('cpa', 'today', sums({ spend: 20_000_000 }), null)).toBeNull()
  })

  it('lets conversions still arrive', () => {
    expect(knownOf('results', 'today', sums({ results: 3 }), null)).toEqual({ low: 3, high: Infinity })
    expect(knownOf('roas', 'last7d', sums({ spend: 10, purchaseValue: 30 }), null)).toEqual({ low: 3, high: Infinity })
  })

  it('shares only a daily budget, over the days of the window', () => {
    const spent = sums({ spend: 70_000_000 })
    expect(knownOf('budgetShare', 'last7d', spent, DAILY)).toEqual({ low: 0.5, high: 0.5 })
    expect(knownOf('budgetShare', 'yesterday', spent, DAILY)).toEqual({ low: 3.5, high: 3.5 })
    expect(knownOf('budgetShare', 'yesterday', spent, { kind: 'lifetime', amount: 1 })).toBeNull()
    expect(knownOf('budgetShare', 'yesterday', spent, null)).toBeNull()
  })

  it('is never a range upside down, nor not a number', () => {
    const value = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }), { nil: null })
    const any = fc.record(
      Object.fromEntries([...SUMS, ...ASKED].map((id) => [id, value])) as Record<keyof Sums, typeof value>,
    )
    const measure = fc.constantFrom(
      'spend',
      'ctr',
      'cpc',
      'cpm',
      'results',
      'costPerResult',
      'cpa',
      'roas',
      'frequency',
      'budgetShare',
      'reach',
    )
    fc.assert(
      fc.property(any, measure, fc.constantFrom('today', 'yesterday', 'last7d', 'last30d'), (given, name, window) => {
        const known = knownOf(name, window, given, DAILY)
        if (known) expect(known.low <= known.high && known.low >= 0).toBe(true)
      }),
    )
  })
})

describe('the stop loss', () => {
  it('pauses what has a poor rate of clicks', () => {
    const verdict = judge('pause', facts(POOR))
    expect(verdict).toMatchObject({ truth: 'true', held: null })
    expect(proposes(verdict)).toBe(true)
    expect(verdict.leaves.map(({ leaf, truth }) => `${leaf.measure} ${truth}`)).toEqual([
      'spend true',
      'ctr true',
      'cpc true',
    ])
  })

  it('leaves alone what is good, and what has not spent enough', () => {
    expect(judge('pause', facts(GOOD))).toMatchObject({ truth: 'false', held: null })
    expect(judge('pause', facts({ ...POOR, spend: 49_999_999 })).truth).toBe('false')
  })

  it('does not know what a small sample says', () => {
    const verdict = judge('pause', facts(sums({ spend: 55_000_000, impressions: 900, clicks: 0 }), {}), {
      ...FORM,
      maxCpc: 5_000_000,
    })
    expect(verdict).toMatchObject({ truth: 'unknown', held: null })
    expect(proposes(verdict)).toBe(false)
  })

  it('raises what is good and nearly spends its budget', () => {
    expect(proposes(judge('raiseBudget', facts(GOOD)))).toBe(true)
    expect(judge('raiseBudget', facts({ ...GOOD, results: 0 })).truth).toBe('unknown')
    expect(judge('raiseBudget', facts(GOOD, { budget: null })).truth).toBe('unknown')
    expect(judge('raiseBudget', facts(POOR)).truth).toBe('false')
  })

  it('advises on dear views and tired audiences', () => {
    const dear = { ...GOOD, spend: 300_000_000 }
    expect(proposes(judge('lowerBid', facts(dear)))).toBe(true)
    expect(proposes(judge('widenAudience', facts({ ...GOOD, reach: 5_000 })))).toBe(true)
    expect(judge('widenAudience', facts(GOOD)).truth).toBe('false')
  })

  it('has only the branches that are switched on', () => {
    expect(
      stopLossBranches({ ...FORM, increaseBudget: false, adjustBidding: false }).map(({ action }) => action),
    ).toEqual(['pause', 'widenAudience'])
    expect(windowsOf(stopLossBranches(FORM))).toEqual(['last7d', 'yesterday'])
  })
})

describe('guards', () => {
  const held = (given: Partial<JudgedFacts>) => judge('pause', facts(POOR, given))
  const week = (given: object) => ({ windows: { last7d: { sums: POOR, stale: false, partial: false, ...given } } })

  it('holds on figures that are old, cut short or missing, whatever they say', () => {
    expect(held(week({ stale: true })).held).toBe('stale')
    expect(held(week({ partial: true })).held).toBe('partial')
    expect(held({ windows: {} }).held).toBe('stale')
    expect(judge('pause', facts(GOOD, { windows: { last7d: { sums: GOOD, stale: true, partial: false } } })).held).toBe(
      'stale',
    )
    expect(proposes(held(week({ stale: true })))).toBe(false)
  })

  it('holds what does not deliver or has an open edit, where it would have acted', () => {
    expect(held({ delivering: false })).toMatchObject({ truth: 'true', held: 'notDelivering' })
    expect(held({ pendingEdit: true }).held).toBe('pendingEdit')
    expect(judge('pause', facts(GOOD, { delivering: false })).held).toBeNull()
  })

  it('knows what delivers: the schedule counts beside the status', () => {
    const at = (
      effectiveStatus: 'ACTIVE' | 'PAUSED' | 'WITH_ISSUES',
      startTime: number | null,
      stopTime: number | null,
    ) => delivers({ effectiveStatus, startTime, stopTime }, 100)
    expect(at('ACTIVE', null, null)).toBe(true)
    expect(at('WITH_ISSUES', 50, 150)).toBe(true)
    expect(at('PAUSED', null, null)).toBe(false)
    expect(at('ACTIVE', 101, null)).toBe(false)
    expect(at('ACTIVE', 50, 100)).toBe(false)
  })

  it('knows when figures are too old', () => {
    const MINUTE = 60_000
    expect(isStale('today', 0, 10 * MINUTE)).toBe(false)
    expect(isStale('today', 0, 10 * MINUTE + 1)).toBe(true)
    expect(isStale('last7d', 0, 26 * 60 * MINUTE)).toBe(false)
    expect(isStale('last30d', 0, 26 * 60 * MINUTE + 1)).toBe(true)
    expect(isStale('today', null, 0)).toBe(true)
  })
})

describe('runs', () => {
  const decision = (objectId: string, truth: RunDecision['truth'], held: RunDecision['held'] = null): RunDecision => ({
    objectId,
    objectName: objectId,
    accountId: 'act_1',
    action: 'pause',
    truth,
    held,
    leaves: [],
  })
  const run = (decisions: readonly RunDecision[], version = 1): StrategyRun => ({
    id: 'r',
    strategyId: 's',
    strategyName: 'S',
    strategyVersion: version,
    startedAt: 0,
    ...summarise(decisions),
  })

  it('counts all, keeps the telling ones first and 200 of them', () => {
    const many = [
      ...Array.from({ length: 300 }, (_, i) => decision(`f${i}`, 'false')),
      decision('h', 'true', 'stale'),
      decision('u', 'unknown'),
      decision('n', 'unknown', 'notDelivering'),
      decision('m', 'true', 'notDelivering'),
      decision('p', 'true'),
    ]
    const summary = summarise(many)
    expect(summary).toMatchObject({ judged: 305, proposed: 1, unknown: 1, held: 2 })
    expect(summary.decisions).toHaveLength(200)
    expect(summary.decisions.slice(0, 5).map(({ objectId }) => objectId)).toEqual(['p', 'u', 'h', 'm', 'f0'])
  })

  it('are the same when they decided the same, in any order', () => {
    const a = run([decision('1', 'true'), decision('2', 'false')])
    expect(sameDecisions(a, run([decision('2', 'false'), decision('1', 'true')]))).toBe(true)
    expect(sameDecisions(a, run([decision('1', 'unknown'), decision('2', 'false')]))).toBe(false)
    expect(sameDecisions(a, run([decision('1', 'true', 'stale'), decision('2', 'false')]))).toBe(false)
    expect(sameDecisions(a, run([decision('1', 'true'), decision('2', 'false')], 2))).toBe(false)
  })
})
