import type { Holder, NewAdSet, NewCampaign } from '../../../shared/domain/creation.ts'
import { OBJECTIVES } from '../../../shared/domain/creation.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { KnownObject } from './check.ts'
import type { ReadObject } from './read.ts'

/**
 * A copy in another account: Meta copies within one alone, so it is made anew from what the source is at Meta now. What
 * belongs to the account of the source (audiences, pixels, catalogues) Meta may refuse; an ad's creative it always would.
 * Throws AppError creationElsewhere: not possible; notFound; and what keeps Meta from being read.
 */
export const copyNeeds = async (
  readObject: ReadObject,
  { account, level, object: { id } }: KnownObject,
  into: Pick<AccountRow, 'currency'>,
  holder: Holder | null,
): Promise<NewCampaign | NewAdSet> => {
  // Amounts of another currency would be other amounts.
  if (into.currency !== account.currency || level === 'ad') throw new AppError('creationElsewhere')
  const live = await readObject({ level, objectId: id, accountId: account.id, currency: account.currency }, 'person')
  if (live === null) throw new AppError('notFound', { id })
  if ('objective' in live && 'specialCategories' in live) {
    if (!OBJECTIVES.some((objective) => objective === live.objective)) throw new AppError('creationElsewhere')
    return {
      kind: 'campaign',
      objective: live.objective,
      categories: live.specialCategories,
      countries: live.specialCountries,
      budget: live.budget,
      bidStrategy: live.budget === null ? null : live.bidStrategy,
    }
  }
  if (!('targeting' in live) || holder === null) throw new AppError('creationElsewhere')
  const { optimizationGoal, billingEvent, targeting, budget } = live
  if (optimizationGoal === null || billingEvent === null || targeting === null) throw new AppError('creationElsewhere')
  return {
    kind: 'adset',
    holder,
    optimizationGoal,
    billingEvent,
    budget,
    bidStrategy: budget === null ? null : live.bidStrategy,
    bid: live.bidAmount,
    targeting,
    promotedObject: live.promotedObject,
    destination: live.destination,
    endsAt: live.endTime,
    payor: live.payor,
    beneficiary: live.beneficiary,
  }
}
