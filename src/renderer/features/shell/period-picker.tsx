import { CalendarDays, ChevronDown } from 'lucide-react'
import type { ReactElement } from 'react'
import { memo, useState } from 'react'
import { PRESETS, periodKey, rangeOf } from '../../../shared/domain/periods.ts'
import type { Period, Preset } from '../../../shared/domain/periods.ts'
import { setPeriod } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { expectPeriod } from '../../stores/expected.ts'
import { useView } from '../../stores/view.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { DaysPicker } from '../../ui/days-picker.tsx'
import { periodText } from '../../ui/period-text.ts'
import { Popover } from '../../ui/popover.tsx'
import { RadioList } from '../../ui/radio-list.tsx'
import { Segments } from '../../ui/segments.tsx'
import { CONTROL } from '../../ui/modifier.ts'
import css from './period-picker.module.css'
import { useToday } from '../../stores/today.ts'

/** In sight; the others are in the list beside them. */
const QUICK = ['today', 'yesterday', 'last7d', 'last30d'] as const satisfies readonly Preset[]

interface PeriodsProps {
  readonly period: Period
  readonly onDone: () => void
}

const Periods = memo(({ period, onDone }: PeriodsProps): ReactElement => {
  const { shell, common, periods } = useStrings()
  const format = useFormat()
  const { agreed, latest } = useToday()
  return (
    <div className={css['pane']}>
      <RadioList<Preset>
        label={shell.period}
        value={typeof period === 'string' ? period : ''}
        options={PRESETS.map((value) => ({ value, label: common.periods[value] }))}
        onChange={setPeriod}
        onDone={onDone}
        onPoint={expectPeriod}
      />
      <DaysPicker
        // What is chosen beside it shows its days here.
        key={periodKey(period)}
        value={rangeOf(period, agreed ?? latest)}
        today={agreed ?? latest}
        latest={latest}
        note={agreed === null ? periods.ownDaysApart(format.fullDay(latest)) : periods.ownDays}
        onApply={(range) => {
          setPeriod(range)
          onDone()
        }}
        onExpect={expectPeriod}
      />
    </div>
  )
})

/** Which days the rooms show. */
export const PeriodPicker = (): ReactElement => {
  const strings = useStrings()
  const { shell, common } = strings
  const format = useFormat()
  const period = useView((state) => state.period)
  const open = useDialogs((dialogs) => dialogs.open?.kind === 'period')
  const { show, close } = useDialogs.getState()
  // While it is closed the pane stays as it was: to draw two months anew for nobody would keep the rooms waiting.
  const [inPane, setInPane] = useState({ period, open, opened: 0 })
  if (open !== inPane.open || (open && inPane.period !== period)) {
    const opened = inPane.opened + (open && !inPane.open ? 1 : 0)
    setInPane({ period: open ? period : inPane.period, open, opened })
  }
  const quick = QUICK.find((each) => each === period)
  const text = periodText(period, strings, format)
  return (
    <>
      <Segments
        label={shell.period}
        value={quick ?? ''}
        options={QUICK.map((value) => ({ value, label: common.periods[value] }))}
        onChange={(value) => value !== '' && setPeriod(value)}
        onPoint={(value) => value !== '' && expectPeriod(value)}
      />
      <Popover
        label={shell.period}
        kept={inPane.opened > 0}
        open={open}
        onOpenChange={(next) => (next ? show({ kind: 'period' }) : close())}
        trigger={
          <button
            type="button"
            className={css['trigger']}
            aria-label={`${shell.period}: ${text}`}
            aria-keyshortcuts={`${CONTROL}+D`}
            title={text}
          >
            <CalendarDays size={14} aria-hidden />
            {quick === undefined ? <span className={css['text']}>{text}</span> : null}
            <ChevronDown size={14} aria-hidden />
          </button>
        }
      >
        <Periods key={inPane.opened} period={inPane.period} onDone={close} />
      </Popover>
    </>
  )
}
