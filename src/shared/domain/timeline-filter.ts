import type { Instant } from './day.ts'
import type { FieldChange } from './object-state.ts'
import type { TimelineEntry, TimelineKind, Who } from './timeline.ts'

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
      return [...named, entry.words, entry.event, entry.edit?.reason ?? null, entry.application]
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
