import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import css from './popup.module.css'

interface TooltipProps {
  readonly content: ReactNode
  readonly keys?: string
  readonly side?: 'top' | 'bottom' | 'left' | 'right'
  /** Does not look anew where it belongs with every scroll: for what stays where it is. */
  readonly still?: boolean
  /** The element it explains: it must take focus to be reached by keyboard. */
  readonly children: ReactElement<Record<string, unknown>>
}

export const Tooltip = ({ content, keys, side = 'bottom', still = false, children }: TooltipProps): ReactElement => (
  <Base.Root>
    <Base.Trigger render={children} />
    <Base.Portal>
      <Base.Positioner
        side={side}
        sideOffset={6}
        collisionPadding={8}
        disableAnchorTracking={still}
        className={css['positioner']}
        data-tooltip
      >
        <Base.Popup className={css['tooltip']} data-tooltip>
          {content}
          {keys ? <kbd className={css['keys']}>{keys}</kbd> : null}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  </Base.Root>
)

/** Around the whole window: after the first tooltip its neighbours open at once. */
export const TooltipProvider = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <Base.Provider delay={450} timeout={300}>
    {children}
  </Base.Provider>
)
