import { hasVideo } from '../figures/traits.ts'
import { hash, pick } from '../random.ts'
import { instagramIdOf, siteOf } from './pages.ts'
import { assetId, creativeIdOf } from './ids.ts'
import { VIDEOS } from './media.ts'
import type { Ad, Asset } from '../model.ts'

/** The creative of an ad that stood in the world from the start. */

const TITLES = [
  'Made to last',
  'Find your favourite',
  'New this week',
  'Free delivery this weekend',
  'Loved by thousands',
  'Try it for 30 days',
]
const BODIES = [
  'Small batches, honest materials. See what everyone is talking about.',
  'Three reasons people switch, and one why they stay.',
  'Your next weekend starts here. Order by Thursday, have it by Saturday.',
  '“I did not expect it to be this good.” Read what our customers say.',
  'Only while it lasts: the new season at last season’s price.',
]
const CTA: Readonly<Record<string, string>> = {
  OUTCOME_SALES: 'SHOP_NOW',
  OUTCOME_LEADS: 'SIGN_UP',
  OUTCOME_APP_PROMOTION: 'INSTALL_MOBILE_APP',
}
const URL_TAGS = 'utm_source=meta&utm_campaign={{campaign.name}}&utm_content={{ad.name}}'

/** Where the picture of a creative lies, at the size that was asked for: 64 by 64 unless said. */
export const thumbnailUrl = (key: string, width = 64, height = 64): string =>
  `https://scontent.sandbox.invalid/${key}.jpg?stp=c0.5000x0.5000f_dst-jpg_p${width}x${height}`

export const creativeOf = (ad: Ad, images: readonly Asset[]): Asset => {
  const { account } = ad
  const id = creativeIdOf(ad)
  let made: Asset['values'] | null = null
  // There are as many as there are ads, and lists of them are mostly asked for a page at a time.
  return {
    level: 'creative',
    id,
    account,
    get values() {
      made ??= valuesOf(ad, id, images)
      return made
    },
  }
}

const valuesOf = (ad: Ad, id: string, images: readonly Asset[]): Asset['values'] => {
  const { account, campaign } = ad
  const s = hash(ad.seed, 1, 450)
  const page = assetId('page', account, 0)
  const link = `${siteOf(account)}/${campaign.objective.slice(8).toLowerCase()}`
  const title = pick(s, 1, TITLES)
  const body = pick(s, 2, BODIES)
  const type = CTA[campaign.objective] ?? 'LEARN_MORE'
  const call_to_action = { type, value: { link } }
  const image = pick(s, 3, images)
  const isVideo = hasVideo(ad)
  const video = assetId('video', account, hash(s, 5, 0) % VIDEOS)
  const story = isVideo
    ? { video_data: { video_id: video, image_hash: image.values['hash'], title, message: body, call_to_action } }
    : { link_data: { link, message: body, name: title, image_hash: image.values['hash'], call_to_action } }
  return {
    id,
    account_id: account.digits,
    name: `${title} ${account.zone.stamp(ad.createdAt).slice(0, 10)}-${String(image.values['hash']).slice(0, 12)}`,
    status: 'ACTIVE',
    object_type: isVideo ? 'VIDEO' : 'SHARE',
    title,
    body,
    call_to_action_type: type,
    url_tags: URL_TAGS,
    actor_id: page,
    instagram_user_id: instagramIdOf(account),
    ...(isVideo
      ? { video_id: video }
      : { image_hash: image.values['hash'], image_url: image.values['url'], link_url: link }),
    object_story_spec: { page_id: page, instagram_user_id: instagramIdOf(account), ...story },
    effective_object_story_id: `${page}_${ad.id.slice(-12)}`,
    effective_instagram_media_id: `179${ad.id.slice(-14)}`,
    instagram_permalink_url: `https://www.instagram.com/p/${Buffer.from(ad.id.slice(-8)).toString('base64url')}/`,
    thumbnail_id: ad.id.slice(-15),
  }
}
