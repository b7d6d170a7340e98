import type { Locale } from './connection.ts'
import type { Instant } from './day.ts'
import type { AmountProblem } from './edits-amount.ts'
import { parseAmount } from './edits-amount.ts'
import type { EditableObject } from './editable.ts'
import { isStanding, MOST_NAME, strategyWithBid, takesBid } from './edits.ts'
import type { Change, EditField, EditValue } from './edits.ts'
import { CLEARED } from './edits-bulk.ts'
import { parseMoment } from './edits-moment.ts'
import type { NameProblem } from './edits-name.ts'
import { checkName } from './edits-name.ts'
import type { ObjectId } from './objects.ts'
import { plainTyped } from './typed-number.ts'

/** What a column of a pasted table can hold; `budget` is of the kind that the object has. */
export type PasteField = 'id' | 'budget' | EditField

/** An object that rows may be about. What is missing in `values` it cannot be given: an ad has no budget. */
export type PasteObject = Pick<EditableObject, 'objectId' | 'level' | 'name' | 'currency' | 'zone' | 'values'>

/** Words of all languages, in any case. */
export interface PasteWords {
  readonly headers: Readonly<Record<PasteField, readonly string[]>>
  /** What people call a value, and Meta's word for it; null: it says what an object is and not what it is set to, and changes nothing. */
  readonly values: Readonly<
    Record<'status' | 'bidStrategy', readonly (readonly [word: string, value: string | null])[]>
  >
}

/** Cuts text into cells, as `Papa.parse` does. */
export type SplitTable = (
  text: string,
  delimiter: string,
) => {
  readonly data: readonly (readonly string[])[]
  readonly errors: readonly { readonly type: string; readonly row?: number | undefined }[]
}

export type PasteProblem =
  | { readonly of: 'amount'; readonly problem: AmountProblem }
  | { readonly of: 'name'; readonly problem: NameProblem }
  | { readonly of: 'cell'; readonly problem: CellProblem }

export type CellProblem =
  /** `[]` where something must stand. */
  | 'needed'
  /** A bid goes with its strategy and not by itself. */
  | 'bidNeeded'
  /** The bid strategy asks for one that is not there. */
  | 'bidMissing'
  /** The object has no such value. */
  | 'noSuchValue'
  /** Nothing of it can be changed. */
  | 'archived'
  /** No list says it, so that what it is now is not known here. */
  | 'onlyInForm'
  | 'status'
  | 'bidStrategy'
  | 'moment'
  /** The same is in two columns: the first counts. */
  | 'repeatedHeader'
  /** The object was in a row above, which counts. */
  | 'repeatedRow'
  /** A cell without a header. */
  | 'extra'

/** Why a row is about nothing. `roundedId`: what spreadsheets make of long numbers, `1.20211E+17`. */
export type Unmatched = 'noKey' | 'roundedId' | 'unknownId' | 'unknownName' | 'sharedName'

/** Rows and columns count from one, the header's row too, as spreadsheets count them. */
interface Place {
  readonly row: number
  readonly column: number
}
export interface PastedEdit extends Place {
  readonly objectId: ObjectId
  readonly change: Change
}
export interface RefusedCell extends Place {
  /** Null: of a header. */
  readonly objectId: ObjectId | null
  readonly text: string
  readonly problem: PasteProblem
}

export type TableProblem = 'empty' | 'tooLong' | 'tooManyRows' | 'noHeader' | 'noKeyColumn' | 'quotes'

/** A table as it was pasted, before its rows are about anything. */
export interface PastedTable {
  readonly columns: readonly {
    readonly header: string
    /** Null: it is not read. */
    readonly field: PasteField | null
  }[]
  /** Rows that say something, without the header. */
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[]
  /** Headers that are there twice. */
  readonly refused: readonly RefusedCell[]
}
export type TableAnswer =
  | {
      readonly ok: false
      readonly problem: TableProblem
      /** Where, if it is in one row. */
      readonly row: number | null
    }
  | { readonly ok: true; readonly table: PastedTable }

