import { exchangeLongLived } from '../../meta/oauth.ts'
import type { AppIdentity } from '../../meta/oauth.ts'
import type { Secrets } from '../../meta/signer.ts'
import type { Http, Log } from '../../ports.ts'
import type { WorkspaceSecrets } from '../workspaces/index.ts'
import type { TokenState } from '../../../shared/domain/connection.ts'
import { AppError } from '../../../shared/errors.ts'

/** Meta's "unknown" and "temporary" problems. */
const TEMPORARY: readonly unknown[] = [1, 2]

/** Meta itself said no: to the app, its secret or the token. Anything else may come out well another time. */
const isRefusal = (error: unknown): boolean =>
  !(error instanceof AppError) ||
  error.code === 'versionDead' ||
  (error.code === 'signInFailed' && typeof error.data['code'] === 'number' && !TEMPORARY.includes(error.data['code']))

/**
 * The long-lived token for a short-lived one. Where Meta cannot give it just now, the short-lived one is kept and the
 * token keeper asks again; nobody has to sign in a second time for that.
 */
export const lengthen = async (http: Http, app: AppIdentity, token: string, log: Log): Promise<string> => {
  try {
    return (await exchangeLongLived(http, app, token)).token
  } catch (error) {
    if (isRefusal(error)) throw error
    log.write('warn', 'token not made long-lived yet', { code: error instanceof AppError ? error.code : 'internal' })
    return token
  }
}

/**
 * Exchanges the kept token for a longer one. Everything about the new one is known before it takes the old one's place
 * in the keychain, so a bad one loses nothing. False: there is no better one to be had.
 */
export const createRenewal =
  ({
    http,
    secrets,
    app,
    known,
    inspect,
  }: {
    readonly http: Http
    readonly secrets: WorkspaceSecrets
    /** Null: a token of no known app cannot be exchanged. */
    readonly app: Omit<AppIdentity, 'appSecret'> | null
    /** What the kept token is and may do. */
    readonly known: () => TokenState
    /** What Meta says of another one. */
    readonly inspect: (candidate: Secrets) => Promise<TokenState>
  }): (() => Promise<boolean>) =>
  async () => {
    const [old, appSecret] = await Promise.all([secrets.token(), secrets.appSecret()])
    if (old === null || appSecret === null || app === null) return false
    const before = known()
    const { token } = await exchangeLongLived(http, { ...app, appSecret }, old)
    if (token === old) return false
    const after = await inspect({ token: () => Promise.resolve(token), appSecret: () => Promise.resolve(appSecret) })
    if (after.status !== 'valid') throw new AppError(after.failure?.code ?? 'tokenInvalid', after.failure?.data ?? {})
    const lost = before.granted.some((scope) => !after.granted.includes(scope))
    const longer = after.expiresAt === null || before.expiresAt === null || after.expiresAt > before.expiresAt
    // Somebody may have signed in or out meanwhile: theirs is the newer word.
    if (lost || !longer || (await secrets.token()) !== old) return false
    await secrets.keep({ token, appSecret })
    return true
  }
