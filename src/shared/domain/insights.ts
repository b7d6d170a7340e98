import type { Day } from './day.ts'
import type { Sums } from './metrics.ts'
import type { ObjectId, ResultType } from './objects.ts'

/** An object's figures of one day, decoded: money in micros. Without `reach` of ranges, which is asked for. */
export interface InsightRow {
  readonly objectId: ObjectId
  readonly day: Day
  readonly sums: Sums
  readonly resultType: ResultType | null
}

/** Reach of an object over exactly the range that was asked for. */
export interface ReachRow {
  readonly objectId: ObjectId
  readonly since: Day
  readonly until: Day
  readonly reach: number
}
