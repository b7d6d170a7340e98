import { changesIn, isCreating } from '../../../shared/domain/creation.ts'
import { isChangeEdit } from '../../../shared/domain/edits.ts'
import type { Change, Edit, KnownValues } from '../../../shared/domain/edits.ts'
import { failureOf } from '../../../shared/errors.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Store } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'
import { refuseReadOnly, refuseUnconfirmed } from './allowed.ts'
import { knownObjects } from './check.ts'
import { createPoliciesOf } from './policy.ts'

type Sent = Pick<Edit, 'accountId' | 'objectId' | 'change' | 'actor'>

/** Why people do not allow that an edit is sent, with what they typed for amounts; null: they do. */
export type Refusal = (edit: Sent, confirmed: readonly string[]) => Failure | null

/** The values that it sets. */
export const changesOf = (edit: Pick<Edit, 'change'>): readonly Change[] =>
  isCreating(edit) ? changesIn(edit.change.after) : isChangeEdit(edit) ? [edit.change] : []

/** What objects have that are started, as it is known here: how much begins to be spent. */
export const startedValues = async (
  store: Pick<Store, 'objects' | 'accounts'>,
  edits: readonly Pick<Edit, 'objectId' | 'change'>[],
): Promise<(edit: Pick<Edit, 'objectId'>) => KnownValues> => {
  const started = edits.filter(({ change }) => change.field === 'status' && change.after === 'ACTIVE')
  const known = await knownObjects(store, [...new Set(started.map(({ objectId }) => objectId))])
  return ({ objectId }) => known.get(objectId)?.values ?? {}
}

/** What is asked once, when somebody wants edits sent. Rules of the house are looked at when each of them is. */
export const createRefusal = (context: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>) => {
  const policiesOf = createPoliciesOf(context)
  return async (edits: readonly Pick<Edit, 'accountId' | 'objectId' | 'change'>[]): Promise<Refusal> => {
    const wanted = new Set(edits.map(({ accountId }) => accountId))
    const rows = (await context.store.accounts([])).filter(({ id }) => wanted.has(id))
    const accounts = new Map(rows.map((account) => [account.id, account]))
    const [policies, valuesOf] = await Promise.all([policiesOf(rows), startedValues(context.store, edits)])
    return (edit, confirmed) => {
      const account = accounts.get(edit.accountId)
      const policy = policies.get(edit.accountId)
      // One that is not known is refused when it is posted.
      if (!account || !policy) return null
      try {
        refuseReadOnly(policy, account)
        for (const change of changesOf(edit))
          refuseUnconfirmed(policy, { change, values: valuesOf(edit), account, actor: edit.actor, confirmed })
        return null
      } catch (error) {
        return failureOf(error)
      }
    }
  }
}
