import { ArrowDown, ArrowUp } from 'lucide-react'
import type { PointerEvent, ReactElement } from 'react'
import type { Column } from './data-table.tsx'
import type { TableSort } from './data-table-keys.ts'
import { cx } from './cx.ts'
import css from './data-table.module.css'
import { Tooltip } from './tooltip.tsx'

interface HeadProps<Row> {
  readonly columns: readonly Column<Row>[]
  readonly template: string
  readonly sort: TableSort | null
  readonly stop: number | null
  /** `pressedAt`: the event's own time. */
  readonly onSort: (column: Column<Row>, pressedAt: number) => void
  readonly onPress: (column: number) => void
  readonly onResize: (column: Column<Row>, width: number) => void
  readonly onForget: (column: Column<Row>) => void
}

/** Follows the pointer until it is let go. */
const drag = (event: PointerEvent<HTMLElement>, onWidth: (width: number) => void): void => {
  event.preventDefault()
  event.stopPropagation()
  const handle = event.currentTarget
  const width = handle.parentElement?.getBoundingClientRect().width ?? 0
  const from = event.clientX
  handle.setPointerCapture(event.pointerId)
  const move = (moved: globalThis.PointerEvent): void => onWidth(width + moved.clientX - from)
  const end = (): void => {
    handle.removeEventListener('pointermove', move)
    handle.removeEventListener('pointerup', end)
    handle.removeEventListener('pointercancel', end)
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', end)
  handle.addEventListener('pointercancel', end)
}

export const Head = <Row,>({
  columns,
  template,
  sort,
  stop,
  onSort,
  onPress,
  onResize,
  onForget,
}: HeadProps<Row>): ReactElement => (
  <div
    role="row"
    aria-rowindex={1}
    className={cx(css['row'], css['header'])}
    style={{ gridTemplateColumns: template }}
    data-row={-1}
  >
    {columns.map((column, at) => {
      const sorted = sort?.by === column.id ? sort.direction : undefined
      const head = (
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={at + 1}
          aria-sort={sorted}
          aria-description={column.hint}
          data-column={at}
          tabIndex={stop === at ? 0 : -1}
          className={cx(
            css['cell'],
            css['head'],
            column.align === 'end' && css['end'],
            column.pinned && css['pinned'],
            column.sortable && css['sortable'],
          )}
          onClick={(event) => {
            onPress(at)
            if (column.sortable) onSort(column, event.timeStamp)
          }}
        >
          {sorted && column.align === 'end' ? (
            sorted === 'ascending' ? (
              <ArrowUp aria-hidden />
            ) : (
              <ArrowDown aria-hidden />
            )
          ) : null}
          <span className={css['ellipsis']}>{column.header}</span>
          {sorted && column.align !== 'end' ? (
            sorted === 'ascending' ? (
              <ArrowUp aria-hidden />
            ) : (
              <ArrowDown aria-hidden />
            )
          ) : null}
          <span
            className={css['resizer']}
            aria-hidden
            onClick={(event) => event.stopPropagation()}
            onPointerDown={(event) => drag(event, (width) => onResize(column, width))}
            onDoubleClick={() => onForget(column)}
          />
        </div>
      )
      return column.hint ? (
        <Tooltip key={column.id} content={column.hint}>
          {head}
        </Tooltip>
      ) : (
        head
      )
    })}
  </div>
)
