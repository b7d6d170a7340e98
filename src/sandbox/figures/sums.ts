/** What can be added up over ads and days, and the one thing that cannot. Money in minor units of the account's currency. */
export interface DaySums {
  spend: number
  impressions: number
  clicks: number
  linkClicks: number
  landings: number
  reactions: number
  /** Part of the reactions; the others are likes. */
  loves: number
  comments: number
  shares: number
  saves: number
  plays: number
  views: number
  p25: number
  p50: number
  p75: number
  p95: number
  p100: number
  thruplays: number
  views30: number
  leads: number
  purchases: number
  purchaseValue: number
  carts: number
  checkouts: number
  installs: number
  contents: number
  registrations: number
  conversations: number
  /** People shown anything, counted anew for every ad and day. */
  people: number
  /** People counted once, over all of it: never the sum of its parts. */
  reach: number
}

export const noSums = (): DaySums => ({
  spend: 0,
  impressions: 0,
  clicks: 0,
  linkClicks: 0,
  landings: 0,
  reactions: 0,
  loves: 0,
  comments: 0,
  shares: 0,
  saves: 0,
  plays: 0,
  views: 0,
  p25: 0,
  p50: 0,
  p75: 0,
  p95: 0,
  p100: 0,
  thruplays: 0,
  views30: 0,
  leads: 0,
  purchases: 0,
  purchaseValue: 0,
  carts: 0,
  checkouts: 0,
  installs: 0,
  contents: 0,
  registrations: 0,
  conversations: 0,
  people: 0,
  reach: 0,
})

export type SumKey = keyof DaySums
/** All that add up. */
export const ADDITIVE = (Object.keys(noSums()) as SumKey[]).filter((key) => key !== 'reach')
