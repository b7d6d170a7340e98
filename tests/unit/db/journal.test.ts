import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { entry } from './samples.ts'
import { openTemp } from './temp-store.ts'
import type { TempStore } from './temp-store.ts'

let temp: TempStore
beforeEach(async () => {
  temp = await openTemp()
})
afterEach(() => temp.dispose())

/** As somebody would who has the file and an SQL shell. */
const tamper = async (sql: string): Promise<void> => {
  const db = new Database(temp.file)
  db.exec(
    `DROP TRIGGER journal_next; DROP TRIGGER journal_no_update; DROP TRIGGER journal_no_delete; PRAGMA foreign_keys = OFF; ${sql}`,
  )
  db.close()
}

const fill = async (): Promise<void> => {
  for (const id of ['a', 'b', 'c']) {
    await temp.store.appendJournal(entry(id))
    await temp.store.appendJournal(entry(id, { state: 'confirmed', at: 2000 }))
  }
}

it('gives each edit as its newest row says, newest edit first', async () => {
  const { store } = temp
  await store.appendJournal(entry('a', {}, { createdAt: 1 }))
  await store.appendJournal(entry('b', {}, { createdAt: 2, objectId: '102', reason: 'Слишком дорого' }))
  await store.appendJournal(entry('a', { state: 'sent', at: 1001, traceId: 'T1' }, { createdAt: 1 }))
  const failure = { code: 'timeout', data: { seconds: 30 } } as const
  await store.appendJournal(entry('a', { state: 'unknown', at: 1002, failure }, { createdAt: 1 }))
  expect(await store.unsettledEdits()).toMatchObject([
    { id: 'a', state: 'unknown', settledAt: null, failure, traceId: 'T1' },
    { id: 'b', state: 'queued' },
  ])
  await store.appendJournal(entry('a', { state: 'confirmed', at: 1003 }, { createdAt: 1 }))
  expect(await store.edits({ objectId: null, limit: 10 })).toEqual([
    {
      ...entry('b', {}, { createdAt: 2, objectId: '102', reason: 'Слишком дорого' }).edit,
      state: 'queued',
      settledAt: null,
      failure: null,
      traceId: null,
      undoneBy: null,
    },
    {
      ...entry('a', {}, { createdAt: 1 }).edit,
      state: 'confirmed',
      settledAt: 1003,
      failure: null,
      traceId: 'T1',
      undoneBy: null,
    },
  ])
  expect((await store.edits({ objectId: '102', limit: 10 })).map(({ id }) => id)).toEqual(['b'])
  expect(await store.edits({ objectId: null, limit: 1 })).toHaveLength(1)
  expect((await store.unsettledEdits()).map(({ id }) => id)).toEqual(['b'])
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
  await store.appendJournal(entry('a', { state: 'confirmed' }))
  const actor = { kind: 'undo', editId: 'a' } as const
  await store.appendJournal(entry('u1', { state: 'rejected' }, { actor }))
  await store.appendJournal(entry('u2', {}, { actor }))
  expect((await store.edit('a'))?.undoneBy).toBeNull()
  await store.appendJournal(entry('u2', { state: 'confirmed' }, { actor }))
  expect((await store.edit('a'))?.undoneBy).toBe('u2')
})

it('is whole after being filled and after being opened again', async () => {
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 0 })
  await fill()
  await temp.reopen()
  expect(await temp.store.verifyJournal()).toEqual({ intact: true, rows: 6 })
  await temp.store.appendJournal(entry('d'))
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
])('finds %s', async (_, sql, firstBroken) => {
  await fill()
  await tamper(sql)
  expect(await temp.store.verifyJournal()).toMatchObject({ intact: false, firstBroken })
})
