import type { Currency } from '../../shared/domain/money.ts'
import type { Format } from '../format.ts'
import type { Option } from './select.tsx'

const ALL: readonly Currency[] = Intl.supportedValuesOf('currency')

/** Those that matter here, then all the others by their codes. */
export const currencyOptions = (first: readonly Currency[], format: Format): Option<Currency>[] =>
  [...first, ...ALL.filter((code) => !first.includes(code))].map((code) => ({
    value: code,
    label: format.currency(code),
  }))
