import { BUSINESSES, FACTORS, PLANS } from './plans.ts'
import { hash } from './random.ts'
import { agencyAccounts, agencyCampaigns } from './world/agency.ts'
import { createCampaignMaker } from './world/campaign.ts'
import { exactCampaigns, runningCampaigns } from './world/campaign-plan.ts'
import { drawnCampaigns } from './world/drawn-campaigns.ts'
import { DAY_MS, createZone } from './zone.ts'
import type { AccountPlan } from './plans.ts'
import type { AgencySize } from './world/agency.ts'
import type { Account, Business, Node } from './model.ts'

/** Makes the same world from the same seed and anchor: businesses, ad accounts, and everything under them. */

export interface World {
  readonly seed: number
  /** The first start: ages of campaigns are counted back from here. */
  readonly anchor: number
  readonly businesses: readonly Business[]
  readonly accounts: readonly Account[]
  /** What people make is added. */
  readonly nodes: Map<string, Node>
}

/** Instead of the usual world: one account with this many campaigns, each with one running ad, or an agency. */
export type WorldSize = { readonly campaigns: number; readonly accounts?: never } | AgencySize

const TASKS = ['MANAGE', 'ADVERTISE', 'ANALYZE', 'DRAFT', 'AA_ANALYZE'] as const

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

  const businesses = BUSINESSES.map((name, i): Business => {
    const business = {
      id: String(210_000_000_000_000 + (hash(seed, 70, i) % 1_000_000) * 1000 + i),
      name,
      createdAt: (anchorDay - 1400 + i * 90) * DAY_MS,
    }
    nodes.set(business.id, business)
    return business
  })

  const room = size?.accounts === undefined ? 100 : 10_000
  const createAccount = (plan: AccountPlan, index: number): Account => {
    const digits = String(310_000_000_000_000 + (hash(seed, 71, index) % 1_000_000) * room + index)
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
      createdAt: (anchorDay - 1000 - (index % 50) * 17) * DAY_MS + 36_000_000,
      stoppedFrom: plan.stopped === undefined ? Infinity : anchorDay - plan.stopped,
      campaigns: [],
    }
    nodes.set(account.id, account)
    return account
  }

  const addCampaign = createCampaignMaker({ seed, anchor, allCalm: size !== null, nodes })

  if (size?.accounts !== undefined) {
    const accounts = agencyAccounts(size, seed).map((plan, index) => {
      const account = createAccount(plan, index)
      for (const campaign of agencyCampaigns(account, plan, size, { seed, anchorDay })) addCampaign(account, campaign)
      return account
    })
    return { seed, anchor, businesses, accounts, nodes }
  }
  if (size !== null) {
    const account = createAccount(
      { name: 'One thousand and one', currency: 'USD', zone: 'America/New_York', personal: true, owner: 0, ads: 0 },
      0,
    )
    for (const campaign of runningCampaigns(size.campaigns, seed, anchorDay)) addCampaign(account, campaign)
    return { seed, anchor, businesses, accounts: [account], nodes }
  }

  const accounts = PLANS.map((plan, index) => {
    const account = createAccount(plan, index)
    const campaigns = index === 0 ? exactCampaigns(anchorDay) : drawnCampaigns(account, plan, { seed, anchorDay })
    for (const campaign of campaigns) addCampaign(account, campaign)
    // The newest first, as Meta lists them; the order people made them is the order of ids.
    if (index > 0) account.campaigns.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1))
    return account
  })
  return { seed, anchor, businesses, accounts, nodes }
}
