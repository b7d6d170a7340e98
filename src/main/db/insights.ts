import { FIGURES, placeOfResultType, resultTypeAt } from '../../shared/domain/insights.ts'
import { NO_SUMS, SUMS } from '../../shared/domain/metrics.ts'
import type { AskedId, SumId, Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, ObjectId, ResultType } from '../../shared/domain/objects.ts'
import { NEVER_READ } from './coverage.ts'
import type { createCoverage } from './coverage.ts'
import { dayOf, storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { AccountDay, AccountRange, Store } from './store.ts'

/** `purchaseValue` is stored as `purchase_value`. */
export const columnOf = (id: SumId | AskedId): string => id.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** As `result_type` has it; none is null there. */
export const REACHED = placeOfResultType('reach')

/** The ranges of a query as a table `r (account_id, since, until)`; takes `rangesValue` as its one value. */
export const RANGES = `
  SELECT value ->> 0 AS account_id, value ->> 1 AS since, value ->> 2 AS until FROM json_each(?)`
export const rangesValue = (ranges: readonly AccountRange[]): string =>
  JSON.stringify(ranges.map(({ accountId, since, until }) => [accountId, storedDay(since), storedDay(until)]))

export type SumsRecord = Readonly<Record<string, number | null>>
const COLUMNS = FIGURES.map((id) => [id, columnOf(id)] as const)
export const toSums = (record: SumsRecord): Sums =>
  Object.fromEntries(COLUMNS.map(([id, column]) => [id, record[column] ?? null])) as Sums

/** Sums and reach of an account: people reached by two campaigns are counted once there, so it is not made here. */
export const ACCOUNT_SUMS = SUMS.map((id) =>
  id === 'results'
    ? `sum(CASE WHEN d.result_type IS NOT ${REACHED} THEN d.results END) AS results`
    : `sum(d.${columnOf(id)}) AS ${columnOf(id)}`,
).join(', ')

/** Which kinds of result there are, by the first and the last of them: more than one is not added up. */
export const KINDS = 'min(d.result_type) AS first_kind, max(d.result_type) AS last_kind'
export interface KindsRecord {
  readonly first_kind: number | null
  readonly last_kind: number | null
}
export const kindsOf = ({ first_kind, last_kind }: KindsRecord): readonly ResultType[] =>
  [...new Set([first_kind, last_kind])].flatMap((kind) => resultTypeAt(kind ?? 0) ?? [])

export const createInsights = (sql: Sql, { freshnessOf }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf'>) => ({
  accountSums: (ranges: readonly AccountRange[]): Awaited<ReturnType<Store['accountSums']>> => {
    const fresh = freshnessOf(ranges)
    // An account at a time: grouped by account, all its days would be sorted first.
    return ranges.map(({ accountId, since, until }, i) => {
      const found = sql.get<SumsRecord & KindsRecord>(
        `SELECT ${ACCOUNT_SUMS}, ${KINDS}
         FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
         WHERE k.account_id = ? AND k.level = 'campaign'`,
        storedDay(since),
        storedDay(until),
        accountId,
      )
      const resultTypes = found ? kindsOf(found) : []
      const sums = found ? toSums(found) : NO_SUMS
      return {
        accountId,
        sums: resultTypes.length > 1 ? { ...sums, results: null } : sums,
        resultTypes,
        ...(fresh[i] ?? NEVER_READ),
      }
    })
  },

  accountDays: (ranges: readonly AccountRange[]): readonly AccountDay[] =>
    sql
      .all<{ account_id: string; day: number; spend: number | null; purchase_value: number | null }>(
        `SELECT r.account_id, d.day, sum(d.spend) AS spend, sum(d.purchase_value) AS purchase_value
         FROM (${RANGES}) r
         CROSS JOIN object_key k ON k.account_id = r.account_id AND k.level = 'campaign'
         CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN r.since AND r.until
         GROUP BY r.account_id, d.day HAVING coalesce(sum(d.spend), sum(d.purchase_value)) IS NOT NULL
         ORDER BY r.account_id, d.day`,
        rangesValue(ranges),
      )
      .map(({ account_id, day, spend, purchase_value }) => ({
        accountId: account_id,
        day: dayOf(day),
        spend,
        purchaseValue: purchase_value,
      })),

  unlisted: (
    ranges: readonly AccountRange[],
  ): readonly { readonly accountId: AccountId; readonly campaignId: ObjectId }[] =>
    sql
      .all<{ account_id: string; id: string }>(
        `SELECT k.account_id, k.id
         FROM (${RANGES}) r
         CROSS JOIN object_key k ON k.account_id = r.account_id AND k.level = 'campaign'
         WHERE NOT EXISTS (SELECT 1 FROM campaign c WHERE c.key = k.key)
           AND EXISTS (SELECT 1 FROM insight_day d WHERE d.object = k.key AND d.day BETWEEN r.since AND r.until)`,
        rangesValue(ranges),
      )
      .map(({ account_id, id }) => ({ accountId: account_id, campaignId: id })),
})
