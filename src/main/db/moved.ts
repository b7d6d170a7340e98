import { daysOf } from '../../shared/domain/day.ts'
import type { DayRange } from '../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { storedDay } from './days.ts'
import { REACHED } from './insights.ts'
import type { Sql } from './sql.ts'
import type { ConvertedSums } from './store.ts'

interface Record {
  id: ObjectId
  name: string | null
  spend: number | null
  results: number | null
  purchase_value: number | null
  unrated: number
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value))

export const createMoved = (sql: Sql) => ({
  /** An account's days are few and known, so their factors are looked up by an index made on the way. */
  convertedSums: (
    accountId: AccountId,
    range: DayRange,
    factors: readonly (number | null)[],
  ): readonly ConvertedSums[] =>
    sql
      .all<Record>(
        `WITH factor AS MATERIALIZED (SELECT value ->> 0 AS day, value ->> 1 AS factor FROM json_each(?))
         SELECT k.id, c.name, sum(d.spend * f.factor) AS spend, sum(d.purchase_value * f.factor) AS purchase_value,
           sum(CASE WHEN d.result_type IS NOT ${REACHED} THEN d.results END) AS results,
           max(f.factor IS NULL) AS unrated
         FROM object_key k
         CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
         CROSS JOIN factor f ON f.day = d.day
         LEFT JOIN campaign c ON c.key = k.key
         WHERE k.account_id = ? AND k.level = 'campaign'
         GROUP BY k.key`,
        JSON.stringify(daysOf(range).map((day, i) => [storedDay(day), factors[i] ?? null])),
        storedDay(range.since),
        storedDay(range.until),
        accountId,
      )
      .map(({ id, name, spend, results, purchase_value, unrated }) => ({
        id,
        name,
        spend: rounded(spend),
        results,
        purchaseValue: rounded(purchase_value),
        unrated: unrated === 1,
      })),
})
