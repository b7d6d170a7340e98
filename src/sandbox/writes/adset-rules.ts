import { invalid } from '../graph-error.ts'
import { refusal } from './refusals.ts'
import type { Account, Campaign } from '../model.ts'

/** What Meta asks of an ad set besides money. `of` tells a field's value as it will be after the write. Throws GraphError. */

const EU: readonly string[] = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(
  ' ',
)
const EU_GROUPS: readonly string[] = ['eea', 'eu', 'europe', 'worldwide', 'europe_union']
const CAREFUL: readonly string[] = ['HOUSING', 'EMPLOYMENT', 'FINANCIAL_PRODUCTS_SERVICES']

interface Geo {
  readonly countries?: readonly string[]
  readonly country_groups?: readonly string[]
  readonly regions?: readonly { readonly country?: string }[]
  readonly cities?: readonly { readonly country?: string }[]
}
interface Targeting {
  readonly age_min?: number
  readonly age_max?: number
  readonly genders?: readonly number[]
  readonly geo_locations?: Geo
  readonly custom_audiences?: readonly unknown[]
  readonly flexible_spec?: readonly unknown[]
  readonly targeting_automation?: { readonly advantage_audience?: unknown }
}

export const reachesEu = (geo: Geo | undefined): boolean =>
  (geo?.countries ?? []).some((country) => EU.includes(country)) ||
  (geo?.country_groups ?? []).some((group) => EU_GROUPS.includes(group)) ||
  [...(geo?.regions ?? []), ...(geo?.cities ?? [])].some(({ country }) => country !== undefined && EU.includes(country))

const inRange = (value: unknown): boolean =>
  value === undefined || (Number.isInteger(value) && Number(value) >= 13 && Number(value) <= 65)

const checkTargeting = (targeting: Targeting, categories: readonly string[], isNew: boolean): void => {
  const { geo_locations: geo, age_min, age_max, genders } = targeting
  if (geo === undefined && targeting.custom_audiences === undefined)
    throw refusal(null, 'Location Required', 'Choose at least one location or custom audience.', 'targeting')
  if (!inRange(age_min) || !inRange(age_max) || (age_min ?? 18) > (age_max ?? 65))
    throw invalid('Param targeting: age_min and age_max must be between 13 and 65')
  if (genders?.some((gender) => gender !== 1 && gender !== 2)) throw invalid('Param targeting: genders must be 1 or 2')
  const advantage = targeting.targeting_automation?.advantage_audience
  if (advantage !== undefined && advantage !== 0 && advantage !== 1)
    throw invalid('Param targeting: advantage_audience must be 0 or 1')
  const narrowed =
    (age_min ?? 18) > 18 || (age_max ?? 65) < 65 || genders !== undefined || targeting.flexible_spec !== undefined
  const mustSay = narrowed && (isNew || categories.some((category) => CAREFUL.includes(category)))
  if (mustSay && advantage === undefined)
    throw refusal(
      null,
      'Advantage Audience Must Be Set',
      'Set targeting.targeting_automation.advantage_audience to 0 or 1.',
      'targeting',
    )
}

const checkDsa = (
  of: (field: string) => string | null,
  account: Account,
  defaults: (field: string) => string | null,
): void => {
  const targeting = JSON.parse(of('targeting') ?? '{}') as Targeting
  if (!reachesEu(targeting.geo_locations)) return
  const says = (field: 'dsa_payor' | 'dsa_beneficiary'): boolean => (of(field) ?? defaults(`default_${field}`)) !== null
  if (!says('dsa_payor'))
    throw refusal(
      3858079,
      'Payor Missing',
      `Say who pays for ads of ${account.name} in the European Union.`,
      'dsa_payor',
    )
  if (!says('dsa_beneficiary'))
    throw refusal(
      3858081,
      'Beneficiary Missing',
      `Say whom ads of ${account.name} in the European Union are for.`,
      'dsa_beneficiary',
    )
}

