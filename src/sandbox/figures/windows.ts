import { draw, hash } from '../random.ts'
import type { AdSet } from '../model.ts'

/** Which of the conversions of a day count in which attribution window. */

export const WINDOWS = ['1d_click', '7d_click', '28d_click', '1d_view'] as const
export type Window = (typeof WINDOWS)[number]

/** What is counted by window: what people do off Meta, or on a form. */
const COUNTED = [
  'leads',
  'purchases',
  'purchaseValue',
  'carts',
  'checkouts',
  'installs',
  'contents',
  'registrations',
] as const
export type Counted = (typeof COUNTED)[number]

/** One place for every counted thing in every window. Click windows hold the shorter ones. */
export type WindowSums = Float64Array
export const noWindowSums = (): WindowSums => new Float64Array(COUNTED.length * WINDOWS.length)
export const windowPlace = (counted: Counted, window: Window): number =>
  COUNTED.indexOf(counted) * WINDOWS.length + WINDOWS.indexOf(window)

const SETTINGS = ['1d_click', '7d_click', '1d_view_1d_click', '1d_view_7d_click'] as const
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

/** Conversions by window, in the order of `WINDOWS`. */
export type WindowCounts = readonly [day: number, week: number, month: number, view: number]

/**
 * `arrived` conversions of the ad set's own setting in all windows, and with them those that it leaves out and that
 * happened all the same: a part of what was `expected`. `luck` is the state of the day's draws.
 */
export const countWindows = (
  setting: AttributionSetting,
  { arrived, expected }: { readonly arrived: number; readonly expected: number },
  luck: number,
): WindowCounts => {
  const part = (whole: number, share: number, k: number): number => Math.floor(whole * share + draw(luck, k))
  const beside = (share: number, k: number): number => (expected === 0 ? 0 : part(expected, share, k))
  const withViews = setting.startsWith('1d_view')
  const forWeek = setting.endsWith('7d_click')
  const view = withViews ? Math.min(arrived, part(arrived, VIEWED, 901)) : beside(VIEWED, 901)
  const clicks = withViews ? arrived - view : arrived
  const day = forWeek ? Math.max(0, clicks - part(clicks, CLICKED_LATER, 902)) : clicks
  const week = forWeek ? clicks : clicks + beside(CLICKED_LATER, 902)
  return [day, week, week + beside(CLICKED_LATEST, 903), view]
}

/** Adds counts of one thing, each as `worth` says what so many of it are. */
export const addWindows = (
  into: WindowSums,
  counted: Counted,
  counts: WindowCounts,
  worth: (count: number) => number,
): void => {
  const at = COUNTED.indexOf(counted) * WINDOWS.length
  counts.forEach((count, i) => {
    into[at + i] = (into[at + i] ?? 0) + worth(count)
  })
}
