import type { Instant, Day } from '../../shared/domain/day.ts'
import type { LimitReading, TokenState } from '../../shared/domain/connection.ts'
import type { AccountId, FiguresLevel, Level, ObjectId } from '../../shared/domain/objects.ts'
import type { CheckableCreation, Creation } from '../../shared/domain/creation.ts'
import type { Change } from '../../shared/domain/edits.ts'
import type { Get } from './get.ts'
import type { List } from './list.ts'
import type { Many } from './many.ts'
import type { AdAccountDetails } from './nodes/ad-account.ts'
import type { Windows } from './windows.ts'

/** The interface of this room: what services may ask of Meta. Everything here is already in our own units. */

/** Who is served first when the limits are near. */
export type Lane = 'person' | 'write' | 'poll' | 'sync' | 'backfill'

export interface CallOptions {
  readonly lane: Lane
  readonly signal?: AbortSignal
}

export interface WriteOptions extends CallOptions {
  /** Meta says whether it would take it (`validate_only`), and changes nothing. */
  readonly validateOnly?: boolean
  /** Of what it is changed: edits of campaigns Meta does not count on their own. */
  readonly level?: Level
}

export interface Person {
  readonly id: ObjectId
  readonly name: string
}

/** Which of the objects that are no more are read beside the others. Deleted ones keep their figures. */
export type Gone = 'archived' | 'deleted'

interface FiguresRequest {
  readonly level: FiguresLevel
  readonly accountId: AccountId
  readonly since: Day
  readonly until: Day
  /** Only these objects of the level; absent: all, archived and deleted ones too. */
  readonly ids?: readonly ObjectId[]
  /** How many rows are to be expected, when somebody knows: many are asked for as a report. */
  readonly expectedRows?: number
}

/** A big read. Its pages are never parsed on the main thread: the sink decodes and stores them (`decode.ts`). */
export type ReadRequest =
  | {
      /** Campaigns, ad sets or ads. */
      readonly kind: 'objects'
      readonly level: Level
      readonly accountId: AccountId
      readonly currency: string
      /** Absent: only what is neither archived nor deleted; `deleted`: both too. */
      readonly gone?: Gone
      /** Only what changed since; a changed budget does not count as a change. */
      readonly updatedSince?: Instant
      /** Only these. */
      readonly ids?: readonly ObjectId[]
    }
  | (FiguresRequest & {
      /** One row an object and day. */
      readonly kind: 'insights'
      /** Days before it are over for the account: what changes in them is a restatement. */
      readonly closedBefore?: Day
    })
  | (FiguresRequest & {
      /** Reach of a whole range, one row an object: reach cannot be added up. */
      readonly kind: 'reach'
    })
  | (FiguresRequest & {
      /** One row an object, day and hour of the account's clock. */
      readonly kind: 'hours'
    })
  | (FiguresRequest & {
      /** Conversions of a whole range by attribution window, one row an object. */
      readonly kind: 'windows'
      readonly windows: Windows
    })

/** What the sink found in one answer. */
export interface PageOutcome {
  /** Null: this item of the batch had no answer and must be asked again. */
  readonly status: number | null
  /** Lower-case names; of the batch item, or empty for a plain answer. */
  readonly headers: Readonly<Record<string, string>>
  /** The body's `error` object as it came, when there was one. */
  readonly error: unknown
  /** Cursor of the next page; null at the end. */
  readonly after: string | null
  readonly rows: number
  readonly changed: number
  /** Rows that could not be understood: the account's range is partial. */
  readonly dropped: number
  /** Tells pages apart by their first and last row; null: it has none. The same twice is a page sent twice. */
  readonly mark: string | null
  /** The body was not what it should be: not JSON, cut off, or without `data`; `noCursor`: good, but its next page is nowhere. */
  readonly malformed: 'notJson' | 'truncated' | 'malformed' | 'noCursor' | null
}

export interface PageRequest {
  readonly request: ReadRequest
  readonly first: boolean
  /** Fields that were left out of the question: what they say is unknown, where a missing one would be zero. */
  readonly without: readonly string[]
}
export interface PageBytes {
  /** Of a plain GET, or of a whole batch: then one item a request, in order. */
  readonly body: Uint8Array<ArrayBuffer>
  readonly batch: boolean
  readonly status: number
  readonly requests: readonly PageRequest[]
  readonly receivedAt: Instant
}
/** Decodes and stores in one transaction; never throws for what Meta sent, only for what the disk did. */
export type Sink = (bytes: PageBytes) => Promise<readonly PageOutcome[]>

export interface ReadReport {
  readonly request: ReadRequest
  readonly rows: number
  readonly changed: number
  readonly dropped: number
  readonly pages: number
  /** Fields that Meta would not give: what they say is unknown. */
  readonly without: readonly string[]
  /** Null: complete. An AppError otherwise; the pages before it are stored. */
  readonly failure: Error | null
}

