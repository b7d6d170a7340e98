import type { SyncRun } from '../../shared/domain/connection.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Sql } from './sql.ts'

/** Most of a day of polls at the shortest interval, and months of syncs beside a slower one. */
const KEPT_RUNS = 5_000

export const createSyncRuns = (sql: Sql) => ({
  saveSyncRun: (run: SyncRun): void => {
    sql.run(
      'INSERT INTO sync_run (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc',
      run.id,
      JSON.stringify(run),
    )
    sql.run(
      `DELETE FROM sync_run WHERE started_at <= (
         SELECT started_at FROM sync_run ORDER BY started_at DESC LIMIT 1 OFFSET ${KEPT_RUNS})`,
    )
  },

  syncRuns: (limit: number): readonly SyncRun[] =>
    sql
      .all<{ doc: string }>('SELECT doc FROM sync_run ORDER BY started_at DESC, rowid DESC LIMIT ?', limit)
      .map(({ doc }) => JSON.parse(doc) as SyncRun),

  interruptRuns: (at: Instant): void => {
    sql.run(
      `UPDATE sync_run SET doc = json_set(doc, '$.outcome', 'interrupted', '$.endedAt', ?) WHERE outcome = 'running'`,
      at,
    )
  },
})
