import type { Instant } from '../../shared/domain/day.ts'
import { FIGURES } from '../../shared/domain/insights.ts'
import { NO_SUMS, SUMS } from '../../shared/domain/metrics.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type { FiguresLevel } from '../../shared/domain/objects.ts'
import type { createCoverage } from './coverage.ts'
import { dayOf, storedDay } from './days.ts'
import { columnOf } from './insights.ts'
import type { Keys } from './object-keys.ts'
import type { Arrived } from './arrived.ts'
import type { Sql } from './sql.ts'
import type { Restated, RestatedQuery } from './store.ts'

/**
 * What Meta changed of days that were over. A row is one object, one day and one day of the account on which changes were
 * seen: what changes ten times in a day is kept once, from before the first to after the last.
 */

const WIDTH = FIGURES.length
/** What is kept of a change: what money and results are judged by. */
const RESTATED = SUMS.slice(0, 7)
const BEFORE = RESTATED.map(columnOf)
const CHANGE = BEFORE.map((name) => `${name}_change`)

/** Unknown before counts as nothing: the change is what it became. */
const afterOf = (before: number | null, change: number | null): number | null =>
  change === null ? null : (before ?? 0) + change

/**
 * What was or became unknown was not changed by Meta: it was not asked for. Where there was no row (undefined), there was
 * nothing. Reach is none of them: Meta estimates it anew each time.
 */
const isRestated = (before: number | null | undefined, after: number | null | undefined): boolean =>
  before !== null && after !== null && after !== undefined && (before ?? 0) !== after

const SAVE = `
  INSERT INTO restatement (account, seen_on, object, day, seen_at, ${BEFORE.join(', ')}, ${CHANGE.join(', ')})
  VALUES (?, ?, ?, ?, ?, ${[...BEFORE, ...CHANGE].map(() => '?').join(', ')})
  ON CONFLICT DO UPDATE SET seen_at = excluded.seen_at, ${BEFORE.map(
    (name) =>
      `${name}_change = coalesce(excluded.${name}, 0) + excluded.${name}_change - coalesce(restatement.${name}, 0)`,
  ).join(', ')}`

export type RestatementsIn = ReturnType<typeof createRestatementsIn>

/** The writer's half. */
export const createRestatementsIn = (
  sql: Sql,
  keys: Keys,
  { figuresRead }: Pick<ReturnType<typeof createCoverage>, 'figuresRead'>,
) => {
  const stored = sql.db
    .prepare<[number, number, number]>(
      `SELECT day, ${FIGURES.map(columnOf).join(', ')}, result_type FROM insight_day WHERE object = ? AND day BETWEEN ? AND ?`,
    )
    .raw()

  /** Days of the page's that had been read whole after they were over: what differs there was changed by Meta. */
  const settledIn = ({ accountId, level, closedBefore, insights }: Arrived): ReadonlySet<number> => {
    const settled = new Set<number>()
    if (closedBefore === null) return settled
    const end = storedDay(closedBefore)
    const readings = figuresRead(accountId, level).flatMap(({ range, partial, closedBefore: before }) =>
      range && before && !partial
        ? [{ since: storedDay(range.since), until: storedDay(range.until), before: storedDay(before) }]
        : [],
    )
    if (readings.length === 0) return settled
    for (const day of new Set(insights.days)) {
      if (day < end && readings.some(({ since, until, before }) => since <= day && day <= until && day < before))
        settled.add(day)
    }
    return settled
  }

  const save = (
    { accountId, closedBefore }: Arrived,
    object: number,
    day: number,
    at: Instant,
    before: readonly (number | null)[] | null,
    after: readonly (number | null)[],
  ): void => {
    sql.run(
      SAVE,
      keys.keyOf(accountId, accountId, 'account'),
      closedBefore === null ? 0 : storedDay(closedBefore),
      object,
      day,
      at,
      ...RESTATED.map((_, i) => before?.[i] ?? null),
      ...RESTATED.map((_, i) => {
        const now = after[i] ?? null
        return now === null ? null : now - (before?.[i] ?? 0)
      }),
    )
  }

  return {
    /**
     * Keeps what is restated. Answers the rows that are not stored yet as they are, or null where no day of the page had
     * been read after its end: then nothing is looked up.
     */
    compare: (arrived: Arrived, keyAt: readonly number[], at: Instant): readonly number[] | null => {
      const settled = settledIn(arrived)
      if (settled.size === 0) return null
      const { rows, objectAt, days, figures, resultTypes } = arrived.insights
      const different: number[] = []
      for (let from = 0, end = 0; from < rows; from = end) {
        const object = keyAt[objectAt[from] ?? 0] ?? 0
        let first = days[from] ?? 0
        let last = first
        for (end = from + 1; end < rows && objectAt[end] === objectAt[from]; end++) {
          const day = days[end] ?? 0
          if (day < first) first = day
          if (day > last) last = day
        }
        const known = new Map(
          (stored.all(object, first, last) as (number | null)[][]).map(([day, ...row]) => [day, row]),
        )
        for (let row = from; row < end; row++) {
          const day = days[row] ?? 0
          const before = known.get(day)
          const after = Array.from(figures.subarray(row * WIDTH, (row + 1) * WIDTH), (figure) =>
            Number.isNaN(figure) ? null : figure,
          )
          if (before && (before[WIDTH] ?? 0) === resultTypes[row] && after.every((figure, i) => figure === before[i]))
            continue
          different.push(row)
          if (!settled.has(day)) continue
          if (RESTATED.some((_, i) => isRestated(before?.[i], after[i])))
            save(arrived, object, day, at, before ?? null, after)
        }
      }
      return different
    },
  }
}

type Record = Readonly<globalThis.Record<string, number | null>> & {
  readonly id: string
  readonly level: FiguresLevel
  readonly name: string | null
  readonly day: number
  readonly seen_at: number
}

const sumsOf = (value: (column: string) => number | null): Sums => ({
  ...NO_SUMS,
  ...Object.fromEntries(RESTATED.map((id) => [id, value(columnOf(id))])),
})

export const createRestatements = (sql: Sql) => ({
  restatements: ({ accountId, objectId, limit, offset }: RestatedQuery): readonly Restated[] =>
    sql
      .all<Record>(
        `SELECT o.id, o.level, re.*, coalesce(
           (SELECT name FROM account WHERE id = o.id), (SELECT name FROM campaign WHERE key = o.key),
           (SELECT doc ->> '$.name' FROM adset WHERE key = o.key), (SELECT doc ->> '$.name' FROM ad WHERE key = o.key)) AS name
         FROM object_key a
         CROSS JOIN restatement re ON re.account = a.key
         CROSS JOIN object_key o ON o.key = re.object
         WHERE a.id = ? ${objectId === null ? '' : 'AND re.object = (SELECT key FROM object_key WHERE id = ?)'}
         ORDER BY re.seen_on DESC, re.seen_at DESC, re.object, re.day DESC LIMIT ? OFFSET ?`,
        accountId,
        ...(objectId === null ? [] : [objectId]),
        limit,
        offset,
      )
      .map((record) => ({
        objectId: record.id,
        objectName: record.name,
        level: record.level,
        day: dayOf(record.day),
        seenAt: record.seen_at,
        before: sumsOf((column) => record[column] ?? null),
        after: sumsOf((column) => afterOf(record[column] ?? null, record[`${column}_change`] ?? null)),
      })),
})
