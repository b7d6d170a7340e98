import type { ResultType } from '../../../shared/domain/objects.ts'
import { AT } from './columns.ts'
import {
  ADD_TO_CART,
  APP_INSTALL,
  CHECKOUT,
  CONTENT_VIEW,
  CONVERSATION,
  LANDING_PAGE_VIEW,
  LEAD,
  LINK_CLICK,
  POST_ENGAGEMENT,
  PURCHASE,
  REGISTRATION,
  VIDEO_VIEW,
} from './results.ts'

/** Lists of action stats: of the many overlapping types in them, the few that we count, each in its place. */

/** At most 31, a bit each. */
export const WANTED = [
  ...PURCHASE,
  ...LEAD,
  ...LINK_CLICK,
  ...POST_ENGAGEMENT,
  ...APP_INSTALL,
  ...ADD_TO_CART,
  ...CHECKOUT,
  ...REGISTRATION,
  ...CONTENT_VIEW,
  ...LANDING_PAGE_VIEW,
  ...CONVERSATION,
  ...VIDEO_VIEW,
] as const
const PLACE: ReadonlyMap<unknown, number> = new Map(WANTED.map((type, place) => [type, place]))
const placesOf = (types: readonly (typeof WANTED)[number][]) => types.map((type) => WANTED.indexOf(type))
export const PURCHASE_PLACES = placesOf(PURCHASE)
export const LINK_CLICK_PLACES = placesOf(LINK_CLICK)
export const VIDEO_VIEW_PLACES = placesOf(VIDEO_VIEW)
const LEAD_PLACES = placesOf(LEAD)
const INSTALL_PLACES = placesOf(APP_INSTALL)
const LANDING_PLACES = placesOf(LANDING_PAGE_VIEW)
export const PLACES: Partial<Readonly<Record<ResultType, readonly number[]>>> = {
  purchase: PURCHASE_PLACES,
  lead: LEAD_PLACES,
  link_click: LINK_CLICK_PLACES,
  post_engagement: placesOf(POST_ENGAGEMENT),
  app_install: INSTALL_PLACES,
  landing_page_view: LANDING_PLACES,
}
/** Figures that are one family of actions: where each stands in a row, and where its types stand among the stats. */
export const COUNTED: readonly (readonly [at: number, places: readonly number[]])[] = [
  [AT.purchases, PURCHASE_PLACES],
  [AT.landingPageViews, LANDING_PLACES],
  [AT.contentViews, placesOf(CONTENT_VIEW)],
  [AT.addToCart, placesOf(ADD_TO_CART)],
  [AT.checkouts, placesOf(CHECKOUT)],
  [AT.leads, LEAD_PLACES],
  [AT.registrations, placesOf(REGISTRATION)],
  [AT.conversations, placesOf(CONVERSATION)],
  [AT.installs, INSTALL_PLACES],
]
/** Where each stage of watching stands in a row, by the field that counts it. */
export const WATCHED = {
  video_p25_watched_actions: AT.video25,
  video_p50_watched_actions: AT.video50,
  video_p75_watched_actions: AT.video75,
  video_p100_watched_actions: AT.video100,
  video_thruplay_watched_actions: AT.thruPlays,
} as const
export type WatchedField = keyof typeof WATCHED
export const WATCHED_FIELDS = Object.keys(WATCHED) as WatchedField[]
/** In the same order. */
export const WATCHED_PLACES: readonly number[] = Object.values(WATCHED)

const ABSENT = -1
/** One number a wanted type; refilled for every row. */
export const createStats = (): Float64Array => new Float64Array(WANTED.length).fill(ABSENT)
export const clearStats = (into: Float64Array): void => void into.fill(ABSENT)
export const isAbsent = (from: Float64Array, place: number): boolean => from[place] === ABSENT

/** Keys of an entry beside its type, value and attribution windows: it is a part of the total of its type. */
const BREAKDOWNS: ReadonlySet<string> = new Set([
  'conversion_destination',
  'signal_source_bucket',
  'standard_event_content_type',
  'matched_persona_id',
  'matched_persona_name',
  'is_business_ai_assisted',
])
const isPart = (entry: object): boolean => {
  for (const key in entry) {
    if (key !== 'action_type' && (key.startsWith('action_') || BREAKDOWNS.has(key))) return true
  }
  return false
}

/** Fills `into` from a list of action stats; false when the list or a wanted value in it cannot be trusted. */
export const fillStats = (list: unknown, into: Float64Array, read: (value: unknown) => number): boolean => {
  clearStats(into)
  // Lists without entries are left out by Meta.
  if (list === undefined || list === null) return true
  if (!Array.isArray(list)) return false
  let parts = 0
  for (const each of list as readonly unknown[]) {
    if (typeof each !== 'object' || each === null) continue
    const { action_type: type, value } = each as { action_type?: unknown; value?: unknown }
    const place = PLACE.get(type)
    if (place === undefined) continue
    // Beside the parts stands their total.
    if (isPart(each)) {
      parts |= 1 << place
      continue
    }
    // No `value`: only a window other than the default counted it.
    const number = value === undefined || value === null ? 0 : read(value)
    // Not understood, or two totals: no telling which one is true.
    if (Number.isNaN(number) || (into[place] !== ABSENT && into[place] !== number)) return false
    into[place] = number
  }
  // Parts without their total.
  if (parts !== 0)
    for (let place = 0; place < WANTED.length; place += 1)
      if (parts & (1 << place) && into[place] === ABSENT) return false
  return true
}

/** The first of the types that is there; 0 when none is, because what is zero is left out. */
export const firstOf = (from: Float64Array, places: readonly number[]): number => {
  for (let i = 0; i < places.length; i++) {
    const value = from[places[i] ?? 0] ?? ABSENT
    if (value !== ABSENT) return value
  }
  return 0
}
