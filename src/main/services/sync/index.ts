import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import { planSync } from './plan.ts'
import type { ReadAll, ReadTotals } from './read.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'

export { createReadAll } from './read.ts'
export type { ReadAll, ReadTotals } from './read.ts'
export { daysToCatchUp, FIRST_SYNC_DAYS, lastDayRead } from './plan.ts'

export interface SyncOrder {
  /** Full days before today; today is always read too. */
  readonly days: number
  readonly trigger: SyncRun['trigger']
  /** Absent: all watched accounts. */
  readonly accounts?: readonly AdAccount[]
}

export interface Sync {
  /** Reads campaigns, figures by day and reach. One at a time: asked again, it answers with the one under way. */
  run(order: SyncOrder): Promise<SyncRun>
  isRunning(): boolean
  cancel(): void
  history(limit: number): Promise<readonly SyncRun[]>
  /** Cancels and waits. */
  stop(): Promise<void>
}

const outcomeOf = (totals: ReadTotals): SyncRun['outcome'] =>
  totals.cancelled
    ? 'cancelled'
    : totals.complete === 0 && totals.failures.length > 0
      ? 'failed'
      : totals.failures.length > 0 || totals.dropped > 0
        ? 'partly'
        : 'done'

export const createSync = ({
  context,
  link,
  running,
  readAll,
  stored,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly running: RunningTasks
  readonly readAll: ReadAll
  /** Called when new figures are in the database. */
  readonly stored: () => Promise<void>
}): Sync => {
  const { store, graph, clock, ids, emit, log } = context
  let current: { readonly done: Promise<SyncRun>; readonly abort: AbortController } | null = null
  /** Ended while the disk had no room to say so: told from here until it has. */
  let untold: SyncRun | null = null

  const work = async ({ days, trigger, accounts: chosen }: SyncOrder, abort: AbortController): Promise<SyncRun> => {
    const accounts = chosen ?? (await context.watched())
    const requests = planSync(accounts, days, graph.now())
    const begun: SyncRun = {
      id: ids.random(),
      kind: 'sync',
      trigger,
      startedAt: clock.now(),
      endedAt: null,
      outcome: 'running',
      calls: 0,
      rowsRead: 0,
      rowsChanged: 0,
      rowsDropped: 0,
      failures: [],
    }
    const task = running.begin('sync', requests.length, () => abort.abort())
    try {
      if (untold) await store.saveSyncRun(untold)
      untold = null
      await store.saveSyncRun(begun)
      emit('sync.changed', null)
      const totals = await readAll(accounts, requests, {
        lane: 'sync',
        signal: abort.signal,
        progress: (done) => task.step(done, requests.length),
      })
      const ended: SyncRun = {
        ...begun,
        endedAt: clock.now(),
        outcome: outcomeOf(totals),
        calls: totals.calls,
        rowsRead: totals.rows,
        rowsChanged: totals.changed,
        rowsDropped: totals.dropped,
        failures: totals.failures,
      }
      await store.saveSyncRun(ended)
      log.write('info', 'sync ended', { outcome: ended.outcome, rows: ended.rowsRead, calls: ended.calls })
      if (totals.complete > 0) await stored()
      return ended
    } catch (error) {
      const failure = { ...failureOf(error), accountId: null, accountName: null }
      const ended: SyncRun = { ...begun, endedAt: clock.now(), outcome: 'failed', failures: [failure] }
      await store.saveSyncRun(ended).catch(() => {
        log.write('error', 'sync run not saved', { code: failure.code })
        untold = ended
      })
      throw error
    } finally {
      task.end()
      emit('figures.changed', null)
      emit('sync.changed', null)
    }
  }

  return {
    run: async (order) => {
      if (current) return current.done
      if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
      const abort = new AbortController()
      const done = work(order, abort).finally(() => {
        current = null
      })
      current = { done, abort }
      return done
    },
    isRunning: () => current !== null,
    cancel: () => current?.abort.abort(),
    history: async (limit) => {
      const runs = await store.syncRuns(limit)
      if (!untold) return runs
      const { id, startedAt } = untold
      const later = runs.filter((run) => run.startedAt > startedAt)
      return [...later, untold, ...runs.filter((run) => run.id !== id && run.startedAt <= startedAt)].slice(0, limit)
    },
    stop: async () => {
      current?.abort.abort()
      await current?.done.catch(() => undefined)
    },
  }
}
