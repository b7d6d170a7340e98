import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MIGRATIONS } from '../../../src/main/db/migrations/migrations.ts'
import { UNFOLLOWED } from '../../../src/main/db/journal.ts'
import { named } from '../../../src/main/db/failures.ts'
import { openWriter } from '../../../src/main/db/open-database.ts'
import { createReads, createWriter } from '../../../src/main/db/operations.ts'
import type { Arrived } from '../../../src/main/db/arrived.ts'
import { FIGURES, NO_INSIGHTS } from '../../../src/shared/domain/insights.ts'
import { account, entry, insightPage } from './samples.ts'
import { openAt, tempFolder } from './temp-store.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = tempFolder()
  file = join(folder, 'workspace.db')
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

const fill = async (): Promise<void> => {
  const store = await openAt(file)
  await store.saveAccounts([account('act_1')], 1, true)
  const rows = Array.from({ length: 3000 }, (_, i) => ({ objectId: String(i), day: '2026-03-10', spend: '1' }))
  await store.sink(insightPage('act_1', rows))
  await store.appendJournal([entry('a')])
  await store.close()
}

it('makes a new file and opens it again', async () => {
  await fill()
  const store = await openAt(file)
  expect(await store.facts()).toMatchObject({ insightRows: 3000, oldestDay: '2026-03-10', intact: true })
  expect((await store.accounts([])).map(({ id }) => id)).toEqual(['act_1'])
  await store.close()
  // Nothing is left beside the file once it is closed.
  expect(readdirSync(folder)).toEqual(['workspace.db'])
})

it('takes an empty file for a new one', async () => {
  writeFileSync(file, '')
  await (await openAt(file)).close()
  await fill()
})

it('copies a file before it is brought to a newer version, and applies only what is missing', async () => {
  await fill()
  const next = [...MIGRATIONS, 'CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO extra VALUES (1)']
  openWriter(file, next).close()
  openWriter(file, next).close()
  const db = new Database(file, { readonly: true })
  expect(db.prepare('SELECT count(*) AS n FROM extra').get()).toEqual({ n: 1 })
  expect(db.prepare('SELECT count(*) AS n FROM insight_day').get()).toEqual({ n: 3000 })
  db.close()
  const copy = new Database(`${file}.before-v${next.length}`, { readonly: true })
  expect(copy.pragma('user_version', { simple: true })).toBe(MIGRATIONS.length)
  expect(copy.prepare('SELECT count(*) AS n FROM insight_day').get()).toEqual({ n: 3000 })
  copy.close()
})

it('leaves a file as it was when a step fails', async () => {
  await fill()
  const broken = [...MIGRATIONS, 'CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1)']
  expect(() => openWriter(file, broken)).toThrow('nowhere')
  const store = await openAt(file)
  expect((await store.facts()).insightRows).toBe(3000)
  await store.close()
})

it('refuses a file of a newer program and does not touch it', async () => {
  await fill()
  const db = new Database(file)
  db.pragma('user_version = 99')
  db.close()
  const before = readFileSync(file)
  await expect(openAt(file)).rejects.toMatchObject({ code: 'databaseNewer', data: { file: 'workspace.db' } })
  expect(readFileSync(file).equals(before)).toBe(true)
})

it.each([
  ['is not a database', () => Buffer.from('This is a letter, not a database. '.repeat(200))],
  [
    'is damaged in the middle',
    (whole: Buffer) => Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(12_288, 7), whole.subarray(20_480)]),
  ],
  ['was cut off', (whole: Buffer) => whole.subarray(0, 20_000)],
])('refuses a file that %s and keeps it', async (_, damage) => {
  await fill()
  const damaged = damage(readFileSync(file))
  writeFileSync(file, damaged)
  await expect(openAt(file)).rejects.toMatchObject({ code: 'databaseCorrupt', data: { file: 'workspace.db' } })
  expect(readFileSync(file).equals(damaged)).toBe(true)
})

/** A large file, most of it in a cached table, with a page of that overwritten. */
const fillAndDamageCached = async (): Promise<void> => {
  await fill()
  const db = new Database(file)
  db.prepare(`INSERT INTO document VALUES ('creative', 'act_1', '1', ?, 1)`).run('x'.repeat(80 * 1024 * 1024))
  db.close()
  const fd = openSync(file, 'r+')
  writeSync(fd, Buffer.alloc(4096, 7), 0, 4096, 40 * 1024 * 1024)
  closeSync(fd)
}

