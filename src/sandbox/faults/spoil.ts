import { errorBody } from '../graph-error.ts'
import { textOf } from '../json-text.ts'
import { spoilPage } from './pages.ts'
import { spoilRows } from './rows.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Taken } from '../faults.ts'

/** Faults of an answer whose call was carried out. */

export interface Sent {
  readonly status: number
  readonly text: string
  /** With the content type. */
  readonly headers: Readonly<Record<string, string>>
}

const JSON_TYPE = 'application/json; charset=UTF-8'
const HTML_TYPE = 'text/html; charset=utf-8'
const SORRY =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>'
const SKEW_MS = 2 * 3_600_000

/** Somebody else answers: the call never came to Meta, and nothing in the answer is Meta's. */
export const PORTAL: Sent = {
  status: 200,
  text: '<!DOCTYPE html><html><head><title>Guest network</title></head><body><form action="/login"><h1>Accept the terms to go online</h1><button>Accept</button></form></body></html>',
  headers: { 'content-type': HTML_TYPE },
}

export const plain = ({ status, body, headers }: Reply): Sent => ({
  status,
  text: textOf(body),
  headers: { ...headers, 'content-type': JSON_TYPE },
})

/** By another version, which this would be: there are two. */
const otherVersion = (headers: Readonly<Record<string, string>>): Record<string, string> => {
  const own = headers['facebook-api-version'] ?? 'v26.0'
  const other = own === 'v26.0' ? 'v25.0' : 'v26.0'
  return {
    'facebook-api-version': other,
    'x-ad-api-version-warning': `The call has been auto-upgraded to ${other} as ${own} has been deprecated`,
  }
}

/** Null where this answer cannot go wrong so. `call` is null for a whole batch. */
export const spoil = (taken: Taken, call: Call | null, reply: Reply, now: number): Sent | null => {
  const { fault } = taken
  const whole = plain(reply)
  const page = (status: number, text: string, type = HTML_TYPE): Sent => ({
    status,
    text,
    headers: { ...reply.headers, 'content-type': type },
  })
  switch (fault.kind) {
    case 'html':
      return page(502, SORRY)
    case 'html500':
      return page(500, SORRY)
    case 'html400':
      return page(400, SORRY)
    case 'notJson':
      return page(200, 'upstream connect error or disconnect/reset before headers', 'text/plain')
    case 'empty':
      return page(200, '', 'application/json')
    case 'truncated':
      return { ...whole, text: whole.text.slice(0, Math.floor(whole.text.length * 0.6)) }
    case 'error500':
      return plain({
        status: 500,
        body: errorBody(
          {
            status: 500,
            code: 2,
            message: 'An unexpected error has occurred. Please retry your request later.',
            transient: true,
          },
          'AFault',
        ),
        headers: reply.headers,
      })
    case 'clockSkew':
      return { ...whole, headers: { ...whole.headers, date: new Date(now + (fault.skewMs ?? SKEW_MS)).toUTCString() } }
    case 'otherVersion':
      return { ...whole, headers: { ...whole.headers, ...otherVersion(reply.headers) } }
    case 'slow':
    case 'cut':
    case 'reportStuck':
    case 'reportFails':
      return whole
    default: {
      if (call === null || reply.status !== 200) return null
      const paged = spoilPage(taken, call, reply.body)
      const text = paged === null ? spoilRows(taken, call, reply.body) : JSON.stringify(paged)
      return text === null ? null : { ...whole, text }
    }
  }
}
