import { GraphError, badToken } from './graph-error.ts'
import { DEMO_APP_ID, DEMO_APP_NAME, DEMO_APP_SECRET } from './demo-app.ts'
import { PERSON } from './person.ts'
import { mintCode, mintToken, readCode, readToken } from './tokens.ts'
import type { Params } from './params.ts'
import type { State } from './state.ts'
import type { Code, Token } from './tokens.ts'

/** Codes into tokens, short tokens into long ones, and what a token is. */

export interface OAuth {
  /** Throws Meta's 190 for a token that is wrong, expired or taken back. */
  check(text: string): Token
  /** `GET /oauth/access_token` in its three forms. */
  exchange(params: Params): unknown
  revoke(params: Params): unknown
  debug(params: Params, bearer: string | null): unknown
  /** What the consent page hands out. */
  grant(consent: Consent): Granted
}
interface Consent {
  readonly redirect: string
  readonly asked: readonly string[]
  readonly granted: readonly string[]
}
interface Granted {
  readonly code: string
  readonly token: string
  /** Seconds. */
  readonly expiresIn: number
  /** Unix seconds. */
  readonly dataAccessExpiresAt: number
}

const SHORT_MS = 5_400_000
const LONG_MS = 5_183_944_000
const DATA_ACCESS_MS = 90 * 86_400_000
const CODE_MS = 600_000

interface OAuthNeeds {
  readonly seed: number
  readonly state: State
  readonly now: () => number
  /** Unique for every call. */
  readonly nonce: () => string
}

const refused = (message: string, code = 100, subcode?: number): GraphError =>
  new GraphError({ status: 400, code, message, ...(subcode === undefined ? {} : { subcode }) })

