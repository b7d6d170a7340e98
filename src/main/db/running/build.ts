import { SUMS } from '../../../shared/domain/metrics.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import { columnOf } from '../insights.ts'
import type { Keys } from '../object-keys.ts'
import type { Sql } from '../sql.ts'
import { decodeTotals, emptyTotals, encodeTotals, METRIC_COUNT, typeOfBoth } from './columns.ts'
import type { Totals } from './columns.ts'
import { baseDay, dayAtPlace, lastDay, monthOf, NO_DAY, placeOf, slotOf } from './place.ts'

/** A row of insight_day: object, day, SUMS, result_type, reach. */
type DayRow = readonly (number | null)[]
const DAY_COLUMNS = ['object', 'day', ...SUMS.map(columnOf), 'result_type', 'reach']
  .map((name) => `d.${name}`)
  .join(', ')
const TYPE_AT = METRIC_COUNT + 2
const REACH_AT = METRIC_COUNT + 3

/** The same sums with room for more objects; `more` ascending. */
const widened = (totals: Totals, more: Int32Array): Totals => {
  const held = new Set(totals.keys)
  const added = more.filter((key) => !held.has(key))
  if (added.length === 0) return totals
  const keys = new Int32Array(totals.keys.length + added.length)
  keys.set(totals.keys)
  keys.set(added, totals.keys.length)
  const wide = emptyTotals(keys.sort())
  addInto(wide, totals)
  return wide
}

const addInto = (into: Totals, from: Totals): void => {
  let to = 0
  for (let row = 0; row < from.keys.length; row++) {
    while (into.keys[to] !== from.keys[row]) to++
    for (let i = 0; i < METRIC_COUNT; i++) {
      const [sums, known] = [into.sums[i], into.known[i]]
      if (sums) sums[to] = (sums[to] ?? 0) + (from.sums[i]?.[row] ?? 0)
      if (known) known[to] = (known[to] ?? 0) + (from.known[i]?.[row] ?? 0)
    }
    into.types[to] = typeOfBoth(into.types[to] ?? 0, from.types[row] ?? 0)
  }
}

const addDay = (totals: Totals, at: number, row: DayRow): void => {
  for (let i = 0; i < METRIC_COUNT; i++) {
    const value = row[i + 2]
    if (value === null || value === undefined) continue
    const [sums, known] = [totals.sums[i], totals.known[i]]
    if (sums) sums[at] = (sums[at] ?? 0) + value
    if (known) known[at] = (known[at] ?? 0) + 1
  }
  totals.types[at] = typeOfBoth(totals.types[at] ?? 0, row[TYPE_AT] ?? 0)
  totals.reach[at] = row[REACH_AT] ?? Number.NaN
}

/** Months brought up to date in one transaction: others wait for the writer meanwhile. */
const MONTHS_AT_ONCE = 8

