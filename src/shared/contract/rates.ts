import { z } from 'zod'
import { isCurrency } from '../domain/money.ts'
import type { Currency } from '../domain/money.ts'
import type { FeedState, Rate, RefusedRate } from '../domain/rates.ts'
import { parseRate } from '../domain/rates.ts'
import { call, day } from './define.ts'

export interface RateRow extends Rate {
  /** Units of the currency that one unit of the reporting currency is worth on that day; null: not known. */
  readonly perReporting: number | null
  /** The provider's own of that day, where another counts instead of it. */
  readonly instead: string | null
}
export interface RatesView {
  readonly reporting: Currency
  /** Of the watched accounts, and the reporting currency. */
  readonly inUse: readonly Currency[]
  /** Others that rates are kept of. */
  readonly others: readonly Currency[]
  /** One a currency and day, the newest first. */
  readonly rows: readonly RateRow[]
  /** There are older ones than these. */
  readonly more: boolean
  readonly feed: FeedState
}

export interface RatesImported {
  /** Rates that are new or have another value now. */
  readonly changed: number
  /** Rates that were as they are in the file already. */
  readonly same: number
  /** Lines, or cells of them, that were left out: the first of them, and how many there were. */
  readonly refused: readonly RefusedRate[]
  readonly refusedCount: number
  /** Lines of days before all that Meta has figures of: left out too. */
  readonly older: number
}

export const currency = z.string().refine(isCurrency)
/** A file of all rates of the European Central Bank since 1999 has two. */
const MOST_CHARACTERS = 4_000_000

export const ratesCalls = {
  /** Null: of all currencies in use. */
  'rates.get': call<RatesView>()(z.object({ currency: currency.nullable() })),
  /** By hand: one `base` is worth `rate` of `currency`. Throws `rateUnanchored`. */
  'rates.set': call<void>()(
    z
      .object({
        day,
        base: currency,
        currency,
        /** A plain decimal above zero. */
        rate: z
          .string()
          .max(32)
          .refine((text) => parseRate(text) !== null),
      })
      .refine((given) => given.base !== given.currency, { path: ['currency'] }),
  ),
  /** Takes back what was given by hand or in a file; the provider's counts again. */
  'rates.remove': call<void>()(z.object({ day, currency, source: z.enum(['hand', 'file']) })),
  /** The text of a CSV file. All of it is kept or nothing. Throws `importCancelled`. */
  'rates.import': call<RatesImported>()(z.object({ text: z.string().min(1).max(MOST_CHARACTERS) })),
  'rates.cancelImport': call<void>()(z.undefined()),
  /** Asks the provider now. Throws `ratesFailed`. */
  'rates.fetch': call<FeedState>()(z.undefined()),
} as const
