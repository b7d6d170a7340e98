import { inLightOf, isRefusedToken, isUnreached } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Lane, ReadReport, ReadRequest } from '../../meta/graph.ts'
import type { SyncFailure } from '../../../shared/domain/connection.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { failureOf } from '../../../shared/errors.ts'

/** Requests a step of progress: well under the 50 of a batch, so that cancelling does not wait long. */
const STEP = 25

export interface ReadTotals {
  readonly rows: number
  readonly changed: number
  readonly dropped: number
  readonly calls: number
  /** Requests that were read to their end. */
  readonly complete: number
  readonly failures: readonly SyncFailure[]
  readonly cancelled: boolean
}

export interface ReadOptions {
  readonly lane: Lane
  readonly signal: AbortSignal
  readonly progress?: (done: number) => void
}

/** The one way figures come in: reads, remembers what was read to its end, and says in words what was not. */
export type ReadAll = (
  accounts: readonly AdAccount[],
  requests: readonly ReadRequest[],
  options: ReadOptions,
) => Promise<ReadTotals>

/** Some objects only, or what changed of them, is not a reading of the account. */
const isWhole = (request: ReadRequest): boolean =>
  request.ids === undefined && (request.kind !== 'objects' || request.updatedSince === undefined)

export const createReadAll = ({
  context,
  link,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
}): ReadAll => {
  const { graph, store, sink, clock } = context

  const remember = async (reports: readonly ReadReport[]): Promise<void> => {
    for (const { request, failure, dropped } of reports) {
      if (failure || !isWhole(request)) continue
      await store.saveCoverage({
        accountId: request.accountId,
        kind: request.kind,
        level: request.level,
        range: request.kind === 'objects' ? null : { since: request.since, until: request.until },
        at: clock.now(),
        partial: dropped > 0,
        ...(request.kind === 'insights' && request.closedBefore ? { closedBefore: request.closedBefore } : {}),
      })
    }
  }

  const tell = (failures: readonly Error[], anyDone: boolean): void => {
    const refused = failures.find(isRefusedToken)
    const other = anyDone ? failures.find((failure) => !isUnreached(failure)) : failures[0]
    link.saw(refused ?? other ?? null)
  }

  return async (accounts, requests, { lane, signal, progress }) => {
    const nameOf = new Map(accounts.map(({ id, name }) => [id, name]))
    const failures = new Map<string, SyncFailure>()
    const totals = { rows: 0, changed: 0, dropped: 0, complete: 0 }
    const callsBefore = graph.counters().calls
    const fail = (request: ReadRequest, error: Error): void => {
      const failure = inLightOf(link.token(), request.accountId, failureOf(error))
      const key = `${request.accountId} ${failure.code}`
      if (failures.has(key)) return
      failures.set(key, {
        ...failure,
        accountId: request.accountId,
        accountName: nameOf.get(request.accountId) ?? null,
      })
    }

    for (let from = 0; from < requests.length && !signal.aborted; from += STEP) {
      const step = requests.slice(from, from + STEP)
      const reports = await graph.read(step, sink, { lane, signal })
      await remember(reports)
      const bad: Error[] = []
      for (const { request, rows, changed, dropped, failure } of reports) {
        totals.rows += rows
        totals.changed += changed
        totals.dropped += dropped
        if (!failure) totals.complete++
        else if (!signal.aborted) {
          bad.push(failure)
          fail(request, failure)
        }
      }
      if (signal.aborted) break
      tell(bad, bad.length < reports.length)
      progress?.(Math.min(from + STEP, requests.length))
      // Without network or a good token the rest would fail the same way.
      const lost = bad.find(isRefusedToken) ?? (bad.length === reports.length ? bad.find(isUnreached) : undefined)
      if (lost) {
        for (const request of requests.slice(from + STEP)) fail(request, lost)
        break
      }
    }
    return {
      ...totals,
      calls: graph.counters().calls - callsBefore,
      failures: [...failures.values()],
      cancelled: signal.aborted,
    }
  }
}
