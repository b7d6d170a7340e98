import { CalendarDays, ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { isDay } from '../../../shared/domain/day.ts'
import type { DayRange, Instant } from '../../../shared/domain/day.ts'
import type { ObjectId } from '../../../shared/domain/objects.ts'
import { TIMELINE_KINDS, WHO_KINDS } from '../../../shared/domain/timeline.ts'
import { useToday } from '../../stores/today.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { DaysPicker } from '../../ui/days-picker.tsx'
import { Name } from '../../ui/figure.tsx'
import { Menu, MenuCheck } from '../../ui/menu.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { OBJECT_WORD, SPAN_TAB, TIMELINE_ROOM } from '../../ui/timeline-words.ts'
import type { TimelineQuery } from '../../ui/use-timeline.ts'
import { Segments } from '../../ui/segments.tsx'
import css from './timeline.module.css'

const SPANS = { day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000, all: null } as const
type Span = keyof typeof SPANS
const SPAN_NAMES = Object.keys(SPANS) as Span[]
/** Before the first and the last day of a span of somebody's own. */
const DAYS = 'days:'
const FIELDS = [
  'status',
  'budget',
  'bid',
  'bidStrategy',
  'spendCap',
  'name',
  'targeting',
  'startsAt',
  'endsAt',
] as const
/** What somebody did; what nobody did is asked for. */
const LOUD = ['change', 'event'] as const

const isSpan = (name: string | undefined): name is Span => SPAN_NAMES.some((each) => each === name)
const among = <T extends string>(all: readonly T[], names: readonly string[]): T[] =>
  all.filter((each) => names.includes(each))

const daysOf = (tab: string | undefined): DayRange | null => {
  const [since = '', until = ''] = tab?.startsWith(DAYS) ? tab.slice(DAYS.length).split('/') : []
  return isDay(since) && isDay(until) ? { since, until } : null
}
/** By this computer's clock: accounts have midnights of their own. */
const midnight = (day: string, daysLater: number): Instant => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysLater).getTime()
}

export interface Filters {
  /** Null: days of somebody's own. */
  readonly span: Span | null
  readonly days: DayRange | null
  readonly filter: Pick<TimelineQuery['filter'], 'text' | 'kinds' | 'who' | 'fields'>
  /** The one object that is looked at, with what is in it; null: all. */
  readonly objectId: ObjectId | null
  readonly isFiltered: boolean
}

/** The room's filters as they are remembered. */
export const useFilters = (): Filters => {
  const text = useView((state) => state.filters[TIMELINE_ROOM] ?? '')
  const chosen = useView((state) => state.statuses[TIMELINE_ROOM])
  const tab = useView((state) => state.tabs[SPAN_TAB])
  const words = chosen ?? []
  const kinds = among(TIMELINE_KINDS, words)
  const filter = {
    text,
    kinds: kinds.length > 0 ? kinds : [...LOUD],
    who: among(
      WHO_KINDS,
      words.map((word) => word.replace(/^by:/, '')),
    ),
    fields: among(
      FIELDS,
      words.map((word) => word.replace(/^field:/, '')),
    ),
  }
  const days = daysOf(tab)
  const objectId = words.find((word) => word.startsWith(OBJECT_WORD))?.slice(OBJECT_WORD.length) ?? null
  return {
    span: isSpan(tab) ? tab : days ? null : 'week',
    days,
    filter,
    objectId,
    isFiltered: text !== '' || words.length > 0,
  }
}

/** From when to when; `now` in steps, so that the question stays the same for a while. */
export const timesOf = ({ span, days }: Filters, now: Instant): Pick<TimelineQuery['filter'], 'since' | 'until'> => {
  if (days) return { since: midnight(days.since, 0), until: midnight(days.until, 1) - 1 }
  const back = SPANS[span ?? 'week']
  return { since: back === null ? null : now - back, until: null }
}

export const clearFilters = (): void => {
  useView.getState().setFilter(TIMELINE_ROOM, '')
  useView.getState().setStatuses(TIMELINE_ROOM, [])
}

