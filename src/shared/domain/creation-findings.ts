import { changesIn, ruleContextIn } from './creation.ts'
import type { NewValues } from './creation.ts'
import type { Instant } from './day.ts'
import type { EditTerms } from './edit-policy.ts'
import type { EditFinding } from './editable.ts'
import { bySeverity, guardsOf } from './edits-guards.ts'
import { findingsOf } from './house-rules.ts'
import type { Currency } from './money.ts'

/** What is to be said of something before it is made, the most severe first: as of edits, but for slips that only a past would show. */
export const creationFindings = (
  values: NewValues,
  terms: EditTerms,
  { now, currency }: { readonly now: Instant; readonly currency: Currency },
): readonly EditFinding[] => {
  const { readOnly, rules, limit, minimum, most } = terms
  if (readOnly !== null) return [{ kind: 'readOnly', severity: 'block', by: readOnly }]
  const context = ruleContextIn(values)
  const found = changesIn(values).flatMap((change): readonly EditFinding[] => [
    ...guardsOf(change, {
      now,
      currency,
      status: 'PAUSED',
      budgetKind: context.budgetKind,
      budget: null,
      startsAt: null,
      endsAt: context.endsAt,
      history: [],
      otherHistory: [],
      minimum,
      most,
      limit,
      budgetChanges: [],
      otherLevelHasBudget: false,
      learning: null,
    }),
    ...findingsOf(rules, change, context),
  ])
  const told = new Map(found.map((finding) => [JSON.stringify(finding), finding]))
  return [...told.values()].toSorted(bySeverity)
}
