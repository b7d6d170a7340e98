import { statSync } from 'node:fs'
import { dayOf } from './days.ts'
import type { Sql } from './sql.ts'
import type { DatabaseFacts } from './store.ts'

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Cached tables, children before what they point to. */
export const CACHED = [
  'running',
  'running_stale',
  'reach_range',
  'window_range',
  'insight_hour',
  'breakdown',
  'insight_day',
  'ad',
  'adset',
  'campaign',
  'coverage',
  'activity',
  'document',
  'report_run',
  'account',
  'fetched',
] as const

/** Rows of a stretch of objects: counting millions at once would keep other readers waiting. */
export interface RowsPage {
  readonly rows: number
  /** Where the next stretch begins; null at the end. */
  readonly next: number | null
}
export type FileFacts = Omit<DatabaseFacts, 'insightRows'>

export const createFacts = (sql: Sql) => ({
  rowsPage: (after: number, objects: number): RowsPage => {
    const until = after + objects
    const { rows = 0 } =
      sql.get<{ rows: number }>(
        'SELECT count(*) AS rows FROM insight_day WHERE object > ? AND object <= ?',
        after,
        until,
      ) ?? {}
    const last = sql.get<{ key: number | null }>('SELECT max(key) AS key FROM object_key')?.key ?? 0
    return { rows, next: until < last ? until : null }
  },

  fileFacts: (): FileFacts => {
    // A seek a campaign rather than a walk through every day.
    const oldest = sql.get<{ day: number | null }>(
      `SELECT min((SELECT min(day) FROM insight_day WHERE object = key)) AS day FROM object_key WHERE level = 'campaign'`,
    )?.day
    return {
      bytes: sizeOf(sql.db.name) + sizeOf(`${sql.db.name}-wal`),
      oldestDay: oldest ? dayOf(oldest) : null,
      // A file that fails its check at opening is refused, so one that is open passed it.
      intact: true,
    }
  },

  deleteCached: (): void => {
    for (const table of CACHED) sql.run(`DELETE FROM ${table}`)
    sql.run('UPDATE revision SET objects = objects + 1, figures = figures + 1')
    // Restatements and states are only here, and speak of objects by their keys.
    sql.run(
      `DELETE FROM object_key WHERE key NOT IN (
         SELECT object FROM restatement UNION SELECT account FROM restatement UNION SELECT object FROM object_state)`,
    )
  },
})
