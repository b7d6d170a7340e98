import { daysOf } from '../../shared/domain/day.ts'
import type { DayRange } from '../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { storedDay } from './days.ts'
import { NEVER_READ } from './coverage.ts'
import type { createCoverage } from './coverage.ts'
import { KINDS, kindsOf, REACHED } from './insights.ts'
import type { KindsRecord } from './insights.ts'
import type { Sql } from './sql.ts'
import type { Store } from './store.ts'

interface Record extends KindsRecord {
  id: ObjectId
  name: string | null
  spend: number | null
  results: number | null
  purchase_value: number | null
  unrated: number
}

const rounded = (value: number | null): number | null => (value === null ? null : Math.round(value))

export const createMoved = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => ({
  /** An account's days are few and known, so their factors are looked up by an index made on the way. */
  convertedSums: (
    accountId: AccountId,
    range: DayRange,
    factors: readonly (number | null)[],
  ): Awaited<ReturnType<Store['convertedSums']>> => ({
    ...(freshnessOf([{ accountId, ...range }])[0] ?? NEVER_READ),
    campaigns: sql
      .all<Record>(
        `WITH factor AS MATERIALIZED (SELECT value ->> 0 AS day, value ->> 1 AS factor FROM json_each(?))
         SELECT k.id, c.name, sum(d.spend * f.factor) AS spend, sum(d.purchase_value * f.factor) AS purchase_value,
           sum(CASE WHEN d.result_type IS NOT ${REACHED} THEN d.results END) AS results,
           max(f.factor IS NULL) AS unrated, ${KINDS}
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
      .map(({ id, name, spend, results, purchase_value, unrated, ...kinds }) => {
        const resultTypes = kindsOf(kinds)
        return {
          id,
          name,
          spend: rounded(spend),
          results: resultTypes.length > 1 ? null : results,
          resultTypes,
          purchaseValue: rounded(purchase_value),
          unrated: unrated === 1,
        }
      }),
  }),
})
