import type { Locale } from '../../../shared/domain/connection.ts'
import { instantOfLocal } from '../../../shared/domain/day.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import { EDIT_FIELDS, isStanding, strategyWithBid, takesBid } from '../../../shared/domain/edits.ts'
import type { Change, EditField, EditValue } from '../../../shared/domain/edits.ts'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import { applyBulk, CLEARED } from '../../../shared/domain/edits-bulk.ts'
import type { AmountOperation, BulkOperation, BulkOutcome, BulkProblem } from '../../../shared/domain/edits-bulk.ts'
import { parseFactor } from '../../../shared/domain/edits-factor.ts'
import type { FactorAnswer } from '../../../shared/domain/edits-factor.ts'
import { ERASED } from '../../../shared/domain/edits-paste.ts'
import type { PatternProblem } from '../../../shared/domain/edits-pattern.ts'
import type { TermsByAccount } from '../../../shared/domain/edit-policy.ts'
import { judged } from '../../../shared/domain/edits-preview.ts'
import type { Line, LineProblem, PreviewLine } from '../../../shared/domain/edits-preview.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import type { Level } from '../../../shared/domain/objects.ts'

/** One thing done to many objects: what stands in the form, and what it makes of each of them. Pure. */

const BULK_FIELDS = ['status', 'budget', 'spendCap', 'bid', 'bidStrategy', 'startsAt', 'endsAt', 'name'] as const
export type BulkField = (typeof BULK_FIELDS)[number]
/** `clear` takes away. */
export const BULK_KINDS = {
  status: [],
  budget: ['set', 'add', 'multiply', 'round'],
  spendCap: ['set', 'add', 'multiply', 'round', 'clear'],
  bid: ['set', 'add', 'multiply', 'round'],
  bidStrategy: [],
  startsAt: ['set'],
  endsAt: ['set', 'clear'],
  name: ['replace', 'start', 'end', 'set'],
} as const
/** What a level's objects have, in the order of the menu; a budget is of the kind that each has. */
export const bulkFieldsOf = (level: Level): readonly BulkField[] => {
  const has: readonly string[] = EDIT_FIELDS[level]
  return BULK_FIELDS.filter((field) => has.includes(field === 'budget' ? 'dailyBudget' : field))
}
export type BulkKind = (typeof BULK_KINDS)[BulkField][number]

export interface BulkTyped {
  readonly field: BulkField
  readonly kind: BulkKind
  readonly status: 'ACTIVE' | 'PAUSED'
  /** Meta's own word. */
  readonly strategy: string
  readonly text: string
  readonly replacement: string
  readonly isRegExp: boolean
  readonly isCaseSensitive: boolean
}

/** What is wrong with the form itself; of rows it is said at each. */
export type FormProblem =
  | BulkProblem
  | { readonly of: 'factor'; readonly problem: Exclude<FactorAnswer, { readonly ok: true }>['problem'] }
  | { readonly of: 'pattern'; readonly problem: PatternProblem }
  /** Amounts of several currencies cannot be set to one amount. */
  | { readonly of: 'currencies' }
  | { readonly of: 'time'; readonly problem: 'noMoment' }

export type BulkRead =
  | { readonly ok: true; readonly lines: readonly PreviewLine[] }
  | { readonly ok: false; readonly problem: FormProblem }

const SIGN = /^[-\u2212]\s*/

type Operation =
  | { readonly ok: true; readonly operation: AmountOperation }
  | { readonly ok: false; readonly problem: FormProblem }

/** As in a pasted table. */
const isErased = ({ kind, text }: BulkTyped): boolean => kind === 'clear' || (kind === 'set' && text.trim() === ERASED)

