import type { Database } from 'better-sqlite3'
import { FIGURES } from '../../shared/domain/insights.ts'
import type { FiguresLevel, ObjectId } from '../../shared/domain/objects.ts'
import type { DayRange, Instant } from '../../shared/domain/day.ts'
import { createCoverage } from './coverage.ts'
import { storedDay } from './days.ts'
import { columnOf, REACHED } from './insights.ts'
import { createSql } from './sql.ts'
import type { AccountRange } from './store.ts'

/** An object and those above it; names are null where only figures of it are known. */
export interface ObjectNames {
  readonly key: number
  readonly id: ObjectId
  readonly name: string | null
  readonly campaignId: ObjectId | null
  readonly campaignName: string | null
  readonly adSetId: ObjectId | null
  readonly adSetName: string | null
}

/**
 * A day of an object: day (20260131), the figures in the order of FIGURES, the place of its result type, the object's key, and room for one
 * more value. Money in micros.
 */
export type DayRow = (number | null)[]
export const RESULT_TYPE_AT = FIGURES.length + 1
export const OBJECT_AT = FIGURES.length + 2

const OBJECTS: Readonly<Record<FiguresLevel, string>> = {
  account: `
    SELECT k.key, k.id, NULL AS name, NULL AS campaignId, NULL AS campaignName, NULL AS adSetId, NULL AS adSetName
    FROM object_key k`,
  campaign: `
    SELECT k.key, k.id, c.name, NULL AS campaignId, NULL AS campaignName, NULL AS adSetId, NULL AS adSetName
    FROM object_key k LEFT JOIN campaign c ON c.key = k.key`,
  adset: `
    SELECT k.key, k.id, s.doc ->> '$.name' AS name, ck.id AS campaignId, c.name AS campaignName, NULL AS adSetId, NULL AS adSetName
    FROM object_key k LEFT JOIN adset s ON s.key = k.key
    LEFT JOIN object_key ck ON ck.key = s.campaign LEFT JOIN campaign c ON c.key = s.campaign`,
  ad: `
    SELECT k.key, k.id, o.doc ->> '$.name' AS name, ck.id AS campaignId, c.name AS campaignName,
      sk.id AS adSetId, s.doc ->> '$.name' AS adSetName
    FROM object_key k LEFT JOIN ad o ON o.key = k.key
    LEFT JOIN object_key ck ON ck.key = o.campaign LEFT JOIN campaign c ON c.key = o.campaign
    LEFT JOIN object_key sk ON sk.key = o.adset LEFT JOIN adset s ON s.key = o.adset`,
}

/** People reached by an object on a day are no result that its days could be compared by. */
const FIGURE_COLUMNS = FIGURES.map((id) =>
  id === 'results' ? `CASE WHEN d.result_type IS NOT ${REACHED} THEN d.results END` : `d.${columnOf(id)}`,
)

/** Every stored day of a level's objects, an account at a time: in the order in which they lie, so that a million rows pass by. */
export const createByDay = (db: Database) => {
  const sql = createSql(db)
  const { figuresRead } = createCoverage(sql)
  const days = db
    .prepare<unknown[], DayRow>(
      `SELECT d.day, ${FIGURE_COLUMNS.join(', ')}, d.result_type, d.object, 0
       FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
       WHERE k.account_id = ? AND k.level = ? AND k.key BETWEEN ? AND ?`,
    )
    .raw()

  return {
    /** Objects of an account, by key. */
    count: (accountId: string, level: FiguresLevel): number =>
      sql.get<{ objects: number }>(
        'SELECT count(*) AS objects FROM object_key WHERE account_id = ? AND level = ?',
        accountId,
        level,
      )?.objects ?? 0,

    objects: (accountId: string, level: FiguresLevel, after: number, limit: number): readonly ObjectNames[] =>
      sql.all<ObjectNames>(
        `${OBJECTS[level]} WHERE k.account_id = ? AND k.level = ? AND k.key > ? ORDER BY k.key LIMIT ?`,
        accountId,
        level,
        after,
        limit,
      ),

    /** Of objects with keys from `first` to `last`, by object and day. */
    days: (
      { accountId, since, until }: AccountRange,
      level: FiguresLevel,
      first: number,
      last: number,
    ): IterableIterator<DayRow> => days.iterate(storedDay(since), storedDay(until), accountId, level, first, last),

    /** Readings of figures, the oldest first: of a day the last one counts. */
    readings: (
      accountId: string,
      level: FiguresLevel,
    ): readonly { readonly range: DayRange; readonly at: Instant; readonly partial: boolean }[] =>
      figuresRead(accountId, level)
        .flatMap(({ range, at, partial }) => (range ? [{ range, at, partial }] : []))
        .toReversed(),
  }
}
export type ByDay = ReturnType<typeof createByDay>
