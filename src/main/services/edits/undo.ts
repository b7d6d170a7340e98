import { oppositeOf } from '../../../shared/domain/edits.ts'
import type { Change, Edit } from '../../../shared/domain/edits.ts'
import type { Status } from '../../../shared/domain/objects.ts'
import type { Store } from '../../db/store.ts'
import { partsOf } from './journal.ts'
import type { EditParts, Step } from './journal.ts'

/**
 * What a confirmed undo says of the edits before it: the one it took back is undone and, where that was an undo itself, the one
 * before is in effect again, and so on.
 */
export const undoneBy = async (store: Pick<Store, 'edit'>, edit: EditParts): Promise<readonly Step[]> => {
  const steps: Step[] = []
  let { actor } = edit
  for (let isUndone = true; actor.kind === 'undo'; isUndone = !isUndone) {
    const target: Edit | null = await store.edit(actor.editId)
    if (!target) break
    steps.push({ edit: partsOf(target), state: isUndone ? 'undone' : 'confirmed' })
    actor = target.actor
  }
  return steps
}

/** What takes an edit back, by what the object is now: what was made is deleted. Null: nothing leads back. */
export const undoing = ({ change }: Pick<Edit, 'change'>, now: { readonly status: Status } | null): Change | null => {
  if (change.field !== 'created') return oppositeOf(change)
  return now === null || now.status === 'DELETED' ? null : { field: 'status', before: now.status, after: 'DELETED' }
}
