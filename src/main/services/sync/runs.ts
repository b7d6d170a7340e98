import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { RunningTasks } from '../running.ts'
import { planSync } from './plan.ts'
import type { ReadAll, ReadTotals } from './read.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'

/** What to read, and what the history calls it. */
export interface SyncOrder {
  readonly kind: 'sync' | 'hourly' | 'nightly' | 'lists'
  readonly trigger: SyncRun['trigger']
  readonly accounts: readonly AdAccount[]
  readonly requests: readonly ReadRequest[]
}

export interface Sync {
  /** Lists, figures by day and reach of all watched accounts, for `days` full days and today. */
  run(order: { readonly days: number; readonly trigger: SyncRun['trigger'] }): Promise<SyncRun>
  /** One at a time: asked while one is under way, it answers with that one. */
  carryOut(order: () => Promise<SyncOrder>): Promise<SyncRun>
  isRunning(): boolean
  /** Resolves when none is under way. */
  idle(): Promise<void>
  cancel(): void
  history(limit: number): Promise<readonly SyncRun[]>
  /** Cancels and waits. */
  stop(): Promise<void>
}

/** How a run ended, from what it read. */
export const outcomeOf = (totals: ReadTotals): SyncRun['outcome'] =>
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

  /** What cannot be written is told from memory. */
  const keep = async (ended: SyncRun): Promise<void> => {
    try {
      await store.saveSyncRun(ended)
    } catch (error) {
      log.write('error', 'sync run not saved', { code: failureOf(error).code })
      untold = ended
    }
  }

  const work = async (order: () => Promise<SyncOrder>, abort: AbortController): Promise<SyncRun> => {
    const { kind, trigger, accounts, requests } = await order()
    const begun: SyncRun = {
      id: ids.random(),
      kind,
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
      await keep(ended)
      log.write('info', 'sync ended', { outcome: ended.outcome, rows: ended.rowsRead, calls: ended.calls })
      if (totals.complete > 0) await stored()
      return ended
    } catch (error) {
      const failure = { ...failureOf(error), accountId: null, accountName: null }
      const ended: SyncRun = { ...begun, endedAt: clock.now(), outcome: 'failed', failures: [failure] }
      await keep(ended)
      throw error
    } finally {
      task.end()
      emit('figures.changed', null)
      emit('sync.changed', null)
    }
  }

  const carryOut: Sync['carryOut'] = async (order) => {
    if (current) return current.done
    if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
    const abort = new AbortController()
    const done = work(order, abort).finally(() => {
      current = null
    })
    current = { done, abort }
    return done
  }

  return {
    carryOut,
    run: ({ days, trigger }) =>
      carryOut(async () => {
        const accounts = await context.watched()
        return { kind: 'sync', trigger, accounts, requests: planSync(accounts, days, graph.now()) }
      }),
    idle: async () => {
      for (let under = current; under; under = current) await under.done.catch(() => undefined)
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
