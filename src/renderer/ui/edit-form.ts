import { instantOfLocal, localTime } from '../../shared/domain/day.ts'
import type { EditableObject } from '../../shared/domain/editable.ts'
import {
  EDIT_FIELDS,
  isMoneyField,
  isStanding,
  isTimeField,
  strategyWithBid,
  takesBid,
} from '../../shared/domain/edits.ts'
import type { Change, EditField, EditValue } from '../../shared/domain/edits.ts'
import { parseAmount } from '../../shared/domain/edits-amount.ts'
import type { AmountProblem } from '../../shared/domain/edits-amount.ts'
import { CLEARED } from '../../shared/domain/edits-bulk.ts'
import { checkName } from '../../shared/domain/edits-name.ts'
import type { NameProblem } from '../../shared/domain/edits-name.ts'
import type { Locale } from '../../shared/domain/connection.ts'
import { decimalsOf, MICROS } from '../../shared/domain/money.ts'

/** What stands in the fields of an object's form, and what it means. Pure. */

export type Typed = { readonly [Field in EditField]?: string }
export type Problem =
  | { readonly of: 'amount'; readonly problem: AmountProblem }
  | { readonly of: 'name'; readonly problem: NameProblem }
  | { readonly of: 'time'; readonly problem: 'noMoment' }
  | { readonly of: 'cell'; readonly problem: 'bidMissing' }

type About = Pick<EditableObject, 'level' | 'values' | 'currency' | 'zone'>

/** The fields that the object has, in their order. An archived or deleted one is not started or paused any more. */
export const fieldsOf = ({ level, values }: Pick<About, 'level' | 'values'>): readonly EditField[] =>
  EDIT_FIELDS[level].filter(
    (field) => values[field] !== undefined && (field !== 'status' || isStanding(values.status ?? 'DELETED')),
  )

export const textOf = (
  field: EditField,
  value: EditValue | undefined,
  { currency, zone }: About,
  locale: Locale,
): string => {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (isTimeField(field)) return localTime(value, zone)
  return new Intl.NumberFormat(locale, { maximumFractionDigits: decimalsOf(currency), useGrouping: false }).format(
    value / MICROS,
  )
}

type Read = { readonly value: EditValue } | { readonly problem: Problem }

const read = (field: EditField, text: string, { currency, zone }: About, locale: Locale): Read => {
  if (text.trim() === '' && CLEARED.has(field)) return { value: null }
  if (isMoneyField(field)) {
    const amount = parseAmount(text, currency, locale)
    return amount.ok ? { value: amount.micros } : { problem: { of: 'amount', problem: amount.problem } }
  }
  if (field === 'name') {
    const name = checkName(text)
    return name.ok ? { value: name.name } : { problem: { of: 'name', problem: name.problem } }
  }
  if (!isTimeField(field)) return { value: text }
  const at = instantOfLocal(text, zone)
  return at === null ? { problem: { of: 'time', problem: 'noMoment' } } : { value: at }
}

export interface FormRead {
  readonly changes: readonly Change[]
  readonly problems: ReadonlyMap<EditField, Problem>
}

/** An ad set's strategy goes with the bid that it asks for, and takes away one that it does not have. */
const withBid = ({ values }: About, { changes, problems }: FormRead): FormRead => {
  const strategy = changes.find((change) => change.field === 'bidStrategy')
  if (!strategy || values.bid === undefined) return { changes, problems }
  const bid = changes.find((change) => change.field === 'bid')
  const joined = strategyWithBid(strategy, values.bid, bid?.after ?? null)
  const others = new Map(problems)
  if (!takesBid(strategy.after)) others.delete('bid')
  else if (joined === null && !others.has('bid')) others.set('bid', { of: 'cell', problem: 'bidMissing' })
  return {
    changes: changes.flatMap((change) => (change === bid ? [] : change === strategy ? (joined ?? change) : change)),
    problems: others,
  }
}

/** What was typed beside what is so: a field that says what it said is no change. */
export const readForm = (about: About, typed: Typed, locale: Locale): FormRead => {
  const changes: Change[] = []
  const problems = new Map<EditField, Problem>()
  for (const field of fieldsOf(about)) {
    const before = about.values[field]
    const text = typed[field]
    if (before === undefined) continue
    // Seconds of a time and digits beyond the coin are not in the field: what was not touched stays as it is.
    if (text === undefined || text === textOf(field, before, about, locale)) continue
    const found = read(field, text, about, locale)
    if ('problem' in found) problems.set(field, found.problem)
    else if (found.value !== before) changes.push({ field, before, after: found.value } as Change)
  }
  return withBid(about, { changes, problems })
}
