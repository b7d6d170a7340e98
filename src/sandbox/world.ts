import { audienceFor, exactDays } from './exact.ts'
import { HARD_NAMES, adName, adsetName, campaignName } from './names.ts'
import { BUSINESSES, EXACT, FACTORS, PLANS, SHOP } from './plans.ts'
import { between, draw, hash, pick } from './random.ts'
import { DAY_MS, createZone } from './zone.ts'
import type { AccountPlan } from './plans.ts'
import type {
  Account,
  Ad,
  AdSet,
  Budget,
  Business,
  Campaign,
  Character,
  ExactTotals,
  Node,
  OwnStatus,
} from './model.ts'

/** Makes the same world from the same seed and anchor: businesses, ad accounts, and everything under them. */

export interface World {
  readonly seed: number
  /** The first start: ages of campaigns are counted back from here. */
  readonly anchor: number
  readonly businesses: readonly Business[]
  readonly accounts: readonly Account[]
  readonly nodes: ReadonlyMap<string, Node>
}

export interface WorldSize {
  /** Instead of the usual world: one account with this many campaigns, each with one running ad. */
  readonly campaigns: number
}

const GOALS: Readonly<Record<string, string>> = {
  OUTCOME_SALES: 'OFFSITE_CONVERSIONS',
  OUTCOME_LEADS: 'LEAD_GENERATION',
  OUTCOME_TRAFFIC: 'LINK_CLICKS',
  OUTCOME_ENGAGEMENT: 'POST_ENGAGEMENT',
  OUTCOME_AWARENESS: 'REACH',
  OUTCOME_APP_PROMOTION: 'APP_INSTALLS',
}

const TASKS = ['MANAGE', 'ADVERTISE', 'ANALYZE', 'DRAFT', 'AA_ANALYZE'] as const
const YEARS_BACK = 730

/** Ids as long as Meta's: beyond 2^53, so that a program that makes numbers of them is found out. */
const idOf = (kind: number, index: number, seed: number): string =>
  `1202${String(kind)}${String(100_000_000 + index)}${String(10_000 + (hash(seed, kind, index) % 90_000))}`

