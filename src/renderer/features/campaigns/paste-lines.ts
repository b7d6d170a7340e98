import Papa from 'papaparse'
import type { Locale } from '../../../shared/domain/connection.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import { keysOf, pastedEdits, readTable } from '../../../shared/domain/edits-paste.ts'
import type { PastedTable, PasteWords, TableAnswer } from '../../../shared/domain/edits-paste.ts'
import type { TermsByAccount } from '../../../shared/domain/edit-policy.ts'
import { judged } from '../../../shared/domain/edits-preview.ts'
import type { Line, PreviewLine } from '../../../shared/domain/edits-preview.ts'
import type { AccountId, Level } from '../../../shared/domain/objects.ts'
import { call } from '../../api.ts'
import { inParts, readKnown } from './read-objects.ts'

export const readPasted = (text: string, words: PasteWords): TableAnswer =>
  readTable(text, words, (lines, delimiter) => Papa.parse<string[]>(lines, { delimiter }))

/** The objects that its rows can be about: of any level by id, of this one and these accounts by name. Null: nobody waits. */
export const readAbout = async (
  table: PastedTable,
  { level, accountIds }: { readonly level: Level; readonly accountIds: readonly AccountId[] },
  goesOn: () => boolean,
): Promise<readonly EditableObject[] | null> => {
  const { ids, names } = keysOf(table)
  const known = await readKnown(ids, goesOn)
  const named =
    known && (await inParts(names, (part) => call('edits.named', { level, accountIds, names: part }), goesOn))
  return named && [...new Map([...known, ...named].map((object) => [object.objectId, object])).values()]
}

/** A line for each cell that changes something or cannot be used, and for each row that is about nothing, in their order. */
export const pastedLines = (
  table: PastedTable,
  objects: readonly EditableObject[],
  { words, locale, terms }: { readonly words: PasteWords; readonly locale: Locale; readonly terms: TermsByAccount },
): readonly PreviewLine[] => {
  const { edits, refused, unmatched } = pastedEdits(table, { objects, words, locale })
  const byId = new Map(objects.map((object) => [object.objectId, object]))
  const lines: Line[] = [
    ...edits.map(({ row, column, objectId, change }) => ({
      about: byId.get(objectId) ?? null,
      change,
      problem: null,
      place: { row, column, text: '' },
    })),
    ...refused.map(({ row, column, objectId, text, problem }) => ({
      about: objectId === null ? null : (byId.get(objectId) ?? null),
      change: null,
      problem,
      place: { row, column, text },
    })),
    ...unmatched.map(({ row, text, why }) => ({
      about: null,
      change: null,
      problem: { of: 'unmatched' as const, problem: why },
      place: { row, column: 0, text },
    })),
  ]
  const at = ({ place }: Line): number => (place ? place.row * 1000 + place.column : 0)
  return judged(
    lines.toSorted((a, b) => at(a) - at(b)),
    terms,
  )
}
