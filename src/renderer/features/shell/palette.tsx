import { periodKey } from '../../../shared/domain/periods.ts'
import { Dialog as Base } from '@base-ui/react/dialog'
import type { LucideIcon } from 'lucide-react'
import {
  FolderTree,
  Keyboard,
  Languages,
  Moon,
  Pause,
  Play,
  Plus,
  Power,
  RefreshCw,
  Search,
  Sun,
  SunMoon,
  Zap,
} from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { setPreferences } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useStatus } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useView } from '../../stores/view.ts'
import { cx } from '../../ui/cx.ts'
import { useSay } from '../../ui/toast.tsx'
import { MODIFIER } from './keys.ts'
import css from './palette.module.css'
import { PLACES, ROOM_COMPONENTS } from './rooms.tsx'

interface Entry {
  readonly id: string
  readonly icon: LucideIcon
  readonly label: string
  readonly hint?: string
  readonly run: () => void
}
interface Group {
  readonly name: string
  readonly entries: readonly Entry[]
}

const FOUND = 8
const NO_EVENTS = [] as const

const useCampaigns = (search: string): readonly Entry[] => {
  const period = useView((state) => state.period)
  const { value } = useServer(
    `palette:${periodKey(period)}:${search}`,
    async () => {
      if (search.length < 2) return { search, rows: [] }
      const found = await call('campaigns.query', {
        period,
        accountIds: [],
        statuses: [],
        search,
        sort: { by: 'name', direction: 'ascending' },
        offset: 0,
        limit: FOUND,
      })
      return { search, rows: found.rows }
    },
    NO_EVENTS,
    { keepPrevious: true },
  )
  // What was found for fewer letters stays only as far as it fits the letters now: Enter must never open another.
  const rows = value?.rows.filter(
    ({ name }) => value.search === search || name.toLocaleLowerCase().includes(search.toLocaleLowerCase()),
  )
  return (rows ?? []).map((row) => ({
    id: `campaign-${row.id}`,
    icon: FolderTree,
    label: row.name,
    hint: row.accountName,
    run: () => useView.getState().go('campaigns', { kind: 'campaign', id: row.id }),
  }))
}

const useActions = (): readonly Entry[] => {
  const { shell } = useStrings()
  const say = useSay()
  const status = useStatus().value
  const attempt = (work: () => Promise<unknown>) => () => void work().catch(say.failed)
  const paused = status?.pollingPaused ?? false
  return [
    { id: 'poll', icon: Zap, label: shell.actionPoll, run: attempt(() => call('sync.pollNow')) },
    {
      id: 'pause',
      icon: paused ? Play : Pause,
      label: paused ? shell.actionResume : shell.actionPause,
      run: attempt(() => call('sync.setPaused', { paused: !paused })),
    },
    { id: 'sync', icon: RefreshCw, label: shell.actionSync, run: attempt(() => call('sync.run', { days: 30 })) },
    { id: 'light', icon: Sun, label: shell.actionLight, run: attempt(() => setPreferences({ theme: 'light' })) },
    { id: 'dark', icon: Moon, label: shell.actionDark, run: attempt(() => setPreferences({ theme: 'dark' })) },
    { id: 'system', icon: SunMoon, label: shell.actionSystem, run: attempt(() => setPreferences({ theme: 'system' })) },
    { id: 'en', icon: Languages, label: shell.actionEnglish, run: attempt(() => setPreferences({ locale: 'en' })) },
    { id: 'ru', icon: Languages, label: shell.actionRussian, run: attempt(() => setPreferences({ locale: 'ru' })) },
    { id: 'add', icon: Plus, label: shell.actionAdd, run: () => useDialogs.getState().setAdding(true) },
    {
      id: 'keys',
      icon: Keyboard,
      label: shell.actionKeys,
      hint: '?',
      run: () => useDialogs.getState().show({ kind: 'keys' }),
    },
    { id: 'quit', icon: Power, label: shell.actionQuit, run: attempt(() => call('app.quit')) },
  ]
}

