import type { SeriesMark } from '../../shared/domain/series.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'
import { changedText, ownEdit, whatText, whoText } from './entry-text.ts'
import type { MarkKind } from './figures-chart-lines.ts'

/** Ours, of somebody else, or of Meta's counting. */
export const markKind = ({ entry }: SeriesMark): MarkKind =>
  entry.kind === 'restated' ? 'restated' : ownEdit(entry) ? 'edit' : 'activity'

/** What happened, in one sentence. `object`: to what, where it is not clear from the chart. */
export const markText = (
  { entry, currency, zone }: SeriesMark,
  object: string | null,
  strings: Strings,
  format: Format,
): string => {
  const { charts } = strings
  const changed = changedText(strings, format, entry, currency, zone)
  const what = changed === '' ? whatText(strings, entry) : charts.markOf(changed, whatText(strings, entry))
  // That Meta restates is said already.
  const by = entry.kind === 'restated' ? what : charts.markBy(what, whoText(strings, entry.who))
  return object === null ? by : charts.markOf(by, object)
}
