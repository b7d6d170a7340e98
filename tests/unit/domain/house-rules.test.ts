import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KEPT_DOCS } from '../../../src/shared/contract/kept.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import { findingsOf, rulePatternOf, rulesIn } from '../../../src/shared/domain/house-rules.ts'
import type { Demand, HouseRule, HouseRuleHere, RuleContext } from '../../../src/shared/domain/house-rules.ts'
import { trackingOf } from '../../../src/shared/domain/tracking.ts'

const units = (amount: number): number => amount * 1_000_000
const here = (demand: Demand, given: Partial<HouseRuleHere> = {}): HouseRuleHere => ({
  id: 'r',
  name: 'Rule',
  action: 'block',
  demand,
  most: demand.kind === 'cap' ? demand.most : null,
  ...given,
})
const ADSET: RuleContext = {
  level: 'adset',
  values: { status: 'PAUSED', name: 'x', dailyBudget: units(50) },
  budgetKind: 'daily',
  endsAt: null,
  tracking: null,
}
const START: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
const PAUSE: Change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' }
const name = (after: string): Change => ({ field: 'name', before: 'x', after })
const daily = (before: number, after: number): Change => ({
  field: 'dailyBudget',
  before: units(before),
  after: units(after),
})
const NAMES: Demand = { kind: 'name', level: 'adset', pattern: '[A-Z]{2}_(Sales|Leads)_.+', example: 'DE_Sales_1' }
const CAP: Demand = { kind: 'cap', level: 'adset', field: 'dailyBudget', most: units(100), currency: 'EUR' }
const UTM: Demand = {
  kind: 'utm',
  parameters: [
    { name: 'utm_source', value: 'facebook' },
    { name: 'utm_campaign', value: null },
  ],
}
const ENDS: Demand = { kind: 'end', of: 'all' }
const LIFETIME_ENDS: Demand = { kind: 'end', of: 'lifetime' }
const AD: RuleContext = { ...ADSET, level: 'ad', budgetKind: null }
const ALL = [NAMES, CAP, UTM, ENDS, LIFETIME_ENDS].map((demand) => here(demand))

const said = (rules: readonly HouseRuleHere[], change: Change, context: Partial<RuleContext> = {}): string[] =>
  findingsOf(rules, change, { ...ADSET, ...context }).map(
    ({ severity, known, lacking, rule }) =>
      `${severity} ${rule.demand.kind}${known ? '' : ' unknown'}${lacking.map((each) => ` ${each.name}`).join('')}`,
  )

describe('a change', () => {
  it.each<[string, Demand, Change, Partial<RuleContext>, string[]]>([
    ['of a name that fits', NAMES, name('DE_Sales_summer'), {}, []],
    ['of a name that only holds what fits', NAMES, name('x DE_Sales_summer'), {}, ['block name']],
    ['of a name on another level', NAMES, name('anything'), { level: 'campaign' }, []],
    ['of something else', NAMES, daily(1, 2), {}, []],
    ['up to a cap', CAP, daily(50, 100), {}, []],
    ['above a cap', CAP, daily(50, 101), {}, ['block cap']],
    ['down towards a cap', CAP, daily(300, 200), {}, ['note cap']],
    ['that starts what is above a cap', CAP, START, { values: { dailyBudget: units(101) } }, ['block cap']],
    ['that pauses it', CAP, PAUSE, { values: { dailyBudget: units(101) } }, []],
    ['that starts an ad', UTM, START, { ...AD, tracking: [{ utm_source: 'facebook', utm_campaign: 'a' }] }, []],
    [
      'that starts an ad without a parameter',
      UTM,
      START,
      { ...AD, tracking: [{ utm_source: 'fb', utm_campaign: '' }] },
      ['block utm utm_source utm_campaign'],
    ],
    [
      'that starts an ad of which one link lacks it',
      UTM,
      START,
      { ...AD, tracking: [{ utm_source: 'facebook', utm_campaign: 'a' }, { utm_source: 'facebook' }] },
      ['block utm utm_campaign'],
    ],
    [
      'that starts an ad of an unknown link',
      UTM,
      START,
      { ...AD, tracking: null },
      ['confirm utm unknown utm_source utm_campaign'],
    ],
    ['that starts an ad set without an end', ENDS, START, {}, ['block end']],
    ['that starts one with an end', ENDS, START, { endsAt: 5 }, []],
    ['that takes an end away', ENDS, { field: 'endsAt', before: 5, after: null }, {}, ['block end']],
    ['that starts a campaign', ENDS, START, { level: 'campaign' }, []],
    ['that starts a daily budget', LIFETIME_ENDS, START, {}, []],
    [
      'that starts a lifetime budget',
      LIFETIME_ENDS,
      START,
      { level: 'campaign', budgetKind: 'lifetime' },
      ['block end'],
    ],
  ])('%s', (_, demand, change, context, expected) => {
    expect(said([here(demand)], change, context)).toEqual(expected)
    const warned = expected.map((each) => each.replace('block', 'confirm'))
    expect(said([here(demand, { action: 'warn' })], change, context)).toEqual(warned)
  })

  it('is said to be unknown, and not blocked, where there is no rate', () => {
    expect(said([here(CAP, { most: null })], daily(50, 60))).toEqual(['confirm cap unknown'])
  })

  it('that pauses is never stopped, and nothing is by a rule of another level', () => {
    expect(said(ALL, PAUSE)).toEqual([])
    expect(said(ALL, PAUSE, AD)).toEqual([])
  })

  it('is blocked above a cap and nowhere else', () => {
    const amount = fc.integer({ min: 1, max: 500 })
    fc.assert(
      fc.property(amount, amount, (before, after) => {
        const isBlocked = said([here(CAP)], daily(before, after)).includes('block cap')
        expect(isBlocked).toBe(after > 100 && after > before)
      }),
    )
  })
})

