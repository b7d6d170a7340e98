import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, Ad, AdSet, Level, ObjectId } from '../../shared/domain/objects.ts'
import { LEVELS } from '../../shared/domain/objects.ts'
import { CAMPAIGN_COLUMNS, toCampaign } from './campaigns.ts'
import type { CampaignRecord } from './campaigns.ts'
import type { Keys } from './object-keys.ts'
import type { createObjectStatesIn } from './object-states.ts'
import { OBJECT_TABLES, recordOf } from './object-tables.ts'
import type { ObjectRecord } from './object-tables.ts'
import type { Arrived } from './arrived.ts'
import type { RunningIn } from './running/build.ts'
import type { Sql } from './sql.ts'
import type { AnyObject, Coverage, ObjectCounts, SaveObjects } from './store.ts'

interface Document {
  id: ObjectId
  doc: string
  gone_at: Instant | null
}

/** Of these ids the objects of a level, as `toObject` takes them: all in one question, as to ask for a thousand costs more than to find them. */
const objectsOf = (level: Level, columns: string): string => `
  SELECT ${columns}, c.gone_at FROM json_each(?) wanted CROSS JOIN object_key k ON k.id = wanted.value CROSS JOIN ${level} c ON c.key = k.key
  WHERE k.level = '${level}'`
const OBJECTS: Readonly<Record<Level, string>> = {
  campaign: objectsOf('campaign', CAMPAIGN_COLUMNS),
  adset: objectsOf('adset', 'k.id, c.doc'),
  ad: objectsOf('ad', 'k.id, c.doc'),
}

const toObject = (level: Level, record: CampaignRecord & Document): AnyObject => {
  const { gone_at: goneAt } = record
  switch (level) {
    case 'campaign':
      return { level, object: toCampaign(record), goneAt }
    case 'adset':
      return { level, object: JSON.parse(record.doc) as AdSet, goneAt }
    case 'ad':
      return { level, object: JSON.parse(record.doc) as Ad, goneAt }
  }
}

const createFind =
  (sql: Sql) =>
  (ids: readonly ObjectId[]): readonly AnyObject[] => {
    const wanted = JSON.stringify(ids)
    const found = LEVELS.flatMap((level) =>
      sql.all<CampaignRecord & Document>(OBJECTS[level], wanted).map((record) => toObject(level, record)),
    )
    const byId = new Map(found.map((each) => [each.object.id, each]))
    return ids.flatMap((id) => byId.get(id) ?? [])
  }

export const createObjects = (sql: Sql) => ({
  object: (id: ObjectId): AnyObject | null => createFind(sql)([id])[0] ?? null,

  /** Those that are known, in the order asked for. */
  objects: createFind(sql),

  objectIds: ({
    accountId,
    level,
    activeOnly,
  }: {
    readonly accountId: AccountId
    readonly level: Level
    readonly activeOnly: boolean
  }): readonly ObjectId[] =>
    sql
      .all<{ id: string }>(
        `SELECT k.id FROM object_key k CROSS JOIN ${level} o ON o.key = k.key
         WHERE k.account_id = ? AND k.level = ? AND o.gone_at IS NULL ${activeOnly ? `AND o.effective_status = 'ACTIVE'` : ''}
         ORDER BY k.key`,
        accountId,
        level,
      )
      .map(({ id }) => id),

  objectCounts: (accountIds: readonly AccountId[]): readonly ObjectCounts[] => {
    const count = (accountId: AccountId, level: Level) =>
      sql.get<{ all: number; active: number }>(
        `SELECT count(*) AS "all", count(*) FILTER (WHERE o.effective_status = 'ACTIVE') AS active
         FROM object_key k CROSS JOIN ${level} o ON o.key = k.key
         WHERE k.account_id = ? AND k.level = ? AND o.gone_at IS NULL`,
        accountId,
        level,
      ) ?? { all: 0, active: 0 }
    return accountIds.map((accountId) => {
      const [campaigns, adsets, ads] = LEVELS.map((level) => count(accountId, level))
      return {
        accountId,
        campaigns: campaigns?.all ?? 0,
        adsets: adsets?.all ?? 0,
        ads: ads?.all ?? 0,
        activeAds: ads?.active ?? 0,
      }
    })
  },
})

