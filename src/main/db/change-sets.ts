import type { ChangeSet, SetCounts } from '../../shared/domain/change-sets.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { Edit, EditAct, EditState } from '../../shared/domain/edits.ts'
import type { AccountId, Level, ObjectId } from '../../shared/domain/objects.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { EDIT_COLUMNS, EDITS, toEdit } from './journal.ts'
import type { EditRecord } from './journal.ts'
import type { Sql } from './sql.ts'

/** A set as it is kept: what its edits came to follows from the journal. */
export type StoredSet = Pick<ChangeSet, 'id' | 'name' | 'createdAt' | 'postedAt' | 'isPaused'>
/** What of it is another now; what is not told stays as it is. */
export type SetPatch = Partial<Pick<StoredSet, 'name' | 'isPaused'>> & { readonly postedAt?: Instant }

/** Which edits of a set, by their place in it. */
export interface SetEdits {
  readonly setId: string
  /** Absent: all but those that were given up. */
  readonly states?: readonly EditState[]
  readonly offset: number
  readonly limit: number
}

/** Edits of a set that follow a place in it: all of it is read without counting again what was read before. */
export interface SetFrom {
  readonly setId: string
  readonly states: readonly EditState[]
  /** 0: from its beginning. */
  readonly after: number
  readonly limit: number
}
export interface SetStretch {
  readonly edits: readonly Edit[]
  /** What the next one follows; null: there are no more. */
  readonly next: number | null
}

interface SetRecord {
  id: string
  name: string
  created_at: Instant
  posted_at: Instant | null
  paused: 0 | 1
}
interface Counted {
  set_id: string
  state: EditState
  code: string | null
  act: EditAct
  edits: number
}

/** As the index of what has not come to its end says it. */
const WAITING = `h.set_id IS NOT NULL AND h.state IN ('drafted', 'checked', 'queued', 'sent', 'unknown')`
const STATES: readonly EditState[] = [
  'drafted',
  'checked',
  'queued',
  'sent',
  'unknown',
  'confirmed',
  'rejected',
  'undone',
]

/** What stands at a draft without anything being wrong with it; a conflict is counted on its own. */
const HARMLESS: ReadonlySet<string> = new Set<ErrorCode>(['editConflict', 'creationUnchecked'])

const countsOf = (rows: readonly Counted[]): SetCounts => {
  const count = (wanted: (row: Counted) => boolean): number =>
    rows.filter(wanted).reduce((sum, { edits }) => sum + edits, 0)
  const isDraft = ({ state }: Counted): boolean => state === 'drafted' || state === 'checked'
  const isConfirmed = ({ state }: Counted): boolean => state === 'confirmed'
  return {
    drafts: count(isDraft),
    conflicts: count((row) => isDraft(row) && row.code === 'editConflict'),
    faulty: count((row) => isDraft(row) && row.code !== null && !HARMLESS.has(row.code)),
    queued: count(({ state }) => state === 'queued'),
    underWay: count(({ state }) => state === 'sent' || state === 'unknown'),
    confirmed: count(isConfirmed),
    final: count((row) => isConfirmed(row) && (row.act === 'archive' || row.act === 'delete')),
    rejected: count(({ state }) => state === 'rejected'),
    undone: count(({ state }) => state === 'undone'),
  }
}

