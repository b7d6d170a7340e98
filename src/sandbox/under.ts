import { invalid } from './graph-error.ts'
import type { Account, Ad, AdSet, Campaign, Delivering } from './model.ts'

/** What is under an object. */

export const LEVELS = ['account', 'campaign', 'adset', 'ad'] as const
export type Level = (typeof LEVELS)[number]

/** The object itself or all ads under it. */
export const adsOf = (object: Account | Delivering): readonly Ad[] => {
  switch (object.level) {
    case 'account':
      return object.campaigns.flatMap((campaign) => campaign.adsets.flatMap((adset) => adset.ads))
    case 'campaign':
      return object.adsets.flatMap((adset) => adset.ads)
    case 'adset':
      return object.ads
    case 'ad':
      return [object]
  }
}

/** The object itself and what is under it, of one level; nothing of a level above it. */
export const deliveringOf = (scope: Account | Delivering, level: Delivering['level']): readonly Delivering[] => {
  if (scope.level === 'ad') return level === 'ad' ? [scope] : []
  const campaigns: readonly Campaign[] =
    scope.level === 'account' ? scope.campaigns : scope.level === 'campaign' ? [scope] : []
  if (level === 'campaign') return campaigns
  const adsets: readonly AdSet[] = scope.level === 'adset' ? [scope] : campaigns.flatMap((campaign) => campaign.adsets)
  return level === 'adset' ? adsets : adsets.flatMap((adset) => adset.ads)
}

/** The same for accounts too. Throws GraphError for a level above the object. */
export const objectsOf = (scope: Account | Delivering, level: Level): readonly (Account | Delivering)[] => {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(scope.level)) throw invalid(`level must not be above the object: ${level}`)
  return level === 'account' ? [scope] : deliveringOf(scope, level)
}
