import type { Instant } from './day.ts'
import { EDIT_FIELDS } from './edits.ts'
import type { Change, EditField } from './edits.ts'
import type { FieldChange, ObjectState, StateField } from './object-state.ts'
import { STATE_FIELDS } from './object-state.ts'
import { isLevel } from './objects.ts'
import type { AccountId, ObjectId } from './objects.ts'
import type { ChangeEntry, TimelineEntry } from './timeline.ts'

/**
 * What somebody else changed: a colleague, Meta, or nobody knows who. Everything that our journal does not know, of objects that
 * had been read here before: so there was an old value to be surprised about.
 */

/** What becomes of a change: `by` takes it back, or there is a reason why nothing can. */
export type PutBack =
  | { readonly by: Change }
  /** `back`: it is as it was. `unsaid`: what it was is not known. `gone`: archived or deleted. `never`: Meta does not let it be edited. */
  | { readonly not: 'back' | 'unsaid' | 'gone' | 'never' }

/** A change that is not ours, of what an edit could change too. */
export interface SilentEntry extends ChangeEntry {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly change: FieldChange & { readonly kind: StateField }
}
export interface SilentChange extends SilentEntry {
  /** From what the change left to what it is set to now, as last read. */
  readonly now: FieldChange
  readonly putBack: PutBack
  /** Nobody has marked it as seen. */
  readonly isNew: boolean
}

/** Up to where somebody has looked at an object's field: what happened later is new. */
export interface Looked {
  readonly objectId: ObjectId
  readonly field: StateField
  readonly until: Instant
}

/** What the cache knows of an object, as far as changes of it are judged by it. */
export interface Standing {
  readonly objectId: ObjectId
  /** When it was read for the first time. */
  readonly firstSeenAt: Instant
  readonly state: ObjectState
  readonly looked: readonly Omit<Looked, 'objectId'>[]
}

/** So many are counted. */
export const MOST_SILENT = 1000
/** So far back one is reminded; older changes are in the timeline. */
export const SILENT_DAYS = 30

const FIELDS: ReadonlySet<string> = new Set(STATE_FIELDS)

export const isSilent = (entry: TimelineEntry): entry is SilentEntry =>
  entry.kind === 'change' &&
  entry.edit === null &&
  entry.accountId !== null &&
  entry.objectId !== null &&
  isLevel(entry.level) &&
  FIELDS.has(entry.change.kind)

const nowOf = (change: SilentEntry['change'], state: ObjectState): FieldChange => {
  switch (change.kind) {
    case 'budget':
      return {
        kind: 'budget',
        of: state.budget?.kind ?? null,
        before: change.after,
        after: state.budget?.amount ?? null,
      }
    case 'status':
      return { kind: 'status', before: change.after, after: state.status }
    case 'name':
    case 'bidStrategy':
      return { kind: change.kind, before: change.after, after: state[change.kind] }
    case 'bid':
    case 'startsAt':
    case 'endsAt':
      return { kind: change.kind, before: change.after, after: state[change.kind] }
  }
}

const fieldOf = (change: SilentEntry['change'], state: ObjectState): EditField | null => {
  if (change.kind !== 'budget') return change.kind
  // Of which kind it was Meta's log may not say; one that has become another kind cannot be set back.
  const kind = state.budget?.kind ?? null
  if (kind === null || (change.of !== null && change.of !== kind)) return null
  return kind === 'daily' ? 'dailyBudget' : 'lifetimeBudget'
}

/** The edit that takes a change back, from what the field is set to now. */
const putBackOf = (entry: SilentEntry, state: ObjectState): PutBack => {
  const { change, level } = entry
  if (state.status !== 'ACTIVE' && state.status !== 'PAUSED') return { not: 'gone' }
  const field = fieldOf(change, state)
  const fields: readonly EditField[] = isLevel(level) ? EDIT_FIELDS[level] : []
  if (field === null || !fields.includes(field)) return { not: 'never' }
  const before = nowOf(change, state).after
  const after = change.before
  // An end that was read may have been none; all else is null where it is not known.
  const isSaid = after !== null || (field === 'endsAt' && entry.sources.includes('seen'))
  if (!isSaid || after === 'UNKNOWN') return { not: 'unsaid' }
  if (after === before) return { not: 'back' }
  if (field === 'status' && after !== 'ACTIVE' && after !== 'PAUSED') return { not: 'never' }
  if (before === null && field !== 'endsAt' && field !== 'bid') return { not: 'never' }
  return { by: { field, before, after } as Change }
}

/**
 * Those of a stretch of the timeline that are told as changed by others, each with what became of it. An object that `standings` does
 * not hold was never read; one that was read only after the change has no old value that anybody here knew.
 */
export const silentChanges = (
  entries: readonly TimelineEntry[],
  standings: ReadonlyMap<ObjectId, Standing>,
): readonly SilentChange[] =>
  entries.filter(isSilent).flatMap((entry): readonly SilentChange[] => {
    const standing = standings.get(entry.objectId)
    if (!standing || entry.at < standing.firstSeenAt) return []
    const until = standing.looked.find(({ field }) => field === entry.change.kind)?.until ?? -Infinity
    const { state } = standing
    return [{ ...entry, now: nowOf(entry.change, state), putBack: putBackOf(entry, state), isNew: entry.at > until }]
  })

/** That these were looked at, and with each what happened to its field before it: nothing else. */
export const lookedOf = (
  changes: readonly (Pick<SilentEntry, 'objectId' | 'at'> & { readonly change: { readonly kind: StateField } })[],
): readonly Looked[] => {
  const found = new Map<string, Looked>()
  for (const { objectId, at, change } of changes) {
    const key = `${objectId} ${change.kind}`
    found.set(key, { objectId, field: change.kind, until: Math.max(at, found.get(key)?.until ?? 0) })
  }
  return [...found.values()]
}
