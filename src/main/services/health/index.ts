import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Lists } from '../lists/index.ts'
import type { BackfillService } from '../sync/index.ts'
import type { Coverage, SuspectDay } from '../../db/store.ts'
import type { Vault } from '../../ports.ts'
import type { Health, LimitReading, SyncRun } from '../../../shared/domain/connection.ts'
import { addDays, dayIn } from '../../../shared/domain/day.ts'
import type { Day, DayRange, Instant } from '../../../shared/domain/day.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { RESTATED_DAYS } from '../../../shared/domain/upkeep.ts'
import type { AccountHealth, KindAge } from '../../../shared/domain/upkeep.ts'

export interface HealthService {
  get(): Promise<Health>
  /** Deletes what Meta can send again; the next sync brings it back. */
  clearCache(): Promise<void>
}

/** Figures of campaigns, newest reading first. */
const figuresOf = (coverage: readonly Coverage[]) =>
  coverage.filter(({ kind, level }) => kind === 'insights' && level === 'campaign').sort((a, b) => b.at - a.at)

/** The closed days that Meta still changes. */
const restatedBefore = (today: Day): DayRange => ({
  since: addDays(today, -RESTATED_DAYS),
  until: addDays(today, -1),
})

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

/** What was found of one account. */
interface Found {
  readonly today: Day
  readonly coverage: readonly Coverage[]
  readonly ages: readonly KindAge[]
  readonly limits: readonly LimitReading[]
  readonly suspect: readonly SuspectDay[]
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

  const accountHealth = (
    account: AdAccount,
    { today, coverage, ages, limits, suspect }: Found,
    runs: readonly SyncRun[],
  ): AccountHealth => {
    const { id, name, currency } = account
    const readings = figuresOf(coverage)
    const figuresAt =
      readings.find((reading) => reading.range && reading.range.until >= today)?.at ?? readings[0]?.at ?? null
    // What was read after it failed is well again.
    const run = runs.find(
      ({ failures, endedAt, startedAt }) =>
        (endedAt ?? startedAt) >= (figuresAt ?? 0) && failures.some(({ accountId }) => accountId === id),
    )
    const { since } = restatedBefore(today)
    return {
      accountId: id,
      name,
      currency,
      figuresAt,
      kinds: ages,
      limits,
      since: unbrokenSince(readings, today),
      suspectDays: [...new Set(suspect.map(({ day }) => day))],
      partial: readings.some(({ partial, range: read }) => partial && read !== null && read.until >= since),
      lastFailure: run?.failures.find(({ accountId }) => accountId === id) ?? null,
    }
  }

  return {
    get: async () => {
      const watched = await context.watched()
      const ids = watched.map(({ id }) => id)
      const today = dayIn(graph.now())
      const [keychain, runs, database, coverage, ages, past, suspect] = await Promise.all([
        vault.state(),
        store.syncRuns(50),
        store.facts(),
        store.coverageOf(ids),
        lists.ages(watched),
        backfill.get(),
        store.suspectDays(
          watched.map(({ id, currency, zone }) => ({ accountId: id, currency, ...restatedBefore(today(zone)) })),
        ),
      ])
      const limits = graph.limits()
      const readOf = Map.groupBy(coverage, ({ accountId }) => accountId)
      const limitsOf = Map.groupBy(limits, ({ accountId }) => accountId)
      const suspectOf = Map.groupBy(suspect, ({ accountId }) => accountId)
      const accounts = watched.map((account) => {
        const { id, zone } = account
        const found = {
          today: today(zone),
          coverage: readOf.get(id) ?? [],
          ages: ages.get(id) ?? [],
          limits: limitsOf.get(id) ?? [],
          suspect: suspectOf.get(id) ?? [],
        }
        return accountHealth(account, found, runs)
      })
      return {
        token: link.token(),
        keychain,
        limits,
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
