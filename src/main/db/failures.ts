import { basename } from 'node:path'
import { AppError } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** SQLite's extended codes begin with the plain one. A folder that may not be written shows as CANTOPEN of the log. */
const NAMED: readonly (readonly [start: string, code: ErrorCode])[] = [
  ['SQLITE_FULL', 'diskFull'],
  // The file of the log's index could not be made large enough.
  ['SQLITE_IOERR_SHMSIZE', 'diskFull'],
  ['ENOSPC', 'diskFull'],
  ['EDQUOT', 'diskFull'],
  ['SQLITE_NOTADB', 'databaseCorrupt'],
  ['SQLITE_CORRUPT', 'databaseCorrupt'],
  ['SQLITE_READONLY', 'databaseReadOnly'],
  ['SQLITE_CANTOPEN', 'databaseReadOnly'],
  ['SQLITE_PERM', 'databaseReadOnly'],
  ['EACCES', 'databaseReadOnly'],
  ['EROFS', 'databaseReadOnly'],
]

/** What the disk did, by the name people are told; anything else stays as it is and is a fault of ours. */
export const named = (error: unknown, file: string): unknown => {
  const code = codeOf(error)
  const found = NAMED.find(([start]) => code.startsWith(start))
  return found ? new AppError(found[1], { file: basename(file) }, { cause: error }) : error
}
