import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Lists } from '../lists/index.ts'
import type { BackfillService } from '../sync/index.ts'
import type { Coverage } from '../../db/store.ts'
import type { Vault } from '../../ports.ts'
import type { Health, SyncRun } from '../../../shared/domain/connection.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { RESTATED_DAYS } from '../../../shared/domain/upkeep.ts'
import type { AccountHealth, KindAge } from '../../../shared/domain/upkeep.ts'

/** Accounts that are looked at side by side. */
const AT_ONCE = 20

export interface HealthService {
  get(): Promise<Health>
  /** Deletes what Meta can send again; the next sync brings it back. */
  clearCache(): Promise<void>
}

/** Figures of campaigns, newest reading first. */
const figuresOf = (coverage: readonly Coverage[], account: AdAccount) =>
  coverage
    .filter(({ accountId, kind, level }) => accountId === account.id && kind === 'insights' && level === 'campaign')
    .sort((a, b) => b.at - a.at)

/** First day of the unbroken stretch that ends today or yesterday. */
const unbrokenSince = (readings: readonly Coverage[], today: Day): Day | null => {
  let first = addDays(today, 1)
  for (let moved = true; moved;) {
    moved = false
    for (const { range } of readings) {
      // A stretch that begins tomorrow may end today or yesterday: today's first poll is still to come at midnight.
      if (!range || range.since >= first || range.until < addDays(first, first > today ? -2 : -1)) continue
      first = range.since
      moved = true
    }
  }
  return first > today ? null : first
}

export const createHealth = ({
  context,
  link,
  vault,
  lists,
  backfill,
  nextHourlyAt,
  cleared,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly vault: Vault
  readonly lists: Lists
  readonly backfill: BackfillService
  readonly nextHourlyAt: () => Instant | null
  /** The cache is empty: all of it is to be read again. */
  readonly cleared: () => void
}): HealthService => {
  const { store, graph, emit } = context

  const accountHealth = async (
    account: AdAccount,
    coverage: readonly Coverage[],
    ages: readonly KindAge[],
    runs: readonly SyncRun[],
  ): Promise<AccountHealth> => {
    const { id, name, currency, zone } = account
    const today = dayAt(graph.now(), zone)
    const range = { since: addDays(today, -RESTATED_DAYS), until: addDays(today, -1) }
    const readings = figuresOf(coverage, account)
    const suspect = await store.suspectDays(id, range)
    const figuresAt =
      readings.find((reading) => reading.range && reading.range.until >= today)?.at ?? readings[0]?.at ?? null
    // What was read after it failed is well again.
    const run = runs.find(
      ({ failures, endedAt, startedAt }) =>
        failures.some(({ accountId }) => accountId === id) && (endedAt ?? startedAt) >= (figuresAt ?? 0),
    )
    return {
      accountId: id,
      name,
      currency,
      figuresAt,
      kinds: ages,
      limits: graph.limits().filter(({ accountId }) => accountId === id),
      since: unbrokenSince(readings, today),
      suspectDays: [...new Set(suspect.map(({ day }) => day))],
      partial: readings.some(({ partial, range: read }) => partial && read !== null && read.until >= range.since),
      lastFailure: run?.failures.find(({ accountId }) => accountId === id) ?? null,
    }
  }

  return {
    get: async () => {
      const watched = await context.watched()
      const ids = watched.map(({ id }) => id)
      const [keychain, runs, database, coverage, ages, past] = await Promise.all([
        vault.state(),
        store.syncRuns(50),
        store.facts(),
        store.coverageOf(ids),
        lists.ages(watched),
        backfill.get(),
      ])
      const read = Map.groupBy(coverage, ({ accountId }) => accountId)
      const accounts: AccountHealth[] = []
      // Side by side, but not all at once: somebody else may want the reader.
      for (let from = 0; from < watched.length; from += AT_ONCE) {
        const part = watched.slice(from, from + AT_ONCE)
        accounts.push(
          ...(await Promise.all(
            part.map((account) => accountHealth(account, read.get(account.id) ?? [], ages.get(account.id) ?? [], runs)),
          )),
        )
      }
      return {
        token: link.token(),
        keychain,
        limits: graph.limits(),
        lastSync: runs.find(({ kind }) => kind === 'sync' || kind === 'hourly') ?? null,
        database,
        graphVersion: context.stored().graphVersion,
        versionWarning: graph.versionWarning(),
        metaHost: new URL(context.stored().graphUrl).host,
        backfill: past,
        accounts,
        nextHourlyAt: nextHourlyAt(),
      }
    },
    clearCache: async () => {
      await store.clearCache()
      cleared()
      emit('accounts.changed', null)
      emit('figures.changed', null)
      emit('status.changed', null)
    },
  }
}
