import { campaignName } from '../names.ts'
import { APP, SERVICE, SHOP } from '../plans.ts'
import { between, draw, hash, pick } from '../random.ts'
import type { Account } from '../model.ts'
import type { AccountPlan } from '../plans.ts'
import type { CampaignPlan } from './campaign-plan.ts'

/** An agency of any size: many accounts in many zones, where everything runs. Numbers are of the whole world. */

export interface AgencySize {
  readonly accounts: number
  readonly campaigns: number
  readonly ads: number
  /** How far back the oldest campaigns began. */
  readonly days: number
}

const PLACES = [
  { currency: 'USD', zone: 'America/New_York' },
  { currency: 'EUR', zone: 'Europe/Berlin' },
  { currency: 'GBP', zone: 'Europe/London' },
  { currency: 'USD', zone: 'America/Los_Angeles' },
  { currency: 'KZT', zone: 'Asia/Almaty' },
  { currency: 'JPY', zone: 'Asia/Tokyo' },
  { currency: 'EUR', zone: 'Europe/Paris' },
  { currency: 'USD', zone: 'Australia/Sydney' },
] as const
const FIRST = ['Amber', 'Birch', 'Cedar', 'Dune', 'Ember', 'Fjord', 'Grove', 'Heron', 'Iris', 'Juniper'] as const
const SECOND = [
  'Apparel',
  'Bakery',
  'Cycles',
  'Dental',
  'Energy',
  'Furniture',
  'Garden',
  'Hotels',
  'Insurance',
] as const
const GOALS = [SHOP, SHOP, SERVICE, APP] as const

/** So many of `whole` in each of `parts`, with the rest among the first. */
const shareOut = (whole: number, parts: number, index: number): number =>
  Math.floor(whole / parts) + (index < whole % parts ? 1 : 0)

export const agencyAccounts = ({ accounts, ads }: AgencySize, seed: number): readonly AccountPlan[] =>
  Array.from({ length: accounts }, (_, i) => {
    const s = hash(seed, 800, i)
    const place = PLACES[i % PLACES.length] ?? PLACES[0]
    return {
      name: `${pick(s, 1, FIRST)} ${pick(s, 2, SECOND)} ${i + 1}`,
      ...place,
      personal: true,
      owner: i % 3,
      ads: shareOut(ads, accounts, i),
      goals: pick(s, 3, GOALS),
    }
  })

/** Ad sets of up to six ads. */
const shapeOf = (ads: number): readonly number[] => {
  const sets = Math.max(1, Math.ceil(ads / 6))
  return Array.from({ length: sets }, (_, i) => shareOut(ads, sets, i))
}

export const agencyCampaigns = (
  account: Account,
  plan: AccountPlan,
  size: AgencySize,
  { seed, anchorDay }: { readonly seed: number; readonly anchorDay: number },
): readonly CampaignPlan[] => {
  const count = shareOut(size.campaigns, size.accounts, account.index)
  return Array.from({ length: count }, (_, i): CampaignPlan => {
    const s = hash(seed, 810 + account.index, i)
    const ads = shareOut(plan.ads, count, i)
    const objective = pick(s, 1, plan.goals ?? SHOP)
    const dollars = Math.max(1, ads) * between(s, 2, 8, 40)
    return {
      name: campaignName(s, plan.currency, objective),
      objective,
      character: 'normal',
      status: 'ACTIVE',
      startDay: anchorDay - size.days + Math.floor(draw(s, 3) ** 2 * size.days * 0.4),
      endDay: Infinity,
      pausedFrom: Infinity,
      daily: Math.round(dollars * account.factor) * account.offset,
      budgetAt: draw(s, 4) < 0.6 ? 'campaign' : 'adset',
      shape: shapeOf(ads),
    }
  })
}
