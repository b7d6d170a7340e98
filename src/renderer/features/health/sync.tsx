import { RefreshCw, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Health, SyncRun } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useNow } from '../../stores/now.ts'
import { useStatus } from '../../stores/queries.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './health.module.css'
import { Past } from './past.tsx'
import { Outcome, Runs } from './runs.tsx'

const DAYS = [1, 7, 30, 90, 365] as const

const Now = ({ health: found }: { readonly health: Health }): ReactElement => {
  const { health, common, shell } = useStrings()
  const format = useFormat()
  const now = useNow()
  const say = useSay()
  const [days, setDays] = useState<string>('30')
  const status = useStatus().value
  const running = status?.running.find(({ kind }) => kind === 'sync')
  const { lastSync, nextHourlyAt } = found
  const paused = status?.pollingPaused ?? false
  return (
    <section className={css['card']}>
      <h2>{health.next}</h2>
      <dl className={css['pairs']}>
        <dt>{health.nextHourly}</dt>
        <dd>
          {nextHourlyAt === null || paused ? (
            health.nextHourlyPaused
          ) : (
            <span title={format.exact(nextHourlyAt)}>
              {format.time(nextHourlyAt)} · {format.ahead(nextHourlyAt, now)}
            </span>
          )}
        </dd>
        <dt>{health.lastSync}</dt>
        <dd>
          {lastSync === null ? (
            common.never
          ) : (
            <span className={css['inline']} title={format.exact(lastSync.endedAt ?? lastSync.startedAt)}>
              <Outcome outcome={lastSync.outcome} />
              {format.ago(lastSync.endedAt ?? lastSync.startedAt, now)}
            </span>
          )}
        </dd>
      </dl>
      <p className={css['faint']}>{health.hourlyText}</p>
      <div className={css['buttons']}>
        <Select
          label={health.syncDays}
          value={days}
          options={DAYS.map((count) => ({ value: String(count), label: common.days(count) }))}
          onChange={setDays}
        />
        <Button
          kind="primary"
          icon={<RefreshCw />}
          disabled={running !== undefined}
          onClick={() => void call('sync.run', { days: Number(days) }).catch(say.failed)}
        >
          {health.syncNow}
        </Button>
        {running ? (
          <Button icon={<X />} onClick={() => void call('sync.cancel').catch(say.failed)}>
            {health.cancelSync}
          </Button>
        ) : null}
      </div>
      {running ? (
        <div className={css['under']}>
          <Progress
            label={shell.running.sync}
            share={running.total > 0 ? running.done / running.total : null}
            className={css['pastBar']}
          />
          <span className={css['faint']}>
            {shell.runningSteps(shell.running.sync, format.count(running.done), format.count(running.total))}
          </span>
        </div>
      ) : null}
    </section>
  )
}

interface SyncProps {
  readonly health: Health
  /** Undefined: not read yet. */
  readonly runs: readonly SyncRun[] | undefined
}

/** What is read, when, how far back, and how it went. */
export const Sync = ({ health, runs }: SyncProps): ReactElement => (
  <div className={css['fill']}>
    <div className={css['cards']}>
      <Now health={health} />
      <Past />
    </div>
    <Runs runs={runs} />
  </div>
)