/** What the rows of a table make of their objects. */
export interface Pasted {
  /** What becomes another than it is. */
  readonly edits: readonly PastedEdit[]
  readonly refused: readonly RefusedCell[]
  readonly unmatched: readonly { readonly row: number; readonly text: string; readonly why: Unmatched }[]
}

const MOST_PASTED_ROWS = 50_000
export const MOST_PASTED_CHARACTERS = 20_000_000
const SHOWN_CHARACTERS = 60
const DELIMITERS = ['\t', ';', ',']
/** A cell that takes away what is there. */
export const ERASED = '[]'
const ID = /^\d{1,25}$/

const shown = (text: string): string => text.slice(0, SHOWN_CHARACTERS)

const isFilled = (cells: readonly string[]): boolean => cells.some((cell) => cell.trim() !== '')

/** `Daily budget (USD)` and `Daily budget, USD` are daily budgets. */
const wordOf = (text: string): string =>
  plainTyped(text.slice(0, SHOWN_CHARACTERS))
    .toLowerCase()
    .replace(/ +/g, ' ')
    .replace(/ ?\([^()]*\)$|, ?[a-z]{3}$/, '')

const headersOf = ({ headers }: PasteWords): ((cell: string) => PasteField | null) => {
  const fields = new Map(
    (Object.keys(headers) as PasteField[]).flatMap((field) => headers[field].map((name) => [wordOf(name), field])),
  )
  return (cell) => fields.get(wordOf(cell)) ?? null
}

/** Undefined: it keeps what is there. */
type Read = (
  text: string,
  object: PasteObject,
) => { readonly after: EditValue | undefined } | { readonly problem: PasteProblem }

/** How a cell of each field is read. */
const readersOf = (words: PasteWords, locale: Locale): Readonly<Record<EditField, Read>> => {
  const amount: Read = (text, { currency }) => {
    const answer = parseAmount(text, currency, locale)
    return answer.ok ? { after: answer.micros } : { problem: { of: 'amount', problem: answer.problem } }
  }
  const name: Read = (text) => {
    const answer = checkName(text)
    return answer.ok ? { after: answer.name } : { problem: { of: 'name', problem: answer.problem } }
  }
  const word = (field: 'status' | 'bidStrategy'): Read => {
    const values = new Map(words.values[field].map(([said, value]) => [plainTyped(said).toLowerCase(), value]))
    return (text) => {
      const after = values.get(plainTyped(text).toLowerCase())
      return after === undefined ? { problem: { of: 'cell', problem: field } } : { after: after ?? undefined }
    }
  }
  // Tables hold few moments, each many times, and calendars are slow.
  const moment = (side: 'start' | 'end'): Read => {
    const known = new Map<string, Instant | null>()
    return (text, { zone }) => {
      const key = `${zone} ${text}`
      const after = known.get(key) ?? parseMoment(text, zone, locale, side)
      known.set(key, after)
      return after === null ? { problem: { of: 'cell', problem: 'moment' } } : { after }
    }
  }
  return {
    name,
    status: word('status'),
    dailyBudget: amount,
    lifetimeBudget: amount,
    spendCap: amount,
    bid: amount,
    bidStrategy: word('bidStrategy'),
    startsAt: moment('start'),
    endsAt: moment('end'),
  }
}

const REPEATED: PasteProblem = { of: 'cell', problem: 'repeatedHeader' }
const budgetOf = ({ values }: PasteObject): EditField =>
  values.lifetimeBudget === undefined ? 'dailyBudget' : 'lifetimeBudget'

