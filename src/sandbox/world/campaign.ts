import { audienceFor, exactDays } from '../exact.ts'
import { adName, adsetName } from '../names.ts'
import { between, draw, hash } from '../random.ts'
import { DAY_MS } from '../zone.ts'
import { economyOf } from './economy.ts'
import type { Account, Ad, AdSet, Budget, Campaign, Node } from '../model.ts'
import type { CampaignPlan } from './campaign-plan.ts'
import type { Economy } from './economy.ts'

const GOALS: Readonly<Record<string, string>> = {
  OUTCOME_SALES: 'OFFSITE_CONVERSIONS',
  OUTCOME_LEADS: 'LEAD_GENERATION',
  OUTCOME_TRAFFIC: 'LINK_CLICKS',
  OUTCOME_ENGAGEMENT: 'POST_ENGAGEMENT',
  OUTCOME_AWARENESS: 'REACH',
  OUTCOME_APP_PROMOTION: 'APP_INSTALLS',
}

/** Ids as long as Meta's: beyond 2^53, so that a program that makes numbers of them is found out. */
const idOf = (kind: number, index: number, seed: number): string =>
  `1202${String(kind)}${String(100_000_000 + index)}${String(10_000 + (hash(seed, kind, index) % 90_000))}`

/** What everything under one campaign has from it. `s` is where its draws begin. */
interface Made {
  readonly plan: CampaignPlan
  readonly campaign: Campaign
  readonly shared: Pick<Ad, 'account' | 'createdAt' | 'updatedAt'>
  readonly s: number
  readonly economy: Economy
  /** Nothing under it was paused or refused. */
  readonly calm: boolean
}

/** Makes campaigns with everything under them, in their accounts and in `nodes`. */
export const createCampaignMaker = ({
  seed,
  anchor,
  allCalm,
  nodes,
}: {
  readonly seed: number
  readonly anchor: number
  readonly allCalm: boolean
  readonly nodes: Map<string, Node>
}): ((account: Account, plan: CampaignPlan) => void) => {
  const anchorDay = Math.floor(anchor / DAY_MS)
  let serial = 0
  const nextId = (kind: number): string => idOf(kind, serial++, seed)

  const addAdSet = (
    { plan, campaign, shared, s, economy, calm }: Made,
    i: number,
    weights: readonly number[],
    whole: number,
  ): void => {
    const { account } = shared
    const share = weights.reduce((sum, weight) => sum + weight, 0) / whole
    const quiet = !calm && plan.shape.length > 1 && draw(s, 300 + i) < 0.14
    const adset: AdSet = {
      ...shared,
      level: 'adset',
      id: nextId(2),
      name: adsetName(hash(s, 2, i)),
      status: quiet ? 'PAUSED' : 'ACTIVE',
      pausedFrom: quiet ? Math.max(plan.startDay, anchorDay - Math.floor(between(s, 320 + i, 2, 60))) : Infinity,
      audience: plan.exact ? campaign.audience : Math.max(50, campaign.audience * share ** 0.8),
      campaign,
      budget:
        plan.budgetAt === 'adset'
          ? {
              kind: 'daily',
              minor: Math.max(Math.ceil(account.factor * account.offset), Math.round(plan.daily * share)),
            }
          : null,
      goal: GOALS[plan.objective] ?? 'LINK_CLICKS',
      ads: [],
    }
    nodes.set(adset.id, adset)
    campaign.adsets.push(adset)
    weights.forEach((weight, j) => {
      const a = hash(s, 10 + i, j)
      const part = weight / whole
      const off = !calm && weights.length > 1 && draw(a, 1) < 0.12
      const reviewed =
        !calm && !off && draw(a, 2) < 0.025 ? (draw(a, 3) < 0.6 ? 'DISAPPROVED' : 'PENDING_REVIEW') : null
      const ad: Ad = {
        ...shared,
        level: 'ad',
        id: nextId(3),
        name: adName(a, j),
        status: off ? 'PAUSED' : 'ACTIVE',
        pausedFrom: off ? Math.max(plan.startDay, anchorDay - Math.floor(between(a, 4, 1, 45))) : Infinity,
        audience: plan.exact ? campaign.audience : Math.max(30, campaign.audience * part ** 0.8),
        campaign,
        adset,
        seed: a,
        startDay: plan.startDay + (calm ? 0 : Math.floor(draw(a, 5) * draw(a, 6) * 40)),
        perDay: plan.daily * economy.pace * part,
        cpm: economy.cpm * between(a, 7, 0.9, 1.12),
        ctr: economy.ctr * (plan.character === 'loser' ? between(a, 8, 0.95, 1.05) : between(a, 8, 0.75, 1.3)),
        rate: economy.rate * between(a, 9, 0.7, 1.3),
        basket: economy.basket * between(a, 10, 0.85, 1.15),
        review: reviewed,
      }
      nodes.set(ad.id, ad)
      adset.ads.push(ad)
    })
  }

  return (account, plan) => {
    const s = hash(seed, account.index + 1, account.campaigns.length + 1)
    const money = account.factor * account.offset
    const economy = economyOf(plan, s, money)
    const days = plan.exact ? exactDays(plan.exact, s) : null
    const lifetimeDays = plan.endDay - plan.startDay
    const budget: Budget | null =
      plan.budgetAt === 'campaign'
        ? { kind: 'daily', minor: plan.daily }
        : plan.budgetAt === 'campaignLifetime'
          ? { kind: 'lifetime', minor: plan.daily * lifetimeDays }
          : null
    const audience =
      plan.exact && days
        ? audienceFor(days, plan.exact.reach)
        : ((plan.daily / economy.cpm) * 1000 * between(s, 25, 14, 60)) / 1.2
    const createdAt = (plan.startDay - 1) * DAY_MS + Math.floor(draw(s, 26) * 36_000) * 1000 + 28_800_000
    const updatedAt =
      plan.pausedFrom === Infinity
        ? createdAt + 3_600_000
        : Math.min(anchor - 60_000, plan.pausedFrom * DAY_MS + 40_000_000)
    const shared = { account, createdAt, updatedAt, pausedFrom: plan.pausedFrom }
    const campaign: Campaign = {
      ...shared,
      level: 'campaign',
      id: nextId(1),
      name: plan.name,
      status: plan.status,
      audience,
      objective: plan.objective,
      budget,
      startDay: plan.startDay,
      endDay: plan.endDay,
      character: plan.character,
      exact: days,
      adsets: [],
    }
    nodes.set(campaign.id, campaign)
    account.campaigns.push(campaign)
    // Under a campaign that runs for its story, everything runs; elsewhere people paused some.
    const calm = allCalm || plan.character !== 'normal' || plan.exact !== undefined
    const made: Made = { plan, campaign, shared, s, economy, calm }
    const weights = plan.shape.map((ads, i) => Array.from({ length: ads }, (_, j) => 0.4 + draw(s, 100 + i * 20 + j)))
    const whole = weights.flat().reduce((sum, weight) => sum + weight, 0)
    weights.forEach((own, i) => addAdSet(made, i, own, whole))
  }
}
