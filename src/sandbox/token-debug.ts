import type { GraphFault } from './graph-error.ts'
import type { Token } from './tokens.ts'

/** Answers of `debug_token`. */

const unknown = (code: number, message: string): unknown => ({
  data: { error: { code, message }, is_valid: false, scopes: [] },
})
export const UNREADABLE_TOKEN = unknown(190, 'Invalid OAuth access token - Cannot parse access token')
export const FOREIGN_TOKEN = unknown(100, '(#100) The App_id in the input_token did not match the Viewing App')

const seconds = (at: number): number => Math.floor(at / 1000)

/** `failure`: why the token is no good; null when it is. */
export const describeToken = (token: Token, application: string, failure: GraphFault | null): unknown => {
  // Without a list of targets a scope is for all of them.
  const ticked = token.accounts.length > 0 ? { target_ids: token.accounts.map((id) => id.replace('act_', '')) } : {}
  return {
    data: {
      app_id: token.appId,
      type: token.kind === 'system' ? 'SYSTEM_USER' : 'USER',
      application,
      data_access_expires_at: seconds(token.dataAccessUntil),
      expires_at: seconds(token.expiresAt),
      is_valid: failure === null,
      issued_at: seconds(token.issuedAt),
      scopes: token.scopes,
      granular_scopes: token.scopes
        .filter((scope) => scope !== 'public_profile')
        .map((scope) => ({ scope, ...(scope.startsWith('ads_') ? ticked : {}) })),
      user_id: token.userId,
      ...(failure === null
        ? {}
        : {
            error: {
              code: failure.code,
              message: failure.message,
              ...(failure.subcode === undefined ? {} : { subcode: failure.subcode }),
            },
          }),
    },
  }
}
