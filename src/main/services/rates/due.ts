import type { RatesAskedOf } from '../../db/store.ts'
import { addDays, addMonths } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { MAXIMUM_MONTHS } from '../../../shared/domain/periods.ts'
import { PIVOT } from '../../../shared/domain/rates.ts'

/** The day's rate comes in the afternoon, and is no other from one hour to the next. */
const AGE_MS = 6 * 3_600_000
/** Days before the last one asked for: their rates may have been corrected or come late. */
const AGAIN_DAYS = 5

export interface DueRates {
  readonly currencies: readonly Currency[]
  readonly since: Day
  readonly until: Day
}

/**
 * What the provider must be asked for, a request each: the whole past of a currency that is new, of the others the days
 * since it was last asked. `now` null: however new they are.
 */
export const dueRates = (
  currencies: readonly Currency[],
  asked: readonly RatesAskedOf[],
  today: Day,
  now: Instant | null,
): readonly DueRates[] => {
  const bySince = new Map<Day, Currency[]>()
  for (const currency of currencies) {
    if (currency === PIVOT) continue
    const before = asked.find((each) => each.currency === currency)
    const age = before && now !== null ? now - before.at : Infinity
    // A clock that was set back must not put it off for ever.
    if (before && before.until >= today && age >= 0 && age < AGE_MS) continue
    const since = before
      ? addDays(before.until < today ? before.until : today, -AGAIN_DAYS)
      : addMonths(today, -MAXIMUM_MONTHS)
    bySince.set(since, [...(bySince.get(since) ?? []), currency])
  }
  return [...bySince].map(([since, group]) => ({ currencies: group, since, until: today }))
}
