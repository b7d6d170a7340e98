import { GraphError } from '../graph-error.ts'
import { draw, hash } from '../random.ts'
import { actionValuesText, actionsText, costsText, engagementOf, roasText, singleText } from './actions.ts'
import type { Account, AdSet } from '../model.ts'
import type { Level } from '../under.ts'
import type { InsightsRow } from './row.ts'

/** Fields of a row in Meta's shapes: texts for numbers, lists for actions, nothing for what does not exist. */

export interface RowField {
  readonly name: string
  /** The value as JSON; empty: the row does not have it. */
  write(row: InsightsRow): string
}

/** At most six decimals without trailing zeros. */
const ratio = (value: number): string => String(Math.round(value * 1e6) / 1e6)
const money = (minor: number, { offset }: Account): string =>
  offset === 1 ? String(Math.round(minor)) : String(Math.round(minor) / 100)

const quoted = (value: number | string): string => `"${value}"`
const id = (object: { readonly id: string } | null): string => (object === null ? '' : quoted(object.id))
const per = (over: number, under: number, times = 1): string =>
  under === 0 ? '' : quoted(ratio((over / under) * times))
const major = ({ sums, subject }: InsightsRow): number => sums.spend / subject.account.offset

interface Result {
  readonly indicator: string
  readonly count: number
}

const resultOf = ({ subject: { campaign }, sums }: InsightsRow): Result | null => {
  if (campaign === null) return null
  switch (campaign.objective) {
    case 'OUTCOME_SALES':
      return { indicator: 'actions:offsite_conversion.fb_pixel_purchase', count: sums.purchases }
    case 'OUTCOME_LEADS':
      return { indicator: 'actions:onsite_conversion.lead_grouped', count: sums.leads }
    case 'OUTCOME_APP_PROMOTION':
      return { indicator: 'actions:mobile_app_install', count: sums.installs }
    case 'OUTCOME_ENGAGEMENT':
      return { indicator: 'actions:post_engagement', count: engagementOf(sums) }
    case 'OUTCOME_AWARENESS':
      return { indicator: 'reach', count: sums.reach }
    default:
      return { indicator: 'actions:link_click', count: sums.linkClicks }
  }
}
/** With no result the entry has no `values`. */
const resultText = (row: InsightsRow, write: (count: number) => string): string => {
  const result = resultOf(row)
  if (result === null) return ''
  const values =
    result.count > 0 ? `,"values":[{"value":"${write(result.count)}","attribution_windows":["default"]}]` : ''
  return `[{"indicator":"${result.indicator}"${values}}]`
}

const RANKS = ['BELOW_AVERAGE_35', 'BELOW_AVERAGE_20', 'AVERAGE', 'AVERAGE', 'AVERAGE', 'ABOVE_AVERAGE'] as const
const FEW_IMPRESSIONS = 500
const ranking =
  (k: number) =>
  ({ subject: { ad }, sums, parts }: InsightsRow): string => {
    if (ad === null || parts !== null) return ''
    if (sums.impressions < FEW_IMPRESSIONS) return '"UNKNOWN"'
    return quoted(RANKS[Math.floor(draw(hash(ad.seed, k, 40), k) * RANKS.length)] ?? 'AVERAGE')
  }

const adsetsOf = ({ subject: { account, campaign, adset } }: InsightsRow): readonly AdSet[] =>
  adset ? [adset] : (campaign ? [campaign] : account.campaigns).flatMap(({ adsets }) => adsets)
const onlyOne = (values: readonly string[]): string => {
  const [first, ...others] = new Set(values)
  return first === undefined ? '' : quoted(others.length === 0 ? first : 'multiple')
}

const watched = (read: (row: InsightsRow) => number) => (row: InsightsRow) => singleText('video_view', read(row))

