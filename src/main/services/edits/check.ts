import { exactChange, isMoneyField, plainValue, valuesOf } from '../../../shared/domain/edits.ts'
import type { Change, KnownValues } from '../../../shared/domain/edits.ts'
import type { AccountId, AccountRow, Ad, AdSet, Campaign, Level, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import type { ReadObject } from './read.ts'

export interface EditInput {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly change: Change
  readonly reason: string
}

/** What an edit is about, as it is known here. */
export interface KnownObject {
  readonly account: AccountRow
  readonly level: Level
  readonly object: Campaign | AdSet | Ad
  readonly values: KnownValues
}

/** Throws AppError notFound. */
export const knownObject = async ({ store }: Pick<WorkspaceContext, 'store'>, id: ObjectId): Promise<KnownObject> => {
  const found = await store.object(id)
  if (!found || found.goneAt !== null) throw new AppError('notFound', { id })
  const { level, object } = found
  const account = (await store.accounts([])).find((each) => each.id === object.accountId)
  if (!account) throw new AppError('notFound', { id: object.accountId })
  return { account, level, object, values: valuesOf(object) }
}

/** An edit that may be journaled: what it is about is known here and its `before` is the value known now. */
export interface CheckedEdit extends KnownObject {
  readonly change: Change
}

/** What no list says of an object is read by its id. */
const isKnownById = ({ field }: Change): boolean => field === 'spendCap'

/** Whether Meta could hold it; what else it asks of a value it says itself. */
const isPossible = ({ field, after }: Change): boolean => {
  if (field === 'name') return after !== ''
  if (field === 'bid' && after === null) return false
  return !isMoneyField(field) || after === null || (typeof after === 'number' && after > 0)
}

/** Throws AppError notFound, editNotPossible, editConflict { field, now }, or what keeps Meta from being read. Sends nothing. */
export const checkEdit = async (
  context: Pick<WorkspaceContext, 'store'>,
  readObject: ReadObject,
  input: EditInput,
): Promise<CheckedEdit> => {
  const known = await knownObject(context, input.objectId)
  const { account, level } = known
  if (account.id !== input.accountId) throw new AppError('notFound', { id: input.objectId })
  const change = exactChange(input.change, account.currency)
  const { field } = change
  let { values } = known
  if (isKnownById(change)) {
    const wanted = { level, objectId: input.objectId, accountId: account.id, currency: account.currency }
    const live = await readObject(wanted, 'write')
    values = live ? valuesOf(live) : {}
  }
  const now = values[field]
  if (now === undefined || change.after === change.before || !isPossible(change))
    throw new AppError('editNotPossible', { field })
  if (now !== change.before)
    throw new AppError('editConflict', { field, now: plainValue(field, now, account.currency) })
  return { ...known, values, change }
}
