import { draw, hash } from './random.ts'
import { DAY_MS } from './zone.ts'
import type { Account, Ad, AdSet, Budget, Campaign, OwnStatus } from './model.ts'
import type { Made, State } from './state.ts'
import type { World } from './world.ts'

/**
 * Campaigns, ad sets and ads that people made, as parts of the world: laid into it when they are made and again after a
 * restart. They do as well as others of the account do; a copy does as its original does.
 */

export interface Maker {
  /** Throws RangeError for what has no place in this world. */
  build(made: Made): void
}

/** Most of a budget goes to one ad: each further one gets a quarter of what is left. */
const shareOfNext = (siblings: number): number => 0.75 * 0.25 ** siblings

const budgetOf = (values: Made['values']): Budget | null => {
  const { daily_budget: daily, lifetime_budget: lifetime } = values
  if (daily !== undefined) return { kind: 'daily', minor: Number(daily) }
  return lifetime === undefined ? null : { kind: 'lifetime', minor: Number(lifetime) }
}

const numberOf = (id: string): number => Number(id.slice(-9))

export const createMaker = ({ world, state }: { readonly world: World; readonly state: State }): Maker => {
  const place = <T>(found: T | undefined, id: string | null): T => {
    if (found === undefined) throw new RangeError(`nothing at ${String(id)}`)
    return found
  }
  const accountOf = (made: Made): Account => {
    const node = world.nodes.get(made.account)
    return place(node && 'level' in node && node.level === 'account' ? node : undefined, made.account)
  }
  const at = <L extends 'campaign' | 'adset' | 'ad'>(id: string | null | undefined, level: L) => {
    const node = world.nodes.get(id ?? '')
    return node && 'level' in node && node.level === level
      ? (node as Extract<Campaign | AdSet | Ad, { level: L }>)
      : undefined
  }

  const shared = (made: Made, account: Account) => ({
    id: made.id,
    account,
    name: made.values['name'] ?? '',
    status: (made.values['status'] ?? 'ACTIVE') as OwnStatus,
    pausedFrom: Infinity,
    createdAt: made.at,
    updatedAt: made.at,
  })
  /** The world's own of an account: those with a given story would tell it twice. */
  const usual = (account: Account): readonly Campaign[] => {
    const own = account.campaigns.filter(({ id }) => state.made(id) === undefined)
    const plain = own.filter(({ character, exact }) => character === 'normal' && exact === null)
    return plain.length > 0 ? plain : own
  }
  const anyOf = <T>(list: readonly T[], made: Made, k: number): T | undefined =>
    list[Math.floor(draw(hash(world.seed, numberOf(made.id), k), k) * list.length)]

  const dayOf = (account: Account, made: Made): number =>
    Math.max(account.zone.dayAt(made.at), account.zone.dayAt(Number(made.values['start_time'] ?? made.at)))

  const buildCampaign = (made: Made): Campaign => {
    const account = accountOf(made)
    const template = at(made.values['source'], 'campaign') ?? place(anyOf(usual(account), made, 1), account.id)
    return {
      ...template,
      ...shared(made, account),
      objective: made.values['objective'] ?? template.objective,
      budget: budgetOf(made.values),
      startDay: dayOf(account, made),
      endDay: Infinity,
      exact: null,
      adsets: [],
    }
  }

  const buildAdSet = (made: Made): AdSet => {
    const campaign = place(at(made.parent, 'campaign'), made.parent)
    const account = accountOf(made)
    const budget = budgetOf(made.values)
    const daily = (budget ?? campaign.budget)?.minor ?? account.offset
    return {
      level: 'adset',
      ...shared(made, account),
      audience: Math.max(1000, (daily / (account.factor * account.offset)) * 4000),
      campaign,
      budget,
      goal: made.values['optimization_goal'] ?? 'LINK_CLICKS',
      ads: [],
    }
  }

  const buildAd = (made: Made): Ad => {
    const adset = place(at(made.parent, 'adset'), made.parent)
    const { campaign } = adset
    const account = accountOf(made)
    const alike = usual(account).filter(({ objective }) => objective === campaign.objective)
    const ads = (alike.length > 0 ? alike : usual(account)).flatMap(({ adsets }) => adsets.flatMap((own) => own.ads))
    const template = at(made.values['source'], 'ad') ?? place(anyOf(ads, made, 2), account.id)
    const holder = campaign.budget ? campaign : adset
    const siblings = campaign.budget
      ? campaign.adsets.reduce((sum, { ads: own }) => sum + own.length, 0)
      : adset.ads.length
    const startDay = dayOf(account, made)
    const days = holder.budget?.kind === 'lifetime' ? flightDays(holder, account, startDay) : 1
    return {
      ...template,
      ...shared(made, account),
      campaign,
      adset,
      audience: adset.audience,
      seed: hash(world.seed, numberOf(made.id), 3),
      startDay,
      perDay: ((holder.budget?.minor ?? 0) / days) * shareOfNext(siblings),
      review: null,
    }
  }

  const flightDays = (holder: Campaign | AdSet, account: Account, startDay: number): number => {
    const values = state.made(holder.id)?.values
    const end = values?.['end_time'] ?? values?.['stop_time']
    if (end !== undefined) return Math.max(1, Math.ceil((Number(end) - account.zone.startOf(startDay)) / DAY_MS))
    return holder.level === 'campaign' && holder.endDay !== Infinity ? Math.max(1, holder.endDay - startDay) : 30
  }

  return {
    build: (made) => {
      switch (made.kind) {
        case 'campaign': {
          const campaign = buildCampaign(made)
          // The newest first, as Meta lists them.
          campaign.account.campaigns.unshift(campaign)
          world.nodes.set(campaign.id, campaign)
          break
        }
        case 'adset': {
          const adset = buildAdSet(made)
          adset.campaign.adsets.push(adset)
          world.nodes.set(adset.id, adset)
          break
        }
        case 'ad': {
          const ad = buildAd(made)
          ad.adset.ads.push(ad)
          world.nodes.set(ad.id, ad)
          break
        }
        default:
        // The others stand in the library.
      }
    },
  }
}

/** Lays in again what was made before a restart, but what has no place any more: the world may be of another size. */
export const restoreMade = (state: State, maker: Maker, library: { add(made: Made): unknown }): void => {
  for (const made of state.allMade()) {
    try {
      if (made.kind === 'campaign' || made.kind === 'adset' || made.kind === 'ad') maker.build(made)
      else library.add(made)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
    }
  }
}

const KIND_DIGIT = { campaign: 1, adset: 2, ad: 3, creative: 4, image: 5, audience: 6, rule: 7 } as const

/** Ids of what is made, as long as all others and never one of theirs. */
export const madeId = (kind: Made['kind'], serial: number, seed: number): string =>
  `1202${KIND_DIGIT[kind]}${900_000_000 + serial}${10_000 + (hash(seed, KIND_DIGIT[kind], serial) % 90_000)}`
