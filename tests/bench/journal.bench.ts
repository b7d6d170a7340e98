import { hash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { MIGRATIONS } from '../../src/main/db/migrations/migrations.ts'
import { openWrites } from '../../src/main/db/open-file.ts'
import type { JournalEntry } from '../../src/main/db/store.ts'
import { withStore } from './bench-store.ts'
import { median } from './report.ts'
import type { Bench } from './report.ts'

const STATES = ['queued', 'sent', 'confirmed'] as const
/** Row `i` of edits that are queued, sent and confirmed one after the other. */
const entryOf = (i: number): JournalEntry => {
  const n = Math.floor(i / STATES.length)
  const state = STATES[i % STATES.length] ?? 'queued'
  return {
    edit: {
      id: `edit-${String(n).padStart(17, '0')}`,
      accountId: `act_${1_000_000 + (n % 50)}`,
      accountName: 'Harbor & Pine',
      level: 'campaign',
      objectId: String(120_200_000_000_000 + (n % 20_000)),
      objectName: 'Prospecting | broad | DE | «Лето» — 2026',
      currency: 'EUR',
      change: { field: 'dailyBudget', before: 40_000_000, after: 46_000_000 },
      actor: { kind: 'person' },
      reason: 'More for what sells',
      setId: null,
      createdAt: 1_790_000_000_000 + n,
    },
    state,
    at: 1_790_000_000_000 + i,
    failure: null,
    traceId: state === 'confirmed' ? `AbCdEfGh${n}` : null,
  }
}

interface Stored {
  readonly seq: number
  readonly edit_id: string
  readonly state: string
  readonly at: number
  readonly edit: string
  readonly failure: string | null
  readonly trace_id: string | null
  readonly prev_hash: string
  readonly hash: string
}

const inFolder = <T>(use: (folder: string) => T): T => {
  const folder = mkdtempSync(join(tmpdir(), 'buydesk-bench-'))
  try {
    return use(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A wait for the disk is as long as the disk likes: many short turns, so that all ways meet the same moods. */
const APPENDS = 50
const TURNS = 60

const BARE_TABLE = `CREATE TABLE journal (seq INTEGER PRIMARY KEY, edit_id TEXT NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL,
  edit TEXT NOT NULL, failure TEXT, trace_id TEXT, prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT`

/** One plain INSERT a row, each its own transaction that waits for the disk. */
const plain = (file: string, schema: readonly string[]) => {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  for (const sql of schema) db.exec(sql)
  const insert = db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  return {
    write: (rows: readonly unknown[][]) => {
      for (const row of rows) insert.run(...row)
    },
    close: () => void db.close(),
  }
}

interface Appending {
  readonly ours: number
  /** Into the same table, with the same indexes and triggers. */
  readonly raw: number
  /** Into a table with the same columns and nothing else. */
  readonly bare: number
}

/** Milliseconds of a turn of each way to write the same rows. */
const appending = (folder: string): Appending => {
  const file = join(folder, 'workspace.db')
  const { operations, close } = openWrites(file)
  const reading = new Database(file, { readonly: true })
  const stored = reading.prepare('SELECT * FROM journal WHERE seq > ? ORDER BY seq').raw()
  const raw = plain(join(folder, 'raw.db'), MIGRATIONS)
  const bare = plain(join(folder, 'bare.db'), [BARE_TABLE])

  let done = 0
  const timed = (work: () => void): number => {
    const start = performance.now()
    work()
    return performance.now() - start
  }
  const turn = (): Appending => {
    const entries = Array.from({ length: APPENDS }, (_, i) => entryOf(done + i))
    const ours = timed(() => {
      for (const entry of entries) operations.appendJournal([entry])
    })
    const rows = stored.all(done) as unknown[][]
    if (rows.length !== APPENDS) throw new Error(`${rows.length} of ${APPENDS} rows were appended`)
    done += APPENDS
    return { ours, raw: timed(() => raw.write(rows)), bare: timed(() => bare.write(rows)) }
  }
  // What is loaded and made once.
  turn()
  const turns = Array.from({ length: TURNS }, turn)
  for (const each of [raw, bare]) each.close()
  reading.close()
  close()
  const middle = (way: keyof Appending): number => median(turns.map((each) => each[way]))
  return { ours: middle('ours'), raw: middle('raw'), bare: middle('bare') }
}

const ROWS = 1_000_000
const AT_ONCE = 10_000
const VERIFY_TURNS = 3

/** Milliseconds of reading all rows and hashing the same text of each, with nothing compared and nobody let in between. */
const bare = (file: string): number => {
  const db = new Database(file, { readonly: true })
  const start = performance.now()
  let rows = 0
  for (const row of db.prepare('SELECT * FROM journal ORDER BY seq').iterate() as IterableIterator<Stored>) {
    const { seq, edit_id, state, at, edit, failure, trace_id, prev_hash } = row
    hash('sha256', prev_hash + JSON.stringify([seq, edit_id, state, at, edit, failure, trace_id]))
    rows += 1
  }
  const ms = performance.now() - start
  db.close()
  if (rows !== ROWS) throw new Error(`${rows} rows were read`)
  return ms
}

const verifying = (): Promise<{ readonly ours: number; readonly bare: number }> =>
  withStore(async (store, file) => {
    for (let from = 0; from < ROWS; from += AT_ONCE)
      await store.appendJournal(Array.from({ length: AT_ONCE }, (_, i) => entryOf(from + i)))
    const times: { ours: number; bare: number }[] = []
    for (let turn = 0; turn < VERIFY_TURNS; turn++) {
      const start = performance.now()
      const check = await store.verifyJournal()
      const ours = performance.now() - start
      if (!check?.intact || check.rows !== ROWS) throw new Error(`found ${JSON.stringify(check)}`)
      times.push({ ours, bare: bare(file) })
    }
    return { ours: median(times.map(({ ours }) => ours)), bare: median(times.map((time) => time.bare)) }
  })

export const bench: Bench = {
  names: ['journal.vsRaw', 'journal.verifyVsBare'],
  run: async (report) => {
    const appended = inFolder(appending)
    const rate = (ms: number): string => `${Math.round((APPENDS / ms) * 1000)} rows/s`
    console.log(
      `journal: ${rate(appended.ours)} appended, ${rate(appended.raw)} raw, ${rate(appended.bare)} into a table without indexes`,
    )
    report('journal.vsRaw', {
      value: appended.raw / appended.ours,
      unit: 'of raw inserts',
      limit: 0.7,
      better: 'higher',
    })
    const verified = await verifying()
    const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
    console.log(`journal of ${ROWS} rows: verified in ${seconds(verified.ours)}, bare ${seconds(verified.bare)}`)
    report('journal.verifyVsBare', {
      value: verified.ours / verified.bare,
      unit: 'of bare reading and hashing',
      limit: 1.5,
      better: 'lower',
    })
  },
}
