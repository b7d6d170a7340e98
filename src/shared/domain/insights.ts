import type { WindowFigures } from './attribution.ts'
import type { Day } from './day.ts'
import { ASKED, SUMS } from './metrics.ts'
import { RESULT_TYPES } from './objects.ts'
import type { ObjectId, ResultType } from './objects.ts'

/** Figures of a row, in the order in which they are decoded and stored. */
export const FIGURES = [...SUMS, ...ASKED] as const

/**
 * Figures by object and day as columns: they go from thread to thread without an object a row. All of them have `rows`
 * entries, `figures` FIGURES.length times as many. The same for figures by hour, which then stand in `days`.
 */
export interface InsightColumns {
  readonly rows: number
  /** Digits; of an account without `act_`. One after another never the same: rows usually come object by object. */
  readonly objects: readonly ObjectId[]
  /** Place in `objects`. */
  readonly objectAt: Int32Array
  /** 20260131; an hour is 2026013115. */
  readonly days: Int32Array
  /** Row by row. Money in micros; NaN is unknown or not measured. */
  readonly figures: Float64Array
  /** Place in RESULT_TYPES and one; 0: none. */
  readonly resultTypes: Uint8Array
}

export const NO_INSIGHTS: InsightColumns = {
  rows: 0,
  objects: [],
  objectAt: new Int32Array(0),
  days: new Int32Array(0),
  figures: new Float64Array(0),
  resultTypes: new Uint8Array(0),
}

/** As it stands in `resultTypes`. */
export const resultTypeAt = (place: number): ResultType | null => RESULT_TYPES[place - 1] ?? null
export const placeOfResultType = (type: ResultType | null): number =>
  type === null ? 0 : RESULT_TYPES.indexOf(type) + 1

/** Leads and purchases, or people reached, are not added up: `all` is what the results of each count. */
export const haveSeveralKinds = (all: readonly (readonly ResultType[])[]): boolean => new Set(all.flat()).size > 1

/** Reach of an object over exactly the range that was asked for. */
export interface ReachRow {
  readonly objectId: ObjectId
  readonly since: Day
  readonly until: Day
  readonly reach: number
}

/** What counted for an object in each attribution window, over exactly the range that was asked for. */
export interface WindowRow {
  readonly objectId: ObjectId
  readonly since: Day
  readonly until: Day
  /** Without `value`; windows that are not there counted nothing that is known. */
  readonly windows: readonly WindowFigures[]
}
