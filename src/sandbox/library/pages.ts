import { createHash } from 'node:crypto'
import { draw, hash, pick } from '../random.ts'
import { assetId } from './ids.ts'
import type { Account, Asset } from '../model.ts'

/** The page and the pixel of an account: one of each. */

const CATEGORIES = ['Clothing (Brand)', 'Home decor', 'Health/beauty', 'Local business', 'App page'] as const

const slug = (account: Account): string =>
  account.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '')
    .slice(0, 30) || `brand${account.index}`

export const pagesOf = (account: Account): readonly Asset[] => {
  const id = assetId('page', account, 0)
  const s = hash(account.index, 0, 430)
  const fans = 800 + Math.floor(draw(s, 1) ** 2 * 90_000)
  const category = pick(s, 2, CATEGORIES)
  return [
    {
      level: 'page',
      id,
      account,
      values: {
        id,
        name: account.name,
        username: slug(account),
        category,
        category_list: [{ id: '2201', name: category }],
        link: `https://www.facebook.com/${id}`,
        picture: {
          data: { height: 50, width: 50, is_silhouette: false, url: `https://scontent.sandbox.invalid/p/${id}.jpg` },
        },
        fan_count: fans,
        followers_count: fans + Math.floor(draw(s, 3) * 900),
        access_token: `EAAP${createHash('sha256').update(id).digest('hex')}`,
        tasks: ['ADVERTISE', 'ANALYZE', 'CREATE_CONTENT', 'MESSAGING', 'MODERATE', 'MANAGE'],
        instagram_business_account: { id: instagramIdOf(account) },
        connected_instagram_account: { id: instagramIdOf(account) },
        is_published: true,
        verification_status: 'not_verified',
        promotion_eligible: true,
        has_lead_access: { app_has_leads_permission: true, can_access_lead: true, user_has_leads_permission: true },
        leadgen_tos_accepted: true,
        website: `https://${slug(account)}.example`,
        ...(account.owner ? { business: { id: account.owner.id, name: account.owner.name } } : {}),
      },
    },
  ]
}

export const instagramIdOf = (account: Account): string =>
  `178414${String(hash(account.index, 1, 430)).padStart(11, '0')}`
export const siteOf = (account: Account): string => `https://${slug(account)}.example`

export const pixelsOf = (account: Account): readonly Asset[] => {
  const id = assetId('pixel', account, 0)
  return [
    {
      level: 'pixel',
      id,
      account,
      values: {
        id,
        name: `${account.name} pixel`,
        code: `<!-- Meta Pixel Code --><script>fbq('init','${id}');fbq('track','PageView');</script>`,
        creation_time: account.zone.stamp(account.createdAt + 3_600_000),
        is_unavailable: false,
        is_created_by_business: account.owner !== null,
        can_proxy: false,
        data_use_setting: 'ADVERTISING_AND_ANALYTICS',
        first_party_cookie_status: 'FIRST_PARTY_COOKIE_ENABLED',
        enable_automatic_matching: true,
        automatic_matching_fields: ['em', 'fn', 'ln', 'ph', 'ct', 'st', 'zp'],
        owner_ad_account: { account_id: account.digits, id: account.id },
        ...(account.owner ? { owner_business: { id: account.owner.id, name: account.owner.name } } : {}),
      },
    },
  ]
}
