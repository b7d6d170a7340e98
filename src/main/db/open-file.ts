import { MIGRATIONS } from './migrations/migrations.ts'
import { openReader, openWriter } from './open-database.ts'
import { createReads, createWriter } from './operations.ts'
import type { Opened } from './serve.ts'

/** The whole of what a thread with a database does. */
export const openFile = (mode: 'writer' | 'reader', file: string): Opened => {
  const db = mode === 'writer' ? openWriter(file, MIGRATIONS) : openReader(file)
  return { operations: { ...(mode === 'writer' ? createWriter(db) : createReads(db)) }, close: () => void db.close() }
}
