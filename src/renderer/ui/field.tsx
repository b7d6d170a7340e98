import { Field as Base } from '@base-ui/react/field'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './field.module.css'

interface FieldProps {
  readonly label: string
  /** Beside the label, e.g. "optional". */
  readonly note?: string | undefined
  readonly hint?: ReactNode
  /** What is wrong with the value; null: nothing. */
  readonly error?: string | null
  /** A TextField's or NumberField's input; it gets the label, the hint and the error. */
  readonly children: ReactNode
}

export const Field = ({ label, note, hint, error = null, children }: FieldProps): ReactElement => (
  <Base.Root className={css['field']} invalid={error !== null}>
    <Base.Label className={css['label']}>
      {label}
      {note ? <span className={css['note']}>{note}</span> : null}
    </Base.Label>
    {children}
    {error !== null ? (
      <Base.Error match className={css['error']}>
        {error}
      </Base.Error>
    ) : null}
    {hint ? <Base.Description className={css['hint']}>{hint}</Base.Description> : null}
  </Base.Root>
)

type TextInputProps = Omit<ComponentProps<'input'>, 'onChange' | 'value'> & {
  readonly value: string
  readonly onChange: (value: string) => void
  readonly mono?: boolean
}

/** Inside a Field, or alone with an `aria-label`. */
export const TextInput = ({ value, onChange, mono = false, className, ...rest }: TextInputProps): ReactElement => (
  <Base.Control
    autoComplete="off"
    spellCheck={false}
    {...rest}
    value={value}
    onValueChange={(next) => onChange(next)}
    className={cx(css['input'], mono && css['mono'], className)}
  />
)
