import type { Change } from '../../../shared/domain/edits.ts'
import { exactChange, plainValue, valueOf } from '../../../shared/domain/edits.ts'
import { dayAt } from '../../../shared/domain/day.ts'
import type { AccountId, AccountRow, CampaignRow, ObjectId } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'

export interface EditInput {
  readonly accountId: AccountId
  readonly objectId: ObjectId
  readonly change: Change
  readonly reason: string
}

/** An edit that may be journaled: what it is about is known here and its `before` is the value known now. */
export interface CheckedEdit {
  readonly account: AccountRow
  readonly campaign: CampaignRow
  readonly change: Change
}

/** Throws AppError notFound, editNotPossible, or editConflict { field, now }. Sends nothing. */
export const checkEdit = async (
  { store, graph }: Pick<WorkspaceContext, 'store' | 'graph'>,
  input: EditInput,
): Promise<CheckedEdit> => {
  const account = (await store.accounts([])).find(({ id }) => id === input.accountId)
  if (!account) throw new AppError('notFound', { id: input.accountId })
  const today = dayAt(graph.now(), account.zone)
  const campaign = await store.campaign(input.objectId, { since: today, until: today })
  if (!campaign || campaign.accountId !== account.id) throw new AppError('notFound', { id: input.objectId })

  const change = exactChange(input.change, account.currency)
  const { field } = change
  const now = valueOf(campaign, field)
  if (now === null || change.after === change.before || (field === 'dailyBudget' && change.after <= 0)) {
    throw new AppError('editNotPossible', { field })
  }
  if (now !== change.before) throw new AppError('editConflict', { field, now: plainValue(now, account.currency) })
  return { account, campaign, change }
}
