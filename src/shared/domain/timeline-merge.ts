import { ofAlert, ofEdit, ofLine, ofRestated, ofSighting } from './timeline-entries.ts'
import { changeOf, takesMarkOff } from './timeline-change.ts'
import { carriedBids, matchEdits } from './timeline-matching.ts'
import type { MergeOptions } from './timeline-matching.ts'
import type { TimelineCursor, TimelineEntry, TimelineParts } from './timeline.ts'

const byTime = (a: TimelineCursor, b: TimelineCursor): number => b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
export const isAfter = (entry: TimelineCursor, cursor: TimelineCursor): boolean => byTime(cursor, entry) < 0

/** One list, newest first. Each edit and each line of the log is in it once: together where they tell of the same. */
export const mergeTimeline = (parts: TimelineParts, options: MergeOptions): readonly TimelineEntry[] => {
  const matched = matchEdits(parts.edits, parts.lines, options)
  const taken = new Set([...matched.values(), ...matchEdits(carriedBids(parts.edits), parts.lines, options).values()])
  return [
    ...parts.edits.map((edit) => ofEdit(edit, matched.get(edit))),
    ...parts.lines
      .filter((line) => !taken.has(line) && !takesMarkOff(changeOf(line)))
      .map((line) => ofLine(line, parts.edits, options)),
    ...parts.sightings.flatMap((sighting) => ofSighting(sighting, options)),
    ...parts.restated.map(ofRestated),
    ...parts.opened.map((alert) => ofAlert(alert, 'opened')),
    ...parts.resolved.map((alert) => ofAlert(alert, 'resolved')),
  ].sort(byTime)
}
