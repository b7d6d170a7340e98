import type { ThenAndNow, TimelinePage } from '../../../shared/contract/timeline.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { SyncFailure } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { stateAt } from '../../../shared/domain/object-state.ts'
import type { AccountId, AdAccount, ObjectId } from '../../../shared/domain/objects.ts'
import {
  changeOfEdit,
  fits,
  isAfter,
  MATCH_MS,
  mergeTimeline,
  NO_FILTER,
  TIMELINE_KINDS,
} from '../../../shared/domain/timeline.ts'
import type { MergeOptions, TimelineCursor, TimelineEntry, TimelineKind } from '../../../shared/domain/timeline.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ObjectPastFound } from '../../db/store.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'

/** What is read of each source in one step, at first: twice as much when a step brings nothing on. */
const STEP = 300
const MOST_OF_STEP = 20_000
/** So many steps a page: a filter that fits little must not keep others waiting, the window asks for more. */
const STEPS = 12
const WITHIN = 500
const CHANGES = 50
/** Later than anything that was told. */
const LATEST = Date.UTC(2100, 0, 1)

export interface TimelineService {
  list(input: Checked<'timeline.list'>): Promise<TimelinePage>
  /** Throws AppError notFound when no such object was ever seen. */
  then(objectId: ObjectId, at: Instant): Promise<ThenAndNow>
  refresh(accountIds: readonly AccountId[], days: number): Promise<readonly SyncFailure[]>
}

const kindsOf = ({ kinds, who, fields }: Checked<'timeline.list'>['filter']): readonly TimelineKind[] => {
  const wanted = kinds.length > 0 ? kinds : TIMELINE_KINDS
  const changes = fields.length > 0 ? wanted.filter((kind) => kind === 'change') : wanted
  return who.length > 0 ? changes.filter((kind) => kind !== 'alert') : changes
}

export const createTimeline = ({
  context,
  link,
  readLog,
}: {
  readonly context: WorkspaceContext
  readonly link: Link
  readonly readLog: (accounts: readonly AdAccount[], days: number) => Promise<readonly SyncFailure[]>
}): TimelineService => {
  const { store, graph, clock, watched } = context

  const inView = async (ids: readonly AccountId[]): Promise<readonly AdAccount[]> =>
    (await watched()).filter(({ id }) => ids.length === 0 || ids.includes(id))
  const options = (): MergeOptions => ({ appId: context.stored().appId, skewMs: graph.now() - clock.now() })

  const logOf = async (ids: readonly AccountId[]): Promise<TimelinePage['log']> => {
    const read = await store.activitiesRead(ids)
    const ats = read.map(({ at }) => at).filter((at) => at !== null)
    const sinces = read.map(({ since }) => since).filter((since) => since !== null)
    const isWhole = read.length > 0 && ats.length === read.length && sinces.length === read.length
    // Readings of the log are kept by Meta's clock, ages are told by ours.
    const skew = graph.now() - clock.now()
    return isWhole ? { at: Math.min(...ats) - skew, since: Math.max(...sinces) } : { at: null, since: null }
  }

  const list: TimelineService['list'] = async ({ accountIds, objectId, within = false, filter, cursor, limit }) => {
    const ids = (await inView(accountIds)).map(({ id }) => id)
    const objectIds =
      objectId === undefined ? null : within ? await store.within(objectId, WITHIN) : ([objectId] as readonly string[])
    const merging = options()
    // What belongs together may lie so far apart: that much more is read on both sides than is answered.
    const reach = MATCH_MS + Math.abs(merging.skewMs)
    const found: TimelineEntry[] = []
    let place: TimelineCursor = cursor ?? { at: filter.until ?? LATEST, id: '' }
    let size = Math.max(STEP, limit)
    let isEnd = false
    for (let step = 0; step < STEPS && !isEnd && found.length <= limit; step++) {
      const from = place
      const happened = await store.happened({
        accountIds: ids,
        objectIds,
        kinds: kindsOf(filter),
        before: from.at + reach + 1,
        limit: size,
      })
      const { completeAfter } = happened
      const whole = completeAfter === null ? -Infinity : completeAfter + reach
      const entries = mergeTimeline(happened, merging).filter((entry) => isAfter(entry, from) && entry.at > whole)
      found.push(...entries.filter((entry) => fits(entry, filter)))
      isEnd = completeAfter === null || (filter.since !== null && whole < filter.since)
      if (isEnd || whole < from.at) place = { at: Math.min(from.at, whole), id: '' }
      else if (size >= MOST_OF_STEP) {
        // More at one moment than can be told apart: it is gone past rather than never left.
        place = { at: from.at - 1, id: '' }
      } else size *= 2
    }
    const entries = found.slice(0, limit)
    const last = entries.at(-1)
    const next = found.length > limit && last ? { at: last.at, id: last.id } : isEnd ? null : place
    return { entries, next, log: await logOf(ids) }
  }

  const changesOf = (objectId: ObjectId, found: ObjectPastFound): readonly TimelineEntry[] => {
    const { lines, edits, states, accountId, level } = found
    const sightings = states.slice(1).flatMap((after, i) => {
      const before = states[i]
      return before ? [{ accountId, objectId, level, n: i + 2, before, after, lines, edits }] : []
    })
    return mergeTimeline({ lines, edits, sightings, restated: [], opened: [], resolved: [] }, options()).filter(
      (entry) => fits(entry, { ...NO_FILTER, kinds: ['change'] }),
    )
  }

  return {
    list,

    then: async (objectId, at) => {
      const found = await store.objectPast(objectId)
      if (!found || (found.states.length === 0 && found.lines.length === 0))
        throw new AppError('notFound', { id: objectId })
      const { states, confirmedAt, loggedSince, createdAt, lines, edits } = found
      const past = {
        states,
        confirmedAt,
        loggedSince,
        createdAt,
        changes: [
          ...lines.flatMap(({ at: happenedAt, change }) =>
            change.kind === 'other' ? [] : [{ at: happenedAt, change }],
          ),
          ...edits
            .filter(({ state }) => state === 'confirmed')
            .map((edit) => ({ at: edit.settledAt ?? edit.createdAt, change: changeOfEdit(edit) })),
        ].sort((a, b) => a.at - b.at),
      }
      const changes = changesOf(objectId, found)
      const first = Math.min(
        ...[states[0]?.seenAt, loggedSince, lines.at(-1)?.at, createdAt].filter((each) => typeof each === 'number'),
      )
      return {
        accountId: found.accountId,
        level: found.level,
        at,
        then: stateAt(past, at),
        now: stateAt(past, Math.max(clock.now(), confirmedAt ?? 0)),
        last: changes.find((entry) => entry.at <= at) ?? null,
        changes: changes.filter((entry) => entry.at > at).slice(0, CHANGES),
        from: Number.isFinite(first) ? first : null,
        confirmedAt,
      }
    },

    refresh: async (accountIds, days) => {
      if (!link.mayCall()) throw new AppError(link.token().status === 'expired' ? 'tokenExpired' : 'tokenMissing')
      return readLog(await inView(accountIds), days)
    },
  }
}
