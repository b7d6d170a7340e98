import { COLLEAGUE } from './person.ts'
import { mintToken } from './tokens.ts'

/** The one app that the sandbox knows. Nothing here opens anything outside it. */
export const DEMO_APP_ID = '884201377719220'
export const DEMO_APP_SECRET = '5a9d0c1be87f4630a2c4d97e13fb6084'
export const DEMO_APP_NAME = 'Buydesk demo'
export const DEMO_SEED = 20_261

/** A pasted token as a company's system user would have: it never expires and may do everything. */
export const DEMO_SYSTEM_TOKEN = mintToken({
  seed: DEMO_SEED,
  appId: DEMO_APP_ID,
  kind: 'system',
  issuedAt: 0,
  expiresAt: 0,
  nonce: 'demo',
})

/** Of somebody else who works in the same accounts: what is changed with it was not this program's doing. */
export const DEMO_COLLEAGUE_TOKEN = mintToken({
  seed: DEMO_SEED,
  appId: DEMO_APP_ID,
  userId: COLLEAGUE.id,
  issuedAt: 0,
  expiresAt: 0,
  nonce: 'colleague',
})
