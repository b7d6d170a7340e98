import { createHash } from 'node:crypto'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { UNFOLLOWED } from '../../../src/main/db/journal.ts'
import type { JournalCut } from '../../../src/main/db/journal.ts'
import { openReader } from '../../../src/main/db/open-database.ts'
import { createReads } from '../../../src/main/db/operations.ts'
import { markOf, mayHaveHappened } from '../../../src/shared/domain/edits.ts'
import type { EditState } from '../../../src/shared/domain/edits.ts'
import type { JournalCheck } from '../../../src/shared/domain/journal.ts'
import type { Failure } from '../../../src/shared/errors.ts'
import { entry } from './samples.ts'
import { openTemp, tempFolder } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

/** As somebody would who has the file and an SQL shell. */
const tamper = (sql: string, file = temp.file): void => {
  const db = new Database(file)
  db.exec(
    `DROP TRIGGER journal_next; DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; PRAGMA foreign_keys = OFF; ${sql}`,
  )
  db.close()
}

/** The whole chain of a file, so many rows at a time. */
const verify = (file: string, most: number): JournalCheck => {
  const db = openReader(file)
  const { verifyPage } = createReads(db)
  for (let cut: JournalCut = UNFOLLOWED; ;) {
    const page = verifyPage(cut, most)
    if (page.next !== null) cut = page.next
    else {
      db.close()
      return page.check
    }
  }
}

const fill = async (): Promise<void> => {
  for (const id of ['a', 'b', 'c']) {
    await temp.store.appendJournal([entry(id)])
    await temp.store.appendJournal([entry(id, { state: 'confirmed', at: 2000 })])
  }
}

it('gives each edit as its newest row says, newest edit first', async () => {
  const { store } = temp
  await store.appendJournal([entry('a', {}, { createdAt: 1 })])
  await store.appendJournal([entry('b', {}, { createdAt: 2, objectId: '102', reason: 'Слишком дорого' })])
  await store.appendJournal([entry('a', { state: 'sent', at: 1001, traceId: 'T1' }, { createdAt: 1 })])
  const failure = { code: 'timeout', data: { seconds: 30 } } as const
  await store.appendJournal([entry('a', { state: 'unknown', at: 1002, failure }, { createdAt: 1 })])
  expect(await store.unsettledEdits(null)).toMatchObject([
    { id: 'a', state: 'unknown', settledAt: null, failure, traceId: 'T1' },
    { id: 'b', state: 'queued' },
  ])
  await store.appendJournal([entry('a', { state: 'confirmed', at: 1003 }, { createdAt: 1 })])
  expect(await store.edits({ objectId: null, limit: 10 })).toEqual([
    {
      ...entry('b', {}, { createdAt: 2, objectId: '102', reason: 'Слишком дорого' }).edit,
      state: 'queued',
      settledAt: null,
      failure: null,
      traceId: null,
      undoneBy: null,
      sentAt: null,
      isInDoubt: false,
    },
    {
      ...entry('a', {}, { createdAt: 1 }).edit,
      state: 'confirmed',
      settledAt: 1003,
      failure: null,
      traceId: 'T1',
      undoneBy: null,
      sentAt: 1001,
      isInDoubt: false,
    },
  ])
  expect((await store.edits({ objectId: '102', limit: 10 })).map(({ id }) => id)).toEqual(['b'])
  expect(await store.edits({ objectId: null, limit: 1 })).toHaveLength(1)
  expect((await store.unsettledEdits(null)).map(({ id }) => id)).toEqual(['b'])
  expect((await store.edit('a'))?.state).toBe('confirmed')
  expect(await store.edit('nope')).toBeNull()
  const rows = await store.journal('a')
  expect(rows.map(({ seq, editId, state, at }) => [seq, editId, state, at])).toEqual([
    [1, 'a', 'queued', 1000],
    [3, 'a', 'sent', 1001],
    [4, 'a', 'unknown', 1002],
    [5, 'a', 'confirmed', 1003],
  ])
  expect(new Set(rows.map(({ hash }) => hash)).size).toBe(4)
})

