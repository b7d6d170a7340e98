import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import type { ReactElement } from 'react'
import css from './segments.module.css'

interface SegmentsProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string }[]
  readonly onChange: (value: Value) => void
  /** It may be the next. */
  readonly onPoint?: (value: Value) => void
  readonly disabled?: boolean
  /** One below the other, where their names are long. */
  readonly stacked?: boolean
}

/** One of a few, all in sight. Arrows move and choose. */
export const Segments = <Value extends string>({
  label,
  value,
  options,
  onChange,
  onPoint,
  disabled = false,
  stacked = false,
}: SegmentsProps<Value>): ReactElement => (
  <RadioGroup
    aria-label={label}
    value={value}
    disabled={disabled}
    onValueChange={(next: Value) => onChange(next)}
    className={css['segments']}
    data-stacked={stacked || undefined}
  >
    {options.map((option) => (
      <Radio.Root
        key={option.value}
        value={option.value}
        aria-label={option.label}
        className={css['segment']}
        onPointerEnter={() => onPoint?.(option.value)}
      >
        {option.label}
      </Radio.Root>
    ))}
  </RadioGroup>
)
