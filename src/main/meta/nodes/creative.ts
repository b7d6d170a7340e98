import { z } from 'zod'
import type { JsonFields } from '../../../shared/domain/json.ts'
import type { AccountId, CreativeId, ObjectId } from '../../../shared/domain/objects.ts'
import { id, jsonFields, needed, oneOf, text, understood } from './lenient.ts'
import type { Edge, InAccount, Node } from './node.ts'

export interface Creative {
  readonly id: CreativeId
  readonly accountId: AccountId
  readonly name: string
  readonly status: 'ACTIVE' | 'IN_PROCESS' | 'WITH_ISSUES' | 'DELETED' | 'UNKNOWN' | null
  /** Meta's own word: SHARE, VIDEO, PHOTO … */
  readonly type: string | null
  readonly title: string | null
  readonly body: string | null
  readonly imageHash: string | null
  readonly videoId: ObjectId | null
  /** Signed and soon gone: the bytes are kept, not the address. */
  readonly imageUrl: string | null
  readonly thumbnailUrl: string | null
  readonly link: string | null
  readonly urlTags: string | null
  readonly callToAction: string | null
  /** `page_post`: the post that is shown; null: it is made from `story`. */
  readonly postId: string | null
  readonly instagramUserId: ObjectId | null
  /** As Meta has them: a changed creative is a new one with these written back. */
  readonly story: JsonFields | null
  readonly assets: JsonFields | null
  readonly freedoms: JsonFields | null
}

const wire = z.object({
  id: needed(id),
  name: text,
  status: oneOf(['ACTIVE', 'IN_PROCESS', 'WITH_ISSUES', 'DELETED']),
  object_type: text,
  title: text,
  body: text,
  image_hash: text,
  video_id: id,
  image_url: text,
  thumbnail_url: text,
  link_url: text,
  url_tags: text,
  call_to_action_type: text,
  object_story_id: text,
  effective_object_story_id: text,
  instagram_user_id: id,
  object_story_spec: jsonFields,
  asset_feed_spec: jsonFields,
  degrees_of_freedom_spec: jsonFields,
})

export const CREATIVE: Node<Creative, InAccount> = {
  name: 'creative',
  core: ['id', 'name'],
  more: [
    'status',
    'object_type',
    'title',
    'body',
    'image_hash',
    'video_id',
    'image_url',
    'thumbnail_url',
    'link_url',
    'url_tags',
    'call_to_action_type',
    { field: 'object_story_id', needs: 'pages_read_engagement' },
    { field: 'effective_object_story_id', needs: 'pages_read_engagement' },
    'instagram_user_id',
    'object_story_spec',
    'asset_feed_spec',
    'degrees_of_freedom_spec',
  ],
  // Else they are 64 pixels wide.
  params: { thumbnail_width: '480', thumbnail_height: '480' },
  decode(row, { accountId }) {
    const creative = understood(wire, row)
    return (
      creative && {
        id: creative.id,
        accountId,
        name: creative.name ?? creative.id,
        status: creative.status,
        type: creative.object_type,
        title: creative.title,
        body: creative.body,
        imageHash: creative.image_hash,
        videoId: creative.video_id,
        imageUrl: creative.image_url,
        thumbnailUrl: creative.thumbnail_url,
        link: creative.link_url,
        urlTags: creative.url_tags,
        callToAction: creative.call_to_action_type,
        postId: creative.effective_object_story_id ?? creative.object_story_id,
        instagramUserId: creative.instagram_user_id,
        story: creative.object_story_spec,
        assets: creative.asset_feed_spec,
        freedoms: creative.degrees_of_freedom_spec,
      }
    )
  },
}

/** Of an account or an ad. The heaviest of all edges: its pages are small from the start. */
export const CREATIVES: Edge<Creative, InAccount> = { name: 'adcreatives', node: CREATIVE, page: 50 }
