import { GraphError } from '../graph-error.ts'
import { reachOf } from '../figures/reach.ts'
import type { DaySums } from '../figures/sums.ts'
import type { Account, Ad, Delivering } from '../model.ts'
import type { Live } from '../state.ts'

/** One row of insights in Meta's shapes: texts for numbers, lists for actions, nothing for what does not exist. */

export interface InsightsRow {
  readonly account: Account
  readonly object: Account | Delivering
  readonly ads: readonly Ad[]
  readonly sums: DaySums
  readonly since: string
  readonly until: string
  readonly live: Live
  readonly now: number
}

export interface RowField {
  readonly name: string
  /** Undefined: the row does not have it. */
  read(row: InsightsRow): unknown
}

/** At most six decimals without trailing zeros. */
const ratio = (value: number): string => String(Math.round(value * 1e6) / 1e6)
const money = (minor: number, { offset }: Account): string =>
  offset === 1 ? String(minor) : String(Math.round(minor) / 100)

/** Types overlap on purpose: `omni_purchase` holds `purchase` holds the pixel's. Empty ones are left out. */
export const actionsOf = (sums: DaySums): readonly (readonly [string, number])[] => {
  const posts = sums.linkClicks + sums.reactions + sums.views
  const all: readonly (readonly [string, number])[] = [
    ['link_click', sums.linkClicks],
    ['landing_page_view', sums.landings],
    ['omni_landing_page_view', sums.landings],
    ['post_reaction', sums.reactions],
    ['video_view', sums.views],
    ['post_engagement', posts],
    ['page_engagement', posts],
    ['lead', sums.leads],
    ['onsite_conversion.lead_grouped', sums.leads],
    ['add_to_cart', sums.carts],
    ['omni_add_to_cart', sums.carts],
    ['offsite_conversion.fb_pixel_add_to_cart', sums.carts],
    ['initiate_checkout', sums.checkouts],
    ['omni_initiated_checkout', sums.checkouts],
    ['offsite_conversion.fb_pixel_initiate_checkout', sums.checkouts],
    ['purchase', sums.purchases],
    ['omni_purchase', sums.purchases],
    ['offsite_conversion.fb_pixel_purchase', sums.purchases],
    ['mobile_app_install', sums.installs],
    ['omni_app_install', sums.installs],
  ]
  return all.filter(([, value]) => value > 0)
}

const valuesOf = (sums: DaySums): readonly string[] =>
  sums.purchaseValue > 0 ? ['purchase', 'omni_purchase', 'offsite_conversion.fb_pixel_purchase'] : []

const audienceOf = ({ object, account }: InsightsRow): number =>
  object.level === 'account'
    ? account.campaigns.reduce((sum, campaign) => sum + campaign.audience, 0) * 0.7
    : object.audience
const reach = (row: InsightsRow): number => reachOf(row.sums.people, audienceOf(row), row.sums.impressions)

const resultOf = (row: InsightsRow): { readonly indicator: string; readonly count: number } | null => {
  const { object, sums } = row
  if (object.level === 'account') return null
  const { objective } = object.level === 'campaign' ? object : object.campaign
  switch (objective) {
    case 'OUTCOME_SALES':
      return { indicator: 'actions:offsite_conversion.fb_pixel_purchase', count: sums.purchases }
    case 'OUTCOME_LEADS':
      return { indicator: 'actions:onsite_conversion.lead_grouped', count: sums.leads }
    case 'OUTCOME_APP_PROMOTION':
      return { indicator: 'actions:mobile_app_install', count: sums.installs }
    case 'OUTCOME_ENGAGEMENT':
      return { indicator: 'actions:post_engagement', count: sums.linkClicks + sums.reactions + sums.views }
    case 'OUTCOME_AWARENESS':
      return { indicator: 'reach', count: reach(row) }
    default:
      return { indicator: 'actions:link_click', count: sums.linkClicks }
  }
}

const above = (row: InsightsRow) => {
  const { object } = row
  const ad = object.level === 'ad' ? object : null
  const adset = ad ? ad.adset : object.level === 'adset' ? object : null
  const campaign = adset ? adset.campaign : object.level === 'campaign' ? object : null
  return { ad, adset, campaign }
}
const filled = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list)
const per = (over: number, under: number, times = 1): string | undefined =>
  under === 0 ? undefined : ratio((over / under) * times)
const major = (row: InsightsRow): number => row.sums.spend / row.account.offset

