import { identityOf } from '../../shared/domain/activities.ts'
import type { Activity } from '../../shared/domain/activities.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { Sql } from './sql.ts'
import type { ActivitiesRead, ReadFromTo } from './store.ts'

export const toActivity = ({ doc }: { readonly doc: string }): Activity => JSON.parse(doc) as Activity

export const createActivities = (sql: Sql) => ({
  /** Newest first. */
  activities: ({
    accountId,
    objectId,
    limit,
  }: {
    readonly accountId: AccountId
    readonly objectId: ObjectId | null
    readonly limit: number
  }): readonly Activity[] =>
    (objectId === null
      ? sql.all<{ doc: string }>(
          'SELECT doc FROM activity WHERE account_id = ? ORDER BY at DESC, doc LIMIT ?',
          accountId,
          limit,
        )
      : sql.all<{ doc: string }>(
          'SELECT doc FROM activity WHERE object_id = ? AND account_id = ? ORDER BY at DESC, doc LIMIT ?',
          objectId,
          accountId,
          limit,
        )
    ).map(toActivity),

  lastActivityAt: (accountId: AccountId): Instant | null =>
    sql.get<{ at: number | null }>('SELECT max(at) AS at FROM activity WHERE account_id = ?', accountId)?.at ?? null,

  activitiesRead: (accountIds: readonly AccountId[]): readonly ActivitiesRead[] =>
    accountIds.map((accountId) => {
      const at = (what: string): Instant | null =>
        sql.get<{ at: Instant }>('SELECT at FROM fetched WHERE account_id = ? AND what = ?', accountId, what)?.at ??
        null
      return { accountId, at: at('activities'), since: at('activitiesSince') }
    }),

  saveActivities: (accountId: AccountId, list: readonly Activity[], { since, at }: ReadFromTo): void => {
    for (const activity of list) {
      const doc = JSON.stringify(activity)
      const known = sql
        .all<{ doc: string }>('SELECT doc FROM activity WHERE account_id = ? AND at = ?', accountId, activity.at)
        .find((each) => identityOf(toActivity(each)) === identityOf(activity))
      if (known?.doc === doc) continue
      if (known)
        sql.run('DELETE FROM activity WHERE account_id = ? AND at = ? AND doc = ?', accountId, activity.at, known.doc)
      sql.run(
        'INSERT INTO activity (account_id, at, doc, object_id) VALUES (?, ?, ?, ?)',
        accountId,
        activity.at,
        doc,
        activity.objectId,
      )
    }
    // What was read before goes on from here only where nothing lies between the two.
    sql.run(
      `INSERT INTO fetched (account_id, what, at) VALUES (@account, 'activitiesSince', @since)
       ON CONFLICT DO UPDATE SET at = iif(
         @since <= (SELECT at FROM fetched WHERE account_id = @account AND what = 'activities'),
         min(fetched.at, excluded.at), excluded.at)`,
      { account: accountId, since },
    )
    sql.run(`INSERT OR REPLACE INTO fetched (account_id, what, at) VALUES (?, 'activities', ?)`, accountId, at)
  },
})
