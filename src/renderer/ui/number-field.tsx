import type { ReactElement, ReactNode } from 'react'
import { useState } from 'react'
import { useLocale, useStrings } from '../strings/use-strings.ts'
import { Field, TextInput } from './field.tsx'
import css from './field.module.css'
import { parseNumber } from '../../shared/domain/typed-number.ts'

interface NumberFieldProps {
  readonly label: string
  /** NaN: nothing was entered yet. */
  readonly value: number
  /** Called only with numbers within the bounds. */
  readonly onChange: (value: number) => void
  readonly least?: number
  readonly most?: number
  /** Digits after the mark; whole numbers by default. */
  readonly places?: number
  /** After the field: a unit or currency. */
  readonly unit?: string
  readonly hint?: ReactNode
  readonly disabled?: boolean
  /** Told whether what stands in the field can be used. */
  readonly onValid?: (valid: boolean) => void
}

export const NumberField = ({
  label,
  value,
  onChange,
  least,
  most,
  places = 0,
  unit,
  hint,
  disabled = false,
  onValid,
}: NumberFieldProps): ReactElement => {
  const locale = useLocale()
  const { common } = useStrings()
  const write = (number: number): string =>
    Number.isNaN(number)
      ? ''
      : new Intl.NumberFormat(locale, { maximumFractionDigits: places, useGrouping: false }).format(number)
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: number } | null>(null)
  // Changed elsewhere (or the language was): what was typed is no longer what is meant.
  const text = typed && Object.is(typed.value, value) ? typed.text : write(value)

  const problem = (entered: string): string | null => {
    const number = parseNumber(entered, locale)
    if (number === null || (places === 0 && !Number.isInteger(number))) return common.notANumber
    if (least !== undefined && number < least) return common.atLeast(write(least))
    if (most !== undefined && number > most) return common.atMost(write(most))
    return null
  }
  const enter = (entered: string): void => {
    const number = parseNumber(entered, locale)
    const valid = problem(entered) === null && number !== null
    setTyped({ text: entered, value: valid ? number : value })
    onValid?.(valid)
    if (valid) onChange(number)
  }

  return (
    <Field label={label} hint={hint} error={typed === null && Number.isNaN(value) ? null : problem(text)}>
      <div className={css['affixed']}>
        <TextInput
          value={text}
          onChange={enter}
          inputMode="decimal"
          disabled={disabled}
          onBlur={() => problem(text) === null && setTyped(null)}
        />
        {unit ? <span className={css['affix']}>{unit}</span> : null}
      </div>
    </Field>
  )
}
