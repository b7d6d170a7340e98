import type { Day, DayRange } from '../../shared/domain/day.ts'
import { SUMS } from '../../shared/domain/metrics.ts'
import type { AskedId, SumId, Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { Keys } from './campaigns.ts'
import type { createCoverage } from './coverage.ts'
import { dayOf, storedDay } from './days.ts'
import { insightValuesOf, reachOf, STORED } from './packed.ts'
import type { Packed } from './packed.ts'
import { createBulk } from './sql.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, Store } from './store.ts'

/** `purchaseValue` is stored as `purchase_value`. */
export const columnOf = (id: SumId | AskedId): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

const COLUMNS = [...STORED.map(columnOf), 'result_type']
/** Values of one row: campaign, day and COLUMNS. */
export const INSIGHT_WIDTH = COLUMNS.length + 2
export const INSIGHT_INSERT = `INSERT INTO insight_day (campaign, day, ${COLUMNS.join(', ')})`

/** The ranges of a query as a table `r (account_id, since, until)`; takes `rangesValue` as its one value. */
export const RANGES = `
  SELECT value ->> 0 AS account_id, value ->> 1 AS since, value ->> 2 AS until FROM json_each(?)`
export const rangesValue = (ranges: readonly AccountRange[]): string =>
  JSON.stringify(ranges.map(({ accountId, since, until }) => [accountId, storedDay(since), storedDay(until)]))

export type SumsRecord = Readonly<Record<string, number | null>>
export const toSums = (record: SumsRecord): Sums =>
  Object.fromEntries(STORED.map((id) => [id, record[columnOf(id)] ?? null])) as Sums

/** Sums and reach of an account: people reached by two campaigns are counted once there, so it is not made here. */
const ACCOUNT_SUMS = SUMS.map((id) =>
  id === 'results'
    ? `sum(CASE WHEN d.result_type IS NOT 'reach' THEN d.results END) AS results`
    : `sum(d.${columnOf(id)}) AS ${columnOf(id)}`,
).join(', ')

export const createInsights = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => ({
  campaignDays: (id: ObjectId, { since, until }: DayRange): readonly { readonly day: Day; readonly sums: Sums }[] =>
    sql
      .all<SumsRecord & { day: number; result_type: string | null }>(
        `SELECT d.* FROM campaign_key k JOIN insight_day d ON d.campaign = k.key
         WHERE k.id = ? AND d.day BETWEEN ? AND ? ORDER BY d.day`,
        id,
        storedDay(since),
        storedDay(until),
      )
      .map((record) => {
        const sums = toSums(record)
        return { day: dayOf(record.day), sums: record.result_type === 'reach' ? { ...sums, results: null } : sums }
      }),

  accountSums: (ranges: readonly AccountRange[]): Awaited<ReturnType<Store['accountSums']>> => {
    const fresh = freshnessOf(ranges)
    // An account at a time: grouped by account, all its days would be sorted first.
    return ranges.map(({ accountId, since, until }, i) => ({
      accountId,
      sums: toSums(
        sql.get<SumsRecord>(
          `SELECT ${ACCOUNT_SUMS} FROM campaign_key k CROSS JOIN insight_day d ON d.campaign = k.key AND d.day BETWEEN ? AND ?
           WHERE k.account_id = ?`,
          storedDay(since),
          storedDay(until),
          accountId,
        ) ?? {},
      ),
      asOf: fresh[i]?.asOf ?? null,
      partial: fresh[i]?.partial ?? false,
    }))
  },

  accountDays: (
    ranges: readonly AccountRange[],
  ): readonly { readonly accountId: AccountId; readonly day: Day; readonly spend: number }[] =>
    sql
      .all<{ account_id: string; day: number; spend: number }>(
        `SELECT r.account_id, d.day, sum(d.spend) AS spend
         FROM (${RANGES}) r
         CROSS JOIN campaign_key k ON k.account_id = r.account_id
         CROSS JOIN insight_day d ON d.campaign = k.key AND d.day BETWEEN r.since AND r.until
         GROUP BY r.account_id, d.day HAVING sum(d.spend) IS NOT NULL ORDER BY r.account_id, d.day`,
        rangesValue(ranges),
      )
      .map(({ account_id, day, spend }) => ({ accountId: account_id, day: dayOf(day), spend })),

  unlisted: (
    ranges: readonly AccountRange[],
  ): readonly { readonly accountId: AccountId; readonly campaignId: ObjectId }[] =>
    sql
      .all<{ account_id: string; id: string }>(
        `SELECT k.account_id, k.id
         FROM (${RANGES}) r
         CROSS JOIN campaign_key k ON k.account_id = r.account_id
         WHERE NOT EXISTS (SELECT 1 FROM campaign c WHERE c.key = k.key)
           AND EXISTS (SELECT 1 FROM insight_day d WHERE d.campaign = k.key AND d.day BETWEEN r.since AND r.until)`,
        rangesValue(ranges),
      )
      .map(({ account_id, id }) => ({ accountId: account_id, campaignId: id })),
})

/** The writer's half: rows of one answer. Both answer how many rows were new or different. */
export const createInsightsIn = (sql: Sql, keys: Keys) => {
  const upsert = createBulk(
    sql.db,
    INSIGHT_INSERT,
    INSIGHT_WIDTH,
    `ON CONFLICT DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
     WHERE ${COLUMNS.map((name) => `insight_day.${name} IS NOT excluded.${name}`).join(' OR ')}`,
  )
  return {
    storeInsights: (packed: Packed): number =>
      upsert(insightValuesOf(packed, (id) => keys.keyOf(id, packed.accountId))),

    storeReach: (packed: Packed): number => {
      let changed = 0
      for (const { objectId, since, until, reach } of reachOf(packed)) {
        changed += sql.run(
          `INSERT INTO reach_range (campaign, since, until, reach) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET reach = excluded.reach WHERE reach_range.reach IS NOT excluded.reach`,
          keys.keyOf(objectId, packed.accountId),
          storedDay(since),
          storedDay(until),
          reach,
        ).changes
      }
      return changed
    },
  }
}
