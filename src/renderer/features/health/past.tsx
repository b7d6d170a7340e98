import { Pause, Play } from 'lucide-react'
import type { ReactElement } from 'react'
import { useState } from 'react'
import { MOST_MONTHS } from '../../../shared/domain/upkeep.ts'
import type { Backfill } from '../../../shared/domain/upkeep.ts'
import { call } from '../../api.ts'
import { useApp } from '../../stores/app.ts'
import { useBackfill } from '../../stores/queries.ts'
import { useSaveSoon } from '../../stores/save-soon.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import type { Meaning } from '../../ui/states.tsx'
import { Badge, FailureBanner, Progress, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './health.module.css'

const MEANING: Readonly<Record<Backfill['state'], Meaning | 'neutral'>> = {
  off: 'neutral',
  waiting: 'info',
  running: 'info',
  paused: 'warn',
  done: 'good',
}

const Months = (): ReactElement | null => {
  const { health } = useStrings()
  const say = useSay()
  const preferences = useApp(({ state }) => state?.preferences)
  const soon = useSaveSoon(say.failed)
  if (!preferences) return null
  return (
    <>
      <div className={css['months']}>
        <NumberField
          label={health.historyMonths}
          unit={health.months}
          value={preferences.historyMonths}
          least={0}
          most={MOST_MONTHS}
          onChange={(historyMonths) => soon.save({ historyMonths })}
        />
        <NumberField
          label={health.detailMonths}
          unit={health.months}
          value={preferences.detailMonths}
          least={0}
          most={MOST_MONTHS}
          onChange={(detailMonths) => soon.save({ detailMonths })}
        />
      </div>
      <p className={css['faint']}>
        {preferences.detailMonths > preferences.historyMonths ? `${health.detailHint} ` : ''}
        {health.monthsHint}
      </p>
    </>
  )
}

/** How far back the figures go, how far they are to go, and what is done about it. */
export const Past = (): ReactElement => {
  const { health } = useStrings()
  const format = useFormat()
  const say = useSay()
  const { value, failure, refresh } = useBackfill()
  const [busy, setBusy] = useState(false)
  const setPaused = async (paused: boolean): Promise<void> => {
    setBusy(true)
    try {
      await call('backfill.setPaused', { paused })
      await refresh()
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  const body = (): ReactElement => {
    if (!value)
      return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={3} />
    const { state, doneDays, totalDays, since } = value
    const isOpen = state === 'running' || state === 'waiting'
    return (
      <>
        {state === 'off' ? null : (
          <>
            <Progress
              label={health.pastBar}
              share={totalDays === 0 ? 0 : doneDays / totalDays}
              meaning={state === 'done' ? 'good' : 'info'}
              className={css['pastBar']}
            />
            <p className={css['line']} title={health.pastDaysHint}>
              <span>
                {health.pastDays(format.count(doneDays), format.count(totalDays))}
                {since === null ? '' : `, ${health.pastSince(format.fullDay(since))}`}
              </span>
              <span className={css['share']}>
                {/* Never 100 % before the last day is in. */}
                {format.share(totalDays === 0 ? 0 : Math.floor((doneDays / totalDays) * 100) / 100)}
              </span>
            </p>
          </>
        )}
        <p className={css['faint']}>{health.pastStateHints[state]}</p>
        {isOpen || state === 'paused' ? (
          <div>
            <Button
              size="small"
              icon={isOpen ? <Pause /> : <Play />}
              busy={busy}
              onClick={() => void setPaused(isOpen)}
            >
              {isOpen ? health.pausePast : health.resumePast}
            </Button>
          </div>
        ) : null}
      </>
    )
  }
  return (
    <section className={css['card']}>
      <h2 className={css['line']}>
        {health.past}
        {value ? (
          <Badge meaning={MEANING[value.state]} icon>
            {health.pastStates[value.state]}
          </Badge>
        ) : null}
      </h2>
      {body()}
      <Months />
    </section>
  )
}
