import { isLevel, LEVELS } from '../../../shared/domain/objects.ts'
import type { Level } from '../../../shared/domain/objects.ts'
import { COMPARISONS, isByHour, periodKey, PRESETS } from '../../../shared/domain/periods.ts'
import { ROW_FORMATS } from '../../../shared/domain/exports.ts'
import { READY_REPORTS } from '../../../shared/domain/reports.ts'
import { ALL_ROWS } from '../../../shared/domain/table.ts'
import { Dialog as Base } from '@base-ui/react/dialog'
import type { LucideIcon } from 'lucide-react'
import {
  AppWindow,
  Archive,
  Bookmark,
  Building2,
  ChartLine,
  CalendarDays,
  CopyPlus,
  Download,
  FileChartColumn,
  FolderTree,
  GitCompareArrows,
  Image as ImageIcon,
  Keyboard,
  Languages,
  Layers,
  Link,
  Moon,
  Pause,
  Play,
  Plus,
  Power,
  RefreshCw,
  Search,
  Sun,
  SunMoon,
  Trash2,
  Zap,
} from 'lucide-react'
import type { KeyboardEvent, ReactElement } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { setCompare, setPeriod, setPreferences } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { goToPlace, openView } from '../../stores/places.ts'
import { useAccounts, useKept, useStatus } from '../../stores/queries.ts'
import { useServer } from '../../stores/server.ts'
import { useTables } from '../../stores/tables.ts'
import { useView } from '../../stores/view.ts'
import { copyLink } from '../../ui/copy-link.ts'
import { cx } from '../../ui/cx.ts'
import { useSay } from '../../ui/toast.tsx'
import { MODIFIER } from '../../ui/modifier.ts'
import { openWindow } from './keys.ts'
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

const FOUND = 6
const NO_EVENTS = [] as const
const ICONS = { campaign: FolderTree, adset: Layers, ad: ImageIcon } as const

const contains = (text: string, needle: string): boolean =>
  text.toLocaleLowerCase().includes(needle.toLocaleLowerCase())

/** Of every level, by a part of the name. */
const useObjects = (search: string): Readonly<Record<Level, readonly Entry[]>> => {
  const period = useView((state) => state.period)
  const { value } = useServer(
    `palette:${periodKey(period)}:${search}`,
    async () => {
      if (search.length < 2) return { search, objects: [] }
      const pages = await Promise.all(
        LEVELS.map((level) =>
          call('table.query', {
            level,
            period,
            compare: null,
            accountIds: [],
            ...ALL_ROWS,
            search,
            sort: { by: 'name', aspect: 'value', direction: 'ascending' },
            figures: [],
            formulas: [],
            trend: null,
            offset: 0,
            limit: FOUND,
          }),
        ),
      )
      return { search, objects: pages.flatMap(({ rows }) => rows.flatMap(({ object }) => (object ? [object] : []))) }
    },
    NO_EVENTS,
    { keepPrevious: true },
  )
  // What was found for fewer letters stays only as far as it fits the letters now: Enter must never open another.
  const found = value?.objects.filter(({ name }) => value.search === search || contains(name, search)) ?? []
  const of = (level: Level): readonly Entry[] =>
    found
      .filter((object) => object.level === level)
      .map((object) => ({
        id: `${level}-${object.id}`,
        icon: ICONS[level],
        label: object.name,
        hint: object.campaignName ?? object.accountName,
        run: () => useView.getState().go('campaigns', { kind: level, id: object.id }),
      }))
  return { campaign: of('campaign'), adset: of('adset'), ad: of('ad') }
}

const usePeriods = (): readonly Entry[] => {
  const { common } = useStrings()
  return PRESETS.map((preset) => ({
    id: `period-${preset}`,
    icon: CalendarDays,
    label: common.periods[preset],
    run: () => setPeriod(preset),
  }))
}

/** What a period is compared with; hours are those of today alone. */
const useComparisons = (): readonly Entry[] => {
  const { shell, periods } = useStrings()
  const period = useView((state) => state.period)
  const entry = (compare: (typeof COMPARISONS)[number] | null, label: string): Entry => ({
    id: `compare-${compare ?? 'none'}`,
    icon: GitCompareArrows,
    label: shell.actionCompare(label),
    run: () => setCompare(compare),
  })
  return [
    entry(null, periods.noComparison),
    ...COMPARISONS.filter((each) => !isByHour(each) || period === 'today').map((each) =>
      entry(each, periods.comparisons[each]),
    ),
  ]
}

const useReports = (): readonly Entry[] => {
  const { reports } = useStrings()
  const own = useKept('report').value ?? []
  return [...READY_REPORTS.map((id) => ({ id, name: reports.readyNames[id] })), ...own].map(({ id, name }) => ({
    id: `report-${id}`,
    icon: FileChartColumn,
    label: name,
    run: () => useView.getState().go('reports', { kind: 'report', id }),
  }))
}

