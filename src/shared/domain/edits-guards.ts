import type { Instant } from './day.ts'
import type { Change } from './edits.ts'
import { isOverLimit, spendingOf } from './edit-policy.ts'
import type { Limit } from './edit-policy.ts'
import type { AmountField } from './edits-bulk.ts'
import { MICROS } from './money.ts'
import type { Currency, Micros } from './money.ts'
import type { Budget, Learning } from './objects.ts'

/** Slips of the finger, and what an edit will do that people do not expect, before it is made. */

/** `block`: Meta would refuse it, or it makes no sense. `confirm`: somebody has to say yes. `note`: good to know. */
export const SEVERITIES = ['block', 'confirm', 'note'] as const
export type Severity = (typeof SEVERITIES)[number]

/** A value, and since when it was set. */
export interface HeldValue {
  readonly at: Instant
  readonly value: number
}

/** What is known of the object; where several of its fields are edited at once, with the other edits made. */
export interface GuardContext {
  readonly now: Instant
  readonly currency: Currency
  readonly status: 'ACTIVE' | 'PAUSED'
  /** Null: its budget is on another level, or it has none. */
  readonly budgetKind: Budget['kind'] | null
  /** Its own, of that kind. */
  readonly budget: Micros | null
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
  /** What the field was set to, in any order. */
  readonly history: readonly HeldValue[]
  /** Of a budget: budgets of the other kind, the object's own or those beside it. */
  readonly otherHistory: readonly HeldValue[]
  /** The least daily budget for what is bid for; null: not known. */
  readonly minimum: Micros | null
  /** What `MOST_BUDGET_USD` is in the currency, by today's rate; null: not known. */
  readonly most: Micros | null
  /** Above this the person wants to type the amount once more; null: no such limit. */
  readonly limit: Limit | null
  /** When its budget was changed; empty where Meta does not count. */
  readonly budgetChanges: readonly Instant[]
  /** An ad set's campaign has a budget, or a campaign's ad sets have. */
  readonly otherLevelHasBudget: boolean
  /** `BELOW`: of a campaign, whose ad sets learn. */
  readonly learning: Learning['status'] | 'BELOW' | null
}

type BudgetField = 'dailyBudget' | 'lifetimeBudget'

export type GuardFinding = { readonly severity: Severity } & (
  | { readonly kind: 'unusual'; readonly usual: Micros; readonly times: number }
  /** About a hundred times the usual or a hundredth: a decimal mark was lost, or the amount is of another currency. */
  | { readonly kind: 'decimals'; readonly usual: Micros; readonly times: number }
  /** It has the size that the other kind of budget usually has. */
  | { readonly kind: 'swapped'; readonly field: BudgetField; readonly usual: Micros }
  | { readonly kind: 'belowMinimum'; readonly least: Micros }
  | { readonly kind: 'aboveMost'; readonly most: Micros }
  /** To be confirmed by typing the amount; `takesAway`: there is none to be typed. */
  | { readonly kind: 'overLimit'; readonly limit: Limit; readonly takesAway: boolean }
  /** After it the budget cannot be changed until `freeAt`. */
  | { readonly kind: 'fourthBudgetChange'; readonly freeAt: Instant }
  /** It waits until `freeAt`. */
  | { readonly kind: 'budgetChangesSpent'; readonly freeAt: Instant }
  /** `share`: the amount's change, 0.5 for half as much again; null: it is no amount, or there was none. */
  | {
      readonly kind: 'resetsLearning'
      readonly learning: 'LEARNING' | 'SUCCESS' | 'FAIL' | 'BELOW'
      readonly share: number | null
    }
  | { readonly kind: 'twoBudgets' }
  | { readonly kind: 'endsInPast' | 'hasEnded' | 'endsBeforeStart'; readonly at: Instant }
  | { readonly kind: 'lifetimeWithoutEnd' | 'noEnd' }
)

