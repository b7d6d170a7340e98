import { CircleCheck } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { refreshApp } from '../../stores/app.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './setup.module.css'

export const DoneStep = ({ onBack }: { readonly onBack: () => void }): ReactElement => {
  const { setup, common } = useStrings()
  const say = useSay()
  const [busy, setBusy] = useState(false)
  const watched = (useAccounts().value?.rows ?? []).filter((row) => row.watched).length
  const finish = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('workspaces.finishSetup')
      useView.getState().go(watched > 0 ? 'overview' : 'accounts')
      await refreshApp()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }
  return (
    <div className={css['waiting']}>
      <CircleCheck className={css['ready']} size={32} strokeWidth={1.5} aria-hidden />
      <h1>{setup.doneTitle}</h1>
      <p>{watched > 0 ? setup.doneText(common.accounts(watched)) : setup.doneNone}</p>
      <p className={css['small']}>{setup.doneKeys}</p>
      <div className={css['buttons']}>
        <Button onClick={onBack}>{setup.backToAccounts}</Button>
        <Button kind="primary" autoFocus busy={busy} onClick={() => void finish()}>
          {setup.open}
        </Button>
      </div>
    </div>
  )
}
