import { invalid } from '../graph-error.ts'
import { refusal } from './refusals.ts'
import type { Campaign } from '../model.ts'

/** What Meta asks of bids. `of` tells a field's value as it will be after the write. Throws GraphError. */

const LEAST_ROAS = 100
const MOST_ROAS = 10_000_000
/** Above so many ad sets under a campaign's budget its bid strategy is fixed. */
const MOST_ADSETS = 70

const bidError = (text: string, field: string): Error => refusal(null, 'Bid Cannot Be Used', text, field)

const CAPPED: readonly (string | null)[] = ['COST_CAP', 'LOWEST_COST_WITH_BID_CAP']
export const hasCap = (strategy: string | null): boolean => CAPPED.includes(strategy)

export const checkBids = (
  of: (field: string) => string | null,
  campaign: Campaign,
  strategyOfCampaign: string | null,
): void => {
  const own = of('bid_strategy')
  const overall = campaign.budget !== null
  if (overall && own !== null && own !== strategyOfCampaign)
    throw bidError('The campaign sets the bid strategy of its ad sets, because the budget is its own.', 'bid_strategy')
  const strategy = overall ? strategyOfCampaign : own
  const bid = of('bid_amount')
  if (bid === '0') throw invalid('Param bid_amount must be an integer greater than or equal to 1')
  switch (strategy) {
    case 'COST_CAP':
    case 'LOWEST_COST_WITH_BID_CAP':
      if (bid === null) throw bidError(`A bid amount is required for ${strategy}.`, 'bid_amount')
      break
    case 'LOWEST_COST_WITH_MIN_ROAS': {
      if (bid !== null) throw bidError('No bid amount goes with a minimum return.', 'bid_amount')
      const floor = (JSON.parse(of('bid_constraints') ?? '{}') as { roas_average_floor?: unknown }).roas_average_floor
      if (!Number.isInteger(floor) || Number(floor) < LEAST_ROAS || Number(floor) > MOST_ROAS)
        throw bidError('A minimum return needs bid_constraints.roas_average_floor, 100 to 10000000.', 'bid_constraints')
      break
    }
    default:
      if (bid !== null) throw bidError('A bid amount needs a bid strategy with a cap.', 'bid_amount')
  }
  if (strategy === 'COST_CAP') {
    if (of('billing_event') !== 'IMPRESSIONS') throw bidError('A cost cap is billed by impressions.', 'billing_event')
    const pacing = JSON.parse(of('pacing_type') ?? '["standard"]') as unknown[]
    if (pacing.some((one) => one !== 'standard')) throw bidError('A cost cap needs standard pacing.', 'pacing_type')
  }
}

/** A campaign's own strategy; `hasBudget`: as it will be after the write. */
export const checkCampaignStrategy = (hasBudget: boolean, adsets: number): void => {
  if (!hasBudget) throw bidError('A bid strategy can only be set on a campaign that holds the budget.', 'bid_strategy')
  if (adsets > MOST_ADSETS)
    throw bidError(`With more than ${MOST_ADSETS} ad sets the bid strategy cannot change.`, 'bid_strategy')
}
