import type { ReactElement } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, refreshApp, useApp } from '../../stores/app.ts'
import { useNow } from '../../stores/now.ts'
import { useStatus } from '../../stores/queries.ts'
import { signInAgain } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './frame.module.css'
import { clockText } from './clock.ts'

/** What was wrong at start and how it was dealt with. */
export const Notices = (): ReactElement | null => {
  const { shell } = useStrings()
  const sentence = useSentence()
  const say = useSay()
  const notices = useApp(({ state }) => state?.notices) ?? []
  if (notices.length === 0) return null
  const dismiss = async (): Promise<void> => {
    await call('app.dismissNotices')
    await refreshApp()
  }
  return (
    <Banner
      meaning="warn"
      actions={
        <Button size="small" onClick={() => void dismiss().catch(say.failed)}>
          {shell.dismiss}
        </Button>
      }
    >
      {notices.map((notice) => (
        <p key={notice.code}>{sentence(notice)}</p>
      ))}
    </Banner>
  )
}

const ConnectionLine = (): ReactElement | null => {
  const { shell, common } = useStrings()
  const locale = useLocale()
  const now = useNow()
  const say = useSay()
  const status = useStatus().value
  const active = useApp(({ state }) => activeWorkspace(state))
  const [trying, setTrying] = useState(false)
  if (!status || !active) return null

  if (status.connection === 'signedOut') {
    return (
      <Banner
        meaning="warn"
        actions={
          <Button size="small" kind="primary" onClick={() => void signInAgain(active.id, false)}>
            {active.signInBy === 'token' ? shell.pasteNew : shell.signInAgain}
          </Button>
        }
      >
        {shell.signedOutLine}
      </Banner>
    )
  }
  if (status.connection !== 'offline') return null
  const retry = async (): Promise<void> => {
    setTrying(true)
    try {
      await call('sync.pollNow')
    } catch (error) {
      say.failed(error)
    } finally {
      setTrying(false)
    }
  }
  return (
    <Banner
      meaning="info"
      actions={
        <Button size="small" busy={trying} onClick={() => void retry()}>
          {trying ? shell.retrying : common.retry}
        </Button>
      }
    >
      {status.dataAt === null ? shell.offlineNothing : shell.offlineLine(clockText(status.dataAt, now, locale))}
    </Banner>
  )
}

/** What a person should know whatever room is open; nothing most of the time. */
export const Banners = (): ReactElement => (
  <div className={css['banners']}>
    <Notices />
    <ConnectionLine />
  </div>
)
