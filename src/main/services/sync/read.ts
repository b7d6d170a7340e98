import { inLightOf, isRefusedToken, isUnreached } from '../connection/index.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Lane, ReadReport, ReadRequest } from '../../meta/graph.ts'
import type { SyncFailure } from '../../../shared/domain/connection.ts'
import type { AdAccount } from '../../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../../shared/errors.ts'

/** Ended requests that say together how the line to Meta is: a single one that failed says little. */
const STEP = 25
/** Ended requests between two words of progress, at least, and how many words at most: whoever is told looks everything up again. */
const TOLD_EACH = 5
const MOST_WORDS = 100

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

/** One answer that does not come may be late; a network that cannot be reached is gone for the others too. */
const isLost = (failures: readonly Error[]): boolean =>
  failures.some((failure) => failureOf(failure).code === 'offline') || failures.filter(isUnreached).length >= 3

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

  /** A field that Meta would not give is unknown, so that what was read is not all of it. */
  const remember = async ({ request, failure, dropped, without }: ReadReport): Promise<void> => {
    if (failure || !isWhole(request)) return
    await store.saveCoverage({
      accountId: request.accountId,
      kind: request.kind,
      level: request.level,
      range: request.kind === 'objects' ? null : { since: request.since, until: request.until },
      at: clock.now(),
      partial: dropped > 0 || (request.kind !== 'objects' && without.length > 0),
      ...(request.kind === 'insights' && request.closedBefore ? { closedBefore: request.closedBefore } : {}),
    })
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

    /** Ends the reading for a reason of our own: without network or a good token the rest would fail the same way. */
    const end = new AbortController()
    let lost: Error | null = null
    let done = 0
    const toldEach = Math.max(TOLD_EACH, Math.ceil(requests.length / MOST_WORDS))
    let step: Error[] = []
    let good = 0
    const saving = new Set<Promise<void>>()

    const judge = (): void => {
      if (step.length + good === 0) return
      tell(step, good > 0)
      if (good === 0) lost ??= step.find(isUnreached) ?? null
      step = []
      good = 0
    }
    const ended = (report: ReadReport): void => {
      const { request, rows, changed, dropped, failure } = report
      totals.rows += rows
      totals.changed += changed
      totals.dropped += dropped
      if (failure && (signal.aborted || end.signal.aborted)) {
        if (lost) fail(request, lost)
        return
      }
      if (failure) {
        step.push(failure)
        fail(request, failure)
      } else {
        good++
        totals.complete++
        const saved = remember(report)
          .catch((error: unknown) => {
            // The disk is full, for one: what cannot be remembered was not read.
            lost ??= error instanceof Error ? error : new AppError('internal')
            totals.complete--
            fail(request, lost)
            end.abort()
          })
          .finally(() => saving.delete(saved))
        saving.add(saved)
      }
      done++
      if (done % toldEach === 0 || done === requests.length) progress?.(done)
      if (failure && isRefusedToken(failure)) lost ??= failure
      if (lost || step.length + good >= STEP || (good === 0 && isLost(step))) judge()
      if (lost) end.abort()
    }

    await graph.read(requests, sink, { lane, signal: AbortSignal.any([signal, end.signal]), ended })
    await Promise.all(saving)
    if (!signal.aborted) judge()
    return {
      ...totals,
      calls: graph.counters().calls - callsBefore,
      failures: [...failures.values()],
      cancelled: signal.aborted,
    }
  }
}
