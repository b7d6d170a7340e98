import type { ReadRequest } from '../../meta/graph.ts'
import type { Coverage } from '../../db/store.ts'
import { addDays, dayAt, daysBetween, rangeOf } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'

/** Days an insights request may span: Meta refuses what is too big, and a failed request loses less. */
const CHUNK_DAYS = 30
/** Meta keeps 37 months. */
export const MAX_DAYS = 1100

/** Ranges whose reach is asked for as a whole, because reach is never added up. */
const REACH_PERIODS = ['last7d', 'last30d'] as const

/** Everything to read for `days` full days and today, newest days first: what people look at arrives before the rest. */
export const planSync = (accounts: readonly AdAccount[], days: number, now: Instant): readonly ReadRequest[] => {
  const todays = new Map(accounts.map(({ id, zone }) => [id, dayAt(now, zone)]))
  const today = (id: AccountId): Day => todays.get(id) ?? dayAt(now, 'UTC')
  const campaigns = accounts.map(({ id, currency }): ReadRequest => ({
    kind: 'objects',
    level: 'campaign',
    accountId: id,
    currency,
  }))
  const insights: ReadRequest[] = []
  for (let back = 0; back <= days; back += CHUNK_DAYS) {
    for (const { id } of accounts) {
      const oldest = Math.min(back + CHUNK_DAYS - 1, days)
      insights.push({
        kind: 'insights',
        level: 'campaign',
        accountId: id,
        since: addDays(today(id), -oldest),
        until: addDays(today(id), -back),
      })
    }
  }
  const reach = accounts.flatMap(({ id }) =>
    REACH_PERIODS.map((period): ReadRequest => ({
      kind: 'reach',
      level: 'campaign',
      accountId: id,
      ...rangeOf(period, today(id)),
    })),
  )
  return [...campaigns, ...insights, ...reach]
}

/** The last day of an account whose figures were read, on that day or later; null: never. */
export const lastDayRead = (coverage: readonly Coverage[]): Day | null =>
  coverage.reduce<Day | null>((last, { kind, range }) => {
    if (kind !== 'insights' || !range) return last
    return last === null || range.until > last ? range.until : last
  }, null)

/** Days that a first sync of newly watched accounts reads. */
export const FIRST_SYNC_DAYS = 30

/**
 * How many days back an account must be read so that nothing is missing: after time without network, for an account
 * that was never read, or when a new day has moved the ranges whose reach is asked for. Null: nothing is missing.
 */
export const daysToCatchUp = (account: AdAccount, coverage: readonly Coverage[], now: Instant): number | null => {
  const today = dayAt(now, account.zone)
  const last = lastDayRead(coverage)
  const firstRead = coverage.some(({ kind }) => kind === 'reach')
  if (last === null || !firstRead) return FIRST_SYNC_DAYS
  const missed = daysBetween(last, today)
  const reachKnown = REACH_PERIODS.every((period) => {
    const { since, until } = rangeOf(period, today)
    return coverage.some(({ kind, range }) => kind === 'reach' && range?.since === since && range.until === until)
  })
  // Meta still changes the days just past, so they are read again with every new day.
  return missed > 0 || !reachKnown ? Math.min(MAX_DAYS, Math.max(3, missed + 1)) : null
}
