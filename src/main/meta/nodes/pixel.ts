import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { flag, id, instant, named, needed, oneOf, text, texts, understood } from './lenient.ts'
import type { Edge, Node } from './node.ts'

export interface Pixel {
  readonly id: ObjectId
  readonly name: string
  readonly createdTime: Instant | null
  /** Null: never, or not known. */
  readonly lastFiredTime: Instant | null
  readonly unavailable: boolean | null
  readonly business: { readonly id: ObjectId; readonly name: string } | null
  readonly dataUse: 'EMPTY' | 'ADVERTISING_AND_ANALYTICS' | 'ANALYTICS_ONLY' | 'UNKNOWN' | null
  readonly automaticMatching: boolean | null
  readonly matchedFields: readonly string[] | null
  /** What people paste into their pages; without the right to edit it is not shown. */
  readonly code: string | null
}

const wire = z.object({
  id: needed(id),
  name: text,
  creation_time: instant,
  last_fired_time: instant,
  is_unavailable: flag,
  owner_business: named,
  data_use_setting: oneOf(['EMPTY', 'ADVERTISING_AND_ANALYTICS', 'ANALYTICS_ONLY']),
  enable_automatic_matching: flag,
  automatic_matching_fields: texts,
  code: text,
})

export const PIXEL: Node<Pixel> = {
  name: 'pixel',
  core: ['id', 'name'],
  more: [
    'creation_time',
    'last_fired_time',
    'is_unavailable',
    { field: 'owner_business{id,name}', needs: 'business_management' },
    'data_use_setting',
    'enable_automatic_matching',
    'automatic_matching_fields',
    { field: 'code', needs: 'ads_management' },
  ],
  decode(row) {
    const pixel = understood(wire, row)
    return (
      pixel && {
        id: pixel.id,
        name: pixel.name ?? pixel.id,
        createdTime: pixel.creation_time,
        lastFiredTime: pixel.last_fired_time,
        unavailable: pixel.is_unavailable,
        business: pixel.owner_business,
        dataUse: pixel.data_use_setting,
        automaticMatching: pixel.enable_automatic_matching,
        matchedFields: pixel.automatic_matching_fields,
        code: pixel.code,
      }
    )
  },
}

/** Of an account or a business. */
export const PIXELS: Edge<Pixel> = { name: 'adspixels', node: PIXEL, page: 100 }
