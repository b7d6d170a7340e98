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
/** Of totals as they lie on the disk. */
const HELD_BYTES = 32 * 1024 * 1024
/** What the kind of result is judged by, and whether anything was delivered. */
const ALWAYS: readonly number[] = [SPEND, RESULTS]

/** Columns that can be written anew: a table's are ten megabytes, which cost more to be given than to be filled. */
export interface SpareColumns {
  /** All zero. */
  take(size: number): Float64Array
  /** Nobody may read them afterwards. */
  give(sums: RangeSums): void
}
const SPARE = 24
export const createSpareColumns = (): SpareColumns => {
  let spare: Float64Array[] = []
  return {
    take: (size) => {
      const at = spare.findIndex(({ length }) => length === size)
      return at < 0 ? new Float64Array(size) : (spare.splice(at, 1)[0] ?? new Float64Array(size)).fill(0)
    },
    give: ({ sums, reach }) => {
      spare = [...sums.filter((column) => column !== undefined), reach, ...spare].slice(0, SPARE)
    },
  }
}

/** `which`: places in SUMS, besides those that are always there. */
export const emptyRangeSums = (size: number, which: ReadonlySet<number>, spare: SpareColumns): RangeSums => ({
  sums: SUMS.map((_, i) => (which.has(i) || ALWAYS.includes(i) ? spare.take(size) : undefined)),
  types: new Uint8Array(size),
  reach: spare.take(size).fill(Number.NaN),
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

type Column = NonNullable<Encoded['numbers'][number]>

/** Into entries by place; what stands nowhere is passed over. */
const addScaled = (into: Float64Array, places: Int32Array, column: Column, scale: number): void => {
  for (let row = 0; row < column.length; row++) {
    const place = places[row] ?? -1
    if (place >= 0) into[place] = (into[place] ?? 0) + (column[row] ?? 0) * scale
  }
}
const addDays = (into: Int32Array, places: Int32Array, days: Uint16Array, sign: 1 | -1): void => {
  for (let row = 0; row < days.length; row++) {
    const place = places[row] ?? -1
    if (place >= 0) into[place] = (into[place] ?? 0) + sign * (days[row] ?? 0)
  }
}

/** The reader's half: a range is the difference of two running totals, however long it is. */
export const createRunning = (sql: Sql) => {
  const newest = sql.db
    .prepare<[number, number]>('SELECT id FROM running WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1')
    .pluck()
  const at = sql.db.prepare<[number]>('SELECT data FROM running WHERE id = ?').pluck()
  /** By place, the ones asked for last at the end: ranges that people look at one after the other share an end. */
  const held = new Map<number, { readonly totals: Encoded; readonly bytes: number }>()
  let heldBytes = 0
  let version: unknown = null
  const exactResults = sql.db.prepare<[number, number, number]>(
    `SELECT max(result_type) AS type, sum(results) AS results FROM insight_day WHERE object = ? AND day BETWEEN ? AND ?
     HAVING max(result_type) IS min(result_type)`,
  )

  const forget = (id: number): void => {
    heldBytes -= held.get(id)?.bytes ?? 0
    held.delete(id)
  }
  /** Null: there are none at this place. */
  const totalsAt = (id: number): Encoded | null => {
    const known = held.get(id)
    const data = known ? null : (at.get(id) as Uint8Array | undefined)
    if (!known && !data) return null
    const found = known ?? { totals: readTotals(data as Uint8Array), bytes: data?.byteLength ?? 0 }
    forget(id)
    held.set(id, found)
    heldBytes += found.bytes
    for (const oldest of held.keys()) if (heldBytes > HELD_BYTES && oldest !== id) forget(oldest)
    return found.totals
  }

  const upTo = (account: number, level: Level, day: number): UpTo | null => {
    const id = newest.get(placeOf(account, level, 0), placeOf(account, level, day)) as number | undefined
    if (id === undefined) return null
    const last = dayAtPlace(id)
    const month = monthOf(last)
    return last === baseDay(month) ? { month, day: 0, ofMonth: null } : { month, day: last, ofMonth: totalsAt(id) }
  }
  const baseOf = (account: number, level: Level, month: number): Encoded | null =>
    totalsAt(placeOf(account, level, baseDay(month)))

  return {
    /** Before the ranges of one question: what was written meanwhile is read again. */
    begin: (): void => {
      const now = sql.db.pragma('data_version', { simple: true })
      if (now !== version) for (const id of held.keys()) forget(id)
      version = now
    },

    /** Adds up what lies from `since` to `until` (20260131) into the stretch's entries, which are zero before. */
    addRange: ({ account, level, keys, offset }: Stretch, since: number, until: number, into: RangeSums): void => {
      const size = keys.length
      const sums = into.sums.map((column) => column?.subarray(offset, offset + size))
      const types = into.types.subarray(offset, offset + size)

      const end = upTo(account, level, until)
      const start = upTo(account, level, dayBefore(since))
      const parts: { readonly columns: Encoded; readonly sign: 1 | -1 }[] = []
      const take = (columns: Encoded | null, sign: 1 | -1): void => void (columns && parts.push({ columns, sign }))
      if (end) take(end.ofMonth, 1)
      if (start) take(start.ofMonth, -1)
      if (end && end.month !== start?.month) {
        // Within one month what was before it cancels out.
        take(baseOf(account, level, end.month), 1)
        if (start) take(baseOf(account, level, start.month), -1)
      }

      // Most sums are known on the days that spend is known: of how many that is, is counted once for all of them.
      const isAsSpend = (i: number): boolean =>
        parts.every(({ columns }) => columns.known[i] === columns.known[SPEND] && columns.known[i] !== null)
      const asSpend = sums.map((sum, i) => sum !== undefined && isAsSpend(i))
      const days = new Int32Array(size)
      const daysOf = sums.map((sum, i) => (sum === undefined ? null : asSpend[i] ? days : new Int32Array(size)))

      for (const { columns, sign } of parts) {
        const places = placesOf(keys, columns.keys)
        const spendDays = columns.known[SPEND]
        if (spendDays) addDays(days, places, spendDays, sign)
        sums.forEach((sum, i) => {
          const [known, own, column] = [columns.known[i], daysOf[i], columns.numbers[i]]
          if (!sum || !own || !known) return
          if (own !== days) addDays(own, places, known, sign)
          if (column) addScaled(sum, places, column, sign * (columns.scales[i] ?? 1))
        })
        if (sign < 0) continue
        for (let row = 0; row < columns.types.length; row++) {
          const place = places[row] ?? -1
          if (place >= 0) types[place] = typeOfBoth(types[place] ?? 0, columns.types[row] ?? 0)
        }
      }

      if (since === until && end?.ofMonth && end.day === until) {
        const places = placesOf(keys, end.ofMonth.keys)
        for (let row = 0; row < end.ofMonth.keys.length; row++) {
          const [place, people] = [places[row] ?? -1, end.ofMonth.reach[row] ?? NO_REACH]
          if (place >= 0 && people !== NO_REACH) into.reach[offset + place] = people
        }
      }
      sums.forEach((sum, i) => {
        const own = daysOf[i]
        if (!sum || !own || own === days) return
        for (let row = 0; row < size; row++) if (own[row] === 0) sum[row] = Number.NaN
      })
      const results = sums[RESULTS] ?? new Float64Array(size)
      for (let row = 0; row < size; row++) {
        if (days[row] === 0) {
          // Of days outside of the range: every row of a day has spend.
          types[row] = 0
          for (let i = 0; i < sums.length; i++) {
            const sum = asSpend[i] ? sums[i] : undefined
            if (sum) sum[row] = Number.NaN
          }
        }
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
