import type { InsightRow, ReachRow } from '../../../shared/domain/insights.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { ResultType } from '../../../shared/domain/objects.ts'
import {
  APP_INSTALL,
  LEAD,
  LINK_CLICK,
  POST_ENGAGEMENT,
  PURCHASE,
  resultTypeOfIndicator,
  resultTypeOfObjective,
} from './results.ts'
import { countOf, dayOf, idOf, isFields, microsOf, wholeOf } from './scalars.ts'

export const INSIGHT_FIELDS = [
  'campaign_id',
  'objective',
  'spend',
  'impressions',
  'reach',
  'clicks',
  'inline_link_clicks',
  'actions',
  'action_values',
  'results',
] as const
export const REACH_FIELDS = ['campaign_id', 'reach'] as const

/** Each wanted action type has a place, so that a row's list is gone through once. */
const WANTED = [...PURCHASE, ...LEAD, ...LINK_CLICK, ...POST_ENGAGEMENT, ...APP_INSTALL] as const
const PLACE: ReadonlyMap<unknown, number> = new Map(WANTED.map((type, place) => [type, place]))
const placesOf = (types: readonly (typeof WANTED)[number][]) => types.map((type) => WANTED.indexOf(type))
const PURCHASE_PLACES = placesOf(PURCHASE)
const PLACES: Partial<Readonly<Record<ResultType, readonly number[]>>> = {
  purchase: PURCHASE_PLACES,
  lead: placesOf(LEAD),
  link_click: placesOf(LINK_CLICK),
  post_engagement: placesOf(POST_ENGAGEMENT),
  app_install: placesOf(APP_INSTALL),
}
const ABSENT = -1
const counts: number[] = WANTED.map(() => ABSENT)
const values: number[] = WANTED.map(() => ABSENT)

/** Fills `into` from a list of action stats; false when the list or a wanted value in it makes no sense. */
const fill = (list: unknown, into: number[], read: (value: unknown) => number): boolean => {
  into.fill(ABSENT)
  // Zero lists are left out by Meta.
  if (list === undefined || list === null) return true
  if (!Array.isArray(list)) return false
  for (const each of list as readonly unknown[]) {
    if (typeof each !== 'object' || each === null) continue
    const { action_type: type, value } = each as { action_type?: unknown; value?: unknown }
    const place = PLACE.get(type)
    if (place === undefined) continue
    // No `value`: only a window other than the default counted it.
    const number = value === undefined || value === null ? 0 : read(value)
    if (Number.isNaN(number)) return false
    into[place] = number
  }
  return true
}

/** The first of the types that is there; 0 when none is, because what is zero is left out. */
const firstOf = (from: readonly number[], places: readonly number[]): number => {
  for (const place of places) {
    const value = from[place] ?? ABSENT
    if (value !== ABSENT) return value
  }
  return 0
}

interface Results {
  readonly type: ResultType | null
  /** Null: not known, or reach, which is not a sum. NaN: not understood. */
  readonly count: number | null
}

const byObjective = (objective: unknown): Results => {
  const type = resultTypeOfObjective(objective)
  const places = type === null ? undefined : PLACES[type]
  return { type, count: places ? firstOf(counts, places) : null }
}

/** `[{ indicator, values: [{ value, attribution_windows }] }]`; an entry without `values` counted nothing. */
const resultsOf = (list: unknown, objective: unknown): Results => {
  if (!Array.isArray(list) || list.length === 0) return byObjective(objective)
  // Several indicators are several kinds of result: there is no one number.
  if (list.length > 1) return { type: 'other', count: null }
  const entry: unknown = list[0]
  if (!isFields(entry) || typeof entry['indicator'] !== 'string') return byObjective(objective)
  const type = resultTypeOfIndicator(entry['indicator'])
  if (type === 'reach') return { type, count: null }
  const found = entry['values']
  if (!Array.isArray(found) || found.length === 0) return { type, count: 0 }
  const value: unknown = found[0]
  return { type, count: isFields(value) ? countOf(value['value']) : Number.NaN }
}

const optional = (value: unknown): number | null => (value === undefined || value === null ? null : wholeOf(value))
const orZero = (value: unknown): number => (value === undefined || value === null ? 0 : wholeOf(value))

/** A campaign's day. Null: the row cannot be understood, and half a row is not kept. */
export const decodeInsight = (row: unknown): InsightRow | null => {
  if (!isFields(row)) return null
  const objectId = idOf(row['campaign_id'])
  const day = dayOf(row['date_start'])
  const stop = row['date_stop']
  if (objectId === null || day === null || (stop !== undefined && stop !== day)) return null
  if (!fill(row['actions'], counts, countOf) || !fill(row['action_values'], values, microsOf)) return null
  // Meta says both on every row, zero or not: without one, a range that holds this day would silently add up to less.
  const spend = microsOf(row['spend'])
  const impressions = wholeOf(row['impressions'])
  const reach = optional(row['reach'])
  const clicks = orZero(row['clicks'])
  const linkClicks =
    row['inline_link_clicks'] === undefined
      ? wholeOf(firstOf(counts, PLACES.link_click ?? []))
      : orZero(row['inline_link_clicks'])
  const results = resultsOf(row['results'], row['objective'])
  const purchases = firstOf(counts, PURCHASE_PLACES)
  const purchaseValue = firstOf(values, PURCHASE_PLACES)
  // One NaN makes the sum NaN.
  if (Number.isNaN(spend + impressions + (reach ?? 0) + clicks + linkClicks + (results.count ?? 0))) return null
  return {
    objectId,
    day,
    sums: { spend, impressions, clicks, linkClicks, results: results.count, purchases, purchaseValue, reach },
    resultType: results.type,
  }
}

/** A campaign's reach over the whole range that was asked for. */
export const decodeReach = (row: unknown, { since, until }: DayRange): ReachRow | null => {
  if (!isFields(row)) return null
  const objectId = idOf(row['campaign_id'])
  const reach = wholeOf(row['reach'])
  return objectId === null || Number.isNaN(reach) ? null : { objectId, since, until, reach }
}
