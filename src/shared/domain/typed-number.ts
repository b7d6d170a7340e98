import type { Locale } from './connection.ts'

/** A number digit by digit, as it was typed. */
export interface TypedNumber {
  readonly isNegative: boolean
  /** At least one digit. */
  readonly whole: string
  /** Digits behind the decimal mark, perhaps none. */
  readonly fraction: string
  /** `1,000` where the comma is the decimal mark: somebody of another language may have meant a thousand. */
  readonly mayBeGroups: boolean
}

/** Marks of direction and other characters without width, which copied text brings along. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
/** Nothing to make plain; most cells are. */
const ASCII = /^[!-~]*$/
const FULL_WIDTH = /[\uff01-\uff5e]/g
/** From full-width characters to those of ASCII. */
const WIDTH = 0xfee0
const GROUPS = /^[1-9]\d{0,2}(?:\.\d{3})+$|^[1-9]\d{0,2}(?:,\d{3})+$|^[1-9]\d?(?:,\d{2})+,\d{3}$/
const SPACED = /^(\d{1,3}([ '’])\d{3}(?:\2\d{3})*)(?:[.,](\d*))?$/

/** Typed text in plain characters: full-width ones as usual ones, one kind of space, none at the ends. */
export const plainTyped = (text: string): string =>
  ASCII.test(text)
    ? text
    : text
        .replace(INVISIBLE, '')
        .replace(FULL_WIDTH, (character) => String.fromCharCode(character.charCodeAt(0) - WIDTH))
        .replace(/\s/g, ' ')
        .trim()

/**
 * A number as people of either language type it: `1,234.5`, `1 234,5`, `1'234.5`, `1,00,000`. Null when it is not one.
 * Where both marks are there the last one is the decimal; a single mark followed by three digits groups if it is the
 * locale's own grouping mark, else it is the decimal mark.
 */
export const readNumber = (text: string, locale: Locale): TypedNumber | null => {
  const plain = plainTyped(text)
  const unsigned = plain.replace(/^[-\u2212] ?/, '')
  const number = (whole: string, fraction = '', mayBeGroups = false): TypedNumber => ({
    isNegative: unsigned !== plain,
    whole: whole.replace(/[^\d]/g, '') || '0',
    fraction,
    mayBeGroups,
  })
  const spaced = SPACED.exec(unsigned)
  if (spaced) return number(spaced[1] ?? '', spaced[3])
  if (!/^[\d.,]*\d[\d.,]*$/.test(unsigned)) return null
  const at = Math.max(unsigned.lastIndexOf('.'), unsigned.lastIndexOf(','))
  if (at < 0) return number(unsigned)
  const mark = unsigned[at]
  const isGroups = GROUPS.test(unsigned)
  const isSingle = unsigned.indexOf(mark ?? '') === at
  if (isGroups && (!isSingle || mark === (locale === 'en' ? ',' : '.'))) return number(unsigned)
  const whole = unsigned.slice(0, at)
  if (!isSingle || !(/^\d*$/.test(whole) || GROUPS.test(whole))) return null
  return number(whole, unsigned.slice(at + 1), isGroups)
}

/** As `readNumber`, where a floating-point number will do. */
export const parseNumber = (text: string, locale: Locale): number | null => {
  const read = readNumber(text, locale)
  const value =
    read === null ? Number.NaN : Number(`${read.isNegative ? '-' : ''}${read.whole}.${read.fraction || '0'}`)
  return Number.isFinite(value) ? value : null
}
