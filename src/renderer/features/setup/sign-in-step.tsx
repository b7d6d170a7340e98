import { ClipboardPaste, FlaskConical, LogIn } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useSentence, useStrings } from '../../strings/use-strings.ts'
import { refreshApp, useApp } from '../../stores/app.ts'
import type { SignInKind } from '../../stores/sign-in.ts'
import { cancelSignIn, forgetSignInFailure, signIn, useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Banner, FailureBanner, Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { MetaForm } from './meta-form.tsx'
import css from './setup.module.css'
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
  const say = useSay()
  const sentence = useSentence()
  const keychain = useApp(({ state }) => state?.keychain)
  const { waiting, failed } = useSignIn()
  const [way, setWay] = useState<'meta' | 'token' | null>(null)

  const attempt = async (...[kind, start]: Parameters<typeof signIn>): Promise<void> => {
    if (await signIn(kind, start)) onSignedIn()
  }
  const demo = (): Promise<void> => attempt('demo', () => call('signIn.demo'))
  const leave = (to: 'meta' | 'token' | null): void => {
    forgetSignInFailure()
    setWay(to)
  }
  const allowMemory = async (): Promise<void> => {
    try {
      await call('signIn.allowMemory')
      await refreshApp()
      const retry = useSignIn.getState().failed?.kind === 'demo'
      forgetSignInFailure()
      if (retry) await demo()
    } catch (error) {
      say.failed(error)
    }
  }

  if (waiting) return <Waiting kind={waiting} />
  const noKeychain = keychain === 'missing' || failed?.failure.code === 'keychainMissing'
  return (
    <div className={css['signIn']}>
      <div className={css['hello']}>
        <h1>{way === 'meta' ? setup.withMeta : way === 'token' ? setup.withToken : setup.welcome}</h1>
        <p>{way === 'meta' ? setup.withMetaText : way === 'token' ? setup.withTokenText : setup.welcomeText}</p>
      </div>
      {noKeychain && keychain !== 'memory' ? (
        <Banner
          meaning="warn"
          actions={
            <Button size="small" onClick={() => void allowMemory()}>
              {setup.keepInMemory}
            </Button>
          }
        >
          <strong>{setup.keychainTitle}.</strong> {setup.keychainText}
        </Banner>
      ) : null}
      {keychain === 'memory' ? <Banner meaning="info">{setup.memoryChosen}</Banner> : null}
      {failed?.failure.code === 'signInCancelled' ? <Banner meaning="info">{sentence(failed.failure)}</Banner> : null}
      {failed && failed.failure.code !== 'keychainMissing' && failed.failure.code !== 'signInCancelled' ? (
        <FailureBanner failure={failed.failure} onRetry={failed.kind === 'demo' ? () => void demo() : undefined} />
      ) : null}
      {failed && way !== null ? <p className={css['small']}>{setup.cleared}</p> : null}
      {way === 'meta' ? (
        <MetaForm onBack={() => leave(null)} onSubmit={(input) => void attempt('meta', () => call('signIn.meta', input))} />
      ) : null}
      {way === 'token' ? (
        <TokenForm onBack={() => leave(null)} onSubmit={(input) => void attempt('pasteToken', () => call('signIn.pasteToken', input))} />
      ) : null}
      {way === null ? (
        <div className={css['choices']}>
          <Choice icon={<LogIn />} title={setup.withMeta} text={setup.withMetaText} onClick={() => leave('meta')} />
          <Choice icon={<ClipboardPaste />} title={setup.withToken} text={setup.withTokenText} onClick={() => leave('token')} />
          <Choice icon={<FlaskConical />} title={setup.withDemo} text={setup.withDemoText} onClick={() => void demo()} />
        </div>
      ) : null}
    </div>
  )
}
