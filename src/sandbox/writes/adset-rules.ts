import { invalid } from '../graph-error.ts'
import { refusal } from './refusals.ts'
import { attributionShape, mapShape, scheduleShape, shaped, targetingShape } from './shapes.ts'
import type { Targeting } from './shapes.ts'
import type { Account, Campaign } from '../model.ts'

/** What Meta asks of an ad set besides money. `of` tells a field's value as it will be after the write. Throws GraphError. */

const EU: readonly string[] = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(
  ' ',
)
const EU_GROUPS: readonly string[] = ['eea', 'eu', 'europe', 'worldwide', 'europe_union']
const CAREFUL: readonly string[] = ['HOUSING', 'EMPLOYMENT', 'FINANCIAL_PRODUCTS_SERVICES']

export const reachesEu = (geo: Targeting['geo_locations']): boolean =>
  (geo?.countries ?? []).some((country) => EU.includes(country)) ||
  (geo?.country_groups ?? []).some((group) => EU_GROUPS.includes(group)) ||
  [...(geo?.regions ?? []), ...(geo?.cities ?? [])].some(({ country }) => country !== undefined && EU.includes(country))

const checkTargeting = (targeting: Targeting, categories: readonly string[], isNew: boolean): void => {
  const { geo_locations: geo, age_min, age_max, genders } = targeting
  if (geo === undefined && targeting.custom_audiences === undefined)
    throw refusal(null, 'Location Required', 'Choose at least one location or custom audience.', 'targeting')
  if ((age_min ?? 18) > (age_max ?? 65)) throw invalid('Param targeting: age_min must not be above age_max')
  const advantage = targeting.targeting_automation?.advantage_audience
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
  const targeting = shaped(targetingShape, of('targeting') ?? '{}', 'targeting')
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

const checkAttribution = (text: string): void => {
  for (const { event_type: type, window_days: days } of shaped(attributionShape, text, 'attribution_spec')) {
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

const checkSchedule = (text: string, hasLifetimeBudget: boolean): void => {
  const schedule = shaped(scheduleShape, text, 'adset_schedule')
  if (schedule.length === 0) return
  const bad = (words: string): Error => refusal(null, 'Schedule Cannot Be Used', words, 'adset_schedule')
  if (!hasLifetimeBudget) throw bad('Ads run by the hour only with a lifetime budget.')
  for (const { start_minute: start, end_minute: end } of schedule)
    if (start % 60 !== 0 || end % 60 !== 0 || start < 0 || end > 1440 || end - start < 60)
      throw bad('A schedule has whole hours, at least one.')
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
  const given = (field: string): string | null => (written(field) ? of(field) : null)
  const targeting = given('targeting')
  if (targeting !== null) checkTargeting(shaped(targetingShape, targeting, 'targeting'), categories, isNew)
  if (targeting !== null || written('dsa_payor') || written('dsa_beneficiary'))
    checkDsa(of, campaign.account, accountDefault)
  if (written('optimization_goal') || written('promoted_object'))
    checkPromoted(of('optimization_goal') ?? '', shaped(mapShape, of('promoted_object') ?? '{}', 'promoted_object'))
  const attribution = given('attribution_spec')
  if (attribution !== null) checkAttribution(attribution)
  const schedule = given('adset_schedule')
  if (schedule !== null) checkSchedule(schedule, hasLifetimeBudget)
}
