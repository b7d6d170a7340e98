import type { WorkspaceContext } from '../context.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import { ACTIVITIES } from '../../meta/nodes/activity.ts'
import { between } from '../../meta/nodes/filters.ts'
import type { Activity } from '../../../shared/domain/activities.ts'
import { isLevel } from '../../../shared/domain/objects.ts'
import type { AdAccount, Level, ObjectId } from '../../../shared/domain/objects.ts'

/** Meta's log may show a line some minutes after it happened. */
const OVERLAP_MS = 15 * 60_000
/** How far back an account is asked about that was never asked about. */
const FIRST_MS = 24 * 3_600_000
const MOST_LINES = 1000

const keyOf = (line: Activity): string => JSON.stringify(line)

const changedIn = (lines: readonly Activity[]): ReadonlyMap<Level, ReadonlySet<ObjectId>> => {
  const found = new Map<Level, Set<ObjectId>>()
  for (const { level, objectId } of lines) {
    if (objectId === null || !isLevel(level)) continue
    found.set(level, (found.get(level) ?? new Set()).add(objectId))
  }
  return found
}

/**
 * What other people edited. `updated_time` of a campaign does not move with its budget, so the account's log says what
 * to read again, and the lists that are read whole every few minutes find what the log does not say.
 */
export const createChanges = ({ store, graph, clock, log, sink }: WorkspaceContext) => {
  const lookAt = async (account: AdAccount, signal: AbortSignal): Promise<readonly ReadRequest[]> => {
    const { id, currency } = account
    const last = await store.lastActivityAt(id)
    const now = graph.now()
    const since = last === null ? now - FIRST_MS : Math.min(last, now) - OVERLAP_MS
    const found = await graph.list(ACTIVITIES, id, {
      lane: 'poll',
      signal,
      accountId: id,
      currency,
      filter: between(since, now + OVERLAP_MS),
      limit: MOST_LINES,
    })
    if (found.failure) {
      log.write('info', 'activities not read', { account: id, code: found.failure.code })
      return []
    }
    // The overlap brings lines back that are known.
    const known = new Set((await store.activities({ accountId: id, objectId: null, limit: MOST_LINES })).map(keyOf))
    await store.saveActivities(id, found.items, clock.now())
    const fresh = found.items.filter((line) => !known.has(keyOf(line)))
    return [...changedIn(fresh)].map(([level, ids]): ReadRequest => ({
      kind: 'objects',
      level,
      accountId: id,
      currency,
      ids: [...ids],
      gone: 'deleted',
    }))
  }

  return async (accounts: readonly AdAccount[], signal: AbortSignal): Promise<void> => {
    const requests = (await Promise.all(accounts.map((account) => lookAt(account, signal)))).flat()
    if (requests.length === 0 || signal.aborted) return
    const reports = await graph.read(requests, sink, { lane: 'poll', signal })
    for (const { request, failure } of reports) {
      if (failure)
        log.write('info', 'changed objects not read', { account: request.accountId, reason: failure.message })
    }
  }
}
