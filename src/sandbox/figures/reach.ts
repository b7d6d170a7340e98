import type { Account, Ad } from '../model.ts'

/**
 * Reach is not additive: the more people were counted, the more of them are the same. Most of a campaign's people are
 * its own audience, the others belong to the whole account; each audience is reached at random. So the reach of
 * anything is at least that of its largest part and at most the sum of them, over days and over objects alike.
 */

/** Of an ad's people; all of them, and the whole audience, where figures are given to the unit. */
const OWN = 0.7
const OWN_AUDIENCE = 0.4
const COMMON_AUDIENCE = 0.2

const commonAudience = (account: Account): number =>
  account.campaigns.reduce((sum, { audience }) => sum + audience, 0) * COMMON_AUDIENCE

const met = (people: number, audience: number): number =>
  people <= 0 || audience <= 0 ? 0 : audience * (1 - Math.exp(-people / audience))

export interface Reached {
  /** People of one ad; ads of one campaign must follow each other. */
  add(ad: Ad, people: number): void
  /** Whole people, counted once. */
  total(): number
}

export const createReached = (): Reached => {
  let first: Ad | null = null
  let people = 0
  let own = 0
  let common = 0
  const close = (): void => {
    if (first === null || people === 0) return
    const { exact, audience } = first.campaign
    const share = exact === null ? OWN : 1
    own += met(people * share, exact === null ? audience * OWN_AUDIENCE : audience)
    common += people * (1 - share)
    people = 0
  }
  return {
    add: (ad, more) => {
      if (first?.campaign !== ad.campaign) {
        close()
        first = ad
      }
      people += more
    },
    total: () => {
      close()
      const all = own + (first === null || common === 0 ? 0 : met(common, commonAudience(first.account)))
      // Rounded up, because rounded sums must not be less than the whole either.
      return Math.ceil(all - 1e-6)
    },
  }
}
