import { changesIn, ruleContextIn } from '../../../shared/domain/creation.ts'
import type { Creating } from '../../../shared/domain/creation.ts'
import {
  exactChange,
  isMoneyField,
  isStanding,
  partsOfChange,
  plainValue,
  STATUS_CHANGES,
  takesBid,
  valuesOf,
} from '../../../shared/domain/edits.ts'
import type { Actor, Change, Edit, KnownValues } from '../../../shared/domain/edits.ts'
import { valuesAfter } from '../../../shared/domain/editable.ts'
import type { WantedEdit } from '../../../shared/domain/change-sets.ts'
import type { AccountRow, Ad, AdSet, Campaign, Level, ObjectId } from '../../../shared/domain/objects.ts'
import type { EditPolicy } from '../../../shared/domain/edit-policy.ts'
import type { RuleContext } from '../../../shared/domain/house-rules.ts'
import { AppError } from '../../../shared/errors.ts'
import type { AnyObject, Store } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'
import { refuseBroken, refuseReadOnly } from './allowed.ts'
import { createTrackingOf } from './leading.ts'
import { createPolicyOf } from './policy.ts'
import type { ReadObject } from './read.ts'

/** What an edit is about, as it is known here. */
export interface KnownObject {
  readonly account: AccountRow
  readonly level: Level
  readonly object: Campaign | AdSet | Ad
  readonly values: KnownValues
}

/** Those that are known here, by id; others are missing. */
export const knownObjects = async (
  store: Pick<Store, 'objects' | 'accounts'>,
  ids: readonly ObjectId[],
): Promise<ReadonlyMap<ObjectId, KnownObject>> => {
  const [found, accounts] = await Promise.all([store.objects(ids), store.accounts([])])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const known = ({ level, object, goneAt }: AnyObject): readonly (readonly [ObjectId, KnownObject])[] => {
    const account = byId.get(object.accountId)
    return account && goneAt === null ? [[object.id, { account, level, object, values: valuesOf(object) }]] : []
  }
  return new Map(found.flatMap(known))
}

/** Throws AppError notFound. */
export const knownObject = async ({ store }: Pick<WorkspaceContext, 'store'>, id: ObjectId): Promise<KnownObject> => {
  const known = (await knownObjects(store, [id])).get(id)
  if (!known) throw new AppError('notFound', { id })
  return known
}

/** An edit that may be journaled: what it is about is known here and its `before` is the value known now. */
export interface CheckedEdit extends KnownObject {
  readonly change: Change
}

/** A campaign's spend cap where its list was refused that field: it is read by its id. */
const isUnread = ({ level, values }: KnownObject, { field }: Pick<Change, 'field'>): boolean =>
  field === 'spendCap' &&
  level === 'campaign' &&
  isStanding(values.status ?? 'DELETED') &&
  values.spendCap === undefined

/** Whether Meta could hold it; what else it asks of a value it says itself. */
const isPossible = (change: Change): boolean => {
  const { field, after } = change
  if (change.field === 'status') return STATUS_CHANGES[change.before].includes(change.after)
  if (field === 'name') return after !== ''
  if (field === 'bid' && after === null) return false
  if (change.field === 'bidStrategy' && change.bid) return takesBid(change.after) === (change.bid.after !== null)
  return !isMoneyField(field) || after === null || (typeof after === 'number' && after > 0)
}

/** Throws AppError editNotPossible { field }, editConflict { field, now }. What was not read yet counts as what the edit was made from. */
export const judged = (known: KnownObject, wanted: Change): CheckedEdit => {
  const { account, values } = known
  const change = exactChange(wanted, account.currency)
  if (change.after === change.before || !isPossible(change))
    throw new AppError('editNotPossible', { field: change.field })
  for (const { field, before } of partsOfChange(change)) {
    const now = isUnread(known, change) ? before : values[field]
    if (now === undefined) throw new AppError('editNotPossible', { field })
    if (now !== before) throw new AppError('editConflict', { field, now: plainValue(field, now, account.currency) })
  }
  return { ...known, change }
}

/** What of an object a rule may ask for when this change is made alone. */
const ruleContextOf = async (
  context: Pick<WorkspaceContext, 'store'>,
  { level, object, values: known, change }: CheckedEdit,
): Promise<RuleContext> => {
  const values = valuesAfter(known, [change])
  const endsAt = values.endsAt === undefined ? ('stopTime' in object ? object.stopTime : null) : values.endsAt
  const budgetKind = 'budget' in object ? (object.budget?.kind ?? null) : null
  return { level, values, budgetKind, endsAt, tracking: await createTrackingOf(context)(object) }
}

/**
 * Throws AppError notFound, editReadOnly { by, account }, editNotPossible, editConflict { field, now }, editBreaksHouseRule
 * { rule, known }, or what keeps Meta from being read. Sends nothing. Whether an amount over the limit is confirmed is asked once,
 * when somebody wants it sent.
 */
export const checkEdit = async (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>,
  readObject: ReadObject,
  { accountId, objectId, change }: WantedEdit,
  actor: Actor,
): Promise<CheckedEdit & { readonly policy: EditPolicy }> => {
  const known = await knownObject(context, objectId)
  const { account, level } = known
  if (account.id !== accountId) throw new AppError('notFound', { id: objectId })
  const policy = await createPolicyOf(context)(account)
  refuseReadOnly(policy, account)
  const allowed = async (checked: CheckedEdit) => {
    refuseBroken(policy, checked.change, actor, await ruleContextOf(context, checked))
    return { ...checked, policy }
  }
  if (!isUnread(known, change)) return allowed(judged(known, change))
  const live = await readObject({ level, objectId, accountId, currency: account.currency }, 'write')
  const values = live ? valuesOf(live) : {}
  if (values[change.field] === undefined) throw new AppError('editNotPossible', { field: change.field })
  return allowed(judged({ ...known, values }, change))
}

/**
 * What people allow of something that is to be made. Throws AppError notFound, editReadOnly { by, account }, editBreaksHouseRule
 * { rule, known }. What Meta takes it says itself.
 */
export const checkCreation = async (
  context: Pick<WorkspaceContext, 'store' | 'graph' | 'preferences'>,
  { accountId, actor, change: { after } }: Pick<Edit, 'accountId' | 'actor'> & { readonly change: Creating },
): Promise<void> => {
  const account = (await context.store.accounts([])).find(({ id }) => id === accountId)
  if (!account) throw new AppError('notFound', { id: accountId })
  const policy = await createPolicyOf(context)(account)
  refuseReadOnly(policy, account)
  for (const change of changesIn(after)) refuseBroken(policy, change, actor, ruleContextIn(after))
}
