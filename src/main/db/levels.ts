import { daysOf } from '../../shared/domain/day.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import { MICROS, minorUnitsPerUnit } from '../../shared/domain/money.ts'
import type { AccountId, FiguresLevel } from '../../shared/domain/objects.ts'
import { LEVELS } from '../../shared/domain/objects.ts'
import type { createCoverage } from './coverage.ts'
import { storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, Coverage, SuspectDay, SuspectRange } from './store.ts'

/** Named, so that an account's objects are found from a key on. */
const ANY_LEVEL = ['account', ...LEVELS].map((level) => `'${level}'`).join(', ')

/** What the rows of a level add up to on a day. Money in micros. */
interface LevelSum {
  readonly spend: number
  readonly impressions: number
  readonly rows: number
}
const NOTHING: LevelSum = { spend: 0, impressions: 0, rows: 0 }

/** By level and day as it is stored. */
type LevelSums = Map<string, LevelSum>

/** Where a stretch ended: at which account's range and which object, and what that account adds up to so far. */
export interface Cut {
  readonly at: number
  readonly after: number
  readonly sums: LevelSums
}

/** A stretch of objects: what one answer may go through without keeping others waiting. */
export interface SuspectPage {
  readonly days: readonly SuspectDay[]
  /** Where the next stretch begins; null at the end. */
  readonly next: Cut | null
}
const startOf = (at: number): Cut => ({ at, after: 0, sums: new Map() })
export const START = startOf(0)

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
 * Days on which a level's rows do not add up to what Meta says of the whole account, by more than each row's spend is
 * rounded to the smallest coin. Ad sets and ads may fall short, because Meta lists no rows of deleted ones; campaigns may not.
 */
const differing = (
  { accountId, currency }: SuspectRange,
  days: readonly Day[],
  sums: LevelSums,
): readonly SuspectDay[] => {
  const coin = MICROS / minorUnitsPerUnit(currency)
  return days.flatMap((day) => {
    const stored = storedDay(day)
    const whole = sums.get(`account ${stored}`) ?? NOTHING
    return LEVELS.flatMap((level): SuspectDay[] => {
      const sum = sums.get(`${level} ${stored}`) ?? NOTHING
      const spend = sum.spend - whole.spend
      const impressions = sum.impressions - whole.impressions
      const rounding = ((sum.rows + 1) * coin) / 2
      const over = spend > rounding || impressions > 0
      const short = spend < -rounding || impressions < 0
      return over || (short && level === 'campaign') ? [{ accountId, level, day }] : []
    })
  })
}

/** Hundreds of accounts have the same few days. */
const createDays = () => {
  const known = new Map<string, readonly Day[]>()
  return ({ since, until }: DayRange): readonly Day[] => {
    const days = known.get(`${since} ${until}`) ?? daysOf({ since, until })
    known.set(`${since} ${until}`, days)
    return days
  }
}

export const createLevels = (sql: Sql, { coverage }: Pick<ReturnType<typeof createCoverage>, 'coverage'>) => {
  /** Adds so many objects more to what the account adds up to. `last` of them: null when there are no more. */
  const addUp = ({ accountId, since, until }: AccountRange, { after, sums }: Cut, most: number) => {
    const { last = null, found = 0 } =
      sql.get<{ last: number | null; found: number }>(
        `SELECT max(key) AS last, count(*) AS found FROM (
           SELECT key FROM object_key WHERE account_id = ? AND key > ? ORDER BY key LIMIT ?)`,
        accountId,
        after,
        most,
      ) ?? {}
    const days = sql.all<LevelSum & { level: FiguresLevel; day: number }>(
      `SELECT k.level, d.day, coalesce(sum(d.spend), 0) AS spend, coalesce(sum(d.impressions), 0) AS impressions,
         count(*) AS rows
       FROM object_key k CROSS JOIN insight_day d ON d.object = k.key AND d.day BETWEEN ? AND ?
       WHERE k.account_id = ? AND k.level IN (${ANY_LEVEL}) AND k.key > ? AND k.key <= ? GROUP BY k.level, d.day`,
      storedDay(since),
      storedDay(until),
      accountId,
      after,
      last,
    )
    for (const { level, day, spend, impressions, rows } of days) {
      const before = sums.get(`${level} ${day}`) ?? NOTHING
      sums.set(`${level} ${day}`, {
        spend: before.spend + spend,
        impressions: before.impressions + impressions,
        rows: before.rows + rows,
      })
    }
    return { last, found }
  }

  /** Only days that were read of both after they were over. */
  const settled = (days: readonly SuspectDay[], accountId: AccountId): readonly SuspectDay[] => {
    if (days.length === 0) return []
    const readings = coverage(accountId)
    return days.filter(({ level, day }) => isSettled(readings, 'account', day) && isSettled(readings, level, day))
  }

  return {
    /** `most`: objects to go through. */
    suspectPage: (ranges: readonly SuspectRange[], from: Cut, most: number): SuspectPage => {
      const found: SuspectDay[] = []
      const daysIn = createDays()
      let cut = from
      let left = most
      for (let range = ranges[cut.at]; range; range = ranges[cut.at]) {
        if (left <= 0) return { days: found, next: cut }
        const added = addUp(range, cut, left)
        // To look and find none is work too.
        left -= Math.max(1, added.found)
        if (left <= 0 && added.last !== null) cut = { ...cut, after: added.last }
        else {
          found.push(...settled(differing(range, daysIn(range), cut.sums), range.accountId))
          cut = startOf(cut.at + 1)
        }
      }
      return { days: found, next: null }
    },
  }
}
