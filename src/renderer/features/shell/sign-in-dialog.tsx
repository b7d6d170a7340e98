import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { call } from '../../api.ts'
import { activeWorkspace, refreshApp, useApp } from '../../stores/app.ts'
import { cancelSignIn, forgetSignInFailure, signInAgain, useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { FailureBanner, Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'

/** Signing in again from anywhere in the frame: waiting for the sign-in window, or why it did not work. */
export const SignInDialog = (): ReactElement | null => {
  const { setup, common } = useStrings()
  const { waiting, failed } = useSignIn()
  const active = useApp(({ state }) => activeWorkspace(state))
  const say = useSay()
  if (waiting === 'again') {
    return (
      <Dialog
        open
        onClose={() => void cancelSignIn()}
        title={setup.waitingTitle}
        description={setup.waitingText}
        footer={<Button onClick={() => void cancelSignIn()}>{common.cancel}</Button>}
      >
        <Progress label={setup.waitingTitle} share={null} />
      </Dialog>
    )
  }
  if (failed?.kind !== 'again' || !active || failed.failure.code === 'signInCancelled') return null
  const inMemory = async (): Promise<void> => {
    try {
      await call('signIn.allowMemory')
      await refreshApp()
      await signInAgain(active.id, false)
    } catch (error) {
      say.failed(error)
    }
  }
  return (
    <Dialog
      open
      onClose={forgetSignInFailure}
      title={setup.failedTitle}
      footer={
        <>
          <Button onClick={forgetSignInFailure}>{common.close}</Button>
          {failed.failure.code === 'keychainMissing' ? (
            <Button onClick={() => void inMemory()}>{setup.keepInMemory}</Button>
          ) : null}
          <Button kind="primary" onClick={() => void signInAgain(active.id, false)}>
            {common.retry}
          </Button>
        </>
      }
    >
      <FailureBanner failure={failed.failure} />
    </Dialog>
  )
}
