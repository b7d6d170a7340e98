import { CircleAlert, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Change, EditField } from '../../../shared/domain/edits.ts'
import type { TableRow } from '../../../shared/domain/table.ts'
import type { Failure } from '../../../shared/errors.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { sideText } from '../../ui/changes.ts'
import type { Column } from '../../ui/data-table-types.ts'
import { Drawing } from '../../ui/drawing.tsx'
import css from './campaigns.module.css'
import { changedRow, EDITABLE_COLUMNS, fieldOfCell, hasBecome, valuesOfRow } from './cell-fields.ts'
import { outcomeKey } from './posting.ts'
import type { Outcome, Outcomes } from './posting.ts'

/** Milliseconds within which the table is read again after an edit. */
const READ_AGAIN = 5000

interface MarkedHow {
  readonly outcomes: Outcomes
  readonly strings: Strings
  readonly format: Format
  readonly sentence: (failure: Failure) => string
}

const marked = (column: Column<TableRow>, { outcomes, strings, format, sentence }: MarkedHow): Column<TableRow> => {
  const { editing } = strings
  const fieldOf = ({ object }: TableRow): EditField | null => object && fieldOfCell(column.id, object)
  const outcomeOf = (row: TableRow): Outcome | undefined => {
    const field = outcomes.size === 0 ? null : fieldOf(row)
    return row.object && field ? outcomes.get(outcomeKey(row.object.id, field)) : undefined
  }
  const draftOf = (row: TableRow): Change | undefined => {
    const { object } = row
    if (!object || object.drafts.length === 0) return undefined
    const field = fieldOf(row)
    return object.drafts.findLast((draft) => draft.field === field)
  }
  const textOf = ({ state, failure }: Outcome): string | undefined => {
    if (failure) return sentence(failure)
    return state === 'unknown' ? editing.lost : state === 'confirmed' ? undefined : editing.posting
  }
  const draftText = (draft: Change, { object, currency }: TableRow): string => {
    const now = (object && valuesOfRow(object)[draft.field]) ?? draft.before
    const change = { ...draft, before: now } as Change
    return editing.drafted(sideText(strings, format, change, 'before', currency ?? '', object?.zone))
  }
  const becomes = (row: TableRow, change: Change): ReactNode =>
    column.cell({ ...row, object: row.object && changedRow(change, row.object) })
  const drafted = (row: TableRow): ReactNode => {
    const draft = draftOf(row)
    if (!draft) return column.cell(row)
    return (
      <span className={css['posted']} data-posted="drafted">
        <span role="img" aria-label={draftText(draft, row)}>
          <Drawing id="pencil" />
        </span>
        {becomes(row, draft)}
      </span>
    )
  }
  return {
    ...column,
    title: (row) => {
      const outcome = outcomeOf(row)
      const draft = outcome ? undefined : draftOf(row)
      return (outcome && textOf(outcome)) ?? (draft && draftText(draft, row)) ?? column.title?.(row)
    },
    cell: (row) => {
      const outcome = outcomeOf(row)
      if (!outcome || !row.object) return drafted(row)
      const { change, state, at } = outcome
      const isWaited = state === 'confirmed' && Date.now() - at < READ_AGAIN && !hasBecome(change, row.object)
      if (state === 'confirmed') return isWaited ? becomes(row, change) : drafted(row)
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
          {becomes(row, change)}
        </span>
      )
    },
  }
}

/**
 * The columns with what is drafted or being posted in their cells: what it will be, told apart from what is, or why it is not.
 */
export const withPosted = (columns: readonly Column<TableRow>[], how: MarkedHow): readonly Column<TableRow>[] =>
  columns.map((column) => (EDITABLE_COLUMNS.has(column.id) ? marked(column, how) : column))
