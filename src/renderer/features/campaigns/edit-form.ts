import { instantOfLocal, localTime } from '../../../shared/domain/day.ts'
import { EDIT_FIELDS, isMoneyField, isTimeField, MOST_NAME } from '../../../shared/domain/edits.ts'
import type { Change, EditableObject, EditField, EditValue } from '../../../shared/domain/edits.ts'
import type { Locale } from '../../../shared/domain/connection.ts'
import { decimalsOf, MICROS } from '../../../shared/domain/money.ts'
import { parseNumber } from '../../ui/parse-number.ts'

/** What stands in the fields of an object's form, and what it means. Pure. */

export type Typed = { readonly [Field in EditField]?: string }
export type Problem = 'empty' | 'notAmount' | 'notPositive' | 'tooMuch' | 'noMoment' | 'endBeforeStart'

/** Units of any currency: more than any budget, and still exact. */
const MOST_UNITS = 9_000_000_000
/** An empty field of these says that there is none. */
const MAY_BE_EMPTY: ReadonlySet<EditField> = new Set(['spendCap', 'endsAt'])

type About = Pick<EditableObject, 'level' | 'values' | 'currency' | 'zone'>

/** The fields that the object has, in their order. */
export const fieldsOf = ({ level, values }: Pick<About, 'level' | 'values'>): readonly EditField[] =>
  EDIT_FIELDS[level].filter((field) => values[field] !== undefined)

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

const readAmount = (text: string, currency: string, locale: Locale): Read => {
  const units = parseNumber(text, locale)
  const coin = 10 ** -decimalsOf(currency)
  if (units === null || Math.abs(units / coin - Math.round(units / coin)) > 1e-6) return { problem: 'notAmount' }
  if (units <= 0) return { problem: 'notPositive' }
  return units > MOST_UNITS ? { problem: 'tooMuch' } : { value: Math.round(units * MICROS) }
}

const read = (field: EditField, text: string, { currency, zone }: About, locale: Locale): Read => {
  const plain = text.trim()
  if (plain === '') return MAY_BE_EMPTY.has(field) ? { value: null } : { problem: 'empty' }
  if (isMoneyField(field)) return readAmount(plain, currency, locale)
  if (!isTimeField(field)) return { value: plain.slice(0, MOST_NAME) }
  const at = instantOfLocal(plain, zone)
  return at === null ? { problem: 'noMoment' } : { value: at }
}

export interface FormRead {
  readonly changes: readonly Change[]
  readonly problems: ReadonlyMap<EditField, Problem>
}

/** What was typed beside what is so: a field that says what it said is no change. */
export const readForm = (about: About, typed: Typed, locale: Locale): FormRead => {
  const changes: Change[] = []
  const problems = new Map<EditField, Problem>()
  const after = new Map<EditField, EditValue>()
  for (const field of fieldsOf(about)) {
    const before = about.values[field]
    const text = typed[field]
    if (before === undefined) continue
    after.set(field, before)
    // Seconds of a time and digits beyond the coin are not in the field: what was not touched stays as it is.
    if (text === undefined || text === textOf(field, before, about, locale)) continue
    const found = read(field, text, about, locale)
    if ('problem' in found) problems.set(field, found.problem)
    else if (found.value !== before) {
      changes.push({ field, before, after: found.value } as Change)
      after.set(field, found.value)
    }
  }
  const [starts, ends] = [after.get('startsAt'), after.get('endsAt')]
  const isMoved = changes.some(({ field }) => isTimeField(field))
  if (isMoved && typeof starts === 'number' && typeof ends === 'number' && ends <= starts)
    problems.set('endsAt', 'endBeforeStart')
  return { changes, problems }
}
