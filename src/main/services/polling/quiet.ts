import type { Store } from '../../db/store.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'

/** An account without a running ad has no new figures but late conversions: every so many ticks is often enough. */
const QUIET_EVERY = 10

/** Which accounts rest, so that hundreds of them cost what the running ones do. */
export const createQuiet = (store: Pick<Store, 'objectCounts'>) => {
  const quiet = new Map<AccountId, boolean>()
  return {
    learn: async (accountIds: readonly AccountId[]): Promise<void> => {
      const unknown = accountIds.filter((id) => !quiet.has(id))
      if (unknown.length === 0) return
      for (const { accountId, ads, activeAds } of await store.objectCounts(unknown))
        quiet.set(accountId, ads > 0 && activeAds === 0)
    },
    isTurn: (id: AccountId, tick: number): boolean => quiet.get(id) !== true || tick % QUIET_EVERY === 0,
    /** Their lists were read again; null: all of them. */
    forget: (accountIds: ReadonlySet<AccountId> | null): void => {
      if (accountIds === null) quiet.clear()
      else for (const id of accountIds) quiet.delete(id)
    },
  }
}
