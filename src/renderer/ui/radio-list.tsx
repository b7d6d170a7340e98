import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import css from './radio-list.module.css'

interface RadioListProps<Value extends string> {
  readonly label: string
  /** None of them: what is chosen lies elsewhere. */
  readonly value: Value | ''
  readonly options: readonly {
    readonly value: Value
    readonly label: string
    readonly hint?: string
    readonly disabled?: boolean
  }[]
  readonly onChange: (value: Value) => void
  /** It was meant: pressed, or Enter on it. Arrows only choose. */
  readonly onDone: (value: Value) => void
  /** It may be the next. */
  readonly onPoint?: (value: Value) => void
}

/** One of many, below each other, in a popover. */
export const RadioList = <Value extends string>({
  label,
  value,
  options,
  onChange,
  onDone,
  onPoint,
}: RadioListProps<Value>): ReactElement => (
  <RadioGroup
    aria-label={label}
    value={value}
    onValueChange={(next: Value | '') => next !== '' && onChange(next)}
    className={css['list']}
  >
    {options.map((option) => (
      <Radio.Root
        key={option.value}
        value={option.value}
        disabled={option.disabled ?? false}
        aria-label={option.hint ? `${option.label}, ${option.hint}` : option.label}
        className={css['item']}
        onPointerEnter={() => onPoint?.(option.value)}
        onClick={(event) => event.detail > 0 && onDone(option.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onChange(option.value)
          onDone(option.value)
        }}
      >
        <span className={css['mark']}>
          <Radio.Indicator>
            <Check size={14} aria-hidden />
          </Radio.Indicator>
        </span>
        <span className={css['label']}>{option.label}</span>
        {option.hint ? <span className={css['hint']}>{option.hint}</span> : null}
      </Radio.Root>
    ))}
  </RadioGroup>
)
