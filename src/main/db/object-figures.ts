import { WINDOW_NAMES } from '../../shared/domain/attribution.ts'
import { addDays } from '../../shared/domain/day.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import type { LevelPart } from '../../shared/domain/difference.ts'
import { NO_SUMS } from '../../shared/domain/metrics.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, FiguresLevel, Level, ObjectId } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import { ACCOUNT_SUMS, REACHED, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import type { Sql } from './sql.ts'
import type { ObjectFigures } from './store.ts'

/** Days before a range from which conversions may still fall into it, and after it for those who begin a day later. */
const AROUND = 29

interface Found {
  key: number
  account_id: AccountId
  level: FiguresLevel
  name: string | null
}

const REMOVED = `(o.gone_at IS NOT NULL OR o.effective_status IN ('ARCHIVED', 'DELETED'))`

export const createObjectFigures = (sql: Sql) => {
  const dayOfRecord = (record: SumsRecord & { day: number; result_type: number | null }): readonly [Day, Sums] => {
    const sums = toSums(record)
    return [dayOf(record.day), record.result_type === REACHED ? { ...sums, results: null } : sums]
  }

  /** Objects of a level that are in the account, the campaign or the ad set. */
  const under = (level: Level, of: FiguresLevel): string =>
    of === 'account'
      ? `SELECT key FROM object_key WHERE account_id = @account AND level = '${level}'`
      : `SELECT key FROM ${level} WHERE ${of} = @key`

  const partOf = (level: Level, { key, account_id, level: of }: Found, { since, until }: DayRange): LevelPart => {
    const values = { key, account: account_id, since: storedDay(since), until: storedDay(until) }
    const keys = under(level, of)
    const unused = of === 'account' ? '' : ' AND @account IS NOT NULL'
    const unusedKey = of === 'account' ? ' AND @key IS NOT NULL' : ''
    const sums = sql.get<SumsRecord & { rows: number }>(
      `SELECT ${ACCOUNT_SUMS}, count(*) AS rows FROM (${keys}) k CROSS JOIN insight_day d ON d.object = k.key
       WHERE d.day BETWEEN @since AND @until${unused}${unusedKey}`,
      values,
    )
    const removed = sql.get<{ removed: number }>(
      `SELECT count(*) AS removed FROM (${keys}) k CROSS JOIN ${level} o ON o.key = k.key
       WHERE ${REMOVED}${unused}${unusedKey}
         AND EXISTS (SELECT 1 FROM insight_day d WHERE d.object = k.key AND d.day BETWEEN @since AND @until)`,
      values,
    )
    return { level, sums: sums ? toSums(sums) : NO_SUMS, rows: sums?.rows ?? 0, removed: removed?.removed ?? 0 }
  }

  return {
    /** Of an account (`act_` and digits) or anything in it; `levels`: whose rows are added up beside it. */
    objectFigures: (id: ObjectId, range: DayRange, levels: readonly Level[]): ObjectFigures | null => {
      const found = sql.get<Found>(
        `SELECT k.key, k.account_id, k.level, coalesce(
           (SELECT name FROM account WHERE id = k.id), (SELECT name FROM campaign WHERE key = k.key),
           (SELECT doc ->> '$.name' FROM adset WHERE key = k.key), (SELECT doc ->> '$.name' FROM ad WHERE key = k.key)) AS name
         FROM object_key k WHERE k.id = ?`,
        id,
      )
      if (!found) return null
      const { key, account_id: accountId, level, name } = found
      const days = sql
        .all<SumsRecord & { day: number; result_type: number | null }>(
          'SELECT * FROM insight_day WHERE object = ? AND day BETWEEN ? AND ? ORDER BY day',
          key,
          storedDay(addDays(range.since, -AROUND)),
          storedDay(addDays(range.until, 1)),
        )
        .map(dayOfRecord)
      const reach = sql.get<{ reach: number }>(
        'SELECT reach FROM reach_range WHERE object = ? AND since = ? AND until = ?',
        key,
        storedDay(range.since),
        storedDay(range.until),
      )
      const windows = sql
        .all<{ window: number; results: number | null; purchases: number | null; purchase_value: number | null }>(
          `SELECT window, results, purchases, purchase_value FROM window_range
           WHERE object = ? AND since = ? AND until = ? ORDER BY window`,
          key,
          storedDay(range.since),
          storedDay(range.until),
        )
        .flatMap(({ window, results, purchases, purchase_value: purchaseValue }) => {
          const name = WINDOW_NAMES[window]
          return name === undefined ? [] : [{ window: name, results, purchases, purchaseValue }]
        })
      return {
        accountId,
        level,
        name,
        days,
        windows,
        reach:
          reach?.reach ??
          (range.since === range.until ? (days.find(([day]) => day === range.since)?.[1].reach ?? null) : null),
        parts: levels.map((part) => partOf(part, found, range)),
      }
    },
  }
}
