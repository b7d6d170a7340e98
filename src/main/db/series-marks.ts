import type { Activity } from '../../shared/domain/activities.ts'
import type { DayRange, Day, Instant } from '../../shared/domain/day.ts'
import type { Edit } from '../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import { EDITS_BY_TIME, toEdit } from './journal.ts'
import type { EditRecord } from './journal.ts'
import type { Sql } from './sql.ts'

export interface MarksQuery extends DayRange {
  readonly accountIds: readonly AccountId[]
  /** Null: everything in the accounts. */
  readonly objectIds: readonly ObjectId[] | null
  /** Instants that lie around the days in every zone. */
  readonly from: Instant
  readonly to: Instant
  /** The newest of each kind. */
  readonly limit: number
}
export interface RestatedOn {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly seenOn: Day
  readonly seenAt: Instant
  readonly days: number
  readonly spend: number | null
  readonly results: number | null
}
export interface MarksFound {
  readonly edits: readonly Edit[]
  readonly activities: readonly Activity[]
  /** Of the objects, or of the accounts' own rows. */
  readonly restated: readonly RestatedOn[]
}

const IN = 'IN (SELECT value FROM json_each(?))'

/** What happened to what a chart shows, newest first. */
export const createSeriesMarks = (sql: Sql) => ({
  seriesMarks: ({ accountIds, objectIds, from, to, since, until, limit }: MarksQuery): MarksFound => {
    const accounts = JSON.stringify(accountIds)
    const objects = JSON.stringify(objectIds ?? accountIds)
    return {
      edits: sql
        .all<EditRecord>(
          `${EDITS_BY_TIME} WHERE made.at BETWEEN ? AND ?
             AND ${objectIds === null ? `made.edit ->> '$.accountId'` : 'h.object_id'} ${IN}
           ORDER BY made.at DESC LIMIT ?`,
          from,
          to,
          objects,
          limit,
        )
        .map(toEdit),
      activities: sql
        .all<{ doc: string }>(
          objectIds === null
            ? `SELECT doc FROM activity WHERE account_id ${IN} AND at BETWEEN ? AND ? ORDER BY at DESC, doc LIMIT ?`
            : `SELECT doc FROM activity WHERE object_id ${IN} AND at BETWEEN ? AND ? ORDER BY at DESC, doc LIMIT ?`,
          objects,
          from,
          to,
          limit,
        )
        .map(({ doc }) => JSON.parse(doc) as Activity)
        .filter(({ accountId }) => accountIds.includes(accountId)),
      restated: sql
        .all<{
          account_id: string
          id: string
          seen_on: number
          seen_at: number
          days: number
          spend: number | null
          results: number | null
        }>(
          `SELECT o.account_id, o.id, re.seen_on, max(re.seen_at) AS seen_at, count(*) AS days,
             sum(re.spend_change) AS spend, sum(re.results_change) AS results
           FROM object_key o CROSS JOIN restatement re ON re.object = o.key AND re.seen_on BETWEEN ? AND ?
           WHERE o.id ${IN} AND o.account_id ${IN}
           GROUP BY o.key, re.seen_on ORDER BY re.seen_on DESC LIMIT ?`,
          storedDay(since),
          storedDay(until),
          objects,
          accounts,
          limit,
        )
        .map(({ account_id, id, seen_on, seen_at, days, spend, results }) => ({
          accountId: account_id,
          objectId: id,
          seenOn: dayOf(seen_on),
          seenAt: seen_at,
          days,
          spend,
          results,
        })),
    }
  },
})