/** Meta's largest budget, daily or lifetime (its error 1885261), in dollars. */
export const MOST_BUDGET_USD: Micros = 1_000_000 * MICROS
/** Changes of a budget within an hour; after them Meta takes no more of it. */
const BUDGET_CHANGES_AN_HOUR = 4
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** How far back a value counts for what is usual. */
const USUAL_MS = 90 * DAY_MS
const MUCH = 10
const HUNDRED = { least: 80, most: 125 }
/** Amounts so near to each other are of one size. */
const ALIKE = 1.5
/** A swapped budget is at least so far from its own usual size. */
const APART = 3
/** A change of an amount by more begins the learning phase anew. Meta does not say the number: the field's. */
const SIGNIFICANT = 0.2

/** What was set for half of the time: a slip that was soon corrected does not count, nor does a new value at once. */
export const usualOf = (history: readonly HeldValue[], now: Instant): number | null => {
  const held = history
    .filter(({ at, value }) => at <= now && value > 0)
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, value }, index, all) => {
      const [from, until] = [at, all[index + 1]?.at ?? now].map((each) => Math.max(each, now - USUAL_MS))
      return { value, ms: Number(until) - Number(from) }
    })
  const last = held.at(-1)
  let left = held.reduce((sum, { ms }) => sum + ms, 0) / 2
  const middle = held.toSorted((a, b) => a.value - b.value).find(({ ms }) => ms > 0 && (left -= ms) <= 0)
  return (middle ?? last)?.value ?? null
}

/** By how many times two amounts differ, at least 1. */
const apart = (a: number, b: number): number => Math.max(a / b, b / a)

/** An amount that does not look like what was meant: the likeliest slip and no other. */
const unusual = (
  field: AmountField,
  before: Micros | null,
  after: Micros,
  { history, otherHistory, now }: GuardContext,
): GuardFinding | null => {
  // What is near to the value it replaces is a step and no slip, whatever was usual before.
  if (before !== null && apart(after, before) < 2) return null
  // What is new has had none.
  const usual = usualOf(history, now) ?? (before === 0 ? null : before)
  const other = usualOf(otherHistory, now)
  if ((field === 'dailyBudget' || field === 'lifetimeBudget') && other !== null && apart(after, other) <= ALIKE)
    if (usual === null || apart(after, usual) >= APART)
      return { kind: 'swapped', severity: 'confirm', field, usual: other }
  if (usual === null || apart(after, usual) < MUCH) return null
  // Towards what is usual, as when a slip is put right.
  if (before !== null && apart(after, usual) <= apart(before, usual)) return null
  const size = apart(after, usual)
  const kind = size >= HUNDRED.least && size <= HUNDRED.most ? 'decimals' : 'unusual'
  return { kind, severity: 'confirm', usual, times: after / usual }
}

const ofLearning = ({ learning }: GuardContext, share: number | null): readonly GuardFinding[] => {
  if (learning === null || learning === 'UNKNOWN') return []
  // Of a campaign nothing says whether its ad sets have learned.
  const severity = learning === 'FAIL' || learning === 'BELOW' ? 'note' : 'confirm'
  return [{ kind: 'resetsLearning', severity, learning, share }]
}

const ofPace = ({ budgetChanges, now }: GuardContext): readonly GuardFinding[] => {
  if (budgetChanges.length < BUDGET_CHANGES_AN_HOUR - 1) return []
  const recent = budgetChanges.filter((at) => at > now - HOUR_MS && at <= now).toSorted((a, b) => a - b)
  const spent = recent[recent.length - BUDGET_CHANGES_AN_HOUR]
  if (spent !== undefined) return [{ kind: 'budgetChangesSpent', severity: 'confirm', freeAt: spent + HOUR_MS }]
  const [oldest] = recent
  return oldest !== undefined && recent.length === BUDGET_CHANGES_AN_HOUR - 1
    ? [{ kind: 'fourthBudgetChange', severity: 'confirm', freeAt: oldest + HOUR_MS }]
    : []
}

