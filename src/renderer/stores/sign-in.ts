import { create } from 'zustand'
import type { SignInResult } from '../../shared/contract/sign-in.ts'
import type { Failure } from '../../shared/errors.ts'
import { call, failureFrom } from '../api.ts'
import { refreshApp, useApp } from './app.ts'
import { useDialogs } from './dialogs.ts'

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

/** The way it was signed in before. `rerequest` shows declined permissions again; for a token another one is asked for. */
export const signInAgain = async (workspaceId: string, rerequest: boolean): Promise<SignInResult | null> => {
  const workspace = useApp.getState().state?.workspaces.find(({ id }) => id === workspaceId)
  if (workspace?.signInBy !== 'token') return signIn('again', () => call('signIn.again', { workspaceId, rerequest }))
  forgetSignInFailure()
  useDialogs.getState().show({ kind: 'pasteToken', workspaceId })
  return null
}

/** The waiting call then answers that it was cancelled. */
export const cancelSignIn = (): Promise<void> => call('signIn.cancel').catch(() => undefined)

export const forgetSignInFailure = (): void => useSignIn.setState({ failed: null })
