import type { ThenAndNow, TimelinePage } from '../../../shared/contract/timeline.ts'
import type { Checked } from '../../../shared/contract/contract.ts'
import type { SyncFailure } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { partsOfChange } from '../../../shared/domain/edits.ts'
import { stateAt } from '../../../shared/domain/object-state.ts'
import type { AccountId, AdAccount, ObjectId } from '../../../shared/domain/objects.ts'
import { changeOfEdit } from '../../../shared/domain/timeline-change.ts'
import { fits, NO_FILTER } from '../../../shared/domain/timeline-filter.ts'
import { mergeTimeline } from '../../../shared/domain/timeline-merge.ts'
import { TIMELINE_KINDS } from '../../../shared/domain/timeline.ts'
import type { TimelineEntry, TimelineKind } from '../../../shared/domain/timeline.ts'
import { AppError } from '../../../shared/errors.ts'
import type { ObjectPastFound } from '../../db/store.ts'
import type { Link } from '../connection/index.ts'
import type { WorkspaceContext } from '../context.ts'
import { mergeOptions, readPage } from './pages.ts'

export { mergeOptions, readPage } from './pages.ts'
export type { Page } from './pages.ts'

const WITHIN = 500
const CHANGES = 50

export interface TimelineService {
  list(input: Checked<'timeline.list'>): Promise<TimelinePage>
  /** Throws AppError notFound when no such object was ever seen. */
  then(objectId: ObjectId, at: Instant): Promise<ThenAndNow>
  refresh(accountIds: readonly AccountId[], days: number): Promise<readonly SyncFailure[]>
  /** How old Meta's log of these accounts is here, and since when it is whole. */
  logOf(accountIds: readonly AccountId[]): Promise<TimelinePage['log']>
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

  const logOf: TimelineService['logOf'] = async (ids) => {
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
    const { since, until } = filter
    const query = { accountIds: ids, objectIds, kinds: kindsOf(filter), since, until, cursor, limit }
    const { items, next } = await readPage(context, query, (entries) => entries.filter((entry) => fits(entry, filter)))
    return { entries: items, next, log: await logOf(ids) }
  }

  const changesOf = (objectId: ObjectId, found: ObjectPastFound): readonly TimelineEntry[] => {
    const { lines, edits, states, accountId, level } = found
    const sightings = states.slice(1).flatMap((after, i) => {
      const before = states[i]
      return before ? [{ accountId, objectId, level, n: i + 2, before, after, lines, edits }] : []
    })
    return mergeTimeline(
      { lines, edits, sightings, restated: [], opened: [], resolved: [] },
      mergeOptions(context),
    ).filter((entry) => fits(entry, { ...NO_FILTER, kinds: ['change'] }))
  }

  return {
    list,
    logOf,

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
          ...edits.flatMap(({ state, change, settledAt, createdAt: madeAt }) =>
            state === 'confirmed' && change.field !== 'created'
              ? partsOfChange(change).map((part) => ({
                  at: settledAt ?? madeAt,
                  change: changeOfEdit({ change: part }),
                }))
              : [],
          ),
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
