import { constants, copyFileSync, existsSync, renameSync } from 'node:fs'
import { basename } from 'node:path'
import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/errors.ts'

export const versionOf = (db: Database): number => Number(db.pragma('user_version', { simple: true }))

/** Throws AppError databaseNewer where the file was written by a newer version of the program. */
export const refuseNewer = (db: Database, migrations: readonly string[]): void => {
  if (versionOf(db) > migrations.length) throw new AppError('databaseNewer', { file: basename(db.name) })
}

/** The log is folded in first, so that one file is the whole copy; an older copy of the same step is kept. */
const keepCopy = (db: Database, target: number): void => {
  const copy = `${db.name}.before-v${target}`
  if (existsSync(copy)) return
  db.pragma('wal_checkpoint(TRUNCATE)')
  // Under its name only once it is whole: a copy cut off by a full disk must not pass for one.
  copyFileSync(db.name, `${copy}.part`, constants.COPYFILE_FICLONE)
  renameSync(`${copy}.part`, copy)
}

/** Brings the file to the newest version, each step a transaction; a file that already had data is copied first. */
export const migrate = (db: Database, migrations: readonly string[]): void => {
  refuseNewer(db, migrations)
  const from = versionOf(db)
  if (from === migrations.length) return
  if (from > 0) keepCopy(db, from + 1)
  migrations.slice(from).forEach((sql, index) => {
    db.transaction(() => {
      db.exec(sql)
      db.pragma(`user_version = ${from + index + 1}`)
    }).immediate()
  })
}
