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

/** Meta's own page for desktop applications; where the sign-in ends (`services/sign-in`). */
const REDIRECT = 'https://www.facebook.com/connect/login_success.html'

interface MetaFormProps {
  readonly known: KnownApp
  readonly onBack: () => void
  readonly onSubmit: (input: Input<'signIn.meta'>) => void
}

export const MetaForm = ({ known, onBack, onSubmit }: MetaFormProps): ReactElement => {
  const { setup, common } = useStrings()
  const say = useSay()
  const [appId, setAppId] = useState(known.appId)
  const [secret, setSecret] = useState('')
  const [configId, setConfigId] = useState(known.configId)
  const [tried, setTried] = useState(false)
  const wrong = {
    appId: isAppId(appId) ? null : setup.appIdWrong,
    secret: secret === '' || isAppSecret(secret) ? null : setup.appSecretWrong,
    configId: configId === '' || isAppId(configId) ? null : setup.configIdWrong,
  }

  const submit = (): void => {
    setTried(true)
    if (wrong.appId ?? wrong.secret ?? wrong.configId) return
    const input = {
      appId: appId.trim(),
      ...(secret ? { appSecret: secret.trim() } : {}),
      ...(configId ? { configId: configId.trim() } : {}),
    }
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
      <Field label={setup.appId} hint={setup.appIdHint} error={tried ? wrong.appId : null}>
        <TextInput
          value={appId}
          onChange={setAppId}
          inputMode="numeric"
          maxLength={40}
          mono
          autoFocus={known.appId === ''}
        />
      </Field>
      <Field
        label={setup.appSecret}
        note={common.optional}
        hint={secret === '' ? setup.appSecretNone : setup.appSecretHint}
        error={tried ? wrong.secret : null}
      >
        <TextInput
          value={secret}
          onChange={setSecret}
          type="password"
          maxLength={80}
          mono
          autoFocus={known.appId !== ''}
        />
      </Field>
      <Field
        label={setup.configId}
        note={common.optional}
        hint={setup.configIdHint}
        error={tried ? wrong.configId : null}
      >
        <TextInput value={configId} onChange={setConfigId} inputMode="numeric" maxLength={40} mono />
      </Field>
      <aside className={css['help']}>
        <h2>{setup.helpTitle}</h2>
        <p>{setup.helpText}</p>
        <code className={css['address']} data-text>
          {REDIRECT}
        </code>
        <div>
          <Button
            size="small"
            icon={<ExternalLink />}
            onClick={() => void call('app.openLink', { link: 'metaApps' }).catch(say.failed)}
          >
            {setup.openMetaApps}
          </Button>
        </div>
      </aside>
      <div className={css['buttons']}>
        <Button onClick={onBack}>{common.back}</Button>
        <Button kind="primary" type="submit">
          {setup.continueToMeta}
        </Button>
      </div>
    </form>
  )
}
