import { z } from 'zod'
import type { CampaignDetails } from '../../../shared/domain/objects.ts'
import { CAMPAIGN_FIELDS, decodeCampaign, SPEND_CAP } from '../decode/campaign.ts'
import { issuesField, issuesOf } from './issues.ts'
import { flag, oneOf, text, texts, understood } from './lenient.ts'
import type { Edge, InCurrency, Node } from './node.ts'

const wire = z.object({
  buying_type: oneOf(['AUCTION', 'RESERVED']),
  is_adset_budget_sharing_enabled: flag,
  special_ad_categories: texts,
  special_ad_category_country: texts,
  smart_promotion_type: text,
  ...issuesField,
})

export const CAMPAIGN: Node<CampaignDetails, InCurrency> = {
  name: 'campaign',
  core: CAMPAIGN_FIELDS,
  more: [
    SPEND_CAP,
    'buying_type',
    'is_adset_budget_sharing_enabled',
    'special_ad_categories',
    'special_ad_category_country',
    'smart_promotion_type',
    'issues_info{level,error_code,error_summary,error_message,error_type}',
  ],
  filteredBy: { edge: 'campaigns', field: 'campaign.id', idOf: ({ id }) => id },
  decode(row, context) {
    const campaign = decodeCampaign(row, context)
    const more = understood(wire, row)
    if (campaign === null || more === null) return null
    return {
      ...campaign,
      buyingType: more.buying_type,
      sharesBudgets: more.is_adset_budget_sharing_enabled,
      specialCategories: (more.special_ad_categories ?? []).filter((category) => category !== 'NONE'),
      specialCountries: more.special_ad_category_country ?? [],
      promotion: more.smart_promotion_type,
      issues: issuesOf(more, context),
    }
  },
}

/** Of an account. */
export const CAMPAIGNS: Edge<CampaignDetails, InCurrency> = { name: 'campaigns', node: CAMPAIGN, page: 200 }