export const createWorld = ({
  seed,
  anchor,
  size,
}: {
  readonly seed: number
  readonly anchor: number
  readonly size: WorldSize | null
}): World => {
  const anchorDay = Math.floor(anchor / DAY_MS)
  const nodes = new Map<string, Node>()
  let serial = 0
  const nextId = (kind: number): string => idOf(kind, serial++, seed)

  const businesses = BUSINESSES.map((name, i): Business => {
    const business = {
      id: String(210_000_000_000_000 + (hash(seed, 70, i) % 1_000_000) * 1000 + i),
      name,
      createdAt: (anchorDay - 1400 + i * 90) * DAY_MS,
    }
    nodes.set(business.id, business)
    return business
  })

  const createAccount = (plan: AccountPlan, index: number): Account => {
    const digits = String(310_000_000_000_000 + (hash(seed, 71, index) % 1_000_000) * 100 + index)
    const account: Account = {
      level: 'account',
      index,
      id: `act_${digits}`,
      digits,
      name: plan.name,
      currency: plan.currency,
      offset: plan.currency === 'JPY' ? 1 : 100,
      factor: FACTORS[plan.currency],
      zone: createZone(plan.zone),
      status: plan.status ?? 1,
      disableReason: plan.reason ?? 0,
      owner: plan.owner === undefined ? null : (businesses[plan.owner] ?? null),
      clientOf: (plan.clients ?? []).flatMap((i) => businesses[i] ?? []),
      personal: plan.personal,
      tasks: plan.tasks ?? TASKS,
      createdAt: (anchorDay - 1000 - index * 17) * DAY_MS + 36_000_000,
      stoppedFrom: plan.stopped === undefined ? Infinity : anchorDay - plan.stopped,
      campaigns: [],
    }
    nodes.set(account.id, account)
    return account
  }

  interface CampaignPlan {
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

  const addCampaign = (account: Account, plan: CampaignPlan): void => {
    const s = hash(seed, account.index + 1, account.campaigns.length + 1)
    const money = account.factor * account.offset
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
        : ((plan.daily / cpm) * 1000 * between(s, 25, 14, 60)) / 1.2
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
    const weights = plan.shape.map((ads, i) => Array.from({ length: ads }, (_, j) => 0.4 + draw(s, 100 + i * 20 + j)))
    const whole = weights.flat().reduce((sum, weight) => sum + weight, 0)
    plan.shape.forEach((ads, i) => {
      const share = (weights[i] ?? []).reduce((sum, weight) => sum + weight, 0) / whole
      // Under a campaign that runs for its story, everything runs; elsewhere people paused some.
      const calm = plan.character !== 'normal' || plan.exact !== undefined || size !== null
      const quiet = !calm && plan.shape.length > 1 && draw(s, 300 + i) < 0.14
      const adset: AdSet = {
        ...shared,
        level: 'adset',
        id: nextId(2),
        name: adsetName(hash(s, 2, i)),
        status: quiet ? 'PAUSED' : 'ACTIVE',
        pausedFrom: quiet ? Math.max(plan.startDay, anchorDay - Math.floor(between(s, 320 + i, 2, 60))) : Infinity,
        audience: plan.exact ? audience : Math.max(50, audience * share ** 0.8),
        campaign,
        budget:
          plan.budgetAt === 'adset'
            ? { kind: 'daily', minor: Math.max(Math.ceil(money), Math.round(plan.daily * share)) }
            : null,
        goal: GOALS[plan.objective] ?? 'LINK_CLICKS',
        ads: [],
      }
      nodes.set(adset.id, adset)
      campaign.adsets.push(adset)
      for (let j = 0; j < ads; j++) {
        const a = hash(s, 10 + i, j)
        const part = (weights[i]?.[j] ?? 0) / whole
        const off = !calm && ads > 1 && draw(a, 1) < 0.12
        const reviewed =
          !calm && !off && draw(a, 2) < 0.025 ? (draw(a, 3) < 0.6 ? 'DISAPPROVED' : 'PENDING_REVIEW') : null
        const ad: Ad = {
          ...shared,
          level: 'ad',
          id: nextId(3),
          name: adName(a, j),
          status: off ? 'PAUSED' : 'ACTIVE',
          pausedFrom: off ? Math.max(plan.startDay, anchorDay - Math.floor(between(a, 4, 1, 45))) : Infinity,
          audience: plan.exact ? audience : Math.max(30, audience * part ** 0.8),
          campaign,
          adset,
          seed: a,
          startDay: plan.startDay + (calm ? 0 : Math.floor(draw(a, 5) * draw(a, 6) * 40)),
          perDay: plan.daily * pace * part,
          cpm: cpm * between(a, 7, 0.9, 1.12),
          ctr: ctr * (plan.character === 'loser' ? between(a, 8, 0.95, 1.05) : between(a, 8, 0.75, 1.3)),
          rate: rate * between(a, 9, 0.7, 1.3),
          basket: basket * between(a, 10, 0.85, 1.15),
          review: reviewed,
        }
        nodes.set(ad.id, ad)
        adset.ads.push(ad)
      }
    })
  }

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

  const fill = (account: Account, plan: AccountPlan): void => {
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
      addCampaign(account, {
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
    // The newest first, as Meta lists them; the order people made them is the order of ids.
    account.campaigns.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
  }

  const exactAccount = (account: Account): void => {
    for (const { name, status, daily, totals } of EXACT) {
      addCampaign(account, {
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
      })
    }
  }

  if (size !== null) {
    const account = createAccount(
      { name: 'One thousand and one', currency: 'USD', zone: 'America/New_York', personal: true, owner: 0, ads: 0 },
      0,
    )
    for (let i = 0; i < size.campaigns; i++) {
      const s = hash(seed, 900, i)
      addCampaign(account, {
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
      })
    }
    return { seed, anchor, businesses, accounts: [account], nodes }
  }

  const accounts = PLANS.map((plan, index) => {
    const account = createAccount(plan, index)
    if (index === 0) exactAccount(account)
    else fill(account, plan)
    return account
  })
  return { seed, anchor, businesses, accounts, nodes }
}
