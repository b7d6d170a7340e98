import type { Store } from '../../db/store.ts'
import type { ReadRequest } from '../../meta/graph.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { LEVELS } from '../../../shared/domain/objects.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import type { MaxAges } from '../../../shared/domain/upkeep.ts'

const KIND_OF = { campaign: 'campaigns', adset: 'adsets', ad: 'ads' } as const
const MINUTE = 60_000

/**
 * When each list of each account is to be read again. A budget that somebody changed does not move `updated_time`, so
 * lists are read whole, each as often as its age allows, besides what the activity log says.
 */
export const createLists = ({
  store,
  maxAges,
}: {
  readonly store: Pick<Store, 'coverageOf'>
  readonly maxAges: () => MaxAges
}) => {
  const readAt = new Map<string, Instant>()
  const known = new Set<AccountId>()
  const keyOf = (id: AccountId, level: Level): string => `${id} ${level}`

  return {
    /** Learns from the database what it does not know yet. */
    learn: async (accountIds: readonly AccountId[]): Promise<void> => {
      const fresh = accountIds.filter((id) => !known.has(id))
      if (fresh.length === 0) return
      for (const { accountId, kind, level, at } of await store.coverageOf(fresh)) {
        if (kind === 'objects' && level !== 'account') readAt.set(keyOf(accountId, level), at)
      }
      for (const id of fresh) known.add(id)
    },
    dueOf: (id: AccountId, now: Instant): readonly Level[] =>
      LEVELS.filter((level) => {
        const at = readAt.get(keyOf(id, level))
        // A clock that was set back makes a reading look new for ever.
        return at === undefined || at > now || now - at >= maxAges()[KIND_OF[level]] * MINUTE
      }),
    /** Read to their end with this tick. */
    wereRead: (requests: readonly ReadRequest[], at: Instant): void => {
      for (const request of requests) {
        if (request.kind === 'objects') readAt.set(keyOf(request.accountId, request.level), at)
      }
    },
    /** A sync may have read them, the cache may have been cleared. */
    forget: (): void => {
      readAt.clear()
      known.clear()
    },
  }
}
