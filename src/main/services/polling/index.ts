import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import { lastDayRead } from '../sync/index.ts'
import type { ReadAll, ReadTotals } from '../sync/index.ts'
import { createLists } from './lists.ts'
import { checkpointDelayMs, offlineDelayMs, planTick, probeOf } from './plan.ts'
import { createPace } from './pace.ts'
import { createQuiet } from './quiet.ts'
import { createTicker } from './ticker.ts'
import { createUnlisted } from './unlisted.ts'
import type { Power } from '../../ports.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import { dayIn } from '../../../shared/domain/day.ts'
import type { MaxAges } from '../../../shared/domain/upkeep.ts'
import type { Day, Instant } from '../../../shared/domain/day.ts'
import type { AccountId, AdAccount } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'

export interface Polling {
  /** Begins with a tick at once, unless polling is paused or set-up is not finished. */
  start(): void
  stop(): Promise<void>
  setPaused(paused: boolean): Promise<void>
  /** A tick at once if it may: set-up was finished, or the network came or went. */
  resume(): void
  /** A tick now; joins one that is under way. */
  now(): Promise<void>
  /** Accounts that a window shows are read first, and with every tick. */
  setOnScreen(window: string, accountIds: readonly AccountId[]): void
  onScreen(): ReadonlySet<AccountId>
  /** Lists were read by somebody else, or the cache was cleared. */
  relearn(): void
  /** The interval in the preferences has changed. */
  rearm(): void
  isRunning(): boolean
  nextAt(): Instant | null
  lastFailure(): Failure | null
  counts(): { readonly ticks: number; readonly skipped: number }
}

