import type { Checked } from '../../../shared/contract/contract.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { fromJson } from '../../../shared/domain/rules.ts'
import type { RuleWindow } from '../../../shared/domain/rules.ts'
import type { Strategy, StrategyRun } from '../../../shared/domain/strategies.ts'
import { sameDecisions, stopLossBranches, summarise, windowsOf } from '../../../shared/domain/strategies.ts'
import { AppError } from '../../../shared/errors.ts'
import type { AccountRange, JudgedCampaign } from '../../db/store.ts'
import type { WorkspaceContext } from '../context.ts'
import { createInOrder } from '../in-order.ts'
import type { Judgement, Suggestions } from '../suggestions/index.ts'
import { judgeAll } from './judge.ts'

export interface Strategies {
  list(): Promise<readonly Strategy[]>
  /** Throws AppError notFound for an id that is not there. */
  save(input: Checked<'strategies.save'>): Promise<Strategy>
  delete(id: string): Promise<void>
  /** Judges now, on the cached figures, and always leaves a run. Only an active one offers suggestions. */
  run(id: string): Promise<StrategyRun>
  /** Null: of all strategies. Newest first. */
  runs(id: string | null, limit: number): Promise<readonly StrategyRun[]>
  /** Judges every active strategy and offers what it proposes. After each poll. */
  evaluateAll(): Promise<void>
}

export const createStrategies = (context: WorkspaceContext, suggestions: Pick<Suggestions, 'offer'>): Strategies => {
  const { store, graph, clock, ids, emit } = context
  const inOrder = createInOrder()
  const alone = <T>(work: () => Promise<T>): Promise<T> => inOrder.run('strategies', work)
  /**
   * The last run of each strategy and when it was last judged. An evaluation that decides the same as that run, by the
   * same version of the strategy, leaves no row: at two a minute the log would be nothing but repetitions. What is kept
   * is the first of equal runs, so a run says since when it is so; `lastRunAt` says until when, and after a restart is
   * the time of that run again.
   */
  const lastRuns = new Map<string, StrategyRun>()
  const judgedAt = new Map<string, Instant>()

  const list = async (): Promise<readonly Strategy[]> =>
    (await store.strategies()).map((strategy) => ({
      ...strategy,
      lastRunAt: judgedAt.get(strategy.id) ?? strategy.lastRunAt,
    }))

  const find = async (id: string): Promise<Strategy> => {
    const strategy = (await list()).find((one) => one.id === id)
    if (!strategy) throw new AppError('notFound', { id })
    return strategy
  }

  const look = async (strategies: readonly Strategy[]): Promise<readonly JudgedCampaign[]> => {
    const windows = new Set(strategies.flatMap(({ form }) => [form.window, ...windowsOf(stopLossBranches(form))]))
    const ranges = await Promise.all(
      [...windows].map(async (window): Promise<[RuleWindow, readonly AccountRange[]]> => [
        window,
        await context.ranges(window),
      ]),
    )
    return store.judged(Object.fromEntries(ranges))
  }

  const lastRunOf = async (id: string): Promise<StrategyRun | null> =>
    lastRuns.get(id) ?? (await store.runs(id, 1))[0] ?? null

  const judge = async (
    strategy: Strategy,
    campaigns: readonly JudgedCampaign[],
    keep: 'always' | 'whenChanged',
  ): Promise<StrategyRun> => {
    const now = clock.now()
    const judgements: readonly Judgement[] = judgeAll(strategy, campaigns, { now, metaNow: graph.now() })
    const run: StrategyRun = {
      id: ids.random(),
      strategyId: strategy.id,
      strategyName: strategy.name,
      strategyVersion: strategy.version,
      startedAt: now,
      ...summarise(judgements.map(({ decision }) => decision)),
    }
    const last = await lastRunOf(strategy.id)
    const kept = keep === 'always' || !last || !sameDecisions(last, run)
    if (kept) {
      await store.saveRun(run)
      await store.saveStrategy({ ...strategy, lastRunAt: now })
    }
    lastRuns.set(strategy.id, kept || !last ? run : last)
    judgedAt.set(strategy.id, now)
    if (strategy.status === 'active') await suggestions.offer(strategy, judgements)
    if (kept) emit('strategies.changed', null)
    return run
  }

  return {
    list,
    save: (input) =>
      alone(async () => {
        const now = clock.now()
        const old = input.id === undefined ? null : await find(input.id)
        const strategy: Strategy = {
          id: old?.id ?? ids.random(),
          name: input.name,
          kind: 'stopLoss',
          status: input.status,
          mode: 'watch',
          currency: input.currency,
          accountIds: [...new Set(input.accountIds)],
          form: input.form,
          version: (old?.version ?? 0) + 1,
          createdAt: old?.createdAt ?? now,
          updatedAt: now,
          lastRunAt: old?.lastRunAt ?? null,
        }
        await store.saveStrategy(strategy)
        // What a strategy that no longer works proposed must not wait to be applied.
        if (strategy.status !== 'active') await suggestions.offer(strategy, [])
        emit('strategies.changed', null)
        return strategy
      }),
    delete: (id) =>
      alone(async () => {
        const strategy = await find(id)
        await store.deleteStrategy(id)
        await suggestions.offer(strategy, [])
        lastRuns.delete(id)
        judgedAt.delete(id)
        emit('strategies.changed', null)
      }),
    run: (id) =>
      alone(async () => {
        const strategy = await find(id)
        return judge(strategy, await look([strategy]), 'always')
      }),
    runs: async (id, limit) =>
      (await store.runs(id, limit)).map((run) => ({
        ...run,
        decisions: run.decisions.map((decision) => ({ ...decision, leaves: fromJson(decision.leaves) })),
      })),
    evaluateAll: () =>
      alone(async () => {
        const active = (await list()).filter(({ status }) => status === 'active')
        if (active.length === 0) return
        const campaigns = await look(active)
        for (const strategy of active) await judge(strategy, campaigns, 'whenChanged')
      }),
  }
}
