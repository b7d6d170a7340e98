import type { ReactElement, ReactNode, RefObject } from 'react'
import { memo } from 'react'
import { MenuAt } from './menu.tsx'

interface GridMenuProps {
  readonly grid: RefObject<HTMLElement | null>
  /** The cell that it opens beside; -1: a header. */
  readonly row: number
  /** Null: it is closed. */
  readonly column: number | null
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
}

const GridMenuInner = ({ grid, row, column, label, onClose, children }: GridMenuProps): ReactElement => (
  <MenuAt
    anchor={() => grid.current?.querySelector(`[data-row="${row}"] > [data-column="${column}"]`) ?? null}
    label={label}
    open={column !== null}
    onClose={onClose}
  >
    {children}
  </MenuAt>
)

/** The menu of a cell or a header. One that is closed is not looked at while the table scrolls. */
export const GridMenu = memo(GridMenuInner)
