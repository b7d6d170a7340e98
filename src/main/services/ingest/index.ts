import { pack } from '../../db/packed.ts'
import type { Decoded } from '../../db/protocol.ts'
import { decodePages } from '../../meta/decode.ts'
import type { PageBytes, PageOutcome, ReadRequest } from '../../meta/graph.ts'

/** What it does not hold is no more. */
const isWholeList = (request: ReadRequest): boolean =>
  request.kind === 'objects' && request.ids === undefined && request.updatedSince === undefined

/** Where Meta's answers meet the database: bytes in, rows ready to be stored out. Runs in the decoders' threads. */
export const createDecode =
  () =>
  (bytes: PageBytes): Decoded<Omit<PageOutcome, 'changed'>> => {
    const pages = decodePages(bytes)
    return {
      outcomes: pages.map(({ outcome }) => outcome),
      arrived: pages.flatMap((page, i) => {
        const request = bytes.requests[i]?.request
        if (!request) return []
        const { kind, level, accountId } = request
        const closedBefore = (kind === 'insights' ? request.closedBefore : undefined) ?? null
        return pack({ ...page, kind, accountId, level, closedBefore, wholeList: isWholeList(request) })
      }),
    }
  }
