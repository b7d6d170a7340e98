import type { DayRange, Instant } from '../../shared/domain/day.ts'
import { NO_SUMS, SUMS } from '../../shared/domain/metrics.ts'
import type { Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, Level, ObjectId } from '../../shared/domain/objects.ts'
import type { createCoverage } from './coverage.ts'
import { storedDay } from './days.ts'
import { ACCOUNT_SUMS, REACHED, toSums } from './insights.ts'
import type { SumsRecord } from './insights.ts'
import type { Sql } from './sql.ts'

/** An object, or an account as its campaigns add up, in its own days. */
export interface SeriesPart extends DayRange {
  readonly accountId: AccountId
  /** Null: the account. */
  readonly objectId: ObjectId | null
}
export interface SeriesQuery {
  /** Whose readings say what is known: campaigns for accounts. */
  readonly level: Level
  /** Each is the sum of its parts. */
  readonly lines: readonly (readonly SeriesPart[])[]
  /** Days of each bucket, from the beginning of each part's days on. */
  readonly lengths: readonly number[]
}
export interface SeriesSums {
  /** By bucket. Reach only of one part and one day: people are not added up. */
  readonly sums: readonly Sums[]
  /** By bucket: some of its days were never read, or not whole. */
  readonly partial: readonly boolean[]
  /** When the last day of each part was last read: the oldest; null: of one it never was. */
  readonly asOf: Instant | null
}

type DayRecord = SumsRecord & { readonly day: number; readonly result_type?: number | null }

const DAY_MS = 86_400_000
/** Days since 1970 of 20260131. */
const numberOf = (stored: number): number =>
  Date.UTC(Math.trunc(stored / 10_000), (Math.trunc(stored / 100) % 100) - 1, stored % 100) / DAY_MS

const OBJECT_DAYS = `
  SELECT d.* FROM object_key k JOIN insight_day d ON d.object = k.key
  WHERE k.id = ? AND k.account_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.day`
const ACCOUNT_DAYS = `
  SELECT d.day, ${ACCOUNT_SUMS} FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
  WHERE k.account_id = ? AND k.level = 'campaign' GROUP BY d.day`
const ACCOUNT_REACH = `
  SELECT d.day, d.reach FROM object_key k JOIN insight_day d ON d.object = k.key
  WHERE k.id = ? AND k.account_id = ? AND d.day BETWEEN ? AND ?`

const add = (a: number | null, b: number | null): number | null => (a === null ? b : b === null ? a : a + b)

export const createSeries = (
  sql: Sql,
  { freshnessOf, holes }: Pick<ReturnType<typeof createCoverage>, 'freshnessOf' | 'holes'>,
) => {
  const daysOf = ({ accountId, objectId, since, until }: SeriesPart): readonly DayRecord[] => {
    const range = [storedDay(since), storedDay(until)] as const
    if (objectId !== null) return sql.all<DayRecord>(OBJECT_DAYS, objectId, accountId, ...range)
    const reach = new Map(
      sql
        .all<{ day: number; reach: number | null }>(ACCOUNT_REACH, accountId, accountId, ...range)
        .map((record) => [record.day, record.reach]),
    )
    return sql
      .all<DayRecord>(ACCOUNT_DAYS, ...range, accountId)
      .map((record) => ({ ...record, reach: reach.get(record.day) ?? null }))
  }

  return {
    /** One entry a line, in order. */
    series: ({ level, lines, lengths }: SeriesQuery): readonly SeriesSums[] => {
      const bucketAt = lengths.flatMap((length, bucket) => Array.from({ length }, () => bucket))
      return lines.map((parts) => {
        const totals: Record<keyof Sums, number | null>[] = lengths.map(() => ({ ...NO_SUMS }))
        const partial = lengths.map(() => false)
        // Results of one kind can be added; people reached, or leads and purchases, cannot.
        const kinds = lengths.map(() => new Set<number | null>())
        for (const part of parts) {
          const first = numberOf(storedDay(part.since))
          for (const record of daysOf(part)) {
            const bucket = bucketAt[numberOf(record.day) - first]
            const total = bucket === undefined ? undefined : totals[bucket]
            if (bucket === undefined || !total) continue
            const sums = toSums(record)
            for (const id of SUMS) total[id] = add(total[id], sums[id])
            if (parts.length === 1 && lengths[bucket] === 1) total.reach = sums.reach
            if (part.objectId !== null) kinds[bucket]?.add(record.result_type ?? null)
          }
          const { accountId, since, until } = part
          for (const hole of holes([{ accountId, level, since, until, freshAfter: null }]).flat()) {
            const last = numberOf(storedDay(hole.until)) - first
            for (let day = numberOf(storedDay(hole.since)) - first; day <= last; day++) {
              const bucket = bucketAt[day]
              if (bucket !== undefined) partial[bucket] = true
            }
          }
        }
        for (const [bucket, found] of kinds.entries()) {
          const total = totals[bucket]
          if (total && (found.size > 1 || found.has(REACHED))) total.results = null
        }
        const ages = freshnessOf(parts, level).map(({ asOf }) => asOf)
        const known = ages.filter((at) => at !== null)
        return { sums: totals, partial, asOf: known.length === ages.length ? Math.min(...known) : null }
      })
    },
  }
}
