import { z } from 'zod'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import { moneyOf, raw, understood } from './lenient.ts'
import type { Edge, Node } from './node.ts'

/** The least daily budget by what is bid for; null: Meta did not say. A lifetime budget needs as much for each day. */
export interface MinimumBudgets {
  readonly currency: Currency
  readonly impressions: Micros | null
  readonly clicks: Micros | null
  /** Conversions, installs and other rare actions. */
  readonly rareActions: Micros | null
  readonly videoViews: Micros | null
}

const wire = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  min_daily_budget_imp: raw,
  min_daily_budget_high_freq: raw,
  min_daily_budget_low_freq: raw,
  min_daily_budget_video_views: raw,
})

const NODE: Node<MinimumBudgets> = {
  name: 'minimumBudgets',
  core: [
    'currency',
    'min_daily_budget_imp',
    'min_daily_budget_high_freq',
    'min_daily_budget_low_freq',
    'min_daily_budget_video_views',
  ],
  more: [],
  decode(row) {
    const least = understood(wire, row)
    return (
      least && {
        currency: least.currency,
        impressions: moneyOf(least.min_daily_budget_imp, least.currency),
        clicks: moneyOf(least.min_daily_budget_high_freq, least.currency),
        rareActions: moneyOf(least.min_daily_budget_low_freq, least.currency),
        videoViews: moneyOf(least.min_daily_budget_video_views, least.currency),
      }
    )
  },
}

/** Of an account: one row a currency, which is one row. `filter: { bid_amount }` asks for a bid cap's minimum. */
export const MINIMUM_BUDGETS: Edge<MinimumBudgets> = { name: 'minimum_budgets', node: NODE }
