import type { MarksFound } from '../../db/series-marks.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Activity } from '../../../shared/domain/activities.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { Day, DayRange } from '../../../shared/domain/day.ts'
import type { Edit } from '../../../shared/domain/edits.ts'
import type { AccountId, AdAccount, ObjectId } from '../../../shared/domain/objects.ts'
import type { ActivityMark, SeriesMark } from '../../../shared/domain/series.ts'

/** The newest of each kind: more than a chart can show is told apart in the timeline. */
const MOST = 200
/** Days of a zone may begin this much before and end this much after those of UTC. */
const AROUND_MS = 15 * 3_600_000
/** Meta's log tells of our own edits too, within so much time of them. */
const SAME_MS = 15 * 60_000

const isOfEdit = ({ objectId, at, change }: Activity, edit: Edit): boolean =>
  objectId === edit.objectId &&
  change.kind === (edit.change.field === 'status' ? 'status' : 'budget') &&
  edit.createdAt - SAME_MS <= at &&
  at <= (edit.settledAt ?? edit.createdAt) + SAME_MS

const saidBy = (change: Activity['change']): ActivityMark['change'] =>
  change.kind === 'targeting' || change.kind === 'other' ? null : change

interface MarksNeeds {
  readonly accounts: readonly AdAccount[]
  /** Null: everything in the accounts. */
  readonly objectIds: readonly ObjectId[] | null
  /** The days of each bucket, by account. */
  readonly spans: ReadonlyMap<AccountId, readonly (DayRange | null)[]>
}

/** What happened in the days of the buckets, oldest first. */
export const marksOf = async (
  store: WorkspaceContext['store'],
  { accounts, objectIds, spans }: MarksNeeds,
): Promise<SeriesMark[]> => {
  const days = [...spans.values()].flat().filter((span) => span !== null)
  const since = days.reduce((least, span) => (span.since < least ? span.since : least), days[0]?.since ?? '')
  const until = days.reduce((most, span) => (span.until > most ? span.until : most), days[0]?.until ?? '')
  if (since === '') return []
  const found: MarksFound = await store.seriesMarks({
    accountIds: accounts.map(({ id }) => id),
    objectIds,
    since,
    until,
    from: Date.parse(since) - AROUND_MS,
    to: Date.parse(until) + 24 * 3_600_000 + AROUND_MS,
    limit: MOST,
  })
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const place = (accountId: AccountId, dayIn: (account: AdAccount) => Day) => {
    const account = byId.get(accountId)
    if (!account) return []
    const day = dayIn(account)
    const bucket = spans.get(accountId)?.findIndex((span) => span && span.since <= day && day <= span.until) ?? -1
    return bucket < 0 ? [] : [{ day, bucket, accountId, currency: account.currency }]
  }
  // What Meta refused, or was never sent, did nothing.
  const done = found.edits.filter(({ state }) => state !== 'rejected' && state !== 'queued')
  const edits = done.flatMap((edit) =>
    place(edit.accountId, ({ zone }) => dayAt(edit.createdAt, zone)).map((at): SeriesMark => ({
      ...at,
      kind: 'edit',
      at: edit.createdAt,
      editId: edit.id,
      objectId: edit.objectId,
      objectName: edit.objectName,
      change: edit.change,
      actor: edit.actor,
      state: edit.state,
    })),
  )
  const activities = found.activities
    .filter((activity) => !done.some((edit) => isOfEdit(activity, edit)))
    .flatMap((activity) =>
      place(activity.accountId, ({ zone }) => dayAt(activity.at, zone)).map((at): SeriesMark => ({
        ...at,
        kind: 'activity',
        at: activity.at,
        objectId: activity.objectId,
        objectName: activity.objectName,
        change: saidBy(activity.change),
        words: activity.words ?? activity.event,
        actorName: activity.actorName,
      })),
    )
  const restated = found.restated.flatMap(({ accountId, objectId, seenOn, seenAt, ...sums }) =>
    place(accountId, () => seenOn).map((at): SeriesMark => ({
      ...at,
      ...sums,
      kind: 'restated',
      at: seenAt,
      objectId,
      objectName: null,
    })),
  )
  return [...edits, ...activities, ...restated].sort((a, b) => a.at - b.at)
}
