import { hash as hashed } from 'node:crypto'
import { actOf, SETTLED } from '../../shared/domain/edits.ts'
import type { Edit, EditState, JournalRow } from '../../shared/domain/edits.ts'
import type { JournalCheck } from '../../shared/domain/journal.ts'
import type { AccountId, Level, ObjectId } from '../../shared/domain/objects.ts'
import type { Failure } from '../../shared/errors.ts'
import { createBulk } from './sql.ts'
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

/** How far the chain was followed: so many rows, of which the last has this hash. */
export interface JournalCut {
  readonly rows: number
  readonly hash: string
}

/** A stretch of rows: what one answer may go through without keeping others waiting. `total`: rows there are. */
export type JournalPage =
  | { readonly next: JournalCut; readonly total: number }
  | { readonly next: null; readonly check: JournalCheck }

/** What the first row stands on. */
export const UNFOLLOWED: JournalCut = { rows: 0, hash: '0'.repeat(64) }

/** Texts are hashed as they are stored. Never to be changed: rows in people's files are held to it for ever. */
const hashOf = (row: Omit<JournalRecord, 'hash'>): string =>
  hashed(
    'sha256',
    row.prev_hash + JSON.stringify([row.seq, row.edit_id, row.state, row.at, row.edit, row.failure, row.trace_id]),
  )

export type EditRecord = JournalRecord & {
  any_trace_id: string | null
  undone_by: string | null
  sent_at: number | null
  in_doubt: 0 | 1
}

/** Rows from when campaigns alone were edited, and before there were sets, do not say so. */
const editOf = (text: string): JournalEntry['edit'] => {
  const edit = JSON.parse(text) as Omit<JournalEntry['edit'], 'level' | 'setId'> &
    Partial<Pick<Edit, 'level' | 'setId'>>
  return { ...edit, level: edit.level ?? 'campaign', setId: edit.setId ?? null }
}

const failureIn = (text: string | null): Failure | null => (text === null ? null : (JSON.parse(text) as Failure))

export const toEdit = (record: EditRecord): Edit => ({
  ...editOf(record.edit),
  state: record.state,
  settledAt: SETTLED.includes(record.state) ? record.at : null,
  failure: failureIn(record.failure),
  traceId: record.any_trace_id,
  undoneBy: record.undone_by,
  sentAt: record.sent_at,
  isInDoubt: record.in_doubt === 1,
})

const toRow = ({ seq, edit_id, state, at, failure, hash }: JournalRecord): JournalRow => ({
  seq,
  editId: edit_id,
  state,
  at,
  failure: failureIn(failure),
  hash,
})

export const EDIT_COLUMNS = `j.*, h.sent_at, h.in_doubt,
    (SELECT trace_id FROM journal t WHERE t.edit_id = h.edit_id AND t.trace_id IS NOT NULL ORDER BY t.seq DESC LIMIT 1)
      AS any_trace_id,
    (SELECT u.edit_id FROM journal_head u WHERE u.undo_of = h.edit_id AND u.state = 'confirmed' ORDER BY u.seq DESC LIMIT 1)
      AS undone_by`
/** Each edit by the newest row `j` of its head `h`. */
export const EDITS = `SELECT ${EDIT_COLUMNS} FROM journal_head h JOIN journal j ON j.seq = h.seq`
/** With the row by which each was made (`made`), so that they can be read by time. */
export const EDITS_BY_TIME = `
  SELECT ${EDIT_COLUMNS} FROM journal made JOIN journal_head h ON h.first_seq = made.seq JOIN journal j ON j.seq = h.seq`

/** What waits in a set, or was given up in it, belongs to the record only where it was sent before. */
export const POSTED = `(h.sent_at IS NOT NULL OR h.state NOT IN ('drafted', 'checked', 'withdrawn'))`

/** Newest first; what was never sent is not among them. */
export const editsOfObject = (sql: Sql, id: ObjectId): readonly Edit[] =>
  sql.all<EditRecord>(`${EDITS} WHERE h.object_id = ? AND ${POSTED} ORDER BY h.first_seq DESC`, id).map(toEdit)

/** A row with the head of its edit, by which it is found and shown. */
type FollowedRecord = JournalRecord & {
  head_seq: number | null
  head_state: EditState
  object_id: ObjectId
  account_id: AccountId
  code: string | null
  set_id: string | null
  undo_of: string | null
  act: string
  sent_at: number | null
  /** Whose row it is by which the edit is said to be made. */
  first_of: string | null
}
const FOLLOWED = `SELECT j.*, h.seq AS head_seq, h.state AS head_state, h.object_id, h.account_id, h.code, h.set_id, h.undo_of, h.act, h.sent_at,
    CASE WHEN h.seq = j.seq THEN (SELECT edit_id FROM journal WHERE seq = h.first_seq) END AS first_of
  FROM journal j LEFT JOIN journal_head h ON h.edit_id = j.edit_id WHERE j.seq > ? ORDER BY j.seq LIMIT ?`

