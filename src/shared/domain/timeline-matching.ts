import { identityOf } from './activities.ts'
import type { Activity } from './activities.ts'
import { madeBy } from './creation.ts'
import { isChangeEdit, mayHaveHappened, mayHaveHappenedFrom, partsOfChange } from './edits.ts'
import type { Edit } from './edits.ts'
import type { FieldChange } from './object-state.ts'
import { changedBy, changeOf } from './timeline-change.ts'

/** Which lines of Meta's log tell of which edits of ours. */

export interface MergeOptions {
  /** The app that the workspace calls Meta with: lines of another one are nobody's of ours. */
  readonly appId: string | null
  /** How far our clock and Meta's may lie apart: the journal goes by ours, the log by Meta's. */
  readonly skewMs: number
}

/** Meta's log is written within minutes, and an edit may wait as long for its turn. */
export const MATCH_MS = 15 * 60_000
const hashOf = (text: string): string => {
  let a = 0x811c9dc5
  let b = 0x1b873593
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193)
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b)
  }
  return ((a >>> 0).toString(36) + (b >>> 0).toString(36)).padStart(8, '0')
}
export const idOfLine = (line: Activity): string => `log:${line.at}:${hashOf(identityOf(line))}`

/** What Meta's log calls it when something was made. */
const MADE = /^create_/
const agree = <T>(a: T | null, b: T | null): boolean => a === null || b === null || a === b
const known = (value: unknown): boolean => value !== null && value !== 'UNKNOWN'

/** Whether two may tell of the same change: what one does not say does not speak against it. */
export const maySame = (a: FieldChange, b: FieldChange, sides: readonly ('before' | 'after')[]): boolean => {
  if (a.kind !== b.kind) return false
  if (a.kind === 'targeting') return false
  if (a.kind === 'budget' && b.kind === 'budget' && !agree(a.of, b.of)) return false
  return sides.every((side) => !known(a[side]) || !known(b[side]) || a[side] === b[side])
}

/** A bid that went with its strategy, of which Meta's log has a line of its own. */
export const carriedBids = (edits: readonly Edit[]): readonly Edit[] =>
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
  // What is being made is no object yet, of which a line could tell.
  const done = edits.filter((edit) => mayHaveHappened(edit) && (isChangeEdit(edit) || madeBy(edit) !== null))
  const pairs = done.flatMap((edit) => {
    const change = changedBy(edit)
    return (byObject.get(edit.objectId) ?? []).flatMap((line) => {
      const isForeign = line.applicationId !== null && appId !== null && line.applicationId !== appId
      const apart = Math.max(0, mayHaveHappenedFrom(edit) - line.at, line.at - (edit.settledAt ?? edit.createdAt))
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
