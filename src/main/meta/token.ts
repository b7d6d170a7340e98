import { z } from 'zod'
import { NO_TOKEN, SCOPES } from '../../shared/domain/connection.ts'
import type { GranularScope, TokenState } from '../../shared/domain/connection.ts'
import type { Instant } from '../../shared/domain/day.ts'
import type { AccountId } from '../../shared/domain/objects.ts'
import { AppError, failureOf } from '../../shared/errors.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { batchForm } from './batch.ts'
import { appErrorOf, metaErrorOf, verdictOf } from './errors.ts'
import type { CallOptions } from './graph.ts'
import { errorIn, parseBody } from './request.ts'
import type { Requester } from './request.ts'
import type { Secret } from './secret.ts'
import type { Signer } from './signer.ts'
import { flagOrNull, numberOrNull, page, text, textOrNull, texts } from './wire.ts'

/** A short-lived token lives an hour or two, a long-lived one about sixty days. */
const SHORT_LIVED_MS = 2 * 24 * 3600_000

const inspection = z.object({
  data: z.object({
    app_id: textOrNull,
    type: textOrNull,
    is_valid: flagOrNull,
    issued_at: numberOrNull,
    expires_at: numberOrNull,
    data_access_expires_at: numberOrNull,
    scopes: texts,
    granular_scopes: z.array(z.unknown()).nullish().catch(null),
    error: z.unknown().optional(),
  }),
})
type Inspection = z.output<typeof inspection>['data']

const batchAnswer = z.array(z.object({ code: numberOrNull, body: z.string() }).nullable()).min(1)
const permission = z.object({ permission: text, status: text })
const granularScope = z.object({ scope: text, target_ids: texts })

/** Asked by itself an item of a batch can come back without an answer, too. */
const INSPECTIONS = 3
/** Nothing about who asks, so asking as somebody else would not help. */
const ELSEWHERE: ReadonlySet<ErrorCode> = new Set([
  'offline',
  'tlsFailed',
  'proxyRefused',
  'captivePortal',
  'timeout',
  'truncated',
  'throttled',
  'checkpoint',
])

const WITHOUT_RIGHTS: TokenState = { ...NO_TOKEN, missing: SCOPES }

/** Unix seconds; 0 is "never". */
const instant = (seconds: number | null): Instant | null => (seconds === null || seconds <= 0 ? null : seconds * 1000)

/** What is said to end before it began is not believed: then nothing is known of its end. */
const endOf = (seconds: number | null, issued: number | null): Instant | null =>
  seconds !== null && issued !== null && seconds <= issued ? null : instant(seconds)

const kindOf = (found: Inspection, now: Instant): TokenState['kind'] => {
  const type = found.type?.toUpperCase()
  if (type === 'SYSTEM_USER') return 'systemUser'
  if (type === 'PAGE') return 'page'
  const expiresAt = endOf(found.expires_at, found.issued_at)
  if (expiresAt === null) return found.expires_at === 0 ? 'longLived' : 'unknown'
  return expiresAt - (instant(found.issued_at) ?? now) > SHORT_LIVED_MS ? 'longLived' : 'shortLived'
}

const granularOf = (rows: readonly unknown[] | null | undefined): GranularScope[] =>
  (rows ?? []).flatMap((row) => {
    const checked = granularScope.safeParse(row)
    return checked.success ? [{ scope: checked.data.scope, targetIds: checked.data.target_ids }] : []
  })

