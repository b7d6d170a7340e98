import type { TableGroup, TableSort } from '../../../shared/domain/table.ts'
import { isFormulaId } from '../../../shared/domain/table.ts'
import { isMetric } from '../../../shared/domain/metrics.ts'
import { nameParts } from '../../../shared/domain/name-parts.ts'
import { aspectOf } from './figures.ts'
import type { TagsOf } from './match.ts'
import { byNumber, byText, compareTexts, rankOfStatus } from './order.ts'
import { idAt } from './scope.ts'
import type { Scope } from './scope.ts'
import type { Added, Adder } from './sums.ts'
import { textColumn } from './texts.ts'
import type { TextColumn } from './texts.ts'

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

const commonOf = (scope: Scope, group: TableGroup, tagsOf: TagsOf): ((place: number) => Common) => {
  if (group.by === 'tag') {
    const none = [{ key: '', name: '' }]
    return (place) => {
      const tags = tagsOf(idAt(scope, place))
      return tags.length === 0 ? none : tags.map((tag) => ({ key: tag, name: tag }))
    }
  }
  if (group.by === 'namePart') {
    const names = textColumn(scope, 'name')
    return (place) => {
      const part = nameParts(names[place] ?? '')[group.part] ?? ''
      return [{ key: part, name: part }]
    }
  }
  const [keys, names] = COLUMNS[group.by].map((column) => textColumn(scope, column))
  return (place) => [{ key: keys?.[place] ?? '', name: names?.[place] ?? '' }]
}

/** In order of the sort, where it is by a figure; else by name. An object with several tags is in several groups. */
export const groupsOf = (
  scope: Scope,
  places: Int32Array,
  group: TableGroup,
  sort: TableSort,
  figureAt: (sort: TableSort) => number,
  adder: Adder,
  tagsOf: TagsOf,
): readonly Group[] => {
  const common = commonOf(scope, group, tagsOf)
  const found = new Map<string, { readonly name: string; readonly places: number[] }>()
  for (const place of places) {
    for (const { key, name } of common(place)) {
      const known = found.get(key)
      if (known) known.places.push(place)
      else found.set(key, { name, places: [place] })
    }
  }
  const groups = [...found].map(([key, { name, places: own }]) => ({ key, name, places: own, added: adder.added(own) }))
  const order = groups.map((_, i) => i)
  const descending = sort.direction === 'descending'
  const byName = (a: number, b: number): number => compareTexts(groups[a]?.name ?? '', groups[b]?.name ?? '')
  if (isMetric(sort.by) || isFormulaId(sort.by)) {
    const at = figureAt(sort)
    const values = groups.map(({ added }) =>
      aspectOf(sort.aspect, added.values[at] ?? Number.NaN, added.before?.[at] ?? Number.NaN),
    )
    const compare = byNumber(values, descending)
    return order.sort((a, b) => compare(a, b) || byName(a, b)).flatMap((i) => groups[i] ?? [])
  }
  const compare =
    group.by === 'status'
      ? byNumber(
          groups.map(({ key }) => rankOfStatus(key)),
          descending,
        )
      : byText(
          groups.map(({ name }) => (name === '' ? null : name.toLowerCase())),
          descending,
        )
  return order.sort((a, b) => compare(a, b) || byName(a, b)).flatMap((i) => groups[i] ?? [])
}
