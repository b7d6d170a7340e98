import type { ReactElement } from 'react'
import { useSentence, useStrings } from '../../strings/use-strings.ts'
import { useSignIn } from '../../stores/sign-in.ts'
import { Banner, FailureBanner } from '../../ui/states.tsx'
import css from './setup.module.css'

interface SignInFailedProps {
  readonly onRetry?: (() => void) | undefined
  /** Which secret is to be entered again in the form below; null: there is none. */
  readonly cleared: 'secret' | 'token' | null
}

/** Why the last sign-in did not work; cancelling it was no failure. A missing keychain has a banner of its own. */
export const SignInFailed = ({ onRetry, cleared }: SignInFailedProps): ReactElement | null => {
  const { setup } = useStrings()
  const sentence = useSentence()
  const failed = useSignIn((state) => state.failed)
  // Signing an open workspace in again has its own place for that.
  if (!failed || failed.kind === 'again') return null
  const { failure } = failed
  return (
    <>
      {failure.code === 'signInCancelled' ? (
        <Banner meaning="info">{sentence(failure)}</Banner>
      ) : failure.code === 'keychainMissing' ? null : (
        <FailureBanner failure={failure} onRetry={onRetry} />
      )}
      {cleared ? <p className={css['small']}>{cleared === 'token' ? setup.clearedToken : setup.cleared}</p> : null}
    </>
  )
}
