import { ChevronDown, GitCompareArrows } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { COMPARISONS, comparedRange, isByHour, periodKey, rangeOf } from '../../../shared/domain/periods.ts'
import type { Comparison } from '../../../shared/domain/periods.ts'
import { setCompare } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { DaysPicker } from '../../ui/days-picker.tsx'
import { cx } from '../../ui/cx.ts'
import { compareText } from '../../ui/period-text.ts'
import { Popover } from '../../ui/popover.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import { CONTROL } from '../../ui/modifier.ts'
import css from './period-picker.module.css'
import { useToday } from '../../stores/today.ts'

const CHOICE = ['none', ...COMPARISONS, 'days'] as const
type Choice = (typeof CHOICE)[number]

const choiceOf = (compare: Comparison | null): Choice =>
  compare === null ? 'none' : typeof compare === 'string' ? compare : 'days'

const Comparisons = ({ onDone }: { readonly onDone: () => void }): ReactElement => {
  const { shell, periods } = useStrings()
  const format = useFormat()
  const period = useView((state) => state.period)
  const compare = useView((state) => state.compare)
  const { agreed, latest } = useToday()
  const [choice, setChoice] = useState(() => choiceOf(compare))
  const range = rangeOf(period, agreed ?? latest)

  const labelOf = (value: Choice): string =>
    value === 'none' ? periods.noComparison : value === 'days' ? periods.anyDays : periods.comparisons[value]
  const hintOf = (value: Choice): string | undefined => {
    if (value === 'none' || value === 'days') return undefined
    if (isByHour(value) && period !== 'today') return periods.todayOnly
    if (agreed === null && typeof period === 'string') return undefined
    const { since, until } = comparedRange(value, range)
    return format.range(since, until)
  }
  const choose = (value: Choice): void => {
    setChoice(value)
    if (value !== 'days') setCompare(value === 'none' ? null : value)
  }
  return (
    <div className={css['pane']}>
      <RadioList<Choice>
        label={shell.compare}
        value={choice}
        options={CHOICE.map((value) => {
          const hint = hintOf(value)
          return {
            value,
            label: labelOf(value),
            disabled: value !== 'none' && value !== 'days' && isByHour(value) && period !== 'today',
            ...(hint === undefined ? {} : { hint }),
          }
        })}
        onChange={choose}
        onDone={(value) => value !== 'days' && onDone()}
      />
      {choice === 'days' ? (
        <DaysPicker
          key={periodKey(period)}
          value={comparedRange(compare !== null && typeof compare !== 'string' ? compare : 'previous', range)}
          today={agreed ?? latest}
          latest={latest}
          note={periods.byPosition}
          onApply={(days) => {
            setCompare(days)
            onDone()
          }}
        />
      ) : null}
    </div>
  )
}

/** What the period is compared with. */
export const ComparePicker = (): ReactElement => {
  const strings = useStrings()
  const { shell } = strings
  const format = useFormat()
  const compare = useView((state) => state.compare)
  const open = useDialogs((dialogs) => dialogs.open?.kind === 'compare')
  const { show, close } = useDialogs.getState()
  const text = compareText(compare, strings, format)
  return (
    <Popover
      label={shell.compare}
      open={open}
      onOpenChange={(next) => (next ? show({ kind: 'compare' }) : close())}
      trigger={
        <button
          type="button"
          className={cx(css['trigger'], compare !== null && css['on'])}
          aria-label={`${shell.compare}: ${text}`}
          aria-keyshortcuts={`${CONTROL}+Shift+D`}
          title={`${shell.compare}: ${text}`}
        >
          <GitCompareArrows size={14} aria-hidden />
          <span className={cx(css['text'], compare === null ? css['where'] : css['compared'])}>
            {compare === null ? shell.compare : text}
          </span>
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <Comparisons onDone={close} />
    </Popover>
  )
}
