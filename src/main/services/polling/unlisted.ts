import type { Store } from '../../db/store.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'

/**
 * A campaign that was started a moment ago has figures before it was in a list: its account's list is read with the
 * next tick, not in five minutes. One that the list then still leaves out is not asked for again.
 */
export const createUnlisted = (store: Pick<Store, 'unlisted'>) => {
  let due: ReadonlySet<AccountId> = new Set()
  const inVain = new Set<ObjectId>()
  return {
    isDue: (id: AccountId): boolean => due.has(id),
    /** After a tick has stored what it read. `failed`: accounts of which something could not be read. */
    look: async (requests: readonly ReadRequest[], failed: ReadonlySet<AccountId | null>): Promise<void> => {
      const ranges = requests.flatMap((request) => (request.kind === 'insights' ? [request] : []))
      const listed = new Set(
        requests.flatMap(({ kind, level, accountId }) =>
          kind === 'objects' && level === 'campaign' && !failed.has(accountId) ? [accountId] : [],
        ),
      )
      const unlisted = (await store.unlisted(ranges)).filter(({ campaignId }) => !inVain.has(campaignId))
      for (const { accountId, campaignId } of unlisted) if (listed.has(accountId)) inVain.add(campaignId)
      due = new Set(unlisted.filter(({ accountId }) => !listed.has(accountId)).map(({ accountId }) => accountId))
    },
  }
}
