import { countedIn } from './attribution.ts'
import type { DaySums } from '../figures/sums.ts'
import type { Counted } from '../figures/windows.ts'
import type { InsightsRow } from './row.ts'

/**
 * What people did, as Meta lists it. Types overlap on purpose: `omni_purchase` holds `purchase` holds the pixel's, and
 * who adds them up counts one purchase six times.
 */

/** On Meta everything happens on a click; what is counted elsewhere has windows. */
type Source = Counted | ((sums: DaySums) => number)

export const engagementOf = (sums: DaySums): number =>
  sums.linkClicks + sums.reactions + sums.views + sums.comments + sums.shares + sums.saves
const interactionsOf = (sums: DaySums): number => sums.reactions + sums.comments + sums.shares + sums.saves

const PURCHASES = [
  'purchase',
  'omni_purchase',
  'offsite_conversion.fb_pixel_purchase',
  'onsite_web_purchase',
  'onsite_web_app_purchase',
  'web_in_store_purchase',
]

const listed = (types: readonly string[], source: Source): readonly (readonly [string, Source])[] =>
  types.map((type) => [type, source])

const ACTIONS: readonly (readonly [string, Source])[] = [
  ['link_click', (sums) => sums.linkClicks],
  ['landing_page_view', (sums) => sums.landings],
  ['omni_landing_page_view', (sums) => sums.landings],
  ['post_reaction', (sums) => sums.reactions],
  ['comment', (sums) => sums.comments],
  ['post', (sums) => sums.shares],
  ['onsite_conversion.post_save', (sums) => sums.saves],
  ['post_interaction_gross', interactionsOf],
  ['post_interaction_net', interactionsOf],
  ['video_view', (sums) => sums.views],
  ['post_engagement', engagementOf],
  ['page_engagement', engagementOf],
  ['onsite_conversion.messaging_conversation_started_7d', (sums) => sums.conversations],
  ['onsite_conversion.total_messaging_connection', (sums) => sums.conversations],
  ...listed(['lead', 'onsite_conversion.lead', 'onsite_conversion.lead_grouped'], 'leads'),
  ...listed(
    [
      'complete_registration',
      'omni_complete_registration',
      'offsite_conversion.fb_pixel_complete_registration',
      'offsite_complete_registration_add_meta_leads',
    ],
    'registrations',
  ),
  ...listed(
    ['view_content', 'omni_view_content', 'offsite_conversion.fb_pixel_view_content', 'onsite_web_view_content'],
    'contents',
  ),
  ...listed(
    ['add_to_cart', 'omni_add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart', 'onsite_web_add_to_cart'],
    'carts',
  ),
  ...listed(
    [
      'initiate_checkout',
      'omni_initiated_checkout',
      'offsite_conversion.fb_pixel_initiate_checkout',
      'onsite_web_initiate_checkout',
    ],
    'checkouts',
  ),
  ...listed(PURCHASES, 'purchases'),
  ...listed(['mobile_app_install', 'omni_app_install'], 'installs'),
]
const VALUES = listed(PURCHASES, 'purchaseValue')

const opening = (type: string): string => `{"action_type":${JSON.stringify(type)}`
const HEADS: ReadonlyMap<string, string> = new Map(ACTIONS.map(([type]) => [type, opening(type)]))

const countOf = (row: InsightsRow, source: Source, window: InsightsRow['attribution']['windows'][number]): number => {
  if (typeof source !== 'function') return countedIn(row.sums, row.windows, row.attribution, source, window)
  return window === '1d_view' ? 0 : source(row.sums)
}

/** How often something was done, by Meta's name for it. */
export const actionCount = (row: InsightsRow, type: string): number => {
  const source = ACTIONS.find(([name]) => name === type)?.[1]
  return source === undefined ? 0 : countOf(row, source, 'default')
}

/** One entry with a key for each window that was asked for; what is zero has no key, down to `value`. */
const entry = (row: InsightsRow, head: string, source: Source, write: (count: number) => string): string => {
  const count = countOf(row, source, 'default')
  let text = count === 0 ? '' : `,"value":"${write(count)}"`
  for (const window of row.attribution.windows) {
    const own = countOf(row, source, window)
    if (own !== 0) text += `,"${window}":"${write(own)}"`
  }
  return text === '' ? '' : head + text + '}'
}

const list = (
  row: InsightsRow,
  actions: readonly (readonly [string, Source])[],
  write: (count: number) => string,
  split: boolean,
): string => {
  let text = ''
  for (const [type, source] of actions) {
    if (row.actionTypes !== null && !row.actionTypes(type)) continue
    if (split && type === 'post_reaction' && row.splitReactions) {
      for (const [name, of] of REACTIONS) {
        const part = entry(row, `{"action_reaction":"${name}","action_type":"post_reaction"`, of, write)
        if (part !== '') text += text === '' ? part : `,${part}`
      }
    }
    const item = entry(row, HEADS.get(type) ?? opening(type), source, write)
    if (item !== '') text += text === '' ? item : `,${item}`
  }
  return text === '' ? '' : `[${text}]`
}
/** Split and totalled stand in one list. */
const REACTIONS: readonly (readonly [string, Source])[] = [
  ['like', (sums) => sums.reactions - sums.loves],
  ['love', (sums) => sums.loves],
]

export const actionsText = (row: InsightsRow): string => list(row, ACTIONS, String, true)
export const actionValuesText = (row: InsightsRow, money: (minor: number) => string): string =>
  list(row, VALUES, money, false)
export const costsText = (row: InsightsRow, cost: (count: number) => string): string => list(row, ACTIONS, cost, true)
/** Return on what was spent, under one action type. */
export const roasText = (row: InsightsRow, type: string, ratio: (value: number) => string): string =>
  row.sums.spend === 0 ? '' : list(row, [[type, 'purchaseValue']], ratio, false)
/** Meta writes even single counts as lists. */
export const singleText = (type: string, value: number | string): string =>
  value === 0 ? '' : `[${opening(type)},"value":"${value}"}]`
