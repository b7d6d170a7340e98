import type { InsightRow, ReachRow } from '../../shared/domain/insights.ts'
import type { Campaign } from '../../shared/domain/objects.ts'
import { decodeCampaign } from './decode/campaign.ts'
import { decodeInsight, decodeReach } from './decode/insights.ts'
import { isFields, textOf } from './decode/scalars.ts'
import type { Fields } from './decode/scalars.ts'
import { brokenJson } from './errors.ts'
import type { PageBytes, PageOutcome, ReadRequest } from './graph.ts'

/** Pure; runs in the data thread, so that a big answer never stops the window. */

export interface DecodedPage {
  readonly outcome: Omit<PageOutcome, 'changed'>
  /** Only the list of the request's kind has rows. */
  readonly campaigns: readonly Campaign[]
  readonly insights: readonly InsightRow[]
  readonly reach: readonly ReachRow[]
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

const without = (answer: Answer, found: Partial<Outcome>): DecodedPage => ({
  outcome: { ...answer, error: null, after: null, rows: 0, dropped: 0, malformed: null, ...found },
  campaigns: [],
  insights: [],
  reach: [],
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

/** Keeps what can be understood, in order. */
const understood = <Row>(rows: readonly unknown[], decode: (row: unknown) => Row | null): Row[] => {
  const kept: Row[] = []
  for (const each of rows) {
    const row = decode(each)
    if (row !== null) kept.push(row)
  }
  return kept
}

const rowsOf = (rows: readonly unknown[], request: ReadRequest): Omit<DecodedPage, 'outcome'> => {
  const none = { campaigns: [], insights: [], reach: [] }
  switch (request.kind) {
    case 'objects':
      return { ...none, campaigns: understood(rows, (row) => decodeCampaign(row, request.accountId, request.currency)) }
    case 'insights':
      return { ...none, insights: understood(rows, decodeInsight) }
    case 'reach':
      return { ...none, reach: understood(rows, (row) => decodeReach(row, request)) }
  }
}

const pageOf = (text: string, request: ReadRequest, answer: Answer): DecodedPage => {
  const parsed = parse(text)
  if ('problem' in parsed) return without(answer, { malformed: parsed.problem })
  const page = parsed.value
  if (!isFields(page)) return without(answer, { malformed: 'malformed' })
  if (page['error'] !== undefined && page['error'] !== null) return without(answer, { error: page['error'] })
  const rows = page['data']
  const after = afterOf(page)
  if (!Array.isArray(rows) || after === undefined) return without(answer, { malformed: 'malformed' })
  const found = rowsOf(rows, request)
  const kept = found.campaigns.length + found.insights.length + found.reach.length
  return {
    outcome: { ...answer, error: null, after, rows: kept, dropped: rows.length - kept, malformed: null },
    ...found,
  }
}

const headersOf = (list: unknown): Record<string, string> => {
  const headers: Record<string, string> = {}
  if (!Array.isArray(list)) return headers
  for (const each of list as readonly unknown[]) {
    if (!isFields(each)) continue
    const name = textOf(each['name'])
    const value = textOf(each['value'])
    if (name !== null && value !== null) headers[name.toLowerCase()] = value
  }
  return headers
}

const itemOf = (item: unknown, request: ReadRequest): DecodedPage => {
  // Null, or no item at all: Meta ran out of time for it.
  if (!isFields(item)) return without({ status: null, headers: {} }, {})
  const code = Number(item['code'])
  const answer = { status: Number.isInteger(code) ? code : 0, headers: headersOf(item['headers']) }
  const body = item['body']
  // The body is a text; unpacked, it says the same.
  return pageOf(typeof body === 'string' ? body : JSON.stringify(body ?? null), request, answer)
}

/**
 * One page a request, in order. `text` is the body's, decoded by the caller. Never throws, whatever Meta sent: rows that
 * make no sense are dropped and counted, a page that makes none is `malformed`.
 */
export const decodePages = (bytes: Omit<PageBytes, 'body'>, text: string): DecodedPage[] => {
  const { status, requests } = bytes
  if (!bytes.batch) return requests.map(({ request }) => pageOf(text, request, { status, headers: {} }))
  const whole = { status, headers: {} }
  const parsed = parse(text)
  const all = (found: Partial<Outcome>) => requests.map(() => without(whole, found))
  if ('problem' in parsed) return all({ malformed: parsed.problem })
  const { value } = parsed
  if (Array.isArray(value)) return requests.map(({ request }, i) => itemOf(value[i], request))
  // The batch itself was refused: every item shares its fate.
  return isFields(value) && value['error'] ? all({ error: value['error'] }) : all({ malformed: 'malformed' })
}
