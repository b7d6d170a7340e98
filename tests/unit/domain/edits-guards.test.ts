import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf } from '../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import { guardText } from '../../../src/renderer/ui/guard-text.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import type { GuardContext } from '../../../src/shared/domain/edits-guards.ts'
import { guardsOf, MOST_BUDGET_USD, SEVERITIES, usualOf } from '../../../src/shared/domain/edits-guards.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const DAY = 86_400_000
const MINUTE = 60_000
const units = (amount: number): number => amount * 1_000_000
const quiet: GuardContext = {
  now: NOW,
  currency: 'USD',
  status: 'ACTIVE',
  budgetKind: 'daily',
  budget: null,
  startsAt: NOW - 30 * DAY,
  endsAt: NOW + 30 * DAY,
  history: [{ at: NOW - 60 * DAY, value: units(50) }],
  otherHistory: [],
  minimum: units(1),
  most: MOST_BUDGET_USD,
  limit: null,
  budgetChanges: [],
  otherLevelHasBudget: false,
  learning: null,
}
const daily = (before: number | null, after: number): Change =>
  ({ field: 'dailyBudget', before: before === null ? null : units(before), after: units(after) }) as Change
const lifetime = (before: number, after: number): Change => ({
  field: 'lifetimeBudget',
  before: units(before),
  after: units(after),
})
const on: Change = { field: 'status', before: 'PAUSED', after: 'ACTIVE' }
const off: Change = { field: 'status', before: 'ACTIVE', after: 'PAUSED' }
const ends = (after: number | null): Change => ({ field: 'endsAt', before: NOW + DAY, after })
const held = (...values: readonly (readonly [daysAgo: number, amount: number])[]) =>
  values.map(([daysAgo, amount]) => ({ at: NOW - daysAgo * DAY, value: units(amount) }))
const found = (change: Change, context: Partial<GuardContext> = {}): readonly string[] =>
  guardsOf(change, { ...quiet, ...context }).map(({ kind, severity }) => `${severity} ${kind}`)

