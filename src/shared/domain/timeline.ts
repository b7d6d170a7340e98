import type { Failure } from '../errors.ts'
import { identityOf } from './activities.ts'
import type { Activity } from './activities.ts'
import type { Alert, AlertKind, Severity } from './alerts.ts'
import type { Day, Instant } from './day.ts'
import { isChangeEdit, mayHaveHappened, partsOfChange } from './edits.ts'
import { isMarked, madeBy } from './creation.ts'
import type { Change, Edit, EditState } from './edits.ts'
import type { Micros } from './money.ts'
import { changesBetween } from './object-state.ts'
import type { FieldChange, SeenState } from './object-state.ts'
import type { AccountId, ObjectId } from './objects.ts'

/**
 * What happened to objects and accounts, in one list, from everybody who tells of it: our own journal, Meta's log, what was
 * seen to differ though neither told, what Meta restated and alerts. Pure: what is read from where is the service's.
 */

export type Who =
  /** Somebody at this desk; the name is what Meta's log calls the owner of the token. */
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

/** What our journal knows of a change. */
export interface OwnEdit {
  readonly id: string
  readonly state: EditState
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
  readonly application: string | null
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

export interface MergeOptions {
  /** The app that the workspace calls Meta with: lines of another one are nobody's of ours. */
  readonly appId: string | null
  /** How far our clock and Meta's may lie apart: the journal goes by ours, the log by Meta's. */
  readonly skewMs: number
}

/** Meta's log is written within minutes, and an edit may wait as long for its turn. */
export const MATCH_MS = 15 * 60_000
/** A state may be read a moment after it was changed and before its line is there. */
const SEEN_MS = 2 * 60_000

const hashOf = (text: string): string => {
  let a = 0x811c9dc5
  let b = 0x1b873593
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return ((a >>> 0).toString(36) + (b >>> 0).toString(36)).padStart(8, '0')
}
const idOfLine = (line: Activity): string => `log:${line.at}:${hashOf(identityOf(line))}`

/** What Meta's log calls it when something was made. */
const MADE = /^create_/
/** Its event here. */
export const CREATED = 'created'

/** An edit in the terms of the log. */
export const changeOfEdit = ({ change }: { readonly change: Change }): FieldChange => {
  switch (change.field) {
    case 'dailyBudget':
      return { kind: 'budget', of: 'daily', before: change.before, after: change.after }
    case 'lifetimeBudget':
      return { kind: 'budget', of: 'lifetime', before: change.before, after: change.after }
    case 'status':
      return { kind: 'status', before: change.before, after: change.after }
    case 'name':
      return { kind: 'name', before: change.before, after: change.after }
    case 'bidStrategy': {
      const { before, after, bid } = change
      return { kind: 'bidStrategy', before, after, ...(bid ? { bid } : {}) }
    }
    case 'bid':
    case 'spendCap':
      return { kind: change.field, before: change.before, after: change.after }
    case 'startsAt':
    case 'endsAt':
      return { kind: change.field, before: change.before, after: change.after }
  }
}

const agree = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b
const known = (value: unknown): boolean => value !== null && value !== 'UNKNOWN'

/** Whether two may tell of the same change: what one does not say does not speak against it. */
const maySame = (a: FieldChange, b: FieldChange, sides: readonly ('before' | 'after')[]): boolean => {
  if (a.kind !== b.kind) return false
  if (a.kind === 'targeting') return false
  if (a.kind === 'budget' && b.kind === 'budget' && !agree(a.of, b.of)) return false
  return sides.every((side) => !known(a[side]) || !known(b[side]) || a[side] === b[side])
}

/** What edits changed; null: they made something. */
const changedBy = ({ change }: Edit): FieldChange | null =>
  change.field === 'created' ? null : changeOfEdit({ change })

/** Each value that it changed by itself. */
const valuesChangedBy = (edit: Edit): readonly FieldChange[] =>
  isChangeEdit(edit) ? partsOfChange(edit.change).map((change) => changeOfEdit({ change })) : []

/** A bid that went with its strategy, of which Meta's log has a line of its own. */
const carriedBids = (edits: readonly Edit[]): readonly Edit[] =>
  edits.filter(isChangeEdit).flatMap((edit) =>
    partsOfChange(edit.change)
      .slice(1)
      .map((change) => ({ ...edit, change })),
  )

/** Whether the line tells what the edit did. */
const mayTellOf = (line: Activity, change: FieldChange | null): boolean => {
  const said = changeOf(line)
  if (change === null) return said === null && MADE.test(line.event)
  return said !== null && maySame(change, said, ['before', 'after'])
}

/** What is made has a mark behind its name for a moment: taking it off is part of the making. */
const takesMarkOff = (change: FieldChange | null): boolean =>
  change?.kind === 'name' && change.before !== null && isMarked(change.before)

const changeOf = ({ change }: Activity): FieldChange | null => (change.kind === 'other' ? null : change)

/**
 * Which line of Meta's log is about which edit of ours: of the same object and change, near in time, one of each. Those
 * nearest to each other come first, and lines of our own program before those that do not say which it was.
 */
export const matchEdits = (
  edits: readonly Edit[],
  lines: readonly Activity[],
  { appId, skewMs }: MergeOptions,
): ReadonlyMap<Edit, Activity> => {
  const near = MATCH_MS + Math.abs(skewMs)
  const byObject = Map.groupBy(lines, ({ objectId }) => objectId)
  const pairs = edits.filter(mayHaveHappened).flatMap((edit) => {
    const change = changedBy(edit)
    return (byObject.get(edit.objectId) ?? []).flatMap((line) => {
      const isForeign = line.applicationId !== null && appId !== null && line.applicationId !== appId
      const apart = Math.max(0, edit.createdAt - line.at, line.at - (edit.settledAt ?? edit.createdAt))
      if (isForeign || apart > near || !mayTellOf(line, change)) return []
      const isOurs = line.applicationId !== null && line.applicationId === appId
      return [{ edit, line, rank: apart + (isOurs ? 0 : near), distance: Math.abs(line.at - edit.createdAt) }]
    })
  })
  pairs.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.distance - b.distance ||
      a.edit.createdAt - b.edit.createdAt ||
      (a.edit.id < b.edit.id ? -1 : a.edit.id > b.edit.id ? 1 : idOfLine(a.line) < idOfLine(b.line) ? -1 : 1),
  )
  const found = new Map<Edit, Activity>()
  const taken = new Set<Activity>()
  for (const { edit, line } of pairs) {
    if (found.has(edit) || taken.has(line)) continue
    found.set(edit, line)
    taken.add(line)
  }
  return found
}

