import { ageOf, SETTLED_AGE } from '../../shared/domain/arrival.ts'
import type { ArrivalReading } from '../../shared/domain/arrival.ts'
import { addDays, daysOf } from '../../shared/domain/day.ts'
import type { Day } from '../../shared/domain/day.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import { ACCOUNT_SUMS } from './insights.ts'
import type { Sql } from './sql.ts'
import type { Coverage } from './store.ts'

interface ArrivalRecord {
  day: number
  age: number
  at: number
  spend: number
  results: number
  purchases: number
  purchase_value: number
}

/**
 * What an account's closed days added up to at each age: also a reading that changed nothing tells, and coverage forgets
 * it. See docs/decisions/0005.
 */
export const createArrivals = (sql: Sql) => ({
  arrivals: (accountId: AccountId, since: Day): readonly ArrivalReading[] =>
    sql
      .all<ArrivalRecord>(
        'SELECT * FROM arrival WHERE account_id = ? AND day >= ? ORDER BY day, age',
        accountId,
        storedDay(since),
      )
      .map(({ day, age, at, spend, results, purchases, purchase_value }) => ({
        day: dayOf(day),
        age,
        at,
        spend,
        results,
        purchases,
        purchaseValue: purchase_value,
      })),

  /** The first whole reading of each age is kept, unless Meta would not say all of it. */
  saveArrivals: ({ accountId, kind, level, range, at, partial, closedBefore }: Coverage): void => {
    if (kind !== 'insights' || level !== 'campaign' || !range || partial || !closedBefore) return
    const oldest = addDays(closedBefore, -1 - SETTLED_AGE)
    const newest = addDays(closedBefore, -1)
    const days = daysOf({
      since: range.since > oldest ? range.since : oldest,
      until: range.until < newest ? range.until : newest,
    })
    for (const day of days) {
      const age = ageOf(day, closedBefore)
      sql.run(
        `INSERT INTO arrival (account_id, day, age, at, spend, results, purchases, purchase_value)
         SELECT ?1, ?2, ?3, ?4, coalesce(spend, 0), coalesce(results, 0), coalesce(purchases, 0), coalesce(purchase_value, 0)
         FROM (SELECT ${ACCOUNT_SUMS} FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day = ?2
               WHERE k.account_id = ?1 AND k.level = 'campaign'
               HAVING count(*) = count(d.purchases) AND count(*) = count(d.purchase_value))
         WHERE NOT EXISTS (SELECT 1 FROM arrival WHERE account_id = ?1 AND day = ?2 AND age = ?3)`,
        { 1: accountId, 2: storedDay(day), 3: age, 4: at },
      )
    }
  },
})
