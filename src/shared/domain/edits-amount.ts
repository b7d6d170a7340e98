import type { Locale } from './connection.ts'
import { decimalsOf, isCurrency } from './money.ts'
import type { Currency, Micros } from './money.ts'
import { plainTyped, readNumber } from './typed-number.ts'

/** Why a typed text is no amount that Meta could be given. */
export type AmountProblem =
  | 'empty'
  | 'notANumber'
  /** `1e12`: amounts are written in digits. */
  | 'exponent'
  /** `1,000` where the comma is the decimal mark: one, or a thousand of somebody who groups by it. */
  | 'ambiguous'
  | 'otherCurrency'
  | 'negative'
  | 'zero'
  /** More decimals than the currency has. */
  | 'decimals'
  | 'tooLarge'

export type AmountAnswer =
  | { readonly ok: true; readonly micros: Micros }
  | { readonly ok: false; readonly problem: AmountProblem }

/**
 * The largest amount whose micros are exact: nine billion units. Meta takes less of any currency but rupiah and dong, of
 * which its million dollars are more.
 */
export const MOST_AMOUNT: Micros = 9_007_199_254_000_000
const LENGTH = 100

/** What people write beside amounts that is no sign of `Intl`. */
const SPOKEN: Readonly<Record<Currency, readonly string[]>> = {
  AUD: ['a$'],
  BYN: ['руб', 'р', 'br'],
  CAD: ['c$'],
  INR: ['rs'],
  KZT: ['тг'],
  RUB: ['руб', 'р'],
  UAH: ['грн'],
}
/** Full-width signs. */
const SIGNS: Readonly<Record<string, string>> = { '\uffe1': '£', '\uffe5': '¥', '\uffe6': '₩' }
const NAMES = new Map<Currency, ReadonlySet<string>>()
const bare = (affix: string): string => plainTyped(affix).replace(/\.$/, '').toLowerCase()

/** Its code and signs, in lower case: `usd`, `$`, `us$`. */
const namesOf = (currency: Currency): ReadonlySet<string> => {
  const known = NAMES.get(currency)
  if (known) return known
  const signs = (['en', 'ru'] as const).flatMap((locale) =>
    (['symbol', 'narrowSymbol'] as const).flatMap((currencyDisplay) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay })
        .formatToParts(0)
        .filter(({ type }) => type === 'currency')
        .map(({ value }) => bare(value)),
    ),
  )
  const long = signs.includes('$') ? [`${currency.slice(0, 2).toLowerCase()}$`] : []
  const names = new Set([currency.toLowerCase(), ...signs, ...long, ...(SPOKEN[currency] ?? [])])
  NAMES.set(currency, names)
  return names
}

const isOtherCurrency = (affix: string): boolean => /\p{Sc}/u.test(affix) || isCurrency(affix.toUpperCase())

/**
 * An amount of a currency as people type it: with spaces, points or commas between groups, a sign or code before or
 * after, in digits of any width. A sign that several currencies share (`$`) is taken for this one. Read digit by digit:
 * no floating point on the way. A lone mark before three digits groups where it does so in the language (`1,000` in
 * English, `1.000` in Russian); elsewhere it is asked about, because three decimals are no amount. Zeros beyond the
 * currency's decimals do no harm.
 */
export const parseAmount = (text: string, currency: Currency, locale: Locale): AmountAnswer => {
  const no = (problem: AmountProblem): AmountAnswer => ({ ok: false, problem })
  const typed = plainTyped(text).replace(/[\uffe1\uffe5\uffe6]/, (sign) => SIGNS[sign] ?? sign)
  if (typed === '') return no('empty')
  const found = typed.length > LENGTH ? null : /^(.*?)([.,]?\d(?:.*\d)?)(.*)$/.exec(typed)
  if (!found) return no('notANumber')
  const [, before = '', body = '', after = ''] = found
  if (/^\d[\d.,]*e[+-]?\d+$/i.test(body)) return no('exponent')

  const unsigned = before.trim().replace(/^[-\u2212]|[-\u2212]$/, '')
  for (const affix of [unsigned, after]) {
    if (affix === '' || affix === '.' || affix === ',') continue
    const name = bare(affix)
    if (!namesOf(currency).has(name)) return no(isOtherCurrency(name) ? 'otherCurrency' : 'notANumber')
  }
  // The point of `р.100` ends the word.
  const read = readNumber(/\p{L}$/u.test(before) ? body.replace(/^\./, '') : body, locale)
  if (!read) return no('notANumber')
  if (read.mayBeGroups) return no('ambiguous')
  const fraction = read.fraction.replace(/0+$/, '')
  if (fraction.length > decimalsOf(currency)) return no('decimals')
  const micros = BigInt(`${read.whole}${fraction.padEnd(6, '0')}`)
  if (micros === 0n) return no('zero')
  if (unsigned !== before.trim()) return no('negative')
  if (micros > BigInt(MOST_AMOUNT)) return no('tooLarge')
  return { ok: true, micros: Number(micros) }
}
