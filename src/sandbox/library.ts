import { asRead } from './library/as-read.ts'
import { audiencesOf, audienceValues, rulesOf } from './library/audiences.ts'
import { creativeOf } from './library/creatives.ts'
import { adIdOf, creativeIdOf, partsOfId } from './library/ids.ts'
import { imageValues, imagesOf, videosOf } from './library/media.ts'
import { pagesOf, pixelsOf } from './library/pages.ts'
import { PERSON } from './person.ts'
import { adsOf } from './under.ts'
import type { Account, Ad, Asset, AssetLevel, Delivering } from './model.ts'
import type { Live, Made, State } from './state.ts'
import type { World } from './world.ts'

/** Creatives, pictures, videos, audiences, pixels, pages and rules: made when first asked for, always the same. */

export interface Library {
  /** The newest first; deleted ones with them. */
  of(account: Account, level: AssetLevel): readonly Asset[]
  /** Null for an id that is none of these. */
  find(id: string): Asset | null
  creativeIdOf(ad: Ad): string
  /** Takes in what was just made. */
  add(made: Made): Asset
}

/** Anything with an id that belongs to an account, or is one; null for everything else. */
export type FindThing = (id: string) => Account | Delivering | Asset | null

export const createFinding =
  (world: World, library: Pick<Library, 'find'>): FindThing =>
  (id) => {
    const node = world.nodes.get(id)
    if (node) return 'level' in node ? node : null
    return library.find(id)
  }

export const createLibrary = ({
  world,
  state,
  live,
}: {
  readonly world: World
  readonly state: State
  readonly live: Live
}): Library => {
  const shelves = new Map<string, readonly Asset[]>()
  const added = new Map<string, Asset>()

  const makeShelf = (account: Account, level: AssetLevel): readonly Asset[] => {
    switch (level) {
      case 'page':
        return pagesOf(account)
      case 'pixel':
        return pixelsOf(account)
      case 'image':
        return imagesOf(account)
      case 'video':
        return videosOf(account)
      case 'audience':
        return audiencesOf(account)
      case 'rule':
        return rulesOf(account, { id: PERSON.id, name: PERSON.name })
      case 'creative':
        return adsOf(account)
          .filter((ad) => state.made(ad.id) === undefined)
          .map((ad) => creativeOf(ad, shelf(account, 'image')))
    }
  }
  const shelf = (account: Account, level: AssetLevel): readonly Asset[] => {
    // A creative for every ad: too many to keep, and quickly made again.
    if (level === 'creative') return makeShelf(account, level)
    const key = `${account.id} ${level}`
    const known = shelves.get(key) ?? makeShelf(account, level)
    shelves.set(key, known)
    return known
  }

  const accountOf = (id: string): Account | undefined => world.accounts.find((account) => account.id === id)

  const valuesOf = (made: Made, account: Account): Asset['values'] => {
    const given = Object.fromEntries(Object.entries(made.values).map(([name, text]) => [name, asRead(name, text)]))
    const stamp = account.zone.stamp(made.at)
    switch (made.kind) {
      case 'image':
        return imageValues(account, {
          hash: made.values['hash'] ?? '',
          name: made.values['name'] ?? '',
          width: Number(made.values['width']),
          height: Number(made.values['height']),
          at: made.at,
        })
      case 'audience':
        return {
          ...given,
          ...audienceValues(account, {
            id: made.id,
            name: made.values['name'] ?? '',
            subtype: made.values['subtype'] ?? 'CUSTOM',
            people: null,
            at: made.at,
          }),
        }
      case 'rule':
        return {
          ...given,
          id: made.id,
          account_id: account.digits,
          created_by: { id: made.actorId, name: made.actorName },
          created_time: stamp,
          updated_time: stamp,
        }
      default:
        return { ...given, id: made.id, account_id: account.digits }
    }
  }
  const add = (made: Made): Asset => {
    const account = accountOf(made.account)
    if (!account) throw new RangeError(`no account ${made.account}`)
    const asset: Asset = { level: made.kind as AssetLevel, id: made.id, account, values: valuesOf(made, account) }
    added.set(asset.id, asset)
    return asset
  }

  return {
    of: (account, level) => [
      ...[...added.values()].filter((asset) => asset.account === account && asset.level === level).toReversed(),
      ...shelf(account, level),
    ],
    find: (id) => {
      const own = added.get(id)
      if (own) return own
      const image = /^(\d+):[0-9a-f]{32}$/.exec(id)
      if (image) {
        const account = accountOf(`act_${image[1] ?? ''}`)
        return account ? (shelf(account, 'image').find((asset) => asset.id === id) ?? null) : null
      }
      const parts = partsOfId(id)
      if (parts) {
        const account = world.accounts.find(({ index }) => index === parts.index)
        return account ? (shelf(account, parts.level).find((asset) => asset.id === id) ?? null) : null
      }
      const ad = world.nodes.get(adIdOf(id))
      return ad && 'level' in ad && ad.level === 'ad' && ad.id !== id && state.made(ad.id) === undefined
        ? creativeOf(ad, shelf(ad.account, 'image'))
        : null
    },
    creativeIdOf: (ad) => live.written(ad, 'creative') ?? creativeIdOf(ad),
    add,
  }
}
