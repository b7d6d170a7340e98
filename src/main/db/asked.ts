import { WINDOW_NAMES } from '../../shared/domain/attribution.ts'
import type { AskedWindow, WindowFigures } from '../../shared/domain/attribution.ts'
import type { BreakdownReading, BreakdownSums } from '../../shared/domain/breakdowns.ts'
import type { DayRange, Instant } from '../../shared/domain/day.ts'
import { daysBetween } from '../../shared/domain/day.ts'
import { FIGURES, placeOfResultType, resultTypeAt } from '../../shared/domain/insights.ts'
import type { WindowRow } from '../../shared/domain/insights.ts'
import { SUMS } from '../../shared/domain/metrics.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, FiguresLevel, ObjectId } from '../../shared/domain/objects.ts'
import { BY_HOUR } from '../../shared/domain/series.ts'
import { dayOf, storedDay } from './days.ts'
import { columnOf, RANGES, rangesValue, REACHED, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import type { Keys } from './object-keys.ts'
import type { RunningIn } from './running/build.ts'
import type { Arrived } from './arrived.ts'
import { createBulk } from './sql.ts'
import type { Sql, Value } from './sql.ts'
import type { AccountRange, BreakdownQuery, HourPoint, HoursOf, HourSlot, SaveBreakdown } from './store.ts'

/** Figures that are read when somebody asks: reach and attribution windows of any range, hours, breakdowns. */

const HOUR_COLUMNS = [...BY_HOUR.map(columnOf), 'result_type']
const WIDTH = FIGURES.length

/** A breakdown that nobody read for this long. */
const OLD_BREAKDOWN_MS = 30 * 86_400_000

/** Results of several kinds have no sum, and people no hour. */
const HOUR_SUMS = [
  ...BY_HOUR.map((id) =>
    id === 'results'
      ? `CASE WHEN max(h.result_type) IS min(h.result_type) AND max(h.result_type) IS NOT ${REACHED}
         THEN sum(h.results) END AS results`
      : `sum(h.${columnOf(id)}) AS ${columnOf(id)}`,
  ),
  'CASE WHEN max(h.result_type) IS min(h.result_type) THEN max(h.result_type) END AS result_type',
].join(', ')

/** In the order in which they are kept: what was added later stands at the end, and is missing from what was kept before. */
const KEPT = [...SUMS.slice(0, 7), 'reach' as const, ...SUMS.slice(7)]
type KeptSums = readonly [figures: readonly (number | null)[], resultType: number]
interface KeptBreakdown {
  readonly partial: boolean
  readonly whole: KeptSums | null
  readonly parts: readonly (readonly [labels: readonly string[], ...sums: KeptSums])[]
}

const pack = ({ sums, resultType }: Pick<BreakdownSums, 'sums' | 'resultType'>): KeptSums => [
  KEPT.map((id) => sums[id]),
  placeOfResultType(resultType),
]
const unpack = (figures: KeptSums[0], type: number): Pick<BreakdownSums, 'sums' | 'resultType'> => ({
  sums: Object.fromEntries(KEPT.map((id, i) => [id, figures[i] ?? null])) as Sums,
  resultType: resultTypeAt(type),
})

type WindowSums = Omit<WindowFigures, 'window'>

export const createAsked = (sql: Sql) => {
  const hourSums = (level: FiguresLevel, slots: readonly HourSlot[]) =>
    sql.all<SumsRecord & { object: number; id: string; account_id: string; result_type: number | null }>(
      `SELECT h.object, k.id, k.account_id, ${HOUR_SUMS}
       FROM (SELECT value ->> 0 AS account_id, value ->> 1 AS since, value ->> 2 AS until FROM json_each(?)) s
       CROSS JOIN object_key k ON k.account_id = s.account_id AND k.level = ?
       CROSS JOIN insight_hour h ON h.object = k.key AND h.hour >= s.since AND h.hour < s.until
       GROUP BY h.object`,
      JSON.stringify(
        slots.map(({ accountId, day, hours }) => [accountId, storedDay(day) * 100, storedDay(day) * 100 + hours]),
      ),
      level,
    )

  return {
    /** Reach of each account's range, by object key: of a single day with its other figures, of more days when asked for. */
    reachOf: (level: FiguresLevel, ranges: readonly AccountRange[]): ReadonlyMap<number, number> =>
      new Map(
        sql
          .all<{ object: number; reach: number }>(
            `WITH r AS MATERIALIZED (${RANGES})
             SELECT rr.object, rr.reach FROM r
             CROSS JOIN object_key k ON k.account_id = r.account_id AND k.level = ?
             CROSS JOIN reach_range rr ON rr.object = k.key AND rr.since = r.since AND rr.until = r.until
             WHERE r.since <> r.until
             UNION ALL
             SELECT d.object, d.reach FROM r
             CROSS JOIN object_key k ON k.account_id = r.account_id AND k.level = ?
             CROSS JOIN insight_day d ON d.object = k.key AND d.day = r.since
             WHERE r.since = r.until AND d.reach IS NOT NULL`,
            rangesValue(ranges),
            level,
            level,
          )
          .map(({ object, reach }) => [object, reach]),
      ),

    /** What counted in a window over each account's range, by object key; who is not there delivered nothing or was not asked for. */
    windowFiguresOf: (
      level: FiguresLevel,
      ranges: readonly AccountRange[],
      window: AskedWindow,
    ): ReadonlyMap<number, WindowSums> =>
      new Map(
        sql
          .all<{ object: number; results: number | null; purchases: number | null; purchase_value: number | null }>(
            `SELECT wr.object, wr.results, wr.purchases, wr.purchase_value
             FROM (${RANGES}) r
             CROSS JOIN object_key k ON k.account_id = r.account_id AND k.level = ?
             CROSS JOIN window_range wr
               ON wr.object = k.key AND wr.since = r.since AND wr.until = r.until AND wr.window = ?`,
            rangesValue(ranges),
            level,
            WINDOW_NAMES.indexOf(window),
          )
          .map(({ object, results, purchases, purchase_value: purchaseValue }) => [
            object,
            { results, purchases, purchaseValue },
          ]),
      ),

    /** Sums of the first `hours` hours of each account's day, by object key. `type`: 0 is none, or several. */
    hourSumsOf: (
      level: FiguresLevel,
      slots: readonly HourSlot[],
    ): ReadonlyMap<number, { readonly sums: Sums; readonly type: number }> =>
      new Map(
        hourSums(level, slots).map((record) => [
          record.object,
          { sums: toSums(record), type: record.result_type ?? 0 },
        ]),
      ),

    /** The same with ids. */
    hoursOf: (level: FiguresLevel, slots: readonly HourSlot[]): readonly HoursOf[] =>
      hourSums(level, slots).map((record) => ({
        accountId: record.account_id,
        id: record.id,
        sums: toSums(record),
      })),

    hourPoints: (ids: readonly ObjectId[], { since, until }: DayRange): readonly HourPoint[] =>
      sql
        .all<SumsRecord & { id: string; hour: number; result_type: number | null }>(
          `SELECT k.id, h.* FROM json_each(?) j
           CROSS JOIN object_key k ON k.id = j.value
           CROSS JOIN insight_hour h ON h.object = k.key AND h.hour BETWEEN ? AND ? ORDER BY k.id, h.hour`,
          JSON.stringify(ids),
          storedDay(since) * 100,
          storedDay(until) * 100 + 23,
        )
        .map((record) => ({
          id: record.id,
          day: dayOf(Math.floor(record.hour / 100)),
          hour: record.hour % 100,
          sums: { ...toSums(record), ...(record.result_type === REACHED ? { results: null } : {}) },
        })),

    /** Of exactly the range, or else the newest of as many days; null: none. */
    breakdown: ({ id, cuts, range }: BreakdownQuery): BreakdownReading | null => {
      const days = daysBetween(range.since, range.until)
      const kept = sql
        .all<{ since: number; until: number; at: Instant }>(
          `SELECT b.since, b.until, b.at FROM object_key k CROSS JOIN breakdown b ON b.object = k.key
           WHERE k.id = ? AND b.cuts = ? ORDER BY b.at DESC`,
          id,
          cuts,
        )
        .map(({ since, until, at }) => ({ range: { since: dayOf(since), until: dayOf(until) }, at }))
      const found =
        kept.find((each) => each.range.since === range.since && each.range.until === range.until) ??
        kept.find((each) => daysBetween(each.range.since, each.range.until) === days)
      if (!found) return null
      const row = sql.get<{ doc: string }>(
        `SELECT b.doc FROM object_key k CROSS JOIN breakdown b ON b.object = k.key
         WHERE k.id = ? AND b.cuts = ? AND b.since = ? AND b.until = ?`,
        id,
        cuts,
        storedDay(found.range.since),
        storedDay(found.range.until),
      )
      const { partial, whole, parts } = JSON.parse(
        row?.doc ?? '{"partial":true,"whole":null,"parts":[]}',
      ) as KeptBreakdown
      return {
        ...found,
        partial,
        whole: whole && unpack(...whole),
        parts: parts.map(([labels, ...sums]) => ({ labels, ...unpack(...sums) })),
      }
    },
  }
}

/** The writer's half. */
export const createAskedIn = (sql: Sql, keys: Keys, { noteAsked }: Pick<RunningIn, 'noteAsked'>) => {
  const upsertHours = createBulk(
    sql.db,
    `INSERT INTO insight_hour (object, hour, ${HOUR_COLUMNS.join(', ')})`,
    HOUR_COLUMNS.length + 2,
    `ON CONFLICT DO UPDATE SET ${HOUR_COLUMNS.map((name) => `${name} = excluded.${name}`).join(', ')}
     WHERE ${HOUR_COLUMNS.map((name) => `insight_hour.${name} IS NOT excluded.${name}`).join(' OR ')}`,
  )
  const keyIn = (level: FiguresLevel, accountId: AccountId, id: ObjectId): number =>
    keys.keyOf(level === 'account' ? accountId : id, accountId, level)
  const places = BY_HOUR.map((id) => FIGURES.indexOf(id))

  const storeWindows = ({ objectId, since, until, windows }: WindowRow, level: FiguresLevel, accountId: AccountId) => {
    let changed = 0
    for (const { window, results, purchases, purchaseValue } of windows) {
      changed += sql.run(
        `INSERT INTO window_range (object, since, until, window, results, purchases, purchase_value)
         VALUES (?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET results = excluded.results, purchases = excluded.purchases,
           purchase_value = excluded.purchase_value
         WHERE results IS NOT excluded.results OR purchases IS NOT excluded.purchases
           OR purchase_value IS NOT excluded.purchase_value`,
        keyIn(level, accountId, objectId),
        storedDay(since),
        storedDay(until),
        WINDOW_NAMES.indexOf(window),
        results,
        purchases,
        purchaseValue,
      ).changes
    }
    return changed
  }

  return {
    storeAsked: ({ level, accountId, hours, windows }: Arrived): number => {
      let changed = 0
      for (const row of windows) changed += storeWindows(row, level, accountId)
      if (changed > 0 && level !== 'account') noteAsked(accountId, level)
      if (hours.rows === 0) return changed
      const keyAt = hours.objects.map((id) => keyIn(level, accountId, id))
      return (
        changed +
        upsertHours(hours.rows, (row, values: Value[], at) => {
          values[at] = keyAt[hours.objectAt[row] ?? 0] ?? null
          values[at + 1] = hours.days[row] ?? null
          places.forEach((place, i) => {
            const figure = hours.figures[row * WIDTH + place] ?? Number.NaN
            values[at + 2 + i] = Number.isNaN(figure) ? null : figure
          })
          values[at + 2 + BY_HOUR.length] = hours.resultTypes[row] || null
        })
      )
    },

    saveBreakdown: ({ accountId, level, id, cuts, reading }: SaveBreakdown): void => {
      const { range, at, partial, whole, parts } = reading
      const doc: KeptBreakdown = {
        partial,
        whole: whole && pack(whole),
        parts: parts.map((part) => [part.labels, ...pack(part)]),
      }
      sql.run('DELETE FROM breakdown WHERE at < ?', at - OLD_BREAKDOWN_MS)
      sql.run(
        'INSERT OR REPLACE INTO breakdown (object, cuts, since, until, at, doc) VALUES (?, ?, ?, ?, ?, ?)',
        keyIn(level, accountId, id),
        cuts,
        storedDay(range.since),
        storedDay(range.until),
        at,
        JSON.stringify(doc),
      )
    },
  }
}
