import { X } from 'lucide-react'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import css from './chip.module.css'
import { cx } from './cx.ts'

interface ChipProps {
  /** A ChipText, and what stands behind it. */
  readonly children: ReactNode
  /** What its cross is called. */
  readonly removeLabel: string
  readonly onRemove: () => void
  /** It stands out among others. */
  readonly accent?: boolean
}

/** Something that is set, in a word or two: it is opened by its text and goes with its cross. */
export const Chip = ({ children, removeLabel, onRemove, accent = false }: ChipProps): ReactElement => (
  <span className={cx(css['chip'], accent && css['accent'])}>
    {children}
    <button type="button" className={css['close']} aria-label={removeLabel} onClick={onRemove}>
      <X aria-hidden />
    </button>
  </span>
)

export const ChipText = (props: ComponentProps<'button'>): ReactElement => (
  <button {...props} type="button" className={css['text']} />
)