/** Meta's own doings have no actor of flesh, and a name of Meta's. */
const META = /^(meta|facebook)$/i
const whoOfLine = ({ actorId, actorName }: Activity): Who => {
  if (actorId === '0' || (actorName !== null && META.test(actorName.trim()))) return { kind: 'meta' }
  if (actorName !== null && actorName.trim() !== '') return { kind: 'person', id: actorId, name: actorName }
  return actorId === null ? { kind: 'unknown' } : { kind: 'person', id: actorId, name: actorId }
}
const whoOfEdit = ({ actor }: Edit, line: Activity | undefined): Who =>
  actor.kind === 'strategy'
    ? { kind: 'strategy', id: actor.strategyId, name: actor.strategyName }
    : { kind: 'desk', name: line?.actorName ?? null, undo: actor.kind === 'undo' }

/** Between making an edit, reading its object back, and writing down what became of it. It may wait long before, and be undone after. */
const READ_BACK_MS = 60_000
/** Meta's clock tells whole seconds, and what an edit sets off is written a moment later. */
const SET_OFF_MS = 10_000

const toBeside = (edit: Edit | undefined, kind: FieldChange['kind']): BesideEdit | null => {
  const change = edit && changedBy(edit)
  return edit && change && change.kind !== kind ? { id: edit.id, change } : null
}