it('says by what an edit was taken back, once that is confirmed', async () => {
  const { store } = temp
  await store.appendJournal([entry('a', { state: 'confirmed' })])
  const actor = { kind: 'undo', editId: 'a' } as const
  await store.appendJournal([entry('u1', { state: 'rejected' }, { actor })])
  await store.appendJournal([entry('u2', {}, { actor })])
  expect((await store.edit('a'))?.undoneBy).toBeNull()
  await store.appendJournal([entry('u2', { state: 'confirmed' }, { actor })])
  expect((await store.edit('a'))?.undoneBy).toBe('u2')
})

it('keeps what was sent in the record, whatever became of it, and what an attempt failed of', async () => {
  const { store } = temp
  const overwritten = { code: 'editConflict', data: {} } as const
  const refused = { code: 'metaRejected', data: {} } as const
  const steps = async (id: string, states: readonly EditState[], failure: Failure | null = null) => {
    for (const state of states)
      await store.appendJournal([entry(id, { state, failure: state === 'rejected' ? failure : null })])
  }
  await steps('neverSent', ['drafted', 'queued', 'rejected', 'withdrawn'], { code: 'accountHidden', data: {} })
  await steps('dismissed', ['queued', 'sent', 'rejected', 'withdrawn'], overwritten)
  await steps('again', ['queued', 'sent', 'rejected', 'queued', 'drafted'], refused)
  await steps('both', ['queued', 'sent', 'unknown', 'rejected'], overwritten)
  await steps('both', ['queued', 'sent', 'rejected'], refused)
  const found = await store.edits({ objectId: null, limit: 10 })
  expect(found.map((edit) => [edit.id, markOf(edit), mayHaveHappened(edit)])).toEqual([
    ['both', 'rejected', true],
    ['again', 'again', false],
    ['dismissed', 'dismissed', true],
  ])
  const failures = (await store.journal('both')).flatMap(({ failure }) => failure?.code ?? [])
  expect(failures).toEqual(['editConflict', 'metaRejected'])
})

it('is whole after being filled and after being opened again', async () => {
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 0 })
  await fill()
  await temp.reopen()
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 6 })
  await temp.store.appendJournal([entry('d')])
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 7 })
})

it('refuses to change or delete a row', async () => {
  await fill()
  const db = new Database(temp.file)
  expect(() => db.exec(`UPDATE journal SET state = 'rejected' WHERE seq = 2`)).toThrow('append-only')
  expect(() => db.exec('DELETE FROM journal WHERE seq = 6')).toThrow('append-only')
  expect(() => db.exec('INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 1')).toThrow('append-only')
  db.close()
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 6 })
})

it.each([
  ['a changed state', `UPDATE journal SET state = 'rejected' WHERE seq = 4`, 4],
  ['a changed amount', `UPDATE journal SET edit = json_set(edit, '$.objectName', 'x') WHERE seq = 1`, 1],
  ['a changed hash', `UPDATE journal SET hash = 'x' WHERE seq = 2`, 2],
  ['a missing row', 'DELETE FROM journal WHERE seq = 3', 3],
  ['a missing first row', 'DELETE FROM journal WHERE seq = 1', 1],
  ['a missing last row', 'DELETE FROM journal WHERE seq = 6', 6],
  [
    'two rows in each other’s place',
    'UPDATE journal SET seq = -seq WHERE seq IN (2, 3); UPDATE journal SET seq = 5 + seq WHERE seq < 0',
    2,
  ],
  [
    'a row slipped in',
    `INSERT INTO journal SELECT 7, edit_id, state, at, edit, failure, trace_id, prev_hash, hash FROM journal WHERE seq = 6`,
    7,
  ],
  [
    'a row before the first',
    `INSERT INTO journal SELECT -7, edit_id, state, at, edit, failure, trace_id, prev_hash, hash FROM journal WHERE seq = 1`,
    1,
  ],
  ['everything gone', 'DELETE FROM journal', 1],
])('finds %s', async (_, sql, firstBroken) => {
  await fill()
  tamper(sql)
  expect(await temp.store.verifyJournal()).toMatchObject({ intact: false, what: 'row', firstBroken })
})

