import { AppError } from '../../shared/errors.ts'
import type { ErrorData } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import { NEVER, RETRY, TABLE } from './errors/table.ts'
import type { Remedy, Row, Verdict } from './errors/table.ts'
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

const fits = (row: Row, { code, subcode, message }: MetaError): boolean => {
  if (row.code !== undefined && (code === null || code < row.code || code > (row.to ?? row.code))) return false
  if (row.subcodes && (subcode === null || !row.subcodes.includes(subcode))) return false
  if (row.named && ![code, subcode].some((number) => number !== null && row.named?.includes(number))) return false
  return !row.message || row.message.test(message)
}

/** What an error of Meta's means for us. */
export const verdictOf = (error: MetaError): Verdict => {
  const row = TABLE.find((each) => fits(each, error))
  if (row && !row.vague) return row
  return error.transient ? RETRY : (row ?? NEVER)
}

/** Said before anything was changed. Of the others, a temporary problem above all, Meta may have said it afterwards. */
const BEFOREHAND: ReadonlySet<Remedy> = new Set(['wait', 'person', 'never'])

/** Whether a write that was answered with this is certainly not made. */
export const surelyRefused = (error: MetaError, status: number): boolean =>
  error.code !== null && status < 500 && BEFOREHAND.has(verdictOf(error).remedy)

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? redact(value).slice(0, 500) : null
const integerOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : null
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
    // A failed report tells its error beside its other fields, with `error_` before each name; `debug_token` without it.
    code: integerOf(fields['code']) ?? integerOf(fields['error_code']),
    subcode: integerOf(fields['error_subcode']) ?? integerOf(fields['subcode']) ?? integerOf(inner['error_subcode']),
    message: textOf(fields['message']) ?? textOf(fields['error_message']) ?? textOf(fields['error_msg']) ?? '',
    userTitle: textOf(fields['error_user_title']),
    userMessage: textOf(fields['error_user_msg']),
    transient: fields['is_transient'] === true || fields['is_transient'] === 'true',
    traceId: textOf(fields['fbtrace_id']),
  }
}

const known = (data: Readonly<Record<string, string | number | null>>): ErrorData =>
  Object.fromEntries(Object.entries(data).filter((entry): entry is [string, string | number] => entry[1] !== null))

/**
 * `data`: code, subcode, Meta's own words (title and message, those for people if it gave them), trace, advice (a key of
 * `shared/advice.ts`), minutes when throttled, and of `about` (an object's id, the version) what the caller knows.
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
      advice: verdict.advice ?? null,
      minutes: verdict.throttle ? (about.minutes ?? Math.ceil(verdict.throttle.seconds / 60)) : null,
      id: about.id ?? null,
      version: about.version ?? null,
    }),
  )
}

/**
 * The last failure of a request that was tried `tries` times: some of Meta's "temporary" problems (code 1) stay with one
 * request for good, and people should read that it was given up.
 */
export const givenUp = (failure: AppError, tries: number): AppError =>
  failure.code === 'metaDown' ? new AppError('metaDown', { ...failure.data, tries }, { cause: failure }) : failure

/** A failed transport as people read about it. The caller that cancelled knows from its signal. */
export const transportErrorOf = (error: unknown): AppError => {
  if (error instanceof AppError) return error
  if (!(error instanceof HttpError)) return new AppError('internal', {}, { cause: error })
  const { kind, reason } = error
  const because = reason === null ? {} : { reason }
  const options = { cause: error }
  switch (kind) {
    case 'offline':
      return new AppError('offline', because, options)
    case 'tls':
      return new AppError('tlsFailed', because, options)
    case 'proxy':
      return new AppError('proxyRefused', {}, options)
    case 'portal':
      return new AppError('captivePortal', {}, options)
    case 'timeout':
      return new AppError('timeout', {}, options)
    case 'cut':
      return new AppError('truncated', { reason: 'cut' }, options)
    case 'cancelled':
      return new AppError('timeout', { cancelled: true }, options)
  }
}

/** What is wrong with a text that should have been JSON: not JSON at all (a web page), or its end is missing. */
export const brokenJson = (text: string): 'notJson' | 'truncated' => {
  const start = text.trimStart()[0]
  return start === undefined || start === '{' || start === '[' ? 'truncated' : 'notJson'
}

type Problem = 'notJson' | 'truncated' | 'malformed'

/** An answer without anything of Meta's in it. `empty`: there was no body at all. */
export const httpErrorOf = (status: number, problem: Problem, empty = false): AppError =>
  new AppError(problem, { status, ...(empty ? { reason: 'empty' } : {}) })

/** Whether the same read may come out well in a moment. Web pages with status 400 or 502 come between good answers. */
export const mayPass = (status: number, problem: Problem): boolean => problem !== 'malformed' || status >= 500
