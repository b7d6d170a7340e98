import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { useMemo } from 'react'
import type { Health } from '../../../shared/domain/connection.ts'
import type { Instant } from '../../../shared/domain/day.ts'
import type { JournalState } from '../../../shared/domain/journal.ts'
import { call } from '../../api.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useNow } from '../../stores/now.ts'
import { useHealth, useStatus } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import type { Format } from '../../format.ts'
import type { Strings } from '../../strings/catalogue.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { blockedUntil } from '../../ui/limits.tsx'
import { Room } from '../../ui/room.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AccountInspector } from './account-inspector.tsx'
import { lineOf } from './account-state.ts'
import type { AccountLine } from './account-state.ts'
import { Accounts } from './accounts.tsx'
import { Connection } from './connection.tsx'
import { failingOf } from './failing.ts'
import css from './health.module.css'
import { Journal } from './journal.tsx'
import { Limits } from './limits.tsx'
import { RunInspector } from './run-inspector.tsx'
import { Sync } from './sync.tsx'

const TABS = ['accounts', 'sync', 'limits', 'connection', 'journal'] as const
type TabId = (typeof TABS)[number]

const RUN_EVENTS = ['sync.changed'] as const
const JOURNAL_EVENTS = ['journal.changed', 'edits.changed', 'app.changed'] as const
const KEPT = 500
const DAY = 86_400_000
const NEAR = 0.7
/** Days left of a token from which on it is said with a mark. */
const FEW_DAYS = 7

interface Note {
  readonly text: string
  readonly meaning: 'bad' | 'warn' | null
}

const plain = (text: string): Note => ({ text, meaning: null })

const noteOfJournal = (journal: JournalState | undefined, { health }: Strings): Note => {
  if (!journal?.last) return plain(health.journalUnchecked)
  return journal.last.check.intact ? plain(health.journalWhole) : { text: health.journalAltered, meaning: 'bad' }
}

/** How each part stands, in a few words under its name. */
const noteOf = (
  tab: Exclude<TabId, 'journal'>,
  found: Health,
  lines: readonly AccountLine[],
  { now, isSyncing, isPaused }: { readonly now: Instant; readonly isSyncing: boolean; readonly isPaused: boolean },
  { health, common }: Strings,
  format: Format,
): Note => {
  switch (tab) {
    case 'accounts': {
      const failing = lines.filter((line) => line.failing !== null).length
      if (failing > 0) return { text: health.noteFailing(failing), meaning: 'bad' }
      const ages = lines.map(({ figuresAt }) => figuresAt)
      const known = ages.filter((at) => at !== null)
      return plain(
        known.length === 0 || known.length < ages.length
          ? health.noteNoFigures
          : health.noteOldest(format.age(Math.min(...known), now)),
      )
    }
    case 'sync': {
      if (isSyncing) return plain(health.noteRunning)
      if (isPaused) return { text: health.notePaused, meaning: 'warn' }
      const { state, doneDays, totalDays } = found.backfill
      if (state === 'running' || state === 'waiting')
        return plain(health.notePast(format.share(Math.floor((doneDays / totalDays) * 100) / 100)))
      return plain(
        found.nextHourlyAt === null ? health.notePaused : health.noteNext(format.ahead(found.nextHourlyAt, now)),
      )
    }
    case 'limits': {
      const waits = found.limits.map((reading) => blockedUntil(reading, now)).filter((at) => at !== null)
      if (waits.length > 0) return { text: health.noteBlocked(format.time(Math.min(...waits))), meaning: 'bad' }
      if (found.limits.length === 0) return plain(health.noteLimitNone)
      const highest = Math.max(...found.limits.map(({ share }) => share))
      return { text: health.noteLimit(format.share(highest)), meaning: highest >= NEAR ? 'warn' : null }
    }
    case 'connection': {
      const { status, expiresAt, neverExpires, missing } = found.token
      if (status !== 'valid')
        return { text: health.tokenStatuses[status], meaning: status === 'unchecked' ? null : 'bad' }
      if (found.versionWarning !== null || missing.length > 0)
        return { text: health.tokenStatuses.valid, meaning: 'warn' }
      if (neverExpires || expiresAt === null) return plain(health.tokenStatuses.valid)
      const days = Math.max(0, Math.floor((expiresAt - now) / DAY))
      return { text: health.noteValidFor(common.days(days)), meaning: days < FEW_DAYS ? 'warn' : null }
    }
  }
}

