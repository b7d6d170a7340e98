import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Workspace } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { cancelSignIn, forgetSignInFailure, signIn, useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { NO_APP } from './app-identity.ts'
import { KeychainBanner } from './keychain-banner.tsx'
import css from './setup.module.css'
import { SignInFailed } from './sign-in-failed.tsx'
import { TokenForm } from './token-form.tsx'

const PasteToken = ({ workspace }: { readonly workspace: Workspace }): ReactElement => {
  const { setup, common } = useStrings()
  const say = useSay()
  const waiting = useSignIn((state) => state.waiting)
  const [known, setKnown] = useState(NO_APP)
  const close = (): void => {
    void cancelSignIn()
    forgetSignInFailure()
    useDialogs.getState().close()
  }
  return (
    <Dialog open onClose={close} title={setup.pasteNewTitle(workspace.name)} description={setup.pasteNewText}>
      {waiting ? (
        <div className={css['form']} role="status">
          <p>{setup.waitingToken}</p>
          <Progress label={setup.waitingToken} share={null} />
          <div>
            <Button onClick={() => void cancelSignIn()}>{common.cancel}</Button>
          </div>
        </div>
      ) : (
        <div className={css['form']}>
          <KeychainBanner onAllowed={forgetSignInFailure} />
          <SignInFailed cleared="token" />
          <TokenForm
            known={known}
            backLabel={common.cancel}
            onBack={close}
            onSubmit={async (input) => {
              setKnown({ appId: input.appId ?? '', configId: '' })
              const result = await signIn('pasteToken', () =>
                call('signIn.pasteToken', { ...input, workspaceId: workspace.id }),
              )
              if (!result) return
              useDialogs.getState().close()
              say.done(setup.signedInAs(result.personName))
            }}
          />
        </div>
      )}
    </Dialog>
  )
}

/** A workspace that was signed in with a pasted token is signed in again with another one. */
export const PasteTokenDialog = (): ReactElement | null => {
  const open = useDialogs((dialogs) => dialogs.open)
  const workspaces = useApp(({ state }) => state?.workspaces)
  const workspace = open?.kind === 'pasteToken' ? workspaces?.find(({ id }) => id === open.workspaceId) : undefined
  return workspace ? <PasteToken workspace={workspace} /> : null
}
