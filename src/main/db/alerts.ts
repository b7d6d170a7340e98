import type { Alert } from '../../shared/domain/alerts.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Sql } from './sql.ts'

interface Doc {
  doc: string
}
export const toAlert = ({ doc }: Doc): Alert => JSON.parse(doc) as Alert

export const createAlerts = (sql: Sql) => ({
  openAlerts: (): readonly Alert[] =>
    sql.all<Doc>('SELECT doc FROM alert WHERE resolved_at IS NULL ORDER BY at_risk DESC, id').map(toAlert),

  resolvedAlerts: (since: Instant): readonly Alert[] =>
    sql.all<Doc>('SELECT doc FROM alert WHERE resolved_at >= ? ORDER BY resolved_at DESC, id', since).map(toAlert),

  saveAlerts: (alerts: readonly Alert[]): void => {
    for (const alert of alerts) {
      sql.run('INSERT OR REPLACE INTO alert (id, doc) VALUES (?, ?)', alert.id, JSON.stringify(alert))
    }
  },
})