/** Either scope lets an account be read, so what was ticked for one of them counts. */
const accountsOf = (granular: readonly GranularScope[]): readonly AccountId[] | null => {
  const ofAds = granular.filter(({ scope }) => scope === 'ads_read' || scope === 'ads_management')
  if (ofAds.length === 0 || ofAds.some(({ targetIds }) => targetIds === null)) return null
  return [...new Set(ofAds.flatMap(({ targetIds }) => targetIds ?? []).map((id) => `act_${id.replace(/^act_/, '')}`))]
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
   * batch it travels in the body. `by` null: the token answers for itself.
   */
  const inspect = async (asked: Secret, by: Secret | null, options: CallOptions): Promise<Inspection> => {
    const form = batchForm([{ path: 'debug_token', params: { input_token: asked.reveal() } }])
    const call = { ...options, method: 'POST', path: '', params: form, ...(by ? { token: by } : {}) } as const
    for (let tried = 1; ; tried += 1) {
      const [item] = await requester.read(call, batchAnswer)
      const again = tried < INSPECTIONS
      if (!item) {
        // Meta ran out of time for it.
        if (again) continue
        throw new AppError('metaDown')
      }
      const parsed = parseBody(new TextEncoder().encode(item.body))
      if ('problem' in parsed) {
        if (again) continue
        throw new AppError(parsed.problem)
      }
      const error = errorIn(parsed.value)
      if (error) {
        requester.refused(error, { path: 'debug_token', status: item.code ?? 0, accountId: null })
        if (again && verdictOf(error).remedy === 'retry') continue
        throw appErrorOf(error, { version: requester.version })
      }
      const checked = inspection.safeParse(parsed.value)
      if (!checked.success) throw new AppError('malformed', { path: 'debug_token' })
      return checked.data.data
    }
  }

  /** By the app when its secret is known, because then Meta tells more; otherwise the token answers for itself. */
  const inspectBest = async (token: Secret, options: CallOptions): Promise<Inspection> => {
    const app = await signer.appToken()
    if (app === null) return inspect(token, null, options)
    try {
      return await inspect(token, app, options)
    } catch (error) {
      if (!(error instanceof AppError) || ELSEWHERE.has(error.code)) throw error
      return inspect(token, null, options)
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

  /** What the inspection says of the token itself, whether it is good or not. */
  const factsOf = (found: Inspection | null) => {
    const granular = granularOf(found?.granular_scopes)
    return {
      kind: found === null ? ('unknown' as const) : kindOf(found, requester.now()),
      issuedAt: instant(found?.issued_at ?? null),
      expiresAt: endOf(found?.expires_at ?? null, found?.issued_at ?? null),
      neverExpires: found?.expires_at === 0,
      dataAccessExpiresAt: endOf(found?.data_access_expires_at ?? null, found?.issued_at ?? null),
      checkedAt: requester.now(),
      granular,
      accounts: accountsOf(granular),
    }
  }

  const invalid = (failure: AppError, found: Inspection | null): TokenState => ({
    ...WITHOUT_RIGHTS,
    ...factsOf(found),
    status: failure.code === 'tokenExpired' ? 'expired' : 'invalid',
    failure: failureOf(failure),
  })

  /** Meta still takes the token, but shows no data by it: said, not acted on, because a call may come out well. */
  const warningOf = ({ dataAccessExpiresAt: at }: Pick<TokenState, 'dataAccessExpiresAt'>): TokenState['failure'] =>
    at !== null && at <= requester.now() ? { code: 'tokenExpired', data: { advice: 'dataAccessEnded' } } : null

  const failureIn = (found: Inspection): AppError | null => {
    if (appId !== null && found.app_id !== null && found.app_id !== appId) return new AppError('tokenWrongApp')
    const error = found.is_valid === true ? null : metaErrorOf(found.error)
    const failure = error ? appErrorOf(error) : null
    // The person is wanted at facebook.com, and the token is good again after that: its state does not change.
    if (failure?.code === 'checkpoint') throw failure
    const expiresAt = endOf(found.expires_at, found.issued_at)
    if (expiresAt !== null && expiresAt <= requester.now()) return new AppError('tokenExpired')
    // Where it is not said, the next call tells.
    if (found.is_valid === true || (found.is_valid === null && failure === null)) return null
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
    const facts = factsOf(found)
    return {
      ...facts,
      status: 'valid',
      granted,
      missing: SCOPES.filter((scope) => !granted.includes(scope)),
      failure: warningOf(facts),
    }
  }
}
