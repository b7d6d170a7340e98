import type { Failure } from '../errors.ts'
import type { Activity } from './activities.ts'
import type { Alert, AlertKind, Severity } from './alerts.ts'
import type { Day, Instant } from './day.ts'
import type { Edit, EditMark } from './edits.ts'
import type { Micros } from './money.ts'
import type { FieldChange, SeenState } from './object-state.ts'
import type { AccountId, ObjectId } from './objects.ts'

/**
 * What happened to objects and accounts, in one list, from everybody who tells of it: our own journal, Meta's log, what was
 * seen to differ though neither told, what Meta restated and alerts. Pure: what is read from where is the service's.
 */

export type Who =
  /** Somebody at this desk; the name is what Meta's log calls the owner of the token, or who was signed in. */
  | { readonly kind: 'desk'; readonly name: string | null; readonly undo: boolean }
  | { readonly kind: 'strategy'; readonly id: string; readonly name: string }
  /** Through Meta's own pages or another program. */
  | { readonly kind: 'person'; readonly id: ObjectId | null; readonly name: string }
  | { readonly kind: 'meta' }
  | { readonly kind: 'unknown' }
export const WHO_KINDS = ['desk', 'strategy', 'person', 'meta', 'unknown'] as const satisfies readonly Who['kind'][]

/** Who told of it. */
export type Source = 'journal' | 'log' | 'seen'

/** `event`: something else that the log tells: made, reviewed, billed … */
export const TIMELINE_KINDS = ['change', 'event', 'restated', 'alert'] as const
export type TimelineKind = (typeof TIMELINE_KINDS)[number]

/** Entries of one page. */
export const MOST_ENTRIES = 1000

interface Base {
  /** The same each time it is told. */
  readonly id: string
  readonly at: Instant
  readonly accountId: AccountId | null
  readonly objectId: ObjectId | null
  readonly objectName: string | null
  readonly level: Activity['level']
  readonly who: Who
}

/** What our journal knows of a change, or of what was made. */
export interface OwnEdit {
  readonly id: string
  readonly state: EditMark
  readonly reason: string
  /** Why Meta did not do it, or why that is not known. */
  readonly failure: Failure | null
  readonly traceId: string | null
  readonly undoneBy: string | null
}

/** An edit of ours after which something else of the object was found to be changed as well. */
export interface BesideEdit {
  readonly id: string
  readonly change: FieldChange
}

export interface ChangeEntry extends Base {
  readonly kind: 'change'
  readonly change: FieldChange
  readonly sources: readonly Source[]
  /** Of what was only seen: when it was last known to be as before. */
  readonly notBefore: Instant | null
  /** Through which program, as Meta's log has it. */
  readonly application: string | null
  readonly edit: OwnEdit | null
  /** Of what is no edit of ours: the one beside which it was found, when the object was read back after it. */
  readonly beside: BesideEdit | null
}
export interface EventEntry extends Base {
  readonly kind: 'event'
  /** Meta's name of it, and its words in the language of the token's owner. */
  readonly event: string
  readonly words: string | null
  readonly sources: readonly Source[]
  readonly application: string | null
  /** By which it was made, or was to be. */
  readonly edit: OwnEdit | null
}
export interface RestatedEntry extends Base {
  readonly kind: 'restated'
  readonly restated: Omit<RestatedSum, 'accountId' | 'objectId' | 'objectName' | 'level' | 'seenAt' | 'seenOn'>
}
export interface AlertEntry extends Base {
  readonly kind: 'alert'
  readonly alert: {
    readonly id: string
    readonly kind: AlertKind
    readonly severity: Severity
    readonly what: 'opened' | 'resolved'
    readonly resolution: Alert['resolution']
  }
}
export type TimelineEntry = ChangeEntry | EventEntry | RestatedEntry | AlertEntry

/** Two states of an object that followed each other, and what is told of it in between. */
export interface Sighting {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly level: Activity['level']
  /** Which of its states it was. */
  readonly n: number
  readonly before: SeenState
  readonly after: SeenState
  readonly lines: readonly Activity[]
  readonly edits: readonly Edit[]
}

/** What Meta changed of one object's closed days, added up over what was seen on one day. Null: nothing was known. */
export interface RestatedSum {
  readonly accountId: AccountId
  readonly objectId: ObjectId | null
  readonly objectName: string | null
  readonly level: Activity['level']
  /** The account's day on which it was seen, and when it was seen last. */
  readonly seenOn: Day
  readonly seenAt: Instant
  readonly days: number
  readonly since: Day
  readonly until: Day
  readonly spend: Micros | null
  readonly results: number | null
  readonly purchases: number | null
  readonly purchaseValue: Micros | null
}

export interface TimelineParts {
  readonly edits: readonly Edit[]
  readonly lines: readonly Activity[]
  readonly sightings: readonly Sighting[]
  readonly restated: readonly RestatedSum[]
  readonly opened: readonly Alert[]
  readonly resolved: readonly Alert[]
}

/** A place in the list: what comes after it is older, or as old with a later id. */
export interface TimelineCursor {
  readonly at: Instant
  readonly id: string
}
