import { setTimeout as sleep } from 'node:timers/promises'
import type { Reply } from './calls/call.ts'

/** What can go wrong on the way, switched on by tests. */

export type FaultKind =
  | 'html'
  | 'notJson'
  | 'truncated'
  | 'empty'
  | 'error500'
  | 'throttle'
  | 'slow'
  | 'drop'
  | 'dropAfterApply'
  | 'nullBatchItem'
  | 'expiredToken'
  | 'unknownFields'
  | 'missingFields'
  | 'wrongTypes'

export interface Fault {
  /** Against the path without version, as `act_1/insights`; a whole batch is `batch`. */
  readonly match: RegExp
  readonly kind: FaultKind
  readonly method?: 'GET' | 'POST' | 'DELETE'
  /** How often; always without it. */
  readonly times?: number
  /** For `slow`. */
  readonly delayMs?: number
  /** For `missingFields` and `wrongTypes`: of every row; without it every field but the ids, or every number. */
  readonly fields?: readonly string[]
}

export interface Faults {
  set(faults: readonly Fault[]): void
  /** The fault for a call, used up by one. */
  take(method: string, path: string): Fault | null
}

export const createFaults = (): Faults => {
  let list: { readonly fault: Fault; left: number }[] = []
  return {
    set: (faults) => {
      list = faults.map((fault) => ({ fault, left: fault.times ?? Infinity }))
    },
    take: (method, path) => {
      const found = list.find(
        ({ fault, left }) =>
          left > 0 && (fault.method === undefined || fault.method === method) && fault.match.test(path),
      )
      if (!found) return null
      found.left--
      return found.fault
    },
  }
}

/** Resolves after the delay of a `slow` fault, at once without one. */
export const slowness = async (fault: Fault | null): Promise<void> => {
  if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1000)
}

const HTML =
  '<!DOCTYPE html><html><head><title>Error</title></head><body><h1>Sorry, something went wrong.</h1></body></html>'

const failure = (code: number, message: string, extra: Record<string, unknown>): unknown => ({
  error: { message, type: 'OAuthException', code, ...extra, fbtrace_id: 'AFault' },
})

const eachRow = (body: unknown, change: (row: Record<string, unknown>) => void): unknown => {
  const copy = structuredClone(body) as { data?: unknown } & Record<string, unknown>
  const rows = Array.isArray(copy?.data) ? copy.data : [copy]
  for (const row of rows) if (typeof row === 'object' && row !== null) change(row as Record<string, unknown>)
  return copy
}

/** Null: no answer at all is left to send. `text` is what goes over the wire. */
export const distort = (
  fault: Fault | null,
  reply: Reply,
): { readonly status: number; readonly text: string; readonly type: string } => {
  const json = (status: number, body: unknown) => ({
    status,
    text: JSON.stringify(body),
    type: 'application/json; charset=UTF-8',
  })
  switch (fault?.kind) {
    case 'html':
      return { status: 502, text: HTML, type: 'text/html; charset=utf-8' }
    case 'notJson':
      return { status: 200, text: 'upstream connect error or disconnect/reset before headers', type: 'text/plain' }
    case 'truncated': {
      const whole = json(reply.status, reply.body)
      return { ...whole, text: whole.text.slice(0, Math.floor(whole.text.length * 0.6)) }
    }
    case 'empty':
      return { status: 200, text: '', type: 'application/json' }
    case 'error500':
      return json(
        500,
        failure(2, 'An unexpected error has occurred. Please retry your request later.', { is_transient: true }),
      )
    case 'throttle':
      return json(
        400,
        failure(17, '(#17) User request limit reached', {
          error_subcode: 2446079,
          is_transient: true,
          error_user_title: 'Ad Account Has Too Many API Calls',
          error_user_msg: 'There have been too many calls from this ad-account. Wait a bit and try again.',
        }),
      )
    case 'expiredToken':
      return json(401, failure(190, 'Error validating access token: Session has expired.', { error_subcode: 463 }))
    case 'unknownFields':
      return json(
        reply.status,
        eachRow(reply.body, (row) => {
          row['a_field_from_next_year'] = { nested: [1, 'two', null] }
          row['another_new_field'] = '42'
        }),
      )
    case 'missingFields':
      return json(
        reply.status,
        eachRow(reply.body, (row) => {
          for (const name of Object.keys(row))
            if (fault.fields ? fault.fields.includes(name) : !/(^|_)id$/.test(name)) delete row[name]
        }),
      )
    case 'wrongTypes':
      return json(
        reply.status,
        eachRow(reply.body, (row) => {
          for (const [name, value] of Object.entries(row)) {
            if (fault.fields && !fault.fields.includes(name)) continue
            if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) && !/(^|_)id$/.test(name))
              row[name] = Number(value)
            else if (typeof value === 'number') row[name] = String(value)
          }
        }),
      )
    default:
      return json(reply.status, reply.body)
  }
}
