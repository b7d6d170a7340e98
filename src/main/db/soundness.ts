import { rmSync, statSync, writeFileSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { CACHED } from './facts.ts'

/** Bytes. A smaller file is looked through within a moment. */
const LARGE = 64 * 1024 * 1024

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** Beside a file of which a part could not be read: the next start looks through all of it. */
const markOf = (file: string): string => `${file}-suspect`
export const suspect = (file: string): void => {
  try {
    writeFileSync(markOf(file), '')
  } catch {
    // Where nothing can be written the program says so by itself.
  }
}

/**
 * Whether a file of its own is whole, as far as a start may take for it. In a large one that was closed well, what Meta can
 * send again is not looked through: that is nearly all of it, and takes seconds. Should it be damaged all the same, the
 * first reading of it says so, and makes the file suspect.
 */
export const isSound = (db: Database.Database): boolean => {
  const { name: file } = db
  const wasEnded = sizeOf(`${file}-wal`) === 0
  const isQuick = wasEnded && sizeOf(file) >= LARGE && statSync(markOf(file), { throwIfNoEntry: false }) === undefined
  const checked = isQuick
    ? (db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all() as string[])
        .filter((table) => !(CACHED as readonly string[]).includes(table))
        .map((table) => `quick_check('${table}')`)
    : ['quick_check(1)']
  const isWhole = checked.every((check) => db.pragma(check, { simple: true }) === 'ok')
  if (isWhole) rmSync(markOf(file), { force: true })
  return isWhole
}
