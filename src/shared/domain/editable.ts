import type { Instant } from './day.ts'
import { partsOfChange } from './edits.ts'
import type { Change, KnownValues } from './edits.ts'
import type { AmountField } from './edits-bulk.ts'
import type { EditTerms, ReadOnly } from './edit-policy.ts'
import { bySeverity, guardsOf } from './edits-guards.ts'
import type { GuardContext, GuardFinding, HeldValue } from './edits-guards.ts'
import { findingsOf } from './house-rules.ts'
import type { RuleFinding } from './house-rules.ts'
import type { Currency } from './money.ts'
import type { AccountId, Learning, Level, ObjectId } from './objects.ts'
import type { Tracking } from './tracking.ts'

/** An object as a person edits it. */
export interface EditableObject {
  readonly level: Level
  readonly objectId: ObjectId
  readonly name: string
  readonly accountId: AccountId
  readonly accountName: string
  readonly currency: Currency
  readonly zone: string
  readonly values: KnownValues
  /** When Meta last said so; null: that is not known. */
  readonly readAt: Instant | null
  /** Read for this; else they are the last that is known. */
  readonly isLive: boolean
  /** What its edits are held to before they are made. */
  readonly past: EditedPast
  /** Where an ad leads to; null: not known, or it is none. Missing: it was not looked for, and no rule about it is judged. */
  readonly tracking?: Tracking | null
}

/** As it is given to a form. */
export interface EditedObject extends EditableObject {
  readonly terms: EditTerms
}

/** Whatever is to be known of a change before it is made. */
export type EditFinding =
  | GuardFinding
  | RuleFinding
  | { readonly kind: 'readOnly'; readonly severity: 'block'; readonly by: ReadOnly }

/** Objects that are asked for in one call. */
export const MOST_KNOWN = 5000

export interface EditedPast {
  /** By our clock, of the journal. */
  readonly now: Instant
  /** What its amounts were set to, as far as that is known. */
  readonly held: { readonly [Field in AmountField]?: readonly HeldValue[] }
  /** Within the last hour; empty where Meta does not count them. */
  readonly budgetChanges: readonly Instant[]
  readonly otherLevelHasBudget: boolean
  readonly learning: Learning['status'] | null
  /** When it ends: of a campaign when the last of its ad sets does. */
  readonly endsAt: Instant | null
}

const OTHER: Partial<Record<AmountField, AmountField>> = {
  dailyBudget: 'lifetimeBudget',
  lifetimeBudget: 'dailyBudget',
}
const isAmount = (field: Change['field']): field is AmountField =>
  field === 'dailyBudget' || field === 'lifetimeBudget' || field === 'spendCap' || field === 'bid'

/** What the values are once all of these are made. */
export const valuesAfter = (values: KnownValues, together: readonly Change[]): KnownValues =>
  Object.assign(
    { ...values },
    ...together.flatMap(partsOfChange).map(({ field, after }) => ({ [field]: after })),
  ) as KnownValues

/** What a change of the object is judged by, all changes that are made together taken as made. */
const guardContextOf = (
  { level, currency, values, past }: Pick<EditableObject, 'level' | 'currency' | 'values' | 'past'>,
  change: Change,
  together: readonly Change[],
  { limit, minimum, most }: Pick<EditTerms, 'limit' | 'minimum' | 'most'>,
): GuardContext => {
  const after = valuesAfter(values, together)
  const { field } = change
  const other = isAmount(field) ? OTHER[field] : undefined
  return {
    now: past.now,
    currency,
    status: after.status === 'ACTIVE' ? 'ACTIVE' : 'PAUSED',
    budgetKind: after.dailyBudget !== undefined ? 'daily' : after.lifetimeBudget === undefined ? null : 'lifetime',
    budget: after.dailyBudget ?? after.lifetimeBudget ?? null,
    startsAt: after.startsAt ?? null,
    endsAt: after.endsAt === undefined ? past.endsAt : after.endsAt,
    history: (isAmount(field) ? past.held[field] : undefined) ?? [],
    otherHistory: (other ? past.held[other] : undefined) ?? [],
    minimum,
    most,
    limit,
    budgetChanges: past.budgetChanges,
    otherLevelHasBudget: past.otherLevelHasBudget,
    learning: level === 'campaign' ? 'BELOW' : past.learning,
  }
}

/** Slips, what Meta would refuse, the limit and rules of the house: the most severe first. */
export const editFindings = (
  about: EditableObject,
  change: Change,
  together: readonly Change[],
  terms: EditTerms,
): readonly EditFinding[] => {
  const { readOnly, rules } = terms
  if (readOnly !== null) return [{ kind: 'readOnly', severity: 'block', by: readOnly }]
  const findings = partsOfChange(change).flatMap((part, at): readonly EditFinding[] => {
    const context = guardContextOf(about, part, together, terms)
    // That it learns anew is said once.
    const guards = guardsOf(part, context).filter(({ kind }) => at === 0 || kind !== 'resetsLearning')
    if (rules.length === 0) return guards
    const { budgetKind, endsAt } = context
    const { level, tracking } = about
    const values = valuesAfter(about.values, together)
    return [...guards, ...findingsOf(rules, part, { level, values, budgetKind, endsAt, tracking })]
  })
  return findings.length < 2 ? findings : findings.toSorted(bySeverity)
}
