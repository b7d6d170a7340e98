import { ExternalLink } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Input } from '../../../shared/contract/contract.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useSay } from '../../ui/toast.tsx'
import type { KnownApp } from './app-identity.ts'
import { isAppId, isAppSecret } from './app-identity.ts'
import css from './setup.module.css'

const SHORTEST = 20

interface TokenFormProps {
  readonly known: KnownApp
  readonly backLabel?: string
  readonly onBack: () => void
  readonly onSubmit: (input: Omit<Input<'signIn.pasteToken'>, 'workspaceId'>) => void
}

export const TokenForm = ({ known, backLabel, onBack, onSubmit }: TokenFormProps): ReactElement => {
  const { setup, common } = useStrings()
  const say = useSay()
  const [token, setToken] = useState('')
  const [appId, setAppId] = useState(known.appId)
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const wrong = {
    token: token.trim().length >= SHORTEST ? null : setup.tokenShort,
    appId: appId === '' || isAppId(appId) ? null : setup.appIdWrong,
    secret: secret === '' || isAppSecret(secret) ? null : setup.appSecretWrong,
  }

  const submit = (): void => {
    setTried(true)
    if (wrong.token ?? wrong.appId ?? wrong.secret) return
    const input = {
      token: token.trim(),
      ...(appId ? { appId: appId.trim() } : {}),
      ...(secret ? { appSecret: secret.trim() } : {}),
    }
    setToken('')
    setSecret('')
    onSubmit(input)
  }

  return (
    <form
      className={css['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label={setup.token} hint={setup.tokenHint} error={tried ? wrong.token : null}>
        <TextInput value={token} onChange={setToken} type="password" maxLength={1000} mono autoFocus />
      </Field>
      <div className={css['pair']}>
        <Field label={setup.appId} note={common.optional} error={tried ? wrong.appId : null}>
          <TextInput value={appId} onChange={setAppId} inputMode="numeric" maxLength={40} mono />
        </Field>
        <Field label={setup.appSecret} note={common.optional} error={tried ? wrong.secret : null}>
          <TextInput value={secret} onChange={setSecret} type="password" maxLength={80} mono />
        </Field>
      </div>
      <p className={css['small']}>{setup.tokenOptionalApp}</p>
      <div>
        <Button
          size="small"
          icon={<ExternalLink />}
          onClick={() => void call('app.openLink', { link: 'tokenTool' }).catch(say.failed)}
        >
          {setup.openTokenTool}
        </Button>
      </div>
      <div className={css['buttons']}>
        <Button onClick={onBack}>{backLabel ?? common.back}</Button>
        <Button kind="primary" type="submit">
          {setup.checkToken}
        </Button>
      </div>
    </form>
  )
}
