import type { EditField } from './edits.ts'
import type { AmountProblem } from './edits-amount.ts'
import { MOST_AMOUNT } from './edits-amount.ts'
import type { NameProblem } from './edits-name.ts'
import { checkName } from './edits-name.ts'
import type { PatternProblem, Replacement } from './edits-pattern.ts'
import { replacerOf } from './edits-pattern.ts'
import { MICROS, minorUnitsPerUnit } from './money.ts'
import type { Currency, Micros } from './money.ts'

export type AmountField = 'dailyBudget' | 'lifetimeBudget' | 'spendCap' | 'bid'
/** What can be taken away. A bid goes with its strategy and not by itself. */
export const CLEARED: ReadonlySet<EditField> = new Set(['spendCap', 'endsAt'])

export type AmountOperation =
  /** Null takes the amount away. */
  | { readonly kind: 'set'; readonly value: Micros | null }
  /** Less than zero takes off. */
  | { readonly kind: 'add'; readonly micros: Micros }
  /** A whole number of millionths: 1,200,000 makes it a fifth more. */
  | { readonly kind: 'multiply'; readonly millionths: number }
  /** To the nearest multiple, above zero; from half way on to the next. */
  | { readonly kind: 'round'; readonly to: Micros }

export type NameOperation =
  | { readonly kind: 'set'; readonly value: string }
  | ({ readonly kind: 'replace' } & Replacement)
  | { readonly kind: 'append'; readonly text: string; readonly at: 'start' | 'end' }

/** One thing that is done to one field of many objects. */
export type BulkOperation =
  | ({ readonly field: AmountField } & AmountOperation)
  | ({ readonly field: 'name' } & NameOperation)

export interface BulkRow {
  /** A name, an amount, or null where an object has no amount of that kind. */
  readonly before: string | Micros | null
  readonly currency: Currency
}

export type BulkProblem =
  | { readonly of: 'amount'; readonly problem: AmountProblem }
  | { readonly of: 'name'; readonly problem: NameProblem }
  /** `nothing`: there is no amount to begin with. `needed`: it cannot be taken away. `archived`: nothing of it can be changed. */
  | { readonly of: 'row'; readonly problem: 'nothing' | 'needed' | 'archived' }

export type BulkOutcome =
  | { readonly kind: 'changed'; readonly before: string | Micros | null; readonly after: string | Micros | null }
  | { readonly kind: 'unchanged'; readonly before: string | Micros | null }
  | { readonly kind: 'problem'; readonly before: string | Micros | null; readonly problem: BulkProblem }

export type BulkAnswer =
  /** As many as there were rows, in their order. */
  | { readonly ok: true; readonly rows: readonly BulkOutcome[] }
  /** What is to be found in names cannot be understood. */
  | { readonly ok: false; readonly problem: PatternProblem }

/** `amount` over `by`, to the nearest whole number; from half way on to the larger one. */
const nearest = (amount: bigint, by: bigint): bigint => {
  const twice = 2n * amount + by
  const whole = twice / (2n * by)
  return twice < 0n && twice % (2n * by) !== 0n ? whole - 1n : whole
}

/** In integers all the way; a result ends on the nearest multiple of `least`, which the currency can express. */
const computed = (operation: AmountOperation, before: Micros, least: bigint): bigint => {
  const micros = BigInt(before)
  const end = (amount: bigint): bigint => nearest(amount, least) * least
  switch (operation.kind) {
    case 'set':
      return end(BigInt(operation.value ?? 0))
    case 'add':
      return end(micros + BigInt(operation.micros))
    case 'multiply':
      return nearest(micros * BigInt(operation.millionths), BigInt(MICROS) * least) * least
    case 'round':
      return end(nearest(micros, BigInt(operation.to)) * BigInt(operation.to))
  }
}

const amountAfter = (
  field: AmountField,
  operation: AmountOperation,
  { before, currency }: BulkRow,
): Micros | null | BulkProblem => {
  if (operation.kind === 'set' && operation.value === null)
    return CLEARED.has(field) ? null : { of: 'row', problem: 'needed' }
  if (operation.kind !== 'set' && typeof before !== 'number') return { of: 'row', problem: 'nothing' }
  const after = computed(operation, Number(before ?? 0), BigInt(MICROS / minorUnitsPerUnit(currency)))
  if (after <= 0n) return { of: 'amount', problem: after === 0n ? 'zero' : 'negative' }
  return after > BigInt(MOST_AMOUNT) ? { of: 'amount', problem: 'tooLarge' } : Number(after)
}

const nameAfter = (name: string, before: BulkRow['before']): string | BulkProblem => {
  // A name that the operation does not touch is left as it is, whatever is wrong with it.
  if (name === before) return name
  const checked = checkName(name)
  return checked.ok ? checked.name : { of: 'name', problem: checked.problem }
}

/** What each row becomes, or why it cannot. */
export const applyBulk = (operation: BulkOperation, rows: readonly BulkRow[]): BulkAnswer => {
  const outcomes = (after: (row: BulkRow) => string | Micros | null | BulkProblem): BulkAnswer => ({
    ok: true,
    rows: rows.map((row): BulkOutcome => {
      const { before } = row
      const value = after(row)
      if (typeof value === 'object' && value !== null) return { kind: 'problem', before, problem: value }
      return value === before ? { kind: 'unchanged', before } : { kind: 'changed', before, after: value }
    }),
  })
  if (operation.field !== 'name') return outcomes((row) => amountAfter(operation.field, operation, row))
  const named = (make: (name: string) => string): BulkAnswer =>
    outcomes(({ before }) => nameAfter(make(String(before ?? '')), before))
  switch (operation.kind) {
    case 'set':
      return named(() => operation.value)
    case 'append':
      return named((name) => (operation.at === 'start' ? operation.text + name : name + operation.text))
    case 'replace': {
      const replacer = replacerOf(operation)
      return replacer.ok ? named(replacer.replaced) : replacer
    }
  }
}
