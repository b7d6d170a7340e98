import type { Instant } from '../../../shared/domain/day.ts'
import type { Micros } from '../../../shared/domain/money.ts'
import type { Budget } from '../../../shared/domain/objects.ts'
import { proposes } from '../../../shared/domain/strategies.ts'
import type { RunDecision, Strategy } from '../../../shared/domain/strategies.ts'
import type { Suggestion } from '../../../shared/domain/suggestions.ts'
import { editFor, sameCause, stakeOf } from '../../../shared/domain/suggestions.ts'

/** One decision with what a suggestion needs to know about its object. */
export interface Judgement {
  readonly decision: RunDecision
  readonly accountName: string
  readonly budget: Budget | null
  /** Of the strategy's window. */
  readonly spend: Micros | null
  /** Oldest of the figures it was decided on. */
  readonly asOf: Instant | null
}

const keyOf = ({ objectId, action }: Pick<RunDecision, 'objectId' | 'action'>): string => `${objectId} ${action}`

/** The condition is known not to hold any more, or there is nothing left to act on. Not knowing expires nothing. */
const isOver = (judgement: Judgement | undefined): boolean =>
  !judgement ||
  judgement.decision.held === 'notDelivering' ||
  (judgement.decision.truth === 'false' && judgement.decision.held === null)

/**
 * Which suggestions of one strategy change after an evaluation. There is at most one that lives for an object and
 * action: it is brought up to date in place. None comes back within 24 hours of a no, within 12 of an edit, or for the
 * very figures that were acted on before.
 */
export const nextSuggestions = (
  strategy: Strategy,
  judgements: readonly Judgement[],
  current: readonly Suggestion[],
  { now, newId }: { readonly now: Instant; readonly newId: () => string },
): readonly Suggestion[] => {
  const judged = new Map(judgements.map((judgement) => [keyOf(judgement.decision), judgement]))
  const changed: Suggestion[] = []
  const put = (before: Suggestion | null, after: Suggestion): void => {
    if (JSON.stringify(before) !== JSON.stringify(after)) changed.push(after)
  }

  const about = ({ decision, accountName, budget, spend, asOf }: Judgement) => {
    const edit = editFor(decision.action, budget, strategy.currency)
    return {
      strategyId: strategy.id,
      strategyName: strategy.name,
      strategyVersion: strategy.version,
      action: decision.action,
      edit,
      accountId: decision.accountId,
      accountName,
      objectId: decision.objectId,
      objectName: decision.objectName,
      currency: strategy.currency,
      atStake: stakeOf(edit, spend, strategy.form.window),
      evidence: decision.leaves,
      asOf: asOf ?? now,
    }
  }

  const living = new Set<string>()
  for (const suggestion of current) {
    const { status } = suggestion
    if (status === 'applying') living.add(keyOf(suggestion))
    if (status !== 'open' && status !== 'snoozed' && status !== 'failed') continue
    const judgement = judged.get(keyOf(suggestion))
    if (isOver(judgement)) {
      put(suggestion, { ...suggestion, status: 'expired' })
      continue
    }
    living.add(keyOf(suggestion))
    if (!judgement || !proposes(judgement.decision)) continue
    const again = status === 'failed' && (suggestion.snoozedUntil ?? 0) <= now
    put(suggestion, { ...suggestion, ...about(judgement), ...(again ? { status: 'open', snoozedUntil: null } : {}) })
  }

  for (const judgement of judgements) {
    const { decision } = judgement
    const key = keyOf(decision)
    if (!proposes(decision) || living.has(key)) continue
    const earlier = current.filter((suggestion) => keyOf(suggestion) === key)
    const refused = earlier.some(
      ({ status, snoozedUntil, strategyVersion, evidence }) =>
        ((status === 'dismissed' || status === 'applied') && (snoozedUntil ?? 0) > now) ||
        (status === 'applied' && strategyVersion === strategy.version && sameCause(evidence, decision.leaves)),
    )
    if (refused) continue
    // One that expired and holds again is the same suggestion, so that flapping figures do not fill the list.
    const expired = earlier.find(({ status, editId }) => status === 'expired' && editId === null)
    put(null, {
      ...about(judgement),
      id: expired?.id ?? newId(),
      createdAt: now,
      status: 'open',
      snoozedUntil: null,
      editId: null,
    })
  }
  return changed
}
