import type { ReactElement } from 'react'
import { useState } from 'react'
import { call } from '../../api.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { useServer } from '../../stores/server.ts'
import { Switch } from '../../ui/choice.tsx'
import { Segments } from '../../ui/segments.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Section } from '../../ui/section.tsx'
import css from './settings.module.css'

const EVENTS = ['status.changed', 'app.changed'] as const
const SPEEDS = [1, 10, 60, 300, 600]

export const Demo = (): ReactElement => {
  const { settings } = useStrings()
  const format = useFormat()
  const say = useSay()
  const { value, failure, refresh } = useServer('demo.get', () => call('demo.get'), EVENTS)
  const [wanted, setWanted] = useState<{ readonly online: boolean; readonly speed: number } | null>(null)
  if (!value)
    return failure ? <FailureBanner failure={failure} onRetry={() => void refresh()} /> : <Skeleton lines={4} />
  const now = wanted ?? value
  const set = async (part: Partial<typeof value>): Promise<void> => {
    const next = { ...now, ...part }
    setWanted(next)
    try {
      await call('demo.set', next)
      await refresh()
    } catch (error) {
      say.failed(error)
    } finally {
      setWanted(null)
    }
  }
  const speeds = SPEEDS.includes(now.speed) ? SPEEDS : [...SPEEDS, now.speed].toSorted((a, b) => a - b)
  return (
    <div className={css['sections']}>
      <Section title={settings.demoTitle} text={settings.demoText}>
        <Switch
          label={settings.demoOnline}
          hint={settings.demoOnlineHint}
          checked={now.online}
          onChange={(online) => void set({ online })}
        />
        <div className={css['setting']}>
          <span>
            {settings.demoSpeed}
            <span className={css['hint']}>{settings.demoSpeedHint}</span>
          </span>
          <Segments
            label={settings.demoSpeed}
            value={String(now.speed)}
            options={speeds.map((speed) => ({ value: String(speed), label: settings.speed(format.count(speed)) }))}
            onChange={(speed) => void set({ speed: Number(speed) })}
          />
        </div>
      </Section>
    </div>
  )
}
