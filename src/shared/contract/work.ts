import { z } from 'zod'
import type { Alert, AlertRule } from '../domain/alerts.ts'
import type { Edit } from '../domain/edits.ts'
import type { Strategy, StrategyRun } from '../domain/strategies.ts'
import type { Suggestion } from '../domain/suggestions.ts'
import { accountId, call, localId, micros, nothing } from './define.ts'

const alertRule = z.object({
  kind: z.literal('spendWithoutResult'),
  enabled: z.boolean(),
  openShare: z.number().min(0.05).max(2),
  resolveShare: z.number().min(0.01).max(2),
  minimumSpend: micros,
})

export const stopLossForm = z.object({
  minCtr: z.number().min(0).max(1),
  maxCpc: micros,
  targetCpm: micros,
  budgetThreshold: micros,
  window: z.enum(['today', 'last7d', 'last30d']),
  pauseLowPerformers: z.boolean(),
  increaseBudget: z.boolean(),
  adjustBidding: z.boolean(),
  expandAudience: z.boolean(),
})

export const workCalls = {
  /** Open ones by money at risk, then the resolved of the last 30 days, newest first. */
  'alerts.list': call<{ readonly open: readonly Alert[]; readonly resolved: readonly Alert[] }>()(nothing),
  'alerts.acknowledge': call<void>()(z.object({ id: localId })),
  'alerts.rules': call<readonly AlertRule[]>()(nothing),
  'alerts.saveRule': call<readonly AlertRule[]>()(
    alertRule.refine((rule) => rule.resolveShare <= rule.openShare, { path: ['resolveShare'] }),
  ),

  'strategies.list': call<readonly Strategy[]>()(nothing),
  'strategies.save': call<Strategy>()(
    z.object({
      /** Absent: a new one. */
      id: localId.optional(),
      name: z.string().trim().min(1).max(120),
      currency: z.string().regex(/^[A-Z]{3}$/),
      accountIds: z.array(accountId).min(1).max(1000),
      status: z.enum(['active', 'paused', 'completed']),
      form: stopLossForm,
    }),
  ),
  'strategies.delete': call<void>()(z.object({ id: localId })),
  /** Judges now, on the cached figures. */
  'strategies.run': call<StrategyRun>()(z.object({ id: localId })),
  'strategies.runs': call<readonly StrategyRun[]>()(
    z.object({ id: localId.optional(), limit: z.int().min(1).max(200) }),
  ),

  'suggestions.list': call<readonly Suggestion[]>()(nothing),
  /** Answers once the edit is settled or known to be unknown. */
  'suggestions.apply': call<Edit>()(z.object({ id: localId })),
  'suggestions.dismiss': call<void>()(z.object({ id: localId })),
  'suggestions.snooze': call<void>()(z.object({ id: localId, hours: z.int().min(1).max(720) })),

  /** The demo workspace only: its simulated network and how fast its clock runs. */
  'demo.get': call<{ readonly online: boolean; readonly speed: number }>()(nothing),
  'demo.set': call<void>()(z.object({ online: z.boolean(), speed: z.int().min(1).max(600) })),
} as const
