import type { ReactElement, ReactNode, WheelEvent } from 'react'
import { cx } from './cx.ts'
import css from './room.module.css'

interface RoomProps {
  readonly title: string
  /** Right after the title. Where there are some, the header keeps to one line however narrow the room gets. */
  readonly tabs?: ReactNode
  /** Beside the title: counts, age. */
  readonly note?: ReactNode
  /** Filters, in the header's middle. */
  readonly filters?: ReactNode
  /** Buttons at the header's end. */
  readonly actions?: ReactNode
  /** A line of its own under the header, which scrolls sideways rather than wrap: filters that come and go. */
  readonly tools?: ReactNode
  /** Under the header, e.g. a Banner. */
  readonly banner?: ReactNode
  /** The body scrolls as a page instead of filling the room. */
  readonly page?: boolean
  readonly children: ReactNode
}

/** A usual wheel reaches what is at the end of a line that has no bar. */
const turnSideways = ({ currentTarget, deltaX, deltaY }: WheelEvent<HTMLElement>): void => {
  if (deltaX === 0) currentTarget.scrollLeft += deltaY
}

/** A room: its header line and its one surface. */
export const Room = ({
  title,
  tabs,
  note,
  filters,
  actions,
  tools,
  banner,
  page = false,
  children,
}: RoomProps): ReactElement => (
  <section className={css['room']} aria-label={title}>
    <header className={cx(css['header'], tabs !== undefined && css['line'])}>
      <h1 className={css['title']}>{title}</h1>
      {tabs}
      {note ? <div className={css['note']}>{note}</div> : null}
      <div className={css['filters']}>{filters}</div>
      {actions ? <div className={css['actions']}>{actions}</div> : null}
    </header>
    {tools ? (
      <div className={css['tools']} onWheel={turnSideways}>
        {tools}
      </div>
    ) : null}
    {banner ? <div className={css['banner']}>{banner}</div> : null}
    <div className={cx(css['body'], page && css['page'])}>{children}</div>
  </section>
)
