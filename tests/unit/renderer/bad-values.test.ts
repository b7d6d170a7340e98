import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { readBulk } from '../../../src/renderer/features/campaigns/bulk-form.ts'
import type { BulkKind, BulkTyped } from '../../../src/renderer/features/campaigns/bulk-form.ts'
import { readForm } from '../../../src/renderer/ui/edit-form.ts'
import { change as changeInput } from '../../../src/shared/contract/edits.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'
import type { Locale } from '../../../src/shared/domain/connection.ts'
import type { EditableObject } from '../../../src/shared/domain/editable.ts'
import { MOST_NAME } from '../../../src/shared/domain/edits.ts'
import type { Change } from '../../../src/shared/domain/edits.ts'
import { pastedEdits, readTable } from '../../../src/shared/domain/edits-paste.ts'
import type { PasteWords } from '../../../src/shared/domain/edits-paste.ts'

/** What people type, wherever they type it: a cell and a form, a bulk edit, a pasted table, and what the main side takes of it. */

const words: PasteWords = {
  headers: {
    id: ['Id'],
    budget: ['Budget'],
    name: ['Name'],
    status: [],
    dailyBudget: [],
    lifetimeBudget: [],
    spendCap: ['Spend cap'],
    bid: [],
    bidStrategy: [],
    startsAt: [],
    endsAt: [],
  },
  values: { status: [], bidStrategy: [] },
}
const about = (currency: string, name = 'Before'): EditableObject => ({
  objectId: '120211',
  accountId: 'act_1',
  accountName: 'Atelier',
  level: 'campaign',
  name,
  currency,
  zone: 'Europe/Berlin',
  values: { name, status: 'ACTIVE', dailyBudget: 10_000_000, spendCap: 500_000_000 },
  readAt: 0,
  isLive: false,
  past: { now: 0, held: {}, budgetChanges: [], otherLevelHasBudget: false, learning: null, endsAt: null },
})

type Answer = Change['after'] | { readonly problem: string }
/** As the window would send it; the main side takes it, or this throws. */
const sent = (change: Change | null | undefined): Answer => {
  if (!change) throw new Error('it changes nothing')
  return changeInput.parse(change).after
}

const inForm = (
  field: 'dailyBudget' | 'spendCap' | 'name',
  text: string,
  object: EditableObject,
  locale: Locale,
): Answer => {
  const { changes, problems } = readForm(object, { [field]: text }, locale)
  const problem = problems.get(field)
  return problem ? { problem: problem.problem } : sent(changes[0])
}
const inBulk = (
  field: 'budget' | 'spendCap' | 'name',
  kind: BulkKind,
  text: string,
  object: EditableObject,
  locale: Locale,
): Answer => {
  const typed: BulkTyped = {
    field,
    kind,
    text,
    status: 'ACTIVE',
    strategy: '',
    replacement: '',
    isRegExp: false,
    isCaseSensitive: false,
  }
  const read = readBulk(typed, [object], locale, {})
  if (!read.ok) return { problem: 'problem' in read.problem ? read.problem.problem : read.problem.of }
  const [line] = read.lines
  return line?.problem ? { problem: line.problem.problem } : sent(line?.change)
}
const inTable = (header: string, text: string, object: EditableObject, locale: Locale): Answer => {
  const table = readTable(
    Papa.unparse(
      [
        ['Id', header],
        ['120211', text],
      ],
      { delimiter: '\t' },
    ),
    words,
    (cells, delimiter) => Papa.parse<string[]>(cells, { delimiter }),
  )
  if (!table.ok) throw new Error(table.problem)
  const { edits, refused } = pastedEdits(table.table, { objects: [object], words, locale })
  return refused[0] ? { problem: refused[0].problem.problem } : sent(edits[0]?.change)
}

