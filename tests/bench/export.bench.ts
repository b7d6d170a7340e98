import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { ROW_FORMATS } from '../../src/shared/domain/exports.ts'
import { fillByDay } from '../by-day-database.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const ROWS = 1_000_000
/** Files so different in length should take as much memory. */
const FEW_ROWS = 500_000
const MANY_ROWS = 2_000_000
/** What is written at once, by hand as by us. */
const PIECE = 256 * 1024
const ROUNDS = 3

const databaseOf = (folder: string, rows: number): string => join(folder, `${rows}.db`)

interface Written {
  readonly rows: number
  readonly bytes: number
  readonly seconds: number
  readonly peakMiB: number
}

const ours = (folder: string, rows: number, format: string): Written => {
  const child = fileURLToPath(new URL('export-child.ts', import.meta.url))
  const file = join(folder, `out.${format}`)
  const answer = execFileSync(process.execPath, [child, databaseOf(folder, rows), file, format], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  rmSync(file)
  const written = JSON.parse(answer) as Written
  if (written.rows !== rows) throw new Error(`${written.rows} of ${rows} rows were written`)
  console.log(
    `export: ${format} of ${rows} rows, ${Math.round(rows / written.seconds)} rows/s, ${Math.round(written.bytes / 1e6)} MB, ${Math.round(written.peakMiB)} MiB more at the peak`,
  )
  return written
}

/** Everything that stands in a line of ours, but for the two columns that are not in the rows themselves. */
const SAME_ROWS = `
  SELECT a.name, a.id, a.currency, c.name, ck.id, s.doc ->> '$.name', sk.id, o.doc ->> '$.name', k.id,
    d.day, d.spend, d.impressions, d.clicks, d.link_clicks, d.results, d.purchases, d.purchase_value, d.reach, d.result_type
  FROM insight_day d JOIN object_key k ON k.key = d.object AND k.level = 'ad' JOIN account a ON a.id = k.account_id
  JOIN ad o ON o.key = k.key JOIN adset s ON s.key = o.adset JOIN object_key sk ON sk.key = o.adset
  JOIN campaign c ON c.key = o.campaign JOIN object_key ck ON ck.key = o.campaign`

/** A bare iterate whose rows go to a file, joined by commas: no quotes, no units, no days, no progress. */
const raw = (database: string, file: string): Pick<Written, 'rows' | 'bytes' | 'seconds'> => {
  const db = new Database(database, { readonly: true })
  const descriptor = openSync(file, 'w')
  const start = performance.now()
  let text = ''
  let rows = 0
  for (const row of db.prepare<unknown[], unknown[]>(SAME_ROWS).raw().iterate()) {
    text += `${row.join(',')}\n`
    rows++
    if (text.length < PIECE) continue
    writeSync(descriptor, text)
    text = ''
  }
  writeSync(descriptor, text)
  const seconds = (performance.now() - start) / 1000
  closeSync(descriptor)
  db.close()
  return { rows, bytes: statSync(file).size, seconds }
}

export const bench: Bench = {
  names: ['export.csvVsRaw', 'export.peakMiB', ...ROW_FORMATS.map((format) => `export.flat.${format}`)],
  run: async (report) => {
    const folder = mkdtempSync(join(tmpdir(), 'buydesk-bench-'))
    try {
      for (const rows of [FEW_ROWS, ROWS, MANY_ROWS]) fillByDay(databaseOf(folder, rows), rows)

      const ratios: number[] = []
      for (let round = 0; round < ROUNDS; round++) {
        const written = ours(folder, ROWS, 'csv')
        const bare = raw(databaseOf(folder, ROWS), join(folder, 'raw.csv'))
        if (bare.rows !== ROWS) throw new Error(`${bare.rows} of ${ROWS} rows were iterated`)
        console.log(
          `export: bare iterate ${Math.round(ROWS / bare.seconds)} rows/s, ${Math.round(bare.bytes / 1e6)} MB`,
        )
        ratios.push(bare.seconds / written.seconds)
      }
      report('export.csvVsRaw', { value: median(ratios), unit: 'of a bare iterate', limit: 0.7, better: 'higher' })

      const peaks: number[] = []
      for (const format of ROW_FORMATS) {
        const few = ours(folder, FEW_ROWS, format).peakMiB
        const many = ours(folder, MANY_ROWS, format).peakMiB
        peaks.push(many)
        report(`export.flat.${format}`, {
          value: many / few,
          unit: 'peak of 2 to 0.5 million rows',
          limit: 1.25,
          better: 'lower',
        })
      }
      report('export.peakMiB', { value: Math.max(...peaks), unit: 'MiB', limit: 100, better: 'lower' })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
