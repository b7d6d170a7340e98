import { isAscii } from 'node:buffer'
import { giveBack } from '../give-back.ts'
import { NO_INSIGHTS } from '../../shared/domain/insights.ts'
import type { InsightColumns, ReachRow, WindowRow } from '../../shared/domain/insights.ts'
import { decodeWindows } from './decode/by-window.ts'
import { createColumns, dayNumberOf } from './decode/columns.ts'
import { decodeHour, decodeInsight, decodeReach } from './decode/insights.ts'
import type { InsightQuestion } from './decode/insights.ts'
import { decodeObjects, NO_OBJECTS, understood } from './decode/objects.ts'
import type { ObjectLists } from './decode/objects.ts'
import { isFields, textOf } from './decode/scalars.ts'
import { scanInsights } from './decode/scan.ts'
import type { Fields } from './decode/scalars.ts'
import { headersIn } from './batch.ts'
import { brokenJson } from './errors.ts'
import type { PageBytes, PageOutcome, PageRequest, ReadRequest } from './graph.ts'

/** Pure; runs in the data thread, so that a big answer never stops the window. */

/** Only what the request's kind and level asked for has rows. */
interface Rows extends ObjectLists {
  /** By day, or by hour. */
  readonly insights: InsightColumns
  readonly reach: readonly ReachRow[]
  readonly windows: readonly WindowRow[]
}
const NO_ROWS: Rows = { ...NO_OBJECTS, insights: NO_INSIGHTS, reach: [], windows: [] }

export interface DecodedPage extends Rows {
  readonly outcome: Omit<PageOutcome, 'changed'>
}

const parse = (text: string): { value: unknown } | { problem: 'notJson' | 'truncated' } => {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: brokenJson(text) }
  }
}

type Outcome = DecodedPage['outcome']
type Answer = Pick<Outcome, 'status' | 'headers'>

const NOTHING = { error: null, after: null, rows: 0, dropped: 0, mark: null, malformed: null } as const
const without = (answer: Answer, found: Partial<Outcome>): DecodedPage => ({
  outcome: { ...answer, ...NOTHING, ...found },
  ...NO_ROWS,
})

/** Only what `next` promises is followed: a cursor alone also stands on the last page. Undefined: promised, but not there. */
const afterOf = (page: Fields): string | null | undefined => {
  const paging = page['paging']
  const next = isFields(paging) ? paging['next'] : undefined
  if (!isFields(paging) || typeof next !== 'string' || next === '') return null
  const cursors = paging['cursors']
  const after = isFields(cursors) ? textOf(cursors['after']) : null
  if (after) return after
  try {
    return new URL(next).searchParams.get('after') ?? undefined
  } catch {
    return undefined
  }
}

const questionOf = (
  request: Extract<ReadRequest, { kind: 'insights' | 'hours' }>,
  left: readonly string[],
): InsightQuestion => ({
  level: request.level,
  since: dayNumberOf(request.since),
  until: dayNumberOf(request.until),
  without: new Set(left),
})

const rowsOf = (rows: readonly unknown[], { request, without: left }: PageRequest): Rows => {
  switch (request.kind) {
    case 'objects':
      return { ...NO_ROWS, ...decodeObjects(rows, request, new Set(left)) }
    case 'insights':
    case 'hours': {
      const question = questionOf(request, left)
      const columns = createColumns(rows.length)
      const add = request.kind === 'hours' ? decodeHour : decodeInsight
      for (const row of rows) add(row, question, columns)
      return { ...NO_ROWS, insights: columns.done() }
    }
    case 'reach':
      return { ...NO_ROWS, reach: understood(rows, (row) => decodeReach(row, request.level, request)) }
    case 'windows': {
      const without = new Set(left)
      return { ...NO_ROWS, windows: understood(rows, (row) => decodeWindows(row, request, without)) }
    }
  }
}

