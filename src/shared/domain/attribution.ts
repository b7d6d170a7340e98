import type { DayRange } from './day.ts'
import type { Micros } from './money.ts'
import type { ResultType } from './objects.ts'

/**
 * Attribution windows by Meta's names: how long after a click or a view a conversion still counts for an ad. `value` is
 * what each ad set is set to, so what every other figure here is counted by. They are stored by their place: new ones go to
 * the end.
 */
export const WINDOW_NAMES = [
  'value',
  '1d_click',
  '7d_click',
  '28d_click',
  '1d_view',
  '1d_ev',
  'dda',
  '1d_sequenced',
  '7d_sequenced',
  '28d_sequenced',
  'incrementality',
  'incrementality_all_conversions',
  'incrementality_first_conversion',
  'custom',
] as const
export type WindowName = (typeof WINDOW_NAMES)[number]
/** Meta's name of a window that can be asked for; `value` comes unasked. */
export type AskedWindow = Exclude<WindowName, 'value'>
export const ASKED_WINDOWS: readonly AskedWindow[] = WINDOW_NAMES.filter((name) => name !== 'value')

/** What counted in one window; null: not known. */
export interface WindowFigures {
  readonly window: WindowName
  readonly results: number | null
  readonly purchases: number | null
  readonly purchaseValue: Micros | null
}

/** An object's figures over a range, by attribution window. */
export interface FiguresByWindow {
  readonly range: DayRange
  /** What its results are; null: not known. */
  readonly resultType: ResultType | null
  /** The same in every window. */
  readonly spend: Micros | null
  /** Meta's word for what `value` is counted by, as `1d_view_7d_click`; `multiple`: its ad sets differ. Null: not said. */
  readonly setting: string | null
  /** `value` first. None: nothing was delivered. */
  readonly windows: readonly WindowFigures[]
}
