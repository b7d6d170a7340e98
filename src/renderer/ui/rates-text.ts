import type { RatesUsed } from '../../shared/domain/rates.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** A weekend with holidays on both sides: rates older than that are no longer those of the days. */
const USUAL_LAG = 5

/** Which rates a figure was made with, in words; null: none. */
export const ratesText = (
  used: RatesUsed | null,
  { rates, common }: Pick<Strings, 'rates' | 'common'>,
  format: Format,
): string | null => {
  if (used === null) return null
  const days = format.range(used.since, used.until)
  return used.lag > USUAL_LAG ? rates.usedLate(days, common.days(used.lag)) : rates.usedOf(days)
}
