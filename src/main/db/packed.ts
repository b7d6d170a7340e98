import { NO_INSIGHTS } from '../../shared/domain/insights.ts'
import type { InsightColumns, ReachRow } from '../../shared/domain/insights.ts'
import type { Day } from '../../shared/domain/day.ts'
import type { Ad, AdSet, Campaign, FiguresLevel, AccountId } from '../../shared/domain/objects.ts'
import { recordOf } from './object-tables.ts'
import type { ObjectRecord } from './object-tables.ts'

/** What one answer of Meta's held. Account and level are of whoever was asked. */
export interface Arrived {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  /** Days before it are over for the account; null: not known. */
  readonly closedBefore: Day | null
  /** The page is of a list of all objects, not of some of them. */
  readonly wholeList: boolean
  readonly campaigns: readonly Campaign[]
  readonly adSets: readonly AdSet[]
  readonly ads: readonly Ad[]
  readonly insights: InsightColumns
  readonly reach: readonly ReachRow[]
}

/**
 * The same on its way from the thread that decoded it, over the main thread, to the one that writes: a few long texts
 * and arrays of numbers, which cross in no time, where thousands of small objects would stop the main thread.
 */
export interface Packed {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  readonly closedBefore: Day | null
  readonly wholeList: boolean
  /** Empty: nothing of the kind was asked for. */
  readonly objects: string
  readonly reach: string
  readonly insights: InsightColumns
}

export const pack = (arrived: Arrived & { readonly kind: 'objects' | 'insights' | 'reach' }): Packed => {
  const { kind, accountId, level, closedBefore, wholeList, campaigns, adSets, ads, insights, reach } = arrived
  const records = [
    ...campaigns.map((each) => recordOf('campaign', each)),
    ...adSets.map((each) => recordOf('adset', each)),
    ...ads.map((each) => recordOf('ad', each)),
  ]
  return {
    accountId,
    level,
    closedBefore,
    wholeList,
    objects: kind === 'objects' ? JSON.stringify(records) : '',
    reach: reach.length > 0 ? JSON.stringify(reach) : '',
    insights: kind === 'insights' ? insights : NO_INSIGHTS,
  }
}

/** Null: no list of objects was asked for. */
export const objectsOf = ({ objects }: Packed): readonly ObjectRecord[] | null =>
  objects === '' ? null : (JSON.parse(objects) as ObjectRecord[])
export const reachOf = ({ reach }: Packed): readonly ReachRow[] =>
  reach === '' ? [] : (JSON.parse(reach) as ReachRow[])
