import { addDays } from '../../shared/domain/day.ts'
import type { DayRange, Instant } from '../../shared/domain/day.ts'
import type { AccountId, FiguresLevel } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, Coverage, Freshness, HolesQuery } from './store.ts'

const DAY_MS = 86_400_000
/** Ranges of reach or attribution windows that nobody read for this long belong to periods that have moved on. */
const OLD_RANGE_MS = 7 * DAY_MS
/** Hours that nobody read for this long. */
const OLD_HOURS_MS = 35 * DAY_MS
/** Readings of figures stay as they were made for this long; of older ones only the days that no newer one has. */
const WHOLE_MS = 3 * DAY_MS
/** Nobody asks for figures that are fresher than this: what is older is kept by months. */
const BY_MONTHS_MS = 35 * DAY_MS

interface CoverageRecord {
  account_id: string
  kind: Coverage['kind']
  level: FiguresLevel
  since: number
  until: number
  at: number
  partial: number
  closed_before: number
  lacking: number
}

const toCoverage = (record: CoverageRecord): Coverage => ({
  accountId: record.account_id,
  kind: record.kind,
  level: record.level,
  range: record.since === 0 ? null : { since: dayOf(record.since), until: dayOf(record.until) },
  at: record.at,
  partial: record.partial === 1,
  ...(record.closed_before === 0 ? {} : { closedBefore: dayOf(record.closed_before) }),
  ...(record.lacking === 0 ? {} : { lacking: true }),
})

/** What of `range` is left without `taken`. */
const without = (range: DayRange, taken: DayRange): DayRange[] => {
  if (taken.since > range.until || range.since > taken.until) return [range]
  const before = range.since < taken.since ? [{ since: range.since, until: addDays(taken.since, -1) }] : []
  const after = taken.until < range.until ? [{ since: addDays(taken.until, 1), until: range.until }] : []
  return [...before, ...after]
}

export const NEVER_READ: Freshness = { asOf: null, partial: false, unread: 'all' }

/**
 * When the range's last day was last read, and whether every day of it is known whole: the newest reading of a day
 * counts, and a day that was never read is a hole.
 */
const freshness = (newestFirst: readonly Coverage[], range: DayRange): Freshness => {
  let asOf: Instant | null = null
  let partial = false
  let open: DayRange[] = [range]
  for (const { range: read, at, partial: broken, lacking } of newestFirst) {
    if (!read || open.length === 0) break
    if (asOf === null && read.since <= range.until && range.until <= read.until) asOf = at
    const touched = open.some((hole) => read.since <= hole.until && hole.since <= read.until)
    if (!touched) continue
    partial ||= broken || lacking === true
    open = open.flatMap((hole) => without(hole, read))
  }
  const unread = open.length === 0 ? 'none' : open[0] === range ? 'all' : 'some'
  return { asOf, partial: partial || unread === 'some', unread }
}

/** In order of days. Of every day its newest reading counts. */
const holesIn = (newestFirst: readonly Coverage[], range: DayRange, freshAfter: Instant | null): DayRange[] => {
  let open: DayRange[] = [range]
  const lacking: DayRange[] = []
  for (const { range: read, at, partial, lacking: lacks } of newestFirst) {
    if (!read || open.length === 0) break
    if (partial || lacks || (freshAfter !== null && at < freshAfter)) {
      lacking.push(
        ...open
          .map((hole) => ({
            since: read.since > hole.since ? read.since : hole.since,
            until: read.until < hole.until ? read.until : hole.until,
          }))
          .filter(({ since, until }) => since <= until),
      )
    }
    open = open.flatMap((hole) => without(hole, read))
  }
  const holes: DayRange[] = []
  for (const hole of [...open, ...lacking].sort((a, b) => (a.since < b.since ? -1 : 1))) {
    const last = holes.at(-1)
    if (last && addDays(last.until, 1) === hole.since) holes[holes.length - 1] = { ...last, until: hole.until }
    else holes.push(hole)
  }
  return holes
}

