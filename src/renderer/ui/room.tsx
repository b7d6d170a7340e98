import type { ReactElement, ReactNode } from 'react'
import { cx } from './cx.ts'
import css from './room.module.css'

interface RoomProps {
  readonly title: string
  /** Beside the title: counts, age. */
  readonly note?: ReactNode
  /** Filters, in the header's middle. */
  readonly filters?: ReactNode
  /** Buttons at the header's end. */
  readonly actions?: ReactNode
  /** Under the header, e.g. a Banner. */
  readonly banner?: ReactNode
  /** The body scrolls as a page instead of filling the room. */
  readonly page?: boolean
  readonly children: ReactNode
}

/** A room: its header line and its one surface. */
export const Room = ({ title, note, filters, actions, banner, page = false, children }: RoomProps): ReactElement => (
  <section className={css['room']} aria-label={title}>
    <header className={css['header']}>
      <h1 className={css['title']}>{title}</h1>
      {note ? <div className={css['note']}>{note}</div> : null}
      <div className={css['filters']}>{filters}</div>
      {actions ? <div className={css['actions']}>{actions}</div> : null}
    </header>
    {banner ? <div className={css['banner']}>{banner}</div> : null}
    <div className={cx(css['body'], page && css['page'])}>{children}</div>
  </section>
)