const MARKS = { bad: CircleAlert, warn: TriangleAlert } as const

const NoteText = ({ note }: { readonly note: Note }): ReactElement => {
  const Icon = note.meaning === null ? null : MARKS[note.meaning]
  return (
    <>
      {Icon && note.meaning !== null ? <Icon size={12} className={css[note.meaning]} aria-hidden /> : null}
      {note.text}
    </>
  )
}

/** Whether what is on the screen can be relied on: the data, the syncs, Meta's limits and the connection. */
export const HealthRoom = (): ReactElement | null => {
  const strings = useStrings()
  const { health } = strings
  const format = useFormat()
  const now = useNow()
  const workspace = useApp(({ state }) => activeWorkspace(state))
  const status = useStatus().value
  const { value, failure, refresh } = useHealth()
  const runs = useServer('sync.history', () => call('sync.history', { limit: KEPT }), RUN_EVENTS, { gather: 500 })
  const journal = useServer('journal.get', () => call('journal.get'), JOURNAL_EVENTS)
  const wanted = useView((state) => state.tabs['health'])
  const selected = useView((state) => state.selected)
  const lines = useMemo(() => {
    const failing = failingOf(runs.value ?? [])
    return (value?.accounts ?? []).map((account) => lineOf(account, failing.get(account.accountId)))
  }, [value, runs.value])
  if (!workspace) return null

  const tab = TABS.find((id) => id === wanted) ?? 'accounts'
  const isSyncing = status?.running.some(({ kind }) => kind === 'sync') ?? false
  const isPaused = status?.pollingPaused ?? false
  const content = (id: TabId, found: Health): ReactElement => {
    switch (id) {
      case 'accounts':
        return <Accounts health={found} lines={lines} />
      case 'sync':
        return <Sync health={found} runs={runs.value} />
      case 'limits':
        return <Limits limits={status?.limits ?? found.limits} accounts={found.accounts} />
      case 'connection':
        return <Connection health={found} workspace={workspace} />
      case 'journal':
        return <Journal journal={journal.value} />
    }
  }
  const line = selected?.kind === 'account' ? lines.find(({ accountId }) => accountId === selected.id) : undefined
  const run = selected?.kind === 'run' ? runs.value?.find(({ id }) => id === selected.id) : undefined

  return (
    <Room
      title={health.title}
      banner={
        failure || runs.failure || journal.failure ? (
          <FailureBanner
            failure={failure ?? runs.failure ?? journal.failure ?? { code: 'internal', data: {} }}
            onRetry={() => {
              void refresh()
              void runs.refresh()
              void journal.refresh()
            }}
          />
        ) : null
      }
    >
      {value ? (
        <Tabs
          label={health.sections}
          value={tab}
          onChange={(id) => {
            useView.getState().setTab('health', id)
            useView.getState().select(null)
          }}
          tabs={TABS.map((id) => ({
            id,
            label: health.tabs[id],
            note: (
              <NoteText
                note={
                  id === 'journal'
                    ? noteOfJournal(journal.value, strings)
                    : noteOf(id, value, lines, { now, isSyncing, isPaused }, strings, format)
                }
              />
            ),
            content: content(id, value),
          }))}
        />
      ) : failure ? null : (
        <Skeleton lines={12} height="20px" />
      )}
      {line && (tab === 'accounts' || tab === 'limits') ? <AccountInspector key={line.accountId} line={line} /> : null}
      {run && tab === 'sync' ? <RunInspector key={run.id} run={run} /> : null}
    </Room>
  )
}
