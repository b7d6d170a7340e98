import type { UnusualEdit } from '../../../shared/domain/change-sets.ts'
import { isCreating } from '../../../shared/domain/creation.ts'
import { creationFindings } from '../../../shared/domain/creation-findings.ts'
import type { EditTerms } from '../../../shared/domain/edit-policy.ts'
import { editFindings, MOST_KNOWN } from '../../../shared/domain/editable.ts'
import type { EditableObject, EditFinding } from '../../../shared/domain/editable.ts'
import { isChangeEdit } from '../../../shared/domain/edits.ts'
import type { AccountId, AccountRow, ObjectId } from '../../../shared/domain/objects.ts'
import type { WorkspaceContext } from '../context.ts'
import type { EditParts } from './journal.ts'
import { createKnownObjects } from './past.ts'
import { createTerms } from './terms.ts'

/** What somebody has to look at. The limit is typed, and what is read-only is said where it is refused. */
const isToBeSeen = ({ kind, severity }: EditFinding): boolean =>
  severity !== 'note' && kind !== 'overLimit' && kind !== 'readOnly'

/**
 * Edits that look like slips of the finger, or will do what people do not expect, judged as a form judges them: by what is known now,
 * since a draft may be a week old, and all that is sent of an object taken as made. Those that are as usual are left out.
 */
export const createUnusual = (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'clock' | 'preferences' | 'watched'>,
) => {
  const { clock } = context
  const known = createKnownObjects(context)
  const termsOf = createTerms(context)

  const findingsOf = (
    edit: EditParts,
    together: readonly EditParts[],
    about: EditableObject | undefined,
    terms: EditTerms,
  ): readonly EditFinding[] => {
    const { currency } = edit
    if (isCreating(edit)) return creationFindings(edit.change.after, terms, { now: clock.now(), currency })
    if (!isChangeEdit(edit) || !about) return []
    const changes = together.filter(isChangeEdit).map(({ change }) => change)
    return editFindings(about, edit.change, changes, terms)
  }

  return async (
    edits: readonly EditParts[],
    accounts: readonly AccountRow[],
  ): Promise<ReadonlyMap<AccountId, readonly UnusualEdit[]>> => {
    const terms = await termsOf.of(accounts)
    const zones = new Map(accounts.map(({ id, zone }) => [id, zone]))
    const byObject = Map.groupBy(edits, ({ objectId }) => objectId)
    const ids = [...byObject.keys()]
    const abouts = new Map<ObjectId, EditableObject>()
    for (let at = 0; at < ids.length; at += MOST_KNOWN)
      for (const about of await known.of(ids.slice(at, at + MOST_KNOWN))) abouts.set(about.objectId, about)
    const found = edits.flatMap((edit): readonly (UnusualEdit & { readonly accountId: AccountId })[] => {
      const { id, accountId, objectId, objectName, currency, change } = edit
      const held = terms[accountId]
      const zone = zones.get(accountId)
      if (!held || zone === undefined) return []
      const findings = findingsOf(edit, byObject.get(objectId) ?? [], abouts.get(objectId), held).filter(isToBeSeen)
      return findings.length > 0 ? [{ id, accountId, objectName, currency, zone, change, findings }] : []
    })
    return Map.groupBy(found, ({ accountId }) => accountId)
  }
}