it.each([
  ['that is gone', `DELETE FROM journal_head WHERE edit_id = 'b'`, 3],
  ['that is set back', `UPDATE journal_head SET seq = 3, state = 'queued' WHERE edit_id = 'b'`, 4],
  ['in another state', `UPDATE journal_head SET state = 'withdrawn' WHERE edit_id = 'b'`, 4],
  ['of another object', `UPDATE journal_head SET object_id = '999' WHERE edit_id = 'b'`, 4],
  ['in a set', `UPDATE journal_head SET set_id = 's' WHERE edit_id = 'b'`, 4],
  ['of an undo', `UPDATE journal_head SET undo_of = 'a' WHERE edit_id = 'b'`, 4],
  ['of another time', `UPDATE journal_head SET first_seq = 1 WHERE edit_id = 'b'`, 4],
  ['that leads to the row of another edit', `UPDATE journal_head SET seq = 6 WHERE edit_id = 'b'`, 5],
  [
    'of no edit',
    `INSERT INTO journal_head (edit_id, seq, first_seq, object_id, account_id, state, act)
       SELECT 'x', seq, first_seq, object_id, account_id, state, act FROM journal_head WHERE edit_id = 'c'`,
    5,
  ],
  ['of what was never sent', `UPDATE journal_head SET sent_at = NULL WHERE edit_id = 'b'`, 4],
])('finds a head %s: an edit would be hidden, or shown as it is not', async (_, sql, firstBroken) => {
  await fill()
  tamper(sql)
  expect(verify(temp.file, 2)).toEqual({ intact: false, what: 'shown', rows: 6, firstBroken })
})

it('hashes a row as it always has, so that what is in people’s files stays whole', async () => {
  const [row] = await temp.store.appendJournal([entry('a', { traceId: 'T1', failure: { code: 'timeout', data: {} } })])
  const text = JSON.stringify([
    1,
    'a',
    'queued',
    1000,
    JSON.stringify(entry('a').edit),
    '{"code":"timeout","data":{}}',
    'T1',
  ])
  expect(row?.hash).toBe(createHash('sha256').update('0'.repeat(64)).update(text).digest('hex'))
  expect((await temp.store.appendJournal([entry('b')]))[0]?.hash).not.toBe(row?.hash)
})

it('appends a step only where the edit is in a state that it may come from', async () => {
  const { store } = temp
  const step = (state: 'sent' | 'drafted') => entry('a', { state, from: ['queued'] })
  expect(await store.appendJournal([step('sent')])).toEqual([null])
  await store.appendJournal([entry('a')])
  // Whoever is first decides, also within one go.
  const [sent, drafted] = await store.appendJournal([step('sent'), step('drafted')])
  expect([sent?.seq, drafted]).toEqual([2, null])
  expect((await store.edit('a'))?.state).toBe('sent')
  expect(await store.verifyJournal()).toEqual({ intact: true, rows: 2 })
})

it('is whole whatever Meta’s trace id holds', async () => {
  await temp.store.appendJournal([entry('a', { traceId: `\ud83e half \u0000 "«ёж»\\\n` })])
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 1 })
})

it('appends many in one go, all or none, in their order', async () => {
  const { store } = temp
  await store.appendJournal([entry('first')])
  const ids = Array.from({ length: 1000 }, (_, i) => `edit-${i}`)
  const rows = await store.appendJournal(ids.map((id) => entry(id)))
  expect(rows.map((row) => [row?.seq, row?.editId])).toEqual(ids.map((id, i) => [i + 2, id]))
  expect(await store.appendJournal([])).toEqual([])
  await expect(store.appendJournal([entry('x'), entry('y', { state: 'nonsense' as 'queued' })])).rejects.toThrow()
  expect([await store.journalRows(), await store.edit('x')]).toEqual([1001, null])
  await store.appendJournal([entry('last')])
  expect(await store.verifyJournal()).toEqual({ intact: true, rows: 1002 })
})

