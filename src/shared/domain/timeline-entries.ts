import type { Activity } from './activities.ts'
import type { Alert } from './alerts.ts'
import { madeBy } from './creation.ts'
import type { Instant } from './day.ts'
import { markOf, mayHaveHappened, mayHaveHappenedFrom } from './edits.ts'
import type { Edit } from './edits.ts'
import { changesBetween } from './object-state.ts'
import type { FieldChange } from './object-state.ts'
import { changedBy, changeOf, takesMarkOff, valuesChangedBy } from './timeline-change.ts'
import { idOfLine, maySame } from './timeline-matching.ts'
import type { MergeOptions } from './timeline-matching.ts'
import type {
  AlertEntry,
  BesideEdit,
  ChangeEntry,
  RestatedEntry,
  RestatedSum,
  Sighting,
  TimelineEntry,
  Who,
} from './timeline.ts'

/** What each that tells of something says in the list. */

/** A state may be read a moment after it was changed and before its line is there. */
const SEEN_MS = 2 * 60_000

/** Its event here. */
export const CREATED = 'created'

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
    : { kind: 'desk', name: line?.actorName ?? actor.userName ?? null, undo: actor.kind === 'undo' }

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

export const ofEdit = (edit: Edit, line: Activity | undefined): TimelineEntry => {
  const change = changedBy(edit)
  const base = {
    id: `edit:${edit.id}`,
    at: line?.at ?? edit.createdAt,
    accountId: edit.accountId,
    objectName: edit.objectName,
    level: line?.level ?? edit.level,
    who: whoOfEdit(edit, line),
    sources: line ? (['journal', 'log'] as const) : (['journal'] as const),
    application: line?.applicationName ?? null,
    edit: {
      id: edit.id,
      state: markOf(edit),
      reason: edit.reason,
      failure: edit.failure,
      traceId: edit.traceId,
      undoneBy: edit.undoneBy,
    },
  }
  // What Meta has not made, or has not said that it has, is no object yet.
  if (change === null) return { ...base, kind: 'event', objectId: madeBy(edit), event: CREATED, words: null }
  return { ...base, kind: 'change', objectId: edit.objectId, change, notBefore: null, beside: null }
}

export const ofLine = (line: Activity, edits: readonly Edit[], options: MergeOptions): TimelineEntry => {
  const { at, accountId, objectId, objectName, level, event, words, applicationName } = line
  const base = { id: idOfLine(line), at, accountId, objectId, objectName, level, who: whoOfLine(line) }
  const change = changeOf(line)
  return change === null
    ? { ...base, kind: 'event', event, words, sources: ['log'], application: applicationName, edit: null }
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
export const ofSighting = (sighting: Sighting, { skewMs }: MergeOptions): readonly ChangeEntry[] => {
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
        [mayHaveHappenedFrom(edit), edit.createdAt, edit.settledAt ?? edit.createdAt].map((at) => ({ at, change })),
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

export const ofRestated = ({
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

export const ofAlert = (alert: Alert, what: 'opened' | 'resolved'): AlertEntry => ({
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
