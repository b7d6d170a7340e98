import { z } from 'zod'
import type { Scope } from '../domain/connection.ts'
import { call, localId, nothing } from './define.ts'

export interface SignInResult {
  readonly workspaceId: string
  readonly personName: string
  /** Scopes that were not granted, each with what it disables (words in the window). */
  readonly missing: readonly Scope[]
  /** A short-lived token (no app secret known) dies within hours, and the window says so. */
  readonly longLived: boolean
}

const appIdentity = {
  appId: z.string().regex(/^\d{5,25}$/),
  appSecret: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/)
    .optional(),
}

export const signInCalls = {
  /** Starts the embedded sandbox and signs in to it like to Meta. Answers when the window was closed or the token is kept. */
  'signIn.demo': call<SignInResult>()(nothing),
  /** Opens Meta's dialog in a window of its own. Code flow with the secret, token flow without. */
  'signIn.meta': call<SignInResult>()(
    z.object({
      ...appIdentity,
      configId: z
        .string()
        .regex(/^\d{5,25}$/)
        .optional(),
    }),
  ),
  /**
   * `workspaceId`: gives that workspace a new token; its app id and secret stay when none are given. Without it a
   * workspace of the same person that is signed out is signed in again, else a new one is added.
   */
  'signIn.pasteToken': call<SignInResult>()(
    z.object({
      token: z.string().trim().min(20).max(1000),
      appId: appIdentity.appId.optional(),
      appSecret: appIdentity.appSecret,
      workspaceId: localId.optional(),
    }),
  ),
  /** Signs an existing workspace in again; `rerequest` shows declined scopes again. */
  'signIn.again': call<SignInResult>()(z.object({ workspaceId: localId, rerequest: z.boolean() })),
  /** Closes the sign-in window; the waiting call answers `signInCancelled`. */
  'signIn.cancel': call<void>()(nothing),
  /** Without a keychain: keep the token in memory until quit. Said by the person before signing in. */
  'signIn.allowMemory': call<void>()(nothing),
} as const
