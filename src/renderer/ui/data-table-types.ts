import type { ReactNode } from 'react'
import type { Chosen } from './data-table-choice.ts'
import type { Copied } from './data-table-copy.ts'
import type { TableSort } from './data-table-keys.ts'
import type { Widths } from './data-table-widths.ts'

export interface Column<Row> {
  readonly id: string
  readonly header: string
  /** What it is and what it is made of, shown on its header. */
  readonly hint?: string | undefined
  /** Pixels. */
  readonly width: number
  /** Takes the room that is left over. */
  readonly grow?: boolean
  readonly align?: 'start' | 'end'
  readonly sortable?: boolean
  /** Where its first sort begins: figures from the biggest, names from A. */
  readonly first?: 'ascending' | 'descending'
  /** Stays at the left while the others scroll; pinned ones come first. */
  readonly pinned?: boolean
  readonly cell: (row: Row) => ReactNode
  /** Its cells are one text or run of spans: drawn without a box of its own, which a thousand cells notice. */
  readonly plain?: boolean
  /** A class by what the row says: faint, good, bad. */
  readonly tone?: (row: Row) => string | undefined
  /** What is compared between two refreshes: a cell whose value changed is tinted for a moment. */
  readonly value?: (row: Row) => string | number | null
  /** Shown when a cell is pointed at, and told when it has the focus. */
  readonly title?: (row: Row) => string | undefined
  /** For the clipboard; absent: it is not copied. */
  readonly copy?: (row: Row) => Copied
  /** What is copied are amounts of several currencies: they need theirs beside them. */
  readonly mixed?: boolean
  readonly total?: ReactNode
}

/** What a person may do with the columns; absent: they stay as they are, only their widths are remembered. */
export interface Arranging<Row> {
  readonly widths: Widths
  /** Null: back to its own. */
  onWidth(column: Column<Row>, width: number | null): void
  /** Counted in the columns as they are shown. */
  onMove(column: Column<Row>, to: number): void
  onHide(column: Column<Row>): void
  onPin(column: Column<Row>): void
  /** Entries of a column's menu. */
  menu(column: Column<Row>): ReactNode
}

/** Choosing several rows; absent: one at most, by `selected`. */
export interface Choosing<Row> {
  readonly chosen: Chosen
  onChoose(keys: Chosen): void
  /** Keys of the first rows, in order. */
  keys(limit: number): Promise<readonly string[]>
  /** Not all rows were chosen: there are more than can be. */
  onLimited?(most: number): void
  /** Puts chosen rows (or those that it is given) on the clipboard. */
  onCopy(rows: Chosen): void
  /** Puts one cell there. */
  onCopyCell(column: Column<Row>, row: Row): void
}

export interface DataTableProps<Row> {
  /** Column widths are remembered under it. */
  readonly id: string
  /** The grid's name for screen readers. */
  readonly label: string
  /** Constant between renders (`useMemo`) unless something in it changed. */
  readonly columns: readonly Column<Row>[]
  readonly count: number
  /** Undefined: not here yet; the row is drawn as a shape. */
  readonly rowAt: (index: number) => Row | undefined
  readonly keyOf: (row: Row) => string
  /** Another question (filter, sort, period) begins at the top and tints nothing. */
  readonly question: string
  readonly sort?: TableSort | null
  readonly onSort?: (sort: TableSort) => void
  /** What is shown beside the table. */
  readonly selected?: string | null
  /** Absent: rows cannot be selected. */
  readonly onSelect?: (key: string | null) => void
  readonly choosing?: Choosing<Row>
  readonly arranging?: Arranging<Row>
  /** By which a row is found when its name is typed; absent: none is. */
  readonly nameOf?: (row: Row) => string
  /** Place of the next row whose name begins so, from a place on and then from the top; absent: all rows are here. */
  readonly findRow?: (text: string, from: number) => Promise<number | null>
  /** Entries of a cell's menu; absent: cells have none. */
  readonly cellMenu?: (column: Column<Row>, row: Row) => ReactNode
  /** Enter and double click. */
  readonly onOpen?: (row: Row) => void
  /** F2 and double click; false: the cell cannot be written in. `cell`: where it is, as long as it is drawn. */
  readonly onEditCell?: (column: Column<Row>, row: Row, cell: () => HTMLElement | null) => boolean
  /** A single click opens, where there is nothing to select. */
  readonly openOnPress?: boolean
  /** Indices in sight, after every scroll. */
  readonly onWindow?: (first: number, last: number) => void
  /** A last row that stays: of each column its `total`, or what is given by column. */
  readonly totals?: boolean | ReadonlyMap<string, ReactNode>
  readonly busy?: boolean
  /** As tall as its rows, up to what there is. */
  readonly fitted?: boolean
  /** Pixels. */
  readonly rowHeight?: number
}
