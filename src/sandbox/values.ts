import { firstAttribution } from './figures/windows.ts'
import { draw, hash, pick } from './random.ts'
import { assetId, creativeIdOf } from './library/ids.ts'
import type { Account, AdSet, Campaign, Delivering } from './model.ts'
import type { EditField, Live, State } from './state.ts'

/** What stands in the fields that people may write, in the form in which they write them. */

export interface Values {
  /** Null: nothing. Times are milliseconds, money whole minor units, lists and maps JSON. */
  of(object: Account | Delivering, field: EditField): string | null
}

const COUNTRIES: Readonly<Record<string, readonly string[]>> = {
  USD: ['US'],
  EUR: ['DE', 'AT'],
  GBP: ['GB'],
  KZT: ['KZ'],
  JPY: ['JP'],
}
const DSA = /^dsa_/
const seedOf = (object: Delivering): number => hash(Number(object.id.slice(-9)), object.account.index, 460)

export const DEFAULT_ATTRIBUTION = JSON.stringify([
  { event_type: 'CLICK_THROUGH', window_days: 7 },
  { event_type: 'VIEW_THROUGH', window_days: 1 },
])

const targetingOf = (adset: AdSet): unknown => {
  const s = seedOf(adset)
  const age_min = pick(s, 1, [18, 18, 25, 35])
  return {
    age_max: pick(s, 2, [65, 65, 54, 44]),
    age_min,
    ...(draw(s, 3) < 0.15 ? { genders: [2] } : {}),
    geo_locations: { countries: COUNTRIES[adset.account.currency] ?? ['US'], location_types: ['home', 'recent'] },
    ...(/Retargeting|Cart|Newsletter|buyers/.test(adset.name)
      ? { custom_audiences: [{ id: assetId('audience', adset.account, 0), name: 'Website visitors 30d' }] }
      : {}),
    ...(/LAL/.test(adset.name)
      ? { custom_audiences: [{ id: assetId('audience', adset.account, 3), name: 'LAL 1% purchasers' }] }
      : {}),
    targeting_automation: { advantage_audience: age_min === 18 ? 1 : 0 },
  }
}

const promotedOf = ({ goal, account }: AdSet): unknown => {
  switch (goal) {
    case 'OFFSITE_CONVERSIONS':
      return { pixel_id: assetId('pixel', account, 0), custom_event_type: 'PURCHASE' }
    case 'APP_INSTALLS':
      return {
        application_id: `74${account.digits.slice(-13)}`,
        object_store_url: 'https://apps.apple.com/app/id1400000000',
      }
    case 'LINK_CLICKS':
      return null
    default:
      return { page_id: assetId('page', account, 0) }
  }
}

const campaignBase = (campaign: Campaign, field: EditField): string | null => {
  const { zone } = campaign.account
  switch (field) {
    case 'bid_strategy':
      return campaign.budget ? 'LOWEST_COST_WITHOUT_CAP' : null
    case 'start_time':
      return String(zone.startOf(campaign.startDay))
    case 'stop_time':
      return campaign.endDay === Infinity ? null : String(zone.startOf(campaign.endDay) - 1000)
    case 'special_ad_categories':
      return '[]'
    case 'pacing_type':
      return '["standard"]'
    case 'is_adset_budget_sharing_enabled':
      return 'false'
    default:
      return null
  }
}

const adsetBase = (adset: AdSet, field: EditField): string | null => {
  const { campaign, account } = adset
  const capped = adset.budget !== null && draw(seedOf(adset), 4) < 0.12
  switch (field) {
    case 'bid_strategy':
      return adset.budget ? (capped ? 'COST_CAP' : 'LOWEST_COST_WITHOUT_CAP') : null
    case 'bid_amount':
      return capped ? String(Math.round(14 * account.factor * account.offset)) : null
    case 'billing_event':
      return 'IMPRESSIONS'
    case 'optimization_goal':
      return adset.goal
    case 'destination_type':
      return adset.goal === 'LEAD_GENERATION' ? 'ON_AD' : adset.goal === 'APP_INSTALLS' ? 'APP' : 'WEBSITE'
    case 'attribution_spec':
      return JSON.stringify(firstAttribution(adset))
    case 'pacing_type':
      return '["standard"]'
    case 'start_time':
    case 'end_time':
      return campaignBase(campaign, field === 'end_time' ? 'stop_time' : field)
    case 'targeting':
      return JSON.stringify(targetingOf(adset))
    case 'promoted_object': {
      const promoted = promotedOf(adset)
      return promoted === null ? null : JSON.stringify(promoted)
    }
    default:
      return DSA.test(field) && account.currency === 'EUR' ? account.name : null
  }
}

export const createValues = ({ state, live }: { readonly state: State; readonly live: Live }): Values => {
  const base = (object: Account | Delivering, field: EditField): string | null => {
    if (object.level === 'account') {
      if (field === 'name') return object.name
      // One account of the world has a limit from the start.
      return field === 'spend_cap' && object.index === 11 ? String(25_000 * object.offset) : null
    }
    if (object.level === 'campaign') return campaignBase(object, field)
    if (object.level === 'adset') return adsetBase(object, field)
    if (field === 'tracking_specs') {
      const pixel = assetId('pixel', object.account, 0)
      return JSON.stringify([{ 'action.type': ['offsite_conversion'], fb_pixel: [pixel] }])
    }
    return field === 'creative' ? creativeIdOf(object) : null
  }

  return {
    of: (object, field) => {
      if (object.level !== 'account') {
        if (field === 'status') return live.status(object)
        if (field === 'name') return live.name(object)
        if (object.level !== 'ad' && (field === 'daily_budget' || field === 'lifetime_budget')) {
          const budget = live.budget(object)
          return budget && `${budget.kind}_budget` === field ? String(budget.minor) : null
        }
      }
      const written = live.written(object, field)
      if (written !== undefined) return written
      return state.made(object.id) === undefined ? base(object, field) : null
    },
  }
}
