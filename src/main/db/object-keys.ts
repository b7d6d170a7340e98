import type { AccountId, FiguresLevel, ObjectId } from '../../shared/domain/objects.ts'
import type { Sql } from './sql.ts'

/** Ids of 18 digits stand once; everything else uses the short key. The writer remembers them. */
export const createKeys = (sql: Sql) => {
  const known = new Map<ObjectId, number>()
  return {
    keyOf: (id: ObjectId, accountId: AccountId, level: FiguresLevel): number => {
      const remembered = known.get(id)
      if (remembered !== undefined) return remembered
      const stored = sql.get<{ key: number }>('SELECT key FROM object_key WHERE id = ?', id)
      const key =
        stored?.key ??
        Number(
          sql.run('INSERT INTO object_key (id, account_id, level) VALUES (?, ?, ?)', id, accountId, level)
            .lastInsertRowid,
        )
      known.set(id, key)
      return key
    },
    /** Whenever keys may have gone: a transaction rolled back, the cache cleared. */
    forget: (): void => known.clear(),
  }
}
export type Keys = ReturnType<typeof createKeys>
