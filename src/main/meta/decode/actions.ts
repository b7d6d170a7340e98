import type { ResultType } from '../../../shared/domain/objects.ts'
import { APP_INSTALL, LEAD, LINK_CLICK, POST_ENGAGEMENT, PURCHASE } from './results.ts'

/** Lists of action stats: of the many overlapping types in them, the few that we count, each in its place. */

export const WANTED = [...PURCHASE, ...LEAD, ...LINK_CLICK, ...POST_ENGAGEMENT, ...APP_INSTALL] as const
const PLACE: ReadonlyMap<unknown, number> = new Map(WANTED.map((type, place) => [type, place]))
const placesOf = (types: readonly (typeof WANTED)[number][]) => types.map((type) => WANTED.indexOf(type))
export const PURCHASE_PLACES = placesOf(PURCHASE)
export const LINK_CLICK_PLACES = placesOf(LINK_CLICK)
export const PLACES: Partial<Readonly<Record<ResultType, readonly number[]>>> = {
  purchase: PURCHASE_PLACES,
  lead: placesOf(LEAD),
  link_click: LINK_CLICK_PLACES,
  post_engagement: placesOf(POST_ENGAGEMENT),
  app_install: placesOf(APP_INSTALL),
}

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
  for (const place of places) {
    const value = from[place] ?? ABSENT
    if (value !== ABSENT) return value
  }
  return 0
}
