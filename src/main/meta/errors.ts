import { AppError } from '../../shared/errors.ts'
import type { ErrorCode, ErrorData } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import { redact } from './secret.ts'

/** Meta's error body, as far as it was understood. */
export interface MetaError {
  readonly code: number | null
  readonly subcode: number | null
  readonly message: string
  /** Meant for people, in the language of the account. */
  readonly userTitle: string | null
  readonly userMessage: string | null
  readonly transient: boolean
  readonly traceId: string | null
}

/**
 * What can be done: `retry` again after a moment; `wait` until Meta lets us; `restart` the edge without its cursor, once;
 * `shrink` the page; `split` the range; `person` somebody must act; `never` the request itself is wrong.
 */
export type Remedy = 'retry' | 'wait' | 'restart' | 'shrink' | 'split' | 'person' | 'never'

/** Whom a throttle stops. `object`: only what was asked for, nothing else has to wait. */
export type ThrottleScope = 'app' | 'account' | 'businessUseCase' | 'insights' | 'object'

export interface Verdict {
  readonly remedy: Remedy
  readonly error: ErrorCode
  readonly throttle?: { readonly scope: ThrottleScope; readonly seconds: number }
}

interface Row extends Verdict {
  readonly code: number
  /** Last code of a run of codes that mean the same. */
  readonly to?: number
  readonly subcodes?: readonly number[]
  readonly message?: RegExp
}

const retry = { remedy: 'retry', error: 'metaDown' } as const
const never = { remedy: 'never', error: 'metaRejected' } as const
const permission = { remedy: 'person', error: 'permission' } as const
const wait = (scope: ThrottleScope, seconds: number): Verdict => ({
  remedy: 'wait',
  error: 'throttled',
  throttle: { scope, seconds },
})

/** The first row that fits decides, so rows with subcodes stand above the row of their code alone. */
const TABLE: readonly Row[] = [
  { code: 1, message: /reduce the amount of data/i, remedy: 'shrink', error: 'metaDown' },
  { code: 1, ...retry },
  { code: 2, subcodes: [1504038], remedy: 'split', error: 'metaDown' },
  { code: 2, subcodes: [1504041, 1504042], ...never },
  { code: 2, ...retry },
  { code: -2, ...retry },
  { code: -3, remedy: 'split', error: 'metaDown' },
  { code: 960, ...retry },

  { code: 4, subcodes: [1504022, 1504039], ...wait('insights', 300) },
  { code: 4, ...wait('app', 300) },
  { code: 17, subcodes: [1885172], ...wait('object', 86_400) },
  { code: 17, ...wait('account', 300) },
  { code: 32, ...wait('app', 300) },
  { code: 341, ...wait('app', 3600) },
  { code: 368, ...wait('object', 3600) },
  // Budgets of one ad set: four edits an hour.
  { code: 613, subcodes: [1487632], ...wait('object', 3600) },
  { code: 613, subcodes: [1487225], ...wait('object', 3600) },
  { code: 613, subcodes: [5044001], ...wait('account', 2) },
  { code: 613, ...wait('account', 60) },
  { code: 2650, subcodes: [1870145], ...wait('object', 600) },
  { code: 80000, to: 80014, ...wait('businessUseCase', 300) },

  { code: 102, subcodes: [463], remedy: 'person', error: 'tokenExpired' },
  { code: 102, remedy: 'person', error: 'tokenInvalid' },
  { code: 190, subcodes: [463], remedy: 'person', error: 'tokenExpired' },
  { code: 190, message: /\bexpired\b/i, remedy: 'person', error: 'tokenExpired' },
  { code: 190, remedy: 'person', error: 'tokenInvalid' },
  // A proof made with another app's secret.
  { code: 104, message: /appsecret_proof/i, remedy: 'person', error: 'tokenWrongApp' },
  { code: 104, ...retry },
  { code: 100, message: /app_id in the input_token/i, remedy: 'person', error: 'tokenWrongApp' },

  { code: 3, ...permission },
  { code: 10, ...permission },
  { code: 200, to: 299, ...permission },
  { code: 100, subcodes: [3191001], ...permission },
  { code: 2655, ...permission },
  { code: 100, subcodes: [33], remedy: 'person', error: 'accountHidden' },
  { code: 803, remedy: 'person', error: 'accountHidden' },

  { code: 100, subcodes: [1487534, 1504018], remedy: 'split', error: 'metaRejected' },
  { code: 2635, remedy: 'never', error: 'versionDead' },
  { code: 2642, remedy: 'restart', error: 'metaRejected' },
]

