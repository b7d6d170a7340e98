import type { InsightColumns, ReachRow, WindowRow } from '../../shared/domain/insights.ts'
import type { Day } from '../../shared/domain/day.ts'
import type { AccountId, FiguresLevel } from '../../shared/domain/objects.ts'
import type { ObjectRecord } from './object-tables.ts'

/** What one answer of Meta's held. Account and level are of whoever was asked. */
export interface Arrived {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  /** Days before it are over for the account; null: not known. */
  readonly closedBefore: Day | null
  /** The page is of a list of all objects, not of some of them. */
  readonly wholeList: boolean
  /** The first page of its reading. */
  readonly first: boolean
  /** Null: no list of objects was asked for. */
  readonly objects: readonly ObjectRecord[] | null
  /** By day. */
  readonly insights: InsightColumns
  readonly hours: InsightColumns
  readonly reach: readonly ReachRow[]
  readonly windows: readonly WindowRow[]
}
