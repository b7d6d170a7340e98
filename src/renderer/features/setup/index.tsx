import type { ReactElement, ReactNode } from 'react'
import { useState } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { Button } from '../../ui/button.tsx'
import { AccountsStep } from './accounts-step.tsx'
import { DoneStep } from './done-step.tsx'
import css from './setup.module.css'
import { SignInStep } from './sign-in-step.tsx'
import { Stepper } from './stepper.tsx'

interface SetupProps {
  /** The table of accounts, as in its own room. */
  readonly accounts: ReactNode
  /** What should be known before anything else: settings that could not be read are why there is no workspace. */
  readonly notices: ReactNode
}

/** Sign in, choose accounts, done. Where it stands is kept on the main side, so it goes on after a restart. */
export const Setup = ({ accounts, notices }: SetupProps): ReactElement => {
  const { shell, setup } = useStrings()
  const state = useApp((app) => app.state)
  const { adding, setAdding } = useDialogs()
  const [chosen, setChosen] = useState(false)
  const [again, setAgain] = useState(false)
  const active = activeWorkspace(state)
  const signedIn = !adding && !again && active !== null && active.setup !== 'signIn'
  const step = !signedIn ? 'signIn' : chosen ? 'done' : 'accounts'

  return (
    <div className={css['setup']}>
      <header className={css['top']}>
        <Stepper step={step} />
        {adding && active ? (
          <Button kind="quiet" onClick={() => setAdding(false)}>
            {shell.cancelAdding}
          </Button>
        ) : again && active ? (
          <Button kind="quiet" onClick={() => setAgain(false)}>
            {setup.backToAccounts}
          </Button>
        ) : null}
      </header>
      <div className={css['notices']}>{notices}</div>
      <main className={css['main']}>
        {step === 'signIn' ? (
          <SignInStep
            onSignedIn={() => {
              setAdding(false)
              setAgain(false)
            }}
          />
        ) : null}
        {step === 'accounts' ? (
          <AccountsStep onBack={() => setAgain(true)} onNext={() => setChosen(true)}>
            {accounts}
          </AccountsStep>
        ) : null}
        {step === 'done' ? <DoneStep onBack={() => setChosen(false)} /> : null}
      </main>
    </div>
  )
}
