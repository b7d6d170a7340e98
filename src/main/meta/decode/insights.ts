import { HOUR_OF_ACCOUNT, hourOfLabel, OFF_META, ON_META } from '../../../shared/domain/breakdowns.ts'
import type { ReachRow } from '../../../shared/domain/insights.ts'
import type { DayRange } from '../../../shared/domain/day.ts'
import type { FiguresLevel, ResultType } from '../../../shared/domain/objects.ts'
import {
  COUNTED,
  createStats,
  fillStats,
  firstOf,
  isAbsent,
  LINK_CLICK_PLACES,
  PLACES,
  PURCHASE_PLACES,
  VIDEO_VIEW_PLACES,
  WATCHED,
  WATCHED_FIELDS,
  WATCHED_PLACES,
} from './actions.ts'
import { AT, dayNumberOf } from './columns.ts'
import type { ColumnsUnderWay } from './columns.ts'
import { resultTypeOfIndicator, resultTypeOfObjective } from './results.ts'
import { countOf, idOf, isFields, microsOf, wholeOf } from './scalars.ts'
import type { Fields } from './scalars.ts'

export const ID_FIELD = {
  account: 'account_id',
  campaign: 'campaign_id',
  adset: 'adset_id',
  ad: 'ad_id',
} as const satisfies Record<FiguresLevel, string>

const MEASURES = [
  'spend',
  'impressions',
  'reach',
  'clicks',
  'inline_link_clicks',
  'actions',
  'action_values',
  'results',
  ...WATCHED_FIELDS,
] as const
/** No attribution windows are asked for: `value` is what the ad set itself is judged by. */
export const insightFields = (level: FiguresLevel): readonly string[] =>
  level === 'account' ? [ID_FIELD.account, ...MEASURES] : [ID_FIELD[level], 'objective', ...MEASURES]
export const reachFields = (level: FiguresLevel): readonly string[] => [ID_FIELD[level], 'reach']
export const isWatched = (field: string): boolean => (WATCHED_FIELDS as readonly string[]).includes(field)
/** By the hour Meta counts no people, and no video. */
export const hourFields = (level: FiguresLevel): readonly string[] =>
  insightFields(level).filter((field) => field !== 'reach' && !isWatched(field))

/** What was asked: rows of another range are not believed, and fields that were not asked for are unknown, not zero. */
export interface InsightQuestion {
  readonly level: FiguresLevel
  /** 20260131 */
  readonly since: number
  readonly until: number
  readonly without: ReadonlySet<string>
}

const counts = createStats()
const values = createStats()
const watched = createStats()

interface Results {
  readonly type: ResultType | null
  /** Null: not known, or reach, which is not a sum. NaN: not understood. */
  readonly count: number | null
}

const isMissing = (value: unknown): boolean => value === undefined || value === null

/** A list without entries is left out. But a click on a link is one: where there were such clicks, the list has vanished. */
export const knowsActions = (
  actions: unknown,
  inlineClicks: number | null,
  { without }: Pick<InsightQuestion, 'without'>,
): boolean => !without.has('actions') && !(isMissing(actions) && (inlineClicks ?? 0) > 0)

const byObjective = (objective: unknown, known: boolean): Results => {
  const type = resultTypeOfObjective(objective)
  const places = type === null ? undefined : PLACES[type]
  return { type, count: places && known ? firstOf(counts, places) : null }
}

/** `[{ indicator, values: [{ value, attribution_windows }] }]`; an entry without `values` counted nothing. */
const resultsOf = (list: unknown, objective: unknown, known: boolean): Results => {
  if (!Array.isArray(list) || list.length === 0) return byObjective(objective, known)
  // Several indicators are several kinds of result: there is no one number.
  if (list.length > 1) return { type: 'other', count: null }
  const entry: unknown = list[0]
  if (!isFields(entry) || typeof entry['indicator'] !== 'string') return byObjective(objective, known)
  const type = resultTypeOfIndicator(entry['indicator'])
  if (type === 'reach') return { type, count: null }
  const found = entry['values']
  if (!Array.isArray(found) || found.length === 0) return { type, count: 0 }
  // One value an attribution setting: two of them are two answers.
  const value: unknown = found.length === 1 ? found[0] : null
  return { type, count: isFields(value) ? countOf(value['value']) : Number.NaN }
}

/** Scalars come even when they are zero: one that is missing is unknown. */
const optional = (value: unknown): number | null => (isMissing(value) ? null : wholeOf(value))

const [VIDEO_VIEW = 0] = VIDEO_VIEW_PLACES
/**
 * How far videos were watched. Ads without a video have none of it, so that nothing at all is nothing measured; where
 * there is something, what is missing is zero. False: not understood.
 */
const fillWatched = (
  row: Fields,
  { without }: Pick<InsightQuestion, 'without'>,
  figures: Float64Array,
  at: number,
  known: boolean,
): boolean => {
  let isVideo = known && !isAbsent(counts, VIDEO_VIEW)
  for (const field of WATCHED_FIELDS) {
    const list = row[field]
    if (!fillStats(list, watched, countOf)) return false
    const isThere = Array.isArray(list) && list.length > 0
    if (isThere && isAbsent(watched, VIDEO_VIEW)) return false
    isVideo ||= isThere
    figures[at + WATCHED[field]] = without.has(field) ? Number.NaN : firstOf(watched, VIDEO_VIEW_PLACES)
  }
  figures[at + AT.videoPlays] = known ? firstOf(counts, VIDEO_VIEW_PLACES) : Number.NaN
  if (!isVideo) withholdVideo(figures, at)
  return true
}
export const withholdWatched = (figures: Float64Array, at: number): void => {
  for (const place of WATCHED_PLACES) figures[at + place] = Number.NaN
}
export const withholdVideo = (figures: Float64Array, at: number): void => {
  withholdWatched(figures, at)
  figures[at + AT.videoPlays] = Number.NaN
}

