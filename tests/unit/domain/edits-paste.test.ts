import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { formatOf } from '../../../src/renderer/format.ts'
import { LOCALES } from '../../../src/shared/domain/connection.ts'
import { parseMoment } from '../../../src/shared/domain/edits-moment.ts'
import type { PasteObject, PasteWords } from '../../../src/shared/domain/edits-paste.ts'
import { keysOf, pastedEdits, readTable } from '../../../src/shared/domain/edits-paste.ts'

const words: PasteWords = {
  headers: {
    id: ['Id', 'ID'],
    budget: ['Budget', 'Бюджет'],
    name: ['Name', 'Имя'],
    status: ['Status', 'Статус'],
    dailyBudget: ['Daily budget', 'Дневной бюджет'],
    lifetimeBudget: ['Lifetime budget', 'Бюджет на весь срок'],
    spendCap: ['Spend cap', 'Лимит расхода'],
    bid: ['Bid', 'Ставка'],
    bidStrategy: ['Bid strategy', 'Стратегия ставок'],
    startsAt: ['Start', 'Начало'],
    endsAt: ['End', 'Конец'],
  },
  values: {
    status: [
      ['Active', 'ACTIVE'],
      ['Paused', 'PAUSED'],
      ['Активно', 'ACTIVE'],
      ['Пауза', 'PAUSED'],
      ['Not delivering', null],
    ],
    bidStrategy: [
      ['COST_CAP', 'COST_CAP'],
      ['Highest volume', 'LOWEST_COST_WITHOUT_CAP'],
    ],
  },
}
const object = (id: string, name: string, values: PasteObject['values'] = {}, currency = 'USD'): PasteObject => ({
  objectId: id,
  level: 'adset',
  name,
  currency,
  zone: 'Europe/Berlin',
  values: { name, status: 'ACTIVE', dailyBudget: 10_000_000, bid: null, endsAt: null, startsAt: 0, ...values },
})
const objects = [
  object('120211', 'One'),
  object('120212', 'Two', { bid: 1_000_000, endsAt: 5000 }),
  object('120213', 'Same'),
  object('120214', 'Same'),
  object('120215', 'Yen', {}, 'JPY'),
]
/** Written and read back below. */
const FIELDS = ['name', 'status', 'dailyBudget', 'spendCap', 'bid', 'endsAt'] as const
const split = (text: string, delimiter: string) => Papa.parse<string[]>(text, { delimiter })
const paste = (text: string, locale: 'en' | 'ru' = 'en', of: readonly PasteObject[] = objects) => {
  const answer = readTable(text, words, split)
  return answer.ok ? { ok: true as const, ...pastedEdits(answer.table, { objects: of, words, locale }) } : answer
}
const taken = (text: string, locale?: 'en' | 'ru') => {
  const answer = paste(text, locale)
  if (!answer.ok) return { problem: answer.problem, row: answer.row }
  return {
    edits: answer.edits.map(({ row, column, objectId, change }) => [row, column, objectId, change.field, change.after]),
    refused: answer.refused.map(({ row, column, problem }) => [row, column, problem.problem]),
    unmatched: answer.unmatched.map(({ row, why }) => [row, why]),
  }
}