/** The writer's half of running totals: notes which months are behind, and brings them up to date when asked. */
export const createRunningIn = (sql: Sql, keys: Keys) => {
  const accountKey = (accountId: AccountId): number => keys.keyOf(accountId, accountId, 'account')

  const load = (place: number): Totals | null => {
    const stored = sql.get<{ data: Uint8Array }>('SELECT data FROM running WHERE id = ?', place)
    return stored ? decodeTotals(stored.data) : null
  }
  const save = (place: number, totals: Totals): void => {
    sql.db.prepare('INSERT OR REPLACE INTO running (id, data) VALUES (?, ?)').run(place, encodeTotals(totals))
  }
  /** The newest within a month up to a day. */
  const newest = (account: number, level: Level, from: number, to: number): Totals | null => {
    const found = sql.get<{ data: Uint8Array }>(
      'SELECT data FROM running WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',
      placeOf(account, level, from),
      placeOf(account, level, to),
    )
    return found ? decodeTotals(found.data) : null
  }

  const buildMonth = (account: number, level: Level, month: number, since: number): void => {
    const first = baseDay(month) + 1
    const rows = sql.db
      .prepare<[string, number, number, number]>(
        `SELECT ${DAY_COLUMNS} FROM object_key a CROSS JOIN object_key k ON k.account_id = a.id AND k.level = ?
         CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
         WHERE a.key = ?`,
      )
      .raw()
      .all(level, since, lastDay(month), account) as DayRow[]
    sql.run(
      'DELETE FROM running WHERE id BETWEEN ? AND ?',
      placeOf(account, level, since),
      placeOf(account, level, lastDay(month)),
    )
    const before = since > first ? newest(account, level, first, since - 1) : null
    let totals = widened(
      before ?? emptyTotals(new Int32Array(0)),
      Int32Array.from(new Set(rows.map(([object]) => object ?? 0))).sort(),
    )
    const place = new Map(Array.from(totals.keys, (key, at) => [key, at]))
    const byDay = new Map<number, DayRow[]>()
    for (const row of rows) {
      const day = row[1] ?? 0
      const ofDay = byDay.get(day)
      if (ofDay) ofDay.push(row)
      else byDay.set(day, [row])
    }
    for (const day of [...byDay.keys()].sort((a, b) => a - b)) {
      totals = { ...totals, reach: new Float64Array(totals.keys.length).fill(Number.NaN) }
      for (const row of byDay.get(day) ?? []) addDay(totals, place.get(row[0] ?? 0) ?? 0, row)
      save(placeOf(account, level, day), totals)
    }
  }

  /** Bases of all months after `month`, and its own, which it lacks when it is new. */
  const buildBases = (account: number, level: Level, month: number): void => {
    const before = sql.get<{ id: number | null }>(
      'SELECT max(id) AS id FROM running WHERE id > ? AND id < ?',
      placeOf(account, level, 0),
      placeOf(account, level, baseDay(month)),
    )?.id
    const from = before ? monthOf(dayAtPlace(before)) : month
    const days = sql.all<{ id: number }>(
      'SELECT id FROM running WHERE id BETWEEN ? AND ? ORDER BY id',
      placeOf(account, level, baseDay(from)),
      placeOf(account, level, NO_DAY),
    )
    const months = [...new Set(days.map(({ id }) => monthOf(dayAtPlace(id))))]
    let base = load(placeOf(account, level, baseDay(from))) ?? emptyTotals(new Int32Array(0))
    for (const [i, each] of months.entries()) {
      if (i > 0) save(placeOf(account, level, baseDay(each)), base)
      const whole = newest(account, level, baseDay(each) + 1, lastDay(each))
      if (whole === null) continue
      base = widened(base, whole.keys)
      addInto(base, whole)
    }
  }

  return {
    /** Figures of these days changed. */
    noteStale: (accountId: AccountId, level: Level, days: Int32Array): void => {
      const since = new Map<number, number>()
      let lastMonth = 0
      let least = 0
      for (const day of days) {
        const month = monthOf(day)
        if (month !== lastMonth) {
          lastMonth = month
          least = since.get(month) ?? Number.POSITIVE_INFINITY
        }
        if (day < least) {
          least = day
          since.set(month, day)
        }
      }
      const account = accountKey(accountId)
      for (const [month, day] of since) {
        sql.run(
          `INSERT INTO running_stale (account, level, month, since) VALUES (?, ?, ?, ?)
           ON CONFLICT DO UPDATE SET since = excluded.since WHERE excluded.since < running_stale.since`,
          account,
          slotOf(level),
          month,
          day,
        )
      }
    },

    noteObjects: (accountId: AccountId, level: Level): void => {
      sql.run(
        `INSERT INTO revision (account, level, objects) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET objects = objects + 1`,
        accountKey(accountId),
        slotOf(level),
      )
    },

    /** What was asked for a whole range is other now: tables that were answered from it are not true any more. */
    noteAsked: (accountId: AccountId, level: Level): void => {
      sql.run(
        `INSERT INTO revision (account, level, figures) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET figures = figures + 1`,
        accountKey(accountId),
        slotOf(level),
      )
    },

    /** Brings some months up to date, of these accounts alone (empty: of all). Answers how many are left. */
    freshenRunning: (accountIds: readonly AccountId[]): number => {
      const of =
        accountIds.length === 0
          ? ''
          : `WHERE account IN (SELECT key FROM object_key WHERE id IN (SELECT value FROM json_each(?)))`
      const given = accountIds.length === 0 ? [] : [JSON.stringify(accountIds)]
      const stale = sql.all<{ account: number; level: number; month: number; since: number }>(
        `SELECT * FROM running_stale ${of} ORDER BY account, level, month LIMIT ${MONTHS_AT_ONCE}`,
        ...given,
      )
      const behind = new Map<string, (typeof stale)[number]>()
      for (const each of stale) {
        const level = LEVELS[each.level - 1]
        if (level === undefined) continue
        buildMonth(each.account, level, each.month, each.since)
        sql.run(
          'DELETE FROM running_stale WHERE account = ? AND level = ? AND month = ?',
          each.account,
          each.level,
          each.month,
        )
        const key = `${each.account} ${each.level}`
        if (!behind.has(key)) behind.set(key, each)
      }
      for (const { account, level, month } of behind.values()) {
        buildBases(account, LEVELS[level - 1] ?? 'campaign', month)
        sql.run(
          `INSERT INTO revision (account, level, figures) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET figures = figures + 1`,
          account,
          level,
        )
      }
      return sql.get<{ left: number }>(`SELECT count(*) AS left FROM running_stale ${of}`, ...given)?.left ?? 0
    },
  }
}
export type RunningIn = ReturnType<typeof createRunningIn>
