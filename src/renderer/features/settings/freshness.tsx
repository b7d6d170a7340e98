import type { ReactElement } from 'react'
import { useState } from 'react'
import { DEFAULT_MAX_AGES, KINDS } from '../../../shared/domain/upkeep.ts'
import { setPreferences, useApp } from '../../stores/app.ts'
import { useSaveSoon } from '../../stores/save-soon.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Section } from '../../ui/section.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './settings.module.css'

const MINUTE = 60_000
/** Minutes: the bounds of the contract. */
const LEAST = 1
const MOST = 10_080

/** How old figures and lists may become before they are read again by themselves. */
export const Freshness = (): ReactElement | null => {
  const { settings, health } = useStrings()
  const format = useFormat()
  const say = useSay()
  const preferences = useApp(({ state }) => state?.preferences)
  const soon = useSaveSoon(say.failed)
  const [round, setRound] = useState(0)
  if (!preferences) return null
  const { maxAges } = preferences

  const isUsual = KINDS.every((kind) => maxAges[kind] === DEFAULT_MAX_AGES[kind])

  return (
    <div className={css['sections']}>
      <Section title={settings.figures}>
        <div className={css['narrow']}>
          <NumberField
            label={settings.pollSeconds}
            hint={settings.pollSecondsHint}
            unit={settings.secondsUnit}
            value={preferences.pollSeconds}
            least={15}
            most={600}
            onChange={(pollSeconds) => soon.save({ pollSeconds })}
          />
        </div>
      </Section>
      <Section title={settings.maxAges} text={settings.maxAgesHint}>
        <div className={css['ages']} key={round}>
          {KINDS.map((kind) => (
            <NumberField
              key={kind}
              label={health.kinds[kind]}
              hint={maxAges[kind] >= 120 ? format.lasting(maxAges[kind] * MINUTE) : settings.maxAgeHints[kind]}
              unit={settings.minutesUnit}
              value={maxAges[kind]}
              least={LEAST}
              most={MOST}
              onChange={(minutes) =>
                soon.save({ maxAges: { ...(soon.waiting().maxAges ?? maxAges), [kind]: minutes } })
              }
            />
          ))}
        </div>
        <div className={css['buttons']}>
          <Button
            disabled={isUsual}
            onClick={() => {
              soon.forget()
              setPreferences({ maxAges: DEFAULT_MAX_AGES }).catch(say.failed)
              setRound(round + 1)
            }}
          >
            {settings.maxAgesUsual}
          </Button>
        </div>
      </Section>
    </div>
  )
}
