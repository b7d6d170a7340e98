import { Check, X } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Health, TokenState, TokenStatus, Workspace } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import { useNow } from '../../stores/now.ts'
import { useAccounts } from '../../stores/queries.ts'
import { signInAgain } from '../../stores/sign-in.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Name } from '../../ui/figure.tsx'
import { Facts, Section } from '../../ui/section.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge, Banner, FailureBanner } from '../../ui/states.tsx'
import css from './health.module.css'
import { SCOPES } from './scopes.ts'
import { Stored } from './stored.tsx'

const DAY = 86_400_000
const TICKED = 12

const TOKEN_MEANING: Readonly<Record<TokenStatus, Meaning>> = {
  missing: 'bad',
  unchecked: 'info',
  valid: 'good',
  expired: 'bad',
  invalid: 'bad',
}

const Until = ({ at }: { readonly at: Instant }): ReactElement => {
  const { common, health } = useStrings()
  const format = useFormat()
  const now = useNow()
  return (
    <span title={format.exact(at)}>
      {format.fullDateTime(at)}
      <span className={css['faint']}>
        {' · '}
        {at > now ? health.inDays(common.days(Math.floor((at - now) / DAY))) : health.passed}
      </span>
    </span>
  )
}

const Ticked = ({ token }: { readonly token: TokenState }): ReactElement => {
  const { health } = useStrings()
  const found = useAccounts().value?.rows ?? []
  const { accounts } = token
  if (accounts === null) return <>{health.tickedAll}</>
  if (accounts.length === 0) return <>{health.tickedNone}</>
  const missing = found.filter(({ id, watched }) => watched && !accounts.includes(id)).length
  return (
    <>
      <ul className={css['ticked']}>
        {accounts.slice(0, TICKED).map((id) => (
          <li key={id} title={id}>
            <Name>{found.find((row) => row.id === id)?.name ?? id}</Name>
          </li>
        ))}
        {accounts.length > TICKED ? (
          <li className={css['faint']}>{health.tickedMore(accounts.length - TICKED)}</li>
        ) : null}
      </ul>
      {missing > 0 ? <Banner meaning="warn">{health.notTicked(missing)}</Banner> : null}
    </>
  )
}

const Token = ({ token, workspace }: { readonly token: TokenState; readonly workspace: Workspace }): ReactElement => {
  const { health, shell } = useStrings()
  const format = useFormat()
  const now = useNow()
  return (
    <Section title={health.token}>
      {token.failure ? <FailureBanner failure={token.failure} /> : null}
      <Facts
        facts={[
          [
            health.tokenState,
            <span key="state" className={css['inline']}>
              <Badge meaning={TOKEN_MEANING[token.status]} icon>
                {health.tokenStatuses[token.status]}
              </Badge>
              {token.status === 'missing' ? null : health.tokenKinds[token.kind]}
            </span>,
          ],
          workspace.personName ? [health.person, <Name key="person">{workspace.personName}</Name>] : null,
          token.issuedAt === null ? null : [health.issued, format.fullDateTime(token.issuedAt)],
          [
            health.expires,
            token.neverExpires ? (
              health.expiresNever
            ) : token.expiresAt === null ? (
              health.unknown
            ) : (
              <Until key="expires" at={token.expiresAt} />
            ),
          ],
          token.dataAccessExpiresAt === null
            ? null
            : [
                health.dataAccess,
                <span key="data" title={health.dataAccessHint}>
                  <Until at={token.dataAccessExpiresAt} />
                </span>,
              ],
          [health.checked, token.checkedAt === null ? health.notChecked : format.ago(token.checkedAt, now)],
          token.status === 'missing' ? null : [health.ticked, <Ticked key="ticked" token={token} />],
        ]}
      />
      <div className={css['buttons']}>
        <Button onClick={() => void signInAgain(workspace.id, false)}>
          {workspace.signInBy === 'token' ? shell.pasteNew : health.signInAgain}
        </Button>
      </div>
    </Section>
  )
}

const Scopes = ({ token, workspace }: { readonly token: TokenState; readonly workspace: Workspace }): ReactElement => {
  const { health, setup } = useStrings()
  const missing = new Set<string>(token.missing)
  return (
    <Section title={health.scopes}>
      <ul className={css['scopes']}>
        {SCOPES.map((scope) => {
          const granted = token.granted.includes(scope) && !missing.has(scope)
          return (
            <li key={scope}>
              {granted ? (
                <Check size={14} className={css['good']} aria-label={health.granted} />
              ) : (
                <X size={14} className={css['bad']} aria-label={health.notGranted} />
              )}
              <code>{scope}</code>
              <span className={granted ? css['faint'] : undefined}>
                {granted ? setup.scopes[scope] : health.without(setup.scopes[scope])}
              </span>
            </li>
          )
        })}
      </ul>
      {token.missing.length > 0 ? (
        <div className={css['buttons']}>
          <Button onClick={() => void signInAgain(workspace.id, true)}>
            {workspace.signInBy === 'token' ? health.pasteWithAll : health.askAgain}
          </Button>
        </div>
      ) : null}
    </Section>
  )
}

/** Whether Meta lets this program in, as whom, to what, and what it keeps here. */
export const Connection = ({
  health: found,
  workspace,
}: {
  readonly health: Health
  readonly workspace: Workspace
}): ReactElement => {
  const { health } = useStrings()
  return (
    <div className={css['columns']}>
      <div>
        <Token token={found.token} workspace={workspace} />
        <Scopes token={found.token} workspace={workspace} />
      </div>
      <div>
        <Stored health={found} workspace={workspace} />
        <Section title={health.graph}>
          {found.versionWarning === null ? null : (
            <Banner meaning="warn">{health.versionWarning(found.versionWarning)}</Banner>
          )}
          <Facts
            facts={[
              [health.graphVersion, found.graphVersion],
              [health.graphHost, found.metaHost],
            ]}
          />
        </Section>
      </div>
    </div>
  )
}
