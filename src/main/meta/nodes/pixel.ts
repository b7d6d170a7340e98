import { z } from 'zod'
import type { Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { flag, id, instant, list, named, needed, oneOf, rowsOf, text, texts, understood, whole } from './lenient.ts'
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

/** What a pixel counted in an hour, by what was asked for (event, device, host …). */
export interface PixelHour {
  readonly from: Instant
  readonly aggregation: string
  readonly counts: readonly { readonly event: string | null; readonly value: string; readonly count: number }[]
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

const count = z.object({ event: text, value: text, count: needed(whole) })
const hour = z.object({ start_time: needed(instant), aggregation: text, data: list })
const decodeCount = (row: unknown): PixelHour['counts'][number] | null => {
  const found = understood(count, row)
  return found && { event: found.event, value: found.value ?? '', count: found.count }
}

const HOUR: Node<PixelHour> = {
  name: 'pixelHour',
  core: ['start_time', 'aggregation', 'data'],
  more: [],
  decode(row) {
    const found = understood(hour, row)
    if (found === null) return null
    const counts = rowsOf(found.data, decodeCount)
    // An hour that lost one of its counts would look quieter than it was.
    if (counts.length !== (found.data ?? []).length) return null
    return { from: found.start_time, aggregation: found.aggregation ?? '', counts }
  },
}

/** Of an account or a business. */
export const PIXELS: Edge<Pixel> = { name: 'adspixels', node: PIXEL, page: 100 }
/** Of a pixel. `filter`: aggregation, event, and seconds since the epoch as `start_time` and `end_time`. */
export const PIXEL_HOURS: Edge<PixelHour> = { name: 'stats', node: HOUR, page: 200 }
