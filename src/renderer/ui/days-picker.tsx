import type { FormEvent, ReactElement } from 'react'
import { Suspense, lazy, useEffect, useState } from 'react'
import { daysBetween } from '../../shared/domain/day.ts'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import { useFormat, useLocale, useStrings } from '../strings/use-strings.ts'
import { Button } from './button.tsx'
import css from './days-picker.module.css'
import { Field, TextInput } from './field.tsx'
import { parseDay, writtenDay } from '../../shared/domain/typed-day.ts'

/** Not needed until somebody looks at it. */
const Calendar = lazy(() => import('./calendar.tsx').then((module) => ({ default: module.Calendar })))

/** As many as the main side takes. */
const MOST_DAYS = 3660
/** Milliseconds after which somebody who typed the first day is taken to be content with the last. */
const PAUSE = 150

interface DaysPickerProps {
  /** The days to begin with; null: none. */
  readonly value: DayRange | null
  readonly today: Day
  /** Later days have no figures anywhere. */
  readonly latest: Day
  /** What is said beside the number of days, e.g. whose days they are. */
  readonly note: string
  readonly onApply: (range: DayRange) => void
  /** These are likely to be applied next. */
  readonly onExpect?: (range: DayRange) => void
}

interface Typed {
  readonly since: string
  readonly until: string
}

/** Any days, in order: typed, or pressed in two months of a calendar. Nothing happens before they are applied. */
export const DaysPicker = ({ value, today, latest, note, onApply, onExpect }: DaysPickerProps): ReactElement => {
  const { periods, common } = useStrings()
  const format = useFormat()
  const locale = useLocale()
  const write = (day: Day | undefined): string => (day === undefined ? '' : writtenDay(day, locale))
  const [typed, setTyped] = useState<Typed>({ since: write(value?.since), until: write(value?.until) })
  /** The first of two days that are pressed in the calendar; the second one is awaited. */
  const [anchor, setAnchor] = useState<Day | null>(null)
  const [isLastNext, setLastNext] = useState(false)
  /** An empty field is wrong only when somebody wants to go on with it. */
  const [tried, setTried] = useState(false)

  const since = parseDay(typed.since, locale, latest)
  const until = parseDay(typed.until, locale, latest)
  const wrong = (text: string, day: Day | null): string | null => {
    if (day !== null) return day > latest ? periods.dayAhead(format.fullDay(latest)) : null
    return text.trim() !== '' || tried ? periods.dayUnclear(write(latest)) : null
  }
  const sinceWrong = wrong(typed.since, since)
  const untilWrong =
    wrong(typed.until, until) ??
    (since === null || until === null
      ? null
      : until < since
        ? periods.dayOrder
        : daysBetween(since, until) >= MOST_DAYS
          ? periods.daysTooMany(format.count(MOST_DAYS))
          : null)
  const range = since !== null && until !== null && sinceWrong === null && untilWrong === null ? { since, until } : null

  const [first, last] = range ? [range.since, range.until] : []
  const isOther = first !== value?.since || last !== value?.until
  useEffect(() => {
    if (!onExpect || !isOther || first === undefined || last === undefined) return undefined
    const expect = (): void => onExpect({ since: first, until: last })
    if (!isLastNext) return expect()
    const timer = setTimeout(expect, PAUSE)
    return () => clearTimeout(timer)
  }, [onExpect, isOther, isLastNext, first, last])

  const type = (part: Partial<Typed>): void => {
    setLastNext(part.since !== undefined)
    setAnchor(null)
    setTyped({ ...typed, ...part })
  }
  const press = (day: Day): void => {
    setLastNext(false)
    setAnchor(anchor === null ? day : null)
    const [first, last] = anchor !== null && anchor < day ? [anchor, day] : [day, anchor ?? day]
    setTyped({ since: write(first), until: write(last) })
  }
  const apply = (event: FormEvent): void => {
    event.preventDefault()
    if (!range) return setTried(true)
    onApply(range)
  }

  return (
    <form className={css['picker']} onSubmit={apply}>
      <div className={css['fields']}>
        <Field label={periods.firstDay} error={sinceWrong}>
          <TextInput value={typed.since} maxLength={40} onChange={(text) => type({ since: text })} />
        </Field>
        <Field label={periods.lastDay} error={untilWrong}>
          <TextInput value={typed.until} maxLength={40} onChange={(text) => type({ until: text })} />
        </Field>
      </div>
      <div className={css['calendar']}>
        <Suspense>
          <Calendar value={range} today={today} latest={latest} showing={value?.until ?? latest} onDay={press} />
        </Suspense>
      </div>
      <div className={css['foot']}>
        <p className={css['note']} role="status">
          {range ? `${common.days(daysBetween(range.since, range.until) + 1)}. ` : null}
          {note}
        </p>
        <Button kind="primary" type="submit">
          {periods.apply}
        </Button>
      </div>
    </form>
  )
}
