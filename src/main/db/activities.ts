import type { Activity } from '../../shared/domain/activities.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import type { Sql } from './sql.ts'

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
    ).map(({ doc }) => JSON.parse(doc) as Activity),

  lastActivityAt: (accountId: AccountId): Instant | null =>
    sql.get<{ at: number | null }>('SELECT max(at) AS at FROM activity WHERE account_id = ?', accountId)?.at ?? null,

  saveActivities: (accountId: AccountId, list: readonly Activity[], at: Instant): void => {
    for (const activity of list) {
      sql.run(
        'INSERT OR IGNORE INTO activity (account_id, at, doc, object_id) VALUES (?, ?, ?, ?)',
        accountId,
        activity.at,
        JSON.stringify(activity),
        activity.objectId,
      )
    }
    sql.run(`INSERT OR REPLACE INTO fetched (account_id, what, at) VALUES (?, 'activities', ?)`, accountId, at)
  },
})
