import { MIGRATIONS } from './migrations/migrations.ts'
import { openReader, openWriter } from './open-database.ts'
import { createReads, createWriter } from './operations.ts'

/** The whole of what a thread with a database does. */
export const openReads = (file: string) => {
  const db = openReader(file)
  return { operations: { ...createReads(db) }, close: () => void db.close() }
}

export const openWrites = (file: string) => {
  const db = openWriter(file, MIGRATIONS)
  return { operations: { ...createWriter(db) }, close: () => void db.close() }
}
