import type { Writer } from '../../db/operations.ts'
import { decodePages } from '../../meta/decode.ts'
import type { PageBytes, PageOutcome } from '../../meta/graph.ts'

/** Where Meta's answers meet the database. Runs in the writer's thread: decodes, then stores all of an answer at once. */
export const createIngest = ({ store }: Pick<Writer, 'store'>) => {
  const decoder = new TextDecoder()
  return ({ body, ...bytes }: PageBytes): readonly PageOutcome[] => {
    const pages = decodePages(bytes, decoder.decode(body))
    const changed = store(
      pages.map(({ campaigns, insights, reach }, i) => ({
        accountId: bytes.requests[i]?.request.accountId ?? '',
        campaigns,
        insights,
        reach,
      })),
      bytes.receivedAt,
    )
    return pages.map(({ outcome }, i) => ({ ...outcome, changed: changed[i] ?? 0 }))
  }
}