const FIELDS: Readonly<Record<string, (row: InsightsRow) => string>> = {
  account_id: ({ subject }) => quoted(subject.account.digits),
  account_name: ({ subject }) => subject.names.account,
  account_currency: ({ subject }) => quoted(subject.account.currency),
  campaign_id: ({ subject }) => id(subject.campaign),
  campaign_name: ({ subject }) => subject.names.campaign,
  adset_id: ({ subject }) => id(subject.adset),
  adset_name: ({ subject }) => subject.names.adset,
  ad_id: ({ subject }) => id(subject.ad),
  ad_name: ({ subject }) => subject.names.ad,
  objective: ({ subject }) => (subject.campaign === null ? '' : quoted(subject.campaign.objective)),
  optimization_goal: (row) => (row.subject.campaign === null ? '' : onlyOne(adsetsOf(row).map(({ goal }) => goal))),
  buying_type: ({ subject }) => (subject.campaign === null ? '' : '"AUCTION"'),
  attribution_setting: (row) =>
    row.attribution.byAccount ? '"1d_view_7d_click"' : onlyOne(adsetsOf(row).map(row.setting)),
  created_time: ({ subject: { account, object } }) => quoted(account.zone.stamp(object.createdAt).slice(0, 10)),
  updated_time: ({ subject: { account, object }, live }) =>
    quoted(account.zone.stamp(object.level === 'account' ? object.createdAt : live.updatedAt(object)).slice(0, 10)),
  impressions: ({ sums }) => quoted(sums.impressions),
  reach: ({ sums, reachKnown }) => (reachKnown ? quoted(sums.reach) : ''),
  frequency: ({ sums, reachKnown }) =>
    reachKnown ? (sums.reach === 0 ? '"0"' : per(sums.impressions, sums.reach)) : '',
  spend: ({ sums, subject }) => quoted(money(sums.spend, subject.account)),
  social_spend: () => '"0"',
  cpm: (row) => per(major(row), row.sums.impressions, 1000),
  cpp: (row) => (row.reachKnown ? per(major(row), row.sums.reach, 1000) : ''),
  clicks: ({ sums }) => quoted(sums.clicks),
  cpc: (row) => per(major(row), row.sums.clicks),
  ctr: ({ sums }) => per(sums.clicks, sums.impressions, 100) || '"0"',
  unique_clicks: ({ sums }) => quoted(Math.round(sums.clicks * 0.93)),
  unique_ctr: ({ sums, reachKnown }) =>
    reachKnown ? per(Math.round(sums.clicks * 0.93), sums.reach, 100) || '"0"' : '',
  cost_per_unique_click: (row) => per(major(row), Math.round(row.sums.clicks * 0.93)),
  inline_link_clicks: ({ sums }) => quoted(sums.linkClicks),
  inline_link_click_ctr: ({ sums }) => per(sums.linkClicks, sums.impressions, 100) || '"0"',
  cost_per_inline_link_click: (row) => per(major(row), row.sums.linkClicks),
  inline_post_engagement: ({ sums }) => quoted(engagementOf(sums)),
  outbound_clicks: ({ sums }) => singleText('outbound_click', sums.linkClicks),
  outbound_clicks_ctr: ({ sums }) =>
    sums.linkClicks === 0 ? '' : singleText('outbound_click', ratio((sums.linkClicks / sums.impressions) * 100)),
  cost_per_outbound_click: (row) =>
    row.sums.linkClicks === 0 ? '' : singleText('outbound_click', ratio(major(row) / row.sums.linkClicks)),
  actions: actionsText,
  action_values: (row) => actionValuesText(row, (minor) => money(minor, row.subject.account)),
  cost_per_action_type: (row) => costsText(row, (count) => ratio(major(row) / count)),
  purchase_roas: (row) => roasText(row, 'omni_purchase', (value) => ratio(value / row.sums.spend)),
  website_purchase_roas: (row) =>
    roasText(row, 'offsite_conversion.fb_pixel_purchase', (value) => ratio(value / row.sums.spend)),
  results: (row) => resultText(row, String),
  cost_per_result: (row) => resultText(row, (count) => ratio(major(row) / count)),
  quality_ranking: ranking(1),
  engagement_rate_ranking: ranking(2),
  conversion_rate_ranking: ranking(3),
  video_play_actions: watched(({ sums }) => sums.plays),
  video_p25_watched_actions: watched(({ sums }) => sums.p25),
  video_p50_watched_actions: watched(({ sums }) => sums.p50),
  video_p75_watched_actions: watched(({ sums }) => sums.p75),
  video_p95_watched_actions: watched(({ sums }) => sums.p95),
  video_p100_watched_actions: watched(({ sums }) => sums.p100),
  video_30_sec_watched_actions: watched(({ sums }) => sums.views30),
  video_thruplay_watched_actions: watched(({ sums }) => sums.thruplays),
  video_avg_time_watched_actions: watched(({ sums }) =>
    sums.plays === 0 ? 0 : Math.max(1, Math.round((sums.views * 3 + sums.p25 * 2 + sums.p75 * 6) / sums.plays)),
  ),
  cost_per_thruplay: (row) =>
    row.sums.thruplays === 0 ? '' : singleText('video_view', ratio(major(row) / row.sums.thruplays)),
  landing_page_view_per_link_click: ({ sums }) => per(sums.landings, sums.linkClicks),
  purchase_per_landing_page_view: ({ sums }) => per(sums.purchases, sums.landings),
  date_start: ({ since }) => quoted(since),
  date_stop: ({ until }) => quoted(until),
}

