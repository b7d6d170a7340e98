import type { Token } from './tokens.ts'

/** What happens to tokens before their time: Meta tells each by the subcode of its 190. */

const MESSAGES = {
  458: 'Error validating access token: The user has not authorized this application.',
  459: 'Error validating access token: You cannot access the app till you log in to www.facebook.com and follow the instructions given.',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  464: 'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
  467: 'Error validating access token: The session has been invalidated because the user logged out.',
  492: 'Error validating access token: The user of this session does not have an appropriate role on the page.',
} as const

export type TokenTrouble = keyof typeof MESSAGES

export const troubleMessage = (trouble: TokenTrouble): string => MESSAGES[trouble]

export interface TokenFates {
  /** Of one token (its nonce), or of every token issued so far. Lasts until the sandbox stops or all is forgiven. */
  invalidate(trouble: TokenTrouble, nonce: string | null, now: number): void
  /** The person did what Meta asked for: all tokens are as good as before. */
  restore(): void
  of(token: Token): TokenTrouble | null
}

export const createTokenFates = (): TokenFates => {
  const single = new Map<string, TokenTrouble>()
  let everyone: { readonly trouble: TokenTrouble; readonly until: number } | null = null
  return {
    invalidate: (trouble, nonce, now) => {
      if (nonce === null) everyone = { trouble, until: now }
      else single.set(nonce, trouble)
    },
    restore: () => {
      single.clear()
      everyone = null
    },
    of: ({ nonce, issuedAt }) =>
      single.get(nonce) ?? (everyone !== null && issuedAt <= everyone.until ? everyone.trouble : null),
  }
}
