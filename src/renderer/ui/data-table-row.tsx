import type { CSSProperties, ReactElement } from 'react'
import { memo } from 'react'
import type { Column } from './data-table.tsx'
import { cx } from './cx.ts'
import css from './data-table.module.css'

/** What of a column is the same in every row, made once. */
export interface DrawnColumn<Row> {
  readonly column: Column<Row>
  readonly className: string
  /** Where a pinned one stays. */
  readonly style: CSSProperties | undefined
}

export const drawnColumns = <Row,>(columns: readonly Column<Row>[]): readonly DrawnColumn<Row>[] => {
  const lastPinned = columns.findLastIndex(({ pinned }) => pinned)
  return columns.map((column, at) => ({
    column,
    className: cx(
      css['cell'],
      column.plain && css['plain'],
      column.align === 'end' && css['end'],
      column.pinned && css['pinned'],
      at === lastPinned && css['edge'],
    ),
    style: column.pinned ? { insetInlineStart: `var(--at-${at})` } : undefined,
  }))
}

interface BodyRowProps<Row> {
  readonly row: Row | undefined
  readonly index: number
  readonly top: number
  readonly columns: readonly DrawnColumn<Row>[]
  /** Columns in sight, and pinned ones: the cells of all others stay empty. */
  readonly firstColumn: number
  readonly lastColumn: number
  /** Undefined: rows cannot be chosen. */
  readonly selected: boolean | undefined
  /** It is what the inspector shows. */
  readonly current: boolean
  /** With a box to tick before the first cell. */
  readonly ticks: boolean
  /** The column that holds the grid's one tab stop; null: another row does. */
  readonly stop: number | null
}

const BodyRowInner = <Row,>({
  row,
  index,
  top,
  columns,
  firstColumn,
  lastColumn,
  selected,
  current,
  ticks,
  stop,
}: BodyRowProps<Row>): ReactElement => (
  <div
    role="row"
    aria-rowindex={index + 2}
    aria-selected={selected}
    aria-current={current || undefined}
    className={css['row']}
    style={{ top }}
    data-row={index}
  >
    {columns.map(({ column, className, style }, at) => {
      const isSeen = column.pinned || (at >= firstColumn && at <= lastColumn)
      return (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={at}
          tabIndex={stop === at ? 0 : undefined}
          className={isSeen && row !== undefined && column.tone ? cx(className, column.tone(row)) : className}
          style={style}
        >
          {ticks && at === 0 ? <span className={css['tick']} data-tick aria-hidden /> : null}
          {!isSeen ? null : row === undefined ? <span className={css['waiting']} /> : column.cell(row)}
        </div>
      )
    })}
  </div>
)

/** Rows out of a thousand that did not change are not drawn again; clicks and keys are the grid's. */
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner
