import type { Instant } from '../../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../../shared/domain/objects.ts'
import { BUDGET_EDITS, DAY, HOUR, MINUTE, SPEND_CAP_EDITS } from './rules.ts'

/** What an edit changes, as far as Meta counts it. */
export interface EditOf {
  readonly objectId: ObjectId
  /** As a `Change` names it. */
  readonly field: string
}

interface Rule {
  readonly most: number
  readonly windowMs: number
}
/** An edit may reach Meta so much later than it was sent. */
const ON_ITS_WAY = MINUTE
const BUDGET: Rule = { most: BUDGET_EDITS, windowMs: HOUR }
const SPEND_CAP: Rule = { most: SPEND_CAP_EDITS, windowMs: DAY }
const RULES: ReadonlyMap<string, Rule> = new Map([
  ['dailyBudget', BUDGET],
  ['lifetimeBudget', BUDGET],
  ['spendCap', SPEND_CAP],
])

interface Kept {
  readonly rule: Rule
  made: Instant[]
  blockedUntil: Instant
}

/** Edits of one thing that Meta counts on their own: budgets by ad set, an account's spend cap. Of campaigns it counts none. */
export interface EditLimits {
  freeAt(now: Instant, edit: EditOf): Instant
  made(now: Instant, edit: EditOf): void
  /** Meta certainly did not make the last one. */
  unmade(objectId: ObjectId): void
  /** Meta stopped such edits of the object for a whole window. */
  blockBudget(now: Instant, objectId: ObjectId): void
  blockSpendCap(now: Instant, accountId: AccountId): void
}

export const createEditLimits = (): EditLimits => {
  const kept = new Map<string, Kept>()
  let last = { objectId: '', key: '' }

  /** A budget is one thing, whichever of its two fields is changed. */
  const keyOf = (rule: Rule, objectId: ObjectId) => `${rule === BUDGET ? 'budget' : 'cap'} ${objectId}`
  const current = (now: Instant, { rule, made }: Kept) => made.filter((at) => now - at < rule.windowMs + ON_ITS_WAY)

  const of = (now: Instant, rule: Rule, objectId: ObjectId): Kept => {
    const key = keyOf(rule, objectId)
    const known = kept.get(key)
    if (known) return known
    // What nobody edits any more goes, when something new comes.
    for (const [each, old] of kept) if (old.blockedUntil <= now && current(now, old).length === 0) kept.delete(each)
    const made: Kept = { rule, made: [], blockedUntil: 0 }
    kept.set(key, made)
    return made
  }
  const block = (now: Instant, rule: Rule, objectId: ObjectId) => {
    of(now, rule, objectId).blockedUntil = now + rule.windowMs
  }

  return {
    freeAt(now, { objectId, field }) {
      const rule = RULES.get(field)
      const known = rule && kept.get(keyOf(rule, objectId))
      if (!known) return now
      const made = current(now, known)
      const oldest = made[made.length - known.rule.most]
      return Math.max(known.blockedUntil, oldest === undefined ? now : oldest + known.rule.windowMs + ON_ITS_WAY)
    },
    made(now, { objectId, field }) {
      const rule = RULES.get(field)
      last = { objectId, key: rule ? keyOf(rule, objectId) : '' }
      if (!rule) return
      const known = of(now, rule, objectId)
      known.made = [...current(now, known), now]
    },
    unmade(objectId) {
      if (last.objectId === objectId) kept.get(last.key)?.made.pop()
      last = { objectId: '', key: '' }
    },
    blockBudget: (now, objectId) => block(now, BUDGET, objectId),
    blockSpendCap: (now, accountId) => block(now, SPEND_CAP, accountId),
  }
}
