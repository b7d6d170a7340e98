import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import css from './select.module.css'
import { cx } from './cx.ts'
import popup from './popup.module.css'

export interface Option<Value extends string> {
  readonly value: Value
  readonly label: string
  readonly hint?: string
  /** A heading above it and those after it that have the same. */
  readonly group?: string
  /** Why it cannot be chosen, said under its name: it is greyed out. */
  readonly refused?: string | undefined
}

interface SelectProps<Value extends string> {
  /** Its name: read out; a Field around it shows one. */
  readonly label: string
  readonly value: Value
  readonly options: readonly Option<Value>[]
  readonly onChange: (value: Value) => void
  readonly disabled?: boolean
  readonly quiet?: boolean
  readonly className?: string | undefined
}

const Choice = <Value extends string>({ option }: { readonly option: Option<Value> }): ReactElement => (
  <Base.Item value={option.value} disabled={option.refused !== undefined} className={popup['item']}>
    <span className={popup['mark']}>
      <Base.ItemIndicator>
        <Check size={14} aria-hidden />
      </Base.ItemIndicator>
    </span>
    <span className={popup['label']}>
      <Base.ItemText>{option.label}</Base.ItemText>
      {option.refused === undefined ? null : <span className={css['refused']}>{option.refused}</span>}
    </span>
    {option.hint ? <span className={popup['hint']}>{option.hint}</span> : null}
  </Base.Item>
)

export const Select = <Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled = false,
  quiet = false,
  className,
}: SelectProps<Value>): ReactElement => (
  <Base.Root<Value>
    items={options}
    value={value}
    disabled={disabled}
    onValueChange={(next) => {
      if (next !== null) onChange(next)
    }}
  >
    <Base.Trigger aria-label={label} className={cx(css['trigger'], quiet && css['quiet'], className)}>
      <Base.Value className={css['value']} />
      <Base.Icon className={css['icon']}>
        <ChevronDown size={14} aria-hidden />
      </Base.Icon>
    </Base.Trigger>
    <Base.Portal>
      <Base.Positioner sideOffset={4} alignItemWithTrigger={false} collisionPadding={8} className={popup['positioner']}>
        <Base.Popup className={popup['popup']}>
          <Base.List>
            {[...Map.groupBy(options, ({ group }) => group)].map(([group, all]) =>
              group === undefined ? (
                all.map((option) => <Choice key={option.value} option={option} />)
              ) : (
                <Base.Group key={group}>
                  <Base.GroupLabel className={popup['heading']}>{group}</Base.GroupLabel>
                  {all.map((option) => (
                    <Choice key={option.value} option={option} />
                  ))}
                </Base.Group>
              ),
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
