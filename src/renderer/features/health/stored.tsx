import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Health, Workspace } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Facts, Section } from '../../ui/section.tsx'
import { Badge } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { bytesText } from '../../ui/bytes-text.ts'
import css from './health.module.css'

/** What is kept on this computer, and the way to begin it anew. */
export const Stored = ({
  health: { database, keychain },
  workspace,
}: {
  readonly health: Health
  readonly workspace: Workspace
}): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  const say = useSay()
  const [confirming, setConfirming] = useState(false)
  const [busy, setBusy] = useState(false)

  const clear = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('health.clearCache')
      setConfirming(false)
      say.done(health.cacheCleared)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={health.data}>
      <Facts
        facts={[
          [health.cacheSize, bytesText(database.bytes, format.locale)],
          [health.cacheRows, format.count(database.insightRows)],
          [health.cacheSince, database.oldestDay === null ? health.cacheEmpty : format.fullDay(database.oldestDay)],
          [
            health.database,
            <Badge key="intact" meaning={database.intact ? 'good' : 'bad'} icon>
              {database.intact ? health.databaseIntact : health.databaseBroken}
            </Badge>,
          ],
          [
            health.keychain,
            <span key="keychain" className={keychain === 'ready' ? undefined : css['warn']}>
              {health.keychainStates[keychain]}
            </span>,
          ],
        ]}
      />
      <div className={css['buttons']}>
        <Button onClick={() => setConfirming(true)}>{health.clearCache}</Button>
      </div>
      <Confirm
        open={confirming}
        onClose={() => setConfirming(false)}
        title={health.clearCacheTitle}
        description={health.clearCacheText(workspace.name)}
        action={health.clearCacheAction(workspace.name)}
        danger
        busy={busy}
        onConfirm={() => void clear()}
      />
    </Section>
  )
}
