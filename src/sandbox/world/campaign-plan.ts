import { campaignName } from '../names.ts'
import { EXACT } from '../plans.ts'
import { draw, hash } from '../random.ts'
import type { Character, ExactTotals, OwnStatus } from '../model.ts'

/** How far back a campaign may have started, days. */
export const YEARS_BACK = 730

/** What a campaign and everything under it is made from. */
export interface CampaignPlan {
  readonly name: string
  readonly objective: string
  readonly character: Character
  readonly status: OwnStatus
  readonly startDay: number
  readonly endDay: number
  readonly pausedFrom: number
  /** Minor units a day for all of it. */
  readonly daily: number
  readonly budgetAt: 'campaign' | 'campaignLifetime' | 'adset'
  /** Ads of each ad set. */
  readonly shape: readonly number[]
  readonly exact?: ExactTotals | null
}

/** The campaigns whose figures are given to the unit. */
export const exactCampaigns = (anchorDay: number): readonly CampaignPlan[] =>
  EXACT.map(({ name, status, daily, totals }) => ({
    name,
    objective: 'OUTCOME_LEADS',
    character: 'normal',
    status,
    startDay: anchorDay - (totals === null ? 40 : YEARS_BACK),
    endDay: Infinity,
    // The one without totals was never switched on.
    pausedFrom: status === 'ACTIVE' ? Infinity : anchorDay - (totals === null ? 40 : 0),
    daily,
    budgetAt: 'campaign',
    shape: [1],
    exact: totals,
  }))

/** So many campaigns that all run, with one ad each. */
export const runningCampaigns = (count: number, seed: number, anchorDay: number): readonly CampaignPlan[] =>
  Array.from({ length: count }, (_, i) => {
    const s = hash(seed, 900, i)
    return {
      name: campaignName(s, 'USD', 'OUTCOME_SALES'),
      objective: 'OUTCOME_SALES',
      character: 'normal',
      status: 'ACTIVE',
      startDay: anchorDay - YEARS_BACK,
      endDay: Infinity,
      pausedFrom: Infinity,
      daily: 4000 + Math.floor(draw(s, 1) * 9000),
      budgetAt: 'campaign',
      shape: [1],
    }
  })