describe('a pasted table', () => {
  it('is read in any order and language, blank keeps and [] takes away', () => {
    const rows = [
      'Ставка\tId\tДневной бюджет (USD)\tРасход\tИмя\tСтатус\tКонец',
      '\t120211\t1 000,50\t999\tNew name\tпауза',
      '[]\t120212\t\t\t[]\t[]\t[]',
      '2\t120215\t100,5\t\t\ton',
    ]
    expect(taken(rows.join('\r\n'), 'ru')).toEqual({
      edits: [
        [2, 3, '120211', 'dailyBudget', 1_000_500_000],
        [2, 5, '120211', 'name', 'New name'],
        [2, 6, '120211', 'status', 'PAUSED'],
        [3, 7, '120212', 'endsAt', null],
        [4, 1, '120215', 'bid', 2_000_000],
      ],
      refused: [
        [3, 1, 'bidNeeded'],
        [3, 5, 'needed'],
        [3, 6, 'needed'],
        [4, 3, 'decimals'],
        [4, 6, 'status'],
      ],
      unmatched: [],
    })
  })

  it('is matched by id, then by a name that only one has', () => {
    const rows = [
      'Name,Id,Daily budget',
      'One,,20',
      'Same,,20',
      'Nobody,,20',
      'One,999,20',
      'Two,1.2E+05,20',
      ',,20',
      '"Same",120213,"1,000.50"',
      ',120211,30',
    ]
    expect(taken(rows.join('\n'))).toEqual({
      edits: [
        [2, 3, '120211', 'dailyBudget', 20_000_000],
        [8, 3, '120213', 'dailyBudget', 1_000_500_000],
      ],
      refused: [[9, 2, 'repeatedRow']],
      unmatched: [
        [3, 'sharedName'],
        [4, 'unknownName'],
        [5, 'unknownId'],
        [6, 'roundedId'],
        [7, 'noKey'],
      ],
    })
  })

  it('takes a budget for the kind that the object has, and leaves what says only what it is', () => {
    const of = [
      object('120211', 'One'),
      { ...object('120212', 'Two'), values: { lifetimeBudget: 5, status: 'PAUSED' } },
    ] as const
    const answer = paste(
      'Id\tBudget\tDaily budget\tStatus\n120211\t20\t30\tnot delivering\n120212\t$20\t\tPaused',
      'en',
      of,
    )
    if (!answer.ok) throw new Error(answer.problem)
    expect(answer.edits.map(({ change }) => [change.field, change.after])).toEqual([
      ['dailyBudget', 20_000_000],
      ['lifetimeBudget', 20_000_000],
    ])
    expect(answer.refused).toEqual([
      { row: 2, column: 3, objectId: '120211', text: '30', problem: { of: 'cell', problem: 'repeatedHeader' } },
    ])
  })

  it('asks for objects by id, and by name where a row has none', () => {
    const answer = readTable('Name,Id\nOne,\nTwo,120212\nOne,\n,120212\nThree,1.2E+05', words, split)
    expect(answer.ok && keysOf(answer.table)).toEqual({ ids: ['120212'], names: ['One'] })
  })

  it('makes one change of a strategy and the bid beside it, in any order', () => {
    const free = object('120211', 'One', { bidStrategy: 'LOWEST_COST_WITHOUT_CAP' })
    const held = object('120212', 'Two', { bidStrategy: 'COST_CAP', bid: 1_000_000 })
    const strategy = { field: 'bidStrategy', before: 'LOWEST_COST_WITHOUT_CAP', after: 'COST_CAP' }
    for (const table of ['Id\tBid\tBid strategy\n120211\t2\tCOST_CAP', 'Id\tBid strategy\tBid\n120211\tCOST_CAP\t2']) {
      const answer = paste(table, 'en', [free, held])
      expect(answer).toMatchObject({
        refused: [],
        edits: [{ row: 2, change: { ...strategy, bid: { before: null, after: 2_000_000 } } }],
      })
    }
    expect(paste('Id\tBid strategy\n120211\tCOST_CAP\n120212\tHighest volume', 'en', [free, held])).toMatchObject({
      refused: [{ row: 2, column: 2, problem: { of: 'cell', problem: 'bidMissing' } }],
      edits: [{ row: 3, change: { after: 'LOWEST_COST_WITHOUT_CAP', bid: { before: 1_000_000, after: null } } }],
    })
  })

  it.each([
    ['en', 'Spend cap\tName\tId\tEnd\tBid strategy', '1,000.50\t\t120211\t[]\tCOST_CAP'],
    ['ru', 'Стратегия ставок\tКонец\tId\tИмя\tЛимит расхода, USD', 'cost_cap\t[]\t120211\t\t1 000,50'],
  ] as const)('sets a spend cap, takes it away and keeps it: %s', (locale, header, row) => {
    const campaign = (spendCap: number | null): PasteObject => ({
      ...object('120211', 'One', { spendCap, endsAt: 9000, bidStrategy: 'LOWEST_COST_WITHOUT_CAP' }),
      level: 'campaign',
    })
    const made = (line: string, spendCap: number | null) => {
      const answer = paste(`${header}\n${line}`, locale, [campaign(spendCap)])
      if (!answer.ok) throw new Error(answer.problem)
      expect(answer.refused).toEqual([])
      return new Map(answer.edits.map(({ change }) => [change.field, change.after]))
    }
    expect(made(row, null)).toEqual(
      new Map<string, unknown>([
        ['spendCap', 1_000_500_000],
        ['endsAt', null],
        ['bidStrategy', 'COST_CAP'],
      ]),
    )
    const erased = row.replace(/1.000[.,]50/, '[]')
    expect(made(erased, 7_000_000).get('spendCap')).toBeNull()
    expect(made(erased, null).has('spendCap')).toBe(false)
    expect(made(row.replace(/1.000[.,]50/, ''), 7_000_000).has('spendCap')).toBe(false)
  })

  it('changes nothing of what is archived, and no spend cap that is not known', () => {
    const of = [
      { ...object('120211', 'One'), level: 'campaign', values: { name: 'One', status: 'ACTIVE' } },
      { ...object('120212', 'Two'), values: {} },
      { ...object('120213', 'Three'), values: { name: 'Three', status: 'ARCHIVED' } },
    ] as const
    const rows = ['Id\tSpend cap\tBid\tStatus\tName', '120211\t20\t2', '120212\t20', '120213\t\t\tPaused\tThird']
    const answer = paste(rows.join('\n'), 'en', of)
    expect(answer.ok && answer.refused.map(({ row, problem }) => [row, problem.problem])).toEqual([
      [2, 'onlyInForm'],
      [2, 'noSuchValue'],
      [3, 'archived'],
      [4, 'archived'],
    ])
    expect(answer.ok && answer.edits.map(({ change }) => change.after)).toEqual(['Third'])
  })

  it('may be ragged, quoted, with headers twice and values that nothing has', () => {
    const rows = [
      '\ufeff',
      'Id;Name;Daily budget;Daily budget, USD;Lifetime budget;End',
      '120211;"A ""b""; c"',
      '',
      '120212;Two;10;50;5;[];;more',
      '120213;"a\nb";12;;;31.02.2026',
    ]
    expect(taken(rows.join('\n'))).toEqual({
      edits: [
        [3, 2, '120211', 'name', 'A "b"; c'],
        [5, 6, '120212', 'endsAt', null],
        [6, 3, '120213', 'dailyBudget', 12_000_000],
      ],
      refused: [
        [2, 4, 'repeatedHeader'],
        [5, 8, 'extra'],
        [5, 5, 'noSuchValue'],
        [6, 2, 'control'],
        [6, 6, 'moment'],
      ],
      unmatched: [],
    })
  })

  it.each([
    ['', 'empty', null],
    [' \r\n ; \n', 'empty', null],
    ['120211\t20', 'noHeader', null],
    ['Spend\tClicks\n1\t2', 'noHeader', null],
    ['Status\tBid\nActive\t2', 'noKeyColumn', null],
    ['Id\tName\n120211\tOne\n120212\t"Two\n120213\tx', 'quotes', 3],
    [`Id\n${'120211\n'.repeat(50_001)}`, 'tooManyRows', null],
  ])('%# as a whole is refused', (text, problem, row) => expect(taken(text)).toEqual({ problem, row }))

  it('gives back what was written into it, whatever the order, language and delimiter', () => {
    const texts = fc.string({ unit: fc.constantFrom(...'ab;,\t"\'[] Яя🌞'), minLength: 1, maxLength: 12 })
    const row = fc.record({
      name: texts,
      status: fc.constantFrom('ACTIVE', 'PAUSED'),
      dailyBudget: fc.integer({ min: 1, max: 90_000_000 }).map((cents) => cents * 10_000),
      spendCap: fc.option(fc.integer({ min: 1, max: 90_000_000 }).map((cents) => cents * 10_000)),
      bid: fc.integer({ min: 1, max: 9_000 }).map((cents) => cents * 10_000),
      endsAt: fc.option(fc.integer({ min: 1_700_000_000, max: 1_900_000_000 }).map((s) => s * 1000)),
    })
    type Row = typeof row extends fc.Arbitrary<infer R> ? R : never
    const columns = fc.shuffledSubarray([...FIELDS])
    const shape = fc.tuple(columns, fc.nat(), fc.constantFrom('\t', ';', ','), fc.constantFrom(...LOCALES))
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), shape, (rows, [some, at, delimiter, locale]) => {
        const place = at % (some.length + 1)
        const order: readonly ((typeof FIELDS)[number] | 'id')[] = [...some.slice(0, place), 'id', ...some.slice(place)]
        const format = formatOf(locale)
        const cell = (one: Row, index: number, field: (typeof FIELDS)[number] | 'id'): string => {
          if (field === 'id') return String(120_300 + index)
          const value = one[field]
          if (value === null) return '[]'
          if (field === 'name') return String(value)
          if (field === 'status') return value === 'ACTIVE' ? 'Активно' : 'Paused'
          if (field === 'endsAt') return new Date(Number(value)).toISOString()
          return format.amount(Number(value), 'USD')
        }
        const all = rows.map((_, index) =>
          object(String(120_300 + index), 'before', { spendCap: 7, endsAt: 7, bid: 7 }),
        )
        const text = Papa.unparse(
          [
            order.map((field) => words.headers[field][locale === 'en' ? 0 : 1] ?? ''),
            ...rows.map((one, index) => order.map((field) => cell(one, index, field))),
          ],
          { delimiter },
        )
        const answer = paste(text, locale, all)
        if (!answer.ok) throw new Error(answer.problem)
        const wanted = rows.flatMap((one, index) =>
          order.flatMap((field) => {
            if (field === 'id') return []
            const value = field === 'name' ? String(one.name).trim() : one[field]
            const isKept =
              value === '' || value === '[]' || /\t/.test(String(value)) || value === all[index]?.values[field]
            return isKept ? [] : [[String(120_300 + index), field, value]]
          }),
        )
        expect(answer.edits.map(({ objectId, change }) => [objectId, change.field, change.after])).toEqual(wanted)
        expect(answer.unmatched).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('survives anything', () => {
    const text = fc.string({ unit: fc.constantFrom(...'Id\tName;,"\n\r 120211[]$1Яя'), maxLength: 120 })
    fc.assert(
      fc.property(text, (tail) => {
        const answer = paste(`Id\tName\tDaily budget\tEnd\n${tail}`)
        if (answer.ok) for (const { change } of answer.edits) expect(change.after).not.toBe(change.before)
      }),
      { numRuns: 500 },
    )
  })
})

it.each([
  ['2026-11-14', 'en', '2026-11-13T23:00:00Z', '2026-11-14T22:59:59Z'],
  ['14.11.2026 14:05', 'ru', '2026-11-14T13:05:00Z', '2026-11-14T13:05:00Z'],
  ['11/14/2026 2:05 PM', 'en', '2026-11-14T13:05:00Z', '2026-11-14T13:05:00Z'],
  ['11/14/2026, 12:00:30 a.m.', 'en', '2026-11-13T23:00:30Z', '2026-11-13T23:00:30Z'],
  ['2026-11-14T14:05:00+0300', 'en', '2026-11-14T11:05:00Z', '2026-11-14T11:05:00Z'],
  // The hour that summer time skips.
  ['2026-03-29 02:30', 'en', '2026-03-29T01:30:00Z', '2026-03-29T01:30:00Z'],
  ['14.11', 'ru', null, null],
  ['14.11.26', 'ru', null, null],
  ['2026-11-14 24:00', 'en', null, null],
  ['2026-11-14 14:60', 'en', null, null],
  ['2026-11-14 13:00 PM', 'en', null, null],
  ['2026-02-30', 'en', null, null],
  ['2026-02-30T10:00:00Z', 'en', null, null],
  ['1999-12-31', 'en', null, null],
  ['45975', 'en', null, null],
  ['tomorrow', 'en', null, null],
] as const)('%j in %s is a moment', (text, locale, start, end) => {
  const at = (side: 'start' | 'end') => parseMoment(text, 'Europe/Berlin', locale, side)
  expect([at('start'), at('end')]).toEqual([start, end].map((each) => (each === null ? null : Date.parse(each))))
})
