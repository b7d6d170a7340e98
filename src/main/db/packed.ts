import type { InsightRow, ReachRow } from '../../shared/domain/insights.ts'
import { ASKED, SUMS } from '../../shared/domain/metrics.ts'
import type { AccountId, Campaign } from '../../shared/domain/objects.ts'
import { storedDay } from './days.ts'
import type { Value } from './sql.ts'

/** Figures of a row in the order in which they are packed and stored. */
export const STORED = [...SUMS, ...ASKED] as const
const WIDTH = STORED.length

/** What one answer of Meta's held. The account is of whoever was asked. */
export interface Arrived {
  readonly accountId: AccountId
  readonly campaigns: readonly Campaign[]
  readonly insights: readonly InsightRow[]
  readonly reach: readonly ReachRow[]
}

/**
 * The same on its way from the thread that decoded it, over the main thread, to the one that writes: a few long texts
 * and arrays of numbers, which cross in no time, where thousands of small objects would stop the main thread.
 */
export interface Packed {
  readonly accountId: AccountId
  readonly campaigns: string
  readonly reach: string
  readonly ids: string
  readonly days: Int32Array
  /** NaN is "nothing measured". */
  readonly figures: Float64Array
  readonly resultTypes: string
}

export const pack = ({ accountId, campaigns, insights, reach }: Arrived): Packed => {
  const days = new Int32Array(insights.length)
  const figures = new Float64Array(insights.length * WIDTH)
  insights.forEach(({ day, sums }, row) => {
    days[row] = storedDay(day)
    for (let i = 0; i < WIDTH; i++) figures[row * WIDTH + i] = sums[STORED[i] ?? 'spend'] ?? Number.NaN
  })
  return {
    accountId,
    campaigns: JSON.stringify(campaigns),
    reach: JSON.stringify(reach),
    ids: insights.map(({ objectId }) => objectId).join(' '),
    days,
    figures,
    resultTypes: insights.map(({ resultType }) => resultType ?? '').join(' '),
  }
}

export const campaignsOf = ({ campaigns }: Packed): Campaign[] => JSON.parse(campaigns) as Campaign[]
export const reachOf = ({ reach }: Packed): ReachRow[] => JSON.parse(reach) as ReachRow[]

/** Values of all rows, one after the other, as `insight_day` has its columns. */
export const insightValuesOf = (
  { ids, days, figures, resultTypes }: Packed,
  keyOf: (id: string) => number,
): Value[] => {
  if (days.length === 0) return []
  const values: Value[] = []
  const id = ids.split(' ')
  const resultType = resultTypes.split(' ')
  days.forEach((day, row) => {
    values.push(keyOf(id[row] ?? ''), day)
    for (let i = row * WIDTH; i < (row + 1) * WIDTH; i++) {
      const figure = figures[i] ?? Number.NaN
      values.push(Number.isNaN(figure) ? null : figure)
    }
    values.push(resultType[row] || null)
  })
  return values
}
