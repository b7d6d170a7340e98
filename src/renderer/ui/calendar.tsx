import type { ReactElement } from 'react'
import { DayPicker } from 'react-day-picker'
import { enUS } from 'react-day-picker/locale/en-US'
import { ru } from 'react-day-picker/locale/ru'
import type { Day, DayRange } from '../../shared/domain/day.ts'
import { useFormat, useLocale, useStrings } from '../strings/use-strings.ts'
import css from './calendar.module.css'

const LOCALES = { en: enUS, ru }

/** Days have no zone: the picker's dates are midnights of this computer and mean the day that they show. */
const dateOf = (day: Day): Date => new Date(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)))
const dayOf = (date: Date): Day =>
  [
    String(date.getFullYear()).padStart(4, '0'),
    String(date.getMonth() + 1).padStart(2, '0'),
    String(date.getDate()).padStart(2, '0'),
  ].join('-')

interface CalendarProps {
  /** What is marked; null: nothing yet. */
  readonly value: DayRange | null
  readonly today: Day
  /** Later ones cannot be chosen. */
  readonly latest: Day
  /** The later one of the two months in sight has this day in it. */
  readonly showing: Day
  readonly onDay: (day: Day) => void
}

/** Two months of days; arrows move by day and week, Page Up and Down by month, with Shift by year. */
export const Calendar = ({ value, today, latest, showing, onDay }: CalendarProps): ReactElement => {
  const { common } = useStrings()
  const format = useFormat()
  const shown = dateOf(showing)
  return (
    <DayPicker
      mode="range"
      locale={LOCALES[useLocale()]}
      weekStartsOn={1}
      numberOfMonths={2}
      fixedWeeks
      defaultMonth={new Date(shown.getFullYear(), shown.getMonth() - 1)}
      endMonth={dateOf(latest)}
      today={dateOf(today)}
      disabled={{ after: dateOf(latest) }}
      selected={value ? { from: dateOf(value.since), to: dateOf(value.until) } : undefined}
      onSelect={(_, clicked) => onDay(dayOf(clicked))}
      // As it is written, `1` and not `1st`: what is said must have in it what is seen.
      labels={{
        labelDayButton: (date, { today: isToday }) =>
          isToday ? `${common.periods.today}, ${format.longDay(dayOf(date))}` : format.longDay(dayOf(date)),
      }}
      classNames={{
        months: css['months'] ?? '',
        month: css['month'] ?? '',
        month_caption: css['caption'] ?? '',
        nav: css['nav'] ?? '',
        button_previous: css['step'] ?? '',
        button_next: css['step'] ?? '',
        chevron: css['chevron'] ?? '',
        month_grid: css['grid'] ?? '',
        weekday: css['weekday'] ?? '',
        day: css['cell'] ?? '',
        day_button: css['day'] ?? '',
        selected: css['selected'] ?? '',
        range_start: css['start'] ?? '',
        range_end: css['end'] ?? '',
        today: css['today'] ?? '',
        disabled: css['disabled'] ?? '',
        hidden: css['hidden'] ?? '',
      }}
    />
  )
}
