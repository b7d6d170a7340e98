import { DEMO_APP_ID, DEMO_APP_NAME, DEMO_APP_SECRET } from './demo-app.ts'

/** Apps that Meta knows. Tokens of all of them are good; each can only inspect and prove its own. */
export interface KnownApp {
  readonly id: string
  readonly secret: string
  readonly name: string
}

export const DEMO_APP: KnownApp = { id: DEMO_APP_ID, secret: DEMO_APP_SECRET, name: DEMO_APP_NAME }
