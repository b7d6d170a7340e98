import { SUMS } from '../../../shared/domain/metrics.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Sql } from '../sql.ts'
import { METRIC_COUNT, NO_REACH, readTotals, SEVERAL, typeOfBoth } from './columns.ts'
import type { Encoded } from './columns.ts'
import { baseDay, dayAtPlace, dayBefore, monthOf, placeOf, slotOf } from './place.ts'

/** What objects add up to over a range of days, one entry a key that was asked for; NaN: nothing measured. */
export interface RangeSums {
  /** By place in SUMS. Results of several kinds are NaN. */
  readonly sums: readonly Float64Array[]
  /** Place of the kind of result in RESULT_TYPES and one; 0: none, or several. */
  readonly types: Uint8Array
  /** Of the one day, where the range is one. */
  readonly reach: Float64Array | null
}

/** All of an account's level up to a day: of the month, and of all before it. */
interface UpTo {
  readonly month: number
  /** The last day of it that has rows; 0: it has none. */
  readonly day: number
  readonly ofMonth: Encoded | null
}

const RESULTS = SUMS.indexOf('results')
const SPEND = SUMS.indexOf('spend')

/** Where each of a column's keys stands among `keys`, or -1; both ascend. */
const placesOf = (keys: Int32Array, of: Int32Array): Int32Array => {
  const places = new Int32Array(of.length)
  let at = 0
  for (let row = 0; row < of.length; row++) {
    const key = of[row] ?? 0
    while (at < keys.length && (keys[at] ?? 0) < key) at++
    places[row] = keys[at] === key ? at : -1
  }
  return places
}

/** The reader's half: a range is the difference of two running totals, however long it is. */
export const createRunning = (sql: Sql) => {
  const newest = sql.db.prepare<[number, number]>(
    'SELECT id, data FROM running WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1',
  )
  const at = sql.db.prepare<[number]>('SELECT data FROM running WHERE id = ?')
  const exactResults = sql.db.prepare<[number, number, number]>(
    `SELECT max(result_type) AS type, sum(results) AS results FROM insight_day WHERE object = ? AND day BETWEEN ? AND ?
     HAVING max(result_type) IS min(result_type)`,
  )

  const upTo = (account: number, level: Level, day: number): UpTo | null => {
    const found = newest.get(placeOf(account, level, 0), placeOf(account, level, day)) as
      | { id: number; data: Uint8Array }
      | undefined
    if (!found) return null
    const last = dayAtPlace(found.id)
    const month = monthOf(last)
    return last === baseDay(month)
      ? { month, day: 0, ofMonth: null }
      : { month, day: last, ofMonth: readTotals(found.data) }
  }
  const baseOf = (account: number, level: Level, month: number): Encoded | null => {
    const found = at.get(placeOf(account, level, baseDay(month))) as { data: Uint8Array } | undefined
    return found ? readTotals(found.data) : null
  }

  return {
    /** Whether months that a range touches are behind. */
    isBehind: (account: number, level: Level, since: number, until: number): boolean =>
      sql.get(
        'SELECT 1 FROM running_stale WHERE account = ? AND level = ? AND month BETWEEN ? AND ? LIMIT 1',
        account,
        slotOf(level),
        monthOf(dayBefore(since)),
        monthOf(until),
      ) !== undefined,

    /** `keys` ascending; days 20260131. */
    sumsOf: (account: number, level: Level, keys: Int32Array, since: number, until: number): RangeSums => {
      const sums = SUMS.map(() => new Float64Array(keys.length))
      const days = SUMS.map(() => new Int32Array(keys.length))
      const types = new Uint8Array(keys.length)
      const reach = since === until ? new Float64Array(keys.length).fill(Number.NaN) : null

      const add = (columns: Encoded | null, sign: 1 | -1): void => {
        if (!columns) return
        const places = placesOf(keys, columns.keys)
        for (let i = 0; i < METRIC_COUNT; i++) {
          const [count, into, sum] = [columns.known[i], days[i], sums[i]]
          if (!count || !into || !sum) continue
          const column = columns.numbers[i]
          const scale = sign * (columns.scales[i] ?? 1)
          for (let row = 0; row < places.length; row++) {
            const place = places[row] ?? -1
            if (place < 0) continue
            into[place] = (into[place] ?? 0) + sign * (count[row] ?? 0)
            if (column) sum[place] = (sum[place] ?? 0) + (column[row] ?? 0) * scale
          }
        }
        if (sign < 0) return
        for (let row = 0; row < places.length; row++) {
          const place = places[row] ?? -1
          if (place >= 0) types[place] = typeOfBoth(types[place] ?? 0, columns.types[row] ?? 0)
        }
      }

      const end = upTo(account, level, until)
      const start = upTo(account, level, dayBefore(since))
      if (end) add(end.ofMonth, 1)
      if (start) add(start.ofMonth, -1)
      if (end && end.month !== start?.month) {
        // Within one month what was before it cancels out.
        add(baseOf(account, level, end.month), 1)
        if (start) add(baseOf(account, level, start.month), -1)
      }

      if (reach && end?.ofMonth && end.day === until) {
        const places = placesOf(keys, end.ofMonth.keys)
        for (let row = 0; row < places.length; row++) {
          const [place, people] = [places[row] ?? -1, end.ofMonth.reach[row] ?? NO_REACH]
          if (place >= 0 && people !== NO_REACH) reach[place] = people
        }
      }
      for (let i = 0; i < METRIC_COUNT; i++) {
        const [sum, known] = [sums[i], days[i]]
        if (sum && known) for (let row = 0; row < keys.length; row++) if (known[row] === 0) sum[row] = Number.NaN
      }
      const results = sums[RESULTS] ?? new Float64Array(keys.length)
      const spent = days[SPEND]
      for (let row = 0; row < keys.length; row++) {
        // Of days outside of the range: every row of a day has spend.
        if (spent?.[row] === 0) types[row] = 0
        // The kind was another once, perhaps outside of the range: rare, and looked up.
        if (types[row] !== SEVERAL) continue
        const found = exactResults.get(keys[row] ?? 0, since, until) as
          | { type: number | null; results: number | null }
          | undefined
        types[row] = found?.type ?? 0
        results[row] = found?.results ?? Number.NaN
      }
      return { sums, types, reach }
    },
  }
}
export type Running = ReturnType<typeof createRunning>