const DaysButton = ({ days }: { readonly days: DayRange | null }): ReactElement => {
  const { timeline, periods } = useStrings()
  const format = useFormat()
  const { latest } = useToday()
  const [open, setOpen] = useState(false)
  return (
    <Popover
      label={timeline.days}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Button
          icon={<CalendarDays />}
          aria-label={days ? `${timeline.days}: ${format.range(days.since, days.until)}` : timeline.days}
        >
          {days ? format.range(days.since, days.until) : null}
          <ChevronDown size={14} aria-hidden />
        </Button>
      }
    >
      <div className={css['pane']}>
        <DaysPicker
          value={days}
          today={latest}
          latest={latest}
          note={periods.deskDays}
          onApply={({ since, until }) => {
            useView.getState().setTab(SPAN_TAB, `${DAYS}${since}/${until}`)
            setOpen(false)
          }}
        />
      </div>
    </Popover>
  )
}

interface FilterBarProps {
  readonly filters: Filters
  /** Of the object that is looked at; null: not known yet. */
  readonly objectName: string | null
}

export const FilterBar = ({ filters, objectName }: FilterBarProps): ReactElement => {
  const { span, days, filter, objectId, isFiltered } = filters
  const { timeline } = useStrings()
  const words = useView((state) => state.statuses[TIMELINE_ROOM]) ?? []
  const set = (word: string, isOn: boolean): void =>
    useView.getState().setStatuses(TIMELINE_ROOM, isOn ? [...words, word] : words.filter((other) => other !== word))
  const label = (name: string, count: number): string => (count > 0 ? timeline.chosen(name, count) : name)
  const kinds = among(TIMELINE_KINDS, words)
  return (
    <>
      {objectId === null ? null : (
        <Chip accent removeLabel={timeline.allObjects} onRemove={() => set(`${OBJECT_WORD}${objectId}`, false)}>
          <span className={css['of']} title={objectId}>
            <Name>{objectName ?? objectId}</Name>
          </span>
        </Chip>
      )}
      <SearchInput
        className={css['search'] ?? ''}
        label={timeline.filter}
        value={filter.text}
        onChange={(text) => useView.getState().setFilter(TIMELINE_ROOM, text)}
      />
      <Segments
        label={timeline.span}
        value={span ?? ''}
        options={SPAN_NAMES.map((value) => ({ value, label: timeline.spans[value] }))}
        onChange={(next) => next !== '' && useView.getState().setTab(SPAN_TAB, next)}
      />
      <DaysButton days={days} />
      <Menu trigger={<Button icon={<ChevronDown />}>{label(timeline.kind, kinds.length)}</Button>}>
        {TIMELINE_KINDS.map((kind) => (
          <MenuCheck key={kind} checked={kinds.includes(kind)} onChange={(isOn) => set(kind, isOn)}>
            {timeline.kinds[kind]}
          </MenuCheck>
        ))}
      </Menu>
      <Menu trigger={<Button icon={<ChevronDown />}>{label(timeline.by, filter.who.length)}</Button>}>
        {WHO_KINDS.map((who) => (
          <MenuCheck key={who} checked={filter.who.includes(who)} onChange={(isOn) => set(`by:${who}`, isOn)}>
            {timeline.whoKinds[who]}
          </MenuCheck>
        ))}
      </Menu>
      <Menu trigger={<Button icon={<ChevronDown />}>{label(timeline.field, filter.fields.length)}</Button>}>
        {FIELDS.map((field) => (
          <MenuCheck
            key={field}
            checked={filter.fields.includes(field)}
            onChange={(isOn) => set(`field:${field}`, isOn)}
          >
            {timeline.fields[field]}
          </MenuCheck>
        ))}
      </Menu>
      {isFiltered ? (
        <Button kind="quiet" onClick={clearFilters}>
          {timeline.clearFilters}
        </Button>
      ) : null}
    </>
  )
}
