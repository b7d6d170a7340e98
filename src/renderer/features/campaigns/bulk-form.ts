import type { Locale } from '../../../shared/domain/connection.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import type { Change, EditField } from '../../../shared/domain/edits.ts'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import { applyBulk } from '../../../shared/domain/edits-bulk.ts'
import type { AmountOperation, BulkOperation, BulkOutcome, BulkProblem } from '../../../shared/domain/edits-bulk.ts'
import { parseFactor } from '../../../shared/domain/edits-factor.ts'
import type { FactorAnswer } from '../../../shared/domain/edits-factor.ts'
import type { PatternProblem } from '../../../shared/domain/edits-pattern.ts'
import type { TermsByAccount } from '../../../shared/domain/edit-policy.ts'
import { judged } from '../../../shared/domain/edits-preview.ts'
import type { Line, PreviewLine } from '../../../shared/domain/edits-preview.ts'
import type { Currency } from '../../../shared/domain/money.ts'

/** One thing done to many objects: what stands in the form, and what it makes of each of them. Pure. */

export const BULK_FIELDS = ['status', 'budget', 'bid', 'name'] as const
export type BulkField = (typeof BULK_FIELDS)[number]
export const BULK_KINDS = {
  status: [],
  budget: ['set', 'add', 'multiply', 'round'],
  bid: ['set', 'add', 'multiply', 'round'],
  name: ['replace', 'start', 'end', 'set'],
} as const
export type BulkKind = (typeof BULK_KINDS)[BulkField][number]

export interface BulkTyped {
  readonly field: BulkField
  readonly kind: BulkKind
  readonly status: 'ACTIVE' | 'PAUSED'
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

export type BulkRead =
  | { readonly ok: true; readonly lines: readonly PreviewLine[] }
  | { readonly ok: false; readonly problem: FormProblem }

const SIGN = /^[-\u2212]\s*/

type Operation =
  | { readonly ok: true; readonly operation: AmountOperation }
  | { readonly ok: false; readonly problem: FormProblem }

const amountOperation = ({ kind, text }: BulkTyped, currencies: ReadonlySet<Currency>, locale: Locale): Operation => {
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

const lineOf = (about: EditableObject, change: Change | null, problem: BulkProblem | null = null): Line => ({
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

const linesOf = (
  typed: BulkTyped,
  objects: readonly EditableObject[],
  locale: Locale,
): { readonly ok: true; readonly lines: readonly Line[] } | { readonly ok: false; readonly problem: FormProblem } => {
  if (typed.field === 'status') {
    const { status: after } = typed
    return {
      ok: true,
      lines: objects.map((about): Line => {
        const { status: before } = about.values
        if (before === undefined) return lineOf(about, null, ARCHIVED)
        return lineOf(about, before === after ? null : { field: 'status', before, after })
      }),
    }
  }
  if (typed.field === 'name') {
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
  const read = amountOperation(typed, new Set(objects.map(({ currency }) => currency)), locale)
  if (!read.ok) return read
  return {
    ok: true,
    lines: objects.map((about): Line => {
      const { values, currency } = about
      const field =
        typed.field === 'bid' ? 'bid' : values.lifetimeBudget === undefined ? 'dailyBudget' : 'lifetimeBudget'
      const before = values[field] ?? null
      if (values.status === undefined) return lineOf(about, null, ARCHIVED)
      // A budget that is on another level, and a bid that its strategy does not have, cannot be set either.
      if (before === null) return lineOf(about, null, NOTHING)
      const answer = applyBulk({ field, ...read.operation }, [{ before, currency }])
      return outcomeLine(about, field, answer.ok ? answer.rows[0] : undefined)
    }),
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
