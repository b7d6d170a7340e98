import type { Micros } from '../domain/money.ts'
import { MICROS, decimalsOf } from '../domain/money.ts'

/** Money for a sentence: `$52.10`, `52,10 €`. The window has a richer formatter of its own. */
export const money = (locale: string, micros: Micros, currency: string): string =>
  new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: decimalsOf(currency),
    maximumFractionDigits: decimalsOf(currency),
  }).format(micros / MICROS)

export const percent = (locale: string, share: number): string =>
  new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Russian has three forms: 1 день, 2 дня, 5 дней. */
export const pluralRu = (count: number, one: string, few: string, many: string): string => {
  const form = new Intl.PluralRules('ru').select(count)
  return form === 'one' ? one : form === 'few' ? few : many
}
