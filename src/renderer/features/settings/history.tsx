import { History as HistoryIcon, RefreshCw, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import type { SyncRun } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useFormat, useSentence, useStrings } from '../../strings/use-strings.ts'
import { useNow } from '../../stores/now.ts'
import { useServer } from '../../stores/server.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge, Empty, FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './settings.module.css'

const EVENTS = ['sync.changed'] as const
const SHOWN = 200
const DAYS = [1, 7, 30, 90, 365] as const

const OUTCOMES: Readonly<Record<SyncRun['outcome'], Meaning | 'neutral'>> = {
  running: 'info',
  done: 'good',
  partly: 'warn',
  failed: 'bad',
  cancelled: 'neutral',
  interrupted: 'warn',
}

const Took = ({ run }: { readonly run: SyncRun }): ReactElement => {
  const { settings } = useStrings()
  const format = useFormat()
  const now = useNow()
  const seconds = Math.max(0, ((run.endedAt ?? now) - run.startedAt) / 1000)
  return (
    <>
      {seconds < 120
        ? settings.secondsShort(
            seconds < 10 && run.endedAt !== null
              ? format.decimal(seconds).slice(0, -1)
              : format.count(Math.floor(seconds)),
          )
        : settings.minutesShort(format.count(Math.round(seconds / 60)))}
    </>
  )
}

const Row = ({ run }: { readonly run: SyncRun }): ReactElement => {
  const { settings } = useStrings()
  const format = useFormat()
  const sentence = useSentence()
  return (
    <tr>
      <td>
        <Badge meaning={OUTCOMES[run.outcome]} icon>
          {settings.outcomes[run.outcome]}
        </Badge>
      </td>
      <td>
        {settings.kinds[run.kind]} <span className={css['hint']}>{settings.triggers[run.trigger]}</span>
      </td>
      <td title={format.exact(run.startedAt)}>{format.dateTime(run.startedAt)}</td>
      <td className={css['number']}>
        <Took run={run} />
      </td>
      <td className={css['number']}>{format.count(run.calls)}</td>
      <td className={css['number']}>{format.count(run.rowsRead)}</td>
      <td className={css['number']}>{format.count(run.rowsChanged)}</td>
      <td className={css['number']}>{format.count(run.rowsDropped)}</td>
      <td className={css['failures']} data-text>
        {run.failures.map((failure, index) => (
          <div key={`${failure.accountId}:${failure.code}:${index}`}>
            {failure.accountName === null
              ? sentence(failure)
              : settings.failureOf(failure.accountName, sentence(failure))}
          </div>
        ))}
      </td>
    </tr>
  )
}

export const SyncHistory = (): ReactElement => {
  const { settings, common } = useStrings()
  const say = useSay()
  const [days, setDays] = useState<string>('30')
  const { value, failure, refresh } = useServer('sync.history', () => call('sync.history', { limit: SHOWN }), EVENTS)
  const running = value?.some((run) => run.outcome === 'running' && run.kind === 'sync') ?? false
  const columns = [
    'outcome',
    'what',
    'started',
    'took',
    'calls',
    'rowsRead',
    'rowsChanged',
    'rowsDropped',
    'failures',
  ] as const
  return (
    <div className={css['history']}>
      <div className={css['bar']}>
        <Select
          label={settings.syncDays}
          value={days}
          options={DAYS.map((count) => ({ value: String(count), label: common.days(count) }))}
          onChange={setDays}
        />
        <Button
          kind="primary"
          icon={<RefreshCw />}
          disabled={running}
          onClick={() => void call('sync.run', { days: Number(days) }).catch(say.failed)}
        >
          {settings.syncNow}
        </Button>
        {running ? (
          <Button icon={<X />} onClick={() => void call('sync.cancel').catch(say.failed)}>
            {settings.cancelSync}
          </Button>
        ) : null}
      </div>
      {failure && !value ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : null}
      {!value && !failure ? <Skeleton lines={10} /> : null}
      {value?.length === 0 ? (
        <Empty icon={<HistoryIcon />} title={settings.historyEmpty}>
          {settings.historyEmptyText}
        </Empty>
      ) : null}
      {value && value.length > 0 ? (
        <div className={css['scroll']} tabIndex={0} role="region" aria-label={settings.tabs.history}>
          <table className={css['table']}>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className={/^(took|calls|rows)/.test(column) ? css['number'] : undefined}
                  >
                    {settings.columns[column]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.map((run) => (
                <Row key={run.id} run={run} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </div>
  )
}
