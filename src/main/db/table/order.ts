import { RANKS } from '../../../shared/domain/objects.ts'
import type { FieldId, TableSort } from '../../../shared/domain/table.ts'
import { isFigureId } from '../../../shared/domain/table.ts'
import type { AmountColumns, FigureColumns } from './figures.ts'
import type { TagsOf } from './match.ts'
import { compareIds } from './objects.ts'
import type { Objects, TextColumn } from './objects.ts'
import { ranksOf, sortedBy } from './radix.ts'

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

const TEXTS: Partial<Record<FieldId, TextColumn>> = {
  account: 'accountFolded',
  campaign: 'campaignFolded',
  adset: 'adSetFolded',
  objective: 'objective',
  bidStrategy: 'bidStrategy',
  optimization: 'optimization',
  learning: 'learning',
}
const NUMBERS = {
  start: 'start',
  end: 'end',
  created: 'created',
  updated: 'updated',
} as const

/** What is sorted by, as a number by place; NaN: not known. */
const keysOf = (
  { texts, numbers, byName }: Objects,
  { by, aspect }: TableSort,
  figures: FigureColumns,
  amounts: AmountColumns,
  tagsOf: TagsOf,
): ArrayLike<number> => {
  if (isFigureId(by)) return figures(by, aspect)
  switch (by) {
    case 'name': {
      const folded = texts('folded')
      const ranks = new Float64Array(folded.length)
      let rank = 0
      let last: string | null = null
      for (const place of byName()) {
        const name = folded[place] ?? null
        if (name !== last) rank++
        last = name
        ranks[place] = rank
      }
      return ranks
    }
    case 'id': {
      const ids = texts('id')
      const order = ids.map((_, place) => place).sort((a, b) => compareIds(ids[a] ?? '', ids[b] ?? ''))
      const ranks = new Float64Array(ids.length)
      order.forEach((place, rank) => (ranks[place] = rank))
      return ranks
    }
    case 'status':
      return texts('status').map((status) => rankOfStatus(status ?? ''))
    case 'qualityRank':
    case 'engagementRank':
    case 'conversionRank':
      return Float64Array.from(texts(by), (rank) =>
        rank === null ? Number.NaN : -RANKS.findIndex((each) => each === rank),
      )
    case 'tags':
      return ranksOf(texts('id').map((id) => tagsOf(id ?? '').join() || null))
    case 'budget':
    case 'bid':
    case 'spendCap':
      return amounts(by)
    case 'start':
    case 'end':
    case 'created':
    case 'updated':
      return numbers(NUMBERS[by])
    default:
      return ranksOf(texts(TEXTS[by] ?? 'folded'))
  }
}

/** `places` in order of names: equals stay so. What is not known comes last, whichever way is sorted. */
export const inOrder = (
  objects: Objects,
  places: Int32Array,
  sort: TableSort,
  figures: FigureColumns,
  amounts: AmountColumns,
  tagsOf: TagsOf,
): Int32Array => sortedBy(places, keysOf(objects, sort, figures, amounts, tagsOf), sort.direction === 'descending')
