import { errorBody } from '../graph-error.ts'
import { throttleWords } from '../usage/refusals.ts'
import { throttleHeaders } from './throttle.ts'
import type { GraphFault } from '../graph-error.ts'
import type { Call, Reply } from '../calls/call.ts'
import type { Fault, Taken } from '../faults.ts'

/** Faults by which Meta says no before anything was done. */

const BLAMED = { blame_field_specs: [['daily_budget']] }
const DATA = {
  errorDataObject: BLAMED,
  errorDataText: JSON.stringify(BLAMED),
  errorDataNull: 'null',
  errorDataList: [],
} as const

/** Throttles that anybody can meet anywhere, for a fault that does not say which. */
const THROTTLES: readonly (readonly [number, number?])[] = [
  [17, 2446079],
  [613, 1487742],
  [80_004, 2446079],
  [80_000],
  [4],
  [4, 1504022],
]
const FORBIDDEN = ['funding_source_details', 'owner', 'is_prepay_account']
const HEAVY_ROWS = 100

/** Names in a list of fields, those inside of others too. */
const asked = (call: Call): ReadonlySet<string> => new Set((call.params['fields'] ?? '').match(/[a-z_0-9]+/gi) ?? [])

const graphFault = ({ fault, chance }: Taken, call: Call | null): GraphFault | null => {
  const { kind, code = 100, subcode, message, status = 400, transient, data } = fault
  switch (kind) {
    case 'throttle': {
      const { code: number, subcode: sub } = throttleOf(fault, chance)
      return {
        code: number,
        ...(sub === undefined ? {} : { subcode: sub }),
        transient: true,
        ...throttleWords(number, sub),
      }
    }
    case 'expiredToken':
      return { status: 401, code: 190, subcode: 463, message: 'Error validating access token: Session has expired.' }
    case 'error':
      return {
        status,
        code,
        message: message ?? `(#${code}) An error of the fault script`,
        ...(subcode === undefined ? {} : { subcode }),
        ...(transient === undefined ? {} : { transient }),
        ...(data === undefined ? {} : { data }),
      }
    case 'permanent1':
      return { status: 500, code: 1, subcode: 99, message: 'An unknown error occurred', transient: false }
    case 'transient100':
      return { status: 400, code: 100, message: '(#100) The request could not be processed right now', transient: true }
    case 'permission190':
      return { status: 400, code: 190, message: '(#190) This method must be called with a Page Access Token' }
    case 'errorDataObject':
    case 'errorDataText':
    case 'errorDataNull':
    case 'errorDataList':
      return {
        status: 400,
        code: kind === 'errorDataNull' ? 2 : 100,
        message: kind === 'errorDataNull' ? 'Service temporarily unavailable' : '(#100) Invalid parameter',
        transient: kind === 'errorDataNull',
        data: DATA[kind],
      }
    case 'forbiddenField': {
      if (call === null) return null
      const names = asked(call)
      const name = (fault.fields ?? FORBIDDEN).find((field) => names.has(field))
      return name === undefined
        ? null
        : { status: 403, code: 200, message: `(#200) Requires MANAGE permission to read the field ${name}` }
    }
    case 'tooHeavy':
      return call === null || call.method !== 'GET' || Number(call.params['limit'] ?? 25) <= (fault.rows ?? HEAVY_ROWS)
        ? null
        : {
            status: 500,
            code: 1,
            message: "Please reduce the amount of data you're asking for, then retry your request",
          }
    case 'batchTimeout':
      return { status: 400, code: 960, message: '(#960) The batch request was aborted: it took too long' }
    default:
      return null
  }
}

/** Which throttle: as told, or a score that ran out where only one call is hit for sure, or any. */
const throttleOf = (
  { code, subcode, probability }: Fault,
  chance: (k: number) => number,
): { readonly code: number; readonly subcode: number | undefined } => {
  if (code !== undefined) return { code, subcode }
  const [number = 17, sub] =
    probability === undefined ? [17, 2446079] : (THROTTLES[Math.floor(chance(0) * THROTTLES.length)] ?? [])
  return { code: number, subcode: sub }
}

/**
 * The answer of a fault that refuses; null for any other, and for one that this call gives no reason for. `call` is
 * null for a whole batch; `headers` are what a good answer would carry.
 */
export const refuse = (
  taken: Taken,
  call: Call | null,
  headers: Readonly<Record<string, string>>,
  traceId: string,
): Reply | null => {
  const { fault, chance } = taken
  if (fault.kind === 'bareError') {
    const { code = 2, message = 'Service temporarily unavailable', status = 500 } = fault
    return { status, body: { error: { message, code } }, headers }
  }
  const found = graphFault(taken, call)
  if (found === null) return null
  const more = fault.kind === 'throttle' ? throttleHeaders(throttleOf(fault, chance), fault.minutes ?? 1, headers) : {}
  return { status: found.status, body: errorBody(found, traceId), headers: { ...headers, ...more } }
}
