import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import css from './popup.module.css'

interface PopoverProps {
  readonly trigger: ReactElement<Record<string, unknown>>
  /** Names the pane for screen readers. */
  readonly label: string
  readonly children: ReactNode
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  readonly align?: 'start' | 'center' | 'end'
  /** Stays in the document, out of sight, while it is closed: to take away what is big costs as much as to put it up. */
  readonly kept?: boolean
  /** Where it can be opened from elsewhere too, e.g. by a key. */
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
}

export const Popover = ({
  trigger,
  label,
  children,
  side = 'bottom',
  align = 'start',
  kept = false,
  open,
  onOpenChange,
}: PopoverProps): ReactElement => (
  <Base.Root {...(open === undefined ? {} : { open })} onOpenChange={(next) => onOpenChange?.(next)}>
    <Base.Trigger render={trigger} />
    <Base.Portal keepMounted={kept}>
      <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className={css['positioner']}>
        <Base.Popup className={css['pane']} aria-label={label}>
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)
