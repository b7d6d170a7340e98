import type { WindowFigures, WindowName } from '../../../shared/domain/attribution.ts'
import type { WindowRow } from '../../../shared/domain/insights.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { FiguresLevel, ResultType } from '../../../shared/domain/objects.ts'
import type { Windows } from '../windows.ts'
import { createStats, fillStats, firstOf, isAbsent, PLACES, PURCHASE_PLACES, WANTED } from './actions.ts'
import { ID_FIELD, knowsActions } from './insights.ts'
import { resultTypeOfIndicator, resultTypeOfObjective } from './results.ts'
import { countOf, idOf, isFields, microsOf, wholeOf } from './scalars.ts'
import type { Fields } from './scalars.ts'

/** What a row of figures says in each attribution window. */

const VALUE = 'value'

export const known = (number: number): number | null => (Number.isNaN(number) ? null : number)

/** The list as one window counted it: that window's key stands where the total stood. */
const inWindow = (list: unknown, window: WindowName): unknown =>
  window === VALUE || !Array.isArray(list)
    ? list
    : list.map((entry: unknown) => (isFields(entry) ? { ...entry, value: entry[window] } : entry))

const hasKey = (list: unknown, window: WindowName): boolean =>
  Array.isArray(list) && list.some((entry: unknown) => isFields(entry) && Object.hasOwn(entry, window))

/** What the row's results are. */
interface Kind {
  readonly type: ResultType | null
  /** Where they stand among the actions; none: nowhere that we know. */
  readonly places: readonly number[]
  /** Meta's own counts of them; null: it did not say. */
  readonly said: readonly unknown[] | null
}

const ofObjective = (objective: unknown): Kind => {
  const type = resultTypeOfObjective(objective)
  return { type, places: (type && PLACES[type]) ?? [], said: null }
}

const kindOf = ({ results, objective }: Fields): Kind => {
  if (!Array.isArray(results) || results.length === 0) return ofObjective(objective)
  // Several indicators are several kinds of result: there is no one number.
  if (results.length > 1) return { type: 'other', places: [], said: null }
  const entry: unknown = results[0]
  if (!isFields(entry) || typeof entry['indicator'] !== 'string') return ofObjective(objective)
  const { indicator, values } = entry
  // The very action that is meant, not the family's widest: windows must be compared with what `value` counts.
  const place = WANTED.findIndex((type) => `actions:${type}` === indicator)
  return {
    type: resultTypeOfIndicator(indicator),
    places: place < 0 ? [] : [place],
    said: Array.isArray(values) ? values : [],
  }
}

/** `[{ value, attribution_windows }]`. Undefined: nothing is said of the window; null: not to be understood. */
const saidOf = (said: readonly unknown[], window: WindowName): number | null | undefined => {
  const name = window === VALUE ? 'default' : window
  const about = said.filter((entry) => {
    const names = isFields(entry) ? entry['attribution_windows'] : null
    return Array.isArray(names) ? names.includes(name) : window === VALUE
  })
  if (about.length === 0) return undefined
  const [only] = about
  return about.length === 1 && isFields(only) ? known(countOf(only['value'])) : null
}

/** Of `kind`, by Meta's own word where there is one. `counts` null: the actions are not known. */
const resultsIn = ({ type, places, said }: Kind, window: WindowName, counts: Float64Array | null): number | null => {
  // Reach is of people, whom no window counts.
  if (type === null || type === 'reach') return null
  const own = said === null ? undefined : saidOf(said, window)
  if (own !== undefined) return own
  if (said !== null && window === VALUE) return said.length === 0 ? 0 : null
  if (counts === null || places.length === 0) return null
  // There were results, but the action that they are is not listed: no telling what it would say.
  if (said !== null && said.length > 0 && places.every((place) => isAbsent(counts, place))) return null
  return firstOf(counts, places)
}

/** Of all windows that were asked for; of those that only some have, where they counted something. */
export const figuresByWindowOf = (
  row: Fields,
  windows: Windows,
  without: ReadonlySet<string>,
): { readonly type: ResultType | null; readonly windows: readonly WindowFigures[] } => {
  const always: readonly WindowName[] = [VALUE, ...windows.counted]
  const { actions, action_values: actionValues } = row
  const kind = kindOf(row)
  const areActionsKnown = knowsActions(actions, known(wholeOf(row['inline_link_clicks'])), { without })

  const figuresIn = (window: WindowName): WindowFigures => {
    // Where a window is not for everyone, only its own keys say that it counted.
    const isCounted = always.includes(window) || hasKey(actions, window) || hasKey(actionValues, window)
    const stats = createStats()
    const counts = isCounted && areActionsKnown && fillStats(inWindow(actions, window), stats, countOf) ? stats : null
    const sums = createStats()
    const values =
      isCounted && !without.has('action_values') && fillStats(inWindow(actionValues, window), sums, microsOf)
        ? sums
        : null
    return {
      window,
      results: resultsIn(kind, window, counts),
      purchases: counts && firstOf(counts, PURCHASE_PLACES),
      purchaseValue: values && firstOf(values, PURCHASE_PLACES),
    }
  }

  return {
    type: kind.type,
    windows: [
      ...always.map(figuresIn),
      ...windows.sometimes
        .map(figuresIn)
        .filter((found) => [found.results, found.purchases, found.purchaseValue].some((value) => value !== null)),
    ],
  }
}

/** Beside what a row is of. */
export const WINDOW_FIELDS = ['objective', 'inline_link_clicks', 'actions', 'action_values', 'results'] as const

/** An object over the whole range that was asked for; null: not understood. */
export const decodeWindows = (
  row: unknown,
  { level, since, until, windows }: DayRange & { readonly level: FiguresLevel; readonly windows: Windows },
  without: ReadonlySet<string>,
): WindowRow | null => {
  const objectId = isFields(row) ? idOf(row[ID_FIELD[level]]) : null
  if (!isFields(row) || objectId === null) return null
  // `value` is what every other row of figures says.
  const found = figuresByWindowOf(row, windows, without).windows.filter(({ window }) => window !== VALUE)
  return { objectId, since, until, windows: found }
}
