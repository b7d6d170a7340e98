import type { Alert } from '../../shared/domain/alerts.ts'
import { addDays, dayAt } from '../../shared/domain/day.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, FiguresLevel, ObjectId } from '../../shared/domain/objects.ts'
import type { RestatedSum, Sighting } from '../../shared/domain/timeline.ts'
import { toActivity } from './activities.ts'
import { toAlert } from './alerts.ts'
import { dayOf, storedDay } from './days.ts'
import { EDITS_BY_TIME, editsOfObject, POSTED, toEdit } from './journal.ts'
import type { EditRecord } from './journal.ts'
import { toSeenState } from './object-states.ts'
import type { StateRecord } from './object-states.ts'
import type { Sql } from './sql.ts'
import type { Happened, HappenedQuery } from './store.ts'

/** What happened, newest first, from each table that tells of it. */

/** Nobody reads further back in one step: the account's own restatements of these days are all added up. */
const RESTATED_DAYS = 40
/** Around a state's change, in which somebody may have told of it: clocks differ, and the log goes by another. */
const AROUND_MS = 24 * 3_600_000

const WORDS = (values: readonly string[]): string => JSON.stringify(values)
const IN = 'IN (SELECT value FROM json_each(?))'

type Doc = { doc: string }
/** Items with the time they are ordered by; `end`: newer than this none is missing, null: all were read. */
interface Part<Item> {
  readonly items: readonly Item[]
  readonly end: Instant | null
}
const NOTHING: Part<never> = { items: [], end: null }

/** Older than anything. */
const NEVER = -1
const ALL = -1

/** Reads so many, and where these do not reach back to `whole`, all that are newer than it. */
const newest = <Item>(
  { limit, whole }: Pick<HappenedQuery, 'limit' | 'whole'>,
  read: (after: Instant, limit: number) => readonly Item[],
  at: (item: Item) => Instant | null,
): Part<Item> => {
  const items = read(NEVER, limit)
  const last = items.at(-1)
  const end = items.length < limit || last === undefined ? null : at(last)
  if (end === null || whole === null || end <= whole) return { items, end }
  return { items: read(whole, ALL), end: whole }
}

/** An object's restatements by the day on which they were seen: the index holds account and day behind the object. */
const OF_OBJECTS = `object_key a
  CROSS JOIN object_key whole ON whole.id = a.account_id
  CROSS JOIN restatement re INDEXED BY restatement_object ON re.object = a.key AND re.account = whole.key`

type SightingRecord = StateRecord & {
  account_id: AccountId
  id: ObjectId
  level: FiguresLevel
  object: number
  n: number
}

interface RestatedRecord {
  account_id: AccountId
  id: ObjectId
  level: FiguresLevel
  name: string | null
  seen_on: number
  seen_at: Instant
  days: number
  since: number
  until: number
  spend: number | null
  results: number | null
  purchases: number | null
  purchase_value: number | null
}
const toRestated = (record: RestatedRecord): RestatedSum => ({
  accountId: record.account_id,
  objectId: record.level === 'account' ? null : record.id,
  objectName: record.name,
  level: record.level,
  seenOn: dayOf(record.seen_on),
  seenAt: record.seen_at,
  days: record.days,
  since: dayOf(record.since),
  until: dayOf(record.until),
  spend: record.spend,
  results: record.results,
  purchases: record.purchases,
  purchaseValue: record.purchase_value,
})