/** In these it had been sent. */
const SENT: readonly EditState[] = ['sent', 'unknown', 'confirmed']

/** Whether the head says what the row does, or a later one. */
const isShown = (row: FollowedRecord): boolean => {
  if (row.head_seq === null || row.head_seq < row.seq) return false
  // Said not to have been sent, one that is dismissed would be nowhere.
  if (SENT.includes(row.state) && row.sent_at === null) return false
  if (row.head_seq > row.seq) return true
  const edit = editOf(row.edit)
  return (
    row.head_state === row.state &&
    row.object_id === edit.objectId &&
    row.account_id === edit.accountId &&
    row.code === (row.failure === null ? null : (JSON.parse(row.failure) as Failure).code) &&
    row.set_id === edit.setId &&
    row.undo_of === (edit.actor.kind === 'undo' ? edit.actor.editId : null) &&
    row.act === actOf(edit) &&
    row.first_of === row.edit_id
  )
}

const lastSeq = (sql: Sql, table: 'journal' | 'journal_head'): number =>
  sql.get<{ seq: number | null }>(`SELECT max(seq) AS seq FROM ${table}`)?.seq ?? 0

const endOf = (sql: Sql): JournalCut =>
  sql.get<JournalCut>('SELECT seq AS rows, hash FROM journal ORDER BY seq DESC LIMIT 1') ?? UNFOLLOWED

export const createJournal = (sql: Sql) => ({
  /** Newest first; what was never sent, as drafts and what was given up of them, is not among them. */
  edits: ({ objectId, limit }: { readonly objectId: ObjectId | null; readonly limit: number }): readonly Edit[] =>
    (objectId === null
      ? sql.all<EditRecord>(`${EDITS} WHERE ${POSTED} ORDER BY h.first_seq DESC LIMIT ?`, limit)
      : sql.all<EditRecord>(
          `${EDITS} WHERE h.object_id = ? AND ${POSTED} ORDER BY h.first_seq DESC LIMIT ?`,
          objectId,
          limit,
        )
    ).map(toEdit),

  edit: (id: string): Edit | null => {
    const record = sql.get<EditRecord>(`${EDITS} WHERE h.edit_id = ?`, id)
    return record ? toEdit(record) : null
  },

  editsById: (ids: readonly string[]): readonly Edit[] =>
    sql
      .all<EditRecord>(
        `${EDITS} WHERE h.edit_id IN (SELECT value FROM json_each(?)) ORDER BY h.first_seq`,
        JSON.stringify(ids),
      )
      .map(toEdit),

  /**
   * What may have reached Meta and is not known to have; of one object or, null, of all. Oldest first: the order in which they are to be
   * settled. What is queued in a set has not been sent.
   */
  unsettledEdits: (objectId: ObjectId | null): readonly Edit[] =>
    sql
      .all<EditRecord>(
        `${EDITS} WHERE ${objectId === null ? '' : 'h.object_id = ? AND '}h.state NOT IN ('confirmed', 'undone', 'withdrawn')
           AND (h.state IN ('sent', 'unknown') OR h.state = 'queued' AND h.set_id IS NULL) ORDER BY h.first_seq`,
        ...(objectId === null ? [] : [objectId]),
      )
      .map(toEdit),

  /** Drafts of an object, and what of it is queued. */
  waitingEdits: (objectId: ObjectId): readonly Edit[] =>
    sql
      .all<EditRecord>(
        `${EDITS} WHERE h.object_id = ? AND h.state NOT IN ('confirmed', 'undone', 'withdrawn')
           AND h.state IN ('drafted', 'checked', 'queued') ORDER BY h.first_seq`,
        objectId,
      )
      .map(toEdit),

  /** Campaigns, ad sets or ads that are drafted, being made, or were refused; of these accounts or, where none is named, of all. Newest first. */
  toBeMade: (level: Level, accountIds: readonly AccountId[], limit: number): readonly Edit[] =>
    sql
      .all<EditRecord>(
        `${EDITS} WHERE h.act = 'add' AND h.state IN ('drafted', 'checked', 'queued', 'sent', 'unknown', 'rejected')
           AND h.set_id IS NOT NULL AND h.object_id = h.account_id AND j.edit ->> '$.level' = ?
           AND (? = '[]' OR h.account_id IN (SELECT value FROM json_each(?))) ORDER BY h.first_seq DESC LIMIT ?`,
        level,
        JSON.stringify(accountIds),
        JSON.stringify(accountIds),
        limit,
      )
      .map(toEdit),

  journal: (editId: string): readonly JournalRow[] =>
    sql.all<JournalRecord>('SELECT * FROM journal WHERE edit_id = ? ORDER BY seq', editId).map(toRow),

  journalRows: (): number => lastSeq(sql, 'journal'),

  /**
   * Follows the chain over so many rows more, to its end or to the first row that does not follow from the one before: changed,
   * slipped in, in another's place, or missing; and whether the heads, by which edits are shown, say the same. Whoever can write the file
   * and knows all of this can also make a new chain.
   */
  verifyPage: sql.db.transaction((from: JournalCut, most: number): JournalPage => {
    let { rows, hash } = from
    let heads = 0
    const broken = (what: 'row' | 'shown', firstBroken = rows + 1): JournalPage => ({
      next: null,
      check: { intact: false, what, rows: lastSeq(sql, 'journal'), firstBroken },
    })
    const first = sql.get<{ seq: number | null }>('SELECT min(seq) AS seq FROM journal')?.seq ?? 1
    if (first < 1) return broken('row')
    for (const row of sql.each<FollowedRecord>(FOLLOWED, rows, most)) {
      if (row.seq !== rows + 1 || row.prev_hash !== hash || row.hash !== hashOf(row)) return broken('row')
      if (!isShown(row)) return broken('shown')
      if (row.head_seq === row.seq) heads += 1
      rows += 1
      hash = row.hash
    }
    // A head that leads to the row of another edit would show that one twice.
    const there = sql.get<{ count: number }>(
      'SELECT count(*) AS count FROM journal_head WHERE seq > ? AND seq <= ?',
      from.rows,
      rows,
    )
    if (there?.count !== heads) return broken('shown', from.rows + 1)
    if (rows === from.rows + most) return { next: { rows, hash }, total: lastSeq(sql, 'journal') }
    // Rows cut off at the end leave a whole chain; the heads still know of them.
    return lastSeq(sql, 'journal_head') > rows ? broken('row') : { next: null, check: { intact: true, rows } }
  }),
})

