import { z } from 'zod'
import type { DayRange, Instant } from '../domain/day.ts'
import { isZone } from '../domain/day.ts'
import type { Cause } from '../domain/difference.ts'
import { METRIC_IDS } from '../domain/metrics.ts'
import type { MetricId } from '../domain/metrics.ts'
import type { Currency } from '../domain/money.ts'
import type { AccountId, FiguresLevel } from '../domain/objects.ts'
import { accountId, call, objectId, period, text } from './define.ts'

/** A figure, and what could make another one of it elsewhere. */
export interface Difference {
  readonly accountId: AccountId
  readonly accountName: string
  readonly level: FiguresLevel
  readonly name: string
  readonly metric: MetricId
  readonly value: number | null
  readonly currency: Currency
  readonly range: DayRange
  /** IANA names: the account's own, and the one that was asked about. */
  readonly zone: string
  readonly otherZone: string
  /** When the range's last day was read; null: never. */
  readonly asOf: Instant | null
  /** When the figures by attribution window were read; null: they were not. */
  readonly windowsAt: Instant | null
  /** Days before a conversion counts as settled, and whether the account's curve of arrival can be trusted. */
  readonly isArrivalKnown: boolean
  readonly causes: readonly Cause[]
}

export const differenceCalls = {
  /** From the cache alone. */
  'differences.explain': call<Difference>()(
    z.object({
      accountId,
      /** A campaign, ad set or ad; absent: the account. */
      objectId: objectId.optional(),
      period,
      metric: z.enum(METRIC_IDS),
      /** The clock that the other figure's days go by. */
      zone: text(64).refine(isZone),
      /** When the other figure was read; null: not told. */
      notedAt: z.int().min(0).max(4_102_444_800_000).nullable(),
    }),
  ),
} as const
