import { statSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'
import { named } from './failures.ts'
import { migrate, refuseNewer, versionOf } from './migrate.ts'
import { isSound } from './soundness.ts'

/** Waiting for another program that has the file (a second copy just closing) rather than failing at once. */
const BUSY_MS = 5_000

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

const prepare = (db: Database.Database, existed: boolean, migrations: readonly string[]): void => {
  refuseNewer(db, migrations)
  // Before anything is written: a damaged file stays as it was found.
  if (existed && !isSound(db)) {
    throw new AppError('databaseCorrupt', { file: basename(db.name) })
  }
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  db.pragma('temp_store = MEMORY')
  // 8 MB: an answer's rows lie near each other.
  db.pragma('cache_size = -8192')
  // SQLite opens a file it may not write without a word, and even takes its lock; only writing tells.
  db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${versionOf(db)}; ROLLBACK`)
  migrate(db, migrations)
}

/** The writer's connection. Throws AppError databaseNewer, databaseCorrupt, databaseReadOnly, diskFull. */
export const openWriter = (file: string, migrations: readonly string[]): Database.Database => {
  let db: Database.Database | null = null
  try {
    const existed = sizeOf(file) > 0
    db = new Database(file, { timeout: BUSY_MS })
    prepare(db, existed, migrations)
    return db
  } catch (error) {
    db?.close()
    throw named(error, file)
  }
}

/** 32 MB: the pages of one workspace's table view. */
const VIEW_KIB = 32 * 1024

/** A connection that can only look; the writer has opened the file before. `cacheKib`: pages that it keeps in memory. */
export const openReader = (file: string, cacheKib = VIEW_KIB): Database.Database => {
  try {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS })
    db.pragma('temp_store = MEMORY')
    db.pragma(`cache_size = -${cacheKib}`)
    return db
  } catch (error) {
    throw named(error, file)
  }
}