/** Real fields of Meta that this sandbox never fills: asked for, they are absent, as for an account without such data. */
const EMPTY =
  /^(unique_|video_|cost_per_|catalog_|converted_|conversion|marketing_messages_|full_view_|instagram_|objective_result|result_rate|result_values|mobile_app_purchase_roas|website_ctr|canvas_|landing_page_view_|purchase_per|creative_|dda_|product_|shops_|onsite_|interactive_|playable_|estimated_ad_recall|wish_bid$|auction_)/
/** Still listed by Meta's SDKs, and refused all the same. */
const REMOVED = /^estimated_ad_recall.*_bound$/

const BY_LEVEL = {
  account: ['account_id'],
  campaign: ['account_id', 'campaign_id'],
  adset: ['account_id', 'campaign_id', 'adset_id'],
  ad: ['account_id', 'campaign_id', 'adset_id', 'ad_id'],
} as const

/** Throws GraphError for what Meta does not have. */
export const rowField = (name: string): RowField => {
  const write = Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined
  if (write) return { name, write }
  if (EMPTY.test(name) && !REMOVED.test(name)) return { name, write: () => '' }
  throw new GraphError({
    status: 400,
    code: 100,
    message: `(#100) ${name} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values`,
  })
}

/** The asked fields, or Meta's own choice; `date_start` and `date_stop` always come. Throws GraphError. */
export const rowFields = (asked: readonly string[] | undefined, level: Level): readonly RowField[] => {
  const names = asked?.map((name) => name.trim()).filter((name) => name !== '') ?? []
  const chosen = names.length > 0 ? names : [...BY_LEVEL[level], 'impressions', 'spend']
  return [...new Set([...chosen, 'date_start', 'date_stop'])].map(rowField)
}

/** A row as JSON. */
export const rowText = (row: InsightsRow, fields: readonly RowField[]): string => {
  let text = ''
  for (const { name, write } of fields) {
    const value = write(row)
    if (value !== '') text += `${text === '' ? '{' : ','}"${name}":${value}`
  }
  return row.parts === null ? `${text}}` : `${text},${row.parts}}`
}

/** What a row has in a field, as a number; 0 for what it does not have. */
export const fieldNumber = (row: InsightsRow, { write }: RowField): number => {
  const text = write(row)
  if (text === '') return 0
  const value: unknown = JSON.parse(text)
  const first: unknown = Array.isArray(value) ? (value[0] as { value?: unknown } | undefined)?.value : value
  const number = Number(first)
  return Number.isNaN(number) ? 0 : number
}