describe('guards', () => {
  it.each<readonly [what: string, change: Change, context: Partial<GuardContext>, findings: readonly string[]]>([
    ['a step', daily(50, 60), {}, []],
    ['the same', daily(50, 50), { otherLevelHasBudget: true, limit: 1 }, []],
    ['ten times', daily(50, 500), {}, ['confirm unusual']],
    ['a tenth', daily(50, 5), {}, ['confirm unusual']],
    ['nine times', daily(50, 450), {}, []],
    ['a hundred times', daily(50, 5000), {}, ['confirm decimals']],
    ['a hundredth', daily(500, 5), { history: held([9, 500]) }, ['confirm decimals']],
    ['a thousand times', daily(50, 50_000), {}, ['confirm unusual']],
    ['ten times what it is, without history', daily(50, 500), { history: [] }, ['confirm unusual']],
    ['something new', daily(null, 500), { history: [] }, []],
    ['a slip that is put right', daily(500, 50), { history: held([60, 50], [0.01, 500]) }, []],
    ['a slip made larger', daily(500, 5000), { history: held([60, 50], [0.01, 500]) }, ['confirm decimals']],
    ['what it was raised to in steps', daily(550, 600), { history: held([60, 50], [3, 550]) }, []],
    ['ten times a bid', { field: 'bid', before: units(50), after: units(500) }, {}, ['confirm unusual']],
    ['a bid taken away', { field: 'bid', before: units(50), after: null }, {}, []],
    ['ten times a cap', { field: 'spendCap', before: units(50), after: units(500) }, {}, ['confirm unusual']],

    ['a daily budget like a lifetime one', daily(50, 1500), { otherHistory: held([9, 1400]) }, ['confirm swapped']],
    [
      'the same without history',
      daily(null, 1500),
      { history: [], otherHistory: held([9, 1400]) },
      ['confirm swapped'],
    ],
    ['near its own size', daily(50, 120), { otherHistory: held([9, 130]) }, []],
    [
      'a lifetime budget like a daily one',
      lifetime(1500, 50),
      { budgetKind: 'lifetime', history: held([9, 1500]), otherHistory: held([9, 50]), minimum: null },
      ['confirm swapped'],
    ],

    ['below the minimum', daily(1.5, 0.99), { history: [] }, ['block belowMinimum']],
    [
      'a lifetime budget below its days',
      lifetime(80, 59.99),
      { budgetKind: 'lifetime', history: [] },
      ['block belowMinimum'],
    ],
    ['the minimum of its days', lifetime(80, 60), { budgetKind: 'lifetime', history: [] }, []],
    ['nothing known of a minimum', daily(1.5, 0.99), { history: [], minimum: null }, []],
    ['more than Meta takes', daily(900_000, 1_000_001), { history: [] }, ['block aboveMost']],
    [
      'the same by a rate of today',
      daily(900_000, 950_000),
      { history: [], currency: 'EUR', most: units(920_000) },
      ['confirm aboveMost'],
    ],
    ['over a limit', daily(50, 60), { limit: units(55) }, ['confirm overLimit']],
    ['on, its budget over the limit', on, { budget: units(60), limit: units(55) }, ['confirm overLimit']],
    ['on, its budget up to it', on, { budget: units(55), limit: units(55) }, []],
    ['down, still over the limit', daily(70, 60), { limit: units(55) }, []],

    ['a third change', daily(50, 55), { budgetChanges: [NOW - 5 * MINUTE, NOW - 6 * MINUTE] }, []],
    [
      'a fourth change',
      daily(50, 55),
      { budgetChanges: [NOW - 5 * MINUTE, NOW - 59 * MINUTE, NOW - 60 * MINUTE, NOW] },
      ['confirm fourthBudgetChange'],
    ],
    [
      'a fifth change',
      lifetime(50, 55),
      { budgetKind: 'lifetime', minimum: null, budgetChanges: [1, 2, 3, 4].map((ago) => NOW - ago * MINUTE) },
      ['confirm budgetChangesSpent'],
    ],
    ['no change of a budget', off, { budgetChanges: [1, 2, 3, 4].map((ago) => NOW - ago * MINUTE) }, []],

    ['a jump while learning', daily(50, 60.01), { learning: 'LEARNING' }, ['confirm resetsLearning']],
    ['a cut after it', daily(50, 39.99), { learning: 'SUCCESS' }, ['confirm resetsLearning']],
    ['a jump where learning is limited', daily(50, 70), { learning: 'FAIL' }, ['note resetsLearning']],
    ['a jump of a campaign, whose ad sets learn', daily(50, 70), { learning: 'BELOW' }, ['note resetsLearning']],
    ['a fifth and no more', daily(50, 60), { learning: 'LEARNING' }, []],
    ['nothing known of learning', daily(50, 70), { learning: 'UNKNOWN' }, []],
    [
      'another strategy',
      { field: 'bidStrategy', before: 'COST_CAP', after: 'LOWEST_COST_WITH_BID_CAP' },
      { learning: 'LEARNING' },
      ['confirm resetsLearning'],
    ],
    ['a cap while learning', { field: 'spendCap', before: units(50), after: units(70) }, { learning: 'LEARNING' }, []],

    ['budgets on both levels', daily(50, 55), { otherLevelHasBudget: true }, ['block twoBudgets']],
    ['an end that passed', ends(NOW - 1000), {}, ['block endsInPast']],
    ['an end before the start', ends(NOW + DAY / 2), { startsAt: NOW + 2 * DAY }, ['block endsBeforeStart']],
    [
      'a start after the end',
      { field: 'startsAt', before: NOW, after: NOW + 9 * DAY },
      { endsAt: NOW + DAY },
      ['block endsBeforeStart'],
    ],
    ['a later end', ends(NOW + 3 * DAY), {}, []],
    ['on after its end', on, { endsAt: NOW - DAY }, ['confirm hasEnded']],
    ['a budget after its end', daily(50, 55), { endsAt: NOW - DAY }, ['confirm hasEnded']],
    ['on without an end', on, { endsAt: null }, ['confirm noEnd']],
    ['on without an end, the budget elsewhere', on, { endsAt: null, budgetKind: null }, []],
    [
      'on with a lifetime budget and no end',
      on,
      { endsAt: null, budgetKind: 'lifetime' },
      ['block lifetimeWithoutEnd'],
    ],
    ['the end taken away', ends(null), {}, ['confirm noEnd']],
    ['the end of what is paused taken away', ends(null), { status: 'PAUSED' }, []],
    [
      'the end of a lifetime budget taken away',
      ends(null),
      { status: 'PAUSED', budgetKind: 'lifetime' },
      ['block lifetimeWithoutEnd'],
    ],
    ['off', off, { endsAt: null }, []],
    ['a name', { field: 'name', before: 'a', after: 'b' }, { learning: 'LEARNING' }, []],
    [
      'much at once, the worst first',
      daily(50, 1_500_000),
      { learning: 'LEARNING', otherLevelHasBudget: true, limit: units(55) },
      ['block twoBudgets', 'block aboveMost', 'confirm unusual', 'confirm overLimit', 'confirm resetsLearning'],
    ],
  ])('%s', (_, change, context, findings) => expect(found(change, context)).toEqual(findings))

  it('say until when a budget waits', () => {
    const changes = [50, 40, 30].map((ago) => NOW - ago * MINUTE)
    const freeAt = (budgetChanges: readonly number[]) => guardsOf(daily(50, 55), { ...quiet, budgetChanges })[0]
    expect(freeAt(changes)).toMatchObject({ freeAt: NOW + 10 * MINUTE })
    expect(freeAt([...changes, NOW - MINUTE, NOW])).toMatchObject({ freeAt: NOW + 20 * MINUTE })
  })

  it('do not depend on the unit of money', () => {
    const amount = fc.integer({ min: 1, max: 100_000 })
    const past = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), amount), { maxLength: 5 })
    fc.assert(
      fc.property(amount, amount, past, past, fc.constantFrom(1, 10, 1000), (before, after, own, other, by) => {
        const of = (times: number): readonly string[] =>
          found(daily(before * times, after * times), {
            minimum: null,
            most: null,
            learning: 'LEARNING',
            history: held(...own.map(([days, value]) => [days, value * times] as const)),
            otherHistory: held(...other.map(([days, value]) => [days, value * times] as const)),
          })
        expect(of(by)).toEqual(of(1))
      }),
    )
  })
})

