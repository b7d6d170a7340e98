import type { MetricId } from './metrics.ts'

/**
 * Conditions with three values. Unknown (missing, stale, partial, too small a sample) never leads to an action, and
 * NOT unknown is unknown.
 */
export type Truth = 'true' | 'false' | 'unknown'

/** What a rule looks back on; `last7d` and `last30d` end yesterday. */
export const RULE_WINDOWS = ['today', 'yesterday', 'last7d', 'last30d'] as const
export type RuleWindow = (typeof RULE_WINDOWS)[number]

/** What a leaf can look at: any metric, or the share of the daily budget that is spent (0.5 = half). */
export type Measure = MetricId | 'budgetShare'

export interface Leaf {
  readonly measure: Measure
  readonly window: RuleWindow
  readonly operator: '<' | '<=' | '>' | '>='
  /** In the metric's own unit: money in micros of the account's currency, percent as a fraction. */
  readonly value: number
}

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf

/**
 * What is known of a value: the range it can lie in. A plain figure has low = high; the cost per result of a campaign
 * with no result yet is [spend, Infinity]: at least that, so `cost < 20` is false once 20 are spent and unknown before.
 * Null: nothing known.
 */
export type Known = { readonly low: number; readonly high: number } | null

export const exactly = (value: number): Known => ({ low: value, high: value })

export interface LeafVerdict {
  readonly leaf: Leaf
  readonly truth: Truth
  readonly known: Known
}

export interface Verdict {
  readonly truth: Truth
  /** Every leaf with what was found, those that held and those that did not: "why did it, why did it not". */
  readonly leaves: readonly LeafVerdict[]
}

export type Lookup = (measure: Measure, window: RuleWindow) => Known

const compare = ({ operator, value }: Leaf, known: Known): Truth => {
  if (!known) return 'unknown'
  const holds = (x: number): boolean =>
    operator === '<' ? x < value : operator === '<=' ? x <= value : operator === '>' ? x > value : x >= value
  const low = holds(known.low)
  return low === holds(known.high) ? (low ? 'true' : 'false') : 'unknown'
}

const negate = (truth: Truth): Truth => (truth === 'unknown' ? truth : truth === 'true' ? 'false' : 'true')

const combine = (truths: readonly Truth[], decisive: Truth, otherwise: Truth): Truth =>
  truths.includes(decisive) ? decisive : truths.includes('unknown') ? 'unknown' : otherwise

/** Evaluates every leaf, also those that no longer matter, so that the log can show them all. */
export const evaluate = (condition: Condition, lookup: Lookup): Verdict => {
  if ('measure' in condition) {
    const known = lookup(condition.measure, condition.window)
    const truth = compare(condition, known)
    return { truth, leaves: [{ leaf: condition, truth, known }] }
  }
  if ('not' in condition) {
    const inner = evaluate(condition.not, lookup)
    return { truth: negate(inner.truth), leaves: inner.leaves }
  }
  const isAll = 'all' in condition
  const verdicts = (isAll ? condition.all : condition.any).map((part) => evaluate(part, lookup))
  const truths = verdicts.map((verdict) => verdict.truth)
  return {
    truth: isAll ? combine(truths, 'false', 'true') : combine(truths, 'true', 'false'),
    leaves: verdicts.flatMap((verdict) => verdict.leaves),
  }
}

/** JSON has no Infinity and writes null for it; an end that is null was an open one. */
export const fromJson = (leaves: readonly LeafVerdict[]): readonly LeafVerdict[] =>
  leaves.map((verdict) => {
    const known: { readonly low: number | null; readonly high: number | null } | null = verdict.known
    return known ? { ...verdict, known: { low: known.low ?? -Infinity, high: known.high ?? Infinity } } : verdict
  })
