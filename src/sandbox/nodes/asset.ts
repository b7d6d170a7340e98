import { asRead } from '../library/as-read.ts'
import { thumbnailUrl } from '../library/creatives.ts'
import { forbidden } from '../graph-error.ts'
import { unknownField } from './unset-fields.ts'
import type { Asset, AssetLevel } from '../model.ts'
import type { Params } from '../params.ts'
import type { Live, State } from '../state.ts'
import type { Token } from '../tokens.ts'

/** A field of a creative, picture, video, audience, pixel, page or rule, as Meta writes it. */

const TYPES = {
  creative: 'AdCreative',
  image: 'AdImage',
  video: 'AdVideo',
  audience: 'CustomAudience',
  pixel: 'AdsPixel',
  page: 'Page',
  rule: 'AdRule',
} as const satisfies Record<AssetLevel, string>

/** Meta makes smaller and bigger ones of a thumbnail up to this. */
const MOST_PIXELS = 2000

const pictureOf = ({ id, values }: Asset): string =>
  [values['image_hash'], values['video_id']].find((key) => typeof key === 'string') ?? id

export const createAssetField =
  ({ state, live, now }: { readonly state: State; readonly live: Live; readonly now: () => number }) =>
  (asset: Asset, field: string, who: Token, params: Params): unknown => {
    const { level, account, values } = asset
    if (level === 'page' && field === 'access_token' && !who.scopes.includes('pages_show_list'))
      throw forbidden('Requires pages_show_list permission to read the access token of a page')
    if (level === 'creative' && field === 'thumbnail_url') {
      const size = (name: string): number => Math.min(MOST_PIXELS, Math.max(1, Number(params[name] ?? 64) || 64))
      return thumbnailUrl(pictureOf(asset), size('thumbnail_width'), size('thumbnail_height'))
    }
    // A pixel of a shop fires all the time.
    if (level === 'pixel' && field === 'last_fired_time') return account.zone.stamp(now() - (now() % 60_000))
    const written = live.written(asset, field)
    if (written !== undefined && state.editsOf(asset.id).some((edit) => edit.field === field))
      return written === null ? undefined : asRead(field, written)
    const latest = state.editsOf(asset.id).at(-1)
    if (latest && field === 'updated_time') return account.zone.stamp(latest.at)
    if (latest && field === 'time_updated') return Math.floor(latest.at / 1000)
    if (Object.hasOwn(values, field)) return values[field]
    return unknownField(field, TYPES[level])
  }