export interface ReadingOptions extends CallOptions {
  /** Called once for each request as soon as it has ended, in whatever order they do. */
  readonly ended?: (report: ReadReport) => void
}

/**
 * Reports that Meta is making for us. It outlives the program: one that was asked for before a kill is found again by
 * its key and never asked for twice.
 */
export interface ReportBook {
  find(key: string): Promise<{ readonly runId: ObjectId; readonly requestedAt: Instant } | null>
  keep(report: ReportUnderWay): Promise<void>
  drop(key: string): Promise<void>
}
export interface ReportUnderWay {
  readonly key: string
  readonly runId: ObjectId
  readonly accountId: AccountId
  readonly requestedAt: Instant
}

export interface FoundAccounts {
  readonly accounts: readonly AdAccountDetails[]
  /** Businesses or lists that could not be read, with why; the others are in `accounts`. */
  readonly failures: readonly { readonly name: string; readonly failure: Error }[]
}

/** How a write ended as far as its answer says. `unknown`: the answer was lost, it may have been applied. */
export type WriteAnswer =
  | { readonly kind: 'accepted'; readonly traceId: string | null }
  | { readonly kind: 'refused'; readonly failure: Error; readonly traceId: string | null }
  | { readonly kind: 'unknown'; readonly failure: Error }

/** How the making of something ended as far as its answer says. `unknown`: it may have been made. */
export type CreateAnswer =
  | { readonly kind: 'made'; readonly id: ObjectId; readonly traceId: string | null }
  | Exclude<WriteAnswer, { readonly kind: 'accepted' }>

/** What a lane may still read of an account. */
export interface Headroom {
  /** Calls that may go now; 0: none. */
  readonly reads: number
  /** When one more becomes free; null: never, that is all the lane may have at once. */
  readonly moreAt: Instant | null
}

export interface GraphCounters {
  /** Calls as Meta counts them: each batch item is one. */
  readonly calls: number
  readonly requests: number
}

/** All of it throws AppError only. One instance a workspace. */
export interface Graph {
  me(options: CallOptions): Promise<Person>
  /** `debug_token` and `/me/permissions` in one: what the token is and may do. */
  tokenState(options: CallOptions): Promise<TokenState>
  /** The person's own list, and owned and client lists of every business, side by side, merged by id. */
  accounts(options: CallOptions): Promise<FoundAccounts>
  /**
   * Batches up to 50 requests, follows their pages to the end, retries what may be retried. One report a request. They are
   * begun in their order, and none waits for another that is slow or throttled.
   */
  read(requests: readonly ReadRequest[], sink: Sink, options: ReadingOptions): Promise<readonly ReadReport[]>
  /** A small list of anything, by the edges of `nodes/`, read to its end. */
  readonly list: List
  /** One object of any kind, by the nodes of `nodes/`. */
  readonly get: Get
  /** Many of one kind, by their ids. */
  readonly many: Many
  /** Sends once, never repeats. `currency` converts money to minor units. */
  write(
    id: ObjectId,
    accountId: AccountId,
    change: Change,
    currency: string,
    options: WriteOptions,
  ): Promise<WriteAnswer>
  /** When Meta takes another such change of the object, where it counts these on their own; now or earlier: at once. */
  editAt(what: { readonly objectId: ObjectId; readonly field: string }): Instant
  /** When a change of this may go as far as Meta's limits are known; now or earlier: at once. */
  writeAt(what: { readonly accountId: AccountId; readonly objectId: ObjectId; readonly field: string }): Instant
  /** Makes something once, paused, under its marked name (`markedName`). `holderId`: what it is in; null: the account. */
  create(
    creation: Creation,
    holderId: ObjectId | null,
    accountId: AccountId,
    currency: string,
    options: CallOptions,
  ): Promise<CreateAnswer>
  /** Asks whether Meta would make it (`validate_only`), and makes nothing. */
  checkCreation(
    creation: CheckableCreation,
    holderId: ObjectId | null,
    accountId: AccountId,
    currency: string,
    options: CallOptions,
  ): Promise<WriteAnswer>
  /** Takes the app's permission back (`DELETE /me/permissions`). */
  revoke(options: CallOptions): Promise<void>
  limits(): readonly LimitReading[]
  /** How many reads this lane may still make for an account now, and when one more becomes free. */
  headroom(lane: Lane, accountId: AccountId): Headroom
  counters(): GraphCounters
  /** What Meta said when another version answered than was asked for; null: never since start. */
  versionWarning(): string | null
  /** Now by Meta's clock (the Date header), so that a wrong clock here does not move the account's day. */
  now(): Instant
}
