import type { WorkspaceContext } from '../context.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import { ACTIVITIES } from '../../meta/nodes/activity.ts'
import { between } from '../../meta/nodes/filters.ts'
import { identityOf } from '../../../shared/domain/activities.ts'
import type { Activity } from '../../../shared/domain/activities.ts'
import type { SyncFailure } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import { isLevel } from '../../../shared/domain/objects.ts'
import type { AdAccount, Level, ObjectId } from '../../../shared/domain/objects.ts'

/** Meta's log may show a line some minutes after it happened. */
const OVERLAP_MS = 15 * 60_000
/** How far back an account is asked about that was never asked about. */
const FIRST_MS = 24 * 3_600_000
const MOST_LINES = 1000
/** Of days that a person asks for. */
const MOST_OF_DAYS = 10_000

const changedIn = (lines: readonly Activity[]): ReadonlyMap<Level, ReadonlySet<ObjectId>> => {
  const found = new Map<Level, Set<ObjectId>>()
  for (const { level, objectId } of lines) {
    if (objectId === null || !isLevel(level)) continue
    found.set(level, (found.get(level) ?? new Set()).add(objectId))
  }
  return found
}

export interface Changes {
  /** What happened since the last look. Failures are only written to the log. */
  look(accounts: readonly AdAccount[], signal: AbortSignal): Promise<void>
  /** The log of the last days, because somebody wants to see it. Answers what kept an account from being read. */
  readLog(accounts: readonly AdAccount[], days: number): Promise<readonly SyncFailure[]>
}

/**
 * What other people edited. `updated_time` of a campaign does not move with its budget, so the account's log says what
 * to read again, and the lists that are read whole every few minutes find what the log does not say.
 */
export const createChanges = ({ store, graph, log, sink, emit }: WorkspaceContext): Changes => {
  /**
   * Stores what the log says from `since` on. `requests` read again what was changed since the last line that was there:
   * what is older was read since then.
   */
  const read = async (
    { id, currency }: AdAccount,
    since: Instant,
    last: Instant | null,
    options: { readonly lane: 'poll' | 'person'; readonly signal?: AbortSignal; readonly limit: number },
  ): Promise<{ readonly requests: readonly ReadRequest[]; readonly failure: Failure | null }> => {
    const now = graph.now()
    const filter = between(since, now + OVERLAP_MS)
    const found = await graph.list(ACTIVITIES, id, { ...options, accountId: id, currency, filter })
    if (found.failure) return { requests: [], failure: failureOf(found.failure) }
    // The overlap brings lines back that are known.
    const known = new Set(
      (await store.activities({ accountId: id, objectId: null, limit: MOST_LINES })).map(identityOf),
    )
    const oldest = Math.min(now, ...found.items.map(({ at }) => at))
    await store.saveActivities(id, found.items, { since: found.complete ? since : oldest, at: now })
    const from = (last ?? now - FIRST_MS) - OVERLAP_MS
    const fresh = found.items.filter((line) => line.at >= from && !known.has(identityOf(line)))
    const requests = [...changedIn(fresh)].map(([level, ids]): ReadRequest => ({
      kind: 'objects',
      level,
      accountId: id,
      currency,
      ids: [...ids],
      gone: 'deleted',
    }))
    return { requests, failure: null }
  }

  const carryOut = async (
    requests: readonly ReadRequest[],
    options: { readonly lane: 'poll' | 'person'; readonly signal?: AbortSignal },
  ): Promise<void> => {
    if (requests.length === 0 || options.signal?.aborted) return
    for (const { request, failure } of await graph.read(requests, sink, options)) {
      if (failure)
        log.write('info', 'changed objects not read', { account: request.accountId, reason: failure.message })
    }
  }

  /** A line may come later than others that happened after it, so it goes on from the last that is there. */
  const lastOf = async ({ id }: AdAccount): Promise<Instant | null> =>
    (await store.lastActivityAt(id)) ?? (await store.activitiesRead([id]))[0]?.at ?? null

  const lookAt = async (account: AdAccount, signal: AbortSignal): Promise<readonly ReadRequest[]> => {
    const now = graph.now()
    const last = await lastOf(account)
    const since = last === null ? now - FIRST_MS : Math.min(last, now) - OVERLAP_MS
    const { requests, failure } = await read(account, since, last, { lane: 'poll', signal, limit: MOST_LINES })
    if (failure) log.write('info', 'activities not read', { account: account.id, code: failure.code })
    return requests
  }

  return {
    look: async (accounts, signal) => {
      const requests = (await Promise.all(accounts.map((account) => lookAt(account, signal)))).flat()
      await carryOut(requests, { lane: 'poll', signal })
      emit('activities.changed', null)
    },

    readLog: async (accounts, days) => {
      const failures: SyncFailure[] = []
      for (const account of accounts) {
        const since = graph.now() - days * FIRST_MS
        const options = { lane: 'person', limit: MOST_OF_DAYS } as const
        const { requests, failure } = await read(account, since, await lastOf(account), options)
        if (failure) failures.push({ ...failure, accountId: account.id, accountName: account.name })
        await carryOut(requests, { lane: 'person' })
      }
      emit('activities.changed', null)
      return failures
    },
  }
}
