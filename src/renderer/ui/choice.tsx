import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Switch as BaseSwitch } from '@base-ui/react/switch'
import { Check, Minus } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useId } from 'react'
import css from './choice.module.css'

interface CheckboxProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  /** Its name; shown beside it unless `hideLabel`. */
  readonly label: string
  readonly hideLabel?: boolean
  /** Some of what it stands for is ticked. */
  readonly mixed?: boolean
  readonly disabled?: boolean
}

export const Checkbox = ({
  checked,
  onChange,
  label,
  hideLabel = false,
  mixed = false,
  disabled = false,
}: CheckboxProps): ReactElement => {
  const box = (
    <BaseCheckbox.Root
      checked={checked}
      indeterminate={mixed}
      disabled={disabled}
      onCheckedChange={(next) => onChange(next)}
      aria-label={label}
      className={css['checkbox']}
    >
      <BaseCheckbox.Indicator className={css['tick']}>
        {mixed ? <Minus size={12} strokeWidth={3} aria-hidden /> : <Check size={12} strokeWidth={3} aria-hidden />}
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  )
  if (hideLabel) return box
  return (
    <label className={css['labelled']}>
      {box}
      <span>{label}</span>
    </label>
  )
}

interface SwitchProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly label: string
  readonly hint?: ReactNode
  readonly disabled?: boolean
}

/** A setting that takes effect at once, with its name and, if need be, a line of explanation. */
export const Switch = ({ checked, onChange, label, hint, disabled = false }: SwitchProps): ReactElement => {
  const id = useId()
  return (
    <div className={css['setting']}>
      <div className={css['words']}>
        <label htmlFor={id} className={css['name']}>
          {label}
        </label>
        {hint ? <div className={css['hint']}>{hint}</div> : null}
      </div>
      <BaseSwitch.Root
        id={id}
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        aria-label={label}
        className={css['switch']}
      >
        <BaseSwitch.Thumb className={css['thumb']} />
      </BaseSwitch.Root>
    </div>
  )
}