const keysOf = ({ campaigns, adSets, ads, reach, windows, insights }: Rows): readonly string[] => [
  ...[...campaigns, ...adSets, ...ads].map(({ id }) => id),
  ...[...reach, ...windows].map(({ objectId }) => objectId),
  ...[0, insights.rows - 1].flatMap((row) =>
    insights.rows === 0 ? [] : [`${insights.objects[insights.objectAt[row] ?? 0]}:${insights.days[row]}`],
  ),
]
const markOf = (rows: Rows, kept: number): string | null => {
  const keys = keysOf(rows)
  return keys.length === 0 ? null : `${keys[0]} ${keys.at(-1)} ${kept}`
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
/** Figures are plain ASCII, and then a text is made of the bytes without looking at each. */
const textIn = (body: Uint8Array<ArrayBuffer>): string =>
  isAscii(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1') : decoder.decode(body)

/** What a page says beside its rows, or that it says nothing. */
const envelopeOf = (
  text: string,
): { readonly page: Fields } | { readonly problem: NonNullable<Outcome['malformed']> } => {
  const parsed = parse(text)
  if ('problem' in parsed) return parsed
  return isFields(parsed.value) ? { page: parsed.value } : { problem: 'malformed' }
}

const decoded = (found: Rows, all: number, page: Fields, answer: Answer): DecodedPage => {
  const after = afterOf(page)
  const kept =
    found.campaigns.length +
    found.adSets.length +
    found.ads.length +
    found.insights.rows +
    found.reach.length +
    found.windows.length
  const outcome: Outcome = {
    ...answer,
    error: null,
    after: after ?? null,
    rows: kept,
    dropped: all - kept,
    mark: markOf(found, kept),
    malformed: after === undefined ? 'noCursor' : null,
  }
  return { outcome, ...found }
}

/** A page of figures of the usual shape, the quick way. Null: it is not one, and is read as any other. */
const quickly = (body: Uint8Array<ArrayBuffer>, { request, without: left }: PageRequest, answer: Answer) => {
  if (request.kind !== 'insights') return null
  const scanned = scanInsights(body, questionOf(request, left))
  if (scanned === null) return null
  const { columns, end } = scanned
  // What follows the rows may say that they are not what was meant.
  const envelope = envelopeOf(`{"data":null${textIn(body.subarray(end))}`)
  if ('problem' in envelope || envelope.page['data'] !== null || envelope.page['error'] !== undefined) return null
  return decoded({ ...NO_ROWS, insights: columns }, columns.rows, envelope.page, answer)
}

const pageOf = (body: Uint8Array<ArrayBuffer>, asked: PageRequest, answer: Answer): DecodedPage => {
  const quick = quickly(body, asked, answer)
  if (quick !== null) return quick
  const envelope = envelopeOf(textIn(body))
  if ('problem' in envelope) return without(answer, { malformed: envelope.problem })
  const { page } = envelope
  if (page['error'] !== undefined && page['error'] !== null) return without(answer, { error: page['error'] })
  const rows = page['data']
  if (!Array.isArray(rows)) return without(answer, { malformed: 'malformed' })
  return decoded(rowsOf(rows, asked), rows.length, page, answer)
}

const itemOf = (item: unknown, asked: PageRequest): DecodedPage => {
  // Null, or no item at all: Meta ran out of time for it.
  if (!isFields(item)) return without({ status: null, headers: {} }, {})
  const code = Number(item['code'])
  const answer = { status: Number.isInteger(code) ? code : 0, headers: headersIn(item['headers']) }
  const body = item['body']
  // The body is a text; unpacked, it says the same.
  const bytes = encoder.encode(typeof body === 'string' ? body : JSON.stringify(body ?? null))
  const page = pageOf(bytes, asked, answer)
  giveBack(bytes.buffer)
  return page
}

/**
 * One page a request, in order. Never throws, whatever Meta sent: rows that make no sense are dropped and counted, a
 * page that makes none is `malformed`.
 */
export const decodePages = ({ body, batch, status, requests }: PageBytes): DecodedPage[] => {
  const whole = { status, headers: {} }
  if (!batch) return requests.map((asked) => pageOf(body, asked, whole))
  const parsed = parse(textIn(body))
  const all = (found: Partial<Outcome>) => requests.map(() => without(whole, found))
  if ('problem' in parsed) return all({ malformed: parsed.problem })
  const { value } = parsed
  if (Array.isArray(value)) return requests.map((asked, i) => itemOf(value[i], asked))
  // The batch itself was refused: every item shares its fate.
  return isFields(value) && value['error'] ? all({ error: value['error'] }) : all({ malformed: 'malformed' })
}
