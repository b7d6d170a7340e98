import type { Period } from '../../shared/domain/periods.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** `30 days`, or the days themselves: `14 – 20 Nov`. */
export const periodText = (period: Period, { common }: Pick<Strings, 'common'>, format: Format): string =>
  typeof period === 'string' ? common.periods[period] : format.range(period.since, period.until)
