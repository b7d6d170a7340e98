import type { ReactElement } from 'react'
import { useEffect, useRef } from 'react'
import type { Preferences } from '../../../shared/domain/connection.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { setPreferences, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/choice.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Section } from './section.tsx'
import css from './settings.module.css'

const LANGUAGES: readonly Preferences['locale'][] = ['system', 'en', 'ru']
const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']
const TYPING = 400

export const General = (): ReactElement | null => {
  const { settings } = useStrings()
  const say = useSay()
  const preferences = useApp(({ state }) => state?.preferences)
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(pending.current), [])
  if (!preferences) return null

  const set = (part: Partial<Preferences>): void => void setPreferences(part).catch(say.failed)
  // "6" on the way to "60" is not meant.
  const setPoll = (pollSeconds: number): void => {
    clearTimeout(pending.current)
    pending.current = setTimeout(() => set({ pollSeconds }), TYPING)
  }

  return (
    <div className={css['sections']}>
      <Section title={settings.appearance}>
        <div className={css['setting']}>
          <span>{settings.language}</span>
          <Segments
            label={settings.language}
            value={preferences.locale}
            options={LANGUAGES.map((value) => ({ value, label: settings.languages[value] }))}
            onChange={(locale) => set({ locale })}
          />
        </div>
        <div className={css['setting']}>
          <span>{settings.theme}</span>
          <Segments
            label={settings.theme}
            value={preferences.theme}
            options={THEMES.map((value) => ({ value, label: settings.themes[value] }))}
            onChange={(theme) => set({ theme })}
          />
        </div>
      </Section>
      <Section title={settings.figures}>
        <div className={css['narrow']}>
          <NumberField
            label={settings.pollSeconds}
            hint={settings.pollSecondsHint}
            unit={settings.secondsUnit}
            value={preferences.pollSeconds}
            least={15}
            most={600}
            onChange={setPoll}
          />
        </div>
      </Section>
      <Section title={settings.window}>
        <Switch
          label={settings.closeToTray}
          hint={settings.closeToTrayHint}
          checked={preferences.closeToTray}
          onChange={(closeToTray) => set({ closeToTray })}
        />
        <Switch
          label={settings.notifications}
          hint={settings.notificationsHint}
          checked={preferences.notifications}
          onChange={(notifications) => set({ notifications })}
        />
      </Section>
    </div>
  )
}
