import { createHash } from 'node:crypto'
import { SETTLED } from '../../shared/domain/edits.ts'
import type { Edit, EditState, JournalCheck, JournalRow } from '../../shared/domain/edits.ts'
import type { ObjectId } from '../../shared/domain/objects.ts'
import type { Failure } from '../../shared/errors.ts'
import type { Sql } from './sql.ts'
import type { JournalEntry } from './store.ts'

interface JournalRecord {
  seq: number
  edit_id: string
  state: EditState
  at: number
  edit: string
  failure: string | null
  trace_id: string | null
  prev_hash: string
  hash: string
}

/** What the first row stands on. */
const GENESIS = '0'.repeat(64)

/** Texts are hashed as they are stored, so a row reads the same for ever. */
const hashOf = (row: Omit<JournalRecord, 'hash'>): string =>
  createHash('sha256')
    .update(row.prev_hash)
    .update(JSON.stringify([row.seq, row.edit_id, row.state, row.at, row.edit, row.failure, row.trace_id]))
    .digest('hex')

export type EditRecord = JournalRecord & { any_trace_id: string | null; undone_by: string | null }

/** Rows from when campaigns alone were edited do not say so. */
const editOf = (text: string): JournalEntry['edit'] => {
  const edit = JSON.parse(text) as Omit<JournalEntry['edit'], 'level'> & Partial<Pick<Edit, 'level'>>
  return { ...edit, level: edit.level ?? 'campaign' }
}

export const toEdit = (record: EditRecord): Edit => ({
  ...editOf(record.edit),
  state: record.state,
  settledAt: SETTLED.includes(record.state) ? record.at : null,
  failure: record.failure === null ? null : (JSON.parse(record.failure) as Failure),
  traceId: record.any_trace_id,
  undoneBy: record.undone_by,
})

const toRow = ({ seq, edit_id, state, at, hash }: JournalRecord): JournalRow => ({
  seq,
  editId: edit_id,
  state,
  at,
  hash,
})

const EDIT_COLUMNS = `j.*,
    (SELECT trace_id FROM journal t WHERE t.edit_id = h.edit_id AND t.trace_id IS NOT NULL ORDER BY t.seq DESC LIMIT 1)
      AS any_trace_id,
    (SELECT u.edit_id FROM journal_head u WHERE u.undo_of = h.edit_id AND u.state = 'confirmed' ORDER BY u.seq DESC LIMIT 1)
      AS undone_by`
/** Each edit by the newest row `j` of its head `h`. */
const EDITS = `SELECT ${EDIT_COLUMNS} FROM journal_head h JOIN journal j ON j.seq = h.seq`
/** With the row by which each was made (`made`), so that they can be read by time. */
export const EDITS_BY_TIME = `
  SELECT ${EDIT_COLUMNS} FROM journal made JOIN journal_head h ON h.first_seq = made.seq JOIN journal j ON j.seq = h.seq`

/** Newest first. */
export const editsOfObject = (sql: Sql, id: ObjectId): readonly Edit[] =>
  sql.all<EditRecord>(`${EDITS} WHERE h.object_id = ? ORDER BY h.first_seq DESC`, id).map(toEdit)

export const createJournal = (sql: Sql) => ({
  edits: ({ objectId, limit }: { readonly objectId: ObjectId | null; readonly limit: number }): readonly Edit[] =>
    (objectId === null
      ? sql.all<EditRecord>(`${EDITS} ORDER BY h.first_seq DESC LIMIT ?`, limit)
      : sql.all<EditRecord>(`${EDITS} WHERE h.object_id = ? ORDER BY h.first_seq DESC LIMIT ?`, objectId, limit)
    ).map(toEdit),

  edit: (id: string): Edit | null => {
    const record = sql.get<EditRecord>(`${EDITS} WHERE h.edit_id = ?`, id)
    return record ? toEdit(record) : null
  },

  /** Oldest first: the order in which they are to be settled. */
  unsettledEdits: (): readonly Edit[] =>
    sql.all<EditRecord>(`${EDITS} WHERE h.state NOT IN ('confirmed', 'rejected') ORDER BY h.first_seq`).map(toEdit),

  journal: (editId: string): readonly JournalRow[] =>
    sql.all<JournalRecord>('SELECT * FROM journal WHERE edit_id = ? ORDER BY seq', editId).map(toRow),

  verifyJournal: (): JournalCheck => {
    let rows = 0
    let previous = GENESIS
    let firstBroken: number | null = null
    for (const row of sql.each<JournalRecord>('SELECT * FROM journal ORDER BY seq')) {
      rows += 1
      const follows = row.seq === rows && row.prev_hash === previous && row.hash === hashOf(row)
      if (!follows) firstBroken ??= row.seq === rows ? row.seq : rows
      previous = row.hash
    }
    // Rows cut off at the end leave a whole chain; the heads still know of them.
    const known = sql.get<{ seq: number | null }>('SELECT max(seq) AS seq FROM journal_head')?.seq ?? 0
    if (known > rows) firstBroken ??= rows + 1
    return firstBroken === null ? { intact: true, rows } : { intact: false, rows, firstBroken }
  },

  appendJournal: (entry: JournalEntry): JournalRow => {
    const last = sql.get<Pick<JournalRecord, 'seq' | 'hash'>>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1')
    const row = {
      seq: (last?.seq ?? 0) + 1,
      edit_id: entry.edit.id,
      state: entry.state,
      at: entry.at,
      edit: JSON.stringify(entry.edit),
      failure: entry.failure && JSON.stringify(entry.failure),
      trace_id: entry.traceId,
      prev_hash: last?.hash ?? GENESIS,
    }
    const hash = hashOf(row)
    sql.run(
      `INSERT INTO journal (seq, edit_id, state, at, edit, failure, trace_id, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.seq,
      row.edit_id,
      row.state,
      row.at,
      row.edit,
      row.failure,
      row.trace_id,
      row.prev_hash,
      hash,
    )
    return toRow({ ...row, hash })
  },
})
