import { createHmac } from 'node:crypto'
import { AppError } from '../../shared/errors.ts'
import { Secret } from './secret.ts'

/** Where the token and the app's secret are kept (the OS keychain). Read anew for each request: either may change. */
export interface Secrets {
  token(): Promise<string | null>
  appSecret(): Promise<string | null>
}

export interface Signature {
  readonly token: Secret
  /** Lower-case hex HMAC-SHA256 of the token under the app's secret; null when the secret is not known. */
  readonly proof: string | null
}

export interface Signer {
  /** Throws `tokenMissing`. */
  sign(): Promise<Signature>
  /** `app id|app secret`; null when either is not known. */
  appToken(): Promise<Secret | null>
}

export const proofOf = (token: string, appSecret: string): string =>
  createHmac('sha256', appSecret).update(token).digest('hex')

/** The only place in the program that reads the token. */
export const createSigner = ({ secrets, appId }: { secrets: Secrets; appId: string | null }): Signer => ({
  async sign() {
    const [token, appSecret] = await Promise.all([secrets.token(), secrets.appSecret()])
    if (token === null || token === '') throw new AppError('tokenMissing')
    return {
      token: new Secret(token),
      proof: appSecret === null || appSecret === '' ? null : proofOf(token, appSecret),
    }
  },

  async appToken() {
    const appSecret = appId === null ? null : await secrets.appSecret()
    return appSecret === null || appSecret === '' ? null : new Secret(`${appId}|${appSecret}`)
  },
})
