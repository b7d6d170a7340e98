import { isAscii } from 'node:buffer'
import { pack } from '../../db/packed.ts'
import type { Decoded } from '../../db/protocol.ts'
import { decodePages } from '../../meta/decode.ts'
import type { PageBytes, PageOutcome } from '../../meta/graph.ts'

/** Where Meta's answers meet the database: bytes in, rows ready to be stored out. Runs in the decoders' threads. */
export const createDecode = () => {
  const decoder = new TextDecoder()
  // Figures are plain ASCII, and then a text is made of the bytes without looking at each.
  const textOf = (body: Uint8Array<ArrayBuffer>): string =>
    isAscii(body) ? Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1') : decoder.decode(body)
  return ({ body, ...bytes }: PageBytes): Decoded<Omit<PageOutcome, 'changed'>> => {
    const pages = decodePages(bytes, textOf(body))
    return {
      outcomes: pages.map(({ outcome }) => outcome),
      arrived: pages.map(({ campaigns, insights, reach }, i) =>
        pack({ accountId: bytes.requests[i]?.request.accountId ?? '', campaigns, insights, reach }),
      ),
    }
  }
}
