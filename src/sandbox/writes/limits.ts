import { deliveringOf } from '../under.ts'
import { refusal } from './refusals.ts'
import type { Account, AdSet, Campaign, Delivering } from '../model.ts'
import type { Tools } from './tools.ts'

/** How much may stand beside each other. */

const IN_ACCOUNT = 6000
const ADSETS_IN_CAMPAIGN = 200
const ADS_IN_ADSET = 50

/** Throws GraphError when there is no room for one more of a level in its account and parent. */
export const checkRoom = (
  { live }: Pick<Tools, 'live'>,
  account: Account,
  level: Delivering['level'],
  parent: Campaign | AdSet | null,
): void => {
  const standing = (objects: readonly Delivering[]): number =>
    objects.filter((object) => !['ARCHIVED', 'DELETED'].includes(live.status(object))).length
  const full = (most: number, where: string): Error =>
    refusal(
      1487809,
      'Too Many Objects',
      `There can be at most ${most} of them in ${where}. Archive or delete some first.`,
    )
  if (standing(deliveringOf(account, level)) >= IN_ACCOUNT) throw full(IN_ACCOUNT, 'an ad account')
  if (parent?.level === 'campaign' && standing(parent.adsets) >= ADSETS_IN_CAMPAIGN)
    throw full(ADSETS_IN_CAMPAIGN, 'a campaign')
  if (parent?.level === 'adset' && standing(parent.ads) >= ADS_IN_ADSET) throw full(ADS_IN_ADSET, 'an ad set')
}

/** Throws GraphError for an account in which nothing can be made. */
export const checkAccount = (account: Account): void => {
  if (account.status !== 1)
    throw refusal(null, 'Account Cannot Be Used', 'Nothing can be made in an ad account that is not active.')
}
