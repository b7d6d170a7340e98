import { draw, hash } from '../random.ts'
import type { AdSet } from '../model.ts'

/** Which of the conversions of a day count in which attribution window. */

export const WINDOWS = ['1d_click', '7d_click', '28d_click', '1d_view'] as const
export type Window = (typeof WINDOWS)[number]

/** What is counted by window: what people do off Meta, or on a form. */
export const COUNTED = ['leads', 'purchases', 'purchaseValue', 'carts', 'checkouts', 'installs'] as const
export type Counted = (typeof COUNTED)[number]

/** One place for every counted thing in every window. Click windows hold the shorter ones. */
export type WindowSums = Float64Array
export const noWindowSums = (): WindowSums => new Float64Array(COUNTED.length * WINDOWS.length)
export const windowPlace = (counted: Counted, window: Window): number =>
  COUNTED.indexOf(counted) * WINDOWS.length + WINDOWS.indexOf(window)

export const SETTINGS = ['1d_click', '7d_click', '1d_view_1d_click', '1d_view_7d_click'] as const
/** What an ad set counts its own `value` by, in Meta's words. */
export type AttributionSetting = (typeof SETTINGS)[number]

interface AttributionEvent {
  readonly event_type: string
  readonly window_days: number
}

/** The setting that an `attribution_spec` stands for; null for one that nobody here counts by. */
export const settingOf = (spec: unknown): AttributionSetting | null => {
  if (!Array.isArray(spec)) return null
  const days = (type: string): number =>
    (spec as Partial<AttributionEvent>[]).find((event) => event?.event_type === type)?.window_days ?? 0
  const name = `${days('VIEW_THROUGH') === 1 ? '1d_view_' : ''}${days('CLICK_THROUGH')}d_click`
  return SETTINGS.find((setting) => setting === name) ?? null
}

/** What an ad set of this world counts by until somebody writes something else, as `attribution_spec`. */
export const firstAttribution = (adset: AdSet): readonly AttributionEvent[] => {
  const clicksOnly =
    adset.goal === 'OFFSITE_CONVERSIONS' &&
    adset.campaign.exact === null &&
    draw(hash(Number(adset.id.slice(-9)), 7, 1), 1) < 0.2
  const clicks = { event_type: 'CLICK_THROUGH', window_days: 7 }
  return clicksOnly ? [clicks] : [clicks, { event_type: 'VIEW_THROUGH', window_days: 1 }]
}

/** Of 100 conversions within 7 days of a click or a day of a view, so many came by each. */
const VIEWED = 0.14
const CLICKED_LATER = 0.21
/** Beside them, later than any ad set here counts. */
const CLICKED_LATEST = 0.08

/**
 * Counts `arrived` conversions of the ad set's own setting into all windows. `value` is what they are worth together;
 * `luck` is the state of the day's draws.
 */
export const countWindows = (
  into: WindowSums,
  counted: Counted,
  setting: AttributionSetting,
  arrived: number,
  luck: number,
): void => {
  const part = (share: number, k: number): number => Math.floor(arrived * share + draw(luck, k))
  const withViews = setting.startsWith('1d_view')
  const later = part(CLICKED_LATER, 902)
  const views = part(VIEWED, 901)
  const clicks = withViews ? Math.max(0, arrived - views) : arrived
  const weekClicks = setting.endsWith('7d_click') ? clicks : clicks + later
  const at = COUNTED.indexOf(counted) * WINDOWS.length
  into[at] = (into[at] ?? 0) + (setting.endsWith('7d_click') ? Math.max(0, clicks - later) : clicks)
  into[at + 1] = (into[at + 1] ?? 0) + weekClicks
  into[at + 2] = (into[at + 2] ?? 0) + weekClicks + part(CLICKED_LATEST, 903)
  // What a setting leaves out happened all the same.
  into[at + 3] = (into[at + 3] ?? 0) + (withViews ? arrived - clicks : views)
}
