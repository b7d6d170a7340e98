import { between } from '../random.ts'
import type { Ad } from '../model.ts'
import type { CampaignPlan } from './campaign-plan.ts'

export interface Economy extends Pick<Ad, 'cpm' | 'ctr' | 'rate' | 'basket'> {
  /** Share of the budget that gets spent. */
  readonly pace: number
}

/** What a campaign's ads buy for their money, before the luck of each. `money` is what one dollar buys, minor units. */
export const economyOf = (plan: CampaignPlan, s: number, money: number): Economy => {
  const cpm =
    (plan.character === 'loser'
      ? between(s, 20, 11, 14)
      : plan.character === 'winner'
        ? between(s, 20, 6.5, 9)
        : between(s, 20, 5, 16)) * money
  const ctr =
    plan.character === 'loser'
      ? between(s, 21, 0.0026, 0.0033)
      : plan.character === 'winner'
        ? between(s, 21, 0.017, 0.024)
        : between(s, 21, 0.006, 0.019)
  const rates: Readonly<Record<string, number>> = {
    OUTCOME_SALES: between(s, 22, 0.012, 0.05),
    OUTCOME_LEADS: between(s, 22, 0.03, 0.14),
    OUTCOME_APP_PROMOTION: between(s, 22, 0.08, 0.25),
  }
  const rate = plan.character === 'loser' ? 0 : (rates[plan.objective] ?? 0) * (plan.character === 'winner' ? 1.6 : 1)
  const pace =
    plan.character === 'loser'
      ? 1.05
      : plan.character === 'winner'
        ? between(s, 23, 0.98, 1.01)
        : between(s, 23, 0.72, 0.99)
  const basket = between(s, 24, 28, 120) * money
  return { cpm, ctr, rate, pace, basket }
}