export const createOAuth = ({ seed, state, now, nonce }: OAuthNeeds): OAuth => {
  const check = (text: string): Token => {
    if (text === `${DEMO_APP_ID}|${DEMO_APP_SECRET}`) {
      return {
        kind: 'app',
        appId: DEMO_APP_ID,
        userId: '',
        scopes: [],
        issuedAt: 0,
        expiresAt: 0,
        nonce: 'app',
        accounts: [],
      }
    }
    const token = readToken(seed, text)
    if (token === null) throw badToken('Invalid OAuth access token - Cannot parse access token')
    if (token.appId !== DEMO_APP_ID) throw badToken('Invalid OAuth access token - the app is unknown', 458)
    if (token.kind !== 'system' && state.isRevoked(token.nonce, token.issuedAt)) {
      throw badToken(
        'Error validating access token: The session has been invalidated because the user changed their permissions.',
        467,
      )
    }
    if (token.expiresAt !== 0 && token.expiresAt <= now()) {
      throw badToken(
        `Error validating access token: Session has expired on ${new Date(token.expiresAt).toUTCString()}. The current time is ${new Date(now()).toUTCString()}.`,
        463,
      )
    }
    const removed = state.removed()
    return token.kind === 'system' || removed.size === 0
      ? token
      : { ...token, scopes: token.scopes.filter((scope) => !removed.has(scope)) }
  }

  const checkApp = (params: Params): void => {
    if (params['client_id'] !== DEMO_APP_ID)
      throw refused('Error validating application. Cannot get application info due to a system error.', 101)
    if (params['client_secret'] !== DEMO_APP_SECRET) throw refused('Error validating client secret.', 1)
  }

  const exchangeCode = (params: Params): unknown => {
    const code = readCode(seed, params['code'] ?? '')
    if (code === null) throw refused('Invalid verification code format.')
    if (code.redirect !== params['redirect_uri']) {
      throw refused(
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
        100,
        36008,
      )
    }
    if (code.expiresAt <= now()) throw refused('This authorization code has expired.', 100, 36007)
    if (!state.useCode(code.nonce, code.expiresAt, now()))
      throw refused('This authorization code has been used.', 100, 36009)
    const issuedAt = state.issueTime(now())
    return {
      access_token: mintToken({
        ...code,
        seed,
        kind: 'short',
        issuedAt,
        expiresAt: issuedAt + SHORT_MS,
        nonce: nonce(),
      }),
      token_type: 'bearer',
      expires_in: SHORT_MS / 1000,
    }
  }

  return {
    check,
    exchange: (params) => {
      checkApp(params)
      switch (params['grant_type']) {
        case 'fb_exchange_token': {
          const token = check(params['fb_exchange_token'] ?? '')
          const issuedAt = Math.max(now(), token.issuedAt)
          return {
            access_token: mintToken({
              ...token,
              seed,
              kind: 'long',
              issuedAt,
              expiresAt: issuedAt + LONG_MS,
              nonce: nonce(),
            }),
            token_type: 'bearer',
            expires_in: Math.floor(LONG_MS / 1000),
          }
        }
        case 'client_credentials':
          return { access_token: `${DEMO_APP_ID}|${DEMO_APP_SECRET}`, token_type: 'bearer' }
        case undefined:
        case 'authorization_code':
          if (params['code'] === undefined) throw refused('Missing authorization code', 1)
          return exchangeCode(params)
        default:
          throw refused(`Unsupported grant_type: ${params['grant_type']}`, 1)
      }
    },
    revoke: (params) => {
      checkApp(params)
      const token = readToken(seed, params['revoke_token'] ?? '')
      if (token === null) throw badToken('Invalid OAuth access token - Cannot parse access token')
      state.revoke(token.nonce)
      return { success: true }
    },
    debug: (params, bearer) => {
      // By the app's own token, or by any token of the same app.
      if (bearer === null)
        throw refused(
          '(#100) You must provide an app access token, or a user access token that is an owner or developer of the app',
        )
      check(bearer)
      const input = params['input_token']
      if (input === undefined) throw refused('(#100) The parameter input_token is required')
      const read = readToken(seed, input)
      if (read === null) {
        return {
          data: {
            error: { code: 190, message: 'Invalid OAuth access token - Cannot parse access token' },
            is_valid: false,
            scopes: [],
          },
        }
      }
      let failure: GraphError | null = null
      let token = read
      try {
        token = check(input)
      } catch (error) {
        if (!(error instanceof GraphError)) throw error
        failure = error
      }
      const seconds = (at: number): number => Math.floor(at / 1000)
      const limited =
        token.accounts.length > 0 ? { target_ids: token.accounts.map((id) => id.replace('act_', '')) } : {}
      return {
        data: {
          app_id: token.appId,
          type: token.kind === 'system' ? 'SYSTEM_USER' : 'USER',
          application: DEMO_APP_NAME,
          data_access_expires_at: token.kind === 'system' ? 0 : seconds(token.issuedAt + DATA_ACCESS_MS),
          expires_at: seconds(token.expiresAt),
          is_valid: failure === null,
          issued_at: seconds(token.issuedAt),
          scopes: token.scopes,
          granular_scopes: token.scopes
            .filter((scope) => scope !== 'public_profile')
            .map((scope) => ({ scope, ...(scope.startsWith('ads_') ? limited : {}) })),
          user_id: token.userId,
          ...(failure === null
            ? {}
            : {
                error: {
                  code: failure.fault.code,
                  message: failure.fault.message,
                  ...(failure.fault.subcode === undefined ? {} : { subcode: failure.fault.subcode }),
                },
              }),
        },
      }
    },
    grant: ({ redirect, asked, granted }) => {
      state.consent(asked, granted)
      const issuedAt = state.issueTime(now())
      const scopes = [...new Set([...granted, 'public_profile'])]
      const common: Omit<Code, 'redirect' | 'expiresAt' | 'nonce'> = {
        appId: DEMO_APP_ID,
        userId: PERSON.id,
        scopes,
        issuedAt,
        accounts: [],
      }
      return {
        code: mintCode(seed, { ...common, expiresAt: issuedAt + CODE_MS, nonce: nonce(), redirect }),
        token: mintToken({ ...common, seed, kind: 'short', expiresAt: issuedAt + SHORT_MS, nonce: nonce() }),
        expiresIn: SHORT_MS / 1000,
        dataAccessExpiresAt: Math.floor((issuedAt + DATA_ACCESS_MS) / 1000),
      }
    },
  }
}
