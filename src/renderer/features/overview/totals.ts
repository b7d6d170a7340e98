import type { OverviewAccount } from '../../../shared/contract/figures.ts'
import { figuresOf, NO_SUMS, SUMS } from '../../../shared/domain/metrics.ts'
import type { Figures, SumId, Sums } from '../../../shared/domain/metrics.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'

const MONEY: readonly SumId[] = ['spend', 'purchaseValue']

export interface Sum {
  /** Null: mixed. */
  readonly currency: Currency | null
  /** Money is null where currencies are mixed; reach and frequency are never added up. */
  readonly figures: Figures
}

const add = (values: readonly (number | null)[]): number | null =>
  values.reduce((sum, value) => (value === null ? sum : (sum ?? 0) + value), null)

/** The figures of the accounts in view together. */
export const sumOf = (accounts: readonly OverviewAccount[]): Sum => {
  const currencies = new Set(accounts.map(({ account }) => account.currency))
  const currency = currencies.size === 1 ? ([...currencies][0] ?? null) : null
  const sums: Sums = {
    ...NO_SUMS,
    ...Object.fromEntries(
      SUMS.map((id) => [
        id,
        currency === null && MONEY.includes(id) ? null : add(accounts.map(({ figures }) => figures[id])),
      ]),
    ),
  }
  return { currency, figures: figuresOf(sums) }
}

export interface CurrencySpend {
  readonly currency: Currency
  readonly spend: Micros | null
}

/** Spend of the accounts in view, a currency at a time, the biggest number of accounts first. */
export const spendByCurrency = (accounts: readonly OverviewAccount[]): CurrencySpend[] => {
  const groups = Map.groupBy(accounts, ({ account }) => account.currency)
  return [...groups]
    .toSorted(([a, one], [b, other]) => other.length - one.length || a.localeCompare(b))
    .map(([currency, members]) => ({ currency, spend: add(members.map(({ figures }) => figures.spend)) }))
}
