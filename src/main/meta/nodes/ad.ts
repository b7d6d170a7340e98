import { z } from 'zod'
import type { Ad, ReviewReason } from '../../../shared/domain/objects.ts'
import { isFields } from '../decode/scalars.ts'
import { issuesField, issuesOf } from './issues.ts'
import { id, idWithin, instant, lenient, needed, oneOf, raw, text, understood } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'
import { statusOf } from './status-and-budget.ts'

const reasonsOf = (placement: string | null, reasons: unknown): ReviewReason[] =>
  isFields(reasons)
    ? Object.entries(reasons).map(([reason, words]) => ({
        placement,
        reason,
        text: typeof words === 'string' ? words : '',
      }))
    : []

/** `{ global: { reason: text }, placement_specific: { facebook: { reason: text } } }` */
const review = lenient((value): readonly ReviewReason[] => {
  if (!isFields(value)) return []
  const byPlacement = isFields(value['placement_specific']) ? Object.entries(value['placement_specific']) : []
  return [
    ...reasonsOf(null, value['global']),
    ...byPlacement.flatMap(([placement, reasons]) => reasonsOf(placement, reasons)),
  ]
})

const wire = z.object({
  id: needed(id),
  campaign_id: needed(id),
  adset_id: needed(id),
  name: text,
  status: raw,
  effective_status: oneOf([
    'ACTIVE',
    'PAUSED',
    'ARCHIVED',
    'DELETED',
    'IN_PROCESS',
    'WITH_ISSUES',
    'CAMPAIGN_PAUSED',
    'ADSET_PAUSED',
    'DISAPPROVED',
    'PENDING_REVIEW',
    'PENDING_BILLING_INFO',
    'PREAPPROVED',
  ]),
  creative: idWithin,
  conversion_domain: text,
  ad_review_feedback: review,
  ...issuesField,
  preview_shareable_link: text,
  source_ad_id: id,
  ad_schedule_start_time: instant,
  ad_schedule_end_time: instant,
  created_time: instant,
  updated_time: instant,
})

export const AD: Node<Ad, InAccount> = {
  name: 'ad',
  core: ['id', 'campaign_id', 'adset_id', 'name', 'status', 'effective_status'],
  more: [
    'creative{id}',
    'conversion_domain',
    'ad_review_feedback',
    'issues_info{level,error_code,error_summary,error_message,error_type}',
    'preview_shareable_link',
    'source_ad_id',
    'ad_schedule_start_time',
    'ad_schedule_end_time',
    'created_time',
    'updated_time',
  ],
  filteredBy: { edge: 'ads', field: 'ad.id', idOf: ({ id }) => id },
  decode(row, context) {
    const ad = understood(wire, row)
    const status = statusOf(ad?.status, ad?.effective_status)
    if (ad === null || status === null) return null
    return {
      id: ad.id,
      accountId: context.accountId,
      campaignId: ad.campaign_id,
      adSetId: ad.adset_id,
      name: ad.name ?? ad.id,
      status,
      effectiveStatus: ad.effective_status ?? status,
      creativeId: ad.creative,
      conversionDomain: ad.conversion_domain,
      review: context.without.has('ad_review_feedback') ? null : ad.ad_review_feedback,
      issues: issuesOf(ad, context),
      previewLink: ad.preview_shareable_link,
      sourceAdId: ad.source_ad_id === '0' ? null : ad.source_ad_id,
      startTime: ad.ad_schedule_start_time,
      endTime: ad.ad_schedule_end_time,
      createdTime: ad.created_time,
      updatedTime: ad.updated_time,
    }
  },
}

/** Of an account, a campaign or an ad set. */
export const ADS: Edge<Ad, InAccount> = { name: 'ads', node: AD, page: 200 }
