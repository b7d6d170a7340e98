import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { isMetric } from '../../../shared/domain/metrics.ts'
import type { TableSort } from '../../ui/data-table-keys.ts'
import { isMoney } from './totals.ts'

/** Amounts of several currencies are put in order by what they are worth in the reporting one, whichever is shown. */
const keyOf = (row: OverviewAccount, by: string, byWorth: boolean): string | number | null => {
  if (isMetric(by)) return (byWorth && isMoney(by) ? row.reporting.figures : row.figures)[by]
  if (by === 'status') return row.account.status
  return by === 'age' ? row.asOf : row.account.name
}

/** Nothing measured comes last whichever way it is sorted; equals by name. */
export const sorted = (
  rows: readonly OverviewAccount[],
  { by, direction }: TableSort,
  compare: (a: string, b: string) => number,
): OverviewAccount[] => {
  const sign = direction === 'ascending' ? 1 : -1
  const byWorth = new Set(rows.map(({ account }) => account.currency)).size > 1
  return rows.toSorted((one, other) => {
    const a = keyOf(one, by, byWorth)
    const b = keyOf(other, by, byWorth)
    const byName = compare(one.account.name, other.account.name)
    if (a === null || b === null) return a === b ? byName : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
    return order === 0 ? byName : order * sign
  })
}
