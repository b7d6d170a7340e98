import type { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId, ObjectId } from '../../shared/domain/objects.ts'
import { HttpError } from '../ports.ts'
import type { Clock, Http, HttpAnswer, Ids, Log } from '../ports.ts'
import { backOff } from './back-off.ts'
import {
  appErrorOf,
  brokenJson,
  givenUp,
  httpErrorOf,
  mayPass,
  metaErrorOf,
  transportErrorOf,
  verdictOf,
} from './errors.ts'
import type { MetaError } from './errors.ts'
import type { CallOptions, GraphCounters } from './graph.ts'
import { refuseIntercepted } from './intercepted.ts'
import type { Limiter } from './limiter.ts'
import { accountsIn, useOf } from './limits/rules.ts'
import type { Secret } from './secret.ts'
import type { Signer } from './signer.ts'

export type Params = Readonly<Record<string, string>>

export interface Call extends CallOptions {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below the version, without a leading slash; empty for a batch. */
  readonly path: string
  /** In the query of a GET or DELETE, in the form of a POST. */
  readonly params: Params
  readonly accounts?: readonly AccountId[]
  /** Of a batch, its calls in the order of `accounts`; each counts for itself. */
  readonly items?: readonly { readonly method?: Call['method']; readonly path: string }[]
  /** Of a write, what it changes, where Meta counts that on its own. */
  readonly field?: string
  /** Calls as Meta counts them; 1 unless it is a batch. */
  readonly cost?: number
  readonly timeoutMs?: number
  /** Instead of the person's token, and then without a proof. */
  readonly token?: Secret
}

export interface Refused {
  readonly path: string
  readonly status: number
  readonly accountId: AccountId | null
  /** Of a write, what it was to change. */
  readonly objectId?: ObjectId
}

export interface Requester {
  readonly version: string
  /** Once, whatever comes back. Throws HttpError, or AppError `tokenMissing` and `throttled` before anything left. */
  send(call: Call): Promise<HttpAnswer>
  /** A small read: parsed, checked, repeated when that may help. Throws AppError. */
  read<Schema extends z.ZodType>(call: Call, schema: Schema): Promise<z.output<Schema>>
  /** An error of Meta's: slows down what it is about, and keeps its trace id in the log, which is what Meta's support asks for. */
  refused(error: MetaError, about: Refused): void
  counters(): GraphCounters
  /** Meta's words, when it answered with another version than was asked for; the last ones, null: it never did. */
  versionWarning(): string | null
  now(): Instant
}

export type Parsed = { readonly value: unknown } | { readonly problem: 'notJson' | 'truncated' }

export const parseBody = (body: Uint8Array): Parsed => {
  const text = new TextDecoder().decode(body)
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { problem: brokenJson(text) }
  }
}

/** The `error` of a parsed body, if that is what it is. */
export const errorIn = (value: unknown): MetaError | null =>
  typeof value === 'object' && value !== null && 'error' in value ? metaErrorOf(value.error) : null

const READ_TIMEOUT = 60_000
/** The first try and three more. */
export const TRIES = 4

export interface RequesterNeeds {
  readonly http: Http
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Log
  readonly signer: Signer
  readonly limiter: Limiter
  readonly baseUrl: string
  readonly version: string
}

