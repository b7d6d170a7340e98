import { ExternalLink, Eye } from 'lucide-react'
import type { ReactElement } from 'react'
import type { AccountRow } from '../../../shared/domain/objects.ts'
import { KINDS } from '../../../shared/domain/upkeep.ts'
import { call } from '../../api.ts'
import { NOTHING, UNKNOWN } from '../../format.ts'
import { useNow } from '../../stores/now.ts'
import { useOnScreen } from '../../stores/on-screen.ts'
import { useHealth } from '../../stores/queries.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Age } from '../../ui/age.tsx'
import { Breakdown } from '../../ui/breakdown.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/choice.tsx'
import figures from '../../ui/figures.module.css'
import { RefreshButton } from '../../ui/freshness.tsx'
import { Inspector } from '../../ui/inspector.tsx'
import { Restatements } from '../../ui/restatements.tsx'
import { Badge, Progress } from '../../ui/states.tsx'
import { Timeline } from '../../ui/timeline.tsx'
import { WhyDifferent } from '../../ui/why-different.tsx'
import { useSay } from '../../ui/toast.tsx'
import { healthOf, sourceWords, statusWords, taskWords } from './account-words.ts'
import css from './accounts.module.css'
import { Arrival } from './arrival.tsx'

const Cap = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const { accounts } = useStrings()
  const format = useFormat()
  const { spendCap, amountSpent, currency } = row
  if (spendCap === null) return <>{accounts.noCap}</>
  if (amountSpent === null || spendCap === 0) return <>{format.money(spendCap, currency)}</>
  const share = amountSpent / spendCap
  return (
    <>
      {accounts.capLeft(format.money(Math.max(0, spendCap - amountSpent), currency), format.money(spendCap, currency))}
      <Progress
        label={accounts.capUsed}
        share={share}
        meaning={share >= 1 ? 'bad' : share >= 0.95 ? 'warn' : 'info'}
        className={css['cap']}
      />
    </>
  )
}

const Details = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const strings = useStrings()
  const { accounts } = strings
  const format = useFormat()
  const now = useNow()
  const money = (value: number | null): string => (value === null ? UNKNOWN : format.money(value, row.currency))
  return (
    <dl className={figures['list']}>
      <dt>{accounts.business}</dt>
      <dd data-text>{row.sources.map((source) => sourceWords(source, strings)).join(' · ') || NOTHING}</dd>
      <dt>{accounts.rights}</dt>
      <dd>{row.tasks === null ? accounts.tasksUnknown : taskWords(row.tasks, strings) || NOTHING}</dd>
      <dt>{accounts.columns.currency}</dt>
      <dd>{row.currency}</dd>
      <dt>{accounts.localTime}</dt>
      <dd title={row.zone}>
        {format.dateTime(now, row.zone)} <bdi className={css['dim']}>{row.zone.replaceAll('_', ' ')}</bdi>
      </dd>
      <dt>{accounts.columns.amountSpent}</dt>
      <dd>{money(row.amountSpent)}</dd>
      <dt>{accounts.columns.balance}</dt>
      <dd>{money(row.balance)}</dd>
      <dt>{accounts.columns.spendCap}</dt>
      <dd>
        <Cap row={row} />
      </dd>
    </dl>
  )
}

const Lists = ({ row }: { readonly row: AccountRow }): ReactElement => {
  const { accounts, health } = useStrings()
  const found = useHealth().value?.accounts.find(({ accountId }) => accountId === row.id)
  return (
    <ul className={css['ages']}>
      <li>
        <span>{accounts.figuresAt}</span>
        <span>{row.figuresAt === null ? health.neverRead : <Age at={row.figuresAt} />}</span>
      </li>
      {KINDS.filter((kind) => kind !== 'accounts').map((kind) => {
        const at = found?.kinds.find((each) => each.kind === kind)?.fetchedAt ?? null
        return (
          <li key={kind}>
            <span>{health.kinds[kind]}</span>
            <span className={css['mark']}>
              {at === null ? (
                // Not known yet is not the same as never.
                <span className={css['dim']}>{found === undefined ? NOTHING : health.neverRead}</span>
              ) : (
                <Age at={at} />
              )}
              <RefreshButton kind={kind} accountId={row.id} />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

interface AccountInspectorProps {
  readonly row: AccountRow
  readonly onWatch: () => void
}

/** Everything that is known of one account, and what Meta changed of its past. */
export const AccountInspector = ({ row, onWatch }: AccountInspectorProps): ReactElement => {
  const strings = useStrings()
  const { accounts, health } = strings
  const format = useFormat()
  const say = useSay()
  const mark = healthOf(row, strings, format)
  useOnScreen('account', row.watched ? [row.id] : [])
  const openLink = (link: 'adsManager' | 'billing'): void =>
    void call('app.openLink', { link, accountId: row.id }).catch(say.failed)
  return (
    <Inspector
      title={row.name}
      subtitle={
        <span data-text>
          {row.id} · {statusWords(row, strings)}
        </span>
      }
      footer={
        <>
          <Button
            size="small"
            icon={<ExternalLink />}
            {...(row.watched ? { 'data-inspector-first': true } : {})}
            onClick={() => openLink('adsManager')}
          >
            {accounts.openAdsManager}
          </Button>
          <Button size="small" icon={<ExternalLink />} onClick={() => openLink('billing')}>
            {accounts.openBilling}
          </Button>
          {row.watched ? <WhyDifferent accountId={row.id} objectId={null} metric="spend" /> : null}
        </>
      }
    >
      <section className={css['part']}>
        <div>
          <Badge meaning={mark.meaning} icon>
            {accounts.marks[mark.meaning]}
          </Badge>
        </div>
        <p>{mark.reason}</p>
      </section>
      <section className={css['part']}>
        <h3>
          {accounts.details}
          <span className={css['mark']}>
            <Age at={row.fetchedAt} />
            <RefreshButton kind="accounts" accountId={null} />
          </span>
        </h3>
        <Details row={row} />
      </section>
      <section className={css['part']}>
        <h3>{strings.house.editing}</h3>
        <Switch
          label={strings.house.accountSwitch}
          hint={strings.house.accountHint}
          checked={row.readOnly}
          onChange={(readOnly) => void call('accounts.setReadOnly', { ids: [row.id], readOnly }).catch(say.failed)}
        />
      </section>
      {row.watched ? (
        <>
          <section className={css['part']}>
            <h3>{accounts.lists}</h3>
            <Lists row={row} />
          </section>
          <Breakdown key={row.id} id={row.id} zone={row.zone} />
          <Arrival accountId={row.id} />
          <section className={css['part']}>
            <h3>{strings.timeline.title}</h3>
            <Timeline key={row.id} accountId={row.id} currency={row.currency} />
          </section>
        </>
      ) : (
        <section className={css['part']}>
          <p className={css['small']}>{accounts.notWatched}</p>
          <div>
            <Button size="small" icon={<Eye />} data-inspector-first onClick={onWatch}>
              {accounts.watchIt}
            </Button>
          </div>
        </section>
      )}
      <section className={css['part']}>
        <h3 title={health.restatedHint}>{health.restated}</h3>
        <Restatements accountId={row.id} currency={row.currency} />
      </section>
    </Inspector>
  )
}
