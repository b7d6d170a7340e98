import { z } from 'zod'
import { isJsonFields } from '../../../shared/domain/json.ts'
import type { JsonFields } from '../../../shared/domain/json.ts'
import type { Currency, Micros } from '../../../shared/domain/money.ts'
import {
  countOf,
  flagOf,
  idOf,
  instantOf,
  instantOfSeconds,
  isFields,
  microsOfMinor,
  textOf,
  wholeOf,
} from '../decode/scalars.ts'

/**
 * Fields of a row as Meta may write them: a number may be a text and a text a number, what is missing, empty or makes
 * no sense is null. Only what is `needed` makes a row without it unreadable.
 */

export const lenient = <T>(read: (value: unknown) => T) => z.unknown().optional().transform(read)

/** Whatever it is; read with others later. */
export const raw = z.unknown().optional()

export const needed = <T>(piece: z.ZodType<T | null>) =>
  piece.transform((value, context): T => {
    if (value !== null) return value
    context.addIssue({ code: 'custom', message: 'needed' })
    return z.NEVER
  })

const known = (number: number): number | null => (Number.isNaN(number) ? null : number)

export const id = lenient(idOf)
/** Not empty. */
export const text = lenient((value) => textOf(value) || null)
export const whole = lenient((value) => known(wholeOf(value)))
/** Not negative; may have a fraction. */
export const amount = lenient((value) => known(countOf(value)))
/** May be negative, as an error's code or an estimate that is not there. */
export const signed = lenient((value) => {
  const number = typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
})
export const flag = lenient(flagOf)
export const instant = lenient(instantOf)
export const seconds = lenient(instantOfSeconds)
/** Null where Meta wrote something that is no list. */
export const list = lenient((value): readonly unknown[] | null => (Array.isArray(value) ? value : null))
export const texts = lenient((value): readonly string[] | null =>
  Array.isArray(value) ? value.map(textOf).filter((each) => each !== null) : null,
)
export const jsonFields = lenient((value): JsonFields | null => (isJsonFields(value) ? value : null))
/** The `id` of a part such as `creative{id}`. */
export const idWithin = lenient((value) => (isFields(value) ? idOf(value['id']) : idOf(value)))
/** `{ id, name }`, the name being its id where Meta gives none. */
export const named = lenient((value) => {
  const found = isFields(value) ? idOf(value['id']) : null
  return isFields(value) && found !== null ? { id: found, name: textOf(value['name']) ?? found } : null
})
/** One of a closed list of words; others are `UNKNOWN`, none is null. */
export const oneOf = <const Word extends string>(words: readonly Word[]) => {
  const known: ReadonlySet<unknown> = new Set(words)
  const is = (value: unknown): value is Word => known.has(value)
  return lenient((value): Word | 'UNKNOWN' | null =>
    is(value) ? value : value === undefined || value === null || value === '' ? null : 'UNKNOWN',
  )
}

/** Of a table of Meta's words: its own entries only, whatever the word is. */
export const lookUp = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined

/** Minor units; null when not said or not understood. */
export const moneyOf = (minor: unknown, currency: Currency): Micros | null =>
  known(microsOfMinor(minor, currency) ?? Number.NaN)

/** Rows within a row; one that is not understood is not there. */
export const rowsOf = <T>(rows: readonly unknown[] | null, decode: (row: unknown) => T | null): readonly T[] =>
  (rows ?? []).map(decode).filter((row) => row !== null)

/** Rows that mean something together only: null when one of them is not understood. */
export const allOf = <T>(rows: readonly unknown[], decode: (row: unknown) => T | null): readonly T[] | null => {
  const found = rowsOf(rows, decode)
  return found.length === rows.length ? found : null
}

/** What `schema` makes of a row, or null. */
export const understood = <Schema extends z.ZodType>(schema: Schema, row: unknown): z.output<Schema> | null => {
  const checked = schema.safeParse(row)
  return checked.success ? checked.data : null
}
