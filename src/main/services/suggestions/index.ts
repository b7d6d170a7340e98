import type { Instant } from '../../../shared/domain/day.ts'
import type { Actor, Change, Edit } from '../../../shared/domain/edits.ts'
import { fromJson } from '../../../shared/domain/rules.ts'
import type { Strategy } from '../../../shared/domain/strategies.ts'
import type { Suggestion } from '../../../shared/domain/suggestions.ts'
import { COOL_DOWN_MS, DISMISSED_FOR_MS } from '../../../shared/domain/suggestions.ts'
import { byWorth } from '../../../shared/domain/worth.ts'
import type { Worth } from '../../../shared/domain/worth.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceContext } from '../context.ts'
import type { Edits } from '../edits/index.ts'
import { createInOrder } from '../in-order.ts'
import { nextSuggestions } from './next.ts'
import type { Judgement } from './next.ts'

export type { Judgement } from './next.ts'

export interface Suggestions {
  /** Everything that a strategy decided in one evaluation, also what it did not propose: that is what expires. */
  offer(strategy: Strategy, judgements: readonly Judgement[]): Promise<void>
  /** Those that can be acted on by money at stake, then the others, newest first. */
  list(): Promise<readonly Suggestion[]>
  /** How many are open. */
  count(): Promise<number>
  /** Answers once the edit is settled or known to be unknown. Throws AppError as `edits.make`; then it is open again. */
  apply(id: string): Promise<Edit>
  dismiss(id: string): Promise<void>
  snooze(id: string, hours: number): Promise<void>
}

const HOUR_MS = 3_600_000
const LIVE: readonly Suggestion['status'][] = ['open', 'applying', 'failed']
const isLive = ({ status }: Suggestion): boolean => LIVE.includes(status)

const byStake = (worth: Worth): ((a: Suggestion, b: Suggestion) => number) => {
  const byMoney = byWorth(worth)
  const atStake = ({ atStake: amount, currency }: Suggestion) => ({ amount, currency })
  return (a, b) =>
    Number(isLive(b)) - Number(isLive(a)) ||
    (isLive(a) ? byMoney(atStake(a), atStake(b)) : 0) ||
    b.createdAt - a.createdAt
}

const changeOf = (suggestion: Suggestion): Change => {
  const { edit } = suggestion
  if (edit.kind === 'advice') throw new AppError('editNotPossible', { field: suggestion.action })
  return edit.kind === 'status'
    ? { field: 'status', before: edit.before, after: edit.after }
    : { field: 'dailyBudget', before: edit.before, after: edit.after }
}

export const createSuggestions = (
  context: WorkspaceContext,
  {
    edits,
    worth,
  }: {
    readonly edits: Pick<Edits, 'make' | 'list' | 'get'>
    readonly worth: () => Promise<Worth>
  },
): Suggestions => {
  const { store, clock, ids, emit } = context
  // Reading, deciding and writing belong together; only the edit itself runs outside.
  const inOrder = createInOrder()
  const alone = <T>(work: () => Promise<T>): Promise<T> => inOrder.run('suggestions', work)
  /** Being applied by this process right now, so not to be looked after. */
  const applying = new Set<string>()

  const save = async (changed: readonly Suggestion[]): Promise<void> => {
    if (changed.length === 0) return
    await store.saveSuggestions(changed)
    emit('suggestions.changed', null)
  }

  /** What the journal says became of it; open again when nothing was ever journaled. */
  const afterEdit = (suggestion: Suggestion, edit: Edit | null): Suggestion => {
    if (!edit) return { ...suggestion, status: 'open', editId: null }
    const since: Instant = edit.settledAt ?? clock.now()
    switch (edit.state) {
      case 'confirmed':
        return { ...suggestion, status: 'applied', editId: edit.id, snoozedUntil: since + COOL_DOWN_MS }
      case 'rejected':
        return { ...suggestion, status: 'failed', editId: edit.id, snoozedUntil: since + COOL_DOWN_MS }
      default:
        return { ...suggestion, status: 'applying', editId: edit.id }
    }
  }

  const editOf = async (suggestion: Suggestion): Promise<Edit | null> => {
    if (suggestion.editId !== null) return edits.get(suggestion.editId)
    const made = await edits.list({ objectId: suggestion.objectId, limit: 100 })
    return made.find(({ actor }) => actor.kind === 'strategy' && actor.suggestionId === suggestion.id) ?? null
  }

  /** Brings back the snoozed whose time has come and finishes those whose edit was settled meanwhile. */
  const tidy = async (): Promise<readonly Suggestion[]> => {
    const all = (await store.suggestions()).map((one) => ({ ...one, evidence: fromJson(one.evidence) }))
    const now = clock.now()
    const changed = new Map<string, Suggestion>()
    for (const suggestion of all) {
      if (suggestion.status === 'snoozed' && (suggestion.snoozedUntil ?? 0) <= now) {
        changed.set(suggestion.id, { ...suggestion, status: 'open', snoozedUntil: null })
      }
      if (suggestion.status === 'applying' && !applying.has(suggestion.id)) {
        const after = afterEdit(suggestion, await editOf(suggestion))
        if (after.status !== 'applying' || after.editId !== suggestion.editId) changed.set(suggestion.id, after)
      }
    }
    await save([...changed.values()])
    return all.map((suggestion) => changed.get(suggestion.id) ?? suggestion)
  }

  const find = async (id: string, from: readonly Suggestion['status'][]): Promise<Suggestion> => {
    const found = (await tidy()).find((suggestion) => suggestion.id === id)
    if (!found) throw new AppError('notFound', { id })
    if (!from.includes(found.status)) throw new AppError('editNotPossible', { field: found.action })
    return found
  }

  const put = (id: string, from: readonly Suggestion['status'][], patch: Partial<Suggestion>): Promise<void> =>
    alone(async () => save([{ ...(await find(id, from)), ...patch }]))

  return {
    offer: (strategy, judgements) =>
      alone(async () => {
        const mine = (await tidy()).filter(({ strategyId }) => strategyId === strategy.id)
        await save(nextSuggestions(strategy, judgements, mine, { now: clock.now(), newId: ids.random }))
      }),

    list: () => alone(async () => (await tidy()).toSorted(byStake(await worth()))),
    count: async () => (await store.suggestions()).filter(({ status }) => status === 'open').length,

    apply: async (id) => {
      const suggestion = await alone(async () => {
        const found = await find(id, ['open', 'failed', 'snoozed'])
        const marked = { found, change: changeOf(found) }
        applying.add(id)
        await save([{ ...found, status: 'applying', editId: null, snoozedUntil: null }])
        return marked
      }).catch((error: unknown) => {
        applying.delete(id)
        throw error
      })
      const { found, change } = suggestion
      const actor: Actor = {
        kind: 'strategy',
        strategyId: found.strategyId,
        strategyName: found.strategyName,
        suggestionId: id,
      }
      try {
        const { accountId, objectId } = found
        const reason = `${found.strategyName} (${found.strategyVersion})`
        const edit = await edits.make({ accountId, objectId, change, reason }, actor)
        await alone(() => save([afterEdit(found, edit)]))
        return edit
      } finally {
        // Where `make` threw, the journal says how far it came.
        applying.delete(id)
        await alone(tidy)
      }
    },

    dismiss: (id) =>
      put(id, ['open', 'failed', 'snoozed'], { status: 'dismissed', snoozedUntil: clock.now() + DISMISSED_FOR_MS }),
    snooze: (id, hours) =>
      put(id, ['open', 'failed', 'snoozed'], { status: 'snoozed', snoozedUntil: clock.now() + hours * HOUR_MS }),
  }
}