const amountOperation = (typed: BulkTyped, currencies: ReadonlySet<Currency>, locale: Locale): Operation => {
  const { kind, text } = typed
  if (isErased(typed)) return { ok: true, operation: { kind: 'set', value: null } }
  if (kind === 'multiply') {
    const factor = parseFactor(text, locale)
    return factor.ok
      ? { ok: true, operation: { kind, millionths: factor.millionths } }
      : { ok: false, problem: { of: 'factor', problem: factor.problem } }
  }
  const [currency] = currencies
  if (currencies.size > 1 || currency === undefined) return { ok: false, problem: { of: 'currencies' } }
  const isLess = kind === 'add' && SIGN.test(text.trim())
  const amount = parseAmount(isLess ? text.trim().replace(SIGN, '') : text, currency, locale)
  if (!amount.ok) return { ok: false, problem: { of: 'amount', problem: amount.problem } }
  const { micros } = amount
  if (kind === 'add') return { ok: true, operation: { kind, micros: isLess ? -micros : micros } }
  return { ok: true, operation: kind === 'round' ? { kind, to: micros } : { kind: 'set', value: micros } }
}

const nameOperation = ({ kind, text, replacement, isRegExp, isCaseSensitive }: BulkTyped): BulkOperation => {
  if (kind === 'replace') return { field: 'name', kind, find: text, replacement, isRegExp, isCaseSensitive }
  return kind === 'start' || kind === 'end'
    ? { field: 'name', kind: 'append', text, at: kind }
    : { field: 'name', kind: 'set', value: text }
}

const lineOf = (about: EditableObject, change: Change | null, problem: LineProblem | null = null): Line => ({
  about,
  change,
  problem,
  place: null,
})

const outcomeLine = (about: EditableObject, field: EditField, outcome: BulkOutcome | undefined): Line => {
  if (outcome?.kind === 'problem') return lineOf(about, null, outcome.problem)
  return outcome?.kind === 'changed'
    ? lineOf(about, { field, before: outcome.before, after: outcome.after } as Change)
    : lineOf(about, null)
}

const NOTHING: BulkProblem = { of: 'row', problem: 'nothing' }
const ARCHIVED: BulkProblem = { of: 'row', problem: 'archived' }
const NOT_KNOWN: LineProblem = { of: 'cell', problem: 'onlyInForm' }
const NO_SUCH_VALUE: LineProblem = { of: 'cell', problem: 'noSuchValue' }
const BID_MISSING: LineProblem = { of: 'cell', problem: 'bidMissing' }
const BID_NEEDED: LineProblem = { of: 'cell', problem: 'bidNeeded' }

/** What is archived or deleted keeps its name alone. */
const isOver = ({ values: { status } }: EditableObject): boolean => status === undefined || !isStanding(status)

/** The field becomes this. */
const setLine = (about: EditableObject, field: EditField, after: EditValue): Line => {
  const before = about.values[field]
  if (isOver(about)) return lineOf(about, null, ARCHIVED)
  if (before === undefined) return lineOf(about, null, NO_SUCH_VALUE)
  return lineOf(about, before === after ? null : ({ field, before, after } as Change))
}

type Lines =
  | { readonly ok: true; readonly lines: readonly Line[] }
  | { readonly ok: false; readonly problem: FormProblem }

const timeLines = (typed: BulkTyped, field: 'startsAt' | 'endsAt', objects: readonly EditableObject[]): Lines => {
  if (isErased(typed)) return { ok: true, lines: objects.map((about) => setLine(about, field, null)) }
  const lines: Line[] = []
  for (const about of objects) {
    const at = instantOfLocal(typed.text, about.zone)
    if (at === null) return { ok: false, problem: { of: 'time', problem: 'noMoment' } }
    lines.push(setLine(about, field, at))
  }
  return { ok: true, lines }
}

/** Ad sets have a bid of their own, which goes with the strategy. Nothing typed: each keeps the one that it has. */
export const asksBid = (level: Level, { field, strategy }: Pick<BulkTyped, 'field' | 'strategy'>): boolean =>
  level === 'adset' && field === 'bidStrategy' && takesBid(strategy)

