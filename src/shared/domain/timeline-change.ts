import type { Activity } from './activities.ts'
import { isMarked } from './creation.ts'
import { isChangeEdit, partsOfChange } from './edits.ts'
import type { Change, Edit } from './edits.ts'
import type { FieldChange } from './object-state.ts'

/** What edits of ours and lines of Meta's log say was changed, in the same terms. */

/** An edit in the terms of the log. */
export const changeOfEdit = ({ change }: { readonly change: Change }): FieldChange => {
  switch (change.field) {
    case 'dailyBudget':
      return { kind: 'budget', of: 'daily', before: change.before, after: change.after }
    case 'lifetimeBudget':
      return { kind: 'budget', of: 'lifetime', before: change.before, after: change.after }
    case 'status':
      return { kind: 'status', before: change.before, after: change.after }
    case 'name':
      return { kind: 'name', before: change.before, after: change.after }
    case 'bidStrategy': {
      const { before, after, bid } = change
      return { kind: 'bidStrategy', before, after, ...(bid ? { bid } : {}) }
    }
    case 'bid':
    case 'spendCap':
      return { kind: change.field, before: change.before, after: change.after }
    case 'startsAt':
    case 'endsAt':
      return { kind: change.field, before: change.before, after: change.after }
  }
}

/** What edits changed; null: they made something. */
export const changedBy = ({ change }: Edit): FieldChange | null =>
  change.field === 'created' ? null : changeOfEdit({ change })

/** Each value that it changed by itself. */
export const valuesChangedBy = (edit: Edit): readonly FieldChange[] =>
  isChangeEdit(edit) ? partsOfChange(edit.change).map((change) => changeOfEdit({ change })) : []

/** What is made has a mark behind its name for a moment: taking it off is part of the making. */
export const takesMarkOff = (change: FieldChange | null): boolean =>
  change?.kind === 'name' && change.before !== null && isMarked(change.before)

export const changeOf = ({ change }: Activity): FieldChange | null => (change.kind === 'other' ? null : change)