const Results = ({
  search,
  onSearch,
  onDone,
}: {
  readonly search: string
  readonly onSearch: (text: string) => void
  readonly onDone: () => void
}): ReactElement => {
  const { shell } = useStrings()
  const list = useId()
  const [at, setAt] = useState(0)
  const here = useRef<HTMLLIElement>(null)
  const needle = search.trim()
  const fits = ({ label }: Entry): boolean => label.toLocaleLowerCase().includes(needle.toLocaleLowerCase())
  const rooms: readonly Entry[] = [...ROOM_COMPONENTS.keys()].map((room) => ({
    id: `room-${room}`,
    icon: PLACES[room].icon,
    label: shell.rooms[room],
    hint: `G ${PLACES[room].key}`,
    run: () => useView.getState().go(room),
  }))
  const groups: readonly Group[] = [
    { name: shell.groupRooms, entries: rooms.filter(fits) },
    { name: shell.groupCampaigns, entries: useCampaigns(needle) },
    { name: shell.groupActions, entries: useActions().filter(fits) },
  ].filter(({ entries }) => entries.length > 0)
  const entries = groups.flatMap((group) => group.entries)
  const current = entries[Math.min(at, entries.length - 1)]

  useEffect(() => {
    setAt(0)
  }, [needle])
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  const choose = (entry: Entry | undefined): void => {
    if (!entry) return
    onDone()
    entry.run()
  }
  const press = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const step = steps[event.key]
    if (step !== undefined && entries.length > 0) {
      event.preventDefault()
      const next = Math.min(at, entries.length - 1) + step
      const wraps = Math.abs(step) === 1
      setAt(wraps ? (next + entries.length) % entries.length : Math.min(entries.length - 1, Math.max(0, next)))
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      choose(current)
    }
  }

  return (
    <>
      <div className={css['head']}>
        <Search size={16} aria-hidden />
        <input
          className={css['input']}
          role="combobox"
          aria-label={shell.paletteHint}
          aria-expanded
          aria-autocomplete="list"
          aria-controls={list}
          aria-activedescendant={current ? `${list}-${current.id}` : undefined}
          placeholder={shell.paletteHint}
          value={search}
          maxLength={200}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onSearch(event.target.value)}
          onKeyDown={press}
        />
      </div>
      <div className={css['list']} id={list} role="listbox" aria-label={shell.palette}>
        {groups.map((group) => (
          <ul key={group.name} role="group" aria-label={group.name}>
            <li className={css['heading']} role="presentation">
              {group.name}
            </li>
            {group.entries.map((entry) => (
              <li
                key={entry.id}
                ref={entry.id === current?.id ? here : null}
                id={`${list}-${entry.id}`}
                role="option"
                aria-selected={entry.id === current?.id}
                className={cx(css['entry'], entry.id === current?.id && css['here'])}
                onPointerMove={() => setAt(entries.indexOf(entry))}
                onClick={() => choose(entry)}
              >
                <entry.icon size={15} aria-hidden />
                <span className={css['label']}>{entry.label}</span>
                {entry.hint ? <span className={css['hint']}>{entry.hint}</span> : null}
              </li>
            ))}
          </ul>
        ))}
      </div>
      {entries.length === 0 ? (
        <p className={css['nothing']} role="status">
          {shell.paletteNothing}
        </p>
      ) : null}
    </>
  )
}

/** Ctrl/⌘ K: every room, every campaign, every action of the window, by a few letters. */
export const Palette = (): ReactElement => {
  const { shell } = useStrings()
  const open = useDialogs((dialogs) => dialogs.open?.kind === 'palette')
  const [search, setSearch] = useState('')
  const close = (): void => {
    useDialogs.getState().close()
    setSearch('')
  }
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && close()}>
      <Base.Portal>
        <Base.Backdrop className={css['backdrop']} />
        <Base.Popup className={css['palette']} aria-label={`${shell.palette} (${MODIFIER} K)`}>
          <Results search={search} onSearch={setSearch} onDone={close} />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