it('looks through what is owned of a large file that was closed well, and through all of it once a part was unreadable', async () => {
  await fillAndDamageCached()
  const store = await openAt(file)
  expect((await store.accounts([])).map(({ id }) => id)).toEqual(['act_1'])
  await expect(store.documents({ kind: 'creative', accountId: 'act_1' })).rejects.toMatchObject({
    code: 'databaseCorrupt',
  })
  await store.close()
  await expect(openAt(file)).rejects.toMatchObject({ code: 'databaseCorrupt' })
})

it('looks through all of a large file that was not closed', async () => {
  await fillAndDamageCached()
  writeFileSync(`${file}-wal`, 'what was written last')
  await expect(openAt(file)).rejects.toMatchObject({ code: 'databaseCorrupt' })
})

const rowsOf = (reads: ReturnType<typeof createReads>): number => reads.rowsPage(0, 1_000_000).rows

/** Permissions do not hold root back, so root opens files as nobody. */
const asNobody = async (work: () => Promise<void>): Promise<void> => {
  const isRoot = process.geteuid?.() === 0
  if (isRoot) process.seteuid?.(65_534)
  try {
    await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
  }
}

it.skipIf(process.platform === 'win32')('refuses a file it may only read', async () => {
  await fill()
  const before = readFileSync(file)
  chmodSync(file, 0o444)
  chmodSync(folder, 0o777)
  await asNobody(() =>
    expect(openAt(file)).rejects.toMatchObject({ code: 'databaseReadOnly', data: { file: 'workspace.db' } }),
  )
  expect(readFileSync(file).equals(before)).toBe(true)
})

it.skipIf(process.platform === 'win32')('refuses a folder it may only read', async () => {
  await fill()
  chmodSync(file, 0o666)
  chmodSync(folder, 0o555)
  await asNobody(async () => {
    await expect(openAt(file)).rejects.toMatchObject({ code: 'databaseReadOnly' })
    await expect(openAt(join(folder, 'new.db'))).rejects.toMatchObject({
      code: 'databaseReadOnly',
      data: { file: 'new.db' },
    })
  })
})

it('says that the disk is full and loses nothing', () => {
  const db = openWriter(file, MIGRATIONS)
  const writer = createWriter(db)
  const reads = createReads(db)
  const page = (from: number): Arrived => ({
    accountId: 'act_1',
    level: 'ad',
    closedBefore: null,
    wholeList: false,
    first: true,
    objects: null,
    reach: [],
    windows: [],
    hours: NO_INSIGHTS,
    insights: {
      rows: 1000,
      objects: Array.from({ length: 1000 }, (_, i) => String(from + i)),
      objectAt: Int32Array.from({ length: 1000 }, (_, i) => i),
      days: new Int32Array(1000).fill(20260310),
      figures: new Float64Array(1000 * FIGURES.length).fill(1),
      resultTypes: new Uint8Array(1000),
    },
  })
  writer.store([page(0)], 1)
  writer.appendJournal([entry('a')])
  // As a disk without room: the file may not grow any more.
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
  const failing = (work: () => unknown): unknown => {
    try {
      return work()
    } catch (error) {
      return named(error, file)
    }
  }
  expect(failing(() => writer.store([page(5000), page(6000)], 2))).toMatchObject({
    code: 'diskFull',
    data: { file: 'workspace.db' },
  })
  const long = entry('b', {}, { reason: 'x'.repeat(100_000) })
  expect(failing(() => writer.appendJournal([long]))).toMatchObject({ code: 'diskFull' })
  expect(rowsOf(reads)).toBe(1000)
  expect(reads.verifyPage(UNFOLLOWED, 10)).toMatchObject({ check: { intact: true, rows: 1 } })
  // With room again it goes on where it was.
  db.pragma('max_page_count = 1000000')
  expect(writer.store([page(5000), page(6000)], 3)).toEqual([1000, 1000])
  writer.appendJournal([long])
  expect(reads.verifyPage(UNFOLLOWED, 10)).toMatchObject({ check: { intact: true, rows: 2 } })
  expect(rowsOf(reads)).toBe(3000)
  // Without room for the copy that compacting needs, the rows go all the same.
  db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
  writer.clearCache()
  expect(rowsOf(reads)).toBe(0)
  db.close()
})

it('opens a file in a folder with spaces and letters of any script', async () => {
  const odd = join(folder, 'Мои данные %20 🦔')
  mkdirSync(odd)
  const store = await openAt(join(odd, 'рабочее место.db'))
  await store.saveAccounts([account('act_1')], 1, true)
  await store.close()
  expect(existsSync(join(odd, 'рабочее место.db'))).toBe(true)
})