const NEEDED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  OFFSITE_CONVERSIONS: [
    ['pixel_id', 'application_id', 'custom_conversion_id', 'product_set_id', 'offline_conversion_data_set_id'],
  ],
  VALUE: [['pixel_id', 'application_id', 'product_set_id']],
  APP_INSTALLS: [['application_id'], ['object_store_url']],
  LEAD_GENERATION: [['page_id']],
  QUALITY_LEAD: [['page_id']],
  PAGE_LIKES: [['page_id']],
  CONVERSATIONS: [['page_id']],
}
const checkPromoted = (goal: string, promoted: Readonly<Record<string, unknown>>): void => {
  for (const choice of NEEDED[goal] ?? [])
    if (!choice.some((key) => promoted[key] !== undefined))
      throw refusal(
        null,
        'Promoted Object Missing',
        `For ${goal} the promoted object needs ${choice.join(' or ')}.`,
        'promoted_object',
      )
}

const checkAttribution = (spec: readonly unknown[]): void => {
  for (const entry of spec as readonly { event_type?: unknown; window_days?: unknown }[]) {
    const { event_type: type, window_days: days } = entry
    const good =
      (type === 'CLICK_THROUGH' && (days === 1 || days === 7)) ||
      ((type === 'VIEW_THROUGH' || type === 'ENGAGED_VIDEO_VIEW') && (days === 1 || days === 0))
    if (!good)
      throw refusal(
        null,
        'Attribution Cannot Be Used',
        'Clicks count for 1 or 7 days, views for 1 day.',
        'attribution_spec',
      )
  }
}

const checkSchedule = (schedule: readonly unknown[], hasLifetimeBudget: boolean): void => {
  if (schedule.length === 0) return
  if (!hasLifetimeBudget)
    throw refusal(null, 'Schedule Cannot Be Used', 'Ads run by the hour only with a lifetime budget.', 'adset_schedule')
  for (const entry of schedule as readonly { start_minute?: unknown; end_minute?: unknown; days?: unknown }[]) {
    const { start_minute: start, end_minute: end, days } = entry
    const hours = [start, end].every((minute) => Number.isInteger(minute) && Number(minute) % 60 === 0)
    const week = Array.isArray(days) && days.every((day) => Number.isInteger(day) && day >= 0 && day <= 6)
    if (!hours || !week || Number(start) < 0 || Number(end) > 1440 || Number(end) - Number(start) < 60)
      throw refusal(
        null,
        'Schedule Cannot Be Used',
        'A schedule has whole hours, at least one, and days 0 to 6.',
        'adset_schedule',
      )
  }
}

export interface AdSetWrite {
  readonly of: (field: string) => string | null
  /** Names of the fields written: the others stand as they are. */
  readonly written: (field: string) => boolean
  readonly campaign: Campaign
  readonly categories: readonly string[]
  readonly accountDefault: (field: string) => string | null
  readonly hasLifetimeBudget: boolean
  readonly isNew: boolean
}

export const checkAdSet = ({
  of,
  written,
  campaign,
  categories,
  accountDefault,
  hasLifetimeBudget,
  isNew,
}: AdSetWrite): void => {
  const json = <T>(field: string, otherwise: T): T => {
    const text = of(field)
    return text === null ? otherwise : (JSON.parse(text) as T)
  }
  if (written('targeting')) checkTargeting(json<Targeting>('targeting', {}), categories, isNew)
  if (written('targeting') || written('dsa_payor') || written('dsa_beneficiary'))
    checkDsa(of, campaign.account, accountDefault)
  if (written('optimization_goal') || written('promoted_object'))
    checkPromoted(of('optimization_goal') ?? '', json<Readonly<Record<string, unknown>>>('promoted_object', {}))
  if (written('attribution_spec')) checkAttribution(json<unknown[]>('attribution_spec', []))
  if (written('adset_schedule')) checkSchedule(json<unknown[]>('adset_schedule', []), hasLifetimeBudget)
}
