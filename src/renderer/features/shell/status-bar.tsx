import type { LucideIcon } from 'lucide-react'
import {
  Bell,
  BellOff,
  CircleDashed,
  Gauge,
  History,
  Lightbulb,
  LoaderCircle,
  LockKeyhole,
  LogOut,
  Pause,
  Play,
  RefreshCw,
  UserPen,
  Wifi,
  WifiOff,
  X,
} from 'lucide-react'
import type { ReactElement } from 'react'
import type { Connection, LimitReading, Running, Status } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useFormat, useLocale, useSentence, useStrings } from '../../strings/use-strings.ts'
import { useApp } from '../../stores/app.ts'
import { useNow } from '../../stores/now.ts'
import { useAccounts, useStatus } from '../../stores/queries.ts'
import { useView } from '../../stores/view.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { limitKey, limitMeaning, limitName } from '../../ui/limits.tsx'
import { Popover } from '../../ui/popover.tsx'
import { Progress } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { clockText } from './clock.ts'
import { ExportsPart } from './exports-part.tsx'
import css from './status-bar.module.css'

const CONNECTIONS: Readonly<
  Record<Connection, { readonly icon: LucideIcon; readonly meaning: 'good' | 'warn' | 'bad' | 'info' | 'none' }>
> = {
  online: { icon: Wifi, meaning: 'good' },
  offline: { icon: WifiOff, meaning: 'warn' },
  connecting: { icon: LoaderCircle, meaning: 'info' },
  signedOut: { icon: LogOut, meaning: 'bad' },
  noWorkspace: { icon: CircleDashed, meaning: 'none' },
}

