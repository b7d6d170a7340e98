import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './popup.module.css'

interface MenuProps {
  /** A button: it opens the menu and gets the focus back. */
  readonly trigger: ReactElement<Record<string, unknown>>
  readonly children: ReactNode
  readonly align?: 'start' | 'end'
}

export const Menu = ({ trigger, children, align = 'start' }: MenuProps): ReactElement => (
  <Base.Root>
    <Base.Trigger render={trigger} />
    <Base.Portal>
      <Base.Positioner sideOffset={4} align={align} collisionPadding={8} className={css['positioner']}>
        <Base.Popup className={css['popup']}>{children}</Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

interface MenuAtProps {
  readonly open: boolean
  readonly onClose: () => void
  /** Beside what it opens, and what gets the focus back. */
  readonly anchor: () => Element | null
  readonly label: string
  readonly children: ReactNode
}

/** A menu that something other than a button of its own opens: a header, a key. */
export const MenuAt = ({ open, onClose, anchor, label, children }: MenuAtProps): ReactElement => (
  <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
    <Base.Portal>
      <Base.Positioner anchor={anchor} sideOffset={2} align="start" collisionPadding={8} className={css['positioner']}>
        <Base.Popup
          className={css['popup']}
          aria-label={label}
          finalFocus={() => {
            const back = anchor()
            return back instanceof HTMLElement ? back : true
          }}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

interface MenuItemProps {
  readonly children: ReactNode
  readonly onClick: () => void
  readonly icon?: ReactNode
  readonly hint?: string
  readonly disabled?: boolean
  readonly danger?: boolean
}

export const MenuItem = ({
  children,
  onClick,
  icon,
  hint,
  disabled = false,
  danger = false,
}: MenuItemProps): ReactElement => (
  <Base.Item className={cx(css['item'], danger && css['danger'])} onClick={onClick} disabled={disabled}>
    <span className={css['mark']}>{icon}</span>
    <span className={css['label']}>{children}</span>
    {hint ? <span className={css['hint']}>{hint}</span> : null}
  </Base.Item>
)

interface MenuChoiceProps<Value extends string> {
  readonly label: string
  readonly value: Value
  readonly options: readonly { readonly value: Value; readonly label: string; readonly hint?: string }[]
  readonly onChange: (value: Value) => void
}

/** One of several, with the chosen one ticked. */
export const MenuChoice = <Value extends string>({
  label,
  value,
  options,
  onChange,
}: MenuChoiceProps<Value>): ReactElement => (
  <Base.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)} aria-label={label}>
    <div className={css['heading']} aria-hidden>
      {label}
    </div>
    {options.map((option) => (
      <Base.RadioItem key={option.value} value={option.value} className={css['item']} closeOnClick>
        <span className={css['mark']}>
          <Base.RadioItemIndicator>
            <Check size={14} aria-hidden />
          </Base.RadioItemIndicator>
        </span>
        <span className={css['label']}>{option.label}</span>
        {option.hint ? <bdi className={css['hint']}>{option.hint}</bdi> : null}
      </Base.RadioItem>
    ))}
  </Base.RadioGroup>
)

interface MenuCheckProps {
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly children: ReactNode
  readonly hint?: string
}

/** Stays open, so that several can be ticked. */
export const MenuCheck = ({ checked, onChange, children, hint }: MenuCheckProps): ReactElement => (
  <Base.CheckboxItem checked={checked} onCheckedChange={(next) => onChange(next)} className={css['item']}>
    <span className={css['mark']}>
      <Base.CheckboxItemIndicator>
        <Check size={14} aria-hidden />
      </Base.CheckboxItemIndicator>
    </span>
    <span className={css['label']}>{children}</span>
    {hint ? <span className={css['hint']}>{hint}</span> : null}
  </Base.CheckboxItem>
)

export const MenuSeparator = (): ReactElement => <div role="separator" className={css['separator']} />

/** A line that explains what stands above it. */
export const MenuNote = ({ children }: { readonly children: string }): ReactElement => (
  <div className={cx(css['hint'], css['note'])}>{children}</div>
)

export const MenuHeading = ({ children }: { readonly children: string }): ReactElement => (
  <div className={css['heading']} aria-hidden>
    {children}
  </div>
)
