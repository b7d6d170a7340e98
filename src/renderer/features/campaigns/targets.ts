import type { Kept, Target } from '../../../shared/domain/kept.ts'
import type { TableRow } from '../../../shared/domain/table.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { FigureInfo } from '../../ui/figure-info.ts'

/** How a value stands to its target. */
export interface Judged {
  readonly isReached: boolean
  /** `Target $2.50: reached`. */
  readonly text: string
}

/** The target of a row: its account's own before one for all; money only in the row's currency. */
const targetOf = (targets: readonly Target[], info: FigureInfo, row: TableRow): Target | null => {
  const fits = targets.filter(
    ({ figure, currency, accountId }) =>
      figure === info.id &&
      (info.unit !== 'money' || currency === row.currency) &&
      (accountId === null || accountId === row.object?.accountId),
  )
  return fits.find(({ accountId }) => accountId !== null) ?? fits[0] ?? null
}

/** Null: no target is set for the figure at all, so that nothing need be asked of each row. */
export const judgeOf = (
  kept: readonly Kept<'target'>[],
  info: FigureInfo,
  { table }: Strings,
  format: Format,
): ((row: TableRow, value: number | null) => Judged | null) | null => {
  const targets = kept.map(({ doc }) => doc).filter(({ figure }) => figure === info.id)
  if (targets.length === 0) return null
  return (row, value) => {
    const target = value === null ? null : targetOf(targets, info, row)
    if (target === null || value === null) return null
    const isReached = info.better === 'up' ? value >= target.value : value <= target.value
    const text = format.figureFull(info.unit, target.value, target.currency ?? row.currency ?? 'USD')
    return { isReached, text: isReached ? table.targetReached(text) : table.targetMissed(text) }
  }
}
