import type { Input } from '../../../shared/contract/contract.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { decimalsOf, MICROS } from '../../../shared/domain/money.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { StopLossForm, Strategy } from '../../../shared/domain/strategies.ts'

export type Draft = Input<'strategies.save'>

/** Roughly how much of the currency one dollar is: only for the first values of a form, which a person then sets. */
const SCALE: Readonly<Record<Currency, number>> = {
  JPY: 150,
  KRW: 1400,
  KZT: 500,
  RUB: 90,
  INR: 85,
  UAH: 42,
  TRY: 40,
  THB: 35,
  MXN: 20,
  CZK: 23,
  BRL: 5,
  PLN: 4,
  HUF: 360,
  IDR: 16_000,
  VND: 25_000,
  CLP: 950,
  COP: 4000,
}

const amount = (dollars: number, currency: Currency): Micros => {
  const units = dollars * (SCALE[currency] ?? 1)
  // A round number: nobody's threshold is 1,234.
  const step = 10 ** Math.max(decimalsOf(currency) === 0 ? 0 : -2, Math.floor(Math.log10(units)) - 1)
  return Math.round(Math.round(units / step) * step * MICROS)
}

export const startingForm = (currency: Currency): StopLossForm => ({
  minCtr: 0.005,
  maxCpc: amount(2, currency),
  targetCpm: amount(15, currency),
  budgetThreshold: amount(50, currency),
  window: 'last7d',
  pauseLowPerformers: true,
  increaseBudget: false,
  adjustBidding: false,
  expandAudience: false,
})

/** The currency of most watched accounts, all of its accounts chosen. */
export const newDraft = (watched: readonly AccountRow[], name: string): Draft => {
  const groups = [...Map.groupBy(watched, ({ currency }) => currency)].toSorted(([, a], [, b]) => b.length - a.length)
  const [currency, members] = groups[0] ?? ['USD', []]
  return { name, currency, accountIds: members.map(({ id }) => id), status: 'active', form: startingForm(currency) }
}

export const draftOf = ({ id, name, currency, accountIds, status, form }: Strategy): Draft => ({
  id,
  name,
  currency,
  accountIds: [...accountIds],
  status,
  form,
})

export const inCurrency = (draft: Draft, currency: Currency, watched: readonly AccountRow[]): Draft =>
  currency === draft.currency
    ? draft
    : {
        ...draft,
        currency,
        accountIds: watched.filter((account) => account.currency === currency).map(({ id }) => id),
        form: { ...draft.form, ...moneyOf(startingForm(currency)) },
      }

const moneyOf = ({
  maxCpc,
  targetCpm,
  budgetThreshold,
}: StopLossForm): Pick<StopLossForm, 'maxCpc' | 'targetCpm' | 'budgetThreshold'> => ({
  maxCpc,
  targetCpm,
  budgetThreshold,
})

export interface Problems {
  readonly name: boolean
  readonly accounts: boolean
  readonly actions: boolean
}

export const problemsOf = ({ name, accountIds, form }: Draft): Problems => ({
  name: name.trim() === '',
  accounts: accountIds.length === 0,
  actions: !form.pauseLowPerformers && !form.increaseBudget && !form.adjustBidding && !form.expandAudience,
})