const upsertOf = (level: Level): string => {
  const { parents, columns } = OBJECT_TABLES[level]
  const all = [...parents, ...columns, 'gone_at']
  return `
    INSERT INTO ${level} (key, read_at, ${all.join(', ')}) VALUES (?, ?, ${all.map(() => '?').join(', ')})
    ON CONFLICT DO UPDATE SET ${all.map((name) => `${name} = excluded.${name}`).join(', ')}`
}
const changedOf = (level: Level): string => {
  const { parents, columns } = OBJECT_TABLES[level]
  return [...parents, ...columns, 'gone_at'].map((name) => `${level}.${name} IS NOT excluded.${name}`).join(' OR ')
}
const BY_ID = Object.fromEntries(
  LEVELS.map((level) => [level, `${upsertOf(level)}, read_at = excluded.read_at`]),
) as Readonly<Record<Level, string>>
/** A list from before a reading by id does not undo it. */
const FROM_LIST = Object.fromEntries(
  LEVELS.map((level) => [
    level,
    `${upsertOf(level)} WHERE (${level}.read_at IS NULL OR ${level}.read_at < ?) AND (${changedOf(level)})`,
  ]),
) as Readonly<Record<Level, string>>

/** What a list that is under way has held so far. */
interface Seen {
  readonly since: Instant
  /** When the list before it was read. */
  readonly before: Instant | null
  readonly keys: Set<number>
  /** Pages of it were not seen, or keys of it may have gone: it tells nothing of what is missing. */
  broken: boolean
}

/** The writer's half. */
export const createObjectsIn = (
  sql: Sql,
  keys: Keys,
  { noteObjects }: Pick<RunningIn, 'noteObjects'>,
  { listedAt, keepState, keepGone }: ReturnType<typeof createObjectStatesIn>,
) => {
  /**
   * By account and level, until the list is at its end. In memory alone: a list that was cut off by a kill is read again
   * from its start, and one that failed leaves only ids that Meta had a moment before.
   */
  const underWay = new Map<string, Seen>()
  const emptyBefore = new Set<string>()

  const valuesOf = (level: Level, accountId: AccountId, { parents, values }: ObjectRecord) => [
    ...parents.map((id, i) => keys.keyOf(id, accountId, OBJECT_TABLES[level].parents[i] ?? 'campaign')),
    ...values,
    null,
  ]

  return {
    /** From a list. Answers how many rows changed. */
    storeObjects: ({ accountId, level, wholeList, first, objects }: Arrived, receivedAt: Instant): number => {
      if (objects === null || level === 'account') return 0
      const what = `${accountId} ${level}`
      const seen = underWay.get(what) ?? {
        since: receivedAt,
        before: listedAt(accountId, level),
        keys: new Set<number>(),
        // Two readings of a list may overlap: the first to end had all of it, of the other only the last pages are seen here.
        broken: !first,
      }
      if (wholeList) underWay.set(what, seen)
      let changed = 0
      // Only what differs in anything is looked at again.
      let known: Instant | null | undefined
      for (const record of objects) {
        const key = keys.keyOf(record.id, accountId, level)
        seen.keys.add(key)
        if (sql.run(FROM_LIST[level], key, null, ...valuesOf(level, accountId, record), receivedAt).changes === 0)
          continue
        changed++
        known = known === undefined ? listedAt(accountId, level) : known
        keepState(level, key, record, receivedAt, known)
      }
      if (changed > 0) noteObjects(accountId, level)
      return changed
    },

    saveObjects: (...[level, list, at]: SaveObjects): void => {
      for (const object of list) {
        const record = recordOf(level, object)
        const key = keys.keyOf(record.id, object.accountId, level)
        sql.run(BY_ID[level], key, at, ...valuesOf(level, object.accountId, record))
        keepState(level, key, record, at, listedAt(object.accountId, level))
        noteObjects(object.accountId, level)
      }
    },

    /**
     * A list was read to its end: what it did not hold is gone, unless it was read by its id after the list was begun.
     * Archived and deleted objects are in no list anyway. An empty list is believed when it comes twice.
     */
    markGone: ({ accountId, kind, level, at, partial }: Coverage): void => {
      if (kind !== 'objects' || level === 'account') return
      const what = `${accountId} ${level}`
      const seen = underWay.get(what)
      underWay.delete(what)
      if (!seen || seen.broken || partial) return
      if (seen.keys.size > 0) emptyBefore.delete(what)
      else if (!emptyBefore.has(what)) {
        emptyBefore.add(what)
        return
      }
      const missing = sql
        .all<{ key: number }>(
          `SELECT k.key FROM object_key k CROSS JOIN ${level} o ON o.key = k.key
           WHERE k.account_id = ? AND k.level = ? AND o.gone_at IS NULL
             AND o.effective_status NOT IN ('ARCHIVED', 'DELETED') AND (o.read_at IS NULL OR o.read_at < ?)`,
          accountId,
          level,
          seen.since,
        )
        .filter(({ key }) => !seen.keys.has(key))
      for (const { key } of missing) {
        sql.run(`UPDATE ${level} SET gone_at = ? WHERE key = ?`, at, key)
        keepGone(key, at, seen.before)
      }
      if (missing.length > 0) noteObjects(accountId, level)
    },

    /** Whenever keys may have gone. */
    forgetSeen: (): void => {
      for (const seen of underWay.values()) seen.broken = true
    },
  }
}
