import type { Strategy, StrategyRun } from '../../shared/domain/strategies.ts'
import type { Sql } from './sql.ts'

/** A run can carry 200 decisions and one may happen every half minute: of each strategy the newest are kept. */
const KEPT_RUNS = 300

interface Doc {
  doc: string
}

export const createStrategies = (sql: Sql) => ({
  strategies: (): readonly Strategy[] =>
    sql.all<Doc>('SELECT doc FROM strategy ORDER BY created_at, id').map(({ doc }) => JSON.parse(doc) as Strategy),

  saveStrategy: (strategy: Strategy): void => {
    sql.run('INSERT OR REPLACE INTO strategy (id, doc) VALUES (?, ?)', strategy.id, JSON.stringify(strategy))
  },

  /** Its runs stay: they say what it did. */
  deleteStrategy: (id: string): void => {
    sql.run('DELETE FROM strategy WHERE id = ?', id)
  },

  saveRun: (run: StrategyRun): void => {
    sql.run('INSERT OR REPLACE INTO strategy_run (id, doc) VALUES (?, ?)', run.id, JSON.stringify(run))
    sql.run(
      `DELETE FROM strategy_run WHERE rowid IN (
         SELECT rowid FROM strategy_run WHERE strategy_id = ? ORDER BY started_at DESC, rowid DESC LIMIT -1 OFFSET ${KEPT_RUNS})`,
      run.strategyId,
    )
  },

  runs: (strategyId: string | null, limit: number): readonly StrategyRun[] =>
    (strategyId === null
      ? sql.all<Doc>('SELECT doc FROM strategy_run ORDER BY started_at DESC, rowid DESC LIMIT ?', limit)
      : sql.all<Doc>(
          'SELECT doc FROM strategy_run WHERE strategy_id = ? ORDER BY started_at DESC, rowid DESC LIMIT ?',
          strategyId,
          limit,
        )
    ).map(({ doc }) => JSON.parse(doc) as StrategyRun),
})
