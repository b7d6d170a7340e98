import type { Instant } from '../../shared/domain/day.ts'
import type { Suggestion } from '../../shared/domain/suggestions.ts'
import type { Sql } from './sql.ts'

const OLD_MS = 30 * 86_400_000

export const createSuggestions = (sql: Sql) => ({
  suggestions: (now: Instant): readonly Suggestion[] =>
    sql
      .all<{ doc: string }>(
        `SELECT doc FROM suggestion WHERE status NOT IN ('dismissed', 'expired') OR created_at >= ?
         ORDER BY created_at DESC, rowid DESC`,
        now - OLD_MS,
      )
      .map(({ doc }) => JSON.parse(doc) as Suggestion),

  saveSuggestions: (suggestions: readonly Suggestion[]): void => {
    for (const suggestion of suggestions) {
      sql.run(
        'INSERT INTO suggestion (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc',
        suggestion.id,
        JSON.stringify(suggestion),
      )
    }
  },
})
