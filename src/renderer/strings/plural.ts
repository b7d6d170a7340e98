import type { Locale } from '../../shared/domain/connection.ts'

/** `#` stands for the number, written in the locale's way. */
export interface EnglishForms {
  readonly one: string
  readonly other: string
}
/** 1, 21 … · 2–4, 22 … · 0, 5–20 … · fractions (as `few` when absent). */
export interface RussianForms {
  readonly one: string
  readonly few: string
  readonly many: string
  readonly other?: string
}

const of = (
  locale: Locale,
): ((count: number, forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>) => string) => {
  const rules = new Intl.PluralRules(locale)
  const digits = new Intl.NumberFormat(locale)
  return (count, forms) =>
    (forms[rules.select(count)] ?? forms.few ?? forms.other ?? '').replace('#', digits.format(count))
}

const english = of('en')
const russian = of('ru')

export const en = (count: number, forms: EnglishForms): string => english(count, { ...forms })
export const ru = (count: number, forms: RussianForms): string => russian(count, { ...forms })
