import { z } from 'zod'
import type { FiguresByWindow } from '../domain/attribution.ts'
import type { Day, DayRange, Instant } from '../domain/day.ts'
import type { Figures } from '../domain/metrics.ts'
import type { Currency, Micros } from '../domain/money.ts'
import { MOVER_METRICS } from '../domain/movers.ts'
import type { Move, Moves } from '../domain/movers.ts'
import type { RatesUsed } from '../domain/rates.ts'
import type { AccountRow, CampaignRow, ObjectId, ResultType } from '../domain/objects.ts'
import type { Failure } from '../errors.ts'
import { accountId, call, nothing, objectId, period } from './define.ts'
import { comparison } from './table.ts'

export interface AccountsFound {
  readonly rows: readonly AccountRow[]
  /** When the list was last read from Meta; null: never. */
  readonly fetchedAt: Instant | null
}

/** Totals of all rows that match, not only of those in the window. */
export interface Totals {
  readonly rows: number
  /** Money is null where currencies are mixed; reach and frequency are always null (never added up). */
  readonly figures: Figures
  /** Null: mixed. */
  readonly currency: Currency | null
  readonly spendByCurrency: readonly { readonly currency: Currency; readonly spend: Micros }[]
}

/** Everything of one campaign for the inspector. */
export interface CampaignDetail {
  readonly row: CampaignRow
  readonly range: DayRange
}

export interface OverviewAccount {
  readonly account: AccountRow
  readonly range: DayRange
  /** Null: nothing is compared. */
  readonly compared: DayRange | null
  /** Of today by the hour: its full hours, which are compared; null: whole days are. */
  readonly hours: number | null
  /** Results of several kinds are null. */
  readonly figures: Figures
  /** What the results count, in the period and in the compared days; more than two are not told apart. */
  readonly resultTypes: readonly ResultType[]
  readonly beforeResultTypes: readonly ResultType[]
  /** What `before` is compared with: the figures, or by the hour those of today's full hours. */
  readonly comparable: Figures
  /** Null: nothing is compared, or nothing of those days was read. */
  readonly before: Figures | null
  /** In the reporting currency, money of each day by its own rate; null where one is not known. */
  readonly reporting: {
    readonly figures: Figures
    readonly comparable: Figures
    readonly before: Figures | null
    /** Null: it needed none. */
    readonly used: RatesUsed | null
  }
  readonly asOf: Instant | null
  /** Days of the period, or of the compared ones, were never read or not whole. */
  readonly partial: boolean
  readonly beforePartial: boolean
  /** The account's own day, with which `trend` ends. */
  readonly today: Day
  /** Spend (micros) of the last 30 days up to today; null: nothing measured that day. */
  readonly trend: readonly (number | null)[]
}
export interface Overview {
  readonly accounts: readonly OverviewAccount[]
  readonly totals: Totals
  readonly reporting: Currency
  readonly asOf: Instant | null
}

/** Who moved a figure of all accounts together. */
export interface Mover extends Omit<Move<never>, 'of'> {
  readonly kind: 'account' | 'campaign'
  readonly id: ObjectId
  readonly name: string
  readonly account: Pick<AccountRow, 'id' | 'name'>
}
/** Money in the reporting currency. See domain/movers.ts. */
export interface Movers extends Omit<Moves<never>, 'moves'> {
  readonly currency: Currency
  /** Days that are over, as most accounts have them: each has its own; null: no account is watched. */
  readonly range: DayRange | null
  readonly compared: DayRange | null
  /** The biggest part first. */
  readonly movers: readonly Mover[]
  /** The smaller ones together. */
  readonly others: { readonly count: number; readonly part: number }
  readonly used: RatesUsed | null
  /** Accounts that are left out, because rates of their currency are not known for all days. */
  readonly unrated: readonly string[]
  /** Accounts that are left out, because some of their days were never read. */
  readonly unread: readonly string[]
  /**
   * Results are of several kinds, which are not added up: told of the campaigns alone whose results count this, on which most
   * was spent. Null: of all campaigns.
   */
  readonly resultType: ResultType | null
  /** Of the accounts that are told of: the oldest; null: there is none. */
  readonly asOf: Instant | null
  /** Days of them were not read whole. */
  readonly partial: boolean
}

/** Read from Meta when somebody looks, and kept for when Meta cannot be reached. */
export interface WindowsFound extends FiguresByWindow {
  /** When it was read. */
  readonly at: Instant
  /** Why it could not be read anew: then it is what was kept, perhaps of another range. Null: it is new enough. */
  readonly failure: Failure | null
}

export const figuresCalls = {
  'accounts.list': call<AccountsFound>()(nothing),
  /** Reads the accounts from Meta again. */
  'accounts.refresh': call<AccountsFound>()(nothing),
  'accounts.watch': call<void>()(z.object({ ids: z.array(accountId).max(1000), watched: z.boolean() })),
  'accounts.setReadOnly': call<void>()(z.object({ ids: z.array(accountId).max(1000), readOnly: z.boolean() })),
  'overview.get': call<Overview>()(z.object({ period, compare: comparison.nullable().default(null) })),
  'overview.movers': call<Movers>()(
    z.object({
      period,
      /** Null: as many days right before. */
      compare: comparison.nullable(),
      /** Empty: all watched accounts. */
      accountIds: z.array(accountId).max(1000),
      metric: z.enum(MOVER_METRICS),
      by: z.enum(['campaign', 'account']),
    }),
  ),
  'campaigns.get': call<CampaignDetail>()(z.object({ id: objectId, period })),
  /** `again`: however new what is kept may be. */
  'windows.get': call<WindowsFound>()(
    z.object({ id: z.union([accountId, objectId]), period, again: z.boolean().optional() }),
  ),
} as const
