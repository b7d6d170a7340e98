import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Sync, SyncOrder } from './runs.ts'
import { planHourly, planNightly } from './plan.ts'
import { dueOf, nextHourlyMark } from './timetable.ts'
import type { Due } from './timetable.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'
import { failureOf } from '../../../shared/errors.ts'

/** What failed is asked for again after this, not with every look. */
const RETRY_MS = 15 * 60_000
const HOUR = 3_600_000

/** Keeps the cache as fresh as the timetable wants it: hourly, nightly, and whatever was missed. */
export interface Upkeep {
  /** Looks at once and at every hourly mark from here on. */
  start(): void
  stop(): void
  /** Cheap while nothing can be due; after a tick, after waking, after accounts were chosen. */
  look(): Promise<void>
  /** Accounts or their days may have changed: the next look goes through all of it. */
  changed(): void
  nextAt(): Instant | null
}

const isDue = ({ hourly, nightly, reach }: Due): boolean => hourly.length + nightly.length + reach.length > 0

export const createUpkeep = ({
  context,
  link,
  sync,
  mayRun,
  past,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly sync: Sync
  readonly mayRun: () => boolean
  /** Called when nothing is due: there is time for the past. */
  readonly past: () => void
}): Upkeep => {
  const { store, graph, clock, log } = context
  /** Until then nothing new can be due. */
  let quietUntil: Instant = 0
  let cancelAlarm: (() => void) | null = null
  let looking: Promise<void> | null = null
  const failedAt = new Map<AccountId, Instant>()

  const skew = (): number => clock.now() - graph.now()

  const arm = (): void => {
    cancelAlarm?.()
    const wait = nextHourlyMark(graph.now()) - graph.now()
    cancelAlarm = clock.after(wait, () => {
      arm()
      void look()
    })
  }

  const mayRetry = ({ id }: AdAccount): boolean => {
    const at = failedAt.get(id)
    // A clock that was set back must not put it off for ever.
    return at === undefined || Math.abs(clock.now() - at) >= RETRY_MS
  }

  const remember = (dues: readonly Due[], run: SyncRun): void => {
    const failed = new Set(run.failures.map(({ accountId }) => accountId))
    const all = run.outcome === 'failed' || failed.has(null)
    for (const { account } of dues) {
      if (all || failed.has(account.id)) failedAt.set(account.id, clock.now())
      else failedAt.delete(account.id)
    }
  }

  const carryOut = async (dues: readonly Due[], order: Omit<SyncOrder, 'trigger' | 'accounts'>): Promise<boolean> => {
    if (order.requests.length === 0) return true
    const accounts = dues.map(({ account }) => account)
    const run = await sync.carryOut(async () => ({ ...order, trigger: 'timer', accounts }))
    remember(dues, run)
    return run.outcome === 'done' || run.outcome === 'partly'
  }

  const work = async (): Promise<void> => {
    if (!mayRun() || !link.mayCall() || link.connection() === 'offline') return
    const now = graph.now()
    if (sync.isRunning()) return
    if (now < quietUntil && quietUntil - now <= HOUR) return past()
    const accounts = (await context.watched()).filter(mayRetry)
    const coverage = Map.groupBy(await store.coverageOf(accounts.map(({ id }) => id)), ({ accountId }) => accountId)
    const dues = accounts.map((account) => dueOf(account, coverage.get(account.id) ?? [], now, skew())).filter(isDue)
    if (dues.length === 0) {
      quietUntil = failedAt.size > 0 ? now + RETRY_MS : nextHourlyMark(now)
      past()
      return
    }
    if (await carryOut(dues, { kind: 'hourly', requests: planHourly(dues, now) }))
      await carryOut(dues, { kind: 'nightly', requests: planNightly(dues, now) })
  }

  const look = (): Promise<void> => {
    looking ??= work()
      .catch((error: unknown) => log.write('warn', 'upkeep failed', { code: failureOf(error).code }))
      .finally(() => {
        looking = null
      })
    return looking
  }

  return {
    start: () => {
      arm()
      void look()
    },
    stop: () => {
      cancelAlarm?.()
      cancelAlarm = null
    },
    look,
    changed: () => {
      quietUntil = 0
      failedAt.clear()
    },
    nextAt: () => (cancelAlarm === null ? null : clock.now() + nextHourlyMark(graph.now()) - graph.now()),
  }
}
