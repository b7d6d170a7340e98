import { HARD_NAMES, campaignName } from '../names.ts'
import { SHOP } from '../plans.ts'
import { between, draw, hash, pick } from '../random.ts'
import { YEARS_BACK } from './campaign-plan.ts'
import type { Account, Character, OwnStatus } from '../model.ts'
import type { AccountPlan } from '../plans.ts'
import type { CampaignPlan } from './campaign-plan.ts'

/** How many ads each ad set of a campaign has, `most` at most in all. */
const shapeOf = (s: number, most: number): number[] => {
  const shape: number[] = []
  let left = most
  const sets = 1 + Math.floor(draw(s, 1) * draw(s, 2) * 5)
  for (let i = 0; i < sets && left > 0; i++) {
    const ads = Math.min(left, 1 + Math.floor(draw(s, 10 + i) * 4.6))
    shape.push(ads)
    left -= ads
  }
  return shape
}

/** Campaigns as chance fills an account with them, until its number of ads is reached. */
export const drawnCampaigns = (
  account: Account,
  plan: AccountPlan,
  { seed, anchorDay }: { readonly seed: number; readonly anchorDay: number },
): readonly CampaignPlan[] => {
  const drawn: CampaignPlan[] = []
  let left = plan.ads
  const round = (dollars: number): number =>
    Math.max(1, Math.round((dollars * account.factor) / (account.factor > 10 ? 100 : 1))) *
    (account.factor > 10 ? 100 : 1) *
    account.offset
  const goals = plan.goals ?? SHOP
  for (let i = 0; left > 0; i++) {
    const s = hash(seed, 500 + account.index, i)
    const losers = plan.losers ?? 0
    const character: Character = i < losers ? 'loser' : i < losers + (plan.winners ?? 0) ? 'winner' : 'normal'
    const paid = goals[0] ?? 'OUTCOME_SALES'
    const objective =
      character === 'loser'
        ? paid === 'OUTCOME_APP_PROMOTION'
          ? 'OUTCOME_SALES'
          : paid
        : character === 'winner'
          ? paid
          : pick(s, 3, goals)
    const fate = draw(s, 4)
    const status: OwnStatus = character !== 'normal' || fate < 0.42 ? 'ACTIVE' : fate < 0.92 ? 'PAUSED' : 'ARCHIVED'
    const form = draw(s, 5)
    const budgetAt = character !== 'normal' || form < 0.5 ? 'campaign' : form < 0.62 ? 'campaignLifetime' : 'adset'
    const age =
      character === 'loser'
        ? between(s, 6, 8, 15)
        : character === 'winner'
          ? between(s, 6, 60, 400)
          : Math.max(3, draw(s, 6) ** 2 * YEARS_BACK)
    const startDay = anchorDay - Math.floor(age)
    const pausedFrom = status === 'ACTIVE' ? Infinity : startDay + 2 + Math.floor(draw(s, 7) * Math.max(0, age - 3))
    const endDay =
      budgetAt === 'campaignLifetime'
        ? status === 'ACTIVE'
          ? anchorDay + 14 + Math.floor(draw(s, 8) * 60)
          : startDay + Math.ceil(age) + 10
        : Infinity
    const hardIndex = i >= losers + (plan.winners ?? 0) ? plan.hard?.[i - losers - (plan.winners ?? 0)] : undefined
    const hard = hardIndex === undefined ? undefined : HARD_NAMES[hardIndex]
    const dollars =
      character === 'loser'
        ? between(s, 9, 140, 260)
        : character === 'winner'
          ? between(s, 9, 120, 480)
          : 12 + draw(s, 9) ** 2 * 240
    const shape = shapeOf(s, left)
    left -= shape.reduce((sum, ads) => sum + ads, 0)
    drawn.push({
      name: hard ?? campaignName(s, plan.currency, objective),
      objective,
      character,
      // The hard names are for everybody to see: they run.
      status: hard === undefined ? status : 'ACTIVE',
      startDay,
      endDay: hard === undefined ? endDay : Infinity,
      pausedFrom: hard === undefined ? pausedFrom : Infinity,
      daily: round(dollars),
      budgetAt: hard === undefined ? budgetAt : 'campaign',
      shape,
    })
  }
  return drawn
}
