import type { Instant } from '../../shared/domain/day.ts'
import type { Kept, KeptKind } from '../../shared/domain/kept.ts'
import type { Sql } from './sql.ts'

interface KeptRecord {
  kind: KeptKind
  id: string
  name: string
  position: number
  updated_at: Instant
  doc: string
}

const toKept = ({ doc, updated_at, ...rest }: KeptRecord): Kept => ({
  ...rest,
  updatedAt: updated_at,
  doc: JSON.parse(doc) as Kept['doc'],
})

export const createKept = (sql: Sql) => ({
  kept: (kind: KeptKind): readonly Kept[] =>
    sql.all<KeptRecord>('SELECT * FROM kept WHERE kind = ? ORDER BY position, name, id', kind).map(toKept),

  saveKept: ({ kind, id, name, position, updatedAt, doc }: Kept): void => {
    sql.run(
      'INSERT OR REPLACE INTO kept (kind, id, name, position, updated_at, doc) VALUES (?, ?, ?, ?, ?, ?)',
      kind,
      id,
      name,
      position,
      updatedAt,
      JSON.stringify(doc),
    )
  },

  deleteKept: (kind: KeptKind, id: string): void => {
    sql.run('DELETE FROM kept WHERE kind = ? AND id = ?', kind, id)
  },

  arrangeKept: (kind: KeptKind, ids: readonly string[]): void => {
    const named = new Set(ids)
    const rest = sql
      .all<{ id: string }>('SELECT id FROM kept WHERE kind = ? ORDER BY position, name, id', kind)
      .filter(({ id }) => !named.has(id))
    for (const [position, id] of [...ids, ...rest.map(({ id }) => id)].entries())
      sql.run('UPDATE kept SET position = ? WHERE kind = ? AND id = ?', position, kind, id)
  },
})
