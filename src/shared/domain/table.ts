import { ASKED_WINDOWS } from './attribution.ts'
import type { AskedWindow } from './attribution.ts'
import type { Day, Instant } from './day.ts'
import type { Change, Pending } from './edits.ts'
import type { MetricId } from './metrics.ts'
import type { Currency, Micros } from './money.ts'
import type {
  AccountId,
  AdEffectiveStatus,
  Budget,
  Learning,
  Level,
  ObjectId,
  Rank,
  ResultType,
  Status,
} from './objects.ts'
import type { RatesUsed } from './rates.ts'

/**
 * What a table of campaigns, ad sets or ads shows, and what can be asked of it: the same for the screen, for reports and
 * for exports.
 */

/** A metric of somebody's own, by formula; `id` is a random text of ours. */
export type FormulaId = `formula:${string}`
export const isFormulaId = (id: string): id is FormulaId => id.startsWith('formula:')

/** Metrics that are another number in another attribution window. */
export const WINDOWED = [
  'results',
  'costPerResult',
  'purchases',
  'purchaseValue',
  'cpa',
  'roas',
] as const satisfies readonly MetricId[]
export type WindowedMetric = (typeof WINDOWED)[number]
/** A column with an attribution window of its own: `purchases@7d_click`. Without one it is as the ad sets are set to. */
export type WindowedId = `${WindowedMetric}@${AskedWindow}`

/** Null: it has no window of its own. */
export const windowedOf = (id: string): { readonly metric: WindowedMetric; readonly window: AskedWindow } | null => {
  const [name, after, ...rest] = id.split('@')
  const metric = WINDOWED.find((each) => each === name)
  const window = ASKED_WINDOWS.find((each) => each === after)
  return metric !== undefined && window !== undefined && rest.length === 0 ? { metric, window } : null
}
export const isWindowedId = (id: string): id is WindowedId => windowedOf(id) !== null

/** Whatever a figure's column can show. */
export type FigureId = MetricId | WindowedId | FormulaId

/** What is known of an object besides its figures, in the order in which columns are offered. */
export const FIELDS = [
  'name',
  'status',
  'account',
  'campaign',
  'adset',
  'objective',
  'budget',
  'bidStrategy',
  'bid',
  'spendCap',
  'optimization',
  'learning',
  'qualityRank',
  'engagementRank',
  'conversionRank',
  'tags',
  'start',
  'end',
  'created',
  'updated',
  'id',
] as const
export type FieldId = (typeof FIELDS)[number]
/** What only ads have. */
export const RANK_FIELDS = ['qualityRank', 'engagementRank', 'conversionRank'] as const satisfies readonly FieldId[]
export type RankField = (typeof RANK_FIELDS)[number]
export const isRankField = (field: string): field is RankField => (RANK_FIELDS as readonly string[]).includes(field)
export type ColumnId = FieldId | FigureId
const isField = (id: string): id is FieldId => (FIELDS as readonly string[]).includes(id)
export const isFigureId = (id: ColumnId): id is FigureId => !isField(id)

/** Beside each figure: what it was in the compared days, and by how much it differs. */
export const ASPECTS = ['value', 'before', 'change', 'changePercent'] as const
export type Aspect = (typeof ASPECTS)[number]
export const BESIDE = ['before', 'change', 'changePercent'] as const satisfies readonly Aspect[]

export interface TableSort {
  readonly by: ColumnId
  readonly aspect: Aspect
  readonly direction: 'ascending' | 'descending'
}

/**
 * All conditions of a table must hold. Texts are compared folded (case, width), chosen values as they are: an empty one is what has none;
 * null figures match none.
 */
export type TableFilter =
  | {
      readonly kind: 'text'
      readonly field: 'name' | 'campaign' | 'adset' | 'id'
      readonly operator: 'contains' | 'lacks' | 'starts' | 'is'
      readonly text: string
    }
  | {
      readonly kind: 'choice'
      readonly field:
        | 'status'
        | 'account'
        | 'objective'
        | 'bidStrategy'
        | 'optimization'
        | 'learning'
        | RankField
        | 'tags'
        | 'currency'
      readonly operator: 'in' | 'notIn'
      readonly values: readonly string[]
    }
  | {
      /** What groups by a part of the name have in common. */
      readonly kind: 'namePart'
      readonly part: number
      readonly operator: 'in' | 'notIn'
      readonly values: readonly string[]
    }
  | {
      readonly kind: 'figure'
      readonly figure: FigureId | 'budget'
      readonly aspect: Aspect
      readonly operator: '<' | '<=' | '>' | '>='
      /** In the figure's own unit: micros (of the table's currency), fraction. */
      readonly value: number
    }

/** `namePart`: names are cut at `_ | / ,` and spaced hyphens; `part` counts from 0. */
export type TableGroup =
  | { readonly by: 'account' | 'objective' | 'status' | 'tag' | 'campaign' | 'adset' | 'currency' }
  | { readonly by: 'namePart'; readonly part: number }

/** A formula that a column, a sort or a filter uses. */
export interface Formula {
  readonly id: FormulaId
  /** See domain/formula.ts. */
  readonly text: string
}

/** Figures in the order in which they were asked for; null: nothing measured, or not to be known. */
export type FigureValues = readonly (number | null)[]

/** Amounts of several currencies that were made one, by the rates of their days (docs/decisions/0014). */
export interface Conversion {
  /** Null: no rate was needed. */
  readonly used: RatesUsed | null
  /** Currencies whose rates are not known: without them there is no sum of money. */
  readonly unrated: readonly Currency[]
}

