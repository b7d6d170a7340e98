import type { Failure } from '../errors.ts'
import type { BreakdownRow, Cuts } from './breakdowns.ts'
import type { Day, DayRange, Instant } from './day.ts'
import type { Figures } from './metrics.ts'
import type { Currency } from './money.ts'
import type { AccountId, FiguresLevel, ObjectId, ResultType } from './objects.ts'

/** Figures that are asked of Meta when somebody looks, and kept for when it cannot be reached. */

/** `never`: only what is kept; `stale`: anew where it is older than its use; `again`: in any case. */
export const ASKS = ['never', 'stale', 'again'] as const
export type Ask = (typeof ASKS)[number]

/** How far one account's figures were read. */
export interface AskedAccount {
  readonly accountId: AccountId
  readonly name: string
  readonly currency: Currency
  /** IANA name: its days and hours are its own. */
  readonly zone: string
  /** When it was read; null: never. */
  readonly at: Instant | null
  readonly partial: boolean
  /** Why it could not be read anew; null: it is new enough, or nobody asked. */
  readonly failure: Failure | null
}

/** Figures for the columns of a table: they are in the database, the table has them. */
export interface ColumnsFound {
  readonly accounts: readonly (AskedAccount & { readonly range: DayRange })[]
  /** The oldest; null: an account was never read. */
  readonly at: Instant | null
}

export interface BreakdownFound {
  readonly accountId: AccountId
  readonly level: FiguresLevel
  readonly currency: Currency
  readonly zone: string
  readonly cuts: Cuts
  readonly range: DayRange
  /** Null: nothing is compared, or it could not be had. */
  readonly compared: DayRange | null
  /** Of the whole; null: none, or several kinds. */
  readonly resultType: ResultType | null
  /** In Meta's order. Parts that had figures only in the compared days are there too. */
  readonly rows: readonly BreakdownRow[]
  /** Not taken apart: reach is no sum of its parts, and what the parts lack the whole may have. Null: nothing delivered. */
  readonly whole: Figures | null
  readonly wholeBefore: Figures | null
  /** When the older of both was read. */
  readonly at: Instant
  readonly partial: boolean
  readonly failure: Failure | null
}

export interface HourFigures {
  readonly day: Day
  /** 0 to 23. */
  readonly hour: number
  readonly figures: Figures
}
/** Conversions off Meta and reach are null: nobody knows them by hour. */
export interface HoursFound {
  readonly accounts: readonly (AskedAccount & { readonly range: DayRange })[]
  readonly objects: readonly {
    readonly accountId: AccountId
    /** Of an account with `act_`. */
    readonly id: ObjectId
    /** In order; hours without delivery are left out. */
    readonly hours: readonly HourFigures[]
    /** By hour of the day, 24 of them, over all days; null: nothing was delivered in that hour. */
    readonly byHour: readonly (Figures | null)[]
  }[]
}
