import type { FigureId, TableGroup, TableSort } from '../../../shared/domain/table.ts'
import { isFigureId } from '../../../shared/domain/table.ts'
import { namePart } from '../../../shared/domain/name-parts.ts'
import { aspectOf, isChange } from './figures.ts'
import type { When } from './figures.ts'
import type { TagsOf } from './match.ts'
import { compareTexts } from './objects.ts'
import type { Objects, TextColumn } from './objects.ts'
import { rankOfStatus } from './order.ts'
import { ranksOf, sortedBy } from './radix.ts'
import type { Added, Adder } from './sums.ts'

export interface Group {
  /** What its objects have in common; empty: they have none. */
  readonly key: string
  readonly name: string
  readonly places: readonly number[]
  readonly added: Added
}

const COLUMNS = {
  account: ['accountId', 'accountName'],
  objective: ['objective', 'objective'],
  status: ['status', 'status'],
  campaign: ['campaignId', 'campaignName'],
  adset: ['adSetId', 'adSetName'],
  currency: ['currency', 'currency'],
} as const satisfies Record<string, readonly [TextColumn, TextColumn]>

type Common = readonly { readonly key: string; readonly name: string }[]

const commonOf = ({ texts }: Objects, group: TableGroup, tagsOf: TagsOf): ((place: number) => Common) => {
  if (group.by === 'tag') {
    const none = [{ key: '', name: '' }]
    const ids = texts('id')
    return (place) => {
      const tags = tagsOf(ids[place] ?? '')
      return tags.length === 0 ? none : tags.map((tag) => ({ key: tag, name: tag }))
    }
  }
  if (group.by === 'namePart') {
    const names = texts('name')
    return (place) => {
      const part = namePart(names[place] ?? '', group.part)
      return [{ key: part, name: part }]
    }
  }
  const [keys, names] = COLUMNS[group.by].map(texts)
  return (place) => [{ key: keys?.[place] ?? '', name: names?.[place] ?? '' }]
}

/** The only figure of an adder. */
const only = (added: Pick<Added, 'values' | 'comparable' | 'before'>, when: When): number =>
  (when === 'now' ? added.values : when === 'before' ? added.before : (added.comparable ?? added.values))?.[0] ??
  Number.NaN

/** What a group is sorted by: of another currency than that of the worth, what it is worth there. */
const keyOf = (places: readonly number[], { aspect }: TableSort, { adder, currency }: Sorter): number => {
  const added = adder.added(places)
  const own = aspectOf(aspect, (when) => only(added, when))
  if (currency === null || aspect === 'changePercent' || added.currency === currency) return own
  const worth = adder.worth(places)
  if (!isChange(aspect)) return aspectOf(aspect, (when) => only(worth, when))
  // As of a single object: a difference is worth what its own days are, so that it keeps its sign.
  const value = only(added, 'comparable')
  return value === 0 ? -only(worth, 'before') : (own * only(worth, 'comparable')) / value
}

/** Adds up the one figure that is sorted by. */
export interface Sorter {
  readonly adder: Adder
  /** Null: it is no amount, or all are of one currency. */
  readonly currency: string | null
}

/** In order of the sort, where it is by a figure; else by name. An object with several tags is in several groups. */
export const groupsOf = (
  objects: Objects,
  places: Int32Array,
  group: TableGroup,
  sort: TableSort,
  adder: Adder,
  sorterOf: (figure: FigureId) => Sorter,
  tagsOf: TagsOf,
): readonly Group[] => {
  const common = commonOf(objects, group, tagsOf)
  const found = new Map<string, { readonly name: string; readonly places: number[] }>()
  for (const place of places) {
    for (const { key, name } of common(place)) {
      const known = found.get(key)
      if (known) known.places.push(place)
      else found.set(key, { name, places: [place] })
    }
  }
  const groups = [...found].map(([key, { name, places: own }]) => ({ key, name, places: own, added: adder.added(own) }))
  groups.sort((a, b) => compareTexts(a.name, b.name))
  const keys = (): ArrayLike<number> => {
    if (isFigureId(sort.by)) {
      const sorter = sorterOf(sort.by)
      return groups.map((each) => keyOf(each.places, sort, sorter))
    }
    if (group.by === 'status') return groups.map(({ key }) => rankOfStatus(key))
    return ranksOf(groups.map(({ name }) => (name === '' ? null : name.toLowerCase())))
  }
  const order = sortedBy(Int32Array.from(groups.keys()), keys(), sort.direction === 'descending')
  return Array.from(order).flatMap((i) => groups[i] ?? [])
}
