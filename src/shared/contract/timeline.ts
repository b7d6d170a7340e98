import { z } from 'zod'
import type { Instant } from '../domain/day.ts'
import type { SyncFailure } from '../domain/connection.ts'
import type { StateAt } from '../domain/object-state.ts'
import type { AccountId, Level } from '../domain/objects.ts'
import { MOST_ENTRIES, TIMELINE_KINDS, WHO_KINDS } from '../domain/timeline.ts'
import type { TimelineCursor, TimelineEntry } from '../domain/timeline.ts'
import { accountId, call, objectId, text } from './define.ts'

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[]
  /** Where the next page begins; null: there is nothing older. */
  readonly next: TimelineCursor | null
  /** When Meta's log was last read, of the account read longest ago, and since when it is whole for all of them; null: never. */
  readonly log: { readonly at: Instant | null; readonly since: Instant | null }
}

/** An object at a moment and now, and what happened in between. */
export interface ThenAndNow {
  readonly accountId: AccountId
  readonly level: Level
  readonly at: Instant
  readonly then: StateAt
  readonly now: StateAt
  /** The last change at or before the moment; null: none is known. */
  readonly last: TimelineEntry | null
  /** Changes after it, newest first; at most 50. */
  readonly changes: readonly TimelineEntry[]
  /** The first moment of which anything is known, and when the object was last read; null: never. */
  readonly from: Instant | null
  readonly confirmedAt: Instant | null
}

const instant = z.int().min(0).max(4_102_444_800_000)
const fields = [
  'status',
  'budget',
  'bid',
  'spendCap',
  'name',
  'bidStrategy',
  'targeting',
  'startsAt',
  'endsAt',
] as const

/** What is asked of the timeline, without where a page of it begins. */
const timelineQuestion = {
  /** Empty: all watched accounts. */
  accountIds: z.array(accountId).max(1000),
  /** Of one object, with what is in it where `within` says so; absent: of everything in the accounts. */
  objectId: objectId.optional(),
  within: z.boolean().optional(),
  filter: z.object({
    kinds: z.array(z.enum(TIMELINE_KINDS)).max(10),
    who: z.array(z.enum(WHO_KINDS)).max(10),
    fields: z.array(z.enum(fields)).max(20),
    text: text(200),
    since: instant.nullable(),
    until: instant.nullable(),
  }),
}
export const timelineRequest = z.object(timelineQuestion)

export const timelineCalls = {
  /** What happened, newest first, from the cache. Events: `activities.changed`, `edits.changed`, `alerts.changed`. */
  'timeline.list': call<TimelinePage>()(
    z.object({
      ...timelineQuestion,
      cursor: z.object({ at: instant, id: text(200) }).nullable(),
      limit: z.int().min(1).max(MOST_ENTRIES),
    }),
  ),
  /** What an object was set to at a moment, beside what it is set to now. */
  'timeline.then': call<ThenAndNow>()(z.object({ objectId, at: instant })),
  /** Reads Meta's log of the last days again. Empty: of all watched accounts. */
  'timeline.refresh': call<readonly SyncFailure[]>()(
    z.object({ accountIds: z.array(accountId).max(1000), days: z.int().min(1).max(365) }),
  ),
} as const
