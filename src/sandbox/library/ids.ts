import { hash } from '../random.ts'
import type { Account, Ad, AssetLevel } from '../model.ts'

/** Ids say whose and what they are, so that nothing has to be made to find out. */

const PREFIX = { page: '1058', pixel: '7310', video: '9120', audience: '12026', rule: '12027' } as const
type Numbered = keyof typeof PREFIX

export const assetId = (level: Numbered, account: Account, serial: number): string =>
  `${PREFIX[level]}${String(account.index).padStart(3, '0')}${100_000 + (hash(account.index, serial, 77) % 900_000)}${100 + serial}`

const PATTERNS = Object.entries(PREFIX).map(([level, prefix]) => ({
  level: level as Numbered,
  pattern: new RegExp(`^${prefix}(\\d{3})\\d{9}$`),
}))
/** Of which kind an id is, and the account's index: null for what is none of these. */
export const partsOfId = (id: string): { readonly level: AssetLevel; readonly index: number } | null => {
  for (const { level, pattern } of PATTERNS) {
    const match = pattern.exec(id)
    if (match) return { level, index: Number(match[1]) }
  }
  return null
}

/** Every ad of the world has a creative of its own. */
export const creativeIdOf = (ad: Pick<Ad, 'id'>): string => ad.id.replace(/^12023/, '12024')
export const adIdOf = (creativeId: string): string => creativeId.replace(/^12024/, '12023')
