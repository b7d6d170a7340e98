import type { Locale } from './connection.ts'
import { plainTyped, readNumber } from './typed-number.ts'

/** The largest factor: beyond it amounts are set and not multiplied. */
const MOST_FACTOR = 1000

export type FactorAnswer =
  | { readonly ok: true; readonly millionths: number }
  | { readonly ok: false; readonly problem: 'empty' | 'notANumber' | 'bounds' }

/**
 * What amounts are multiplied by, in millionths: a factor (`1.2`, `×1,2`), percent of the amount (`120 %`), or with a
 * sign percent more or less (`+20 %`, `-15%`); to four decimals. Above zero and at most a thousandfold.
 */
export const parseFactor = (text: string, locale: Locale): FactorAnswer => {
  const typed = plainTyped(text)
  if (typed === '') return { ok: false, problem: 'empty' }
  const [, sign = '', body = '', percent = ''] = /^([-+\u2212×x*]?) ?(.*?) ?(%?)$/i.exec(typed) ?? []
  const isChange = /[-+\u2212]/.test(sign)
  const read = body.length > 20 ? null : readNumber(body, locale)
  if (!read || read.isNegative || read.fraction.length > 4 || (isChange && percent === ''))
    return { ok: false, problem: 'notANumber' }
  const size = Number(`${read.whole}${read.fraction.padEnd(6, '0')}`) / (percent ? 100 : 1)
  const millionths = isChange ? 1_000_000 + (sign === '+' ? size : -size) : size
  return millionths > 0 && millionths <= MOST_FACTOR * 1_000_000
    ? { ok: true, millionths }
    : { ok: false, problem: 'bounds' }
}
