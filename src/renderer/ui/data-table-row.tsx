import type { MouseEvent, ReactElement } from 'react'
import { memo, useLayoutEffect, useRef } from 'react'
import type { Column } from './data-table.tsx'
import { cx } from './cx.ts'
import css from './data-table.module.css'

interface BodyRowProps<Row> {
  readonly row: Row | undefined
  readonly rowKey: string | null
  /** What the table shows now: a changed figure is tinted only when the question is the same. */
  readonly question: string
  readonly index: number
  readonly top: number
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly selected: boolean | undefined
  /** The column that holds the grid's one tab stop; null: another row does. */
  readonly stop: number | null
  readonly onPress: (index: number, column: number, event: MouseEvent) => void
  readonly onOpen: (index: number) => void
  readonly openOnPress: boolean
}

const TINT: KeyframeAnimationOptions = { duration: 900, easing: 'steps(1, end)' }

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

const BodyRowInner = <Row,>(props: BodyRowProps<Row>): ReactElement => {
  const { row, rowKey, question, index, top, columns, template, selected, stop, onPress, onOpen, openOnPress } = props
  const element = useRef<HTMLDivElement>(null)
  const before = useRef<{ readonly identity: string; readonly values: readonly unknown[] } | null>(null)

  useLayoutEffect(() => {
    if (row === undefined || rowKey === null) return
    const identity = `${question}\n${rowKey}`
    const values = columns.map((column) => column.value?.(row))
    const last = before.current
    before.current = { identity, values }
    if (last?.identity !== identity || last.values.length !== values.length || isStill()) return
    values.forEach((value, at) => {
      if (Object.is(value, last.values[at])) return
      const cell = element.current?.children[at]
      cell?.animate([{ backgroundColor: 'var(--info-soft)' }, { backgroundColor: 'var(--info-soft)' }], TINT)
    })
  }, [row, rowKey, question, columns])

  return (
    <div
      ref={element}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={css['row']}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
      data-row={index}
    >
      {columns.map((column, at) => (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={at}
          tabIndex={stop === at ? 0 : -1}
          title={row === undefined ? undefined : column.title?.(row)}
          className={cx(css['cell'], column.align === 'end' && css['end'], column.pinned && css['pinned'])}
          onMouseDown={(event) => onPress(index, at, event)}
          onClick={openOnPress ? () => onOpen(index) : undefined}
          onDoubleClick={openOnPress ? undefined : () => onOpen(index)}
        >
          {row === undefined ? <span className={css['waiting']} /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** Rows out of a thousand that did not change are not drawn again. */
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner
