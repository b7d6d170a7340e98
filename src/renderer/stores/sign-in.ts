import { create } from 'zustand'
import type { SignInResult } from '../../shared/contract/sign-in.ts'
import type { Failure } from '../../shared/errors.ts'
import { call, failureFrom } from '../api.ts'
import { refreshApp } from './app.ts'

export type SignInKind = 'demo' | 'meta' | 'pasteToken' | 'again'

interface SignIn {
  /** The sign-in under way: at most one, its window is in front. */
  readonly waiting: SignInKind | null
  /** How the last one failed, until the next begins. */
  readonly failed: { readonly kind: SignInKind; readonly failure: Failure } | null
  /** The last one that succeeded: what was granted and what was not. */
  readonly result: SignInResult | null
}

export const useSignIn = create<SignIn>()(() => ({ waiting: null, failed: null, result: null }))

/** Keeps the outcome only: what `start` holds (secrets among it) goes with the call. Null: it failed, see `failed`. */
export const signIn = async (kind: SignInKind, start: () => Promise<SignInResult>): Promise<SignInResult | null> => {
  if (useSignIn.getState().waiting !== null) return null
  useSignIn.setState({ waiting: kind, failed: null })
  try {
    const result = await start()
    await refreshApp()
    useSignIn.setState({ waiting: null, result })
    return result
  } catch (error) {
    await refreshApp()
    useSignIn.setState({ waiting: null, failed: { kind, failure: failureFrom(error) } })
    return null
  }
}

/** `rerequest` shows declined permissions again. */
export const signInAgain = (workspaceId: string, rerequest: boolean): Promise<SignInResult | null> =>
  signIn('again', () => call('signIn.again', { workspaceId, rerequest }))

/** The waiting call then answers that it was cancelled. */
export const cancelSignIn = (): Promise<void> => call('signIn.cancel').catch(() => undefined)

export const forgetSignInFailure = (): void => useSignIn.setState({ failed: null })
