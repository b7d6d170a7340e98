import type { PasteWords } from '../../shared/domain/edits-paste.ts'
import type { LineProblem } from '../../shared/domain/edits-preview.ts'
import type { Strings } from '../strings/catalogue.ts'
import { CATALOGUES } from '../strings/catalogue.ts'
import type { Problem } from './edit-form.ts'

/** What is wrong with an amount, a name, a time, a cell or a row, as a sentence. */
export const problemText = ({ typed, editing }: Strings, problem: LineProblem | Problem): string => {
  switch (problem.of) {
    case 'amount':
      return typed.amount[problem.problem]
    case 'name':
      return typed.name[problem.problem]
    case 'time':
      return editing.problems[problem.problem]
    case 'cell':
      return typed.cell[problem.problem]
    case 'row':
      return typed.row[problem.problem]
    case 'unmatched':
      return typed.unmatched[problem.problem]
  }
}

const STRINGS = Object.values(CATALOGUES)
const said = (word: (strings: Strings) => string): readonly string[] => STRINGS.map(word)
const SET = ['ACTIVE', 'PAUSED']

/** What tables here call their columns and values in all languages, and Meta in its exports. */
export const pasteWords = (): PasteWords => ({
  headers: {
    id: [...said(({ table }) => table.fields.id), 'Campaign ID', 'Ad set ID', 'Ad ID'],
    name: [...said(({ table }) => table.fields.name), 'Campaign name', 'Ad set name', 'Ad name'],
    status: [...said(({ table }) => table.fields.status), 'Campaign status', 'Ad set status', 'Ad status'],
    budget: said(({ table }) => table.fields.budget),
    dailyBudget: [...said(({ timeline }) => timeline.dailyBudget), 'Campaign daily budget', 'Ad set daily budget'],
    lifetimeBudget: [
      ...said(({ timeline }) => timeline.lifetimeBudget),
      'Campaign lifetime budget',
      'Ad set lifetime budget',
    ],
    spendCap: [...said(({ timeline }) => timeline.fields.spendCap), 'Campaign spend limit'],
    bid: [...said(({ table }) => table.fields.bid), 'Bid amount'],
    bidStrategy: [...said(({ table }) => table.fields.bidStrategy), 'Campaign bid strategy'],
    startsAt: [...said(({ table }) => table.fields.start), 'Ad set time start', 'Starts'],
    endsAt: [...said(({ table }) => table.fields.end), 'Ad set time stop', 'Ends'],
  },
  values: {
    // A status in a table is the effective one: only two of its words can be set.
    status: STRINGS.flatMap(({ campaigns }) =>
      Object.entries(campaigns.statuses).flatMap(([status, word]) => {
        const value = SET.includes(status) ? status : null
        return [[word, value] as const, [status, value] as const]
      }),
    ),
    bidStrategy: STRINGS.flatMap(({ timeline }) =>
      Object.entries(timeline.bidStrategies).flatMap(([value, word]) => [
        [word, value] as const,
        [value, value] as const,
      ]),
    ),
  },
})
