import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { flag, instant, needed, oneOf, text, understood, whole } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'

/** Its hash is what creatives refer to it by. */
export interface Image {
  readonly hash: string
  readonly accountId: AccountId
  readonly name: string | null
  readonly status: 'ACTIVE' | 'INTERNAL' | 'DELETED' | 'UNKNOWN' | null
  /** Soon gone, unlike the permanent link, which only people who are signed in may open. */
  readonly url: string | null
  readonly permalink: string | null
  readonly width: number | null
  readonly height: number | null
  readonly usedInAds: boolean | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
}

const wire = z.object({
  hash: needed(text).pipe(z.string().regex(/^[\da-z]{1,64}$/i)),
  name: text,
  status: oneOf(['ACTIVE', 'INTERNAL', 'DELETED']),
  url: text,
  permalink_url: text,
  width: whole,
  height: whole,
  is_associated_creatives_in_adgroups: flag,
  created_time: instant,
  updated_time: instant,
})

const NODE: Node<Image, InAccount> = {
  name: 'image',
  core: ['id', 'hash'],
  more: [
    'name',
    'status',
    'url',
    'permalink_url',
    'width',
    'height',
    'is_associated_creatives_in_adgroups',
    'created_time',
    'updated_time',
  ],
  decode(row, { accountId }) {
    const image = understood(wire, row)
    return (
      image && {
        hash: image.hash,
        accountId,
        name: image.name,
        status: image.status,
        url: image.url,
        permalink: image.permalink_url,
        width: image.width,
        height: image.height,
        usedInAds: image.is_associated_creatives_in_adgroups,
        createdTime: image.created_time,
        updatedTime: image.updated_time,
      }
    )
  },
}

/** Of an account. */
export const IMAGES: Edge<Image, InAccount> = { name: 'adimages', node: NODE, page: 100 }
