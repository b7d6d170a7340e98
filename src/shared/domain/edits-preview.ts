import { confirms, NO_TERMS, spendingOf } from './edit-policy.ts'
import type { TermsByAccount } from './edit-policy.ts'
import { editFindings } from './editable.ts'
import type { EditableObject, EditFinding } from './editable.ts'
import type { Change } from './edits.ts'
import type { BulkProblem } from './edits-bulk.ts'
import type { PasteProblem, Unmatched } from './edits-paste.ts'

/** Many edits before they are made: a line for each value, with what it becomes or why it cannot. */

export type LineProblem = BulkProblem | PasteProblem | { readonly of: 'unmatched'; readonly problem: Unmatched }

/** Where in a pasted table, counted from one as spreadsheets do. Column 0: the row as a whole. */
export interface PastedPlace {
  readonly row: number
  readonly column: number
  readonly text: string
}

export interface Line {
  /** Null: what was pasted is about nothing here. */
  readonly about: EditableObject | null
  /** Null: nothing changes. */
  readonly change: Change | null
  readonly problem: LineProblem | null
  /** Null: it was not pasted. */
  readonly place: PastedPlace | null
}
export interface PreviewLine extends Line {
  /** The most severe first. */
  readonly findings: readonly EditFinding[]
}

/** `out`: it cannot be made and is left out. `confirm`: somebody has to say yes. `same`: nothing changes. */
export type Fate = 'out' | 'confirm' | 'ready' | 'same'
export const fateOf = ({ problem, change, findings }: PreviewLine): Fate => {
  // What goes over the limit is typed, not ticked.
  const severity = findings.find(({ kind }) => kind !== 'overLimit')?.severity
  if (problem !== null || severity === 'block') return 'out'
  return change === null ? 'same' : severity === 'confirm' ? 'confirm' : 'ready'
}

export const isOver = ({ findings }: Pick<PreviewLine, 'findings'>): boolean =>
  findings.some(({ kind }) => kind === 'overLimit')

/** Whether it is confirmed by what was typed for its account, where it goes over the limit. */
export const isTyped = (line: PreviewLine, typed: string | undefined): boolean => {
  const { about, change } = line
  if (!isOver(line)) return true
  return (
    about !== null &&
    change !== null &&
    confirms(typed, spendingOf(change, about.values), { name: about.accountName, currency: about.currency })
  )
}

/** With what is to be said of each before it is made, by its object's own past, all changes of an object taken together. */
export const judged = (lines: readonly Line[], terms: TermsByAccount): readonly PreviewLine[] => {
  const together = new Map<string, Change[]>()
  for (const { about, change } of lines) {
    if (about === null || change === null) continue
    const known = together.get(about.objectId)
    if (known) known.push(change)
    else together.set(about.objectId, [change])
  }
  return lines.map((line) => {
    const { about, change } = line
    return about === null || change === null
      ? { ...line, findings: [] }
      : {
          ...line,
          findings: editFindings(about, change, together.get(about.objectId) ?? [], terms[about.accountId] ?? NO_TERMS),
        }
  })
}
