import type { ColumnId, TableSort } from '../../../shared/domain/table.ts'
import { FIELDS } from '../../../shared/domain/table.ts'
import type { FigureColumns } from './figures.ts'
import type { TagsOf } from './match.ts'
import type { Scope } from './scope.ts'
import { numberColumn, textColumn } from './texts.ts'
import type { TextColumn } from './texts.ts'

/** As a person would have them: what runs first. */
const STATUS_RANK = [
  'ACTIVE',
  'WITH_ISSUES',
  'IN_PROCESS',
  'PENDING_REVIEW',
  'PREAPPROVED',
  'PENDING_BILLING_INFO',
  'DISAPPROVED',
  'PAUSED',
  'ADSET_PAUSED',
  'CAMPAIGN_PAUSED',
  'ARCHIVED',
  'DELETED',
  'UNKNOWN',
]
export const rankOfStatus = (status: string): number => {
  const rank = STATUS_RANK.indexOf(status)
  return rank < 0 ? STATUS_RANK.length : rank
}

const TEXTS: Partial<Record<ColumnId, TextColumn>> = {
  name: 'folded',
  account: 'accountFolded',
  campaign: 'campaignFolded',
  adset: 'adSetFolded',
  objective: 'objective',
  bidStrategy: 'bidStrategy',
  optimization: 'optimization',
  learning: 'learning',
}
const NUMBERS = {
  budget: 'budget',
  bid: 'bid',
  start: 'start',
  end: 'end',
  created: 'created',
  updated: 'updated',
} as const

/** Negative where `a` comes first. */
export type Compare = (a: number, b: number) => number

export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** Ids are numbers beyond what a number holds: the shorter is the smaller. */
export const compareIds = (a: string, b: string): number => a.length - b.length || compareTexts(a, b)

/** What is not known comes last, whichever way is sorted. */
export const byNumber = (column: ArrayLike<number>, descending: boolean): Compare => {
  const sign = descending ? -1 : 1
  return (a, b) => {
    const [x, y] = [column[a] ?? Number.NaN, column[b] ?? Number.NaN]
    if (x === y) return 0
    if (x !== x) return y !== y ? 0 : 1
    if (y !== y) return -1
    return x < y ? -sign : sign
  }
}
export const byText = (column: readonly (string | null)[], descending: boolean): Compare => {
  const sign = descending ? -1 : 1
  return (a, b) => {
    const [x, y] = [column[a] ?? null, column[b] ?? null]
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1
    return sign * compareTexts(x, y)
  }
}

const isField = (by: ColumnId): by is (typeof FIELDS)[number] => (FIELDS as readonly string[]).includes(by)

const compareBy = (
  scope: Scope,
  { by, aspect, direction }: TableSort,
  figures: FigureColumns,
  tagsOf: TagsOf,
): Compare => {
  const descending = direction === 'descending'
  if (!isField(by)) return byNumber(figures(by, aspect), descending)
  if (by === 'id') {
    const ids = textColumn(scope, 'id')
    return (a, b) => (descending ? -1 : 1) * compareIds(ids[a] ?? '', ids[b] ?? '')
  }
  if (by === 'status')
    return byNumber(
      textColumn(scope, 'status').map((status) => rankOfStatus(status ?? '')),
      descending,
    )
  if (by === 'tags')
    return byText(
      textColumn(scope, 'id').map((id) => tagsOf(id ?? '').join() || null),
      descending,
    )
  const text = TEXTS[by]
  if (text !== undefined) return byText(textColumn(scope, text), descending)
  return byNumber(numberColumn(scope, NUMBERS[by as keyof typeof NUMBERS]), descending)
}

/** Puts places in order; equals by name, then id, so that an order is always the same one. */
export const inOrder = (
  scope: Scope,
  places: Int32Array,
  sort: TableSort,
  figures: FigureColumns,
  tagsOf: TagsOf,
): Int32Array => {
  const compare = compareBy(scope, sort, figures, tagsOf)
  const [names, ids] = [textColumn(scope, 'folded'), textColumn(scope, 'id')]
  return places
    .slice()
    .sort(
      (a, b) => compare(a, b) || compareTexts(names[a] ?? '', names[b] ?? '') || compareIds(ids[a] ?? '', ids[b] ?? ''),
    )
}
