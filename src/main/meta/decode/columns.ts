import { FIGURES, placeOfResultType } from '../../../shared/domain/insights.ts'
import type { InsightColumns } from '../../../shared/domain/insights.ts'
import type { ObjectId, ResultType } from '../../../shared/domain/objects.ts'

const WIDTH = FIGURES.length
/** Where each figure stands in a row. */
export const AT = Object.fromEntries(FIGURES.map((id, place) => [id, place])) as Readonly<
  Record<(typeof FIGURES)[number], number>
>

export interface ColumnsUnderWay {
  readonly rows: number
  /** Starts at `row()`: fill it in and `add` it; what is not added is overwritten by the next. */
  readonly figures: Float64Array
  row(): number
  /** `day` 20260131. */
  add(object: ObjectId, day: number, resultType: ResultType | null): void
  /** Nothing may be added afterwards. */
  done(): InsightColumns
}

/** Takes at most `capacity` rows. */
export const createColumns = (capacity: number): ColumnsUnderWay => {
  const objects: ObjectId[] = []
  const objectAt = new Int32Array(capacity)
  const days = new Int32Array(capacity)
  const figures = new Float64Array(capacity * WIDTH)
  const resultTypes = new Uint8Array(capacity)
  let rows = 0
  let last = ''
  return {
    get rows() {
      return rows
    },
    figures,
    row: () => rows * WIDTH,
    add(object, day, resultType) {
      if (object !== last) {
        objects.push(object)
        last = object
      }
      objectAt[rows] = objects.length - 1
      days[rows] = day
      resultTypes[rows] = placeOfResultType(resultType)
      rows += 1
    },
    // What was dropped does not travel along.
    done: () => ({
      rows,
      objects,
      objectAt: new Int32Array(objectAt.buffer.transfer(rows * 4)),
      days: new Int32Array(days.buffer.transfer(rows * 4)),
      figures: new Float64Array(figures.buffer.transfer(rows * WIDTH * 8)),
      resultTypes: new Uint8Array(resultTypes.buffer.transfer(rows)),
    }),
  }
}

const DAYS_IN = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
/** 20260131 as it is; NaN when the calendar has no such day. */
export const calendarDay = (day: number): number => {
  const year = Math.floor(day / 10_000)
  const month = Math.floor(day / 100) % 100
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const most = (DAYS_IN[month - 1] ?? 0) + (leap ? 1 : 0)
  return day % 100 >= 1 && day % 100 <= most ? day : Number.NaN
}

/** `YYYY-MM-DD` as 20260131; NaN when it is not a day. */
export const dayNumberOf = (value: unknown): number => {
  if (typeof value !== 'string' || value.length !== 10) return Number.NaN
  let day = 0
  for (let i = 0; i < 10; i += 1) {
    const code = value.charCodeAt(i)
    if (i === 4 || i === 7) {
      if (code !== 45) return Number.NaN
    } else if (code < 48 || code > 57) return Number.NaN
    else day = day * 10 + (code - 48)
  }
  return calendarDay(day)
}
