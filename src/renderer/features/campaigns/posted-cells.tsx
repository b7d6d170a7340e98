import { CircleAlert, LoaderCircle } from 'lucide-react'
import type { TableRow } from '../../../shared/domain/table.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Strings } from '../../strings/catalogue.ts'
import type { Column } from '../../ui/data-table-types.ts'
import css from './campaigns.module.css'
import { changedRow, EDITABLE_COLUMNS, fieldOfCell, hasBecome } from './cell-fields.ts'
import { outcomeKey } from './posting.ts'
import type { Outcome, Outcomes } from './posting.ts'

/** Milliseconds within which the table is read again after an edit. */
const READ_AGAIN = 5000

interface MarkedHow {
  readonly outcomes: Outcomes
  readonly strings: Strings
  readonly sentence: (failure: Failure) => string
}

const marked = (column: Column<TableRow>, { outcomes, strings, sentence }: MarkedHow): Column<TableRow> => {
  const { editing } = strings
  const outcomeOf = ({ object }: TableRow): Outcome | undefined => {
    const field = object && fieldOfCell(column.id, object)
    return object && field ? outcomes.get(outcomeKey(object.id, field)) : undefined
  }
  const textOf = ({ state, failure }: Outcome): string | undefined => {
    if (failure) return sentence(failure)
    return state === 'unknown' ? editing.lost : state === 'confirmed' ? undefined : editing.posting
  }
  return {
    ...column,
    title: (row) => {
      const outcome = outcomeOf(row)
      return (outcome && textOf(outcome)) ?? column.title?.(row)
    },
    cell: (row) => {
      const outcome = outcomeOf(row)
      if (!outcome || !row.object) return column.cell(row)
      const { change, state, at } = outcome
      const isWaited = state === 'confirmed' && Date.now() - at < READ_AGAIN && !hasBecome(change, row.object)
      const becomes = (): ReturnType<typeof column.cell> =>
        column.cell({ ...row, object: row.object && changedRow(change, row.object) })
      if (state === 'confirmed') return isWaited ? becomes() : column.cell(row)
      const text = textOf(outcome)
      if (state === 'rejected' || state === 'unknown')
        return (
          <span className={css['posted']} data-posted={state}>
            <CircleAlert role="img" aria-label={text} />
            {column.cell(row)}
          </span>
        )
      return (
        <span className={css['posted']} data-posted="posting">
          <LoaderCircle role="img" aria-label={text} />
          {becomes()}
        </span>
      )
    },
  }
}

/** The columns with what is being posted in their cells: what it will be, told apart from what is, or why it is not. */
export const withPosted = (columns: readonly Column<TableRow>[], how: MarkedHow): readonly Column<TableRow>[] =>
  how.outcomes.size === 0
    ? columns
    : columns.map((column) => (EDITABLE_COLUMNS.has(column.id) ? marked(column, how) : column))
