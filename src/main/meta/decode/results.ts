import type { ResultType } from '../../../shared/domain/objects.ts'

/**
 * Meta's action types overlap (`omni_purchase` holds `purchase` holds the pixel's): one is taken, by exact name, and
 * they are never added up.
 */
export const PURCHASE = ['omni_purchase', 'purchase', 'offsite_conversion.fb_pixel_purchase'] as const
export const LEAD = ['lead', 'onsite_conversion.lead_grouped', 'offsite_conversion.fb_pixel_lead'] as const
export const ADD_TO_CART = ['omni_add_to_cart', 'add_to_cart', 'offsite_conversion.fb_pixel_add_to_cart'] as const
export const CHECKOUT = [
  'omni_initiated_checkout',
  'initiate_checkout',
  'offsite_conversion.fb_pixel_initiate_checkout',
] as const
export const REGISTRATION = [
  'omni_complete_registration',
  'complete_registration',
  'offsite_conversion.fb_pixel_complete_registration',
] as const
export const CONTENT_VIEW = ['omni_view_content', 'view_content', 'offsite_conversion.fb_pixel_view_content'] as const
export const LANDING_PAGE_VIEW = ['omni_landing_page_view', 'landing_page_view'] as const
export const CONVERSATION = ['onsite_conversion.messaging_conversation_started_7d'] as const
/** Three seconds of a video. */
export const VIDEO_VIEW = ['video_view'] as const
export const LINK_CLICK = ['link_click'] as const
export const POST_ENGAGEMENT = ['post_engagement'] as const
export const APP_INSTALL = ['omni_app_install', 'mobile_app_install', 'app_install'] as const

/** What a campaign's results are when Meta does not say so itself, by objective; today's and the legacy ones. */
const BY_OBJECTIVE: ReadonlyMap<string, ResultType> = new Map([
  ['OUTCOME_SALES', 'purchase'],
  ['OUTCOME_LEADS', 'lead'],
  ['OUTCOME_TRAFFIC', 'link_click'],
  ['OUTCOME_ENGAGEMENT', 'post_engagement'],
  ['OUTCOME_APP_PROMOTION', 'app_install'],
  ['OUTCOME_AWARENESS', 'reach'],
  ['CONVERSIONS', 'purchase'],
  ['PRODUCT_CATALOG_SALES', 'purchase'],
  ['LEAD_GENERATION', 'lead'],
  ['LINK_CLICKS', 'link_click'],
  ['POST_ENGAGEMENT', 'post_engagement'],
  ['APP_INSTALLS', 'app_install'],
  ['REACH', 'reach'],
  ['BRAND_AWARENESS', 'reach'],
  ['LOCAL_AWARENESS', 'reach'],
  ['VIDEO_VIEWS', 'other'],
  ['PAGE_LIKES', 'other'],
  ['EVENT_RESPONSES', 'other'],
  ['MESSAGES', 'other'],
  ['OFFER_CLAIMS', 'other'],
  ['STORE_VISITS', 'other'],
])
export const resultTypeOfObjective = (objective: unknown): ResultType | null =>
  typeof objective === 'string' ? (BY_OBJECTIVE.get(objective) ?? null) : null

const BY_ACTION: ReadonlyMap<string, ResultType> = new Map<string, ResultType>([
  ...PURCHASE.map((type) => [type, 'purchase'] as const),
  ['onsite_web_purchase', 'purchase'],
  ['onsite_web_app_purchase', 'purchase'],
  ['onsite_conversion.purchase', 'purchase'],
  ['web_in_store_purchase', 'purchase'],
  ['app_custom_event.fb_mobile_purchase', 'purchase'],
  ...LEAD.map((type) => [type, 'lead'] as const),
  ['onsite_web_lead', 'lead'],
  ['leadgen.other', 'lead'],
  ['leadgen_grouped', 'lead'],
  ['link_click', 'link_click'],
  ...LANDING_PAGE_VIEW.map((type) => [type, 'landing_page_view'] as const),
  ['post_engagement', 'post_engagement'],
  ['page_engagement', 'post_engagement'],
  ...APP_INSTALL.map((type) => [type, 'app_install'] as const),
  ['reach', 'reach'],
])
/** Indicators repeat on every row, so each is taken apart once. */
const seen = new Map<string, ResultType>()

/** `actions:offsite_conversion.fb_pixel_purchase` is `purchase`; what we have no word for is `other`. */
export const resultTypeOfIndicator = (indicator: string): ResultType => {
  const known = seen.get(indicator)
  if (known) return known
  const type = BY_ACTION.get(indicator.slice(indicator.indexOf(':') + 1)) ?? 'other'
  // Indicators are few; a hostile answer must not fill the memory.
  if (seen.size < 1000) seen.set(indicator, type)
  return type
}
