import { createHmac, timingSafeEqual } from 'node:crypto'
import { PERSON } from './person.ts'

/** Tokens and codes carry all they mean and a signature, so that they survive a restart without being stored. */

export const SANDBOX_SCOPES = [
  'ads_management',
  'ads_read',
  'business_management',
  'read_insights',
  'pages_show_list',
  'pages_read_engagement',
  'public_profile',
] as const

type TokenKind = 'short' | 'long' | 'system' | 'app'
export interface Token {
  readonly kind: TokenKind
  readonly appId: string
  readonly userId: string
  readonly scopes: readonly string[]
  /** Milliseconds; 0 is "from the beginning". */
  readonly issuedAt: number
  /** Milliseconds; 0 is never. */
  readonly expiresAt: number
  readonly nonce: string
  /** Ad accounts (`act_…`) the person ticked; empty: all. */
  readonly accounts: readonly string[]
  /** Milliseconds: from then on the person must consent anew, although the token lives; 0 is never. */
  readonly dataAccessUntil: number
  /** Scopes whose consent has run out: `scopes` has them no more. Only of a token that was checked. */
  readonly lapsed?: readonly string[]
}
export interface Code extends Omit<Token, 'kind'> {
  readonly redirect: string
}

const keyOf = (seed: number): string => `sandbox ${seed}`
const sign = (seed: number, text: string): string =>
  createHmac('sha256', keyOf(seed)).update(text).digest('hex').slice(0, 40)

/** Hexadecimal with Meta's own beginning: letters and digits only, as real tokens are. */
const seal = (seed: number, prefix: string, parts: readonly string[]): string => {
  const body = Buffer.from(parts.join('|')).toString('hex')
  return `${prefix}${body}${sign(seed, prefix + body)}`
}
const unseal = (seed: number, prefix: string, text: string): readonly string[] | null => {
  if (!text.startsWith(prefix) || text.length < prefix.length + 42) return null
  const body = text.slice(prefix.length, -40)
  const expected = Buffer.from(sign(seed, prefix + body))
  const given = Buffer.from(text.slice(-40))
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return null
  return Buffer.from(body, 'hex').toString('utf8').split('|')
}

const list = (text: string | undefined): string[] => (text ? text.split(',') : [])

/** How long a consent opens a person's data. */
export const DATA_ACCESS_MS = 90 * 86_400_000

/** What tokens and codes have in common. */
type Grant = Omit<Token, 'kind' | 'dataAccessUntil'>
const GRANT_PARTS = 7
const partsOf = (grant: Grant): readonly string[] => [
  grant.appId,
  grant.userId,
  grant.scopes.join(','),
  String(grant.issuedAt),
  String(grant.expiresAt),
  grant.nonce,
  grant.accounts.join(','),
]
const grantOf = ([
  appId = '',
  userId = '',
  scopes,
  issued,
  expires,
  nonce = '',
  accounts,
]: readonly string[]): Grant => ({
  appId,
  userId,
  scopes: list(scopes),
  issuedAt: Number(issued),
  expiresAt: Number(expires),
  nonce,
  accounts: list(accounts),
})

export const mintToken = ({
  seed,
  kind = 'long',
  dataAccessUntil,
  ...given
}: Partial<Token> & { readonly seed: number; readonly appId: string }): string => {
  const issuedAt = given.issuedAt ?? 0
  const until = dataAccessUntil ?? (kind === 'system' || issuedAt === 0 ? 0 : issuedAt + DATA_ACCESS_MS)
  const parts = partsOf({
    userId: PERSON.id,
    scopes: SANDBOX_SCOPES,
    issuedAt,
    expiresAt: 0,
    nonce: 'minted',
    accounts: [],
    ...given,
  })
  return seal(seed, 'EAA', [kind, ...parts, ...(until === 0 ? [] : [String(until)])])
}

export const readToken = (seed: number, text: string): Token | null => {
  const [kind, ...parts] = unseal(seed, 'EAA', text) ?? []
  if (parts.length < GRANT_PARTS) return null
  return { kind: kind as TokenKind, ...grantOf(parts), dataAccessUntil: Number(parts[GRANT_PARTS] ?? 0) }
}

export const mintCode = (seed: number, code: Code): string =>
  seal(seed, 'AQ', [...partsOf(code), String(code.dataAccessUntil), code.redirect])

export const readCode = (seed: number, text: string): Code | null => {
  const parts = unseal(seed, 'AQ', text)
  if (!parts || parts.length <= GRANT_PARTS + 1) return null
  return {
    ...grantOf(parts),
    dataAccessUntil: Number(parts[GRANT_PARTS]),
    // A redirect may hold the mark that parts the others.
    redirect: parts.slice(GRANT_PARTS + 1).join('|'),
  }
}

/** `appsecret_proof`: lower-case hexadecimal HMAC-SHA256 of the token with the app's secret as key. */
export const proofOf = (token: string, secret: string): string =>
  createHmac('sha256', secret).update(token).digest('hex')
