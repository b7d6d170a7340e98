import type { TableFilter, TableGroup } from '../../../shared/domain/table.ts'

/**
 * What leaves the objects of a group and no others, by what they have in common (empty: nothing); null: that is no condition but the
 * accounts or parents in view.
 */
export const filterOfGroup = (group: TableGroup, common: string): TableFilter | null => {
  const which = { operator: 'in', values: [common] } as const
  switch (group.by) {
    case 'objective':
    case 'status':
    case 'currency':
      return { kind: 'choice', field: group.by, ...which }
    case 'tag':
      return { kind: 'choice', field: 'tags', ...which }
    case 'namePart':
      return { kind: 'namePart', part: group.part, ...which }
    default:
      return null
  }
}