it('is followed in stretches, told of after each, and left when that is wanted', async () => {
  const { store } = temp
  const ROWS = 9000
  await store.appendJournal(Array.from({ length: ROWS }, (_, i) => entry(`edit-${i}`)))
  const told: number[] = []
  const check = await store.verifyJournal((done, total) => {
    told.push(done)
    return total === ROWS
  })
  expect(check).toEqual({ intact: true, rows: ROWS })
  expect(told.length).toBeGreaterThan(1)
  expect(told).toEqual(told.toSorted((a, b) => a - b))
  expect(await store.verifyJournal((done) => done < 2 * (told[0] ?? 0))).toBeNull()
  // Rows that come meanwhile follow too.
  const more = await store.verifyJournal(async () => (await store.appendJournal([entry('meanwhile')])).length > 0)
  expect(more).toEqual({ intact: true, rows: ROWS + told.length })
  tamper(`UPDATE journal SET at = at + 1 WHERE seq = 8500`)
  expect(await store.verifyJournal()).toMatchObject({ intact: false, firstBroken: 8500 })
})

it('finds whatever is done to a single row, wherever stretches end', async () => {
  const ROWS = 12
  for (let i = 0; i < ROWS; i++)
    await temp.store.appendJournal([
      entry(`e${i % 5}`, {
        state: i % 2 === 0 ? 'queued' : 'sent',
        traceId: i % 3 === 0 ? null : `T${i}`,
        failure: i % 4 === 0 ? { code: 'timeout', data: { seconds: i } } : null,
      }),
    ])
  await temp.reopen()
  const folder = tempFolder()
  const whole = join(folder, 'whole.db')
  const backup = new Database(temp.file)
  await backup.backup(whole)
  backup.close()
  const row = fc.integer({ min: 1, max: ROWS })
  const word = fc.string({ unit: 'binary', maxLength: 8 })
  const quoted = (text: string): string => `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`
  const change = fc.oneof(
    fc.record({ column: fc.constantFrom('edit_id', 'trace_id', 'prev_hash', 'hash'), value: word.map(quoted) }),
    fc.record({ column: fc.constant('trace_id'), value: fc.constant('NULL') }),
    fc.record({ column: fc.constant('at'), value: fc.maxSafeInteger().map(String) }),
    fc.record({
      column: fc.constant('state'),
      value: fc.constantFrom(`'sent'`, `'queued'`, `'rejected'`, `'unknown'`),
    }),
    fc.record({
      column: fc.constantFrom('edit', 'failure'),
      value: fc.json().map((json) => quoted(json)),
    }),
    fc.record({ column: fc.constant('failure'), value: fc.constant('NULL') }),
    fc.record({
      column: fc.constant('edit'),
      value: word.map((text) => `json_set(edit, '$.reason', ${quoted(text)} || 'x')`),
    }),
    fc.record({ column: fc.constant('edit'), value: fc.constant(`edit || ' '`) }),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.record({ seq: row, change }),
        fc.record({ seq: row, moved: fc.integer({ min: -20, max: 20 }) }),
        fc.record({ seq: row, gone: fc.constant(true) }),
      ),
      fc.integer({ min: 1, max: ROWS + 2 }),
      (done, most) => {
        const file = join(folder, 'tampered.db')
        for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true })
        copyFileSync(whole, file)
        const rowsOf = (): string => {
          const db = new Database(file, { readonly: true })
          const rows = JSON.stringify(db.prepare('SELECT * FROM journal ORDER BY seq').all())
          db.close()
          return rows
        }
        const before = rowsOf()
        try {
          if ('change' in done)
            tamper(`UPDATE journal SET ${done.change.column} = ${done.change.value} WHERE seq = ${done.seq}`, file)
          else if ('moved' in done) tamper(`UPDATE journal SET seq = seq + ${done.moved} WHERE seq = ${done.seq}`, file)
          else tamper(`DELETE FROM journal WHERE seq = ${done.seq}`, file)
        } catch (error) {
          // Another row has that place, or the table does not take such a value.
          expect(String(error)).toMatch(/constraint/i)
          fc.pre(false)
        }
        fc.pre(rowsOf() !== before)
        const check = verify(file, most)
        const first = 'moved' in done ? Math.max(1, Math.min(done.seq, done.seq + done.moved)) : done.seq
        expect(check).toMatchObject({ intact: false, firstBroken: first })
      },
    ),
    { numRuns: 150 },
  )
  rmSync(folder, { recursive: true, force: true })
})
