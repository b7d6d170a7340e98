import { CUT_RULES, hourOfLabel, namesOf, withheldOf } from '../../shared/domain/breakdowns.ts'
import type { CutId, Cuts, Refusal, Withheld } from '../../shared/domain/breakdowns.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import type { MetricId } from '../../shared/domain/metrics.ts'
import type { Format } from '../format.ts'
import type { Strings } from '../strings/catalogue.ts'

/** Parts, cuts and reasons in words. */

const UNKNOWN = /^unknown$/i
const two = (value: number): string => String(value).padStart(2, '0')

const countryNames = new Map<string, Intl.DisplayNames>()
const countryOf = (code: string, locale: string): string => {
  const names = countryNames.get(locale) ?? new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' })
  countryNames.set(locale, names)
  try {
    return names.of(code) ?? code
  } catch {
    // Not a code of a country at all.
    return code
  }
}

/** Meta's word for a part, in ours where there is one; `name` is Meta's name of the breakdown. */
const labelWord = (name: string, label: string, { asked }: Strings, { locale }: Format): string => {
  if (UNKNOWN.test(label)) return asked.values.unknown
  const hour = hourOfLabel(label)
  if (hour !== null) return asked.hourOf(two(hour))
  if (name === 'country') return countryOf(label, locale)
  const words: Readonly<Record<string, string>> = asked.values
  if (name === 'age') return label.replace('-', '–')
  if (name === 'region') return label
  return (Object.hasOwn(words, label) ? words[label] : undefined) ?? label.replaceAll('_', ' ')
}

export const partWords = (
  cuts: Cuts,
  labels: readonly string[],
  strings: Strings,
  format: Format,
): readonly string[] => {
  const names = namesOf(cuts)
  return labels.map((label, i) => labelWord(names[i] ?? '', label, strings, format))
}

/** What orders parts as a person would have them: hours by the clock, the unknown at the end. */
export const partOrder = (labels: readonly string[]): string =>
  labels.map((label) => (UNKNOWN.test(label) ? '\uffff' : label)).join('\n')

/** In these the order of the parts says something, so that they are not sorted by size at first. */
const ORDERED: readonly CutId[] = ['age', 'hour']
export const isOrdered = (cuts: Cuts): boolean => cuts.some((cut) => ORDERED.includes(cut))

export const refusalText = (refusal: Refusal, { asked }: Strings, format: Format): string =>
  refusal.why === 'tooOld' ? asked.refusals.tooOld(format.fullDay(refusal.since)) : asked.refusals[refusal.why]

/** Why figures are not among the parts, a sentence a reason. `unknown`: no part has them although the whole has. */
export const withheldSentences = (
  cuts: Cuts,
  figures: readonly MetricId[],
  unknown: readonly MetricId[],
  range: DayRange,
  today: Day,
  { asked, metrics }: Strings,
  format: Format,
): readonly string[] => {
  const isOffMeta = cuts.some((cut) => CUT_RULES[cut].lacks.includes('offMeta'))
  const reasonOf = (id: MetricId): Withheld | null =>
    withheldOf(cuts, id, range, today) ?? (isOffMeta && unknown.includes(id) ? 'offMeta' : null)
  const byReason = Map.groupBy(figures, reasonOf)
  return (['people', 'offMeta', 'video', 'tooOld'] as const).flatMap((why) => {
    const ids = byReason.get(why)
    return ids ? [asked.withheld[why](format.list(ids.map((id) => metrics.fullNames[id])))] : []
  })
}
