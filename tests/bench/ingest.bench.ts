import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { MIGRATIONS } from '../../src/main/db/migrations/migrations.ts'
import { INSIGHT_INSERT, INSIGHT_WIDTH } from '../../src/main/db/insights-in.ts'
import { ingestAll, withStore } from './bench-store.ts'
import { insightPages, PAGE_ROWS } from './insight-pages.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const ROWS = 100_000
const REPETITIONS = 3

/** Rows a second from bytes in the main thread to committed rows. Also answers the rows as they were stored. */
const ours = () => {
  const pages = insightPages(ROWS)
  return withStore(async (store, file) => {
    // The threads are up before the clock starts: this is about rows, not about starting a program.
    await ingestAll(store, insightPages(4 * PAGE_ROWS, 'act_2'))
    await store.clearCache()
    const start = performance.now()
    const changed = await ingestAll(store, pages)
    const seconds = (performance.now() - start) / 1000
    if (changed !== ROWS) throw new Error(`${changed} of ${ROWS} rows were stored`)
    const db = new Database(file, { readonly: true })
    const keys = db.prepare('SELECT * FROM object_key').raw().all() as unknown[][]
    const rows = db.prepare('SELECT * FROM insight_day').raw().all() as unknown[][]
    db.close()
    return { rate: ROWS / seconds, keys, rows }
  })
}

/** The same rows, already decoded, into the same table in this thread: one plain INSERT a row, 500 a transaction. */
const raw = ({ keys, rows }: { readonly keys: unknown[][]; readonly rows: unknown[][] }): number => {
  const folder = mkdtempSync(join(tmpdir(), 'buydesk-bench-'))
  const db = new Database(join(folder, 'raw.db'))
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.pragma('foreign_keys = ON')
  for (const sql of MIGRATIONS) db.exec(sql)
  const key = db.prepare('INSERT INTO object_key VALUES (?, ?, ?, ?)')
  for (const each of keys) key.run(...each)
  const insert = db.prepare(`${INSIGHT_INSERT} VALUES (${Array.from({ length: INSIGHT_WIDTH }, () => '?').join(', ')})`)
  const page = db.transaction((from: number) => {
    for (const row of rows.slice(from, from + PAGE_ROWS)) insert.run(...row)
  })
  const start = performance.now()
  for (let from = 0; from < rows.length; from += PAGE_ROWS) page(from)
  const seconds = (performance.now() - start) / 1000
  db.close()
  rmSync(folder, { recursive: true, force: true })
  return rows.length / seconds
}

export const bench: Bench = {
  names: ['ingest.vsRaw'],
  run: async (report) => {
    const rates: { ours: number; raw: number }[] = []
    for (let i = 0; i < REPETITIONS; i++) {
      const stored = await ours()
      rates.push({ ours: stored.rate, raw: raw(stored) })
    }
    const ourRate = median(rates.map((rate) => rate.ours))
    const rawRate = median(rates.map((rate) => rate.raw))
    console.log(`ingest: ${Math.round(ourRate)} rows/s of JSON, ${Math.round(rawRate)} rows/s raw`)
    report('ingest.vsRaw', { value: ourRate / rawRate, unit: 'of raw inserts', limit: 0.5, better: 'higher' })
  },
}
