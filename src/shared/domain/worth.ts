import type { Currency, Micros } from './money.ts'

/** What money is worth in one currency, for putting money of several in order; null: no rate is known. */
export type Worth = (amount: Micros, currency: Currency | null) => number | null

interface Money {
  readonly amount: Micros
  readonly currency: Currency | null
}

/** The biggest first. What has no rate follows, by its number. */
export const byWorth =
  (worth: Worth) =>
  (a: Money, b: Money): number => {
    const [one, other] = [worth(a.amount, a.currency), worth(b.amount, b.currency)]
    if (one !== null && other !== null) return other - one
    return one === other ? b.amount - a.amount : one === null ? 1 : -1
  }
