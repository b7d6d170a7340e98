import { RE2JS } from 're2js'
import type { Instant } from './day.ts'
import type { Change, KnownValues } from './edits.ts'
import type { Severity } from './edits-guards.ts'
import { PATTERN_LENGTH } from './edits-pattern.ts'
import type { Currency, Micros } from './money.ts'
import type { AccountId, Budget, Level } from './objects.ts'
import type { Tracking } from './tracking.ts'

/** What people ask of names, amounts, ends and links, whoever edits them. */

export type CapField = 'dailyBudget' | 'lifetimeBudget' | 'bid'

/** A parameter that links must hold; null: with any value. */
export interface WantedParameter {
  readonly name: string
  readonly value: string | null
}

export type Demand =
  /** The whole of a name fits the expression. `example` is one that does. */
  | { readonly kind: 'name'; readonly level: Level; readonly pattern: string; readonly example: string }
  | {
      readonly kind: 'cap'
      readonly level: 'campaign' | 'adset'
      readonly field: CapField
      readonly most: Micros
      readonly currency: Currency
    }
  /** Of ads that are started. */
  | { readonly kind: 'utm'; readonly parameters: readonly WantedParameter[] }
  /** `lifetime`: of what has a lifetime budget; `all`: of every ad set. */
  | { readonly kind: 'end'; readonly of: 'lifetime' | 'all' }

export const MOST_PARAMETERS = 20
/** Characters of a parameter's name, and of its value. */
export const MOST_PARAMETER = 100

export const DEMANDS = ['name', 'cap', 'utm', 'end'] as const satisfies readonly Demand['kind'][]

export interface HouseRule {
  readonly on: boolean
  /** `warn`: a person says yes to it. `block`: nobody can. */
  readonly action: 'warn' | 'block'
  /** Null: all accounts, also those to come. */
  readonly accountIds: readonly AccountId[] | null
  readonly demand: Demand
}

/** Of a file of rules. */
export const MOST_RULES = 500
export const MOST_RULES_BYTES = 4_000_000

/** Why a file of rules is none. */
export type RulesFileProblem = 'notJson' | 'notRules' | 'newer' | 'empty' | 'tooMany'
export type RulesTaken =
  | { readonly ok: false; readonly problem: RulesFileProblem }
  | {
      readonly ok: true
      readonly added: number
      /** They are here already, to the letter. */
      readonly same: number
      /** What cannot be understood: which of the file's rules, counted from one, and what it is called. */
      readonly refused: readonly { readonly at: number; readonly name: string }[]
    }

/** A rule in one account. */
export interface HouseRuleHere {
  readonly id: string
  readonly name: string
  readonly action: HouseRule['action']
  readonly demand: Demand
  /** A cap in the currency of the account; null: it is no cap, or there is no rate. */
  readonly most: Micros | null
}

export interface RuleContext {
  readonly level: Level
  /** With all changes that are made together taken as made. */
  readonly values: KnownValues
  readonly budgetKind: Budget['kind'] | null
  /** Null: without an end. */
  readonly endsAt: Instant | null
  /** Of an ad; null: not known; undefined: it was not looked for, and no rule about it is judged. */
  readonly tracking: Tracking | null | undefined
}

export interface RuleFinding {
  readonly kind: 'houseRule'
  readonly severity: Severity
  readonly rule: HouseRuleHere
  /** False: it could not be judged, because a rate or a link is not known. */
  readonly known: boolean
  /** Of links: what they lack. */
  readonly lacking: readonly WantedParameter[]
}

export type RulePatternProblem = 'empty' | 'tooLong' | 'syntax'
export type RulePatternAnswer =
  | { readonly ok: true; readonly fits: (name: string) => boolean }
  | { readonly ok: false; readonly problem: RulePatternProblem }

/** By an automaton, so that no expression takes long; looking around and back-references are problems of syntax. */
export const rulePatternOf = (pattern: string): RulePatternAnswer => {
  if (pattern === '') return { ok: false, problem: 'empty' }
  if (pattern.length > PATTERN_LENGTH) return { ok: false, problem: 'tooLong' }
  try {
    const expression = RE2JS.compile(pattern)
    return { ok: true, fits: (name) => expression.matches(name) }
  } catch {
    return { ok: false, problem: 'syntax' }
  }
}

