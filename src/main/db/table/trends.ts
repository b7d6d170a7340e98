import { FIGURES } from '../../../shared/domain/insights.ts'
import type { FigureId } from '../../../shared/domain/table.ts'
import { dayNumber, storedDay } from '../days.ts'
import { columnOf } from '../insights.ts'
import type { Sql } from '../sql.ts'
import type { AccountRange } from '../store.ts'
import { figureOf } from './figures.ts'
import type { Formulas } from './figures.ts'
import { orNull } from './sums.ts'

/** Ranges up to it have a value a day, longer ones a value a week. */
const MOST_DAYS = 60
const WEEK = 7

/** A figure of one object over the days of a range, oldest first; null: nothing measured. */
export const createTrends = (sql: Sql) => {
  const days = sql.db
    .prepare<[number, number, number]>(
      `SELECT day, ${FIGURES.map(columnOf).join(', ')} FROM insight_day WHERE object = ? AND day BETWEEN ? AND ?`,
    )
    .raw()
  return (key: number, range: AccountRange, figure: FigureId, formulas: Formulas): readonly (number | null)[] => {
    const [since, until] = [storedDay(range.since), storedDay(range.until)]
    const first = dayNumber(since)
    const count = dayNumber(until) - first + 1
    const step = count <= MOST_DAYS ? 1 : WEEK
    const buckets = Array.from({ length: Math.ceil(count / step) }, () =>
      new Float64Array(FIGURES.length).fill(Number.NaN),
    )
    for (const row of days.all(key, since, until) as (number | null)[][]) {
      const bucket = buckets[Math.floor((dayNumber(row[0] ?? 0) - first) / step)]
      if (!bucket) continue
      for (let i = 0; i < FIGURES.length; i++) {
        const value = row[i + 1]
        if (typeof value !== 'number') continue
        // People reached on two days are not added.
        if (FIGURES[i] === 'reach' && step > 1) continue
        const sum = bucket[i] ?? Number.NaN
        bucket[i] = sum === sum ? sum + value : value
      }
    }
    return buckets.map((bucket) =>
      orNull(figureOf(figure, formulas, (id) => bucket[FIGURES.findIndex((each) => each === id)] ?? Number.NaN)),
    )
  }
}
