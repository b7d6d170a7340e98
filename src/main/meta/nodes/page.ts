import { z } from 'zod'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { flag, id, idWithin, needed, text, understood, whole } from './lenient.ts'
import type { Edge, Node } from './node.ts'

/** A page whose posts can be advertised. Its own token is never asked for. */
export interface Page {
  readonly id: ObjectId
  readonly name: string
  readonly username: string | null
  readonly category: string | null
  readonly link: string | null
  readonly published: boolean | null
  readonly followers: number | null
  readonly instagramId: ObjectId | null
  readonly leadAccess: boolean | null
}

const wire = z.object({
  id: needed(id),
  name: text,
  username: text,
  category: text,
  link: text,
  is_published: flag,
  followers_count: whole,
  instagram_business_account: idWithin,
  connected_instagram_account: idWithin,
  has_lead_access: z.object({ can_access_lead: flag }).nullish().catch(null),
})

export const PAGE: Node<Page> = {
  name: 'page',
  core: ['id', 'name'],
  more: [
    'username',
    'category',
    'link',
    { field: 'is_published', needs: 'pages_read_engagement' },
    { field: 'followers_count', needs: 'pages_read_engagement' },
    { field: 'instagram_business_account{id}', needs: 'pages_read_engagement' },
    { field: 'connected_instagram_account{id}', needs: 'pages_read_engagement' },
    { field: 'has_lead_access', needs: 'ads_management' },
  ],
  decode(row) {
    const page = understood(wire, row)
    return (
      page && {
        id: page.id,
        name: page.name ?? page.id,
        username: page.username,
        category: page.category,
        link: page.link,
        published: page.is_published,
        followers: page.followers_count,
        instagramId: page.instagram_business_account ?? page.connected_instagram_account,
        leadAccess: page.has_lead_access?.can_access_lead ?? null,
      }
    )
  },
}

/** Of an account. */
export const PROMOTED_PAGES: Edge<Page> = { name: 'promote_pages', node: PAGE, page: 100 }
