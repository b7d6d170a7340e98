import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { isFields } from '../decode/scalars.ts'
import { amount, id, instant, lenient, needed, oneOf, text, understood } from './lenient.ts'
import type { Edge, Node } from './node.ts'

const PHASES = ['uploading', 'upload_complete', 'upload_failed', 'processing', 'ready', 'error', 'expired'] as const

export interface Video {
  readonly id: ObjectId
  readonly title: string | null
  readonly description: string | null
  /** Seconds. */
  readonly length: number | null
  readonly phase: (typeof PHASES)[number] | 'UNKNOWN' | null
  /** 0 to 100. */
  readonly progress: number | null
  /** Both signed and soon gone. */
  readonly picture: string | null
  readonly source: string | null
  readonly permalink: string | null
  readonly createdTime: Instant | null
  readonly updatedTime: Instant | null
}

const status = z.object({ video_status: oneOf(PHASES), processing_progress: amount })
const wire = z.object({
  id: needed(id),
  title: text,
  description: text,
  length: amount,
  status: lenient((value) => (isFields(value) ? understood(status, value) : null)),
  picture: text,
  source: text,
  permalink_url: text,
  created_time: instant,
  updated_time: instant,
})

export const VIDEO: Node<Video> = {
  name: 'video',
  core: ['id'],
  more: [
    'title',
    'description',
    'length',
    'status',
    'picture',
    { field: 'source', needs: 'pages_read_engagement' },
    'permalink_url',
    'created_time',
    'updated_time',
  ],
  decode(row) {
    const video = understood(wire, row)
    return (
      video && {
        id: video.id,
        title: video.title,
        description: video.description,
        length: video.length,
        phase: video.status?.video_status ?? null,
        progress: video.status?.processing_progress ?? null,
        picture: video.picture,
        source: video.source,
        permalink: video.permalink_url,
        createdTime: video.created_time,
        updatedTime: video.updated_time,
      }
    )
  },
}

/** Of an account. */
export const VIDEOS: Edge<Video> = { name: 'advideos', node: VIDEO, page: 50 }
