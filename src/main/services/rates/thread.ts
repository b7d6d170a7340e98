import { openReader } from '../../db/open-database.ts'
import { createRates, rowsOf } from '../../db/rates.ts'
import type { Opened } from '../../db/serve.ts'
import { createSql } from '../../db/sql.ts'
import { AppError } from '../../../shared/errors.ts'
import type { RatesImported } from '../../../shared/contract/rates.ts'
import { ratesOfFile } from './file.ts'
import type { RatesText } from './file.ts'

/** Places in the shared array of whole numbers that says how far a file is, and whether it is to stop. */
export const IMPORT = { cancelled: 0, perMille: 1 } as const
export const IMPORT_BYTES = 2 * Int32Array.BYTES_PER_ELEMENT

/** What a file of rates changes: `rows` as `saveRateRows` takes them. */
export interface ReadRates {
  readonly rows: string
  readonly told: RatesImported
}

const CACHE_KIB = 4096

/** Reads files of rates in its own thread. Throws AppError `importCancelled`. */
export const openImporter = (database: string): Opened => {
  const db = openReader(database, CACHE_KIB)
  const { rates } = createRates(createSql(db))
  const read = (file: RatesText, progress: SharedArrayBuffer): ReadRates => {
    const at = new Int32Array(progress)
    const { news, told } = ratesOfFile(file, rates, (share) => {
      if (Atomics.load(at, IMPORT.cancelled) !== 0) throw new AppError('importCancelled')
      Atomics.store(at, IMPORT.perMille, Math.floor(share * 1000))
    })
    return { rows: rowsOf(news), told }
  }
  return { operations: { read }, close: () => void db.close() }
}
