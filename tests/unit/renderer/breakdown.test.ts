import { expect, it } from 'vitest'
import { formatOf } from '../../../src/renderer/format.ts'
import { CATALOGUES } from '../../../src/renderer/strings/catalogue.ts'
import { copiedRows, sortedParts, unknownIn } from '../../../src/renderer/ui/breakdown-rows.ts'
import { partWords, refusalText, withheldSentences } from '../../../src/renderer/ui/breakdown-words.ts'
import { toTsv } from '../../../src/renderer/ui/data-table-copy.ts'
import { meaningOf } from '../../../src/renderer/ui/change.tsx'
import type { BreakdownFound } from '../../../src/shared/domain/asked.ts'
import { refusalOf } from '../../../src/shared/domain/breakdowns.ts'
import { figuresOf, NO_SUMS } from '../../../src/shared/domain/metrics.ts'
import type { Sums } from '../../../src/shared/domain/metrics.ts'

const en = [CATALOGUES.en, formatOf('en')] as const
const ru = [CATALOGUES.ru, formatOf('ru')] as const
const figures = (sums: Partial<Sums>) => figuresOf({ ...NO_SUMS, ...sums })
const range = { since: '2026-11-11', until: '2026-11-17' }
const TODAY = '2026-11-18'

it('says parts in words, and what it does not know as Meta has it', () => {
  expect(partWords(['country'], ['DE'], ...en)).toEqual(['Germany'])
  expect(partWords(['country'], ['DE'], ...ru)).toEqual(['Германия'])
  expect(partWords(['country'], ['not a code'], ...en)).toEqual(['not a code'])
  expect(partWords(['region'], ['Île-de-France'], ...en)).toEqual(['Île-de-France'])
  expect(partWords(['age', 'gender'], ['25-34', 'female'], ...ru)).toEqual(['25–34', 'Женщины'])
  expect(partWords(['placement', 'device'], ['instagram', 'new_place', 'mobile_app'], ...en)).toEqual([
    'Instagram',
    'new place',
    'Mobile app',
  ])
  expect(partWords(['hour'], ['07:00:00 - 07:59:59'], ...en)).toEqual(['07:00'])
  expect(partWords(['age'], ['Unknown'], ...en)).toEqual(['Unknown'])
  expect(partWords(['placement'], ['facebook', 'constructor'], ...en)[1]).toBe('constructor')
})

it('says why not', () => {
  const old = refusalOf(['hour'], { since: '2024-01-01', until: '2024-01-31' }, TODAY)
  expect(old && refusalText(old, ...en)).toBe('Meta has it only from Oct 19, 2025 on.')
  const sentences = withheldSentences(['region'], ['spend', 'results', 'roas'], ['results'], range, TODAY, ...en)
  expect(sentences).toEqual(['Known in total only, as Meta does not see where or when they happen: Results and ROAS.'])
  expect(withheldSentences(['age'], ['spend', 'results'], ['results'], range, TODAY, ...en)).toEqual([])
})

const found: BreakdownFound = {
  accountId: 'act_1',
  level: 'campaign',
  currency: 'USD',
  zone: 'UTC',
  cuts: ['region'],
  range,
  compared: { since: '2026-11-04', until: '2026-11-10' },
  resultType: null,
  rows: [
    { labels: ['Unknown'], figures: figures({ spend: 9_000_000 }), before: figures({}) },
    { labels: ['=cmd()\tx'], figures: figures({ spend: 1_250_000 }), before: figures({ spend: 2_000_000 }) },
    { labels: ['Bayern'], figures: figures({}), before: figures({ spend: 500_000 }) },
  ],
  whole: figures({ spend: 10_250_000, purchases: 3 }),
  wholeBefore: figures({ spend: 2_500_000 }),
  at: 1,
  partial: false,
  failure: null,
}

it('sorts parts with nothing measured last and the unknown at the end, and copies what a spreadsheet takes', () => {
  const by = (sort: Parameters<typeof sortedParts>[1]) =>
    sortedParts(found.rows, sort, en[1].compare).map(({ labels }) => labels[0])
  expect(by({ by: 'spend', direction: 'descending' })).toEqual(['Unknown', '=cmd()\tx', 'Bayern'])
  expect(by({ by: 'spend', direction: 'ascending' })).toEqual(['=cmd()\tx', 'Unknown', 'Bayern'])
  expect(by({ by: 'part', direction: 'ascending' }).at(-1)).toBe('Unknown')
  expect(unknownIn(found)).toEqual(['purchases', 'cpa'])
  const copied = copiedRows({
    found,
    rows: found.rows,
    columns: ['spend'],
    words: ({ labels }) => labels,
    heads: { parts: ['Region'], figures: () => 'Spend', before: () => 'before', total: 'Total' },
  })
  expect(toTsv(copied, '.').split('\r\n')).toEqual([
    'Region\tSpend\tbefore',
    'Unknown\t9\t',
    "'=cmd() x\t1.25\t2",
    'Bayern\t\t0.5',
    'Total\t10.25\t2.5',
  ])
})

it('compares with the direction that is good', () => {
  expect([meaningOf('cpc', 0.2), meaningOf('clicks', 0.2), meaningOf('spend', 0.2), meaningOf('clicks', 0)]).toEqual([
    'bad',
    'good',
    'neutral',
    'neutral',
  ])
})