it('what is usual was set for half of the last 90 days', () => {
  expect(usualOf([], NOW)).toBeNull()
  expect(usualOf(held([0, 7]), NOW)).toBe(units(7))
  expect(usualOf(held([0, 7], [3, 5]), NOW)).toBe(units(5))
  expect(usualOf(held([400, 9], [10, 5]), NOW)).toBe(units(9))
  expect(usualOf(held([400, 9], [100, 5]), NOW)).toBe(units(5))
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 9 })), {
        minLength: 1,
        maxLength: 6,
        selector: ([days]) => days,
      }),
      (values) => {
        // Day by day: what was set on each, sorted, and the middle of them.
        const perDay = Array.from({ length: 90 }, (_, ago) => {
          const before = values.filter(([days]) => days > ago).toSorted((a, b) => a[0] - b[0])
          return before[0]?.[1] ?? null
        })
        const days = perDay.filter((value) => value !== null).toSorted((a, b) => a - b)
        expect(usualOf(held(...values), NOW)).toBe(units(days[Math.ceil(days.length / 2) - 1] ?? Number.NaN))
      },
    ),
  )
})

it('says each finding in a sentence of either language', () => {
  const place = { currency: 'EUR', zone: 'Europe/Berlin' }
  const severity = SEVERITIES[1]
  const said = (['en', 'ru'] as const).map((locale) =>
    (
      [
        { severity, kind: 'unusual', usual: units(50), times: 22.4 },
        { severity, kind: 'unusual', usual: units(50), times: 0.08 },
        { severity, kind: 'unusual', usual: units(50), times: 0.0004 },
        { severity, kind: 'decimals', usual: units(50), times: 100 },
        { severity, kind: 'fourthBudgetChange', freeAt: NOW },
        { severity, kind: 'resetsLearning', learning: 'SUCCESS', share: -0.25 },
        { severity, kind: 'resetsLearning', learning: 'BELOW', share: 0.3 },
        { severity, kind: 'hasEnded', at: NOW },
      ] as const
    ).map((finding) => guardText(CATALOGUES[locale], formatOf(locale), finding, place).replace(/[\u00a0\u202f]/g, ' ')),
  )
  expect(said).toEqual([
    [
      '22 times the usual €50.00.',
      '8.0% of the usual €50.00.',
      'Less than 0.1% of the usual €50.00.',
      'About a hundred times the usual €50.00: a decimal mark may be missing.',
      'The fourth change of this budget within an hour. After it Meta takes none until 13:00.',
      '\u221225.0%. This usually puts it back into the learning phase.',
      '+30.0%. A change over 20% may begin the learning phase of its ad sets anew.',
      'It ended Nov 20, 2026, 13:00: nothing is delivered without a later end.',
    ],
    [
      'В 22 раза больше обычного (50,00 €).',
      '8,0 % от обычного (50,00 €).',
      'Меньше 0,1 % от обычного (50,00 €).',
      'Примерно в сто раз больше обычного (50,00 €): возможно, пропущен десятичный знак.',
      'Четвёртая смена этого бюджета за час. После неё Meta не примет новых до 13:00.',
      '\u221225,0 %. Обычно это возвращает в фазу обучения.',
      '+30,0 %. Изменение больше 20 % может заново начать обучение её групп.',
      'Показ закончился 20 нояб. 2026 г., 13:00: без более позднего конца ничего не показывается.',
    ],
  ])
})
