import { invalid } from '../graph-error.ts'
import { listParam } from '../params.ts'
import { thumbnailsOf } from '../library/media.ts'
import { pixelStats } from '../library/pixel-stats.ts'
import { page } from './page.ts'
import type { Account, Asset, AssetLevel, Delivering } from '../model.ts'
import type { Library } from '../library.ts'
import type { Live } from '../state.ts'
import type { Context } from './call.ts'
import type { Params } from '../params.ts'

/** Edges that lead to creatives, pictures, audiences and the like. */

type Thing = Account | Delivering | Asset

const OF_ACCOUNT: Readonly<Record<string, AssetLevel>> = {
  adcreatives: 'creative',
  adimages: 'image',
  advideos: 'video',
  customaudiences: 'audience',
  adspixels: 'pixel',
  promote_pages: 'page',
  adrules_library: 'rule',
}
const OF_OTHERS: Readonly<Partial<Record<Thing['level'], readonly string[]>>> = {
  adset: ['adcreatives'],
  ad: ['adcreatives', 'previews'],
  creative: ['previews'],
  video: ['thumbnails'],
  pixel: ['stats'],
}

export const hasLibraryEdge = (thing: Thing, name: string): boolean =>
  thing.level === 'account' ? Object.hasOwn(OF_ACCOUNT, name) : (OF_OTHERS[thing.level]?.includes(name) ?? false)

const numberParam = (params: Params, name: string): number | null => {
  const text = params[name]
  if (text === undefined) return null
  if (!/^\d+$/.test(text)) throw invalid(`Param ${name} must be an integer`)
  return Number(text)
}

/** What the edges of pictures and videos take to narrow them. */
const isPicked = (level: AssetLevel, params: Params): ((asset: Asset) => boolean) => {
  if (level === 'image') {
    const hashes = listParam(params, 'hashes')
    const width = numberParam(params, 'minwidth')
    const height = numberParam(params, 'minheight')
    return ({ values }) =>
      (hashes === undefined || hashes.includes(String(values['hash']))) &&
      (params['name'] === undefined || values['name'] === params['name']) &&
      Number(values['width']) >= (width ?? 0) &&
      Number(values['height']) >= (height ?? 0)
  }
  if (level === 'video' && params['title'] !== undefined) return ({ values }) => values['title'] === params['title']
  if (level === 'audience' && params['pixel_id'] !== undefined)
    return ({ values }) => values['pixel_id'] === params['pixel_id']
  return () => true
}

const FORMATS: readonly string[] = [
  'DESKTOP_FEED_STANDARD',
  'MOBILE_FEED_STANDARD',
  'INSTAGRAM_STANDARD',
  'INSTAGRAM_STORY',
  'INSTAGRAM_REELS',
  'FACEBOOK_REELS_MOBILE',
  'FACEBOOK_STORY_MOBILE',
  'RIGHT_COLUMN_STANDARD',
  'MARKETPLACE_MOBILE',
]
const previews = (id: string, params: Params): unknown => {
  const format = params['ad_format']
  if (format === undefined) throw invalid('The parameter ad_format is required')
  if (!FORMATS.includes(format)) throw invalid(`Param ad_format must be one of {${FORMATS.join(', ')}}`)
  const source = `https://business.facebook.com/ads/api/preview_iframe.php?d=${Buffer.from(`${id}${format}`).toString('base64url')}`
  return {
    data: [
      { body: `<iframe src="${source}" width="540" height="690" scrolling="yes" style="border: none;"></iframe>` },
    ],
  }
}

/** An edge that the thing has. Throws GraphError. */
export const libraryEdge = (
  {
    library,
    live,
    now,
    list,
  }: {
    readonly library: Library
    readonly live: Live
    readonly now: () => number
    readonly list: (items: readonly Asset[]) => unknown
  },
  context: Context,
  thing: Thing,
  name: string,
): unknown => {
  const { params } = context
  const isDeleted = (asset: Asset): boolean => live.written(asset, 'status') === 'DELETED'
  if (thing.level === 'account') {
    const level = OF_ACCOUNT[name] ?? 'creative'
    return list(
      library
        .of(thing, level)
        .filter((asset) => !isDeleted(asset))
        .filter(isPicked(level, params)),
    )
  }
  switch (name) {
    case 'adcreatives': {
      const ads = thing.level === 'ad' ? [thing] : thing.level === 'adset' ? thing.ads : []
      const ids = [...new Set(ads.map((ad) => library.creativeIdOf(ad)))]
      return list(ids.flatMap((id) => library.find(id) ?? []))
    }
    case 'previews':
      return previews(thing.id, params)
    case 'thumbnails':
      return 'values' in thing
        ? page(context, thumbnailsOf(thing), (thumbnail) => thumbnail, `${thing.id}/thumbnails`)
        : { data: [] }
    default:
      return 'values' in thing ? pixelStats(thing, params, now()) : { data: [] }
  }
}