const FIELDS: Readonly<Record<string, (row: InsightsRow) => unknown>> = {
  account_id: ({ account }) => account.digits,
  account_name: ({ account }) => account.name,
  account_currency: ({ account }) => account.currency,
  campaign_id: (row) => above(row).campaign?.id,
  campaign_name: (row) => {
    const { campaign } = above(row)
    return campaign ? row.live.name(campaign) : undefined
  },
  adset_id: (row) => above(row).adset?.id,
  adset_name: (row) => {
    const { adset } = above(row)
    return adset ? row.live.name(adset) : undefined
  },
  ad_id: (row) => above(row).ad?.id,
  ad_name: (row) => {
    const { ad } = above(row)
    return ad ? row.live.name(ad) : undefined
  },
  objective: (row) => above(row).campaign?.objective,
  optimization_goal: (row) => (above(row).adset ?? above(row).campaign?.adsets[0])?.goal,
  buying_type: () => 'AUCTION',
  attribution_setting: () => '1d_view_7d_click',
  created_time: ({ account, object }) => account.zone.stamp(object.createdAt).slice(0, 10),
  updated_time: ({ account, object, live }) =>
    account.zone.stamp(object.level === 'account' ? object.createdAt : live.updatedAt(object)).slice(0, 10),
  impressions: ({ sums }) => String(sums.impressions),
  reach: (row) => String(reach(row)),
  frequency: (row) => per(row.sums.impressions, reach(row)),
  spend: ({ sums, account }) => money(sums.spend, account),
  social_spend: () => '0',
  cpm: (row) => per(major(row), row.sums.impressions, 1000),
  cpp: (row) => per(major(row), reach(row), 1000),
  clicks: ({ sums }) => String(sums.clicks),
  cpc: (row) => per(major(row), row.sums.clicks),
  ctr: (row) => per(row.sums.clicks, row.sums.impressions, 100) ?? '0',
  unique_clicks: ({ sums }) => String(Math.round(sums.clicks * 0.93)),
  inline_link_clicks: ({ sums }) => String(sums.linkClicks),
  inline_link_click_ctr: (row) => per(row.sums.linkClicks, row.sums.impressions, 100) ?? '0',
  cost_per_inline_link_click: (row) => per(major(row), row.sums.linkClicks),
  inline_post_engagement: ({ sums }) => String(sums.linkClicks + sums.reactions + sums.views),
  outbound_clicks: ({ sums }) =>
    filled(sums.linkClicks > 0 ? [{ action_type: 'outbound_click', value: String(sums.linkClicks) }] : []),
  actions: ({ sums }) => filled(actionsOf(sums).map(([action_type, value]) => ({ action_type, value: String(value) }))),
  action_values: ({ sums, account }) =>
    filled(valuesOf(sums).map((action_type) => ({ action_type, value: money(sums.purchaseValue, account) }))),
  cost_per_action_type: (row) =>
    filled(actionsOf(row.sums).map(([action_type, value]) => ({ action_type, value: ratio(major(row) / value) }))),
  purchase_roas: (row) =>
    filled(
      valuesOf(row.sums).length > 0 && row.sums.spend > 0
        ? [{ action_type: 'omni_purchase', value: ratio(row.sums.purchaseValue / row.sums.spend) }]
        : [],
    ),
  website_purchase_roas: (row) =>
    filled(
      valuesOf(row.sums).length > 0 && row.sums.spend > 0
        ? [
            {
              action_type: 'offsite_conversion.fb_pixel_purchase',
              value: ratio(row.sums.purchaseValue / row.sums.spend),
            },
          ]
        : [],
    ),
  results: (row) => {
    const result = resultOf(row)
    if (!result) return undefined
    return [
      result.count > 0
        ? { indicator: result.indicator, values: [{ value: String(result.count), attribution_windows: ['default'] }] }
        : { indicator: result.indicator },
    ]
  },
  cost_per_result: (row) => {
    const result = resultOf(row)
    if (!result) return undefined
    return [
      result.count > 0
        ? {
            indicator: result.indicator,
            values: [{ value: ratio(major(row) / result.count), attribution_windows: ['default'] }],
          }
        : { indicator: result.indicator },
    ]
  },
  date_start: ({ since }) => since,
  date_stop: ({ until }) => until,
}

/** Real fields of Meta that this sandbox never fills: asked for, they are absent, as for an account without such data. */
const EMPTY =
  /^(unique_|video_|cost_per_|catalog_|converted_|conversion|marketing_messages_|full_view_|instagram_|quality_ranking|engagement_rate_ranking|objective_result|result_rate|result_values|mobile_app_purchase_roas|outbound_clicks_ctr|website_ctr|canvas_|landing_page_view_per|purchase_per|creative_|dda_|product_|shops_|estimated_ad_recall|onsite_|interactive_|wish_bid$|auction_)/

const BY_LEVEL = {
  account: ['account_id'],
  campaign: ['account_id', 'campaign_id'],
  adset: ['account_id', 'campaign_id', 'adset_id'],
  ad: ['account_id', 'campaign_id', 'adset_id', 'ad_id'],
} as const

/** The asked fields, or Meta's own choice; `date_start` and `date_stop` always come. */
export const rowFields = (asked: readonly string[] | undefined, level: keyof typeof BY_LEVEL): readonly RowField[] => {
  const names = new Set([
    ...(asked && asked.length > 0 ? asked : [...BY_LEVEL[level], 'impressions', 'spend']),
    'date_start',
    'date_stop',
  ])
  return [...names].map((raw) => {
    const name = raw.trim()
    const read = FIELDS[name]
    if (read && Object.hasOwn(FIELDS, name)) return { name, read }
    if (EMPTY.test(name)) return { name, read: () => undefined }
    throw new GraphError({
      status: 400,
      code: 100,
      message: `(#100) ${name} is not valid for fields param. please check https://developers.facebook.com/docs/marketing-api/reference/ads-insights/ for all valid values`,
    })
  })
}
