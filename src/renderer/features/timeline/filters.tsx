import { ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { TIMELINE_KINDS, WHO_KINDS } from '../../../shared/domain/timeline.ts'
import { useView } from '../../stores/view.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Menu, MenuCheck } from '../../ui/menu.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import type { TimelineQuery } from '../../ui/use-timeline.ts'
import { Segments } from '../../ui/segments.tsx'
import css from './timeline.module.css'

export const ROOM = 'timeline'
const SPANS = { day: 86_400_000, week: 7 * 86_400_000, month: 30 * 86_400_000, all: null } as const
type Span = keyof typeof SPANS
const SPAN_NAMES = Object.keys(SPANS) as Span[]
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

export interface Filters {
  readonly span: Span
  readonly filter: Pick<TimelineQuery['filter'], 'text' | 'kinds' | 'who' | 'fields'>
  /** Milliseconds back from now; null: all. */
  readonly back: number | null
  readonly isFiltered: boolean
}

/** The room's filters as they are remembered. */
export const useFilters = (): Filters => {
  const text = useView((state) => state.filters[ROOM] ?? '')
  const chosen = useView((state) => state.statuses[ROOM])
  const tab = useView((state) => state.tabs[ROOM])
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
  const span = isSpan(tab) ? tab : 'week'
  return { span, filter, back: SPANS[span], isFiltered: text !== '' || words.length > 0 }
}

export const clearFilters = (): void => {
  useView.getState().setFilter(ROOM, '')
  useView.getState().setStatuses(ROOM, [])
}

export const FilterBar = ({ span, filter, isFiltered }: Filters): ReactElement => {
  const { timeline } = useStrings()
  const words = useView((state) => state.statuses[ROOM]) ?? []
  const set = (word: string, isOn: boolean): void =>
    useView.getState().setStatuses(ROOM, isOn ? [...words, word] : words.filter((other) => other !== word))
  const label = (name: string, count: number): string => (count > 0 ? timeline.chosen(name, count) : name)
  const kinds = among(TIMELINE_KINDS, words)
  return (
    <>
      <SearchInput
        className={css['search'] ?? ''}
        label={timeline.filter}
        value={filter.text}
        onChange={(text) => useView.getState().setFilter(ROOM, text)}
      />
      <Segments
        label={timeline.span}
        value={span}
        options={SPAN_NAMES.map((value) => ({ value, label: timeline.spans[value] }))}
        onChange={(next) => useView.getState().setTab(ROOM, next)}
      />
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
