import type { WorkspaceContext } from '../context.ts'
import type { Calendar } from './calendar.ts'
import { addDays, dayAt } from '../../../shared/domain/day.ts'
import type { EditMark } from '../../../shared/domain/edits.ts'
import type { AccountId, AdAccount, ObjectId } from '../../../shared/domain/objects.ts'
import type { Series, SeriesMark } from '../../../shared/domain/series.ts'
import { mergeTimeline } from '../../../shared/domain/timeline-merge.ts'
import type { TimelineEntry } from '../../../shared/domain/timeline.ts'

/** The newest, of each object or of all accounts: more than a chart can show is in the timeline. */
const MOST = 200
const KINDS = ['change', 'event', 'restated'] as const

/** What Meta refused, or was never sent, did nothing. */
const NOTHING_DONE: readonly EditMark[] = ['rejected', 'queued', 'dismissed', 'again', 'checked']
const wasDone = (entry: TimelineEntry): boolean =>
  !('edit' in entry) || entry.edit === null || !NOTHING_DONE.includes(entry.edit.state)

interface MarksNeeds {
  readonly accounts: readonly AdAccount[]
  /** Null: everything in the accounts. */
  readonly objects: readonly { readonly id: ObjectId; readonly accountId: AccountId }[] | null
  readonly calendar: Pick<Calendar, 'buckets' | 'bucketAt'>
}

/** What happened in the days of the buckets, oldest first. */
export const marksOf = async (
  { store, graph, clock, stored }: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'stored'>,
  { accounts, objects, calendar: { buckets, bucketAt } }: MarksNeeds,
): Promise<Pick<Series, 'marks' | 'olderMarks'>> => {
  const first = buckets[0]
  const last = buckets.at(-1)
  if (!first || !last) return { marks: [], olderMarks: false }
  // A day of an account's own ends up to half a day after that of UTC.
  const before = Date.parse(addDays(last.until, 2))
  const ids = accounts.map(({ id }) => id)
  const asked =
    objects === null
      ? [{ accountIds: ids, objectIds: null }]
      : objects
          .filter(({ accountId }) => ids.includes(accountId))
          .map(({ id, accountId }) => ({ accountIds: [accountId], objectIds: [id] }))
  const found = await Promise.all(
    asked.map((whose) => store.happened({ ...whose, kinds: KINDS, before, limit: MOST, whole: null })),
  )
  const options = { appId: stored().appId, skewMs: graph.now() - clock.now() }
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const placed = (entry: TimelineEntry): SeriesMark[] => {
    const account = byId.get(entry.accountId ?? '')
    if (!account) return []
    const bucket = bucketAt(account, entry.at)
    const { zone, currency } = account
    return bucket === null ? [] : [{ day: dayAt(entry.at, zone), bucket, currency, zone, entry }]
  }
  return {
    marks: found
      .flatMap((happened) => mergeTimeline(happened, options))
      .filter(wasDone)
      .flatMap(placed)
      .sort((a, b) => a.entry.at - b.entry.at),
    olderMarks: found.some(({ completeAfter }) => completeAfter !== null && completeAfter > Date.parse(first.since)),
  }
}
