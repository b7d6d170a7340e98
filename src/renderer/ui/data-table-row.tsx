import type { CSSProperties, ReactElement, ReactNode } from 'react'
import { memo } from 'react'
import type { Column } from './data-table-types.ts'
import { cx } from './cx.ts'
import css from './data-table.module.css'

/** What of a column is the same in every row, made once. */
export interface DrawnColumn<Row> {
  readonly column: Column<Row>
  readonly className: string
  /** Where it stands. */
  readonly style: CSSProperties
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
    style: { insetInlineStart: `var(--at-${at})`, width: `var(--width-${at})` },
  }))
}

/** Places of the first and the last column. */
export interface Span {
  readonly first: number
  readonly last: number
}

interface BodyRowProps<Row> {
  readonly row: Row | undefined
  readonly index: number
  readonly top: number
  readonly columns: readonly DrawnColumn<Row>[]
  /** Columns whose cells are filled, besides pinned ones: all others are out of sight and stay empty. */
  readonly filled: Span
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
  filled,
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
      const isFilled = column.pinned || (at >= filled.first && at <= filled.last)
      return (
        <div
          key={column.id}
          role="gridcell"
          aria-colindex={at + 1}
          data-column={at}
          tabIndex={stop === at ? 0 : undefined}
          className={isFilled && row !== undefined && column.tone ? cx(className, column.tone(row)) : className}
          style={style}
        >
          {ticks && at === 0 ? <span className={css['tick']} data-tick aria-hidden /> : null}
          {!isFilled ? null : row === undefined ? <span className={css['waiting']} /> : column.cell(row)}
        </div>
      )
    })}
  </div>
)

/** Rows out of a thousand that did not change are not drawn again; clicks and keys are the grid's. */
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner

interface TotalsRowProps<Row> {
  readonly index: number
  readonly columns: readonly DrawnColumn<Row>[]
  /** Of each column its `total`, or what is given by column. */
  readonly totals: boolean | ReadonlyMap<string, ReactNode>
  /** As in a row. */
  readonly stop: number | null
}

const TotalsRowInner = <Row,>({ index, columns, totals, stop }: TotalsRowProps<Row>): ReactElement => (
  <div role="row" aria-rowindex={index + 2} className={cx(css['row'], css['totals'])} data-row={index}>
    {columns.map(({ column, className, style }, at) => (
      <div
        key={column.id}
        role="gridcell"
        aria-colindex={at + 1}
        data-column={at}
        tabIndex={stop === at ? 0 : -1}
        className={className}
        style={style}
      >
        {typeof totals === 'boolean' ? column.total : totals.get(column.id)}
      </div>
    ))}
  </div>
)

/** The last row, which stays. */
export const TotalsRow = memo(TotalsRowInner) as typeof TotalsRowInner