const ConnectionPart = ({ status }: { readonly status: Status }): ReactElement => {
  const { shell } = useStrings()
  const locale = useLocale()
  const sentence = useSentence()
  const say = useSay()
  const now = useNow()
  const { icon: Icon, meaning } = CONNECTIONS[status.connection]
  const word = shell[status.connection]
  const attempt = (work: Promise<unknown>): void => void work.catch(say.failed)
  return (
    <Popover
      side="top"
      label={shell.statusBar}
      trigger={
        <button type="button" className={css['part']}>
          <Icon size={13} className={css[meaning]} aria-hidden />
          {word}
          {status.pollingPaused ? <span className={css['warn']}>· {shell.paused}</span> : null}
        </button>
      }
    >
      <div className={css['pane']}>
        <h2>{word}</h2>
        {status.lastFailure ? <p className={css['failure']}>{sentence(status.lastFailure)}</p> : null}
        <p>
          {status.pollingPaused
            ? shell.pausedHint
            : status.nextPollAt === null
              ? shell.every(status.pollSeconds)
              : `${shell.every(status.pollSeconds)} · ${shell.nextReading(clockText(status.nextPollAt, now, locale))}`}
        </p>
        <div className={css['buttons']}>
          <Button size="small" icon={<RefreshCw />} onClick={() => attempt(call('sync.pollNow'))}>
            {shell.readNow}
          </Button>
          <Button
            size="small"
            icon={status.pollingPaused ? <Play /> : <Pause />}
            onClick={() => attempt(call('sync.setPaused', { paused: !status.pollingPaused }))}
          >
            {status.pollingPaused ? shell.resume : shell.pause}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

const Age = ({ status }: { readonly status: Status }): ReactElement => {
  const { shell } = useStrings()
  const locale = useLocale()
  const format = useFormat()
  const now = useNow()
  const text =
    status.dataAt === null
      ? shell.noFigures
      : shell.figuresFrom(clockText(status.dataAt, now, locale), format.ago(status.dataAt, now))
  return (
    <span className={css['fact']} title={status.dataAt === null ? undefined : format.exact(status.dataAt)} data-age>
      {text}
    </span>
  )
}

/** What a person waits for comes first, then the syncs; the past and the readings by timer go on behind. */
const FIRST_OF: readonly Running['kind'][] = [
  'edit',
  'check',
  'asked',
  'export',
  'import',
  'sync',
  'accounts',
  'backfill',
  'poll',
]

const openSync = (): void => {
  const view = useView.getState()
  view.setTab('health', 'sync')
  view.go('health')
}

const Step = ({ task }: { readonly task: Running }): ReactElement => {
  const { shell } = useStrings()
  const format = useFormat()
  const say = useSay()
  const name = shell.running[task.kind]
  const share = task.total > 0 ? task.done / task.total : null
  // The past goes on by itself after a stop: it is paused instead.
  const [label, Icon, stop] =
    task.kind === 'backfill'
      ? ([shell.pausePast, Pause, () => call('backfill.setPaused', { paused: true })] as const)
      : task.kind === 'asked'
        ? ([shell.cancelAsked, X, () => call('asked.cancel')] as const)
        : task.kind === 'export'
          ? ([shell.cancelExport, X, () => call('exports.cancel', { id: task.id })] as const)
          : task.kind === 'import'
            ? ([shell.cancelImport, X, () => call('rates.cancelImport')] as const)
            : ([shell.cancelSync, X, () => call('sync.cancel')] as const)
  return (
    <>
      <Progress label={name} share={share} className={css['bar']} />
      {task.kind === 'export' || task.kind === 'import' ? (
        <span className={css['step']}>{share === null ? name : `${name} ${format.share(share)}`}</span>
      ) : (
        <button type="button" className={css['step']} title={shell.openSync} onClick={openSync}>
          {share === null ? name : shell.runningSteps(name, format.count(task.done), format.count(task.total))}
        </button>
      )}
      {task.cancellable ? (
        <IconButton
          label={label}
          icon={<Icon />}
          size="small"
          className={css['cancel']}
          onClick={() => void stop().catch(say.failed)}
        />
      ) : null}
    </>
  )
}

const RunningPart = ({ status }: { readonly status: Status }): ReactElement | null => {
  const { shell } = useStrings()
  const [first, ...rest] = status.running.toSorted((a, b) => FIRST_OF.indexOf(a.kind) - FIRST_OF.indexOf(b.kind))
  if (!first) return null
  return (
    <span className={css['running']}>
      <Step task={first} />
      {rest.length > 0 ? (
        <span className={css['more']} title={rest.map(({ kind }) => shell.running[kind]).join('\n')}>
          {shell.runningMore(rest.length)}
        </span>
      ) : null}
    </span>
  )
}

/** The fullest; all of them are in the health room. */
const SHOWN = 12

const LimitPart = ({ status }: { readonly status: Status }): ReactElement => {
  const strings = useStrings()
  const { shell } = strings
  const locale = useLocale()
  const format = useFormat()
  const now = useNow()
  const accounts = useAccounts().value
  const nameOf = ({ accountId }: LimitReading): string =>
    accountId === null ? shell.limitOfToken : (accounts?.rows.find(({ id }) => id === accountId)?.name ?? accountId)
  const share = status.limitShare
  const label = share === null ? shell.limitNone : shell.limit(format.share(share))
  return (
    <Popover
      side="top"
      align="end"
      label={shell.limitTitle}
      trigger={
        <button type="button" className={css['part']} title={shell.limitTitle}>
          <Gauge size={13} aria-hidden />
          {label}
          {share === null ? null : (
            <Progress
              label={shell.limitTitle}
              share={share}
              meaning={share >= 0.9 ? 'bad' : share >= 0.7 ? 'warn' : 'info'}
              className={css['meter']}
            />
          )}
        </button>
      }
    >
      <div className={css['pane']}>
        <h2>{shell.limitTitle}</h2>
        {status.limits.length === 0 ? (
          <p>{shell.limitNothing}</p>
        ) : (
          <ul className={css['limits']} tabIndex={0} aria-label={shell.limitTitle}>
            {status.limits
              .toSorted((a, b) => b.share - a.share)
              .slice(0, SHOWN)
              .map((reading) => (
                <li key={limitKey(reading)}>
                  <span className={css['limitName']}>
                    {limitName(reading, strings)}
                    <small>
                      {nameOf(reading)} · {format.ago(reading.at, now)}
                      {reading.blockedUntil !== null && reading.blockedUntil > now
                        ? ` · ${shell.limitBlocked(clockText(reading.blockedUntil, now, locale))}`
                        : ''}
                    </small>
                  </span>
                  <Progress
                    label={`${limitName(reading, strings)}, ${nameOf(reading)}`}
                    share={reading.share}
                    meaning={limitMeaning(reading, now)}
                    className={css['meter']}
                  />
                  <span className={css['percent']}>{format.share(reading.share)}</span>
                </li>
              ))}
          </ul>
        )}
        <p className={css['small']}>{shell.limitExplained}</p>
        <div className={css['buttons']}>
          <Button
            size="small"
            onClick={() => {
              const view = useView.getState()
              view.setTab('health', 'limits')
              view.go('health')
            }}
          >
            {shell.limitAll}
          </Button>
        </div>
      </div>
    </Popover>
  )
}

const openSilent = (): void => {
  const view = useView.getState()
  view.setTab('timeline', 'silent')
  view.go('timeline')
}

const Counts = ({ status }: { readonly status: Status }): ReactElement => {
  const { shell } = useStrings()
  const { go } = useView.getState()
  const { bad, warn, info } = status.openAlerts
  const alerts = bad + warn + info
  return (
    <>
      {status.unsettledEdits > 0 ? (
        <button type="button" className={css['part']} onClick={() => go('edits')}>
          <History size={13} className={css['warn']} aria-hidden />
          {shell.unsettledEdits(status.unsettledEdits)}
        </button>
      ) : null}
      {status.silentChanges > 0 ? (
        <button type="button" className={css['part']} onClick={openSilent}>
          <UserPen size={13} className={css['warn']} aria-hidden />
          {shell.silentChanges(status.silentChanges)}
        </button>
      ) : null}
      {status.openSuggestions > 0 ? (
        <button type="button" className={css['part']} onClick={() => go('suggestions')}>
          <Lightbulb size={13} className={css['info']} aria-hidden />
          {shell.openSuggestions(status.openSuggestions)}
        </button>
      ) : null}
      <button type="button" className={css['part']} onClick={() => go('alerts')}>
        {alerts > 0 ? (
          <Bell size={13} className={css[bad > 0 ? 'bad' : warn > 0 ? 'warn' : 'info']} aria-hidden />
        ) : (
          <BellOff size={13} aria-hidden />
        )}
        {alerts > 0 ? shell.openAlerts(alerts) : shell.noAlerts}
      </button>
    </>
  )
}

/** Nothing can be edited: said wherever one is, and leads to where it is switched off. */
const ReadOnlyPart = (): ReactElement | null => {
  const { house } = useStrings()
  const readOnly = useApp(({ state }) => state?.preferences.readOnly ?? false)
  if (!readOnly) return null
  const open = (): void => {
    const view = useView.getState()
    view.setTab('settings', 'editing')
    view.go('settings')
  }
  return (
    <button type="button" className={css['part']} title={house.readOnlyApp} onClick={open}>
      <LockKeyhole size={13} className={css['warn']} aria-hidden />
      {house.readOnly}
    </button>
  )
}

/** What is true right now, always in the same places. */
export const StatusBar = (): ReactElement => {
  const { shell } = useStrings()
  const status = useStatus().value
  return (
    <footer className={css['status']} aria-label={shell.statusBar} data-region>
      {status ? (
        <>
          <ConnectionPart status={status} />
          <ReadOnlyPart />
          <Age status={status} />
          <span className={cx(css['middle'])}>
            <RunningPart status={status} />
          </span>
          <ExportsPart />
          <LimitPart status={status} />
          <Counts status={status} />
        </>
      ) : null}
    </footer>
  )
}