/** What is done with the tables: their levels, their chart, and a file of the one on the screen. */
const useTableActions = (): readonly Entry[] => {
  const { shell, table, exports } = useStrings()
  const isShown = useView((state) => state.room === 'campaigns')
  return [
    ...LEVELS.map((level) => ({
      id: `level-${level}`,
      icon: ICONS[level],
      label: table.grids[level],
      run: () => {
        useTables.getState().goTo(level)
        goToPlace('campaigns')
      },
    })),
    {
      id: 'table-chart',
      icon: ChartLine,
      label: shell.actionTableChart,
      run: () => {
        const { isChartOpen, set } = useTables.getState()
        set({ isChartOpen: !isChartOpen })
        goToPlace('campaigns')
      },
    },
    ...(isShown ? ROW_FORMATS : []).map((format) => ({
      id: `table-${format}`,
      icon: Download,
      label: shell.actionTableFile(exports.formats[format]),
      run: () => useDialogs.getState().show({ kind: 'exportTable', format }),
    })),
  ]
}

const useViews = (): readonly Entry[] =>
  (useKept('view').value ?? []).map((view) => ({
    id: `view-${view.id}`,
    icon: Bookmark,
    label: view.name,
    run: () => {
      openView(view)
      goToPlace('campaigns')
    },
  }))

const useAccountEntries = (): readonly Entry[] =>
  (useAccounts().value?.rows ?? []).map(({ id, name, currency }) => ({
    id: `account-${id}`,
    icon: Building2,
    label: name,
    hint: currency,
    run: () => useView.getState().go('accounts', { kind: 'account', id }),
  }))

const useActions = (): readonly Entry[] => {
  const { shell, exports, making } = useStrings()
  const selected = useView((state) => state.selected)
  const say = useSay()
  const status = useStatus().value
  const attempt = (work: () => Promise<unknown>) => () => void work().catch(say.failed)
  const paused = status?.pollingPaused ?? false
  return [
    { id: 'window', icon: AppWindow, label: shell.actionWindow, hint: `${MODIFIER} N`, run: openWindow },
    {
      id: 'link',
      icon: Link,
      label: shell.actionCopyLink,
      hint: `${MODIFIER} Shift C`,
      run: () => {
        if (copyLink()) say.done(shell.linkCopied)
      },
    },
    ...LEVELS.map((level) => ({
      id: `new-${level}`,
      icon: Plus,
      label: making.create[level],
      run: () => useDialogs.getState().show({ kind: 'make', level, holderId: null }),
    })),
    ...(selected !== null && isLevel(selected.kind)
      ? [
          {
            id: 'duplicate',
            icon: CopyPlus,
            label: making.duplicate,
            hint: 'Alt D',
            run: () => useDialogs.getState().show({ kind: 'duplicate', ids: [selected.id] }),
          },
          {
            id: 'archive',
            icon: Archive,
            label: making.archive,
            hint: 'Alt A',
            run: () => useDialogs.getState().show({ kind: 'remove', ids: [selected.id], to: 'ARCHIVED' }),
          },
          {
            id: 'delete',
            icon: Trash2,
            label: making.delete,
            hint: 'Del',
            run: () => useDialogs.getState().show({ kind: 'remove', ids: [selected.id], to: 'DELETED' }),
          },
        ]
      : []),
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
      id: 'exportDays',
      icon: Download,
      label: exports.daysEllipsis,
      run: () => useDialogs.getState().show({ kind: 'exportDays' }),
    },
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
  const fits = ({ label }: Entry): boolean => contains(label, needle)
  /** Too many to be listed when nobody asks for them. */
  const asked = (entries: readonly Entry[]): readonly Entry[] => (needle === '' ? [] : entries.filter(fits))
  const objects = useObjects(needle)
  const rooms: readonly Entry[] = [...ROOM_COMPONENTS.keys()].map((room) => ({
    id: `room-${room}`,
    icon: PLACES[room].icon,
    label: shell.rooms[room],
    hint: `G ${PLACES[room].key}`,
    run: () => useView.getState().go(room),
  }))
  const groups: readonly Group[] = [
    { name: shell.groupRooms, entries: rooms.filter(fits) },
    { name: shell.groupViews, entries: useViews().filter(fits) },
    { name: shell.groupAccounts, entries: asked(useAccountEntries()).slice(0, FOUND) },
    { name: shell.groupCampaigns, entries: objects.campaign },
    { name: shell.groupAdsets, entries: objects.adset },
    { name: shell.groupAds, entries: objects.ad },
    { name: shell.groupPeriods, entries: [...asked(usePeriods()), ...asked(useComparisons())] },
    // Ready-made reports are called as their periods, which people want more often.
    { name: shell.groupReports, entries: asked(useReports()) },
    { name: shell.groupActions, entries: [...useTableActions(), ...useActions()].filter(fits) },
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

/** Ctrl/⌘ K: every room, account, campaign, ad set, ad, period and action of the window, by a few letters. */
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