const ofBudget = (field: BudgetField, after: Micros, context: GuardContext): readonly GuardFinding[] => {
  const { now, currency, startsAt, endsAt, minimum, most, otherLevelHasBudget } = context
  const findings: GuardFinding[] = [...ofPace(context)]
  if (otherLevelHasBudget) findings.push({ kind: 'twoBudgets', severity: 'block' })
  // A lifetime budget needs the minimum for each of its days.
  const days =
    field === 'lifetimeBudget' && endsAt !== null ? Math.max(1, Math.ceil((endsAt - (startsAt ?? now)) / DAY_MS)) : 1
  if (minimum !== null && after < minimum * days)
    findings.push({ kind: 'belowMinimum', severity: 'block', least: minimum * days })
  // By a rate of today it is not exact.
  if (most !== null && after > most)
    findings.push({ kind: 'aboveMost', severity: currency === 'USD' ? 'block' : 'confirm', most })
  if (endsAt !== null && endsAt <= now) findings.push({ kind: 'hasEnded', severity: 'confirm', at: endsAt })
  if (field === 'lifetimeBudget' && endsAt === null) findings.push({ kind: 'lifetimeWithoutEnd', severity: 'block' })
  return findings
}

const ofLimit = (change: Change, { limit }: GuardContext): readonly GuardFinding[] =>
  limit !== null && isOverLimit(change, limit)
    ? [{ kind: 'overLimit', severity: 'confirm', limit, takesAway: change.after === null }]
    : []

/** What begins to be spent is that much more than before. */
const ofStartedBudget = (start: Change, context: GuardContext): readonly GuardFinding[] => {
  const { budget, budgetKind } = context
  if (budget === null) return []
  const values = budgetKind === 'lifetime' ? { lifetimeBudget: budget } : { dailyBudget: budget }
  return ofLimit(spendingOf(start, values), context)
}

const ofAmount = (
  field: AmountField,
  before: Micros | null,
  after: Micros,
  context: GuardContext,
): readonly GuardFinding[] => {
  const slip = unusual(field, before, after, context)
  const isSignificant = before !== null && before > 0 && Math.abs(after - before) > before * SIGNIFICANT
  return [
    ...(slip ? [slip] : []),
    ...(field === 'dailyBudget' || field === 'lifetimeBudget' ? ofBudget(field, after, context) : []),
    ...ofLimit({ field, before, after } as Change, context),
    ...(field !== 'spendCap' && isSignificant ? ofLearning(context, after / before - 1) : []),
  ]
}

/** It would run on and on, or not at all. */
const ofEnd = (endsAt: Instant | null, { budgetKind }: GuardContext): readonly GuardFinding[] => {
  if (endsAt !== null || budgetKind === null) return []
  return budgetKind === 'lifetime'
    ? [{ kind: 'lifetimeWithoutEnd', severity: 'block' }]
    : [{ kind: 'noEnd', severity: 'confirm' }]
}

const ofSchedule = (startsAt: Instant | null, endsAt: Instant | null): readonly GuardFinding[] =>
  startsAt !== null && endsAt !== null && endsAt <= startsAt
    ? [{ kind: 'endsBeforeStart', severity: 'block', at: startsAt }]
    : []

const found = (change: Change, context: GuardContext): readonly GuardFinding[] => {
  const { now, startsAt, endsAt, status } = context
  if (change.before === change.after) return []
  switch (change.field) {
    case 'dailyBudget':
    case 'lifetimeBudget':
    case 'spendCap':
    case 'bid':
      return change.after === null
        ? ofLimit(change, context)
        : ofAmount(change.field, change.before, change.after, context)
    case 'bidStrategy':
      return ofLearning(context, null)
    case 'status':
      if (change.after !== 'ACTIVE') return []
      return [
        ...ofStartedBudget(change, context),
        ...(endsAt !== null && endsAt <= now
          ? [{ kind: 'hasEnded', severity: 'confirm', at: endsAt } as const]
          : ofEnd(endsAt, context)),
      ]
    case 'startsAt':
      return ofSchedule(change.after, endsAt)
    case 'endsAt':
      return [
        ...(change.after !== null && change.after <= now
          ? [{ kind: 'endsInPast', severity: 'block', at: change.after } as const]
          : []),
        ...ofSchedule(startsAt, change.after),
        ...(status === 'ACTIVE' || context.budgetKind === 'lifetime' ? ofEnd(change.after, context) : []),
      ]
    case 'name':
      return []
  }
}

export const bySeverity = (a: { readonly severity: Severity }, b: { readonly severity: Severity }): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)

/** What is to be said of a change before it is made, the most severe first. */
export const guardsOf = (change: Change, context: GuardContext): readonly GuardFinding[] => {
  const all = found(change, context)
  return all.length < 2 ? all : all.toSorted(bySeverity)
}
