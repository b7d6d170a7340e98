import { createHash } from 'node:crypto'
import { between, draw, hash, pick } from '../random.ts'
import { assetId } from './ids.ts'
import type { Account, Asset } from '../model.ts'

/** Pictures and videos of an account. Their addresses open nothing: the sandbox has no pictures to show. */

const CDN = 'https://scontent.sandbox.invalid'
const SHAPES = [
  [1080, 1080],
  [1080, 1350],
  [1080, 1920],
  [1200, 628],
] as const
const SUBJECTS = [
  'product-on-table',
  'founder-portrait',
  'unboxing',
  'detail',
  'lifestyle',
  'offer-card',
  'before-after',
  'team',
]
const TITLES = [
  'Founder story',
  'How it is made',
  'Three ways to use it',
  'What people say',
  'Unboxing',
  'Offer of the week',
]

const IMAGES = 18
export const VIDEOS = 6

const DAY = 86_400_000

/** Fields of an image as Meta writes them. `at` is when it was uploaded. */
export const imageValues = (
  account: Account,
  { hash: digest, name, width, height, at }: { hash: string; name: string; width: number; height: number; at: number },
): Asset['values'] => ({
  id: `${account.digits}:${digest}`,
  account_id: account.digits,
  hash: digest,
  name,
  url: `${CDN}/${digest}.jpg?stp=dst-jpg`,
  url_128: `${CDN}/${digest}.jpg?stp=dst-jpg_p128x128`,
  permalink_url: `https://www.facebook.com/ads/image/?d=${digest.slice(0, 20)}`,
  width,
  height,
  original_width: width,
  original_height: height,
  status: 'ACTIVE',
  created_time: account.zone.stamp(at),
  updated_time: account.zone.stamp(at),
  is_associated_creatives_in_adgroups: false,
})

export const imagesOf = (account: Account): readonly Asset[] =>
  Array.from({ length: IMAGES }, (_, i) => {
    const s = hash(account.index, i, 410)
    const [width, height] = pick(s, 1, SHAPES)
    const digest = createHash('md5').update(`${account.digits} ${i}`).digest('hex')
    const values = imageValues(account, {
      hash: digest,
      name: `${pick(s, 2, SUBJECTS)}-${width}x${height}-v${1 + Math.floor(draw(s, 3) * 4)}.jpg`,
      width,
      height,
      at: account.createdAt + Math.floor(draw(s, 4) * 900) * DAY,
    })
    return {
      level: 'image',
      id: `${account.digits}:${digest}`,
      account,
      values: { ...values, is_associated_creatives_in_adgroups: true },
    }
  })

export const videosOf = (account: Account): readonly Asset[] =>
  Array.from({ length: VIDEOS }, (_, i) => {
    const s = hash(account.index, i, 420)
    const id = assetId('video', account, i)
    const at = account.zone.stamp(account.createdAt + Math.floor(draw(s, 1) * 900) * DAY)
    const done = { status: 'complete' }
    return {
      level: 'video',
      id,
      account,
      values: {
        id,
        title: pick(s, 2, TITLES),
        description: `${account.name}: ${pick(s, 2, TITLES).toLowerCase()}`,
        length: Math.round(between(s, 3, 6, 58) * 1000) / 1000,
        picture: `${CDN}/v/${id}.jpg`,
        icon: 'https://static.sandbox.invalid/video-icon.gif',
        source: `${CDN}/v/${id}.mp4?oe=65F0A1B2`,
        permalink_url: `/${account.digits}/videos/${id}/`,
        created_time: at,
        updated_time: at,
        published: true,
        embeddable: false,
        views: Math.floor(draw(s, 4) * 90_000),
        post_views: Math.floor(draw(s, 5) * 4000),
        status: {
          video_status: 'ready',
          processing_progress: 100,
          uploading_phase: { ...done, bytes_transferred: 1_000_000 + Math.floor(draw(s, 6) * 40_000_000) },
          processing_phase: done,
          publishing_phase: { ...done, publish_status: 'published', publish_time: at },
        },
      },
    }
  })

/** Pictures to choose from for a video; the first is the one that is taken. */
export const thumbnailsOf = (video: Asset): readonly Readonly<Record<string, unknown>>[] =>
  [0, 1, 2, 3, 4, 5].map((i) => ({
    id: `${video.id.slice(0, -1)}${i}90`,
    uri: `${CDN}/v/${video.id}_${i}.jpg`,
    width: 1080,
    height: 1920,
    scale: 1,
    is_preferred: i === 0,
    name: '',
  }))
