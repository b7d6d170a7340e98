import { ClipboardPaste, FlaskConical, LogIn } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import type { SignInKind } from '../../stores/sign-in.ts'
import { cancelSignIn, forgetSignInFailure, signIn, useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Progress } from '../../ui/states.tsx'
import { NO_APP } from './app-identity.ts'
import { KeychainBanner } from './keychain-banner.tsx'
import { MetaForm } from './meta-form.tsx'
import css from './setup.module.css'
import { SignInFailed } from './sign-in-failed.tsx'
import { TokenForm } from './token-form.tsx'

interface ChoiceProps {
  readonly icon: ReactNode
  readonly title: string
  readonly text: string
  readonly onClick: () => void
}

const Choice = ({ icon, title, text, onClick }: ChoiceProps): ReactElement => (
  <button type="button" className={css['choice']} onClick={onClick}>
    <span className={css['choiceIcon']}>{icon}</span>
    <span>
      <strong>{title}</strong>
      <span className={css['choiceText']}>{text}</span>
    </span>
  </button>
)

const Waiting = ({ kind }: { readonly kind: SignInKind }): ReactElement => {
  const { setup, common } = useStrings()
  const title = kind === 'demo' ? setup.waitingDemo : kind === 'pasteToken' ? setup.waitingToken : setup.waitingTitle
  return (
    <div className={css['waiting']} role="status">
      <h1>{title}</h1>
      {kind === 'pasteToken' ? null : <p>{setup.waitingText}</p>}
      <Progress label={title} share={null} />
      <div>
        <Button onClick={() => void cancelSignIn()}>{common.cancel}</Button>
      </div>
    </div>
  )
}

export const SignInStep = ({ onSignedIn }: { readonly onSignedIn: () => void }): ReactElement => {
  const { setup } = useStrings()
  const { waiting, failed } = useSignIn()
  const [way, setWay] = useState<'meta' | 'token' | null>(null)
  // What is no secret is not asked for twice when a sign-in fails.
  const [known, setKnown] = useState(NO_APP)

  const attempt = async (...[kind, start]: Parameters<typeof signIn>): Promise<void> => {
    if (await signIn(kind, start)) onSignedIn()
  }
  const demo = (): Promise<void> => attempt('demo', () => call('signIn.demo'))
  const leave = (to: 'meta' | 'token' | null): void => {
    forgetSignInFailure()
    setWay(to)
  }
  const goOnInMemory = (): void => {
    const retry = failed?.kind === 'demo'
    forgetSignInFailure()
    if (retry) void demo()
  }

  if (waiting) return <Waiting kind={waiting} />
  return (
    <div className={css['signIn']}>
      <div className={css['hello']}>
        <h1>{way === 'meta' ? setup.withMeta : way === 'token' ? setup.withToken : setup.welcome}</h1>
        <p>{way === 'meta' ? setup.withMetaText : way === 'token' ? setup.withTokenText : setup.welcomeText}</p>
      </div>
      <KeychainBanner onAllowed={goOnInMemory} />
      <SignInFailed
        onRetry={failed?.kind === 'demo' ? () => void demo() : undefined}
        cleared={way === 'meta' ? 'secret' : way}
      />
      {way === 'meta' ? (
        <MetaForm
          known={known}
          onBack={() => leave(null)}
          onSubmit={(input) => {
            setKnown({ appId: input.appId, configId: input.configId ?? '' })
            void attempt('meta', () => call('signIn.meta', input))
          }}
        />
      ) : null}
      {way === 'token' ? (
        <TokenForm
          known={known}
          onBack={() => leave(null)}
          onSubmit={(input) => {
            setKnown({ appId: input.appId ?? '', configId: '' })
            void attempt('pasteToken', () => call('signIn.pasteToken', input))
          }}
        />
      ) : null}
      {way === null ? (
        <div className={css['choices']}>
          <Choice icon={<LogIn />} title={setup.withMeta} text={setup.withMetaText} onClick={() => leave('meta')} />
          <Choice
            icon={<ClipboardPaste />}
            title={setup.withToken}
            text={setup.withTokenText}
            onClick={() => leave('token')}
          />
          <Choice
            icon={<FlaskConical />}
            title={setup.withDemo}
            text={setup.withDemoText}
            onClick={() => void demo()}
          />
        </div>
      ) : null}
    </div>
  )
}
