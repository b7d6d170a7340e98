import type { Day } from '../../shared/domain/day.ts'
import { MICROS, minorUnitsPerUnit } from '../../shared/domain/money.ts'
import type { FiguresLevel } from '../../shared/domain/objects.ts'
import { LEVELS } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, Coverage, LevelSum, SuspectDay } from './store.ts'

export const FIGURES_LEVELS: readonly FiguresLevel[] = ['account', ...LEVELS]

/** A stretch of objects' sums by day: what one answer may go through without keeping others waiting. */
export interface LevelSumsPage {
  readonly days: readonly {
    readonly day: Day
    readonly spend: number
    readonly impressions: number
    readonly rows: number
  }[]
  /** Where the next stretch begins; null at the end. */
  readonly next: number | null
}

export const createLevels = (sql: Sql) => ({
  levelSumsPage: (
    { accountId, since, until }: AccountRange,
    level: FiguresLevel,
    after: number,
    limit: number,
  ): LevelSumsPage => {
    const last = sql.get<{ key: number | null; found: number }>(
      `SELECT max(key) AS key, count(*) AS found FROM (
         SELECT key FROM object_key WHERE account_id = ? AND level = ? AND key > ? ORDER BY key LIMIT ?)`,
      accountId,
      level,
      after,
      limit,
    )
    if (!last || last.key === null) return { days: [], next: null }
    const days = sql.all<{ day: number; spend: number; impressions: number; rows: number }>(
      `SELECT d.day, coalesce(sum(d.spend), 0) AS spend, coalesce(sum(d.impressions), 0) AS impressions, count(*) AS rows
       FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
       WHERE k.account_id = ? AND k.level = ? AND k.key > ? AND k.key <= ? GROUP BY d.day`,
      storedDay(since),
      storedDay(until),
      accountId,
      level,
      after,
      last.key,
    )
    return {
      days: days.map((each) => ({ ...each, day: dayOf(each.day) })),
      next: last.found === limit ? last.key : null,
    }
  },
})

/** Adds the stretches of one level up. */
export const levelSumsOf = (level: FiguresLevel, pages: readonly LevelSumsPage[]): LevelSum[] => {
  const sums = new Map<Day, LevelSum>()
  for (const { day, spend, impressions, rows } of pages.flatMap(({ days }) => days)) {
    const sum = sums.get(day)
    sums.set(day, {
      level,
      day,
      spend: (sum?.spend ?? 0) + spend,
      impressions: (sum?.impressions ?? 0) + impressions,
      rows: (sum?.rows ?? 0) + rows,
    })
  }
  return [...sums.values()].sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** Whether a day was read whole at a level after it was over, by the newest reading that has it. */
const isSettled = (coverage: readonly Coverage[], level: FiguresLevel, day: Day): boolean => {
  const newest = coverage
    .filter(
      ({ kind, level: of, range }) =>
        kind === 'insights' && of === level && range !== null && range.since <= day && day <= range.until,
    )
    .reduce<Coverage | null>((best, each) => (best === null || each.at > best.at ? each : best), null)
  return newest !== null && !newest.partial && newest.closedBefore !== undefined && day < newest.closedBefore
}

/**
 * Days on which a level's rows do not add up to what Meta says of the whole account. Only days that both were read of
 * after they were over; each row's spend is rounded to the smallest coin. Ad sets and ads may fall short, because Meta
 * lists no rows of deleted ones; campaigns may not.
 */
export const suspectDaysOf = (
  sums: readonly LevelSum[],
  coverage: readonly Coverage[],
  currency: string | null,
  days: readonly Day[],
): SuspectDay[] => {
  const coin = MICROS / minorUnitsPerUnit(currency ?? 'USD')
  const at = new Map(sums.map((sum) => [`${sum.level} ${sum.day}`, sum]))
  const none = { spend: 0, impressions: 0, rows: 0 }
  return LEVELS.flatMap((level) =>
    days.flatMap((day): SuspectDay[] => {
      if (!isSettled(coverage, 'account', day) || !isSettled(coverage, level, day)) return []
      const whole = at.get(`account ${day}`) ?? none
      const sum = at.get(`${level} ${day}`) ?? none
      const spend = sum.spend - whole.spend
      const impressions = sum.impressions - whole.impressions
      const rounding = ((sum.rows + 1) * coin) / 2
      const over = spend > rounding || impressions > 0
      const short = spend < -rounding || impressions < 0
      return over || (short && level === 'campaign') ? [{ level, day }] : []
    }),
  )
}