export const createCoverage = (sql: Sql) => {
  const coverage = (accountId: AccountId): readonly Coverage[] =>
    sql
      .all<CoverageRecord>(
        'SELECT * FROM coverage WHERE account_id = ? ORDER BY kind, level, at DESC, since, until',
        accountId,
      )
      .map(toCoverage)

  /** Readings of figures, the newest first. */
  const figuresRead = (accountId: AccountId, level: FiguresLevel): readonly Coverage[] =>
    sql
      .all<CoverageRecord>(
        `SELECT * FROM coverage WHERE account_id = ? AND kind = 'insights' AND level = ? ORDER BY at DESC, since, until`,
        accountId,
        level,
      )
      .map(toCoverage)

  /** The same, of those alone that say something of days of the range. */
  const readingsOf = ({ accountId, since, until }: AccountRange, level: FiguresLevel): readonly Coverage[] =>
    sql
      .all<CoverageRecord>(
        `SELECT * FROM coverage WHERE account_id = ? AND kind = 'insights' AND level = ? AND since <= ? AND until >= ?
         ORDER BY at DESC, since, until`,
        accountId,
        level,
        storedDay(until),
        storedDay(since),
      )
      .map(toCoverage)

  const remove = ({ accountId, kind, level, range }: Coverage): void => {
    sql.run(
      'DELETE FROM coverage WHERE account_id = ? AND kind = ? AND level = ? AND since = ? AND until = ?',
      accountId,
      kind,
      level,
      range ? storedDay(range.since) : 0,
      range ? storedDay(range.until) : 0,
    )
  }

  const put = ({ accountId, kind, level, range, at, partial, closedBefore, lacking }: Coverage): void => {
    sql.run(
      `INSERT INTO coverage (account_id, kind, level, since, until, at, partial, closed_before, lacking)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET at = excluded.at, partial = excluded.partial, closed_before = excluded.closed_before,
         lacking = excluded.lacking
       WHERE excluded.at >= coverage.at`,
      accountId,
      kind,
      level,
      range ? storedDay(range.since) : 0,
      range ? storedDay(range.until) : 0,
      at,
      partial ? 1 : 0,
      closedBefore ? storedDay(closedBefore) : 0,
      lacking ? 1 : 0,
    )
  }

  /** Windows that move on with the days would leave a reading behind with each: old ones keep only what is theirs. */
  const trim = (accountId: AccountId, level: FiguresLevel, now: Instant): void => {
    const newestFirst = figuresRead(accountId, level)
    const old = newestFirst.filter(({ at }) => at < now - WHOLE_MS)
    if (old.length === 0) return
    const kept: Coverage[] = []
    for (const reading of old) {
      let left = reading.range ? [reading.range] : []
      for (const { range } of newestFirst.slice(0, newestFirst.indexOf(reading)))
        left = left.flatMap((part) => (range ? without(part, range) : [part]))
      kept.push(...left.map((range) => (range === reading.range ? reading : { ...reading, range })))
    }
    kept.sort((a, b) => ((a.range?.since ?? '') < (b.range?.since ?? '') ? -1 : 1))
    const joined: Coverage[] = []
    for (const reading of kept) {
      const last = joined.at(-1)
      const both =
        last?.range &&
        reading.range &&
        Math.max(last.at, reading.at) < now - BY_MONTHS_MS &&
        last.partial === reading.partial &&
        last.lacking === reading.lacking &&
        addDays(last.range.until, 1) === reading.range.since &&
        last.range.since.slice(0, 7) === reading.range.until.slice(0, 7)
      if (!both) {
        joined.push(reading)
        continue
      }
      const { closedBefore: a, ...rest } = last
      const b = reading.closedBefore
      joined[joined.length - 1] = {
        ...rest,
        range: { since: last.range.since, until: reading.range.until },
        at: Math.min(last.at, reading.at),
        ...(a && b ? { closedBefore: a < b ? a : b } : {}),
      }
    }
    if (joined.length === old.length && joined.every((reading) => old.includes(reading))) return
    for (const reading of old) remove(reading)
    for (const reading of joined) put(reading)
  }

  const OF_LEVEL = 'object IN (SELECT key FROM object_key WHERE account_id = ? AND level = ?)'
  const OLD = 'account_id = ? AND level = ? AND kind = ? AND at < ?'

  /** Figures of whole ranges go with their reading. */
  const forgetOldRanges = ({ accountId, level, kind, at }: Coverage, table: 'reach_range' | 'window_range'): void => {
    const old = [accountId, level, kind, at - OLD_RANGE_MS]
    sql.run(
      `DELETE FROM ${table} WHERE ${OF_LEVEL} AND (since, until) IN (SELECT since, until FROM coverage WHERE ${OLD})`,
      accountId,
      level,
      ...old,
    )
    sql.run(`DELETE FROM coverage WHERE ${OLD}`, ...old)
  }

  /** Hours go when no reading that is left has their day. */
  const forgetOldHours = ({ accountId, level, kind, at }: Coverage): void => {
    const gone = sql.run(`DELETE FROM coverage WHERE ${OLD}`, accountId, level, kind, at - OLD_HOURS_MS).changes
    if (gone === 0) return
    sql.run(
      `DELETE FROM insight_hour WHERE ${OF_LEVEL} AND NOT EXISTS (
         SELECT 1 FROM coverage c WHERE c.account_id = ? AND c.kind = 'hours' AND c.level = ?
           AND hour / 100 BETWEEN c.since AND c.until)`,
      accountId,
      level,
      accountId,
      level,
    )
  }

  return {
    coverage,

    coverageOf: (accountIds: readonly AccountId[]): readonly Coverage[] => accountIds.flatMap(coverage),

    readings: (accountIds: readonly AccountId[], kind: Coverage['kind'], level: FiguresLevel): readonly Coverage[] =>
      accountIds.flatMap((accountId) =>
        sql
          .all<CoverageRecord>(
            'SELECT * FROM coverage WHERE account_id = ? AND kind = ? AND level = ? ORDER BY at DESC',
            accountId,
            kind,
            level,
          )
          .map(toCoverage),
      ),

    /** Of a level's figures. One entry a range, in order. */
    freshnessOf: (ranges: readonly AccountRange[], level: FiguresLevel = 'campaign'): readonly Freshness[] =>
      ranges.map((range) => freshness(readingsOf(range, level), { since: range.since, until: range.until })),

    holes: (queries: readonly HolesQuery[]): readonly (readonly DayRange[])[] =>
      queries.map(({ accountId, level, since, until, freshAfter }) =>
        since > until ? [] : holesIn(readingsOf({ accountId, since, until }, level), { since, until }, freshAfter),
      ),

    oldestReading: (): Instant | null => {
      const found = sql.get<{ watched: number; known: number; at: number | null }>(
        `SELECT count(*) AS watched, count(at) AS known, min(at) AS at FROM (
           SELECT (SELECT max(c.at) FROM coverage c WHERE c.account_id = w.account_id AND c.kind = 'insights') AS at
           FROM watched_account w CROSS JOIN account a ON a.id = w.account_id)`,
      )
      return found && found.known === found.watched ? found.at : null
    },

    figuresRead,

    saveCoverage: (reading: Coverage): void => {
      const { accountId, kind, level, range, at } = reading
      if (kind === 'insights' && range) {
        // What lies inside a newer reading no longer decides anything.
        sql.run(
          `DELETE FROM coverage WHERE account_id = ? AND kind = 'insights' AND level = ? AND since >= ? AND until <= ? AND at <= ?`,
          accountId,
          level,
          storedDay(range.since),
          storedDay(range.until),
          at,
        )
      }
      if (kind === 'reach') forgetOldRanges(reading, 'reach_range')
      if (kind === 'windows') forgetOldRanges(reading, 'window_range')
      if (kind === 'hours') forgetOldHours(reading)
      put(reading)
      // Not with every tick, which reads today.
      if (kind === 'insights' && range && range.since < range.until) trim(accountId, level, at)
    },
  }
}
