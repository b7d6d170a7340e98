import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import { isAfter, mergeTimeline } from '../../../shared/domain/timeline-merge.ts'
import { MATCH_MS } from '../../../shared/domain/timeline-matching.ts'
import type { MergeOptions } from '../../../shared/domain/timeline-matching.ts'
import type { TimelineCursor, TimelineEntry, TimelineKind } from '../../../shared/domain/timeline.ts'
import type { WorkspaceContext } from '../context.ts'

/** What is read of each source in one step; where more happened within minutes, all of it. */
const STEP = 300
/** So many steps a page: a filter that fits little must not keep others waiting, the window asks for more. */
const STEPS = 12
/** Later than anything that was told. */
const LATEST = Date.UTC(2100, 0, 1)

export interface PageQuery {
  readonly accountIds: readonly AccountId[]
  /** Null: of everything in the accounts. */
  readonly objectIds: readonly ObjectId[] | null
  readonly kinds: readonly TimelineKind[]
  /** Both inclusive; null: as far as anything is known. */
  readonly since: Instant | null
  readonly until: Instant | null
  readonly cursor: TimelineCursor | null
  readonly limit: number
}

export interface Page<Item> {
  readonly items: readonly Item[]
  /** Where the next one begins; null: there is nothing older. */
  readonly next: TimelineCursor | null
}

/** How lines of Meta's log and our edits are told to be the same. */
export const mergeOptions = ({
  stored,
  graph,
  clock,
}: Pick<WorkspaceContext, 'stored' | 'graph' | 'clock'>): MergeOptions => ({
  appId: stored().appId,
  skewMs: graph.now() - clock.now(),
})

/** A page of what happened, newest first. `take`: which of a stretch of entries are wanted, in their order. */
export const readPage = async <Item extends TimelineCursor>(
  context: Pick<WorkspaceContext, 'store' | 'stored' | 'graph' | 'clock'>,
  { accountIds, objectIds, kinds, since, until, cursor, limit }: PageQuery,
  take: (entries: readonly TimelineEntry[]) => readonly Item[] | Promise<readonly Item[]>,
): Promise<Page<Item>> => {
  const merging = mergeOptions(context)
  // What belongs together may lie so far apart: that much more is read on both sides than is answered.
  const reach = MATCH_MS + Math.abs(merging.skewMs)
  let found: Item[] = []
  let place: TimelineCursor = cursor ?? { at: until ?? LATEST, id: '' }
  let isEnd = false
  for (let step = 0; step < STEPS && !isEnd && found.length <= limit; step++) {
    const from = place
    const happened = await context.store.happened({
      accountIds,
      objectIds,
      kinds,
      before: from.at + reach + 1,
      limit: Math.max(STEP, limit),
      // A step brings the list on by `reach` at least, also where tens of thousands of edits were posted at one moment.
      whole: from.at - 2 * reach - 1,
    })
    const { completeAfter } = happened
    const whole = completeAfter === null ? -Infinity : completeAfter + reach
    const entries = mergeTimeline(happened, merging).filter((entry) => isAfter(entry, from) && entry.at > whole)
    found = found.concat(await take(entries))
    isEnd = completeAfter === null || (since !== null && whole < since)
    place = { at: Math.min(from.at, whole), id: '' }
  }
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? { at: last.at, id: last.id } : isEnd ? null : place }
}
