import type { EditedPast } from '../../../shared/domain/editable.ts'
import { mayHaveHappened } from '../../../shared/domain/edits.ts'
import type { HeldValue } from '../../../shared/domain/edits-guards.ts'
import type { ObjectState } from '../../../shared/domain/object-state.ts'
import type { Ad, AdSet, Campaign } from '../../../shared/domain/objects.ts'
import type { WorkspaceContext } from '../context.ts'

const HOUR_MS = 3_600_000
/** Meta's log has our own edits too, by its own clock. */
const SAME_MS = 2 * 60_000

/** What an object was, as far as its edits are judged by it. */
export const createPastOf =
  ({ store, clock }: Pick<WorkspaceContext, 'store' | 'clock'>) =>
  async (object: Campaign | AdSet | Ad): Promise<EditedPast> => {
    const now = clock.now()
    const found = await store.objectPast(object.id)
    const held = (valueOf: (state: ObjectState) => number | null): readonly HeldValue[] =>
      (found?.states ?? []).flatMap(({ seenAt, state }) => {
        const value = valueOf(state)
        return value === null ? [] : [{ at: seenAt, value }]
      })
    const budgetOf = (kind: 'daily' | 'lifetime') =>
      held(({ budget }) => (budget?.kind === kind ? budget.amount : null))

    const isAdSet = 'bidAmount' in object
    const own = (found?.edits ?? [])
      .filter((edit) => edit.change.field.endsWith('Budget') && mayHaveHappened(edit))
      .map(({ createdAt }) => createdAt)
    const others = (found?.lines ?? [])
      .filter(({ change, at }) => change.kind === 'budget' && !own.some((edit) => Math.abs(edit - at) < SAME_MS))
      .map(({ at }) => at)
    const campaign = isAdSet ? await store.object(object.campaignId) : null
    return {
      now,
      held: { dailyBudget: budgetOf('daily'), lifetimeBudget: budgetOf('lifetime'), bid: held(({ bid }) => bid) },
      // Of campaigns Meta does not count them.
      budgetChanges: isAdSet ? [...own, ...others].filter((at) => at > now - HOUR_MS) : [],
      otherLevelHasBudget: campaign?.level === 'campaign' && campaign.object.budget !== null,
      learning: isAdSet ? (object.learning?.status ?? null) : null,
      endsAt: 'stopTime' in object ? object.stopTime : object.endTime,
    }
  }