export const createHappened = (sql: Sql) => {
  const lines = (query: HappenedQuery) => {
    const { accountIds, objectIds, before } = query
    const [only] = accountIds
    const from =
      objectIds !== null
        ? `activity WHERE object_id ${IN}`
        : accountIds.length === 1
          ? 'activity WHERE account_id = ?'
          : `activity INDEXED BY activity_at WHERE account_id ${IN}`
    const whose = objectIds !== null ? WORDS(objectIds) : accountIds.length === 1 ? (only ?? '') : WORDS(accountIds)
    return newest(
      query,
      (after, limit) =>
        sql
          .all<Doc>(
            `SELECT doc FROM ${from} AND at < ? AND at > ? ORDER BY at DESC LIMIT ?`,
            whose,
            before,
            after,
            limit,
          )
          .map(toActivity),
      ({ at }) => at,
    )
  }

  const edits = (query: HappenedQuery) => {
    const { accountIds, objectIds, before } = query
    return newest(
      query,
      (after, limit) =>
        sql
          .all<EditRecord>(
            `${EDITS_BY_TIME} WHERE made.at < ? AND made.at > ? AND ${POSTED}
               AND ${objectIds === null ? 'h.account_id' : 'h.object_id'} ${IN} ORDER BY made.at DESC LIMIT ?`,
            before,
            after,
            WORDS(objectIds ?? accountIds),
            limit,
          )
          .map(toEdit),
      ({ createdAt }) => createdAt,
    )
  }

  const stateBefore = (object: number, n: number): StateRecord | undefined =>
    sql.get<StateRecord>('SELECT * FROM object_state WHERE object = ? AND n = ?', object, n - 1)

  const sightings = (query: HappenedQuery): Part<Sighting> => {
    const { accountIds, objectIds, before } = query
    const { items: found, end } = newest(
      query,
      (after, limit) =>
        sql.all<SightingRecord>(
          objectIds === null
            ? `SELECT s.*, k.id, k.account_id, k.level FROM object_state s INDEXED BY object_state_changed
           CROSS JOIN object_key k ON k.key = s.object
           WHERE s.n > 1 AND s.seen_at < ? AND s.seen_at > ? AND k.account_id ${IN} ORDER BY s.seen_at DESC LIMIT ?`
            : `SELECT s.*, k.id, k.account_id, k.level FROM object_key k CROSS JOIN object_state s ON s.object = k.key
           WHERE s.n > 1 AND s.seen_at < ? AND s.seen_at > ? AND k.id ${IN} ORDER BY s.seen_at DESC LIMIT ?`,
          before,
          after,
          WORDS(objectIds ?? accountIds),
          limit,
        ),
      ({ seen_at }) => seen_at,
    )
    const items = found.flatMap((record): Sighting[] => {
      const last = stateBefore(record.object, record.n)
      if (!last) return []
      const { id: objectId, account_id: accountId, level, n, seen_at: seenAt, known_until: knownUntil } = record
      const from = (knownUntil ?? last.seen_at) - AROUND_MS
      return [
        {
          accountId,
          objectId,
          level,
          n,
          before: toSeenState(last),
          after: toSeenState(record),
          lines: sql
            .all<Doc>(
              'SELECT doc FROM activity WHERE object_id = ? AND at BETWEEN ? AND ? ORDER BY at DESC',
              objectId,
              from,
              seenAt + AROUND_MS,
            )
            .map(toActivity),
          edits: editsOfObject(sql, objectId),
        },
      ]
    })
    return { items, end }
  }

  const restated = (query: HappenedQuery): Part<RestatedSum> => {
    const { accountIds, objectIds, before } = query
    const oldest = addDays(dayAt(before, 'UTC'), -RESTATED_DAYS)
    const { items: found, end } = newest(
      query,
      (after, limit) =>
        sql.all<RestatedRecord>(
          `SELECT a.account_id, a.id, a.level, coalesce(
           (SELECT name FROM account WHERE id = a.id), (SELECT name FROM campaign WHERE key = a.key),
           (SELECT doc ->> '$.name' FROM adset WHERE key = a.key), (SELECT doc ->> '$.name' FROM ad WHERE key = a.key)) AS name,
         re.seen_on, max(re.seen_at) AS seen_at, count(*) AS days, min(re.day) AS since, max(re.day) AS until,
         sum(re.spend_change) AS spend, sum(re.results_change) AS results, sum(re.purchases_change) AS purchases,
         sum(re.purchase_value_change) AS purchase_value
       FROM ${OF_OBJECTS} WHERE a.id ${IN} AND re.seen_on >= ? GROUP BY a.key, re.seen_on
       HAVING max(re.seen_at) < ? AND max(re.seen_at) > ? ORDER BY max(re.seen_at) DESC LIMIT ?`,
          WORDS(objectIds === null ? accountIds : objectIds.slice(0, 1)),
          storedDay(oldest),
          before,
          after,
          limit,
        ),
      ({ seen_at }) => seen_at,
    )
    // A day of an account's own may begin half a day before that of UTC or after it.
    const window = Date.parse(`${addDays(oldest, 2)}T00:00:00Z`)
    const older = sql.get<{ at: Instant | null }>(
      `SELECT 1 AS at FROM ${OF_OBJECTS}
       WHERE a.id ${IN} AND re.seen_on < ? LIMIT 1`,
      WORDS(objectIds === null ? accountIds : objectIds.slice(0, 1)),
      storedDay(oldest),
    )
    return { items: found.map(toRestated), end: end ?? (older ? window : null) }
  }

  const alerts = (column: 'opened_at' | 'resolved_at', query: HappenedQuery): Part<Alert> => {
    const { accountIds, objectIds, before } = query
    return newest(
      query,
      (after, limit) =>
        sql
          .all<Doc>(
            `SELECT doc FROM alert WHERE ${column} < ? AND ${column} > ? AND ${
              objectIds === null
                ? `(doc ->> '$.accountId' IS NULL OR doc ->> '$.accountId' ${IN})`
                : `doc ->> '$.objectId' ${IN}`
            } ORDER BY ${column} DESC LIMIT ?`,
            before,
            after,
            WORDS(objectIds ?? accountIds),
            limit,
          )
          .map(toAlert),
      (alert) => (column === 'opened_at' ? alert.openedAt : alert.resolvedAt),
    )
  }

  return {
    happened: (query: HappenedQuery): Happened => {
      const wants = (kind: HappenedQuery['kinds'][number]): boolean => query.kinds.includes(kind)
      const isTold = wants('change') || wants('event')
      const parts = {
        // What was made is an event, and lines of the log are told together with the edits that they are of.
        edits: isTold ? edits(query) : NOTHING,
        lines: isTold ? lines(query) : NOTHING,
        sightings: wants('change') ? sightings(query) : NOTHING,
        restated: wants('restated') ? restated(query) : NOTHING,
        opened: wants('alert') ? alerts('opened_at', query) : NOTHING,
        resolved: wants('alert') ? alerts('resolved_at', query) : NOTHING,
      }
      const ends = Object.values(parts).flatMap(({ end }) => (end === null ? [] : [end]))
      return {
        edits: parts.edits.items,
        lines: parts.lines.items,
        sightings: parts.sightings.items,
        restated: parts.restated.items,
        opened: parts.opened.items,
        resolved: parts.resolved.items,
        completeAfter: ends.length > 0 ? Math.max(...ends) : null,
      }
    },

    within: (id: ObjectId, limit: number): readonly ObjectId[] => {
      const found = sql.get<{ key: number; level: FiguresLevel }>('SELECT key, level FROM object_key WHERE id = ?', id)
      if (!found) return [id]
      const under = (table: 'adset' | 'ad'): string => `SELECT o.key FROM ${table} o WHERE o.${found.level} = @key`
      const below =
        found.level === 'campaign'
          ? `${under('adset')} UNION ALL ${under('ad')}`
          : found.level === 'adset'
            ? under('ad')
            : null
      const children =
        below === null
          ? []
          : sql.all<{ id: string }>(`SELECT k.id FROM (${below}) b JOIN object_key k ON k.key = b.key LIMIT @limit`, {
              key: found.key,
              limit: limit - 1,
            })
      return [id, ...children.map((child) => child.id)]
    },
  }
}
