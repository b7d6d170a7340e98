import type { DayRange, Instant } from '../../shared/domain/day.ts'
import { METRICS, NO_SUMS, SUMS } from '../../shared/domain/metrics.ts'
import type { SumId, Sums } from '../../shared/domain/metrics.ts'
import type { AccountId, Level, ObjectId } from '../../shared/domain/objects.ts'
import { add } from '../../shared/domain/sums.ts'
import type { createCoverage } from './coverage.ts'
import { dayNumber, storedDay } from './days.ts'
import { ACCOUNT_SUMS, KINDS, REACHED, toSums } from './insights.ts'
import type { KindsRecord, SumsRecord } from './insights.ts'
import type { Sql } from './sql.ts'

/** An object, or an account as its campaigns add up, in its own days. */
export interface SeriesPart extends DayRange {
  readonly accountId: AccountId
  /** Null: the account. */
  readonly objectId: ObjectId | null
  /** What amounts are multiplied by, for each day from `since` on (null: no rate is known); absent: as they are. */
  readonly factors?: readonly (number | null)[]
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
  /** Amounts of some days have no rate: those of their buckets are null. */
  readonly unrated: boolean
  /** Results of some buckets are of several kinds: those are null. */
  readonly severalKinds: boolean
}

type DayRecord = SumsRecord & KindsRecord & { readonly day: number }

const OBJECT_DAYS = `
  SELECT d.*, d.result_type AS first_kind, d.result_type AS last_kind FROM object_key k JOIN insight_day d ON d.object = k.key
  WHERE k.id = ? AND k.account_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.day`
const ACCOUNT_DAYS = `
  SELECT d.day, ${ACCOUNT_SUMS}, ${KINDS} FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
  WHERE k.account_id = ? AND k.level = 'campaign' GROUP BY d.day`
const ACCOUNT_REACH = `
  SELECT d.day, d.reach FROM object_key k JOIN insight_day d ON d.object = k.key
  WHERE k.id = ? AND k.account_id = ? AND d.day BETWEEN ? AND ?`

const MONEY = SUMS.filter((id) => METRICS[id].unit === 'money')
const isMoney = (id: SumId): boolean => MONEY.includes(id)
/** Of a day, in whole micros. */
const worthOf = (amount: number | null, factor: number | null): number | null =>
  amount === null || factor === null ? null : factor === 1 ? amount : Math.round(amount * factor)

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
        const kinds = lengths.map(() => new Set<number>())
        const unrated = lengths.map(() => false)
        for (const part of parts) {
          const first = dayNumber(storedDay(part.since))
          for (const record of daysOf(part)) {
            const bucket = bucketAt[dayNumber(record.day) - first]
            const total = bucket === undefined ? undefined : totals[bucket]
            if (bucket === undefined || !total) continue
            const sums = toSums(record)
            const factor = part.factors ? (part.factors[dayNumber(record.day) - first] ?? null) : 1
            for (const id of SUMS) total[id] = add(total[id], isMoney(id) ? worthOf(sums[id], factor) : sums[id])
            if (factor === null && MONEY.some((id) => sums[id] !== null)) unrated[bucket] = true
            if (parts.length === 1 && lengths[bucket] === 1) total.reach = sums.reach
            for (const kind of [record.first_kind, record.last_kind]) if (kind !== null) kinds[bucket]?.add(kind)
          }
          const { accountId, since, until } = part
          for (const hole of holes([{ accountId, level, since, until, freshAfter: null }]).flat()) {
            const last = dayNumber(storedDay(hole.until)) - first
            for (let day = dayNumber(storedDay(hole.since)) - first; day <= last; day++) {
              const bucket = bucketAt[day]
              if (bucket !== undefined) partial[bucket] = true
            }
          }
        }
        for (const [bucket, found] of kinds.entries()) {
          const total = totals[bucket]
          if (total && (found.size > 1 || found.has(REACHED))) total.results = null
        }
        // Without one of its days it would be half a sum.
        for (const [bucket, total] of totals.entries()) if (unrated[bucket]) for (const id of MONEY) total[id] = null
        const ages = freshnessOf(parts, level).map(({ asOf }) => asOf)
        const known = ages.filter((at) => at !== null)
        const asOf = known.length === ages.length ? Math.min(...known) : null
        const severalKinds = kinds.some((found) => found.size > 1)
        return { sums: totals, partial, asOf, unrated: unrated.includes(true), severalKinds }
      })
    },
  }
}
