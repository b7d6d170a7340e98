import type { SyncRun } from '../../src/shared/domain/connection.ts'
import type { StoredSettings } from '../../src/main/ports.ts'

/** What passes between the soak and the process that it kills. */

/** What outlives the process besides its files, and where it starts. */
export interface Birth {
  readonly dir: string
  readonly graphUrl: string
  readonly now: number
  readonly pollSeconds: number
  readonly settings: StoredSettings | null
  readonly secrets: readonly (readonly [string, string])[]
}

export type ToChild =
  | { readonly kind: 'born'; readonly birth: Birth }
  /** Answers `tick`: the sandbox's clock stands there. */
  | { readonly kind: 'go' }
  /** First sign-in, or the next after a token has died. */
  | { readonly kind: 'signIn'; readonly token: string }
  | { readonly kind: 'advance'; readonly until: number }
  /** Reads all of so many days, with the clock standing still. */
  | { readonly kind: 'settle'; readonly days: number }
  | { readonly kind: 'end' }

export type ToParent =
  | { readonly kind: 'ready' }
  /** Before every request: the moment it is made at. */
  | { readonly kind: 'tick'; readonly now: number }
  | {
      readonly kind: 'kept'
      readonly settings: StoredSettings
      readonly secrets: readonly (readonly [string, string])[]
    }
  | { readonly kind: 'advanced'; readonly now: number; readonly heap: number; readonly rss: number }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'settled'; readonly run: SyncRun; readonly history: readonly SyncRun[] }
  | { readonly kind: 'failed'; readonly reason: string }
