import type { ReactElement } from 'react'
import type { Preferences } from '../../../shared/domain/connection.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { setPreferences, useApp } from '../../stores/app.ts'
import { Switch } from '../../ui/choice.tsx'
import { Segments } from '../../ui/segments.tsx'
import { useSay } from '../../ui/toast.tsx'
import { Section } from '../../ui/section.tsx'
import css from './settings.module.css'

const LANGUAGES: readonly Preferences['locale'][] = ['system', 'en', 'ru']
const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']

export const General = (): ReactElement | null => {
  const { settings } = useStrings()
  const say = useSay()
  const preferences = useApp(({ state }) => state?.preferences)
  if (!preferences) return null

  const set = (part: Partial<Preferences>): void => void setPreferences(part).catch(say.failed)

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
