import type { Link } from '../shared/contract/app.ts'
import type { Checked } from '../shared/contract/contract.ts'
import { AppError } from '../shared/errors.ts'

/** The only addresses the window can open; only digits of the ids it gives get into them. */
export const linkUrl = ({ link, accountId, objectId }: Checked<'app.openLink'>): string => {
  const digits = (text: string | undefined): string | null => {
    if (text === undefined) return null
    const found = /^(?:act_)?(\d{1,25})$/.exec(text)?.[1]
    if (found === undefined) throw new AppError('badInput')
    return found
  }
  const account = digits(accountId)
  const object = digits(objectId)
  const withQuery = (base: string, query: Readonly<Record<string, string | null>>): string => {
    const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
    return known.length > 0 ? `${base}?${new URLSearchParams(known).toString()}` : base
  }
  const urls: Readonly<Record<Link, () => string>> = {
    metaApps: () => 'https://developers.facebook.com/apps/',
    tokenTool: () => 'https://developers.facebook.com/tools/explorer/',
    adsManager: () =>
      withQuery('https://adsmanager.facebook.com/adsmanager/manage/campaigns', {
        act: account,
        selected_campaign_ids: object,
      }),
    billing: () => withQuery('https://business.facebook.com/billing_hub/payment_activity', { asset_id: account }),
  }
  return urls[link]()
}
