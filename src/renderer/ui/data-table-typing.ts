import type { KeyboardEvent } from 'react'
import type { GridChoice } from './data-table-choosing.ts'
import { columnAct, moved } from './data-table-keys.ts'
import type { At, Extent } from './data-table-keys.ts'
import type { Arranging, Choosing, Column } from './data-table-types.ts'

interface Typed<Row> {
  readonly columns: readonly Column<Row>[]
  readonly extent: Extent
  readonly active: At
  readonly rowAt: (index: number) => Row | undefined
  /** What is shown beside the table is closed first. */
  readonly isShownBeside: boolean
  readonly choice: GridChoice
  readonly choosing: Choosing<Row> | undefined
  readonly arranging: Arranging<Row> | undefined
  readonly canSelect: boolean
  readonly find: (event: KeyboardEvent) => boolean
  readonly goTo: (at: At) => void
  readonly sortBy: (column: Column<Row>) => void
  /** Pixels, added to what the column has. */
  readonly widen: (column: Column<Row>, by: number) => void
  readonly openHeadMenu: (column: number) => void
  /** False: the cell has none. */
  readonly openCellMenu: (target: EventTarget) => boolean
  readonly editCell: (at: At, row: Row) => boolean
  readonly onOpen: ((row: Row) => void) | undefined
}

const STEP = 16

const isMenuKey = ({ key, shiftKey }: KeyboardEvent): boolean => key === 'ContextMenu' || (key === 'F10' && shiftKey)

/** A key with Alt: of the column it is pressed in. */
const actOnColumn = <Row>(event: KeyboardEvent, column: Column<Row>, grid: Typed<Row>): boolean => {
  const { arranging, active, columns, goTo, openHeadMenu } = grid
  if (!arranging) return false
  const act =
    active.row === -1 && isMenuKey(event) ? 'menu' : event.altKey && !event.shiftKey ? columnAct(event.code) : null
  if (act === null) return false
  goTo(active)
  if (act === 'menu') openHeadMenu(active.column)
  else if (act === 'hide') arranging.onHide(column)
  else if (act === 'pin') arranging.onPin(column)
  else {
    const to = active.column + (act === 'left' ? -1 : 1)
    const isWithin = to >= 0 && to < columns.length && columns[to]?.pinned === column.pinned
    if (isWithin) arranging.onMove(column, to)
  }
  return true
}

/** A key in the header. */
const actOnHead = <Row>(event: KeyboardEvent, column: Column<Row>, { sortBy, widen }: Typed<Row>): boolean => {
  if (event.shiftKey && event.key === 'ArrowLeft') widen(column, -STEP)
  else if (event.shiftKey && event.key === 'ArrowRight') widen(column, STEP)
  else if (!event.altKey && (event.key === 'Enter' || event.key === ' ')) sortBy(column)
  else return false
  return true
}

/** Chooses or copies rows. */
const choose = <Row>(event: KeyboardEvent, row: Row | undefined, grid: Typed<Row>): boolean => {
  const { choice, choosing, columns, active, isShownBeside } = grid
  const column = columns[active.column]
  const isControl = event.ctrlKey || event.metaKey
  if (event.key === 'Escape') return !isShownBeside && choice.none()
  if (!isControl || !choosing) return false
  if (event.code === 'KeyA') choice.all()
  else if (event.code === 'KeyC' && row !== undefined && column) {
    if (choice.chosen.size > 0) choosing.onCopy(choice.chosen)
    else choosing.onCopyCell(column, row)
  } else return false
  return true
}

/** Moves the focus, with Shift what is chosen too. */
const move = <Row>(event: KeyboardEvent, { active, extent, choice, choosing, goTo }: Typed<Row>): boolean => {
  const next = moved(event.key, event.ctrlKey || event.metaKey, active, extent)
  if (!next) return false
  if (event.shiftKey && choosing && next.row >= 0 && next.row < extent.rows) choice.to(next.row)
  else if (event.shiftKey) return false
  else choice.from(Math.max(0, Math.min(next.row, extent.rows - 1)))
  goTo(next)
  return true
}

/** What a key does in the cell of a grid that has the focus; false: nothing, it is for others. */
export const typed = <Row>(event: KeyboardEvent, grid: Typed<Row>): boolean => {
  const { columns, extent, active, rowAt, choice, canSelect, find, goTo, openCellMenu, editCell, onOpen } = grid
  const column = columns[active.column]
  const isBody = active.row >= 0 && active.row < extent.rows
  const row = isBody ? rowAt(active.row) : undefined
  if (column && (actOnColumn(event, column, grid) || find(event))) return true
  if (isMenuKey(event) && openCellMenu(event.target)) return true
  if (column && active.row === -1 && actOnHead(event, column, grid)) return true
  if (event.altKey) return false
  if (choose(event, row, grid) || move(event, grid)) return true
  if (event.key === 'F2' && row !== undefined && editCell(active, row)) {
    // What is written in is in sight.
    goTo(active)
    return true
  }
  if (event.key === 'Enter' && row !== undefined && onOpen) {
    onOpen(row)
    return true
  }
  if (event.key === ' ' && isBody && canSelect) {
    choice.toggle(active.row)
    return true
  }
  return false
}
