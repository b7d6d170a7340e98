import type { SyncFailure, SyncRun } from '../../../shared/domain/connection.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'

export interface Failing {
  readonly run: SyncRun
  readonly failure: SyncFailure
}

/**
 * What fails for each account until now: the newest failure of each kind of run, unless a later run of that kind went
 * well for the account. `runs` newest first. A run that failed as a whole says nothing of one account.
 */
export const failingOf = (runs: readonly SyncRun[]): ReadonlyMap<AccountId, Failing> => {
  const found = new Map<AccountId, Failing>()
  /** Kinds of which a newer run did not fail for an account; an account that is not in the set failed in it. */
  const newer = new Map<SyncRun['kind'], ReadonlySet<AccountId>>()
  for (const run of runs) {
    if (run.outcome !== 'done' && run.outcome !== 'partly' && run.outcome !== 'failed') continue
    const failed = newer.get(run.kind)
    const here = run.failures.filter(({ accountId }) => accountId !== null)
    for (const failure of here) {
      const { accountId } = failure
      if (accountId === null || found.has(accountId)) continue
      // A newer run of this kind without it: that was the past.
      if (failed && !failed.has(accountId)) continue
      found.set(accountId, { run, failure })
    }
    if (!failed) newer.set(run.kind, new Set(here.flatMap(({ accountId }) => (accountId === null ? [] : [accountId]))))
  }
  return found
}
