import type { Instant } from '../../shared/domain/day.ts'
import type { ObjectState, SeenState } from '../../shared/domain/object-state.ts'
import type { AccountId, Ad, AdSet, FiguresLevel, Level, ObjectId, Status } from '../../shared/domain/objects.ts'
import { toActivity } from './activities.ts'
import { editsOfObject } from './journal.ts'
import type { ObjectRecord } from './object-tables.ts'
import { OBJECT_TABLES } from './object-tables.ts'
import type { Sql, Value } from './sql.ts'
import type { ObjectPastFound } from './store.ts'

/** What objects were set to, kept whenever it differs from what is kept of them. */

/** Columns of `object_state` that are compared. */
const KEPT = ['name', 'status', 'budget_kind', 'budget', 'bid', 'bid_strategy', 'starts_at', 'ends_at'] as const

const OF_OBJECT = `SELECT n, seen_at, ${KEPT.join(', ')} FROM object_state WHERE object = ?`
const ADD = `
  INSERT INTO object_state (object, n, seen_at, known_until, ${KEPT.join(', ')})
  VALUES (?, ?, ?, ?, ${KEPT.map(() => '?').join(', ')})`

type Kept = Readonly<Record<(typeof KEPT)[number], Value>>

type KeptRow = Kept & { readonly n: number; readonly seen_at: Instant }

const CAMPAIGN_AT = Object.fromEntries(OBJECT_TABLES.campaign.columns.map((name, i) => [name, i]))
const DOC_AT = OBJECT_TABLES.adset.columns.indexOf('doc')

const keptOf = (level: Level, { values }: ObjectRecord): Kept => {
  if (level === 'campaign') {
    const value = (name: string): Value => values[CAMPAIGN_AT[name] ?? -1] ?? null
    return {
      name: value('name'),
      status: value('status'),
      budget_kind: value('budget_kind'),
      budget: value('budget_amount'),
      bid: null,
      bid_strategy: value('bid_strategy'),
      starts_at: value('start_time'),
      ends_at: value('stop_time'),
    }
  }
  const object = JSON.parse(String(values[DOC_AT])) as AdSet | Ad
  const isAdSet = 'bidAmount' in object
  return {
    name: object.name,
    status: object.status,
    budget_kind: isAdSet ? (object.budget?.kind ?? null) : null,
    budget: isAdSet ? (object.budget?.amount ?? null) : null,
    bid: isAdSet ? object.bidAmount : null,
    bid_strategy: isAdSet ? object.bidStrategy : null,
    starts_at: object.startTime,
    ends_at: object.endTime,
  }
}

/** When a whole list of the account's level was last read, and nothing of it was dropped. */
export const listedAt = (sql: Sql, accountId: AccountId, level: Level): Instant | null =>
  sql.get<{ at: Instant }>(
    `SELECT at FROM coverage
     WHERE account_id = ? AND kind = 'objects' AND level = ? AND since = 0 AND until = 0 AND partial = 0`,
    accountId,
    level,
  )?.at ?? null

/** The writer's half. */
export const createObjectStatesIn = (sql: Sql) => {
  /** An object has few: letting SQLite put them in order costs many times as much as reading them. */
  const lastOf = (key: number): KeptRow | null =>
    sql.all<KeptRow>(OF_OBJECT, key).reduce<KeptRow | null>((last, row) => (last && last.n > row.n ? last : row), null)

  /**
   * The next row of an object, unless it is as the last one. `known`: when a list had it as before, which it did at least
   * when it was seen so.
   */
  const keep = (key: number, state: Kept, seenAt: Instant, known: Instant | null): void => {
    const last = lastOf(key)
    if (last && KEPT.every((name) => last[name] === state[name])) return
    const knownUntil = last ? Math.max(last.seen_at, Math.min(known ?? 0, seenAt)) : null
    sql.run(ADD, key, (last?.n ?? 0) + 1, seenAt, knownUntil, ...KEPT.map((name) => state[name]))
  }

  return {
    listedAt: (accountId: AccountId, level: Level): Instant | null => listedAt(sql, accountId, level),
    /** For rows that were written because something of them differs: most often nothing that is kept here. */
    keepState: (level: Level, key: number, record: ObjectRecord, seenAt: Instant, known: Instant | null): void =>
      keep(key, keptOf(level, record), seenAt, known),
    /** No list holds it any more. */
    keepGone: (key: number, seenAt: Instant, known: Instant | null): void => {
      const last = lastOf(key)
      if (last) keep(key, { ...last, status: 'DELETED' }, seenAt, known)
    },
  }
}

export interface StateRecord {
  seen_at: Instant
  known_until: Instant | null
  name: string
  status: Status
  budget_kind: 'daily' | 'lifetime' | null
  budget: number | null
  bid: number | null
  bid_strategy: string | null
  starts_at: number | null
  ends_at: number | null
}
const toState = (record: StateRecord): ObjectState => ({
  name: record.name,
  status: record.status,
  budget:
    record.budget_kind === null || record.budget === null ? null : { kind: record.budget_kind, amount: record.budget },
  bid: record.bid,
  bidStrategy: record.bid_strategy,
  startsAt: record.starts_at,
  endsAt: record.ends_at,
})
export const toSeenState = (record: StateRecord): SeenState => ({
  seenAt: record.seen_at,
  knownUntil: record.known_until,
  state: toState(record),
})

/** Of an object that was never read through: nobody changes the same one more often than this. */
const MOST_LINES = 5000

export const createObjectStates = (sql: Sql) => ({
  objectPast: (id: ObjectId): ObjectPastFound | null => {
    const found = sql.get<{ key: number; account_id: string; level: FiguresLevel }>(
      'SELECT key, account_id, level FROM object_key WHERE id = ?',
      id,
    )
    if (!found || found.level === 'account') return null
    const { key, account_id: accountId, level } = found
    const states = sql.all<StateRecord>('SELECT * FROM object_state WHERE object = ? ORDER BY n', key).map(toSeenState)
    const own = sql.get<{ read_at: Instant | null; gone_at: Instant | null; created: Instant | null }>(
      `SELECT read_at, gone_at, ${level === 'campaign' ? 'created_time' : `doc ->> '$.createdTime'`} AS created FROM ${level} WHERE key = ?`,
      key,
    )
    const listed = listedAt(sql, accountId, level)
    const seen = own
      ? [own.read_at, own.gone_at ?? listed, states.at(-1)?.seenAt ?? null]
      : [states.at(-1)?.seenAt ?? null]
    const times = seen.filter((at) => at !== null)
    const logged = sql.get<{ at: Instant }>(
      `SELECT at FROM fetched WHERE account_id = ? AND what = 'activitiesSince'`,
      accountId,
    )
    return {
      accountId,
      level,
      states,
      confirmedAt: times.length > 0 ? Math.max(...times) : null,
      createdAt: own?.created ?? null,
      loggedSince: logged?.at ?? null,
      lines: sql
        .all<{ doc: string }>(
          'SELECT doc FROM activity WHERE object_id = ? AND account_id = ? ORDER BY at DESC LIMIT ?',
          id,
          accountId,
          MOST_LINES,
        )
        .map(toActivity),
      edits: editsOfObject(sql, id),
    }
  },
})