const strategyLine = (about: EditableObject, strategy: string, bid: Micros | null): Line => {
  const line = setLine(about, 'bidStrategy', strategy)
  const { bid: before } = about.values
  if (line.problem !== null) return line
  if (line.change?.field !== 'bidStrategy')
    return bid === null || before === undefined || bid === before
      ? line
      : lineOf(about, { field: 'bid', before, after: bid })
  const change = strategyWithBid(line.change, before, bid)
  return lineOf(about, change, change === null ? BID_MISSING : null)
}

const strategyLines = (
  { field, strategy, text }: BulkTyped,
  objects: readonly EditableObject[],
  locale: Locale,
): Lines => {
  const isAsked = objects.some(({ level }) => asksBid(level, { field, strategy }))
  if (!isAsked || text.trim() === '')
    return { ok: true, lines: objects.map((about) => strategyLine(about, strategy, null)) }
  const [currency, ...others] = new Set(objects.map((about) => about.currency))
  if (currency === undefined || others.length > 0) return { ok: false, problem: { of: 'currencies' } }
  const bid = parseAmount(text, currency, locale)
  return bid.ok
    ? { ok: true, lines: objects.map((about) => strategyLine(about, strategy, bid.micros)) }
    : { ok: false, problem: { of: 'amount', problem: bid.problem } }
}

const amountLine = (about: EditableObject, which: 'budget' | 'bid' | 'spendCap', operation: AmountOperation): Line => {
  const { level, values, currency } = about
  const field = which !== 'budget' ? which : values.lifetimeBudget === undefined ? 'dailyBudget' : 'lifetimeBudget'
  const before = values[field]
  if (isOver(about)) return lineOf(about, null, ARCHIVED)
  if (before === undefined && field === 'spendCap' && level === 'campaign') return lineOf(about, null, NOT_KNOWN)
  // A budget that is on another level, and a bid that its strategy does not have, cannot be set either.
  if (before === undefined || (before === null && !CLEARED.has(field))) return lineOf(about, null, NOTHING)
  if (operation.kind === 'set' && operation.value === null && field === 'bid') return lineOf(about, null, BID_NEEDED)
  const answer = applyBulk({ field, ...operation }, [{ before, currency }])
  return outcomeLine(about, field, answer.ok ? answer.rows[0] : undefined)
}

const nameLines = (typed: BulkTyped, objects: readonly EditableObject[]): Lines => {
  const answer = applyBulk(
    nameOperation(typed),
    objects.map(({ name, currency }) => ({ before: name, currency })),
  )
  if (!answer.ok) return { ok: false, problem: { of: 'pattern', problem: answer.problem } }
  return {
    ok: true,
    lines: objects.map((about, at) =>
      about.values.name === undefined ? lineOf(about, null, ARCHIVED) : outcomeLine(about, 'name', answer.rows[at]),
    ),
  }
}

const linesOf = (typed: BulkTyped, objects: readonly EditableObject[], locale: Locale): Lines => {
  const { field } = typed
  switch (field) {
    case 'status':
      return { ok: true, lines: objects.map((about) => setLine(about, field, typed.status)) }
    case 'bidStrategy':
      return strategyLines(typed, objects, locale)
    case 'name':
      return nameLines(typed, objects)
    case 'startsAt':
    case 'endsAt':
      return timeLines(typed, field, objects)
    case 'budget':
    case 'bid':
    case 'spendCap': {
      const read = amountOperation(typed, new Set(objects.map(({ currency }) => currency)), locale)
      return read.ok ? { ok: true, lines: objects.map((about) => amountLine(about, field, read.operation)) } : read
    }
  }
}

/** What each object becomes, what is to be said of it before, or why it cannot. */
export const readBulk = (
  typed: BulkTyped,
  objects: readonly EditableObject[],
  locale: Locale,
  terms: TermsByAccount,
): BulkRead => {
  const read = linesOf(typed, objects, locale)
  return read.ok ? { ok: true, lines: judged(read.lines, terms) } : read
}
