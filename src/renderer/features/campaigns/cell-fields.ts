import { EDIT_FIELDS } from '../../../shared/domain/edits.ts'
import type { Change, EditField, EditValue, KnownValues } from '../../../shared/domain/edits.ts'
import type { TableObject } from '../../../shared/domain/table.ts'

/** Which cells of the table can be written in, and what stands in them. Pure. */

/** Columns whose cells are values that people set. */
export const EDITABLE_COLUMNS: ReadonlySet<string> = new Set([
  'name',
  'status',
  'budget',
  'bidStrategy',
  'bid',
  'spendCap',
  'start',
  'end',
])

const fieldIn = (column: string, { budget }: TableObject): EditField | null => {
  switch (column) {
    case 'name':
    case 'status':
    case 'bid':
    case 'bidStrategy':
    case 'spendCap':
      return column
    case 'budget':
      return budget === null ? null : budget.kind === 'daily' ? 'dailyBudget' : 'lifetimeBudget'
    case 'start':
      return 'startsAt'
    case 'end':
      return 'endsAt'
    default:
      return null
  }
}

const ofRow = (field: EditField, object: TableObject): EditValue | undefined => {
  switch (field) {
    case 'name':
      return object.name
    case 'status':
      return object.status === 'ACTIVE' || object.status === 'PAUSED' ? object.status : undefined
    case 'dailyBudget':
    case 'lifetimeBudget':
      return object.budget?.amount
    case 'bid':
      return object.bid ?? undefined
    case 'bidStrategy':
      return object.bidStrategy ?? undefined
    case 'spendCap':
      return object.spendCap
    case 'startsAt':
      return object.startTime ?? undefined
    case 'endsAt':
      return object.endTime
  }
}

/** What of the object a cell of the column is; null: nothing that can be changed. */
export const fieldOfCell = (column: string, object: TableObject): EditField | null => {
  const field = fieldIn(column, object)
  const isThere = object.goneAt === null && (object.status === 'ACTIVE' || object.status === 'PAUSED')
  if (field === null || !isThere || object.pending === 'unknown') return null
  const fields: readonly EditField[] = EDIT_FIELDS[object.level]
  return fields.includes(field) && ofRow(field, object) !== undefined ? field : null
}

/** What the row says of the object. */
export const valuesOfRow = (object: TableObject): KnownValues =>
  Object.fromEntries(
    EDIT_FIELDS[object.level].flatMap((field) => {
      const isOther = field === 'dailyBudget' ? object.budget?.kind !== 'daily' : object.budget?.kind !== 'lifetime'
      const value = ofRow(field, object)
      return value === undefined || (field.endsWith('Budget') && isOther) ? [] : [[field, value]]
    }),
  )

export const hasBecome = ({ field, after }: Change, object: TableObject): boolean => ofRow(field, object) === after

/** The object as it is once the change is made. */
export const changedRow = (change: Change, object: TableObject): TableObject => {
  switch (change.field) {
    case 'name':
      return { ...object, name: change.after }
    case 'status':
      return { ...object, status: change.after, effectiveStatus: change.after }
    case 'dailyBudget':
    case 'lifetimeBudget':
      return { ...object, budget: object.budget && { ...object.budget, amount: change.after } }
    case 'bid':
      return { ...object, bid: change.after }
    case 'bidStrategy':
      return { ...object, bidStrategy: change.after, ...(change.bid ? { bid: change.bid.after } : {}) }
    case 'spendCap':
      return { ...object, spendCap: change.after }
    case 'startsAt':
      return { ...object, startTime: change.after }
    case 'endsAt':
      return { ...object, endTime: change.after }
  }
}