const BOTH = (answer: number | string): readonly [number | string, number | string] => [answer, answer]
describe('an amount', () => {
  it.each([
    ['0', 'USD', BOTH('zero')],
    ['-5', 'USD', BOTH('negative')],
    ['1e12', 'USD', BOTH('exponent')],
    ['1000000000000', 'USD', BOTH('tooLarge')],
    ['1,000.50', 'USD', BOTH(1000.5)],
    ['1.000,50', 'USD', BOTH(1000.5)],
    ['1,000', 'USD', [1000, 'ambiguous']],
    ['1.000', 'USD', ['ambiguous', 1000]],
    ['１００', 'USD', BOTH(100)],
    ['$100', 'USD', BOTH(100)],
    ['€100', 'USD', BOTH('otherCurrency')],
    ['100.5', 'JPY', BOTH('decimals')],
    ['￥1,000', 'JPY', [1000, 'ambiguous']],
    ['100 円?', 'JPY', BOTH('notANumber')],
    ['ten', 'USD', BOTH('notANumber')],
  ] as const)('%j of %s is the same wherever it is typed', (text, currency, expected) => {
    const object = about(currency)
    for (const [at, locale] of LOCALES.entries()) {
      const answer = expected[at]
      const wanted = typeof answer === 'number' ? answer * 1_000_000 : { problem: answer }
      const places = [
        inForm('dailyBudget', text, object, locale),
        inForm('spendCap', text, object, locale),
        inBulk('budget', 'set', text, object, locale),
        inBulk('spendCap', 'set', text, object, locale),
        inTable('Budget', text, object, locale),
        inTable('Spend cap', text, object, locale),
      ]
      expect(places, locale).toEqual(places.map(() => wanted))
    }
  })

  it.each([
    ['add', '5', 15],
    ['add', '-5', 5],
    ['add', '-10', 'zero'],
    ['add', '-１１', 'negative'],
    ['add', '0', 'zero'],
    ['add', '1e3', 'exponent'],
    ['add', '9007199254', 'tooLarge'],
    ['multiply', '1.5', 15],
    ['multiply', '+50 %', 15],
    ['multiply', '0', 'bounds'],
    ['multiply', '-2', 'notANumber'],
    ['multiply', '1001', 'bounds'],
    ['multiply', '1e2', 'notANumber'],
    ['multiply', '0.0001', 'zero'],
    ['round', '0', 'zero'],
    ['round', '30', 'zero'],
    ['round', '20', 20],
  ] as const)('that is to %s %j is one, or says why not', (kind, text, expected) => {
    const wanted = typeof expected === 'number' ? expected * 1_000_000 : { problem: expected }
    for (const locale of LOCALES) expect(inBulk('budget', kind, text, about('USD'), locale), locale).toEqual(wanted)
  })

  it.each([0, -1, 0.5, 1e18, Number.NaN, Infinity, '100', null])('of %s is not taken by the main side', (after) => {
    expect(changeInput.safeParse({ field: 'dailyBudget', before: 10_000_000, after }).success).toBe(false)
  })
})

describe('a name', () => {
  it.each([
    [' Summer ', 'Summer'],
    ['n'.repeat(MOST_NAME), 'n'.repeat(MOST_NAME)],
    ['\u202ereversed\u202c \u200fالعربية', '\u202ereversed\u202c \u200fالعربية'],
    ['=SUM(A1)', '=SUM(A1)'],
    ['n'.repeat(MOST_NAME + 1), { problem: 'tooLong' }],
    ['🔥'.repeat(MOST_NAME / 2 + 1), { problem: 'tooLong' }],
    ['\u200b\u2066', { problem: 'empty' }],
    ['a\u0000b', { problem: 'control' }],
    ['two\nlines', { problem: 'control' }],
    ['half \ud83d', { problem: 'control' }],
  ] as const)('%# is the same wherever it is typed', (text, expected) => {
    for (const locale of LOCALES) {
      const places = [
        inForm('name', text, about('USD'), locale),
        inBulk('name', 'set', text, about('USD'), locale),
        inTable('Name', text, about('USD'), locale),
      ]
      expect(places, locale).toEqual(places.map(() => expected))
    }
    const isTaken = changeInput.safeParse({ field: 'name', before: 'Before', after: text }).success
    expect(isTaken).toBe(typeof expected === 'string')
  })

  it('that is empty is asked for in a form and in bulk, and kept as it is in a table', () => {
    expect(inForm('name', ' ', about('USD'), 'en')).toEqual({ problem: 'empty' })
    expect(inBulk('name', 'set', '', about('USD'), 'en')).toEqual({ problem: 'empty' })
    expect(() => inTable('Name', '', about('USD'), 'en')).toThrow('it changes nothing')
    expect(inTable('Name', '[]', about('USD'), 'en')).toEqual({ problem: 'needed' })
  })

  it.each(['', '   spaces around   ', '🔥'.repeat(MOST_NAME), 'tab\tand\u0000'])(
    'that Meta has and nobody could type, %#, is replaced by one that is',
    (before) => {
      const change = { field: 'name', before, after: 'After' } as const
      expect(changeInput.parse(change)).toEqual(change)
      expect(inForm('name', 'After', about('USD', before), 'en')).toBe('After')
      expect(inBulk('name', 'set', 'After', about('USD', before), 'en')).toBe('After')
    },
  )
})
