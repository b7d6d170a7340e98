import { Check, RefreshCw, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Health, TokenState, TokenStatus, Workspace } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useNow } from '../../stores/now.ts'
import { useAccounts } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { signInAgain } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge, FailureBanner, Progress, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { bytesText } from './bytes.ts'
import { Facts, Section } from './section.tsx'
import css from './settings.module.css'
import { SCOPES } from './scopes.ts'

const EVENTS = ['status.changed', 'sync.changed', 'app.changed'] as const
const DAY = 86_400_000

const TOKEN_MEANING: Readonly<Record<TokenStatus, Meaning>> = {
  missing: 'bad',
  unchecked: 'info',
  valid: 'good',
  expired: 'bad',
  invalid: 'bad',
}

const useUntil = (): ((at: Instant) => string) => {
  const { common, settings } = useStrings()
  const format = useFormat()
  const now = useNow()
  return (at) =>
    at > now
      ? `${format.dateTime(at)}, ${settings.inDays(common.days(Math.floor((at - now) / DAY)))}`
      : format.dateTime(at)
}

const Token = ({ token, workspace }: { readonly token: TokenState; readonly workspace: Workspace }): ReactElement => {
  const { settings, shell } = useStrings()
  const format = useFormat()
  const until = useUntil()
  const now = useNow()
  return (
    <Section title={settings.token}>
      <Facts
        facts={[
          [
            settings.tokenState,
            <span key="state" className={css['inline']}>
              <Badge meaning={TOKEN_MEANING[token.status]} icon>
                {settings.tokenStatuses[token.status]}
              </Badge>
              {token.status === 'missing' ? null : settings.tokenKinds[token.kind]}
            </span>,
          ],
          workspace.personName ? [settings.person, workspace.personName] : null,
          [
            settings.expires,
            token.neverExpires
              ? settings.expiresNever
              : token.expiresAt === null
                ? settings.unknown
                : until(token.expiresAt),
          ],
          token.dataAccessExpiresAt === null ? null : [settings.dataAccess, until(token.dataAccessExpiresAt)],
          [settings.checked, token.checkedAt === null ? settings.notChecked : format.ago(token.checkedAt, now)],
        ]}
      />
      {token.failure ? <FailureBanner failure={token.failure} /> : null}
      <div className={css['buttons']}>
        <Button onClick={() => void signInAgain(workspace.id, false)}>
          {workspace.signInBy === 'token' ? shell.pasteNew : settings.signInAgain}
        </Button>
      </div>
    </Section>
  )
}

const Scopes = ({ token, workspace }: { readonly token: TokenState; readonly workspace: Workspace }): ReactElement => {
  const { settings, setup } = useStrings()
  const missing = new Set<string>(token.missing)
  return (
    <Section title={settings.scopes}>
      <ul className={css['scopes']}>
        {SCOPES.map((scope) => {
          const granted = token.granted.includes(scope) && !missing.has(scope)
          return (
            <li key={scope}>
              {granted ? (
                <Check size={14} className={css['good']} aria-label={settings.granted} />
              ) : (
                <X size={14} className={css['bad']} aria-label={settings.notGranted} />
              )}
              <code>{scope}</code>
              <span className={css['hint']}>
                {granted ? setup.scopes[scope] : settings.without(setup.scopes[scope])}
              </span>
            </li>
          )
        })}
      </ul>
      {token.missing.length > 0 ? (
        <div className={css['buttons']}>
          <Button onClick={() => void signInAgain(workspace.id, true)}>
            {workspace.signInBy === 'token' ? settings.pasteWithAll : settings.askAgain}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

const Limits = ({ health }: { readonly health: Health }): ReactElement => {
  const { settings, shell } = useStrings()
  const format = useFormat()
  const now = useNow()
  const accounts = useAccounts().value
  return (
    <Section title={settings.limits} text={shell.limitExplained}>
      {health.limits.length === 0 ? <p>{shell.limitNothing}</p> : null}
      <ul className={css['limits']}>
        {health.limits
          .toSorted((a, b) => b.share - a.share)
          .map((reading) => {
            const account =
              accounts?.rows.find(({ id }) => id === reading.accountId)?.name ?? reading.accountId ?? shell.limitOfToken
            const name = `${shell.limitSystems[reading.system]}, ${account}`
            const blocked = reading.blockedUntil !== null && reading.blockedUntil > now ? reading.blockedUntil : null
            return (
              <li key={`${reading.system}:${reading.accountId}`}>
                <span>
                  {shell.limitSystems[reading.system]} <span className={css['hint']}>{account}</span>
                </span>
                <Progress
                  label={name}
                  share={reading.share}
                  meaning={reading.share >= 0.9 ? 'bad' : reading.share >= 0.7 ? 'warn' : 'info'}
                  className={css['meter']}
                />
                <span className={css['figure']}>{format.share(reading.share)}</span>
                <span className={css['hint']}>
                  {format.ago(reading.at, now)}
                  {blocked === null ? '' : ` · ${shell.limitBlocked(format.time(blocked))}`}
                </span>
              </li>
            )
          })}
      </ul>
    </Section>
  )
}

const Data = ({ health, workspace }: { readonly health: Health; readonly workspace: Workspace }): ReactElement => {
  const { settings, common } = useStrings()
  const format = useFormat()
  const now = useNow()
  const say = useSay()
  const [confirming, setConfirming] = useState(false)
  const [busy, setBusy] = useState(false)
  const { database, lastSync } = health
  const size = settings.cacheSize(bytesText(database.bytes, format.locale), common.rows(database.insightRows))

  const clear = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('health.clearCache')
      setConfirming(false)
      say.done(settings.cacheCleared)
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Section title={settings.data}>
      <Facts
        facts={[
          [
            settings.lastSync,
            lastSync === null
              ? common.never
              : `${settings.outcomes[lastSync.outcome]}, ${format.ago(lastSync.endedAt ?? lastSync.startedAt, now)}`,
          ],
          [
            settings.cache,
            database.oldestDay === null ? size : `${size}, ${settings.cacheSince(format.fullDay(database.oldestDay))}`,
          ],
          [
            settings.database,
            <Badge key="intact" meaning={database.intact ? 'good' : 'bad'} icon>
              {database.intact ? settings.databaseIntact : settings.databaseBroken}
            </Badge>,
          ],
          [settings.keychain, settings.keychainStates[health.keychain]],
          [settings.graph, `${health.graphVersion} · ${health.metaHost}`],
        ]}
      />
      <p className={css['hint']}>{settings.refreshAllHint}</p>
      <div className={css['buttons']}>
        <Button icon={<RefreshCw />} onClick={() => void call('sync.run', { days: 30 }).catch(say.failed)}>
          {settings.refreshAll}
        </Button>
        <Button onClick={() => setConfirming(true)}>{settings.clearCache}</Button>
      </div>
      <Confirm
        open={confirming}
        onClose={() => setConfirming(false)}
        title={settings.clearCacheTitle}
        description={settings.clearCacheText(workspace.name)}
        action={settings.clearCacheAction(workspace.name)}
        danger
        busy={busy}
        onConfirm={() => void clear()}
      />
    </Section>
  )
}

export const Connection = (): ReactElement | null => {
  const active = useApp(({ state }) => activeWorkspace(state))
  const { value, failure, refresh } = useServer('health.get', () => call('health.get'), EVENTS)
  if (!active) return null
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={10} />
  return (
    <div className={css['sections']}>
      <Token token={value.token} workspace={active} />
      <Scopes token={value.token} workspace={active} />
      <Limits health={value} />
      <Data health={value} workspace={active} />
    </div>
  )
}
