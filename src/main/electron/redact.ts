const HIDDEN = '***'

/** Shapes of what must never be written: Meta's tokens, secrets and proofs, also inside addresses and JSON. */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/EAA[A-Za-z0-9]{8,}/g, HIDDEN],
  [/\b(Bearer|OAuth)\s+[^\s"',;]+/gi, `$1 ${HIDDEN}`],
  [
    /((?:access_token|input_token|fb_exchange_token|client_secret|app_?secret|appsecret_proof|token|password|secret)(?:["']?\s*[=:]\s*["']?|%3D))[^\s&"',;}\]]+/gi,
    `$1${HIDDEN}`,
  ],
  // What comes back from the dialog; a failure's own code and state are no secrets.
  [/([?&#](?:code|state)=)[^\s&"']+/gi, `$1${HIDDEN}`],
  // An app secret (32) or a proof (64); none of our own ids has these shapes.
  [/\b(?:[0-9a-f]{64}|[0-9a-f]{32})\b/gi, HIDDEN],
  // An app token is `id|secret`.
  [/\b\d{5,25}\|[^\s&"',;]+/g, HIDDEN],
]
const SECRET_KEY = /^(?:.*(?:token|secret|password|proof)|authorization|cookie)$/i

const redactText = (text: string): string =>
  SHAPES.reduce((rest, [shape, instead]) => rest.replace(shape, instead), text)

/** A copy fit for a log: secrets replaced by shape and by name, errors as texts, depth and length bounded. */
export const redact = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return redactText(value.length > 4000 ? `${value.slice(0, 4000)}…` : value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`
  if (value === null || typeof value !== 'object') return value
  if (depth > 8) return '[deep]'
  if (value instanceof Error) {
    return {
      name: value.name,
      message: redact(value.message),
      stack: redact(value.stack ?? ''),
      ...('code' in value ? { code: redact(value.code) } : {}),
      ...(value.cause === undefined ? {} : { cause: redact(value.cause, depth + 1) }),
    }
  }
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (Array.isArray(value)) return value.slice(0, 200).map((one) => redact(one, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      redactText(key),
      typeof one === 'string' && SECRET_KEY.test(key) ? HIDDEN : redact(one, depth + 1),
    ]),
  )
}