/** Which edit was read back when its object was seen at that moment with something else changed. */
const readBackAt = (edits: readonly Edit[], at: Instant, kind: FieldChange['kind']): BesideEdit | null =>
  toBeside(
    edits.find(
      ({ createdAt, settledAt }) =>
        settledAt !== null &&
        createdAt <= at &&
        at <= settledAt &&
        Math.min(settledAt - at, at - createdAt) <= READ_BACK_MS,
    ),
    kind,
  )

/** Which edit of ours a line of our own app was written beside: it says what nobody here asked for. */
const writtenBeside = (
  line: Activity,
  kind: FieldChange['kind'],
  edits: readonly Edit[],
  { appId, skewMs }: MergeOptions,
): BesideEdit | null => {
  if (appId === null || line.applicationId !== appId) return null
  const skew = Math.abs(skewMs)
  return toBeside(
    edits.find(
      ({ objectId, createdAt, settledAt }) =>
        objectId === line.objectId &&
        createdAt - skew - 1000 <= line.at &&
        line.at <= (settledAt ?? createdAt) + skew + SET_OFF_MS,
    ),
    kind,
  )
}

const ofEdit = (edit: Edit, line: Activity | undefined): readonly TimelineEntry[] => {
  const change = changedBy(edit)
  const base = {
    id: `edit:${edit.id}`,
    at: line?.at ?? edit.createdAt,
    accountId: edit.accountId,
    objectId: edit.objectId,
    objectName: edit.objectName,
    level: line?.level ?? edit.level,
    who: whoOfEdit(edit, line),
    application: line?.applicationName ?? null,
  }
  if (change === null) {
    // What was never made happened to nothing.
    return madeBy(edit) === null ? [] : [{ ...base, kind: 'event', event: CREATED, words: null }]
  }
  return [
    {
      ...base,
      kind: 'change',
      change,
      sources: line ? ['journal', 'log'] : ['journal'],
      notBefore: null,
      edit: {
        id: edit.id,
        state: edit.state,
        reason: edit.reason,
        failure: edit.failure,
        traceId: edit.traceId,
        undoneBy: edit.undoneBy,
      },
      beside: null,
    },
  ]
}

const ofLine = (line: Activity, edits: readonly Edit[], options: MergeOptions): TimelineEntry => {
  const { at, accountId, objectId, objectName, level, event, words, applicationName } = line
  const base = { id: idOfLine(line), at, accountId, objectId, objectName, level, who: whoOfLine(line) }
  const change = changeOf(line)
  return change === null
    ? { ...base, kind: 'event', event, words, application: applicationName }
    : {
        ...base,
        kind: 'change',
        change,
        sources: ['log'],
        notBefore: null,
        application: applicationName,
        edit: null,
        beside: writtenBeside(line, change.kind, edits, options),
      }
}

/** What was seen to have changed though nobody told of it: each field that no line and no edit explains. */
const ofSighting = (sighting: Sighting, { skewMs }: MergeOptions): readonly ChangeEntry[] => {
  const { accountId, objectId, level, n, before, after, lines, edits } = sighting
  const slack = SEEN_MS + Math.abs(skewMs)
  const from = (after.knownUntil ?? before.seenAt) - slack
  const until = after.seenAt + slack
  const told = [
    ...lines.flatMap((line) => {
      const change = changeOf(line)
      return change ? [{ at: line.at, change }] : []
    }),
    ...edits.filter(mayHaveHappened).flatMap((edit) =>
      // Sent, and perhaps settled much later.
      valuesChangedBy(edit).flatMap((change) =>
        [edit.createdAt, edit.settledAt ?? edit.createdAt].map((at) => ({ at, change })),
      ),
    ),
  ]
  return changesBetween(before.state, after.state)
    .filter(
      (change) =>
        !takesMarkOff(change) &&
        !told.some((each) => from <= each.at && each.at <= until && maySame(change, each.change, ['after'])),
    )
    .map((change) => ({
      kind: 'change',
      id: `seen:${objectId}:${n}:${change.kind}`,
      at: after.seenAt,
      accountId,
      objectId,
      objectName: after.state.name,
      level,
      who: { kind: 'unknown' },
      change,
      sources: ['seen'],
      notBefore: after.knownUntil,
      application: null,
      edit: null,
      beside: readBackAt(edits, after.seenAt, change.kind),
    }))
}

