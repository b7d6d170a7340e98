import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { flag, id, idWithin, instant, needed, oneOf, text, understood } from './lenient.ts'
import type { Edge, Node } from './node.ts'

const VERIFICATIONS = [
  'expired',
  'failed',
  'ineligible',
  'not_verified',
  'pending',
  'pending_need_more_info',
  'pending_submission',
  'rejected',
  'revoked',
  'verified',
] as const

export interface BusinessDetails {
  readonly id: ObjectId
  readonly name: string
  readonly verification: (typeof VERIFICATIONS)[number] | 'UNKNOWN' | null
  readonly vertical: string | null
  readonly pageId: ObjectId | null
  readonly hidden: boolean | null
  readonly createdTime: Instant | null
  /** When the person's own access ends; null: not limited, or not known. */
  readonly accessEnds: Instant | null
}

const wire = z.object({
  id: needed(id),
  name: text,
  verification_status: oneOf(VERIFICATIONS),
  vertical: text,
  primary_page: idWithin,
  is_hidden: flag,
  created_time: instant,
  user_access_expire_time: instant,
})

export const BUSINESS: Node<BusinessDetails> = {
  name: 'business',
  core: ['id', 'name'],
  more: [
    'verification_status',
    'vertical',
    { field: 'primary_page', needs: 'pages_show_list' },
    'is_hidden',
    'created_time',
    'user_access_expire_time',
  ],
  decode(row) {
    const business = understood(wire, row)
    return (
      business && {
        id: business.id,
        name: business.name ?? business.id,
        verification: business.verification_status,
        vertical: business.vertical,
        pageId: business.primary_page,
        hidden: business.is_hidden,
        createdTime: business.created_time,
        accessEnds: business.user_access_expire_time,
      }
    )
  },
}

/** Of `me`. */
export const BUSINESSES: Edge<BusinessDetails> = { name: 'businesses', node: BUSINESS, page: 100 }
