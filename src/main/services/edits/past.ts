import type { EditableObject, EditedPast } from '../../../shared/domain/editable.ts'
import { mayHaveHappened } from '../../../shared/domain/edits.ts'
import type { HeldValue } from '../../../shared/domain/edits-guards.ts'
import type { AccountId, Level, ObjectId } from '../../../shared/domain/objects.ts'
import type { EditableFound, EditablesFound } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'

const HOUR_MS = 3_600_000
/** Meta's log has our own edits too, by its own clock. */
const SAME_MS = 2 * 60_000

/** When budgets of each object were changed, as Meta counts it: our own edits, and what the log says beyond these. */
const budgetChangesOf = ({ edits, lines }: EditablesFound): ((id: ObjectId) => readonly number[]) => {
  const own = Map.groupBy(
    edits.filter((edit) => edit.change.field.endsWith('Budget') && mayHaveHappened(edit)),
    ({ objectId }) => objectId,
  )
  const logged = Map.groupBy(
    lines.filter(({ change }) => change.kind === 'budget'),
    ({ objectId }) => objectId,
  )
  return (id) => {
    const ours = (own.get(id) ?? []).map(({ createdAt }) => createdAt)
    const others = (logged.get(id) ?? []).filter(({ at }) => !ours.some((each) => Math.abs(each - at) < SAME_MS))
    return [...ours, ...others.map(({ at }) => at)]
  }
}

/** Values that only repeat what was before say nothing of what is usual. */
const heldOf = (
  { held }: EditableFound,
  valueOf: (state: EditableFound['held'][number]) => number | null,
): readonly HeldValue[] => {
  const values: HeldValue[] = []
  for (const state of held) {
    const value = valueOf(state)
    if (value !== null && value !== values.at(-1)?.value) values.push({ at: state.at, value })
  }
  return values
}

const pastOf = (found: EditableFound, now: number, budgetChanges: readonly number[]): EditedPast => {
  const budgetOf = (kind: 'daily' | 'lifetime') =>
    heldOf(found, ({ budget }) => (budget?.kind === kind ? budget.amount : null))
  return {
    now,
    held: {
      dailyBudget: budgetOf('daily'),
      lifetimeBudget: budgetOf('lifetime'),
      bid: heldOf(found, ({ bid }) => bid),
    },
    // Of campaigns Meta does not count them.
    budgetChanges: found.level === 'adset' ? budgetChanges.filter((at) => at > now - HOUR_MS) : [],
    otherLevelHasBudget: found.campaignHasBudget,
    learning: found.learning,
    endsAt: found.endsAt,
  }
}

export interface KnownObjects {
  /** As they were last read, with what their edits are held to, in the order asked for; what is not there is left out. */
  of(ids: readonly ObjectId[]): Promise<readonly EditableObject[]>
  /** Of the level, called so; in no accounts named: in all that are watched. */
  named(level: Level, accountIds: readonly AccountId[], names: readonly string[]): Promise<readonly EditableObject[]>
}

/** Objects as they are known here, however many: what people edit in bulk, paste, or change in a cell. */
export const createKnownObjects = ({
  store,
  clock,
  watched,
}: Pick<WorkspaceContext, 'store' | 'clock' | 'watched'>): KnownObjects => {
  const of = async (ids: readonly ObjectId[]): Promise<readonly EditableObject[]> => {
    const now = clock.now()
    const [answer, all] = await Promise.all([store.editables(ids, now - HOUR_MS), store.accounts([])])
    const accounts = new Map(all.map((account) => [account.id, account]))
    const changesOf = budgetChangesOf(answer)
    const known = new Map(
      answer.found.flatMap((found) => {
        const account = accounts.get(found.accountId)
        if (!account) return []
        const object: EditableObject = {
          level: found.level,
          objectId: found.objectId,
          name: found.name,
          accountId: account.id,
          accountName: account.name,
          currency: account.currency,
          zone: account.zone,
          values: found.values,
          readAt: found.confirmedAt,
          isLive: false,
          past: pastOf(found, now, changesOf(found.objectId)),
          tracking: found.tracking,
        }
        return [[found.objectId, object] as const]
      }),
    )
    return [...new Set(ids)].flatMap((id) => known.get(id) ?? [])
  }
  return {
    of,
    named: async (level, accountIds, names) => {
      const inView = accountIds.length > 0 ? accountIds : (await watched()).map(({ id }) => id)
      return of(await store.objectsNamed(level, inView, names))
    },
  }
}