export const createRequester = ({
  http,
  clock,
  ids,
  log,
  signer,
  limiter,
  baseUrl,
  version,
}: RequesterNeeds): Requester => {
  let calls = 0
  let requests = 0
  let ahead = 0
  let warning: string | null = null
  const root = `${baseUrl.replace(/\/+$/, '')}/${version}`

  const followClock = (date: string | undefined) => {
    const theirs = date === undefined ? Number.NaN : Date.parse(date)
    if (Number.isNaN(theirs)) return
    const apart = theirs - clock.now()
    // The header has whole seconds: less than two is no difference.
    ahead = Math.abs(apart) < 2000 ? 0 : apart
  }

  /** Once for each text: an old version warns with every answer. */
  const followVersion = (headers: HttpAnswer['headers']) => {
    const answered = headers['facebook-api-version']
    const other = answered !== undefined && answered !== version
    const said =
      headers['x-ad-api-version-warning'] ?? (other ? `${version} was asked for, ${answered} answered` : undefined)
    if (said === undefined || said === warning) return
    warning = said.slice(0, 300)
    log.write('warn', 'meta.versionWarning', { warning })
  }

  const refused = (error: MetaError, { path, status, accountId, objectId }: Refused) => {
    limiter.refused(error, accountId, objectId)
    const { code, subcode, message, traceId } = error
    log.write('warn', 'meta.error', { code, subcode, message, trace: traceId, path, status, account: accountId })
  }

  const send = async (call: Call): Promise<HttpAnswer> => {
    const { method, path, lane, signal, cost = 1, timeoutMs = READ_TIMEOUT } = call
    const accounts = call.accounts && call.accounts.length > 0 ? call.accounts : accountsIn(path)
    // A batch whose items are not told apart only reads.
    const items = call.items ?? accounts.map(() => ({ method: path === '' ? 'GET' : method, path }))
    const leave = await limiter.enter({
      lane,
      accounts,
      cost,
      uses: items.map((item) => useOf(item.path)),
      writes: items.map((item) => (item.method ?? 'GET') !== 'GET'),
      ...(call.field === undefined ? {} : { objectId: path, field: call.field }),
      signal,
    })
    try {
      const { token, proof } = call.token ? { token: call.token, proof: null } : await signer.sign()
      const params = new URLSearchParams({
        ...call.params,
        ...(proof === null ? {} : { appsecret_proof: proof }),
      }).toString()
      const form = method === 'POST'
      calls += cost
      requests += 1
      const startedAt = clock.now()
      const answered = await http({
        method,
        url: `${root}/${path}${form || params === '' ? '' : `?${params}`}`,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token.reveal()}`,
          ...(form ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
        },
        ...(form ? { body: params } : {}),
        timeoutMs,
        ...(signal ? { signal } : {}),
      })
      const answer = refuseIntercepted(answered)
      followClock(answer.headers['date'])
      followVersion(answer.headers)
      limiter.observe(answer.headers, accounts)
      // Before the turn is given back: who waits for it must not call where Meta has just said no.
      const parsed = answer.status >= 400 ? parseBody(answer.body) : null
      const error = parsed && 'value' in parsed ? errorIn(parsed.value) : null
      if (error) limiter.refused(error, accounts[0] ?? null)
      log.write('debug', 'meta.call', {
        method,
        path,
        lane,
        cost,
        status: answer.status,
        bytes: answer.body.byteLength,
        ms: clock.now() - startedAt,
        trace: answer.headers['x-fb-trace-id'] ?? null,
      })
      return answer
    } finally {
      leave()
    }
  }

  /** One try: the value, or why not and whether another try may help. */
  const tryOnce = async (call: Call): Promise<{ value: unknown } | { failure: AppError; again: boolean }> => {
    let answer: HttpAnswer
    try {
      answer = await send(call)
    } catch (error) {
      return { failure: transportErrorOf(error), again: error instanceof HttpError && error.kind === 'cut' }
    }
    const parsed = parseBody(answer.body)
    if ('problem' in parsed) {
      return {
        failure: httpErrorOf(answer.status, parsed.problem, answer.body.byteLength === 0),
        again: mayPass(answer.status, parsed.problem),
      }
    }
    const error = errorIn(parsed.value)
    if (error) {
      refused(error, { path: call.path, status: answer.status, accountId: call.accounts?.[0] ?? null })
      const verdict = verdictOf(error)
      return {
        failure: appErrorOf(error, { version, id: call.accounts?.[0] ?? (call.path || undefined) }),
        again: verdict.remedy === 'retry' || verdict.remedy === 'shrink',
      }
    }
    if (answer.status >= 400) {
      return { failure: httpErrorOf(answer.status, 'malformed'), again: mayPass(answer.status, 'malformed') }
    }
    return { value: parsed.value }
  }

  return {
    version,
    send,
    refused,
    versionWarning: () => warning,
    counters: () => ({ calls, requests }),
    now: () => clock.now() + ahead,

    async read(call, schema) {
      for (let tried = 1; ; tried += 1) {
        const result = await tryOnce(call)
        if ('value' in result) {
          const checked = schema.safeParse(result.value)
          if (checked.success) return checked.data
          throw new AppError('malformed', { path: call.path, where: checked.error.issues[0]?.path.join('.') ?? '' })
        }
        if (!result.again) throw result.failure
        if (tried === TRIES) throw givenUp(result.failure, TRIES)
        await backOff({ clock, ids, tried, signal: call.signal })
      }
    },
  }
}