export const createPolling = ({
  context,
  link,
  running,
  readAll,
  power,
  pollSeconds,
  maxAges,
  stored,
  changes,
  reached,
  failing: tellFailing,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly running: RunningTasks
  readonly readAll: ReadAll
  readonly power: Power
  readonly pollSeconds: () => number
  readonly maxAges: () => MaxAges
  /** Called when new figures are in the database. */
  readonly stored: () => Promise<void>
  /** Looks for edits of other people in these accounts. */
  readonly changes: (accounts: readonly AdAccount[], signal: AbortSignal) => Promise<void>
  /** Called after each tick that Meta answered. */
  readonly reached: () => void
  /** Called after each tick with how many in a row had no good answer though Meta could be reached. */
  readonly failing: (ticks: number) => Promise<void>
}): Polling => {
  const { store, graph, clock, ids, emit, log } = context
  let ticks = 0
  let unreached = 0
  let failedTicks = 0
  /** Ticks in a row that Meta answered with a wish to see the person first. */
  let held = 0
  let asleep = false
  let started = false
  let lastFailure: Failure | null = null
  let abort = new AbortController()
  /** By window. */
  const shown = new Map<string, readonly AccountId[]>()
  let onScreen: ReadonlySet<AccountId> = new Set()
  /** The history row of the present row of failures: one row for all of them, not one every 30 seconds. */
  let failing: SyncRun | null = null
  const lastDays = new Map<AccountId, Day>()
  const unlisted = createUnlisted(store)
  const lists = createLists({ store, maxAges })
  const quiet = createQuiet(store)
  const pace = createPace(graph.limits)

  const mayRun = (): boolean => !context.stored().pollingPaused && context.stored().setup === 'done' && !asleep

  const learnLastDays = async (accounts: readonly AdAccount[], now: Instant): Promise<void> => {
    const today = dayIn(now)
    const unknown = accounts.filter(({ id, zone }) => lastDays.get(id) !== today(zone)).map(({ id }) => id)
    if (unknown.length === 0) return
    const coverage = Map.groupBy(await store.coverageOf(unknown), ({ accountId }) => accountId)
    for (const id of unknown) {
      const last = lastDayRead(coverage.get(id) ?? [], 'campaign')
      if (last !== null) lastDays.set(id, last)
    }
  }

  const record = async (startedAt: Instant, totals: ReadTotals): Promise<void> => {
    if (totals.failures.length === 0 && totals.dropped === 0) {
      failing = null
      return
    }
    failing = {
      id: failing?.id ?? ids.random(),
      kind: 'poll',
      trigger: 'timer',
      startedAt: failing?.startedAt ?? startedAt,
      endedAt: clock.now(),
      outcome: totals.complete === 0 ? 'failed' : 'partly',
      calls: (failing?.calls ?? 0) + totals.calls,
      rowsRead: (failing?.rowsRead ?? 0) + totals.rows,
      rowsChanged: (failing?.rowsChanged ?? 0) + totals.changed,
      rowsDropped: (failing?.rowsDropped ?? 0) + totals.dropped,
      failures: totals.failures,
    }
    await store.saveSyncRun(failing)
    emit('sync.changed', null)
  }

  const poll = async (): Promise<void> => {
    const accounts = await context.watched()
    if (accounts.length === 0 || !link.mayCall()) return
    const startedAt = clock.now()
    const wasUnreached = unreached > 0
    const task = running.begin('poll', 1)
    try {
      const now = graph.now()
      const ids = accounts.map(({ id }) => id)
      await Promise.all([learnLastDays(accounts, now), lists.learn(ids), quiet.learn(ids)])
      const rest = ids.filter((id) => !onScreen.has(id) && quiet.isTurn(id, ticks))
      const chosen = pace.choose(rest, pollSeconds() * 1000)
      const awake = accounts.filter(({ id }) => onScreen.has(id) || chosen.has(id))
      if (awake.length === 0) return
      const planned = planTick({
        accounts: awake,
        now,
        lastDayOf: (id) => lastDays.get(id) ?? null,
        listsOf: (id) => {
          const due = lists.dueOf(id, startedAt)
          return unlisted.isDue(id) && !due.includes('campaign') ? ['campaign', ...due] : due
        },
        onScreen,
      })
      const probing = link.checkpoint() !== null
      const requests = probing ? probeOf(planned) : planned
      const totals = await readAll(awake, requests, { lane: 'poll', signal: abort.signal })
      if (totals.cancelled) return
      unreached = link.connection() === 'offline' ? unreached + 1 : 0
      held = link.checkpoint() !== null ? held + 1 : 0
      lastFailure = totals.failures[0] ?? null
      failedTicks =
        totals.complete > 0 ? 0 : unreached > 0 || held > 0 || !link.mayCall() ? failedTicks : failedTicks + 1
      await tellFailing(failedTicks)
      await record(startedAt, totals)
      if (totals.complete > 0) {
        // What is judged of them, and other people's edits, may take their time.
        emit('figures.changed', null)
        const failed = new Set(totals.failures.map(({ accountId }) => accountId))
        const read = requests.filter(({ accountId }) => !failed.has(accountId))
        lists.wereRead(read, startedAt)
        await unlisted.look(requests, failed)
        const listed = new Set(read.flatMap(({ kind, accountId }) => (kind === 'objects' ? [accountId] : [])))
        if (listed.size > 0) {
          quiet.forget(listed)
          await changes(
            awake.filter(({ id }) => listed.has(id)),
            abort.signal,
          )
          emit('figures.changed', null)
        }
        await stored()
        if (wasUnreached) log.write('info', 'connected again')
        reached()
      }
    } finally {
      task.end()
      ticks++
    }
  }

  const ticker = createTicker({
    clock,
    delayMs: () =>
      unreached > 0
        ? offlineDelayMs(unreached)
        : held > 0
          ? checkpointDelayMs(held, pollSeconds() * 1000)
          : pollSeconds() * 1000,
    run: async () => {
      try {
        await poll()
      } catch (error) {
        lastFailure = failureOf(error)
        log.write('error', 'tick failed', {
          code: lastFailure.code,
          reason: error instanceof AppError ? '' : String(error),
        })
      }
      emit('status.changed', null)
    },
  })

  // Somebody else's call came out well: the next tick need not wait any longer.
  link.onChange(() => {
    if (held === 0 || link.checkpoint() !== null || ticker.isRunning()) return
    held = 0
    ticker.rearm()
  })

  const begin = (): void => {
    if (!started || !mayRun()) return
    abort = new AbortController()
    ticker.start()
  }
  const halt = async (): Promise<void> => {
    abort.abort()
    await ticker.stop()
    emit('status.changed', null)
  }

  let unsubscribe: readonly (() => void)[] = []

  return {
    start: () => {
      if (started) return
      started = true
      unsubscribe = [
        power.onSuspend(() => {
          asleep = true
          void halt()
        }),
        power.onResume(() => {
          asleep = false
          unreached = 0
          begin()
        }),
      ]
      begin()
    },
    stop: async () => {
      started = false
      for (const each of unsubscribe) each()
      await halt()
    },
    setPaused: async (paused) => {
      context.update({ pollingPaused: paused })
      if (paused) await halt()
      else begin()
    },
    resume: () => {
      unreached = 0
      if (ticker.nextAt() === null) begin()
      else void ticker.now()
    },
    now: async () => {
      if (abort.signal.aborted) abort = new AbortController()
      await ticker.now()
    },
    setOnScreen: (window, accountIds) => {
      const before = onScreen
      if (accountIds.length > 0) shown.set(window, accountIds)
      else shown.delete(window)
      onScreen = new Set([...shown.values()].flat())
      // What came into sight and rested until now is read at once.
      if (accountIds.some((id) => !before.has(id) && !quiet.isTurn(id, ticks)) && ticker.nextAt() !== null)
        void ticker.now()
    },
    onScreen: () => onScreen,
    relearn: () => {
      lists.forget()
      quiet.forget(null)
    },
    rearm: ticker.rearm,
    isRunning: ticker.isRunning,
    nextAt: ticker.nextAt,
    lastFailure: () => lastFailure,
    counts: () => ({ ticks, skipped: ticker.skipped() }),
  }
}
