import type { EditTerms } from '../../../shared/domain/edit-policy.ts'
import { MOST_BUDGET_USD } from '../../../shared/domain/edits-guards.ts'
import type { Micros } from '../../../shared/domain/money.ts'
import type { AccountId, AccountRow, Ad, AdSet, Campaign } from '../../../shared/domain/objects.ts'
import type { MinimumBudgets } from '../../meta/nodes/minimum-budgets.ts'
import type { WorkspaceContext } from '../context.ts'
import { convertersOf, createPoliciesOf } from './policy.ts'

/** Minimums older than this are not held against anybody: Meta says itself what it does not take. */
const TOO_OLD_MS = 7 * 24 * 3_600_000

type PaidFor = 'impressions' | 'clicks' | 'rareActions' | 'videoViews'
const PAID_FOR: Readonly<Record<string, PaidFor>> = {
  IMPRESSIONS: 'impressions',
  CLICKS: 'clicks',
  LINK_CLICKS: 'clicks',
  PAGE_LIKES: 'clicks',
  POST_ENGAGEMENT: 'clicks',
  THRUPLAY: 'videoViews',
  VIDEO_VIEWS: 'videoViews',
  APP_INSTALLS: 'rareActions',
  OFFER_CLAIMS: 'rareActions',
  PURCHASE: 'rareActions',
}

/** The least of all where it is not known what is paid for, as of a campaign: Meta never takes less. */
const minimumFor = (least: MinimumBudgets, billingEvent: string | null): Micros | null => {
  const paidFor = billingEvent === null ? undefined : PAID_FOR[billingEvent]
  if (paidFor) return least[paidFor]
  const known = [least.impressions, least.clicks, least.rareActions, least.videoViews].filter((each) => each !== null)
  return known.length > 0 ? Math.min(...known) : null
}

export interface Terms {
  /** Of whatever is in each account. */
  of(accounts: readonly AccountRow[]): Promise<Readonly<Record<AccountId, EditTerms>>>
  /** Of one object, by what is paid for there. */
  ofObject(account: AccountRow, object: Campaign | AdSet | Ad): Promise<EditTerms>
}

/** What edits are held to, as it is now; what Meta takes as it was last read. */
export const createTerms = (context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'preferences'>): Terms => {
  const { store, clock } = context
  const policiesOf = createPoliciesOf(context)
  const minimumsOf = async ({ id: accountId, currency }: AccountRow): Promise<MinimumBudgets | null> => {
    const found = await store.document({ kind: 'minimum', accountId, id: currency })
    // Only what `MINIMUM_BUDGETS` decoded is kept of the kind.
    return found && clock.now() - found.at < TOO_OLD_MS ? (found.doc as unknown as MinimumBudgets) : null
  }
  const termsOf = async (
    accounts: readonly AccountRow[],
    billingEvent: string | null,
  ): Promise<Readonly<Record<AccountId, EditTerms>>> => {
    const [policies, into, minimums] = await Promise.all([
      policiesOf(accounts),
      convertersOf(context, accounts, ['USD']),
      Promise.all(accounts.map(minimumsOf)),
    ])
    return Object.fromEntries(
      accounts.flatMap((account, at) => {
        const policy = policies.get(account.id)
        const least = minimums[at] ?? null
        const minimum = least && minimumFor(least, billingEvent)
        return policy ? [[account.id, { ...policy, minimum, most: into(account)(MOST_BUDGET_USD, 'USD') }]] : []
      }),
    )
  }
  return {
    of: (accounts) => termsOf(accounts, null),
    ofObject: async (account, object) => {
      const terms = (await termsOf([account], 'billingEvent' in object ? object.billingEvent : null))[account.id]
      // One for each that was asked for.
      if (!terms) throw new TypeError('no terms')
      return terms
    },
  }
}