it('holds where it is on and for the accounts it names, with its cap in their currency', () => {
  const rule = (given: Partial<HouseRule>): HouseRule => ({
    on: true,
    action: 'warn',
    accountIds: null,
    demand: CAP,
    ...given,
  })
  const kept = [
    { id: 'a', name: 'A', doc: rule({}) },
    { id: 'b', name: 'B', doc: rule({ on: false }) },
    { id: 'c', name: 'C', doc: rule({ accountIds: ['act_2'] }) },
    { id: 'd', name: 'D', doc: rule({ demand: ENDS }) },
  ]
  const half = rulesIn(kept, 'act_1', (amount, from) => (from === 'EUR' ? amount / 2 : null))
  expect(half.map(({ id, most }) => [id, most])).toEqual([
    ['a', units(50)],
    ['d', null],
  ])
  expect(rulesIn(kept, 'act_2', () => null).map(({ id, most }) => [id, most])).toEqual([
    ['a', null],
    ['c', null],
    ['d', null],
  ])
})

describe('a pattern', () => {
  it.each([
    ['', 'empty'],
    ['x'.repeat(201), 'tooLong'],
    ['(', 'syntax'],
    ['(?=a)b', 'syntax'],
    [String.raw`(a)\1`, 'syntax'],
  ])('%s is no pattern', (pattern, problem) => {
    expect(rulePatternOf(pattern)).toEqual({ ok: false, problem })
  })

  it('that others try for ever is answered at once', () => {
    const answer = rulePatternOf('(a+)+b')
    expect(answer.ok && answer.fits('a'.repeat(400))).toBe(false)
  })

  it('is kept only with an example that fits it', () => {
    const doc = (pattern: string, example: string): boolean =>
      KEPT_DOCS.rule.safeParse({
        on: true,
        action: 'warn',
        accountIds: null,
        demand: { kind: 'name', level: 'ad', pattern, example },
      }).success
    expect([doc('[a-z]+', 'abc'), doc('[a-z]+', 'ABC'), doc('(', '(')]).toEqual([true, false, false])
  })
})

describe('where an ad leads to', () => {
  const nothing = { link: null, urlTags: null, story: null, assets: null }
  it.each([
    ['nothing', nothing, null],
    ['a post that was there before', { ...nothing, story: { page_id: '1' } }, null],
    ['tags alone', { ...nothing, urlTags: 'utm_source=facebook&x' }, [{ utm_source: 'facebook', x: '' }]],
    [
      'a link and tags, of which the tags count',
      { ...nothing, link: 'https://a.b/c?utm_source=old&q=a%20b+c#?no=1', urlTags: 'utm_source={{site}}' },
      [{ utm_source: '{{site}}', q: 'a b c' }],
    ],
    [
      'a carousel',
      {
        ...nothing,
        story: {
          link_data: {
            link: 'https://a.b/',
            child_attachments: [{ link: 'https://a.b/1?u=1' }, { link: 'fb://x?u=2' }],
          },
        },
      },
      [{}, { u: '1' }],
    ],
    ['assets', { ...nothing, assets: { link_urls: [{ website_url: 'http://a.b?u=%zz' }] } }, [{ u: '%zz' }]],
    ['a name of every object', { ...nothing, urlTags: '__proto__=1' }, [JSON.parse('{"__proto__":"1"}')]],
  ])('%s', (_, leading, expected) => {
    expect(trackingOf(leading)).toEqual(expected)
  })

  it('never throws, and finds each parameter that it was made of', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 8 }), fc.string(), (pairs, rest) => {
        const query = pairs.map(([a, b]) => `${encodeURIComponent(a)}=${encodeURIComponent(b)}`).join('&')
        const found = trackingOf({ ...nothing, link: `https://a.b/c?${query}#${rest}` })
        const wanted = new Map(pairs)
        for (const [key, value] of wanted)
          expect(Object.getOwnPropertyDescriptor(found?.[0] ?? {}, key)?.value).toBe(value)
        trackingOf({ ...nothing, urlTags: rest })
      }),
    )
  })
})