/** What a cell changes of its object; null: nothing. */
const changeIn = (
  readers: Readonly<Record<EditField, Read>>,
  field: EditField,
  cell: string,
  object: PasteObject,
): Change | PasteProblem | null => {
  const { level, values } = object
  const before = values[field]
  // What is archived or deleted keeps its name alone.
  if (values.status === undefined || (field !== 'name' && !isStanding(values.status)))
    return { of: 'cell', problem: 'archived' }
  if (before === undefined)
    return { of: 'cell', problem: field === 'spendCap' && level === 'campaign' ? 'onlyInForm' : 'noSuchValue' }
  const isErased = cell === ERASED
  if (isErased && !CLEARED.has(field)) return { of: 'cell', problem: field === 'bid' ? 'bidNeeded' : 'needed' }
  const read = isErased ? { after: null } : readers[field](cell, object)
  if ('problem' in read) return read.problem
  const { after } = read
  return after === undefined || after === before ? null : ({ field, before, after } as Change)
}

/** A strategy and a bid of one row are one change, said where the strategy stands. */
const joined = (
  edits: readonly PastedEdit[],
  { level, values }: PasteObject,
): { readonly edits: readonly PastedEdit[]; readonly missing: PastedEdit | null } => {
  const of = edits.map(({ change }) => change)
  const strategy = of.find((change) => change.field === 'bidStrategy')
  if (!strategy) return { edits, missing: null }
  const bid = of.find((change) => change.field === 'bid')
  const change = strategyWithBid(strategy, level === 'adset' ? values.bid : undefined, bid?.after ?? null)
  // One that the strategy does not take stays a change of its own, to be refused.
  const isIn = level === 'adset' && takesBid(strategy.after)
  const left = edits.filter((edit) => edit.change !== strategy && !(isIn && edit.change === bid))
  const at = edits.find((edit) => edit.change === strategy)
  return at && change ? { edits: [...left, { ...at, change }], missing: null } : { edits: left, missing: at ?? null }
}

/** Finds the object of a row: by its id where there is one, else by its name where only one has it. */
const finderOf = (objects: readonly PasteObject[]): ((id: string, name: string) => PasteObject | Unmatched) => {
  const byId = new Map(objects.map((object) => [object.objectId, object]))
  const byName = new Map<string, PasteObject | null>()
  for (const object of objects) byName.set(object.name.trim(), byName.has(object.name.trim()) ? null : object)
  return (id, name) => {
    if (id !== '') return ID.test(id) ? (byId.get(id) ?? 'unknownId') : 'roundedId'
    if (name === '') return 'noKey'
    const found = byName.get(name)
    return found === null ? 'sharedName' : (found ?? 'unknownName')
  }
}

/**
 * A table copied from a spreadsheet. Its first row names the columns, in any order and language; tabs, semicolons or
 * commas part them.
 */
export const readTable = (text: string, words: PasteWords, split: SplitTable): TableAnswer => {
  const no = (problem: TableProblem, row: number | null = null): TableAnswer => ({ ok: false, problem, row })
  if (text.length > MOST_PASTED_CHARACTERS) return no('tooLong')
  const lines = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const first = lines.split('\n').find((line) => /[^\s,;]/.test(line))
  if (first === undefined) return no('empty')

  const headerOf = headersOf(words)
  // What makes most columns of the first row parts them.
  const [delimiter, known] = DELIMITERS.map((each) => {
    const cells = split(first, each).data[0] ?? []
    return [each, cells.filter((cell) => headerOf(cell) !== null).length] as const
  }).reduce((best, each) => (each[1] > best[1] ? each : best))
  if (known === 0) return no('noHeader')
  const { data, errors } = split(lines, delimiter)
  const quotes = errors.find(({ type }) => type === 'Quotes')
  if (quotes) return no('quotes', (quotes.row ?? 0) + 1)

  const top = data.findIndex(isFilled)
  const refused: RefusedCell[] = []
  const taken = new Set<PasteField>()
  const columns = (data[top] ?? []).map((header, column) => {
    const field = headerOf(header)
    if (field !== null && taken.has(field)) {
      refused.push({ row: top + 1, column: column + 1, objectId: null, text: shown(header), problem: REPEATED })
      return { header, field: null }
    }
    if (field !== null) taken.add(field)
    return { header, field }
  })
  if (!taken.has('id') && !taken.has('name')) return no('noKeyColumn')
  const rows = data.flatMap((cells, at) =>
    at > top && isFilled(cells) ? [{ row: at + 1, cells: cells.map((cell) => cell.trim()) }] : [],
  )
  return rows.length > MOST_PASTED_ROWS ? no('tooManyRows') : { ok: true, table: { columns, rows, refused } }
}

