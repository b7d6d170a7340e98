import { namePart } from '../../../shared/domain/name-parts.ts'
import type { TableFilter } from '../../../shared/domain/table.ts'
import { folded } from '../sql.ts'
import type { AmountColumns, FigureColumns } from './figures.ts'
import type { Objects, TextColumn, Texts } from './objects.ts'

/** Which places a table's conditions leave. */

type Test = (place: number) => boolean
export type TagsOf = (id: string) => readonly string[]

export interface Conditions {
  readonly filters: readonly TableFilter[]
  readonly search: string
  readonly campaignIds: readonly string[]
  readonly adSetIds: readonly string[]
}

const CHOICES = {
  status: 'status',
  account: 'accountId',
  objective: 'objective',
  bidStrategy: 'bidStrategy',
  optimization: 'optimization',
  learning: 'learning',
  qualityRank: 'qualityRank',
  engagementRank: 'engagementRank',
  conversionRank: 'conversionRank',
  currency: 'currency',
} as const satisfies Record<string, TextColumn>
const NAMES = {
  name: 'folded',
  campaign: 'campaignFolded',
  adset: 'adSetFolded',
  id: 'id',
} as const satisfies Record<string, TextColumn>

const textTest = (column: Texts, operator: 'contains' | 'lacks' | 'starts' | 'is', text: string): Test => {
  const wanted = folded(text.trim())
  const holds = (value: string | null): boolean => {
    if (value === null) return false
    if (operator === 'starts') return value.startsWith(wanted)
    return operator === 'is' ? value === wanted : value.includes(wanted)
  }
  return (place) => holds(column[place] ?? null) === (operator !== 'lacks')
}

const figureTest = (column: ArrayLike<number>, operator: '<' | '<=' | '>' | '>=', value: number): Test => {
  const at = (place: number): number => column[place] ?? Number.NaN
  switch (operator) {
    case '<':
      return (place) => at(place) < value
    case '<=':
      return (place) => at(place) <= value
    case '>':
      return (place) => at(place) > value
    case '>=':
      return (place) => at(place) >= value
  }
}

/** In order of names. */
export const matching = (
  objects: Objects,
  conditions: Conditions,
  figures: FigureColumns,
  amounts: AmountColumns,
  tagsOf: TagsOf,
): Int32Array => {
  const { filters, search, campaignIds, adSetIds } = conditions
  const column = objects.texts
  const among = (name: TextColumn, ids: readonly string[]): Test => {
    const wanted = new Set<string | null>(ids.map((id) => (id === '' ? null : id)))
    const texts = column(name)
    return (place) => wanted.has(texts[place] ?? null)
  }

  const testOf = (filter: TableFilter): Test => {
    if (filter.kind === 'text') {
      return textTest(column(NAMES[filter.field]), filter.operator, filter.text)
    }
    if (filter.kind === 'figure') {
      const { figure, aspect, operator, value } = filter
      return figureTest(figure === 'budget' ? amounts('budget') : figures(figure, aspect), operator, value)
    }
    const isIn = filter.operator === 'in'
    const wanted = new Set(filter.values)
    if (filter.kind === 'namePart') {
      const names = column('name')
      return (place) => wanted.has(namePart(names[place] ?? '', filter.part)) === isIn
    }
    if (filter.field === 'tags') {
      const ids = column('id')
      return (place) => {
        const tags = tagsOf(ids[place] ?? '')
        return (tags.length === 0 ? wanted.has('') : tags.some((tag) => wanted.has(tag))) === isIn
      }
    }
    const test = among(CHOICES[filter.field], filter.values)
    return isIn ? test : (place) => !test(place)
  }

  const tests: Test[] = []
  if (campaignIds.length > 0) tests.push(among('campaignId', campaignIds))
  if (adSetIds.length > 0 && objects.level === 'ad') tests.push(among('adSetId', adSetIds))
  tests.push(...filters.filter(({ kind }) => kind !== 'figure').map(testOf))
  const wanted = folded(search.trim())
  if (wanted !== '') {
    const [names, ids] = [column('folded'), column('id')]
    tests.push((place) => (names[place] ?? '').includes(wanted) || ids[place] === wanted)
  }
  tests.push(...filters.filter(({ kind }) => kind === 'figure').map(testOf))

  // To leave some statuses out is not to ask for what is archived.
  const asksForPast = filters.some(
    (filter) => filter.kind === 'choice' && filter.field === 'status' && filter.operator === 'in',
  )
  const named = asksForPast ? objects.byName() : objects.present()
  if (tests.length === 0) return named
  // In the order in which they lie in memory: a hundred thousand texts in order of names are as many leaps. The tests that
  // leave least come first: each goes through what the last one left.
  const isLeft = new Uint8Array(objects.size).fill(1)
  for (const test of tests)
    for (let place = 0; place < isLeft.length; place++) if (isLeft[place] && !test(place)) isLeft[place] = 0
  return named.filter((place) => isLeft[place] === 1)
}
