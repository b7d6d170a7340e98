import type { Locale } from '../../../shared/domain/connection.ts'
import type { Change, EditField } from '../../../shared/domain/edits.ts'
import { parseAmount } from '../../../shared/domain/edits-amount.ts'
import { applyBulk } from '../../../shared/domain/edits-bulk.ts'
import type { AmountOperation, BulkOperation, BulkOutcome, BulkProblem } from '../../../shared/domain/edits-bulk.ts'
import { parseFactor } from '../../../shared/domain/edits-factor.ts'
import type { FactorAnswer } from '../../../shared/domain/edits-factor.ts'
import type { PatternProblem } from '../../../shared/domain/edits-pattern.ts'
import type { Currency } from '../../../shared/domain/money.ts'
import type { TableObject } from '../../../shared/domain/table.ts'

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
export interface BulkObject {
  readonly object: TableObject
  readonly currency: Currency
}

/** What is wrong with the form itself; of rows it is said at each. */
export type FormProblem =
  | BulkProblem
  | { readonly of: 'factor'; readonly problem: Exclude<FactorAnswer, { readonly ok: true }>['problem'] }
  | { readonly of: 'pattern'; readonly problem: PatternProblem }
  /** Amounts of several currencies cannot be set to one amount. */
  | { readonly of: 'currencies' }

export interface BulkLine extends BulkObject {
  /** Null: nothing changes. */
  readonly change: Change | null
  readonly problem: BulkProblem | null
}
export type BulkRead =
  | { readonly ok: true; readonly lines: readonly BulkLine[] }
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

const lineOf = (row: BulkObject, field: EditField, outcome: BulkOutcome | undefined): BulkLine => {
  if (outcome?.kind === 'problem') return { ...row, change: null, problem: outcome.problem }
  if (outcome?.kind !== 'changed') return { ...row, change: null, problem: null }
  return { ...row, change: { field, before: outcome.before, after: outcome.after } as Change, problem: null }
}

const NOTHING: BulkProblem = { of: 'row', problem: 'nothing' }

/** What each object becomes, or why it cannot. */
export const readBulk = (typed: BulkTyped, rows: readonly BulkObject[], locale: Locale): BulkRead => {
  if (typed.field === 'status') {
    const { status: after } = typed
    return {
      ok: true,
      lines: rows.map((row): BulkLine => {
        const { status } = row.object
        const canChange = (status === 'ACTIVE' || status === 'PAUSED') && status !== after
        return { ...row, change: canChange ? { field: 'status', before: status, after } : null, problem: null }
      }),
    }
  }
  if (typed.field === 'name') {
    const answer = applyBulk(
      nameOperation(typed),
      rows.map(({ object, currency }) => ({ before: object.name, currency })),
    )
    if (!answer.ok) return { ok: false, problem: { of: 'pattern', problem: answer.problem } }
    return { ok: true, lines: rows.map((row, at) => lineOf(row, 'name', answer.rows[at])) }
  }
  const read = amountOperation(typed, new Set(rows.map(({ currency }) => currency)), locale)
  if (!read.ok) return read
  return {
    ok: true,
    lines: rows.map((row): BulkLine => {
      const { budget, bid } = row.object
      const field = typed.field === 'bid' ? 'bid' : budget?.kind === 'lifetime' ? 'lifetimeBudget' : 'dailyBudget'
      const before = typed.field === 'bid' ? bid : (budget?.amount ?? null)
      // A budget that is on another level, and a bid that its strategy does not have, cannot be set either.
      if (before === null) return { ...row, change: null, problem: NOTHING }
      const answer = applyBulk({ field, ...read.operation }, [{ before, currency: row.currency }])
      return lineOf(row, field, answer.ok ? answer.rows[0] : undefined)
    }),
  }
}
