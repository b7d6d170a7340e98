import { SUMS } from '../../../shared/domain/metrics.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import type { Sql } from '../sql.ts'
import { NO_REACH, readTotals, SEVERAL, typeOfBoth } from './columns.ts'
import type { Encoded } from './columns.ts'
import { baseDay, dayAtPlace, dayBefore, monthOf, placeOf } from './place.ts'

/** What objects add up to over days, one entry an object; NaN: nothing measured. */
export interface RangeSums {
  /** By place in SUMS, of those that were asked for. Results of several kinds are NaN. */
  readonly sums: readonly (Float64Array | undefined)[]
  /** Place of the kind of result in RESULT_TYPES and one; 0: none, or several. */
  readonly types: Uint8Array
  /** Of one day, for objects whose range is one. */
  readonly reach: Float64Array
}

const RESULTS = SUMS.indexOf('results')
const SPEND = SUMS.indexOf('spend')
/** What the kind of result is judged by, and whether anything was delivered. */
const ALWAYS: readonly number[] = [SPEND, RESULTS]

/** `which`: places in SUMS, besides those that are always there. */
export const emptyRangeSums = (size: number, which: ReadonlySet<number>): RangeSums => ({
  sums: SUMS.map((_, i) => (which.has(i) || ALWAYS.includes(i) ? new Float64Array(size) : undefined)),
  types: new Uint8Array(size),
  reach: new Float64Array(size).fill(Number.NaN),
})

/** Some objects of one account and level: their keys, ascending, and where their entries begin. */
export interface Stretch {
  readonly account: number
  readonly level: Level
  readonly keys: Int32Array
  readonly offset: number
}

/** All of an account's level up to a day: of the month, and of all before it. */
interface UpTo {
  readonly month: number
  /** The last day of it that has rows; 0: it has none. */
  readonly day: number
  readonly ofMonth: Encoded | null
}

/** Where each of a column's keys stands among `keys`, or -1; both ascend. Lives until the next call. */
let scratch = new Int32Array(1024)
const placesOf = (keys: Int32Array, of: Int32Array): Int32Array => {
  if (scratch.length < of.length) scratch = new Int32Array(of.length * 2)
  const places = scratch
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

  /** Of how many days each wanted sum is made, by sum, then object; made once, for it is as large as the sums. */
  let known = new Int32Array(1024)

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
    /** Adds up what lies from `since` to `until` (20260131) into the stretch's entries, which are zero before. */
    addRange: ({ account, level, keys, offset }: Stretch, since: number, until: number, into: RangeSums): void => {
      const size = keys.length
      const wanted = into.sums.flatMap((column, i) => (column ? [i] : []))
      const sums = into.sums.map((column) => column?.subarray(offset, offset + size))
      const types = into.types.subarray(offset, offset + size)
      if (known.length < size * wanted.length) known = new Int32Array(size * wanted.length * 2)
      known.fill(0, 0, size * wanted.length)

      const add = (columns: Encoded | null, sign: 1 | -1): void => {
        if (!columns) return
        const rows = columns.keys.length
        const places = placesOf(keys, columns.keys)
        for (const [at, i] of wanted.entries()) {
          const [count, sum] = [columns.known[i], sums[i]]
          if (!count || !sum) continue
          const column = columns.numbers[i]
          const scale = sign * (columns.scales[i] ?? 1)
          const from = at * size
          for (let row = 0; row < rows; row++) {
            const place = places[row] ?? -1
            if (place < 0) continue
            known[from + place] = (known[from + place] ?? 0) + sign * (count[row] ?? 0)
            if (column) sum[place] = (sum[place] ?? 0) + (column[row] ?? 0) * scale
          }
        }
        if (sign < 0) return
        for (let row = 0; row < rows; row++) {
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

      if (since === until && end?.ofMonth && end.day === until) {
        const places = placesOf(keys, end.ofMonth.keys)
        for (let row = 0; row < end.ofMonth.keys.length; row++) {
          const [place, people] = [places[row] ?? -1, end.ofMonth.reach[row] ?? NO_REACH]
          if (place >= 0 && people !== NO_REACH) into.reach[offset + place] = people
        }
      }
      for (const [at, i] of wanted.entries()) {
        const sum = sums[i]
        if (sum) for (let row = 0; row < size; row++) if (known[at * size + row] === 0) sum[row] = Number.NaN
      }
      const spend = wanted.indexOf(SPEND)
      const results = sums[RESULTS] ?? new Float64Array(size)
      for (let row = 0; row < size; row++) {
        // Of days outside of the range: every row of a day has spend.
        if (known[spend * size + row] === 0) types[row] = 0
        // The kind was another once, perhaps outside of the range: rare, and looked up.
        if (types[row] !== SEVERAL) continue
        const found = exactResults.get(keys[row] ?? 0, since, until) as
          | { type: number | null; results: number | null }
          | undefined
        types[row] = found?.type ?? 0
        results[row] = found?.results ?? Number.NaN
      }
    },
  }
}
export type Running = ReturnType<typeof createRunning>
