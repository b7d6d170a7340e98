import { giveBack } from './give-back.ts'
import { HttpError } from './ports.ts'
import type { Http, HttpFailure, HttpReason, HttpRequest } from './ports.ts'

interface Failed {
  readonly kind: HttpFailure
  /** Whether the request can have left. */
  readonly sent: boolean
  readonly reason?: HttpReason
}

/** Codes of Node's sockets, of undici and (without `net::`) of Chromium, by what they say. The first row that fits. */
const CODES: readonly (readonly [RegExp, Failed])[] = [
  [/^(ENOTFOUND|EAI_\w+|ERR_NAME_\w+|ERR_DNS_\w+)$/, { kind: 'offline', sent: false, reason: 'name' }],
  [/^(ECONNREFUSED|ERR_CONNECTION_REFUSED)$/, { kind: 'offline', sent: false, reason: 'refused' }],
  [/^(UND_ERR_CONNECT_TIMEOUT|ERR_CONNECTION_TIMED_OUT)$/, { kind: 'offline', sent: false, reason: 'connect' }],
  [
    /^(EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_FAILED|ERR_ADDRESS_\w+|ERR_NETWORK_ACCESS_DENIED)$/,
    { kind: 'offline', sent: false },
  ],
  // A proxy that is not there, wants a password or will not let us through: it passes nothing on.
  [
    /^(ERR_PROXY_\w+|ERR_TUNNEL_\w+|ERR_MANDATORY_PROXY_\w+|ERR_UNEXPECTED_PROXY_AUTH|ERR_HTTPS_PROXY_\w+|ERR_SOCKS_\w+|ERR_PAC_\w+|UND_ERR_PRX_TLS)$/,
    { kind: 'proxy', sent: false },
  ],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|ERR_CERT_DATE_INVALID)$/, { kind: 'tls', sent: false, reason: 'date' }],
  [
    /^(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_(GET|VERIFY)_\w+|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|ERR_CERT_AUTHORITY_INVALID|ERR_CERT_SYMANTEC_LEGACY)$/,
    { kind: 'tls', sent: false, reason: 'authority' },
  ],
  [
    /^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH|ERR_CERT_COMMON_NAME_INVALID)$/,
    { kind: 'tls', sent: false, reason: 'host' },
  ],
  [
    /^(CERT_\w+|ERR_CERT_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|VERSION_OR_CIPHER_MISMATCH|UNSUPPORTED_PROTOCOL|NO_SHARED_CIPHER|SSLV3_ALERT_HANDSHAKE_FAILURE|TLSV1_UNRECOGNIZED_NAME|TLSV1_ALERT_\w+|UNRECOGNIZED_NAME_ALERT|PINNED_KEY_NOT_IN_CERT_CHAIN))$/,
    { kind: 'tls', sent: false },
  ],
  // Anything else of TLS may have broken after the hand-shake.
  [/^(ERR_TLS_\w+|ERR_SSL_\w+|EPROTO)$/, { kind: 'tls', sent: true }],
  [/^(ETIMEDOUT|UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT|ERR_TIMED_OUT)$/, { kind: 'timeout', sent: true }],
]

/** Where there is no code: Electron's words for a redirect that nobody follows, undici's for a proxy that lets nobody out. */
const WORDS: readonly (readonly [RegExp, Failed])[] = [
  [/redirect was cancelled/i, { kind: 'portal', sent: true }],
  [/proxy response \(\d+\)|when HTTP tunnel/i, { kind: 'proxy', sent: false }],
]

interface Cause {
  readonly code?: unknown
  readonly syscall?: unknown
  readonly message?: unknown
  readonly cause?: unknown
  readonly errors?: unknown
}

/** An error and everything under it, outermost first. */
const layersOf = (error: unknown, depth = 0): Cause[] => {
  if (typeof error !== 'object' || error === null || depth > 5) return []
  const layer = error as Cause
  const { errors } = layer
  const inner = Array.isArray(errors) ? errors.flatMap((each) => layersOf(each, depth + 1)) : []
  return [layer, ...layersOf(layer.cause, depth + 1), ...inner]
}

const failureOf = (error: unknown): Failed => {
  for (const { code, syscall, message } of layersOf(error)) {
    const words = typeof message === 'string' ? message : ''
    const said = WORDS.find(([pattern]) => pattern.test(words))
    if (said) return said[1]
    // Chromium's own codes come in the message.
    const own = typeof code === 'string' ? code : /net::(ERR_\w+)/.exec(words)?.[1]
    if (own === undefined) continue
    if (syscall === 'connect' && own === 'ETIMEDOUT') return { kind: 'offline', sent: false, reason: 'connect' }
    const found = CODES.find(([pattern]) => pattern.test(own))
    if (found) return found[1]
  }
  // A reset, a closed socket, or something we do not know: it may have arrived.
  return { kind: 'cut', sent: true }
}

/** What `arrayBuffer()` answers, with memory of its own, while that of the chunks is free again at once. */
const bodyOf = async ({ body }: Response): Promise<Uint8Array<ArrayBuffer>> => {
  const chunks: Uint8Array[] = []
  if (body) for await (const chunk of body) chunks.push(chunk)
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
    // A part of a buffer may share it with others.
    if (chunk.byteLength === chunk.buffer.byteLength) giveBack(chunk.buffer)
  }
  return whole
}

/**
 * The real door: `fetchLike` is Node's or Electron's. Redirects are not followed, so a token in a header never leaves
 * for another address.
 */
export const createHttp =
  (fetchLike: typeof fetch): Http =>
  async (request: HttpRequest) => {
    if (request.signal?.aborted) throw new HttpError('cancelled', false)
    const end = new AbortController()
    const stop = (): void => end.abort()
    const timer = setTimeout(stop, request.timeoutMs)
    request.signal?.addEventListener('abort', stop)
    try {
      const answer = await fetchLike(request.url, {
        method: request.method,
        headers: request.headers,
        redirect: 'manual',
        signal: end.signal,
        ...(request.body === undefined ? {} : { body: request.body }),
      })
      const headers: Record<string, string> = {}
      answer.headers.forEach((value, name) => {
        headers[name.toLowerCase()] = value
      })
      return { status: answer.status, headers, body: await bodyOf(answer) }
    } catch (error) {
      if (request.signal?.aborted) throw new HttpError('cancelled', true, { cause: error })
      if (end.signal.aborted) throw new HttpError('timeout', true, { cause: error })
      const { kind, sent, reason = null } = failureOf(error)
      throw new HttpError(kind, sent, { cause: error, reason })
    } finally {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', stop)
    }
  }
