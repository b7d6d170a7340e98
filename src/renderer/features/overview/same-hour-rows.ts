import type { SameHoursAccount, SameHoursFound } from '../../../shared/domain/asked.ts'
import { METRICS } from '../../../shared/domain/metrics.ts'
import type { MetricId } from '../../../shared/domain/metrics.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { TableSort } from '../../ui/data-table-keys.ts'

/** Figures that are known by hour, in the order in which they are offered. */
export const BY_HOUR = [
  'spend',
  'impressions',
  'clicks',
  'linkClicks',
  'ctr',
  'cpc',
  'cpm',
] as const satisfies readonly MetricId[]
export type ByHour = (typeof BY_HOUR)[number]

export interface Compared {
  readonly now: number | null
  readonly before: number | null
}

export const comparedIn = ({ figures, before }: SameHoursAccount, id: ByHour): Compared => ({
  now: figures[id],
  before: before[id],
})

/** All accounts together; null where it has no sum: money of several currencies, ratios of several totals. */
export const totalIn = ({ totals }: SameHoursFound, id: ByHour): Compared & { readonly currency: Currency | null } => {
  const [only] = totals
  if (totals.length === 1 && only) return { now: only.figures[id], before: only.before[id], currency: only.currency }
  const add = (values: readonly (number | null)[]): number | null =>
    values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null)
  const isCount = METRICS[id].kind === 'sum' && METRICS[id].unit === 'count'
  if (!isCount) return { now: null, before: null, currency: null }
  return {
    now: add(totals.map(({ figures }) => figures[id])),
    before: add(totals.map(({ before }) => before[id])),
    currency: null,
  }
}

export const differenceOf = ({ now, before }: Compared): number | null =>
  now === null || before === null ? null : now - before
export const percentOf = ({ now, before }: Compared): number | null =>
  now === null || before === null || before === 0 ? null : (now - before) / Math.abs(before)

const keyOf = (row: SameHoursAccount, by: string, id: ByHour): string | number | null => {
  const compared = comparedIn(row, id)
  switch (by) {
    case 'now':
      return compared.now
    case 'before':
      return compared.before
    case 'difference':
      return differenceOf(compared)
    case 'percent':
      return percentOf(compared)
    case 'until':
      return row.hours
    default:
      return row.name
  }
}

/** Nothing measured comes last whichever way it is sorted; equals by name. */
export const sortedAccounts = (
  rows: readonly SameHoursAccount[],
  { by, direction }: TableSort,
  id: ByHour,
  compare: (a: string, b: string) => number,
): SameHoursAccount[] => {
  const sign = direction === 'ascending' ? 1 : -1
  return rows.toSorted((one, other) => {
    const a = keyOf(one, by, id)
    const b = keyOf(other, by, id)
    const byName = compare(one.name, other.name)
    if (a === null || b === null) return a === b ? byName : a === null ? 1 : -1
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b))
    return order === 0 ? byName : order * sign
  })
}
