import type { ReactElement } from 'react'
import { useLocale, useStrings } from '../../strings/use-strings.ts'
import inputs from '../../ui/field.module.css'
import { Field, TextInput } from '../../ui/field.tsx'
import { codesOf } from './new-form.ts'
import type { Typed } from './new-form.ts'

interface AmountProps {
  readonly label: string
  readonly currency: string
  readonly value: string
  readonly problem: string | null
  readonly hint?: string
  readonly onChange: (text: string) => void
}

/** Money as it is typed, with its currency behind it. */
export const Amount = ({ label, currency, value, problem, hint, onChange }: AmountProps): ReactElement => (
  <Field label={label} error={problem} hint={hint}>
    <div className={inputs['affixed']}>
      <TextInput value={value} onChange={onChange} inputMode="decimal" maxLength={40} />
      <span className={inputs['affix']}>{currency}</span>
    </div>
  </Field>
)

interface CountriesProps {
  readonly typed: Pick<Typed, 'countries'>
  readonly set: (part: { readonly countries: string }) => void
  readonly problem: string | null
}

/** Codes of countries, with their names behind them. */
export const Countries = ({ typed, set, problem }: CountriesProps): ReactElement => {
  const { making } = useStrings()
  const locale = useLocale()
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'none' })
  const known = codesOf(typed.countries).flatMap((code) => (/^[A-Z]{2}$/.test(code) ? (names.of(code) ?? []) : []))
  return (
    <Field label={making.countries} error={problem} hint={known.length > 0 ? known.join(', ') : making.countriesHint}>
      <TextInput value={typed.countries} onChange={(countries) => set({ countries })} maxLength={1000} />
    </Field>
  )
}
