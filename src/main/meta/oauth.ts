import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { HttpError } from '../ports.ts'
import type { Http, HttpAnswer, HttpFailure } from '../ports.ts'
import { appErrorOf, httpErrorOf, transportErrorOf, verdictOf } from './errors.ts'
import type { MetaError } from './errors.ts'
import { refuseIntercepted } from './intercepted.ts'
import { errorIn, parseBody } from './request.ts'
import { redact } from './secret.ts'
import { numberOrNull } from './wire.ts'

export interface DialogRequest {
  /** `https://www.facebook.com`, or the sandbox's address. */
  readonly dialogUrl: string
  readonly version: string
  readonly appId: string
  /** Must be in the app's list of redirects, to the letter. */
  readonly redirect: string
  readonly state: string
  readonly scopes: readonly string[]
  /** Facebook Login for Business: its configuration stands for the scopes. */
  readonly configId?: string | null
  /** Shows permissions again that were declined before. */
  readonly rerequest?: boolean
  /** `code` needs the app's secret afterwards; `token` does not, and lives an hour or two. */
  readonly flow: 'code' | 'token'
}

export const dialogUrl = (request: DialogRequest): string => {
  const { appId, redirect, state, scopes, configId, rerequest, flow, version } = request
  const params = new URLSearchParams({
    client_id: appId,
    redirect_uri: redirect,
    state,
    response_type: flow,
    display: 'popup',
    ...(configId
      ? { config_id: configId, ...(flow === 'code' ? { override_default_response_type: 'true' } : {}) }
      : { scope: scopes.join(',') }),
    ...(rerequest ? { auth_type: 'rerequest' } : {}),
  })
  return `${request.dialogUrl.replace(/\/+$/, '')}/${version}/dialog/oauth?${params.toString()}`
}

export type Redirected = { readonly state: string | null } & (
  | { readonly kind: 'code'; readonly code: string }
  /** `expiresIn` in seconds; null: Meta did not say. */
  | { readonly kind: 'token'; readonly token: string; readonly expiresIn: number | null }
  /** The person said no. */
  | { readonly kind: 'denied' }
  | { readonly kind: 'failed'; readonly message: string }
  /** Neither a code nor a token nor an error. */
  | { readonly kind: 'nothing' }
)

/** What Meta appended to the redirect: a code in the query, a token in the fragment, an error in either. */
export const readRedirect = (url: string): Redirected => {
  let address: URL
  try {
    address = new URL(url)
  } catch {
    return { kind: 'nothing', state: null }
  }
  const fragment = new URLSearchParams(address.hash.replace(/^#/, ''))
  const get = (name: string) => address.searchParams.get(name) || fragment.get(name) || null
  const state = get('state')
  const error = get('error') ?? get('error_code')
  if (error !== null) {
    const denied = error === 'access_denied' || get('error_reason') === 'user_denied'
    const message = get('error_description') ?? get('error_message') ?? error
    return denied ? { kind: 'denied', state } : { kind: 'failed', message: redact(message).slice(0, 300), state }
  }
  const code = get('code')
  if (code !== null) return { kind: 'code', code, state }
  const token = fragment.get('access_token') || null
  if (token === null) return { kind: 'nothing', state }
  const seconds = Number(fragment.get('expires_in') ?? '')
  return { kind: 'token', token, expiresIn: Number.isFinite(seconds) && seconds > 0 ? seconds : null, state }
}

export interface AppIdentity {
  readonly baseUrl: string
  readonly version: string
  readonly appId: string
  readonly appSecret: string
}
export interface Issued {
  readonly token: string
  /** Seconds; null: it does not expire, or Meta did not say. */
  readonly expiresIn: number | null
}

const PLAIN: ReadonlySet<HttpFailure> = new Set(['offline', 'timeout', 'cut', 'cancelled'])

const issued = z.object({ access_token: z.string().min(1), expires_in: numberOrNull })

interface TokenCall {
  readonly http: Http
  readonly app: AppIdentity
  readonly form: Readonly<Record<string, string>>
}

const ask = async ({ http, app, form }: TokenCall, method: 'GET' | 'POST'): Promise<HttpAnswer> => {
  const url = `${app.baseUrl.replace(/\/+$/, '')}/${app.version}/oauth/access_token`
  const params = new URLSearchParams({ client_id: app.appId, client_secret: app.appSecret, ...form }).toString()
  const accept = { accept: 'application/json' }
  const request =
    method === 'POST'
      ? { url, headers: { ...accept, 'content-type': 'application/x-www-form-urlencoded' }, body: params }
      : { url: `${url}?${params}`, headers: accept }
  try {
    return refuseIntercepted(await http({ ...request, method, timeoutMs: 30_000 }))
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    // What somebody must do about the network itself is worth more than that the sign-in could not reach Meta.
    if (PLAIN.has(error.kind)) throw new AppError('signInNetwork', { reason: error.kind }, { cause: error })
    throw transportErrorOf(error)
  }
}

/** The edge as such is not there for a POST, so nothing was used up. */
const isUnsupported = ({ code, subcode, message }: MetaError): boolean =>
  code === 2500 || (code === 100 && (subcode === 33 || /unsupported post request/i.test(message)))

const readToken = async (call: TokenCall, method: 'GET' | 'POST'): Promise<Issued> => {
  const answer = await ask(call, method)
  const parsed = parseBody(answer.body)
  if ('problem' in parsed) throw httpErrorOf(answer.status, parsed.problem, answer.body.byteLength === 0)
  const error = errorIn(parsed.value)
  if (error) {
    if (method === 'POST' && isUnsupported(error)) return readToken(call, 'GET')
    // Of versions and throttles there is more to say than that the sign-in failed.
    const { error: code } = verdictOf(error)
    const failure = appErrorOf(error, { version: call.app.version })
    throw code === 'versionDead' || code === 'throttled' ? failure : new AppError('signInFailed', failure.data)
  }
  const checked = issued.safeParse(parsed.value)
  if (!checked.success) throw new AppError('signInFailed', { status: answer.status })
  const { access_token: token, expires_in: expiresIn } = checked.data
  return { token, expiresIn: expiresIn !== null && expiresIn > 0 ? expiresIn : null }
}

/**
 * Meta documents a GET with the app's secret in the address and takes a POST with it in the body, as OAuth has it. The
 * body it is, where nothing on the way writes it down; the address only where a POST is not known.
 */
const askToken = (http: Http, app: AppIdentity, form: Readonly<Record<string, string>>): Promise<Issued> =>
  readToken({ http, app, form }, 'POST')

/** The dialog's code for a token. `redirect` to the letter as in the dialog. Throws signInFailed, signInNetwork, notJson … */
export const exchangeCode = (
  http: Http,
  app: AppIdentity,
  given: { readonly code: string; readonly redirect: string },
): Promise<Issued> => askToken(http, app, { code: given.code, redirect_uri: given.redirect })

/** A short-lived token for one of about sixty days. */
export const exchangeLongLived = (http: Http, app: AppIdentity, token: string): Promise<Issued> =>
  askToken(http, app, { grant_type: 'fb_exchange_token', fb_exchange_token: token })
