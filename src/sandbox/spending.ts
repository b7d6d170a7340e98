import { adsOf } from './under.ts'
import type { Account, AdSet, Campaign, Delivering } from './model.ts'
import type { Figures } from './figures.ts'
import type { Live } from './state.ts'

/** What was spent and what is left of a budget, in minor units of the account's currency. */

/** `amount_spent` counts from a reset, so many days after the first figures. */
const RESET_AFTER = 670
/** Spend of older days does not change any more. */
const CORRECTED_DAYS = 8

/** From a day until now. */
export const spentSince = (figures: Figures, object: Account | Delivering, from: number): number =>
  figures.sum(adsOf(object), from, figures.today(object.level === 'account' ? object : object.account)).spend

export interface Spending {
  remaining(object: Campaign | AdSet): number
  /** What is not paid yet: a fixed part of what was spent lately, for an account pays when a threshold is met. */
  balance(account: Account): number
  inAll(account: Account): number
}

export const createSpending = ({ live, figures }: { readonly live: Live; readonly figures: Figures }): Spending => {
  const unpaid = new Map<string, number>()
  /** Until the days that may still be corrected, which are added up anew. */
  const settledTotals = new Map<string, { readonly day: number; readonly minor: number }>()
  return {
    remaining: (object) => {
      const budget = live.budget(object)
      if (!budget) return 0
      const from =
        budget.kind === 'daily'
          ? figures.today(object.account)
          : object.level === 'campaign'
            ? object.startDay
            : object.campaign.startDay
      return Math.max(0, budget.minor - spentSince(figures, object, from))
    },
    balance: (account) => {
      const known = unpaid.get(account.id)
      if (known !== undefined) return known
      const today = figures.today(account)
      const value =
        account.status === 3
          ? Math.round(820 * account.factor * account.offset)
          : figures.sum(adsOf(account), today - 8, today - 2).spend %
            Math.max(1, Math.round(750 * account.factor * account.offset))
      unpaid.set(account.id, value)
      return value
    },
    inAll: (account) => {
      const today = figures.today(account)
      const known = settledTotals.get(account.id)
      const settled = today - CORRECTED_DAYS
      const base =
        known && known.day === today
          ? known
          : { day: today, minor: figures.sum(adsOf(account), figures.firstDay + RESET_AFTER, settled - 1).spend }
      settledTotals.set(account.id, base)
      return base.minor + spentSince(figures, account, settled)
    },
  }
}