const rowOf = (end: JournalCut, { edit, state, at, failure, traceId }: JournalEntry): JournalRecord => {
  const row = {
    seq: end.rows + 1,
    edit_id: edit.id,
    state,
    at,
    edit: JSON.stringify(edit),
    failure: failure && JSON.stringify(failure),
    // Half a pair would not be read back as it was hashed, and this is Meta's own text.
    trace_id: traceId?.toWellFormed() ?? null,
    prev_hash: end.hash,
  }
  return { ...row, hash: hashOf(row) }
}

const COLUMNS = ['seq', 'edit_id', 'state', 'at', 'edit', 'failure', 'trace_id', 'prev_hash', 'hash'] as const

/** The writer's half. */
export const createJournalIn = (sql: Sql) => {
  const insert = createBulk(sql.db, `INSERT INTO journal (${COLUMNS.join(', ')})`, COLUMNS.length, '')

  /** The states that edits are in, of those that must be in one. */
  const statesOf = (entries: readonly JournalEntry[]): Map<string, EditState> => {
    const ids = entries.flatMap(({ edit, from }) => (from ? [edit.id] : []))
    const heads = sql.all<{ edit_id: string; state: EditState }>(
      'SELECT edit_id, state FROM journal_head WHERE edit_id IN (SELECT value FROM json_each(?))',
      JSON.stringify(ids),
    )
    return new Map(heads.map(({ edit_id, state }) => [edit_id, state]))
  }

  return {
    /** In this order: a transaction waits for the disk once. Null: it was in another state than those it may come from. */
    appendJournal: (entries: readonly JournalEntry[]): readonly (JournalRow | null)[] => {
      const states = statesOf(entries)
      const rows: JournalRecord[] = []
      let end = endOf(sql)
      const answers = entries.map((entry) => {
        const { edit, from, state } = entry
        const before = states.get(edit.id)
        if (from && (before === undefined || !from.includes(before))) return null
        const row = rowOf(end, entry)
        rows.push(row)
        states.set(edit.id, state)
        end = { rows: row.seq, hash: row.hash }
        return toRow(row)
      })
      insert(rows.length, (at, values, place) => {
        const row = rows[at]
        if (row) COLUMNS.forEach((column, n) => (values[place + n] = row[column]))
      })
      return answers
    },
  }
}
