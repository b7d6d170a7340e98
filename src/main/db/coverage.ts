import { addDays } from '../../shared/domain/day.ts'
import type { DayRange, Instant } from '../../shared/domain/day.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { dayOf, storedDay } from './days.ts'
import type { Sql } from './sql.ts'
import type { AccountRange, Coverage } from './store.ts'

/** Ranges of reach that nobody read for this long belong to windows that have moved on. */
const OLD_REACH_MS = 7 * 86_400_000

interface CoverageRecord {
  account_id: string
  kind: 'campaigns' | 'insights' | 'reach'
  since: number
  until: number
  at: number
  partial: number
}

const toCoverage = (record: CoverageRecord): Coverage => ({
  accountId: record.account_id,
  kind: record.kind === 'campaigns' ? 'objects' : record.kind,
  level: 'campaign',
  range: record.since === 0 ? null : { since: dayOf(record.since), until: dayOf(record.until) },
  at: record.at,
  partial: record.partial === 1,
})

export interface Freshness {
  readonly asOf: Instant | null
  readonly partial: boolean
}

/**
 * When the range's last day was last read, and whether every day of it is known whole: the newest reading of a day
 * counts, and a day that was never read is a hole.
 */
const freshness = (newestFirst: readonly Coverage[], range: DayRange): Freshness => {
  let asOf: Instant | null = null
  let partial = false
  let open: DayRange[] = [range]
  for (const { range: read, at, partial: broken } of newestFirst) {
    if (!read || open.length === 0) break
    if (asOf === null && read.since <= range.until && range.until <= read.until) asOf = at
    const touched = open.some((hole) => read.since <= hole.until && hole.since <= read.until)
    if (!touched) continue
    partial ||= broken
    open = open.flatMap((hole) => {
      if (read.since > hole.until || hole.since > read.until) return [hole]
      const before = hole.since < read.since ? [{ since: hole.since, until: addDays(read.since, -1) }] : []
      const after = read.until < hole.until ? [{ since: addDays(read.until, 1), until: hole.until }] : []
      return [...before, ...after]
    })
  }
  const untouched = open.length === 1 && open[0] === range
  return { asOf, partial: partial || (open.length > 0 && !untouched) }
}

export const createCoverage = (sql: Sql) => {
  const coverage = (accountId: AccountId): readonly Coverage[] =>
    sql
      .all<CoverageRecord>(
        'SELECT * FROM coverage WHERE account_id = ? ORDER BY kind, at DESC, since, until',
        accountId,
      )
      .map(toCoverage)

  return {
    coverage,

    /** Of figures. One entry a range, in order. */
    freshnessOf: (ranges: readonly AccountRange[]): readonly Freshness[] =>
      ranges.map((range) =>
        freshness(
          coverage(range.accountId).filter(({ kind }) => kind === 'insights'),
          { since: range.since, until: range.until },
        ),
      ),

    saveCoverage: ({ accountId, kind, range, at, partial }: Coverage): void => {
      const since = range ? storedDay(range.since) : 0
      const until = range ? storedDay(range.until) : 0
      if (kind === 'insights') {
        // What lies inside a newer reading no longer decides anything.
        sql.run(
          `DELETE FROM coverage WHERE account_id = ? AND kind = 'insights' AND since >= ? AND until <= ? AND at <= ?`,
          accountId,
          since,
          until,
          at,
        )
      }
      if (kind === 'reach') {
        const old = `account_id = ? AND kind = 'reach' AND at < ?`
        sql.run(
          `DELETE FROM reach_range WHERE campaign IN (SELECT key FROM campaign_key WHERE account_id = ?)
             AND (since, until) IN (SELECT since, until FROM coverage WHERE ${old})`,
          accountId,
          accountId,
          at - OLD_REACH_MS,
        )
        sql.run(`DELETE FROM coverage WHERE ${old}`, accountId, at - OLD_REACH_MS)
      }
      sql.run(
        `INSERT INTO coverage (account_id, kind, since, until, at, partial) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO UPDATE SET at = excluded.at, partial = excluded.partial WHERE excluded.at >= coverage.at`,
        accountId,
        kind === 'objects' ? 'campaigns' : kind,
        since,
        until,
        at,
        partial ? 1 : 0,
      )
    },
  }
}
