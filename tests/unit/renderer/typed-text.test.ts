import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import { pasteWords, problemText } from '../../../src/renderer/ui/typed-text.ts'
import { pastedEdits, readTable } from '../../../src/shared/domain/edits-paste.ts'

const split = (text: string, delimiter: string) => Papa.parse<string[]>(text, { delimiter })
const objects = [
  {
    objectId: '120211',
    level: 'campaign',
    name: 'Summer',
    currency: 'USD',
    zone: 'Europe/Berlin',
    values: {
      name: 'Summer',
      status: 'ACTIVE',
      dailyBudget: 10_000_000,
      bidStrategy: 'COST_CAP',
      endsAt: null,
    },
  },
] as const

it.each([
  ['en', 'Status\tName\tId\tBudget, USD\tBid strategy\tEnd\nPaused\tSummer\t120211\t20\tBid cap\tno day'],
  ['ru', 'Статус\tИмя\tId\tБюджет, USD\tСтратегия ставок\tКонец\nПауза\tSummer\t120211\t20\tBid cap\tno day'],
  [
    'en',
    'Campaign Status,Campaign Name,Campaign ID,Campaign Daily Budget,Campaign Bid Strategy,Ends\nPAUSED,,120211,20,LOWEST_COST_WITH_BID_CAP,no day',
  ],
] as const)('knows the headers and words of tables here and of Meta: %s %#', (locale, text) => {
  const words = pasteWords()
  const answer = readTable(text, words, split)
  if (!answer.ok) throw new Error(answer.problem)
  const pasted = pastedEdits(answer.table, { objects, words, locale })
  expect(pasted.edits.map(({ change }) => change.after)).toEqual(['PAUSED', 20_000_000, 'LOWEST_COST_WITH_BID_CAP'])
  const strings = CATALOGUES[locale]
  expect(pasted.refused.map(({ problem }) => problemText(strings, problem))).toEqual([strings.typed.cell.moment])
})

it('has no word of a status or strategy that could mean two of them', () => {
  const { headers, values } = pasteWords()
  for (const pairs of Object.values(values)) {
    const meant = new Map<string, string | null>()
    for (const [word, value] of pairs) {
      const known = meant.get(word.toLowerCase())
      expect(known === undefined || known === value, word).toBe(true)
      meant.set(word.toLowerCase(), value)
    }
  }
  const names = Object.entries(headers).flatMap(([field, all]) =>
    [...new Set(all)].map((name) => [name.toLowerCase(), field]),
  )
  expect(new Map(names.map(([name, field]) => [name, field])).size).toBe(names.length)
})
