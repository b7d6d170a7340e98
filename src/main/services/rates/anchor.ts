import type { Day } from '../../../shared/domain/day.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import { perEuroBack, perEuroThrough, PIVOT, rateText } from '../../../shared/domain/rates.ts'
import type { Rate, RateBook, RateSource } from '../../../shared/domain/rates.ts'

/** A rate as people say it: one `base` is worth `rate` of `currency`. */
export interface SaidRate {
  readonly day: Day
  readonly base: Currency
  readonly currency: Currency
  /** As `parseRate` gives it. */
  readonly rate: bigint
}

/**
 * As it is kept: what one euro is worth. Of two currencies that are not the euro one is taken to be known, by the rates in
 * `book`: `fixed` (the reporting currency) where it is one of them, else the base; the other one is what is said. Null:
 * none of it is known.
 */
export const anchored = (
  { day, base, currency, rate }: SaidRate,
  { source, book, fixed }: { readonly source: RateSource; readonly book: RateBook; readonly fixed: Currency },
): Rate | null => {
  const kept = (of: Currency, perEuro: bigint): Rate | null =>
    of === PIVOT || perEuro === 0n ? null : { currency: of, day, perEuro: rateText(perEuro), source }
  const ofBase = book.at(base, day)?.perEuro
  const ofCurrency = book.at(currency, day)?.perEuro
  const throughBase = ofBase === undefined ? null : kept(currency, perEuroThrough(rate, ofBase))
  const throughCurrency = ofCurrency === undefined ? null : kept(base, perEuroBack(rate, ofCurrency))
  return currency === fixed ? (throughCurrency ?? throughBase) : (throughBase ?? throughCurrency)
}
