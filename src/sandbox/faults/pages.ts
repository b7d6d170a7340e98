import type { Call } from '../calls/call.ts'
import type { Taken } from '../faults.ts'

/** Faults of paging. Cursors are opaque: those made here lead back to where the call itself began. */

const AGAIN = 'again:'

interface Page extends Record<string, unknown> {
  readonly data: readonly unknown[]
  readonly paging?: { readonly cursors?: { readonly before?: string; readonly after?: string }; readonly next?: string }
}
const isPage = (body: unknown): body is Page =>
  typeof body === 'object' && body !== null && Array.isArray((body as { data?: unknown }).data)

/** A cursor that looks new and means the place that `after` was. */
const again = (after: string | undefined, salt: number): string =>
  Buffer.from(`${AGAIN}${Math.floor(salt * 1e9)}:${after ?? ''}`).toString('base64url')

/** A call with a cursor of this script as the call it stands for. */
export const withRealCursor = <C extends Pick<Call, 'params'>>(call: C): C => {
  const { after, ...rest } = call.params
  if (after === undefined) return call
  const text = Buffer.from(after, 'base64url').toString('utf8')
  if (!text.startsWith(AGAIN)) return call
  const meant = text.slice(text.indexOf(':', AGAIN.length) + 1)
  return { ...call, params: meant === '' ? rest : { ...rest, after: meant } }
}

const link = (call: Call, after: string): string => {
  const { appsecret_proof: _proof, ...rest } = call.params
  const query = new URLSearchParams({ ...rest, access_token: call.token ?? '', after })
  return `${call.origin}/${call.path}?${query.toString()}`
}

/** The body changed; null where such a page cannot go wrong so. */
export const spoilPage = ({ fault, chance }: Taken, call: Call, body: unknown): unknown => {
  if (!isPage(body)) return null
  const asked = withRealCursor(call).params['after']
  switch (fault.kind) {
    case 'duplicatedPage': {
      if (body.data.length === 0) return null
      const after = again(asked, chance(0))
      return {
        ...body,
        paging: { cursors: { before: body.paging?.cursors?.before ?? after, after }, next: link(call, after) },
      }
    }
    case 'repeatedCursor': {
      const after = call.params['after']
      if (after === undefined) return null
      return { ...body, paging: { cursors: { before: after, after }, next: link(call, after) } }
    }
    case 'nextWithoutCursors': {
      const after = body.paging?.cursors?.after ?? asked
      return after === undefined ? null : { ...body, paging: { next: body.paging?.next ?? link(call, after) } }
    }
    case 'emptyPage': {
      const after = again(asked, chance(0))
      return { ...body, data: [], paging: { cursors: { before: after, after }, next: link(call, after) } }
    }
    default:
      return null
  }
}
