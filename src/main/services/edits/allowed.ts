import { confirms, isOverLimit, spendingOf } from '../../../shared/domain/edit-policy.ts'
import type { EditPolicy } from '../../../shared/domain/edit-policy.ts'
import { partsOfChange, plainValue } from '../../../shared/domain/edits.ts'
import type { Actor, Change, KnownValues } from '../../../shared/domain/edits.ts'
import { findingsOf } from '../../../shared/domain/house-rules.ts'
import type { RuleContext } from '../../../shared/domain/house-rules.ts'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { AppError } from '../../../shared/errors.ts'

/**
 * What people do not allow, held against whoever asks. A strategy types nothing and looks at nothing: what would have to be
 * confirmed, or a blocking rule that could not be judged, is refused to it.
 */

/** Throws AppError editReadOnly. For whatever changes something in the account, also what is no edit of a value. */
export const refuseReadOnly = (
  { readOnly }: Pick<EditPolicy, 'readOnly'>,
  { name }: Pick<AccountRow, 'name'>,
): void => {
  if (readOnly !== null) throw new AppError('editReadOnly', { by: readOnly, account: name })
}

/** Throws AppError editBreaksHouseRule { rule, known }. */
export const refuseBroken = (
  { rules }: Pick<EditPolicy, 'rules'>,
  change: Change,
  actor: Actor,
  context: RuleContext,
): void => {
  const findings = partsOfChange(change).flatMap((part) => findingsOf(rules, part, context))
  const broken = findings.find(
    ({ severity, known, rule }) =>
      severity === 'block' || (actor.kind === 'strategy' && !known && rule.action === 'block'),
  )
  if (broken) throw new AppError('editBreaksHouseRule', { rule: broken.rule.name, known: broken.known })
}

/** Throws AppError editNeedsConfirmation { limit } unless one of the texts confirms it; without `limit`: no rate is known. */
export const refuseUnconfirmed = (
  { limit }: Pick<EditPolicy, 'limit'>,
  {
    change: made,
    values,
    account,
    actor,
    confirmed,
  }: {
    readonly change: Change
    /** What the object has now; empty: it is not there yet. */
    readonly values: KnownValues
    readonly account: Pick<AccountRow, 'name' | 'currency'>
    readonly actor: Actor
    readonly confirmed: readonly string[]
  },
): void => {
  const change = spendingOf(made, values)
  if (!isOverLimit(change, limit)) return
  if (actor.kind !== 'strategy' && confirmed.some((typed) => confirms(typed, change, account))) return
  throw new AppError(
    'editNeedsConfirmation',
    typeof limit === 'number' ? { limit: plainValue('dailyBudget', limit, account.currency) } : {},
  )
}
