import { MOST_UNUSUAL } from '../../../shared/domain/change-sets.ts'
import type { ToSend } from '../../../shared/domain/change-sets.ts'
import { isFinal } from '../../../shared/domain/edits.ts'
import { overLimitOf } from '../../../shared/domain/edit-policy.ts'
import type { WorkspaceContext } from '../context.ts'
import type { EditParts } from './journal.ts'
import { createPoliciesOf } from './policy.ts'
import { changesOf, startedValues } from './refusal.ts'
import { createUnusual } from './unusual.ts'

/** What edits come to by account, held to the limit as it is now and, but for the opposites of others, judged. */
export const createByAccount = (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'preferences' | 'watched'>,
) => {
  const policiesOf = createPoliciesOf(context)
  const unusualOf = createUnusual(context)
  return async (edits: readonly EditParts[], isUndo: boolean): Promise<readonly ToSend[]> => {
    const grouped = Map.groupBy(edits, ({ accountId }) => accountId)
    const accounts = (await context.store.accounts([])).filter(({ id }) => grouped.has(id))
    const names = new Map(accounts.map(({ id, name }) => [id, name]))
    const [policies, unusual, valuesOf] = await Promise.all([
      policiesOf(accounts),
      unusualOf(isUndo ? [] : edits, accounts),
      startedValues(context.store, edits),
    ])
    return [...grouped].map(([accountId, theirs]) => {
      const limit = policies.get(accountId)?.limit ?? null
      const told = unusual.get(accountId) ?? []
      return {
        accountId,
        name: names.get(accountId) ?? theirs[0]?.accountName ?? '',
        count: theirs.length,
        overLimit: theirs.filter((edit) => overLimitOf(changesOf(edit), valuesOf(edit), limit).length > 0).length,
        final: theirs.filter(isFinal).length,
        unusual: { count: told.length, first: told.slice(0, MOST_UNUSUAL) },
      }
    })
  }
}