/** What an error of Meta's means for us. */
export const verdictOf = (error: MetaError): Verdict => {
  for (const row of TABLE) {
    if (error.code === null || error.code < row.code || error.code > (row.to ?? row.code)) continue
    if (row.subcodes && (error.subcode === null || !row.subcodes.includes(error.subcode))) continue
    if (row.message && !row.message.test(error.message)) continue
    return row
  }
  return error.transient ? retry : never
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? redact(value).slice(0, 500) : null
const integerOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isInteger(number) ? number : null
}

/** Reads the `error` of a body leniently; null when there is nothing like an error in it. */
export const metaErrorOf = (value: unknown): MetaError | null => {
  if (typeof value === 'string' && value !== '') {
    return {
      code: null,
      subcode: null,
      message: redact(value).slice(0, 500),
      userTitle: null,
      userMessage: null,
      transient: false,
      traceId: null,
    }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const fields = value as Record<string, unknown>
  // `error_data` comes as an object, as JSON in a string, as "null" or as []: only its subcode matters to us.
  let details: unknown = fields['error_data']
  if (typeof details === 'string') {
    try {
      details = JSON.parse(details)
    } catch {
      details = null
    }
  }
  const inner = typeof details === 'object' && details !== null ? (details as Record<string, unknown>) : {}
  return {
    code: integerOf(fields['code']),
    subcode: integerOf(fields['error_subcode']) ?? integerOf(inner['error_subcode']),
    message: textOf(fields['message']) ?? '',
    userTitle: textOf(fields['error_user_title']),
    userMessage: textOf(fields['error_user_msg']),
    transient: fields['is_transient'] === true || fields['is_transient'] === 'true',
    traceId: textOf(fields['fbtrace_id']),
  }
}

const known = (data: Readonly<Record<string, string | number | null>>): ErrorData =>
  Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string | number] => entry[1] !== null))

/**
 * `data`: code, subcode, message (Meta's own words for people if it gave them), trace, minutes when throttled, and of
 * `about` (an object's id, the version) what the caller knows.
 */
export const appErrorOf = (
  error: MetaError,
  about: { readonly id?: string | undefined; readonly version?: string; readonly minutes?: number } = {},
): AppError => {
  const verdict = verdictOf(error)
  return new AppError(
    verdict.error,
    known({
      code: error.code,
      subcode: error.subcode,
      title: error.userTitle,
      message: error.userMessage ?? (error.message === '' ? null : error.message),
      trace: error.traceId,
      minutes: verdict.throttle ? (about.minutes ?? Math.ceil(verdict.throttle.seconds / 60)) : null,
      id: about.id ?? null,
      version: about.version ?? null,
    }),
  )
}

/** A failed transport as people read about it. The caller that cancelled knows from its signal. */
export const transportErrorOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (!(error instanceof HttpError)) return new AppError('internal', {}, { cause: error })
  switch (error.kind) {
    case 'offline':
      return new AppError('offline', {}, { cause: error })
    case 'tls':
      return new AppError('offline', { reason: 'tls' }, { cause: error })
    case 'timeout':
      return new AppError('timeout', {}, { cause: error })
    case 'cut':
      return new AppError('truncated', {}, { cause: error })
    case 'cancelled':
      return new AppError('timeout', { cancelled: true }, { cause: error })
  }
}

/** What is wrong with a text that should have been JSON: not JSON at all (a web page), or its end is missing. */
export const brokenJson = (text: string): 'notJson' | 'truncated' => {
  const start = text.trimStart()[0]
  return start === undefined || start === '{' || start === '[' ? 'truncated' : 'notJson'
}

/** A server error without Meta's error body. */
export const httpErrorOf = (status: number, problem: 'notJson' | 'truncated' | 'malformed'): AppError =>
  new AppError(problem, { status })
