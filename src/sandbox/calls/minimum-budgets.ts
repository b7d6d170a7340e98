import { invalid } from '../graph-error.ts'
import type { Account } from '../model.ts'
import type { Params } from '../params.ts'

/** Dollars a day by what is paid for; where impressions are dear it is twice as much, but for seldom actions. */
const LEAST = { imp: 0.5, often: 2.5, seldom: 40 } as const
const DEAR: readonly string[] = ['USD', 'EUR', 'GBP', 'JPY']

const minor = (account: Account, dollars: number): number =>
  Math.max(1, Math.round(dollars * account.factor * account.offset))
const times = (account: Account): number => (DEAR.includes(account.currency) ? 2 : 1)

/** Least daily budget of a campaign or an ad set, minor units: with a bid cap at least what one bid needs. */
export const minimumDaily = (
  account: Account,
  bid: { readonly cap: number; readonly perImpression: boolean } | null,
): number =>
  Math.max(minor(account, LEAST.imp * times(account)), bid === null ? 0 : bid.perImpression ? bid.cap : 5 * bid.cap)

/** Throws GraphError for a bid that is no number. */
export const minimumBudgets = (account: Account, params: Params): unknown => {
  const text = params['bid_amount']
  if (text !== undefined && !/^\d{1,12}$/.test(text)) throw invalid('Param bid_amount must be an integer')
  const bid = Number(text ?? 0)
  const often = Math.max(minor(account, LEAST.often * times(account)), 5 * bid)
  return {
    data: [
      {
        currency: account.currency,
        min_daily_budget_imp: Math.max(minor(account, LEAST.imp * times(account)), bid),
        min_daily_budget_high_freq: often,
        min_daily_budget_low_freq: Math.max(minor(account, LEAST.seldom), 5 * bid),
        min_daily_budget_video_views: often,
      },
    ],
  }
}
