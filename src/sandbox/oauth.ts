import { GraphError, badToken } from './graph-error.ts'
import { DEMO_APP } from './apps.ts'
import { PERSON } from './person.ts'
import { troubleMessage } from './token-fates.ts'
import { DATA_ACCESS_MS, mintCode, mintToken, proofOf, readCode, readToken } from './tokens.ts'
import { describeToken, UNREADABLE_TOKEN, FOREIGN_TOKEN } from './token-debug.ts'
import type { KnownApp } from './apps.ts'
import type { Params } from './params.ts'
import type { State } from './state.ts'
import type { TokenFates } from './token-fates.ts'
import type { Code, Token } from './tokens.ts'

/** Codes into tokens, short tokens into long ones, and what a token is. */

export interface OAuth {
  /** Throws Meta's 190 for a token that is wrong, expired or taken back. */
  check(text: string): Token
  /** Throws for a proof that is wrong, or missing where the app demands one. */
  checkProof(text: string, token: Token, proof: string | undefined): void
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
  /** Ad accounts (`act_…`) that were ticked; empty: all, now and later. */
  readonly accounts: readonly string[]
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
const CODE_MS = 600_000

interface OAuthNeeds {
  readonly seed: number
  readonly state: State
  readonly fates: TokenFates
  /** Besides the demo's own. */
  readonly otherApps: readonly KnownApp[]
  /** Whether the apps are set to take calls only with a proof. */
  readonly proofRequired: () => boolean
  readonly now: () => number
  /** Unique for every call. */
  readonly nonce: () => string
}

const refused = (message: string, code = 100, subcode?: number): GraphError =>
  new GraphError({ status: 400, code, message, ...(subcode === undefined ? {} : { subcode }) })

export const createOAuth = ({ seed, state, fates, otherApps, proofRequired, now, nonce }: OAuthNeeds): OAuth => {
  const apps = new Map([DEMO_APP, ...otherApps].map((app) => [app.id, app]))

  const appToken = (text: string): Token | null => {
    const app = apps.get(text.slice(0, text.indexOf('|')))
    if (app === undefined || text !== `${app.id}|${app.secret}`) return null
    return {
      kind: 'app',
      appId: app.id,
      userId: '',
      scopes: [],
      issuedAt: 0,
      expiresAt: 0,
      nonce: 'app',
      accounts: [],
      dataAccessUntil: 0,
    }
  }

  const check = (text: string): Token => {
    const ofApp = appToken(text)
    if (ofApp) return ofApp
    const token = readToken(seed, text)
    if (token === null) throw badToken('Invalid OAuth access token - Cannot parse access token')
    if (!apps.has(token.appId)) throw badToken('Invalid OAuth access token - the app is unknown', 458)
    const trouble = fates.of(token)
    if (trouble !== null) throw badToken(troubleMessage(trouble), trouble)
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
    if (token.kind === 'system') return token
    const removed = state.removed()
    const scopes = token.scopes.filter((scope) => !removed.has(scope))
    if (token.dataAccessUntil === 0 || token.dataAccessUntil > now()) return { ...token, scopes }
    // The token lives on, and opens nothing but who the person is.
    const isOpen = (scope: string): boolean => scope === 'public_profile'
    return { ...token, scopes: scopes.filter(isOpen), lapsed: scopes.filter((scope) => !isOpen(scope)) }
  }

  const checkApp = (params: Params): KnownApp => {
    const app = apps.get(params['client_id'] ?? '')
    if (app === undefined)
      throw refused('Error validating application. Cannot get application info due to a system error.', 101)
    if (params['client_secret'] !== app.secret) throw refused('Error validating client secret.', 1)
    return app
  }

  const exchangeCode = (app: KnownApp, params: Params): unknown => {
    const code = readCode(seed, params['code'] ?? '')
    if (code === null || code.appId !== app.id) throw refused('Invalid verification code format.')
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
    const { redirect: _redirect, ...grant } = code
    return {
      access_token: mintToken({
        ...grant,
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

  const exchangeToken = (app: KnownApp, params: Params): unknown => {
    const token = check(params['fb_exchange_token'] ?? '')
    if (token.appId !== app.id)
      throw badToken('Error validating access token: The access token does not belong to the application.')
    const issuedAt = Math.max(now(), token.issuedAt)
    return {
      // As long as the consent opens data, however often the token is exchanged.
      access_token: mintToken({
        ...token,
        scopes: [...token.scopes, ...(token.lapsed ?? [])],
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

  return {
    check,
    checkProof: (text, { appId, kind }, proof) => {
      if (proof === undefined) {
        if (!proofRequired() || kind === 'app') return
        throw new GraphError({
          status: 400,
          code: 100,
          message: 'API calls from the server require an appsecret_proof argument',
          type: 'GraphMethodException',
        })
      }
      if (proof === proofOf(text, apps.get(appId)?.secret ?? '')) return
      throw new GraphError({
        status: 400,
        code: 104,
        message: 'Invalid appsecret_proof provided in the API argument',
        type: 'GraphMethodException',
      })
    },
    exchange: (params) => {
      const app = checkApp(params)
      switch (params['grant_type']) {
        case 'fb_exchange_token':
          return exchangeToken(app, params)
        case 'client_credentials':
          return { access_token: `${app.id}|${app.secret}`, token_type: 'bearer' }
        case undefined:
        case 'authorization_code':
          if (params['code'] === undefined) throw refused('Missing authorization code', 1)
          return exchangeCode(app, params)
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
      const by = check(bearer)
      const input = params['input_token']
      if (input === undefined) throw refused('(#100) The parameter input_token is required')
      const read = readToken(seed, input)
      if (read === null) return UNREADABLE_TOKEN
      if (read.appId !== by.appId && apps.has(read.appId)) return FOREIGN_TOKEN
      const name = apps.get(read.appId)?.name ?? ''
      try {
        return describeToken(check(input), name, null)
      } catch (error) {
        if (!(error instanceof GraphError)) throw error
        return describeToken(read, name, error.fault)
      }
    },
    grant: ({ redirect, asked, granted, accounts }) => {
      state.consent(asked, granted)
      const issuedAt = state.issueTime(now())
      const scopes = [...new Set([...granted, 'public_profile'])]
      const common: Omit<Code, 'redirect' | 'expiresAt' | 'nonce'> = {
        appId: DEMO_APP.id,
        userId: PERSON.id,
        scopes,
        issuedAt,
        accounts,
        dataAccessUntil: issuedAt + DATA_ACCESS_MS,
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
