import { z } from 'zod'
import type { CampaignDetails } from '../../../shared/domain/objects.ts'
import { CAMPAIGN_FIELDS, decodeCampaign } from '../decode/campaign.ts'
import { issuesField, issuesOf } from './issues.ts'
import { flag, moneyOf, oneOf, raw, text, texts, understood } from './lenient.ts'
import type { Edge, InCurrency, Node } from './node.ts'

const wire = z.object({
  spend_cap: raw,
  buying_type: oneOf(['AUCTION', 'RESERVED']),
  is_adset_budget_sharing_enabled: flag,
  special_ad_categories: texts,
  smart_promotion_type: text,
  ...issuesField,
})

/** What Meta's documents send to take a cap away. */
export const NO_CAP = 922_337_203_685_478

export const CAMPAIGN: Node<CampaignDetails, InCurrency> = {
  name: 'campaign',
  core: CAMPAIGN_FIELDS,
  more: [
    'spend_cap',
    'buying_type',
    'is_adset_budget_sharing_enabled',
    'special_ad_categories',
    'smart_promotion_type',
    'issues_info{level,error_code,error_summary,error_message,error_type}',
  ],
  filteredBy: { edge: 'campaigns', field: 'campaign.id', idOf: ({ id }) => id },
  decode(row, context) {
    const campaign = decodeCampaign(row, context.accountId, context.currency)
    const more = understood(wire, row)
    if (campaign === null || more === null) return null
    const cap = Number(more.spend_cap) === NO_CAP ? null : moneyOf(more.spend_cap, context.currency)
    return {
      ...campaign,
      spendCap: cap === 0 ? null : cap,
      buyingType: more.buying_type,
      sharesBudgets: more.is_adset_budget_sharing_enabled,
      specialCategories: (more.special_ad_categories ?? []).filter((category) => category !== 'NONE'),
      promotion: more.smart_promotion_type,
      issues: issuesOf(more, context),
    }
  },
}

/** Of an account. */
export const CAMPAIGNS: Edge<CampaignDetails, InCurrency> = { name: 'campaigns', node: CAMPAIGN, page: 200 }
