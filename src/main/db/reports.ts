import type { Sql } from './sql.ts'
import type { ReportRun } from './store.ts'

interface ReportRecord {
  key: string
  run_id: string
  account_id: string
  requested_at: number
}

/** Reports that Meta is making for us. */
export const createReports = (sql: Sql) => ({
  reports: (): readonly ReportRun[] =>
    sql
      .all<ReportRecord>('SELECT * FROM report_run ORDER BY requested_at, key')
      .map(({ key, run_id, account_id, requested_at }) => ({
        key,
        runId: run_id,
        accountId: account_id,
        requestedAt: requested_at,
      })),

  saveReport: ({ key, runId, accountId, requestedAt }: ReportRun): void => {
    sql.run(
      'INSERT OR REPLACE INTO report_run (key, run_id, account_id, requested_at) VALUES (?, ?, ?, ?)',
      key,
      runId,
      accountId,
      requestedAt,
    )
  },

  dropReport: (key: string): void => {
    sql.run('DELETE FROM report_run WHERE key = ?', key)
  },
})
