import type { Instant, Period } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, ObjectId } from './objects.ts'
import type { Condition, LeafVerdict, Truth } from './rules.ts'

/** The ready-made stop loss: the four classic thresholds and the four switches. */
export interface StopLossForm {
  /** Fraction: 0.005 = 0.5 %. */
  readonly minCtr: number
  readonly maxCpc: Micros
  readonly targetCpm: Micros
  /** Spend in the window from which a campaign is judged at all. */
  readonly budgetThreshold: Micros
  readonly window: Exclude<Period, 'yesterday'>
  readonly pauseLowPerformers: boolean
  readonly increaseBudget: boolean
  readonly adjustBidding: boolean
  readonly expandAudience: boolean
}

export type StrategyStatus = 'active' | 'paused' | 'completed'
/** `watch` says only what it would do; a person applies it. */
export type StrategyMode = 'watch'

export interface Strategy {
  readonly id: string
  readonly name: string
  readonly kind: 'stopLoss'
  readonly status: StrategyStatus
  readonly mode: StrategyMode
  /** Money thresholds are in this currency, so only accounts of this currency are judged. */
  readonly currency: Currency
  readonly accountIds: readonly AccountId[]
  readonly form: StopLossForm
  /** Grows by one with every save; the run log names it. */
  readonly version: number
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly lastRunAt: Instant | null
}

/** An action of the strategy with the condition under which it is proposed. */
export type ProposedAction = 'pause' | 'raiseBudget' | 'lowerBid' | 'widenAudience'
export interface Branch {
  readonly action: ProposedAction
  readonly condition: Condition
}

/** Raising steps are capped: +20 % at a time. */
export const RAISE_STEP = 1.2
/** Below these a ratio is luck, so it is unknown. */
export const MINIMUM_IMPRESSIONS = 1000
export const MINIMUM_CLICKS = 30

/** What the four thresholds and switches mean, as conditions. */
export const stopLossBranches = (form: StopLossForm): readonly Branch[] => {
  const { window } = form
  const enough: Condition = { measure: 'spend', window, operator: '>=', value: form.budgetThreshold }
  const lowCtr: Condition = { measure: 'ctr', window, operator: '<', value: form.minCtr }
  const dearClick: Condition = { measure: 'cpc', window, operator: '>', value: form.maxCpc }
  const dearView: Condition = { measure: 'cpm', window, operator: '>', value: form.targetCpm }
  const branches: (Branch & { readonly on: boolean })[] = [
    { on: form.pauseLowPerformers, action: 'pause', condition: { all: [enough, { any: [lowCtr, dearClick] }] } },
    {
      on: form.increaseBudget,
      action: 'raiseBudget',
      condition: {
        all: [
          enough,
          { not: lowCtr },
          { not: dearClick },
          { not: dearView },
          { measure: 'budgetShare', window: 'yesterday', operator: '>=', value: 0.9 },
          { measure: 'results', window, operator: '>', value: 0 },
        ],
      },
    },
    { on: form.adjustBidding, action: 'lowerBid', condition: { all: [enough, { not: lowCtr }, dearView] } },
    {
      on: form.expandAudience,
      action: 'widenAudience',
      condition: { all: [enough, { measure: 'frequency', window, operator: '>', value: 2.8 }, { not: lowCtr }] },
    },
  ]
  return branches.filter(({ on }) => on).map(({ action, condition }) => ({ action, condition }))
}

/** One decision about one object in one run, for the log. */
export interface RunDecision {
  readonly objectId: ObjectId
  readonly objectName: string
  readonly accountId: AccountId
  readonly action: ProposedAction
  readonly truth: Truth
  /** Set when the data did not allow a decision, or a guard stopped it. */
  readonly held: 'stale' | 'partial' | 'notDelivering' | 'pendingEdit' | 'learning' | null
  readonly leaves: readonly LeafVerdict[]
}

export interface StrategyRun {
  readonly id: string
  readonly strategyId: string
  readonly strategyName: string
  readonly strategyVersion: number
  readonly startedAt: Instant
  readonly judged: number
  readonly proposed: number
  readonly unknown: number
  readonly held: number
  /** Those that proposed, were unknown or were held come first; at most 200 are kept of a run. */
  readonly decisions: readonly RunDecision[]
}
