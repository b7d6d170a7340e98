import { FIGURES } from '../../shared/domain/insights.ts'
import type { InsightColumns } from '../../shared/domain/insights.ts'
import { VIDEO } from '../../shared/domain/metrics.ts'
import type { Instant } from '../../shared/domain/day.ts'
import { storedDay } from './days.ts'
import { columnOf } from './insights.ts'
import type { Keys } from './object-keys.ts'
import type { Arrived } from './arrived.ts'
import type { RestatementsIn } from './restatements.ts'
import type { RunningIn } from './running/build.ts'
import { createBulk } from './sql.ts'
import type { Sql, Value } from './sql.ts'

const WIDTH = FIGURES.length
const COLUMNS = [...FIGURES.map(columnOf), 'result_type']
const insertOf = (columns: readonly string[]): string => `INSERT INTO insight_day (object, day, ${columns.join(', ')})`
/** Values of one row: object, day and COLUMNS. */
export const INSIGHT_WIDTH = COLUMNS.length + 2
export const INSIGHT_INSERT = insertOf(COLUMNS)
/** Of a conflict the values that were not given are null, too. */
const ON_CONFLICT = `ON CONFLICT DO UPDATE SET ${COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE ${COLUMNS.map((name) => `insight_day.${name} IS NOT excluded.${name}`).join(' OR ')}`

/** To hand a value over costs as much as to store it, so that rows without a video are written without six nulls. */
const PLAIN = FIGURES.flatMap((id, place) => (VIDEO.some((each) => each === id) ? [] : [place]))
const VIDEO_PLACES = VIDEO.map((id) => FIGURES.indexOf(id))

/** The writer's half: rows of one answer. Both answer how many rows were new or different. */
export const createInsightsIn = (
  sql: Sql,
  keys: Keys,
  restatements: RestatementsIn,
  { noteStale, noteAsked }: Pick<RunningIn, 'noteStale' | 'noteAsked'>,
) => {
  const upsertOf = (places: readonly number[]) => {
    const columns = [...places.map((place) => COLUMNS[place] ?? ''), 'result_type']
    const write = createBulk(sql.db, insertOf(columns), columns.length + 2, ON_CONFLICT)
    return (
      { objectAt, days, figures, resultTypes }: InsightColumns,
      keyAt: readonly number[],
      which: readonly number[],
    ): number =>
      write(which.length, (index, values: Value[], at) => {
        const row = which[index] ?? 0
        values[at] = keyAt[objectAt[row] ?? 0] ?? null
        values[at + 1] = days[row] ?? null
        const from = row * WIDTH
        for (let i = 0; i < places.length; i++) {
          const figure = figures[from + (places[i] ?? 0)] ?? Number.NaN
          // NaN is not itself.
          values[at + 2 + i] = figure === figure ? figure : null
        }
        values[at + 2 + places.length] = resultTypes[row] || null
      })
  }
  const upsertPlain = upsertOf(PLAIN)
  const upsertVideo = upsertOf([...FIGURES.keys()])

  const storeRows = (insights: InsightColumns, keyAt: readonly number[], which: readonly number[]): number => {
    const [plain, video]: [number[], number[]] = [[], []]
    for (const row of which) {
      const isVideo = VIDEO_PLACES.some((place) => !Number.isNaN(insights.figures[row * WIDTH + place]))
      ;(isVideo ? video : plain).push(row)
    }
    return upsertPlain(insights, keyAt, plain) + upsertVideo(insights, keyAt, video)
  }

  return {
    storeInsights: (arrived: Arrived, receivedAt: Instant): number => {
      const { accountId, level, insights } = arrived
      if (insights.rows === 0) return 0
      const keyAt = insights.objects.map((id) => keys.keyOf(level === 'account' ? accountId : id, accountId, level))
      const different = restatements.compare(arrived, keyAt, receivedAt)
      const changed = storeRows(insights, keyAt, different ?? Array.from({ length: insights.rows }, (_, row) => row))
      if (changed > 0 && level !== 'account') noteStale(accountId, level, insights.days)
      return changed
    },

    storeReach: ({ accountId, level, reach: rows }: Arrived): number => {
      let changed = 0
      for (const { objectId, since, until, reach } of rows) {
        changed += sql.run(
          `INSERT INTO reach_range (object, since, until, reach) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET reach = excluded.reach WHERE reach_range.reach IS NOT excluded.reach`,
          keys.keyOf(level === 'account' ? accountId : objectId, accountId, level),
          storedDay(since),
          storedDay(until),
          reach,
        ).changes
      }
      if (changed > 0 && level !== 'account') noteAsked(accountId, level)
      return changed
    },
  }
}
