import type { Arrived } from '../../db/arrived.ts'
import { recordOf } from '../../db/object-tables.ts'
import { giveBack } from '../../give-back.ts'
import { decodePages } from '../../meta/decode.ts'
import type { DecodedPage } from '../../meta/decode.ts'
import type { PageBytes, PageOutcome, PageRequest, ReadRequest } from '../../meta/graph.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { NO_INSIGHTS } from '../../../shared/domain/insights.ts'

/** What it does not hold is no more. */
const isWholeList = (request: ReadRequest): boolean =>
  request.kind === 'objects' && request.ids === undefined && request.updatedSince === undefined

const arrivedOf = (
  { campaigns, adSets, ads, insights, reach, windows }: DecodedPage,
  { request, first }: PageRequest,
): Arrived => ({
  accountId: request.accountId,
  level: request.level,
  closedBefore: (request.kind === 'insights' ? request.closedBefore : undefined) ?? null,
  wholeList: isWholeList(request),
  first,
  objects:
    request.kind === 'objects'
      ? [
          ...campaigns.map((each) => recordOf('campaign', each)),
          ...adSets.map((each) => recordOf('adset', each)),
          ...ads.map((each) => recordOf('ad', each)),
        ]
      : null,
  insights: request.kind === 'hours' ? NO_INSIGHTS : insights,
  hours: request.kind === 'hours' ? insights : NO_INSIGHTS,
  reach,
  windows,
})

/**
 * Where Meta's answers meet the database: bytes in, rows stored, all of them or none. Runs in the writer's thread. `store`
 * answers how many rows changed, one entry a page.
 */
export const ingest = (
  bytes: PageBytes,
  store: (arrived: readonly Arrived[], receivedAt: Instant) => readonly number[],
): readonly PageOutcome[] => {
  const pages = decodePages(bytes)
  const arrived = pages.flatMap((page, i) => {
    const asked = bytes.requests[i]
    return asked ? arrivedOf(page, asked) : []
  })
  const changed = store(arrived, bytes.receivedAt)
  for (const { rows, objectAt, days, figures, resultTypes } of arrived.flatMap(({ insights, hours }) => [
    insights,
    hours,
  ])) {
    if (rows > 0) for (const { buffer } of [objectAt, days, figures, resultTypes]) giveBack(buffer)
  }
  return pages.map(({ outcome }, i) => ({ ...outcome, changed: changed[i] ?? 0 }))
}
