import type { DragEvent, KeyboardEvent, ReactElement } from 'react'
import { useLayoutEffect, useRef, useState } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { cx } from '../../ui/cx.ts'
import { Name } from '../../ui/figure.tsx'
import css from './reports.module.css'
import type { ShownReport } from './use-reports.ts'
import { openReport } from './use-reports.ts'

const STEPS: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }
/** Only reports of this window are dropped here. */
const KIND = 'application/x-buydesk-report'

interface ItemProps {
  readonly report: ShownReport
  readonly isCurrent: boolean
  /** Absent: it stays where it is. */
  readonly moving?: {
    readonly place: number
    /** Takes the report `id` to a place. */
    readonly onMove: (id: string, place: number) => void
  }
}

const Item = ({ report, isCurrent, moving }: ItemProps): ReactElement => {
  const { id, name } = report
  const [over, setOver] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const mustFocus = useRef(false)
  const place = moving?.place

  // What moves in the document loses the focus: it is back before the next key.
  useLayoutEffect(() => {
    if (!mustFocus.current) return
    mustFocus.current = false
    button.current?.focus()
    button.current?.scrollIntoView({ block: 'nearest' })
  }, [place])

  const press = (event: KeyboardEvent): void => {
    const step = STEPS[event.key]
    if (!moving || step === undefined || !event.altKey) return
    event.preventDefault()
    mustFocus.current = true
    moving.onMove(id, moving.place + step)
  }
  const drop = (event: DragEvent): void => {
    setOver(false)
    const dropped = event.dataTransfer.getData(KIND)
    if (dropped === '' || !moving) return
    event.preventDefault()
    if (dropped !== id) moving.onMove(dropped, moving.place)
  }
  return (
    <li
      className={cx(over && css['overItem'])}
      onDragOver={(event) => {
        if (!moving || !event.dataTransfer.types.includes(KIND)) return
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <button
        ref={button}
        type="button"
        className={css['item']}
        aria-current={isCurrent ? 'page' : undefined}
        aria-keyshortcuts={moving ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
        draggable={moving !== undefined}
        onClick={() => openReport(id)}
        onKeyDown={press}
        onDragStart={(event) => {
          event.dataTransfer.setData(KIND, id)
          event.dataTransfer.effectAllowed = 'move'
        }}
      >
        <Name>{name}</Name>
      </button>
    </li>
  )
}

interface ReportListProps {
  readonly all: readonly ShownReport[]
  readonly current: string
  /** Takes one of people's own to a place among them, from 0 on. */
  readonly onMove: (id: string, place: number) => void
}

/** The ready-made ones, then people's own in the order that they give them: dragged, or moved by Alt and the arrows. */
export const ReportList = ({ all, current, onMove }: ReportListProps): ReactElement => {
  const { reports } = useStrings()
  const own = all.filter(({ ready }) => !ready)
  return (
    <nav className={css['list']} aria-label={reports.list}>
      <h2 className={css['listTitle']}>{reports.ready}</h2>
      <ul aria-label={reports.ready}>
        {all
          .filter(({ ready }) => ready)
          .map((report) => (
            <Item key={report.id} report={report} isCurrent={report.id === current} />
          ))}
      </ul>
      {own.length > 0 ? (
        <>
          <h2 className={css['listTitle']}>{reports.own}</h2>
          <ul aria-label={reports.own}>
            {own.map((report, place) => (
              <Item key={report.id} report={report} isCurrent={report.id === current} moving={{ place, onMove }} />
            ))}
          </ul>
        </>
      ) : (
        <p className={css['listHint']}>{reports.noOwn}</p>
      )}
    </nav>
  )
}
