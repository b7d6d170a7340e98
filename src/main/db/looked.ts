import type { Instant } from '../../shared/domain/day.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import type { Looked, Standing } from '../../shared/domain/silent.ts'
import { toSeenState } from './object-states.ts'
import type { StateRecord } from './object-states.ts'
import type { Sql } from './sql.ts'

/** What others changed and somebody has looked at. */

export const createLooked = (sql: Sql) => ({
  standings: (ids: readonly ObjectId[]): readonly Standing[] =>
    ids.flatMap((objectId): readonly Standing[] => {
      // Several rows are few, and cheaper read than put in order.
      const rows = sql.all<StateRecord & { n: number }>(
        'SELECT s.* FROM object_key k JOIN object_state s ON s.object = k.key WHERE k.id = ?',
        objectId,
      )
      const [first] = rows
      if (!first) return []
      const newest = rows.reduce((last, row) => (row.n > last.n ? row : last), first)
      return [
        {
          objectId,
          firstSeenAt: Math.min(...rows.map(({ seen_at }) => seen_at)),
          state: toSeenState(newest).state,
          looked: sql.all<Omit<Looked, 'objectId'>>(
            'SELECT l.field, l.until FROM object_key k JOIN looked l ON l.object = k.key WHERE k.id = ?',
            objectId,
          ),
        },
      ]
    }),

  /** Nobody is asked about what is older than `forgetBefore`. */
  saveLooked: (looked: readonly Looked[], forgetBefore: Instant): void => {
    for (const { objectId, field, until } of looked)
      sql.run(
        `INSERT INTO looked (object, field, until) SELECT key, ?, ? FROM object_key WHERE id = ?
         ON CONFLICT DO UPDATE SET until = max(until, excluded.until)`,
        field,
        until,
        objectId,
      )
    sql.run('DELETE FROM looked WHERE until < ?', forgetBefore)
  },
})