/** An object of the level, or a group of them. */
export interface TableRow {
  /** The object's id; of a group what its objects have in common. */
  readonly key: string
  /** Objects in it: 1 for an object. */
  readonly size: number
  /** Null: a group. */
  readonly object: TableObject | null
  /** What the group's objects have in common, in words of the data (a name, a status, a tag); empty: they have none. */
  readonly group: string
  /** Of the amounts in it: the objects' own where it is one; null: mixed, then figures of money are null. */
  readonly currency: Currency | null
  /** Of a group of several currencies, whose amounts stand in the reporting one; null: they are as they are. */
  readonly converted: Conversion | null
  readonly values: FigureValues
  /** What `before` is compared with where that is not `values`: by the hour, today's full hours. */
  readonly comparable: FigureValues | null
  /** Of the compared days; null: nothing is compared. */
  readonly before: FigureValues | null
  /** Null: none, or several kinds. */
  readonly resultType: ResultType | null
  /** When the row's figures were last confirmed by Meta; null: never. */
  readonly asOf: Instant | null
  readonly partial: boolean
  /** Of the compared days some were never read, or not whole. */
  readonly beforePartial: boolean
  /** The asked figure by day (or week, in ranges over 60 days), oldest first; null: nothing measured. */
  readonly trend: readonly (number | null)[] | null
}

export interface TableObject {
  readonly level: Level
  readonly id: ObjectId
  readonly name: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly zone: string
  /** Null at the level itself and above. */
  readonly campaignId: ObjectId | null
  readonly campaignName: string | null
  readonly adSetId: ObjectId | null
  readonly adSetName: string | null
  readonly status: Status
  readonly effectiveStatus: AdEffectiveStatus
  /** Of the campaign. */
  readonly objective: string | null
  readonly budget: Budget | null
  readonly bidStrategy: string | null
  readonly bid: Micros | null
  /** Of campaigns. Null: no cap. Missing: it is not known. */
  readonly spendCap?: Micros | null
  readonly optimization: string | null
  readonly learning: Learning['status'] | null
  /** Of ads; null: Meta does not say. */
  readonly qualityRank: Rank | null
  readonly engagementRank: Rank | null
  readonly conversionRank: Rank | null
  /** When Meta was asked for the ranks. */
  readonly rankedAt: Instant | null
  readonly tags: readonly string[]
  readonly startTime: Instant | null
  readonly endTime: Instant | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
  /** When a complete list held it no more. */
  readonly goneAt: Instant | null
  /** An edit of it that is not settled yet. */
  readonly pending: Pending | null
  /** What is drafted of it, the newest last. */
  readonly drafts: readonly Change[]
}

export interface TableTotals {
  /** Rows that match; objects in them. */
  readonly rows: number
  readonly objects: number
  /** As of a row. */
  readonly currency: Currency | null
  readonly converted: Conversion | null
  /** Ratios are made of the sums. Reach is never added up: null unless one object matches. */
  readonly values: FigureValues
  readonly comparable: FigureValues | null
  readonly before: FigureValues | null
  readonly resultType: ResultType | null
  readonly spendByCurrency: readonly {
    readonly currency: Currency
    readonly spend: Micros
    readonly before: Micros | null
  }[]
}

export interface TablePage {
  readonly rows: readonly TableRow[]
  /** Rows that match. */
  readonly total: number
  readonly totals: TableTotals
  /** The oldest among the accounts in view; null: never read. */
  readonly asOf: Instant | null
  readonly partial: boolean
  /** As of a row, of any account in view. */
  readonly beforePartial: boolean
  /** The calendar days asked for, widest over all accounts. */
  readonly range: { readonly since: Day; readonly until: Day } | null
  readonly compared: { readonly since: Day; readonly until: Day } | null
  /** The day of some account is not over, and it is compared with whole days: less is not worse. */
  readonly underWay: boolean
  /** Of today the full hours are compared with the same ones of `compared`; null: whole days are, or nothing is. */
  readonly hours: ComparedHours | null
  /** What amounts are sorted and filtered in: the accounts' own where they have one currency; null: it is not known. */
  readonly currency: Currency | null
}

/** As the database knows it, which has no clock. */
export type TablePageFound = Omit<TablePage, 'underWay'>

export interface ComparedHours {
  /** In view, and those of them of which the hours of both days are known. */
  readonly accounts: number
  readonly known: number
  /** Full hours of the known ones, each account's by its own clock. */
  readonly least: number
  readonly most: number
  /** When the oldest of them was read; null: none was. */
  readonly at: Instant | null
}

/** A figure of a row as a column shows it; null: not to be known, or a change from nothing. */
export const aspectAt = (
  { values, comparable, before }: Pick<TableRow, 'values' | 'comparable' | 'before'>,
  at: number,
  aspect: Aspect,
): number | null => {
  const then = before?.[at] ?? null
  const now = (comparable ?? values)[at] ?? null
  switch (aspect) {
    case 'value':
      return values[at] ?? null
    case 'before':
      return then
    case 'change':
      return now === null || then === null ? null : now - then
    case 'changePercent':
      return now === null || then === null || then === 0 ? null : (now - then) / Math.abs(then)
  }
}

/** The part of a question that leaves no row out; by what it is asked comes beside it. */
export const ALL_ROWS = { campaignIds: [], adSetIds: [], search: '', filters: [], group: null } as const
