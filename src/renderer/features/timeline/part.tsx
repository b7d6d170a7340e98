import type { ReactElement, ReactNode } from 'react'
import css from './timeline.module.css'

interface PartProps {
  readonly filters: ReactNode
  /** Counts and ages. */
  readonly note: ReactNode
  readonly actions: ReactNode
  readonly banner: ReactNode
  readonly children: ReactNode
}

/** One part of the room under its tab: a line of its own filters and actions, and its one surface. */
export const Part = ({ filters, note, actions, banner, children }: PartProps): ReactElement => (
  <>
    <div className={css['bar']}>
      <div className={css['filters']}>{filters}</div>
      <div className={css['note']}>{note}</div>
      {actions}
    </div>
    {banner ? <div className={css['banner']}>{banner}</div> : null}
    {children}
  </>
)