/** Compiled once a rule, and not once a name. */
const PATTERNS = new WeakMap<Demand, RulePatternAnswer>()
const fits = (demand: Extract<Demand, { readonly kind: 'name' }>, name: string): boolean => {
  const pattern = PATTERNS.get(demand) ?? rulePatternOf(demand.pattern)
  PATTERNS.set(demand, pattern)
  return !pattern.ok || pattern.fits(name)
}

const lackingOf = (parameters: readonly WantedParameter[], tracking: Tracking): readonly WantedParameter[] =>
  parameters.filter(({ name, value }) =>
    tracking.some((link) => {
      const held = Object.hasOwn(link, name) ? link[name] : undefined
      return value === null ? held === undefined || held === '' : held !== value
    }),
  )

type Judged = Pick<RuleFinding, 'known' | 'lacking'> & { readonly better: boolean }
const BROKEN: Judged = { known: true, lacking: [], better: false }
const UNKNOWN: Judged = { known: false, lacking: [], better: false }

const isStart = ({ field, after }: Change): boolean => field === 'status' && after === 'ACTIVE'

/** Null: the change does not break it. What is started is judged as it stands, or it would spend against the rule. */
const judged = ({ demand, most }: HouseRuleHere, change: Change, context: RuleContext): Judged | null => {
  const { level, values, budgetKind, endsAt, tracking } = context
  switch (demand.kind) {
    case 'name':
      return change.field === 'name' && level === demand.level && !fits(demand, change.after) ? BROKEN : null
    case 'cap': {
      const isOfIt = change.field === demand.field
      const amount = isOfIt ? change.after : isStart(change) ? values[demand.field] : null
      if (level !== demand.level || typeof amount !== 'number') return null
      if (most === null) return UNKNOWN
      // On its way down to the cap it is not stopped.
      const better = isOfIt && typeof change.before === 'number' && amount <= change.before
      return amount > most ? { ...BROKEN, better } : null
    }
    case 'utm': {
      if (level !== 'ad' || !isStart(change) || tracking === undefined) return null
      if (tracking === null) return { ...UNKNOWN, lacking: demand.parameters }
      const lacking = lackingOf(demand.parameters, tracking)
      return lacking.length > 0 ? { ...BROKEN, lacking } : null
    }
    case 'end': {
      const isAsked = demand.of === 'all' ? level === 'adset' : level !== 'ad' && budgetKind === 'lifetime'
      const isOfIt = change.field === 'endsAt' || change.field === 'lifetimeBudget' || isStart(change)
      return isAsked && isOfIt && endsAt === null ? BROKEN : null
    }
  }
}

/** Which rules a change breaks, or may break. */
export const findingsOf = (
  rules: readonly HouseRuleHere[],
  change: Change,
  context: RuleContext,
): readonly RuleFinding[] =>
  rules.flatMap((rule): readonly RuleFinding[] => {
    const found = judged(rule, change, context)
    if (!found) return []
    const { known, lacking, better } = found
    const severity = better ? 'note' : known && rule.action === 'block' ? 'block' : 'confirm'
    return [{ kind: 'houseRule', severity, rule, known, lacking }]
  })

/** Rules as they are kept, for one account; `convert` answers null where no rate is known. */
export const rulesIn = (
  kept: readonly { readonly id: string; readonly name: string; readonly doc: HouseRule }[],
  accountId: AccountId,
  convert: (amount: Micros, from: Currency) => Micros | null,
): readonly HouseRuleHere[] =>
  kept.flatMap(({ id, name, doc: { on, action, accountIds, demand } }) =>
    on && (accountIds === null || accountIds.includes(accountId))
      ? [{ id, name, action, demand, most: demand.kind === 'cap' ? convert(demand.most, demand.currency) : null }]
      : [],
  )
