import type { ToSend } from '../../../shared/domain/change-sets.ts'
import { isFinal } from '../../../shared/domain/edits.ts'
import { isOverLimit } from '../../../shared/domain/edit-policy.ts'
import type { WorkspaceContext } from '../context.ts'
import type { EditParts } from './journal.ts'
import { createPoliciesOf } from './policy.ts'
import { changesOf } from './refusal.ts'

/** What edits come to by account, held to the limit as it is now. */
export const createByAccount = (context: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>) => {
  const policiesOf = createPoliciesOf(context)
  return async (
    edits: readonly Pick<EditParts, 'accountId' | 'accountName' | 'change'>[],
  ): Promise<readonly ToSend[]> => {
    const grouped = Map.groupBy(edits, ({ accountId }) => accountId)
    const accounts = (await context.store.accounts([])).filter(({ id }) => grouped.has(id))
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    const policies = await policiesOf(accounts)
    return [...grouped].map(([accountId, theirs]) => {
      const limit = policies.get(accountId)?.limit ?? null
      return {
        accountId,
        name: names.get(accountId) ?? theirs[0]?.accountName ?? '',
        count: theirs.length,
        overLimit: theirs.filter((edit) => changesOf(edit).some((change) => isOverLimit(change, limit))).length,
        final: theirs.filter(isFinal).length,
      }
    })
  }
}