/**
 * Fills in a row's figures from `at` on, and says what its results are (null: not known). Undefined: the row cannot be
 * understood.
 */
export const fillFigures = (
  row: Fields,
  question: Pick<InsightQuestion, 'without'>,
  figures: Float64Array,
  at: number,
): ResultType | null | undefined => {
  const { actions, action_values: actionValues } = row
  if (!fillStats(actions, counts, countOf) || !fillStats(actionValues, values, microsOf)) return undefined
  // Meta says both on every row, zero or not: without one, a range that holds this day would silently add up to less.
  const spend = microsOf(row['spend'])
  const impressions = wholeOf(row['impressions'])
  const reach = optional(row['reach'])
  const clicks = optional(row['clicks'])
  const inlineClicks = optional(row['inline_link_clicks'])
  const known = knowsActions(actions, inlineClicks, question)
  // What is made of actions is zero when it is missing, as they are.
  const linkClicks = inlineClicks ?? (known ? firstOf(counts, LINK_CLICK_PLACES) : null)
  const results = resultsOf(row['results'], row['objective'], known)
  // One NaN makes the sum NaN.
  const all = spend + impressions + (reach ?? 0) + (clicks ?? 0) + (linkClicks ?? 0) + (results.count ?? 0)
  if (Number.isNaN(all) || !Number.isInteger(linkClicks ?? 0)) return undefined
  figures[at + AT.spend] = spend
  figures[at + AT.impressions] = impressions
  figures[at + AT.clicks] = clicks ?? Number.NaN
  figures[at + AT.linkClicks] = linkClicks ?? Number.NaN
  figures[at + AT.results] = results.count ?? Number.NaN
  for (const [place, types] of COUNTED) figures[at + place] = known ? firstOf(counts, types) : Number.NaN
  figures[at + AT.purchaseValue] = question.without.has('action_values') ? Number.NaN : firstOf(values, PURCHASE_PLACES)
  figures[at + AT.reach] = reach ?? Number.NaN
  return fillWatched(row, question, figures, at, known) ? results.type : undefined
}

/** Adds an object's day. False: the row cannot be understood, and half a row is not kept. */
export const decodeInsight = (row: unknown, question: InsightQuestion, into: ColumnsUnderWay): boolean => {
  if (!isFields(row)) return false
  const { level, since, until } = question
  const object = idOf(row[ID_FIELD[level]])
  const day = dayNumberOf(row['date_start'])
  const stop = row['date_stop']
  if (object === null || !(day >= since && day <= until)) return false
  if (stop !== undefined && stop !== row['date_start']) return false
  const type = fillFigures(row, question, into.figures, into.row())
  if (type === undefined) return false
  into.add(object, day, type)
  return true
}

const indicatorOf = ({ results }: Fields): string => {
  const entry: unknown = Array.isArray(results) ? results[0] : null
  return isFields(entry) && typeof entry['indicator'] === 'string' ? entry['indicator'] : ''
}

/**
 * What happened off Meta is left out where neither the hour nor the region is known of it, and what is missing looks like
 * zero: it is unknown.
 */
export const withholdOffMeta = (row: Fields, type: ResultType | null, figures: Float64Array, at: number): void => {
  for (const sum of OFF_META) figures[at + AT[sum]] = Number.NaN
  const isOnMeta =
    (type !== null && ON_META.includes(type)) || indicatorOf(row).startsWith('actions:onsite_conversion.')
  if (!isOnMeta) figures[at + AT.results] = Number.NaN
}

/** Adds an object's hour, as 2026013115 where a day is 20260131. False: as `decodeInsight`. */
export const decodeHour = (row: unknown, question: InsightQuestion, into: ColumnsUnderWay): boolean => {
  if (!isFields(row)) return false
  const { level, since, until } = question
  const object = idOf(row[ID_FIELD[level]])
  const day = dayNumberOf(row['date_start'])
  const label = row[HOUR_OF_ACCOUNT]
  const hour = typeof label === 'string' ? hourOfLabel(label) : null
  if (object === null || hour === null || !(day >= since && day <= until)) return false
  const at = into.row()
  const type = fillFigures(row, question, into.figures, at)
  if (type === undefined) return false
  withholdOffMeta(row, type, into.figures, at)
  withholdVideo(into.figures, at)
  into.add(object, day * 100 + hour, type)
  return true
}

/** An object's reach over the whole range that was asked for. */
export const decodeReach = (row: unknown, level: FiguresLevel, { since, until }: DayRange): ReachRow | null => {
  if (!isFields(row)) return null
  const objectId = idOf(row[ID_FIELD[level]])
  const reach = wholeOf(row['reach'])
  return objectId === null || Number.isNaN(reach) ? null : { objectId, since, until, reach }
}