export const createChangeSets = (sql: Sql) => {
  const complete = (records: readonly SetRecord[]): readonly ChangeSet[] => {
    const ids = JSON.stringify(records.map(({ id }) => id))
    const counted = Map.groupBy(
      sql.all<Counted>(
        `SELECT set_id, state, code, act, count(*) AS edits FROM journal_head
         WHERE set_id IN (SELECT value FROM json_each(?)) AND state <> 'withdrawn' GROUP BY set_id, state, code, act`,
        ids,
      ),
      ({ set_id }) => set_id,
    )
    const accounts = Map.groupBy(
      sql.all<{ set_id: string; account_id: AccountId }>(
        `SELECT DISTINCT set_id, account_id FROM journal_head
         WHERE set_id IN (SELECT value FROM json_each(?)) AND state <> 'withdrawn'`,
        ids,
      ),
      ({ set_id }) => set_id,
    )
    return records.flatMap(({ id, name, created_at, posted_at, paused }) => {
      const rows = counted.get(id)
      // Of a set that was given up as a whole nothing is left to be seen.
      if (!rows) return []
      const accountIds = (accounts.get(id) ?? []).map(({ account_id }) => account_id)
      return [
        {
          id,
          name,
          createdAt: created_at,
          postedAt: posted_at,
          isPaused: paused === 1,
          counts: countsOf(rows),
          accountIds,
        },
      ]
    })
  }

  return {
    /** Newest first: the newest ones, and all older ones with something left to do or to look at. */
    changeSets: (newest: number): readonly ChangeSet[] =>
      complete(
        sql.all<SetRecord>(
          `SELECT * FROM change_set
           WHERE id IN (SELECT id FROM change_set ORDER BY created_at DESC LIMIT ?)
             OR id IN (SELECT h.set_id FROM journal_head h WHERE h.set_id IS NOT NULL AND h.state = 'rejected')
             OR EXISTS (SELECT 1 FROM journal_head h WHERE h.set_id = change_set.id AND ${WAITING})
           ORDER BY created_at DESC, id`,
          newest,
        ),
      ),

    /** Null: there is none, or nothing of it is left to be seen. */
    changeSetById: (id: string): ChangeSet | null =>
      complete(sql.all<SetRecord>('SELECT * FROM change_set WHERE id = ?', id))[0] ?? null,

    /** All there are, those of which nothing is left among them. */
    changeSetCount: (): number => sql.get<{ sets: number }>('SELECT count(*) AS sets FROM change_set')?.sets ?? 0,

    changeSet: (id: string): StoredSet | null => {
      const record = sql.get<SetRecord>('SELECT * FROM change_set WHERE id = ?', id)
      return record
        ? {
            id,
            name: record.name,
            createdAt: record.created_at,
            postedAt: record.posted_at,
            isPaused: record.paused === 1,
          }
        : null
    },

    setCounts: (id: string): SetCounts =>
      countsOf(
        sql.all<Counted>(
          `SELECT set_id, state, code, act, count(*) AS edits FROM journal_head WHERE set_id = ? GROUP BY state, code, act`,
          id,
        ),
      ),

    addChangeSet: ({ id, name, createdAt, postedAt, isPaused }: StoredSet): void => {
      sql.run(
        'INSERT INTO change_set (id, name, created_at, posted_at, paused) VALUES (?, ?, ?, ?, ?)',
        id,
        name,
        createdAt,
        postedAt,
        isPaused ? 1 : 0,
      )
    },

    /** False: there is none of this id. */
    patchChangeSet: (id: string, { name, postedAt, isPaused }: SetPatch): boolean =>
      sql.run(
        `UPDATE change_set SET name = coalesce(?, name), posted_at = coalesce(?, posted_at), paused = coalesce(?, paused)
         WHERE id = ?`,
        name ?? null,
        postedAt ?? null,
        isPaused === undefined ? null : Number(isPaused),
        id,
      ).changes > 0,

    /** In the order in which they were made. */
    setEdits: ({ setId, states, offset, limit }: SetEdits): readonly Edit[] =>
      sql
        .all<EditRecord>(
          `${EDITS} WHERE h.edit_id IN (
             SELECT edit_id FROM journal_head
             WHERE set_id = ? AND state IN (SELECT value FROM json_each(?)) ORDER BY first_seq LIMIT ? OFFSET ?
           ) ORDER BY h.first_seq`,
          setId,
          JSON.stringify(states ?? STATES),
          limit,
          offset,
        )
        .map(toEdit),

    setFrom: ({ setId, states, after, limit }: SetFrom): SetStretch => {
      const found = sql.all<EditRecord & { place: number }>(
        `SELECT h.first_seq AS place, ${EDIT_COLUMNS} FROM journal_head h JOIN journal j ON j.seq = h.seq
         WHERE h.set_id = ? AND h.first_seq > ? AND h.state IN (SELECT value FROM json_each(?))
         ORDER BY h.first_seq LIMIT ?`,
        setId,
        after,
        JSON.stringify(states),
        limit,
      )
      return { edits: found.map(toEdit), next: found.length < limit ? null : (found.at(-1)?.place ?? null) }
    },

    /** Of which levels something that is queued in a set is archived or deleted. */
    levelsToRemove: (setId: string): readonly Level[] =>
      sql
        .all<{ level: Level }>(
          `SELECT DISTINCT j.edit ->> '$.level' AS level FROM journal_head h JOIN journal j ON j.seq = h.seq
           WHERE h.set_id = ? AND h.state = 'queued' AND h.act IN ('archive', 'delete')`,
          setId,
        )
        .map(({ level }) => level),

    /** What of a set is drafted for these objects. */
    draftsFor: (setId: string, objectIds: readonly ObjectId[]): readonly Edit[] =>
      sql
        .all<EditRecord>(
          `${EDITS} WHERE h.object_id IN (SELECT value FROM json_each(?)) AND h.set_id = ?
             AND h.state NOT IN ('confirmed', 'undone', 'withdrawn') AND h.state IN ('drafted', 'checked')
           ORDER BY h.first_seq`,
          JSON.stringify(objectIds),
          setId,
        )
        .map(toEdit),

    /** Sets that are not paused and have something to post, in the order in which they were posted. */
    setsToPost: (): readonly string[] =>
      sql
        .all<{ id: string }>(
          `SELECT id FROM change_set WHERE paused = 0
             AND EXISTS (SELECT 1 FROM journal_head h WHERE h.set_id = change_set.id AND ${WAITING} AND h.state = 'queued')
           ORDER BY posted_at, id`,
        )
        .map(({ id }) => id),
  }
}