const ofRestated = ({
  accountId,
  objectId,
  objectName,
  level,
  seenAt,
  seenOn,
  ...restated
}: RestatedSum): RestatedEntry => ({
  kind: 'restated',
  id: `restated:${objectId ?? accountId}:${seenOn}`,
  at: seenAt,
  accountId,
  objectId,
  objectName,
  level,
  who: { kind: 'meta' },
  restated,
})

const ofAlert = (alert: Alert, what: 'opened' | 'resolved'): AlertEntry => ({
  kind: 'alert',
  id: `alert:${alert.id}:${what}`,
  at: what === 'opened' ? alert.openedAt : (alert.resolvedAt ?? alert.openedAt),
  accountId: alert.accountId,
  objectId: alert.objectId,
  objectName: alert.objectName,
  level: alert.objectId === null ? 'account' : 'campaign',
  who: { kind: 'unknown' },
  alert: { id: alert.id, kind: alert.kind, severity: alert.severity, what, resolution: alert.resolution },
})

/** A place in the list: what comes after it is older, or as old with a later id. */
export interface TimelineCursor {
  readonly at: Instant
  readonly id: string
}
const byTime = (a: TimelineCursor, b: TimelineCursor): number => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
export const isAfter = (entry: TimelineCursor, cursor: TimelineCursor): boolean => byTime(cursor, entry) < 0

/** One list, newest first. Each edit and each line of the log is in it once: together where they tell of the same. */
export const mergeTimeline = (parts: TimelineParts, options: MergeOptions): readonly TimelineEntry[] => {
  const matched = matchEdits(parts.edits, parts.lines, options)
  const taken = new Set([...matched.values(), ...matchEdits(carriedBids(parts.edits), parts.lines, options).values()])
  return [
    ...parts.edits.flatMap((edit) => ofEdit(edit, matched.get(edit))),
    ...parts.lines
      .filter((line) => !taken.has(line) && !takesMarkOff(changeOf(line)))
      .map((line) => ofLine(line, parts.edits, options)),
    ...parts.sightings.flatMap((sighting) => ofSighting(sighting, options)),
    ...parts.restated.map(ofRestated),
    ...parts.opened.map((alert) => ofAlert(alert, 'opened')),
    ...parts.resolved.map((alert) => ofAlert(alert, 'resolved')),
  ].sort(byTime)
}

/** Empty lists and null let everything through. */
export interface TimelineFilter {
  readonly kinds: readonly TimelineKind[]
  readonly who: readonly Who['kind'][]
  readonly fields: readonly FieldChange['kind'][]
  readonly text: string
  /** Instants, both inclusive. */
  readonly since: Instant | null
  readonly until: Instant | null
}
export const NO_FILTER: TimelineFilter = { kinds: [], who: [], fields: [], text: '', since: null, until: null }

const textsOf = (entry: TimelineEntry): readonly (string | null)[] => {
  const { who, objectName, objectId } = entry
  const named = [objectName, objectId, 'name' in who ? who.name : null]
  switch (entry.kind) {
    case 'change': {
      const { change } = entry
      const sides = change.kind === 'name' || change.kind === 'bidStrategy' ? [change.before, change.after] : []
      return [...named, ...sides, entry.edit?.reason ?? null, entry.application]
    }
    case 'event':
      return [...named, entry.words, entry.event, entry.application]
    default:
      return named
  }
}

export const fits = (entry: TimelineEntry, filter: TimelineFilter): boolean => {
  const { kinds, who, fields, since, until } = filter
  const text = filter.text.trim().toLowerCase()
  return (
    (kinds.length === 0 || kinds.includes(entry.kind)) &&
    // Restatements and alerts are nobody's doing.
    (who.length === 0 || (entry.kind !== 'alert' && who.includes(entry.who.kind))) &&
    (fields.length === 0 || (entry.kind === 'change' && fields.includes(entry.change.kind))) &&
    (since === null || entry.at >= since) &&
    (until === null || entry.at <= until) &&
    (text === '' || textsOf(entry).some((each) => each?.toLowerCase().includes(text) ?? false))
  )
}
