import type { ReactElement } from 'react'
import type { Failure } from '../../../shared/errors.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { signInAgain } from '../../stores/sign-in.ts'
import { useView } from '../../stores/view.ts'
import { Button } from '../../ui/button.tsx'
import { useSay } from '../../ui/toast.tsx'

const SIGN_IN: readonly Failure['code'][] = ['tokenExpired', 'tokenInvalid', 'tokenMissing', 'tokenWrongApp']
const RETRY: readonly Failure['code'][] = [
  'offline',
  'tlsFailed',
  'proxyRefused',
  'captivePortal',
  'timeout',
  'notJson',
  'truncated',
  'malformed',
  'metaDown',
]

/** What a person can do about a failure, as a button; nothing where it goes on by itself or only Meta can help. */
export const NextStep = ({ failure: { code } }: { readonly failure: Failure }): ReactElement | null => {
  const { health } = useStrings()
  const say = useSay()
  const active = useApp(({ state }) => activeWorkspace(state))
  if (!active) return null
  if (SIGN_IN.includes(code))
    return (
      <Button size="small" onClick={() => void signInAgain(active.id, false)}>
        {health.steps.signIn}
      </Button>
    )
  if (code === 'permission')
    return (
      <Button size="small" onClick={() => void signInAgain(active.id, true)}>
        {health.steps.askAgain}
      </Button>
    )
  if (code === 'throttled')
    return (
      <Button size="small" onClick={() => useView.getState().setTab('health', 'limits')}>
        {health.steps.limits}
      </Button>
    )
  if (code === 'accountHidden')
    return (
      <Button size="small" onClick={() => useView.getState().go('accounts')}>
        {health.steps.accounts}
      </Button>
    )
  if (RETRY.includes(code))
    return (
      <Button size="small" onClick={() => void call('sync.pollNow').catch(say.failed)}>
        {health.steps.again}
      </Button>
    )
  return null
}
