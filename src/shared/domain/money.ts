/**
 * Money is an integer in micros of its currency (1 USD = 1,000,000), the currency beside it. Meta speaks two other
 * tongues, both converted in `main/meta` and nowhere else: minor units in budgets and balances, decimal strings in insights.
 */
export type Micros = number

/** ISO 4217 code as Meta gives it. */
export type Currency = string

export interface Money {
  readonly amount: Micros
  readonly currency: Currency
}

export const MICROS = 1_000_000

const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
/** Whether there is, or was, such a currency. */
export const isCurrency = (code: string): boolean => KNOWN.has(code)

/** Meta's currencies without a minor unit (offset 1); all others have offset 100, whatever ISO says (BHD, JOD too). */
const WHOLE = new Set(['CLP', 'COP', 'CRC', 'HUF', 'ISK', 'IDR', 'JPY', 'KRW', 'PYG', 'TWD', 'VND'])

/** How many of Meta's minor units make one unit of the currency: 1 or 100. */
export const minorUnitsPerUnit = (currency: Currency): 1 | 100 => (WHOLE.has(currency) ? 1 : 100)

/** Decimals in which people write this currency at Meta: 0 or 2. */
export const decimalsOf = (currency: Currency): 0 | 2 => (WHOLE.has(currency) ? 0 : 2)

export const microsFromMinor = (minor: number, currency: Currency): Micros =>
  minor * (MICROS / minorUnitsPerUnit(currency))

/** Rounded to the nearest minor unit: a budget cannot be finer. */
export const minorFromMicros = (micros: Micros, currency: Currency): number =>
  Math.round(micros / (MICROS / minorUnitsPerUnit(currency)))

/** `"12.69"` to 12,690,000; null for anything that is not a plain decimal number. Exact: no floating point on the way. */
export const microsFromDecimal = (text: string): Micros | null => {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,12}))?$/.exec(text)
  if (!match) return null
  const fraction = (match[3] ?? '').padEnd(7, '0')
  const micros = Number(match[2]) * MICROS + Number(fraction.slice(0, 6)) + (Number(fraction[6]) >= 5 ? 1 : 0)
  return match[1] && micros !== 0 ? -micros : micros
}
