import type { ReadRequest } from './graph.ts'
import type { Params } from './request.ts'
import { CAMPAIGN_FIELDS } from './decode/campaign.ts'
import { INSIGHT_FIELDS, REACH_FIELDS } from './decode/insights.ts'

/** What a big read asks of which edge. One call a page for a whole account, never one an object. */

/** 1,000 campaigns and their figures of a day are two pages each: four calls. */
export const PAGE_LIMIT = 500
/** Meta's own default: a page that is too heavy at this size will not get through at all. */
export const LEAST_LIMIT = 25

const FIELDS: Readonly<Record<ReadRequest['kind'], readonly string[]>> = {
  objects: CAMPAIGN_FIELDS,
  insights: INSIGHT_FIELDS,
  reach: REACH_FIELDS,
}
/** Without these a row says nothing. */
const NEEDED: ReadonlySet<string> = new Set(['id', 'status', 'campaign_id', 'spend', 'reach'])

/** Fields that this account's Meta does not know (dropped in some version), by the words of its error #100. */
export const unknownField = (message: string, kind: ReadRequest['kind']): string | null => {
  const named =
    /nonexistent field \((\w+)\)/i.exec(message)?.[1] ?? /\b(\w+) is not valid for fields param/i.exec(message)?.[1]
  return named !== undefined && FIELDS[kind].includes(named) && !NEEDED.has(named) ? named : null
}

export const edgeOf = (request: ReadRequest): string =>
  `${request.accountId}/${request.kind === 'objects' ? `${request.level}s` : 'insights'}`

export const paramsOf = (
  request: ReadRequest,
  page: { readonly limit: number; readonly after: string | null; readonly without: ReadonlySet<string> },
): Params => ({
  fields: FIELDS[request.kind].filter((field) => !page.without.has(field)).join(','),
  ...(request.kind === 'objects'
    ? {}
    : {
        level: request.level,
        time_range: JSON.stringify({ since: request.since, until: request.until }),
        ...(request.kind === 'insights' ? { time_increment: '1' } : {}),
      }),
  limit: String(page.limit),
  ...(page.after === null ? {} : { after: page.after }),
})
