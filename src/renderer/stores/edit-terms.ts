import { useMemo } from 'react'
import type { EditPolicy, EditTerms, TermsByAccount } from '../../shared/domain/edit-policy.ts'
import { MOST_KNOWN } from '../../shared/domain/editable.ts'
import type { Change, KnownValues } from '../../shared/domain/edits.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { call } from '../api.ts'
import type { Strings } from '../strings/catalogue.ts'
import { useStrings } from '../strings/use-strings.ts'
import { useServer } from './server.ts'

const EVENTS = ['preferences.changed', 'accounts.changed', 'kept.changed', 'rates.changed', 'app.changed'] as const

const VALUE_EVENTS = ['edits.changed'] as const

const UNKNOWN: TermsByAccount = {}
const NO_VALUES: KnownValues = {}

/** What edits in these accounts are held to; empty until it is known. */
export const useTermsOf = (accountIds: readonly AccountId[]): TermsByAccount => {
  // Of tens of thousands of objects there are as many.
  const ids = useMemo(() => [...new Set(accountIds)].toSorted(), [accountIds])
  const { value } = useServer<TermsByAccount>(
    `edits.terms:${ids.join()}`,
    () => call('edits.terms', { accountIds: ids.slice(0, 1000) }),
    EVENTS,
  )
  return value ?? UNKNOWN
}

/** Null: not known yet. */
export const useTerms = (accountId: AccountId): EditTerms | null => useTermsOf([accountId])[accountId] ?? null

type Policy = Pick<EditPolicy, 'readOnly'> | null

/** Why nothing of an account can be edited, for the title of what is greyed out; undefined: it can. */
export const lockedText = ({ house }: Strings, policy: Policy): string | undefined => {
  const readOnly = policy?.readOnly ?? null
  return readOnly === null ? undefined : readOnly === 'app' ? house.readOnlyApp : house.readOnlyAccount
}
export const useLocked = (policy: Policy): string | undefined => lockedText(useStrings(), policy)

/** What objects have that would be started: how much begins to be spent. Of all others, and until it is known, nothing. */
export const useStartedValues = (
  edits: readonly { readonly objectId: ObjectId; readonly change: Change | null }[],
): ((objectId: ObjectId) => KnownValues) => {
  const started = edits.filter(({ change }) => change?.field === 'status' && change.after === 'ACTIVE')
  const objectIds = [...new Set(started.map(({ objectId }) => objectId))].slice(0, MOST_KNOWN)
  const { value } = useServer(
    `edits.started:${objectIds.join()}`,
    async () => (objectIds.length === 0 ? [] : call('edits.known', { objectIds })),
    VALUE_EVENTS,
  )
  const known = new Map((value ?? []).map(({ objectId, values }) => [objectId, values]))
  return (objectId) => known.get(objectId) ?? NO_VALUES
}
