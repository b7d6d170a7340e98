import type { Comparison, Period } from '../../shared/domain/periods.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** `30 days`, or the days themselves: `14 – 20 Nov`. */
export const periodText = (period: Period, { common }: Pick<Strings, 'common'>, format: Format): string =>
  typeof period === 'string' ? common.periods[period] : format.range(period.since, period.until)

/** `Previous period`, or the days themselves; null: `None`. */
export const compareText = (
  compare: Comparison | null,
  { periods }: Pick<Strings, 'periods'>,
  format: Format,
): string =>
  compare === null
    ? periods.noComparison
    : typeof compare === 'string'
      ? periods.comparisons[compare]
      : format.range(compare.since, compare.until)
