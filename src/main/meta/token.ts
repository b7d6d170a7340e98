import { z } from 'zod'
import { NO_TOKEN, SCOPES } from '../../shared/domain/connection.ts'
import type { TokenState } from '../../shared/domain/connection.ts'
import type { Instant } from '../../shared/domain/day.ts'
import { AppError, failureOf } from '../../shared/errors.ts'
import { batchForm } from './batch.ts'
import { appErrorOf, metaErrorOf } from './errors.ts'
import type { CallOptions } from './graph.ts'
import { errorIn, parseBody } from './request.ts'
import type { Requester } from './request.ts'
import type { Secret } from './secret.ts'
import type { Signer } from './signer.ts'
import { numberOrNull, page, text, textOrNull, texts } from './wire.ts'

/** A short-lived token lives an hour or two, a long-lived one about sixty days. */
const SHORT_LIVED_MS = 2 * 24 * 3600_000

const inspection = z.object({
  data: z.object({
    app_id: textOrNull,
    type: textOrNull,
    is_valid: z.boolean().catch(false),
    issued_at: numberOrNull,
    expires_at: numberOrNull,
    data_access_expires_at: numberOrNull,
    scopes: texts,
    error: z.unknown().optional(),
  }),
})
type Inspection = z.output<typeof inspection>['data']

const batchAnswer = z.array(z.object({ code: numberOrNull, body: z.string() }).nullable()).min(1)
const permission = z.object({ permission: text, status: text })

const WITHOUT_RIGHTS: TokenState = { ...NO_TOKEN, missing: SCOPES }

/** Unix seconds; 0 is "never". */
const instant = (seconds: number | null): Instant | null => (seconds === null || seconds <= 0 ? null : seconds * 1000)

const kindOf = (found: Inspection, now: Instant): TokenState['kind'] => {
  if (found.type?.toUpperCase() === 'SYSTEM_USER') return 'systemUser'
  const expiresAt = instant(found.expires_at)
  if (expiresAt === null) return found.expires_at === 0 ? 'longLived' : 'unknown'
  return expiresAt - (instant(found.issued_at) ?? now) > SHORT_LIVED_MS ? 'longLived' : 'shortLived'
}

const isTokenTrouble = (
  error: unknown,
): error is AppError & { readonly code: 'tokenInvalid' | 'tokenExpired' | 'tokenWrongApp' } =>
  error instanceof AppError &&
  (error.code === 'tokenInvalid' || error.code === 'tokenExpired' || error.code === 'tokenWrongApp')

export interface TokenNeeds {
  readonly requester: Requester
  readonly signer: Signer
  readonly appId: string | null
}

export const createTokenState = ({ requester, signer, appId }: TokenNeeds) => {
  /**
   * `debug_token` takes the token as a parameter of its address, where proxies and logs would keep it. As the item of a
   * batch it travels in the body.
   */
  const inspect = async (asked: Secret, by: Secret, options: CallOptions): Promise<Inspection> => {
    const form = batchForm([{ path: 'debug_token', params: { input_token: asked.reveal() } }])
    const items = await requester.read({ ...options, method: 'POST', path: '', params: form, token: by }, batchAnswer)
    const item = items[0]
    if (!item) throw new AppError('metaDown')
    const parsed = parseBody(new TextEncoder().encode(item.body))
    if ('problem' in parsed) throw new AppError(parsed.problem)
    const error = errorIn(parsed.value)
    if (error) throw appErrorOf(error, { version: requester.version })
    const checked = inspection.safeParse(parsed.value)
    if (!checked.success) throw new AppError('malformed', { path: 'debug_token' })
    return checked.data.data
  }

  /** By the app when its secret is known, because then Meta tells more; otherwise the token answers for itself. */
  const inspectBest = async (token: Secret, options: CallOptions): Promise<Inspection> => {
    const app = await signer.appToken()
    if (app === null) return inspect(token, token, options)
    try {
      return await inspect(token, app, options)
    } catch (error) {
      if (!(error instanceof AppError) || ['offline', 'timeout', 'throttled'].includes(error.code)) throw error
      return inspect(token, token, options)
    }
  }

  /** Null where there is no such list (some system users). */
  const grantedBy = async (options: CallOptions): Promise<string[] | null> => {
    try {
      const { data } = await requester.read(
        { ...options, method: 'GET', path: 'me/permissions', params: { limit: '100' } },
        page,
      )
      return data.flatMap((row) => {
        const checked = permission.safeParse(row)
        return checked.success && checked.data.status === 'granted' ? [checked.data.permission] : []
      })
    } catch (error) {
      if (
        error instanceof AppError &&
        ['permission', 'metaRejected', 'accountHidden', 'malformed'].includes(error.code)
      )
        return null
      throw error
    }
  }

  const invalid = (failure: AppError, found: Inspection | null): TokenState => ({
    ...WITHOUT_RIGHTS,
    status: failure.code === 'tokenExpired' ? 'expired' : 'invalid',
    kind: found === null ? 'unknown' : kindOf(found, requester.now()),
    expiresAt: instant(found?.expires_at ?? null),
    dataAccessExpiresAt: instant(found?.data_access_expires_at ?? null),
    checkedAt: requester.now(),
    failure: failureOf(failure),
  })

  const failureIn = (found: Inspection): AppError | null => {
    if (appId !== null && found.app_id !== null && found.app_id !== appId) return new AppError('tokenWrongApp')
    const expiresAt = instant(found.expires_at)
    if (expiresAt !== null && expiresAt <= requester.now()) return new AppError('tokenExpired')
    if (found.is_valid) return null
    const error = metaErrorOf(found.error)
    const failure = error ? appErrorOf(error) : null
    if (failure && isTokenTrouble(failure)) return failure
    return new AppError('tokenInvalid', failure?.data ?? {})
  }

  return async (options: CallOptions): Promise<TokenState> => {
    let token: Secret
    try {
      token = (await signer.sign()).token
    } catch (error) {
      if (error instanceof AppError && error.code === 'tokenMissing') return WITHOUT_RIGHTS
      throw error
    }
    let found: Inspection | null
    try {
      found = await inspectBest(token, options)
    } catch (error) {
      if (isTokenTrouble(error)) return invalid(error, null)
      // Not everybody may inspect a token; what it may do still tells that it lives.
      if (!(error instanceof AppError) || (error.code !== 'permission' && error.code !== 'metaRejected')) throw error
      found = null
    }
    const failure = found === null ? null : failureIn(found)
    if (failure) return invalid(failure, found)
    let granted: readonly string[]
    try {
      granted = (await grantedBy(options)) ?? found?.scopes ?? []
    } catch (error) {
      if (isTokenTrouble(error)) return invalid(error, found)
      throw error
    }
    return {
      status: 'valid',
      kind: found === null ? 'unknown' : kindOf(found, requester.now()),
      expiresAt: instant(found?.expires_at ?? null),
      dataAccessExpiresAt: instant(found?.data_access_expires_at ?? null),
      checkedAt: requester.now(),
      granted,
      missing: SCOPES.filter((scope) => !granted.includes(scope)),
      failure: null,
    }
  }
}
