import type { Instant } from './day.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Budget, ObjectId } from './objects.ts'
import { METRICS, metricOf } from './metrics.ts'
import type { Metric, SumId, Sums } from './metrics.ts'
import { evaluate, exactly } from './rules.ts'
import type { Condition, Known, LeafVerdict, Measure, RuleWindow, Truth } from './rules.ts'

/** The ready-made stop loss: the four classic thresholds and the four switches. */
export interface StopLossForm {
  /** Fraction: 0.005 = 0.5 %. */
  readonly minCtr: number
  readonly maxCpc: Micros
  readonly targetCpm: Micros
  /** Spend in the window from which a campaign is judged at all. */
  readonly budgetThreshold: Micros
  readonly window: Exclude<RuleWindow, 'yesterday'>
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
const MINIMUM_IMPRESSIONS = 1000
const MINIMUM_CLICKS = 30

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

/** How many days a window has, for figures by day. */
export const DAYS_IN: Readonly<Record<RuleWindow, number>> = { today: 1, yesterday: 1, last7d: 7, last30d: 30 }

/** What Meta restates upwards for up to 28 days: the count seen is only the least it can be. */
const LATE: ReadonlySet<string> = new Set<SumId>(['results', 'purchases', 'purchaseValue'])

/** A ratio of few impressions or clicks is luck. */
const tooFew = (under: string, count: number): boolean =>
  (under === 'impressions' && count < MINIMUM_IMPRESSIONS) || (under === 'clicks' && count < MINIMUM_CLICKS)

/**
 * What a campaign's sums of a window say about a measure.
 * - Nothing measured: unknown.
 * - Counts of conversions may still grow: [seen, Infinity].
 * - A cost per conversion without one yet: [spend, Infinity]. With some, exactly what was seen; today also less, as
 *   late conversions can only lower it.
 * - A cost per click of fewer than MINIMUM_CLICKS: [spend / MINIMUM_CLICKS, Infinity], what it would be if all the
 *   missing clicks came at once for nothing. So it takes thirty times the limit to condemn a campaign without clicks.
 * - Any other ratio of too small a sample: unknown.
 */
export const knownOf = (measure: Measure, window: RuleWindow, sums: Sums, budget: Budget | null): Known => {
  if (measure === 'budgetShare') {
    return budget?.kind !== 'daily' || budget.amount <= 0 || sums.spend === null
      ? null
      : exactly(sums.spend / (budget.amount * DAYS_IN[window]))
  }
  const metric: Metric = METRICS[measure]
  if (metric.kind !== 'ratio') {
    const seen = metricOf(measure, sums)
    return seen === null ? null : { low: seen, high: LATE.has(measure) ? Infinity : seen }
  }
  const over = sums[metric.over]
  const under = sums[metric.under]
  if (over === null || under === null) return null
  if (metric.over === 'spend' && metric.under === 'clicks' && under < MINIMUM_CLICKS) {
    return { low: over / MINIMUM_CLICKS, high: Infinity }
  }
  if (metric.over === 'spend' && LATE.has(metric.under)) {
    return under === 0
      ? { low: over, high: Infinity }
      : { low: window === 'today' ? 0 : over / under, high: over / under }
  }
  if (tooFew(metric.under, under) || (measure === 'frequency' && over < MINIMUM_IMPRESSIONS)) return null
  const value = metricOf(measure, sums)
  return value === null ? null : { low: value, high: LATE.has(metric.over) ? Infinity : value }
}

/** The windows that any of these branches looks at. */
export const windowsOf = (branches: readonly Branch[]): readonly RuleWindow[] => {
  const inside = (condition: Condition): readonly RuleWindow[] =>
    'measure' in condition
      ? [condition.window]
      : 'not' in condition
        ? inside(condition.not)
        : ('all' in condition ? condition.all : condition.any).flatMap(inside)
  return [...new Set(branches.flatMap(({ condition }) => inside(condition)))]
}

/** What is known of one campaign when a branch is judged. A window that is missing was never read. */
export interface JudgedFacts {
  readonly budget: Budget | null
  readonly delivering: boolean
  readonly pendingEdit: boolean
  readonly windows: Readonly<
    Partial<Record<RuleWindow, { readonly sums: Sums; readonly stale: boolean; readonly partial: boolean }>>
  >
}

/**
 * Judges one branch. It proposes only when its condition is true and nothing holds it. Figures that are stale or
 * partial hold it whatever they say; the guards (not delivering, an unsettled edit) hold only what would otherwise
 * have been proposed or unknown, so that the log is not full of what would not have happened anyway.
 */
export const judgeBranch = (
  { condition, action }: Branch,
  facts: JudgedFacts,
): Pick<RunDecision, 'action' | 'truth' | 'held' | 'leaves'> => {
  const seen = windowsOf([{ condition, action }]).map((window) => facts.windows[window])
  const { truth, leaves } = evaluate(condition, (measure, window) => {
    const figures = facts.windows[window]
    return figures ? knownOf(measure, window, figures.sums, facts.budget) : null
  })
  const held = (): RunDecision['held'] => {
    if (truth !== 'false' && !facts.delivering) return 'notDelivering'
    if (truth !== 'false' && facts.pendingEdit) return 'pendingEdit'
    if (seen.some((window) => window === undefined || window.stale)) return 'stale'
    if (seen.some((window) => window?.partial)) return 'partial'
    return null
  }
  return { action, truth, held: held(), leaves }
}

export const proposes = ({ truth, held }: Pick<RunDecision, 'truth' | 'held'>): boolean =>
  truth === 'true' && held === null

const DECISIONS_KEPT = 200

/**
 * Counts and the decisions to keep: proposed first, then unknown, then held, then the rest. What does not deliver
 * counts as held only where its condition is true: of hundreds of paused campaigns, those are the ones to know about.
 */
export const summarise = (
  decisions: readonly RunDecision[],
): Pick<StrategyRun, 'judged' | 'proposed' | 'unknown' | 'held' | 'decisions'> => {
  const rank = (decision: RunDecision): number =>
    proposes(decision)
      ? 0
      : decision.held === 'notDelivering' && decision.truth !== 'true'
        ? 3
        : decision.held !== null
          ? 2
          : decision.truth === 'unknown'
            ? 1
            : 3
  const count = (wanted: number): number => decisions.filter((decision) => rank(decision) === wanted).length
  return {
    judged: new Set(decisions.map(({ objectId }) => objectId)).size,
    proposed: count(0),
    unknown: count(1),
    held: count(2),
    decisions: decisions.toSorted((a, b) => rank(a) - rank(b)).slice(0, DECISIONS_KEPT),
  }
}

/** Two runs that decided the same, whatever the figures behind it were. */
export const sameDecisions = (a: StrategyRun, b: StrategyRun): boolean => {
  const key = (run: StrategyRun): string =>
    JSON.stringify([
      run.strategyVersion,
      run.judged,
      run.proposed,
      run.unknown,
      run.held,
      run.decisions.map(({ objectId, action, truth, held }) => `${objectId} ${action} ${truth} ${held}`).toSorted(),
    ])
  return key(a) === key(b)
}
