import { z } from 'zod'
import { ASKS } from '../domain/asked.ts'
import type { BreakdownFound, ColumnsFound } from '../domain/asked.ts'
import { CUTS } from '../domain/breakdowns.ts'
import { LEVELS } from '../domain/objects.ts'
import { HOUR_COMPARISONS } from '../domain/periods.ts'
import { accountId, call, nothing, objectId, period } from './define.ts'
import { comparison } from './table.ts'

/** Figures that are asked of Meta when somebody looks. Null: nothing is kept, and it was not to be asked for. */

const ask = z.enum(ASKS).default('stale')
/** Empty: all watched accounts. */
const accountIds = z.array(accountId).max(1000)
const columns = { accountIds, level: z.enum(LEVELS), period, ask }

export const askedCalls = {
  /** Figures of an account, campaign, ad set or ad, taken apart by one or two cuts. */
  'breakdowns.get': call<BreakdownFound | null>()(
    z.object({
      id: z.union([accountId, objectId]),
      period,
      compare: comparison.nullable(),
      by: z.array(z.enum(CUTS)).min(1).max(2),
      ask,
    }),
  ),
  /** Hours of today and of the day that it is compared with, for tables and the overview. */
  'hours.ask': call<ColumnsFound>()(
    z.object({ accountIds, level: z.enum(['account', ...LEVELS]), against: z.enum(HOUR_COMPARISONS), ask }),
  ),
  /** Reach of any range, for the tables. */
  'reach.ask': call<ColumnsFound>()(z.object(columns)),
  /** Conversions by attribution window, for columns that have one of their own. */
  'windows.ask': call<ColumnsFound>()(z.object(columns)),
  /** Ends whatever is being asked; what was read before is kept. */
  'asked.cancel': call<void>()(nothing),
} as const