const placesOf = ({ columns }: PastedTable) => ({
  idAt: columns.findIndex(({ field }) => field === 'id'),
  nameAt: columns.findIndex(({ field }) => field === 'name'),
})

/** By what its rows are found: ids, and names of those without one. Each once; what cannot be one is left out. */
export const keysOf = (
  table: PastedTable,
): { readonly ids: readonly ObjectId[]; readonly names: readonly string[] } => {
  const { idAt, nameAt } = placesOf(table)
  const ids = new Set<ObjectId>()
  const names = new Set<string>()
  for (const { cells } of table.rows) {
    const [id = '', name = ''] = [cells[idAt], cells[nameAt]]
    if (ID.test(id)) ids.add(id)
    else if (id === '' && name !== '' && name.length <= MOST_NAME) names.add(name)
  }
  return { ids: [...ids], names: [...names] }
}

/**
 * What the table's rows change of the objects they are about. A blank cell keeps what is there, `[]` takes it away. In a
 * row that is found by its name the name is no edit. Whatever cannot be used is named by row and column; the rest counts.
 */
export const pastedEdits = (
  table: PastedTable,
  {
    objects,
    words,
    locale,
  }: { readonly objects: readonly PasteObject[]; readonly words: PasteWords; readonly locale: Locale },
): Pasted => {
  const { columns } = table
  const { idAt, nameAt } = placesOf(table)
  const find = finderOf(objects)
  const readers = readersOf(words, locale)
  const edits: PastedEdit[] = []
  const refused: RefusedCell[] = [...table.refused]
  const unmatched: { row: number; text: string; why: Unmatched }[] = []
  const met = new Set<ObjectId>()
  for (const { row, cells } of table.rows) {
    const id = cells[idAt] ?? ''
    const object = find(id, cells[nameAt] ?? '')
    if (typeof object === 'string') {
      unmatched.push({ row, text: shown(id || (cells[nameAt] ?? '') || cells.join(' ')), why: object })
      continue
    }
    const { objectId } = object
    const refuse = (column: number, problem: PasteProblem): void => {
      refused.push({ row, column: column + 1, objectId, text: shown(cells[column] ?? ''), problem })
    }
    if (met.has(objectId)) {
      refuse(id === '' ? nameAt : idAt, { of: 'cell', problem: 'repeatedRow' })
      continue
    }
    met.add(objectId)
    const extra = cells.findIndex((cell, column) => column >= columns.length && cell !== '')
    if (extra >= 0) refuse(extra, { of: 'cell', problem: 'extra' })
    const edited = new Set<EditField>()
    const ofRow: PastedEdit[] = []
    for (const [column, { field: named }] of columns.entries()) {
      const cell = cells[column] ?? ''
      if (named === null || named === 'id' || cell === '' || (named === 'name' && id === '')) continue
      const field = named === 'budget' ? budgetOf(object) : named
      const made = edited.has(field) ? REPEATED : changeIn(readers, field, cell, object)
      if (made === null) continue
      if ('of' in made) refuse(column, made)
      else {
        edited.add(field)
        ofRow.push({ row, column: column + 1, objectId, change: made })
      }
    }
    const { edits: changed, missing } = joined(ofRow, object)
    edits.push(...changed)
    if (missing) refuse(missing.column - 1, { of: 'cell', problem: 'bidMissing' })
  }
  return { edits, refused, unmatched }
}
