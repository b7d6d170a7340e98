import type { ReactElement, ReactNode } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useAccounts } from '../../stores/queries.ts'
import { signInAgain, useSignIn } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Banner, FailureBanner } from '../../ui/states.tsx'
import css from './setup.module.css'

const Granted = (): ReactElement | null => {
  const { setup } = useStrings()
  const active = useApp(({ state }) => activeWorkspace(state))
  const activeId = active?.id
  const { result, waiting, failed } = useSignIn()
  const again = (): void => {
    if (activeId) void signInAgain(activeId, true)
  }
  if (failed?.kind === 'again') return <FailureBanner failure={failed.failure} onRetry={again} />
  // After a restart there is no result to tell of; the settings show the same at any time.
  if (!result || result.workspaceId !== activeId) return null
  if (result.missing.length === 0 && result.longLived)
    return <Banner meaning="good">{setup.signedInAs(result.personName)}</Banner>
  return (
    <Banner
      meaning="warn"
      actions={
        result.missing.length > 0 ? (
          <Button size="small" busy={waiting === 'again'} onClick={again}>
            {active?.signInBy === 'token' ? setup.pasteWithAll : setup.askAgain}
          </Button>
        ) : null
      }
    >
      <p>
        {setup.signedInAs(result.personName)} {result.longLived ? '' : setup.shortLived}
      </p>
      {result.missing.length > 0 ? (
        <>
          <p>{setup.missingTitle}</p>
          <ul className={css['missing']}>
            {result.missing.map((scope) => (
              <li key={scope}>
                <code>{scope}</code> – {setup.scopes[scope]}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Banner>
  )
}

interface AccountsStepProps {
  readonly onBack: () => void
  readonly onNext: () => void
  readonly children: ReactNode
}

export const AccountsStep = ({ onBack, onNext, children }: AccountsStepProps): ReactElement => {
  const { setup, common } = useStrings()
  const watched = (useAccounts().value?.rows ?? []).filter((row) => row.watched).length
  return (
    <div className={css['accounts']}>
      <div className={css['hello']}>
        <h1>{setup.chooseTitle}</h1>
        <p>{setup.chooseText}</p>
      </div>
      <Granted />
      <div className={css['table']}>{children}</div>
      <div className={css['buttons']}>
        <Button onClick={onBack}>{setup.signInDifferently}</Button>
        <Button kind={watched > 0 ? 'primary' : 'plain'} onClick={onNext}>
          {watched > 0 ? setup.watchCount(common.accounts(watched)) : setup.watchNone}
        </Button>
      </div>
    </div>
  )
}
