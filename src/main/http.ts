import { HttpError } from './ports.ts'
import type { Http, HttpFailure, HttpRequest } from './ports.ts'

/** The request never left: nobody answered at that address. */
const NOT_REACHED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_NAME_NOT_RESOLVED',
  'ERR_NAME_RESOLUTION_FAILED',
  'ERR_INTERNET_DISCONNECTED',
  'ERR_CONNECTION_REFUSED',
  'ERR_CONNECTION_FAILED',
  'ERR_CONNECTION_TIMED_OUT',
  'ERR_ADDRESS_UNREACHABLE',
  'ERR_ADDRESS_INVALID',
  'ERR_NETWORK_ACCESS_DENIED',
  'ERR_PROXY_CONNECTION_FAILED',
  'ERR_TUNNEL_CONNECTION_FAILED',
])
const TIMED_OUT = new Set(['ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ERR_TIMED_OUT'])
/** The hand-shake failed, so the request was not sent. */
const TLS =
  /^(ERR_TLS_|ERR_SSL_|ERR_CERT_|CERT_|SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|EPROTO)/

interface Cause {
  readonly code?: unknown
  readonly syscall?: unknown
  readonly message?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** Codes of an error and of everything under it; Chromium's own come in the message, as `net::ERR_…`. */
const codesOf = (error: unknown, depth = 0): { code: string; connecting: boolean }[] => {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const { code, syscall, message, cause, errors } = error as Cause
  const chromium = typeof message === 'string' ? /net::(ERR_\w+)/.exec(message)?.[1] : undefined
  const own = typeof code === 'string' ? code : chromium
  return [
    ...(own === undefined ? [] : [{ code: own, connecting: syscall === 'connect' }]),
    ...codesOf(cause, depth + 1),
    ...(Array.isArray(errors) ? errors.flatMap((each) => codesOf(each, depth + 1)) : []),
  ]
}

const failureOf = (error: unknown): { kind: HttpFailure; sent: boolean } => {
  for (const { code, connecting } of codesOf(error)) {
    if (NOT_REACHED.has(code) || (connecting && TIMED_OUT.has(code))) return { kind: 'offline', sent: false }
    if (TLS.test(code)) return { kind: 'tls', sent: false }
    if (TIMED_OUT.has(code)) return { kind: 'timeout', sent: true }
  }
  // A reset, a closed socket, or something we do not know: it may have arrived.
  return { kind: 'cut', sent: true }
}

/**
 * The real door: `fetchLike` is Node's or Electron's. Redirects are not followed, so a token in a header never leaves
 * for another address.
 */
export const createHttp =
  (fetchLike: typeof fetch): Http =>
  async (request: HttpRequest) => {
    if (request.signal?.aborted) throw new HttpError('cancelled', false)
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), request.timeoutMs)
    const signal = request.signal ? AbortSignal.any([late.signal, request.signal]) : late.signal
    try {
      const answer = await fetchLike(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      const headers: Record<string, string> = {}
      answer.headers.forEach((value, name) => {
        headers[name.toLowerCase()] = value
      })
      return { status: answer.status, headers, body: new Uint8Array(await answer.arrayBuffer()) }
    } catch (error) {
      if (request.signal?.aborted) throw new HttpError('cancelled', true, { cause: error })
      if (late.signal.aborted) throw new HttpError('timeout', true, { cause: error })
      const { kind, sent } = failureOf(error)
      throw new HttpError(kind, sent, { cause: error })
    } finally {
      clearTimeout(timer)
    }
  }
