import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './button.module.css'
import { Tooltip } from './tooltip.tsx'

export type ButtonKind = 'plain' | 'primary' | 'danger' | 'quiet'

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: ButtonKind
  readonly size?: 'small' | 'usual' | 'large'
  readonly icon?: ReactNode
  /** Stays focusable and says so to screen readers, but does nothing. */
  readonly busy?: boolean
}

export const Button = ({
  kind = 'plain',
  size = 'usual',
  icon,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps): ReactElement => (
  <button
    type="button"
    {...rest}
    aria-busy={busy || undefined}
    aria-disabled={busy || undefined}
    onClick={busy ? (event) => event.preventDefault() : onClick}
    className={cx(css['button'], css[kind], css[size], busy && css['busy'], className)}
  >
    {busy ? <span className={css['spinner']} aria-hidden /> : icon}
    {children}
  </button>
)

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label'> {
  /** Its name: read out, and shown as a tooltip. */
  readonly label: string
  readonly icon: ReactNode
  /** Shown beside the name, e.g. `Ctrl K`. */
  readonly keys?: string
}

export const IconButton = ({
  label,
  keys,
  kind = 'quiet',
  size = 'usual',
  icon,
  busy = false,
  className,
  ...rest
}: IconButtonProps): ReactElement => (
  <Tooltip content={label} {...(keys ? { keys } : {})}>
    <button
      type="button"
      {...rest}
      aria-label={label}
      aria-busy={busy || undefined}
      className={cx(css['button'], css['square'], css[kind], css[size], className)}
    >
      {busy ? <span className={css['spinner']} aria-hidden /> : icon}
    </button>
  </Tooltip>
)
