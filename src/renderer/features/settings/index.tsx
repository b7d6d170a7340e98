import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useView } from '../../stores/view.ts'
import { Room } from '../../ui/room.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { AlertRules } from './alert-rule.tsx'
import { Demo } from './demo.tsx'
import { Editing } from './editing.tsx'
import { Freshness } from './freshness.tsx'
import { General } from './general.tsx'
import { Rates } from './rates.tsx'
import { About, WorkspaceSettings } from './workspace.tsx'

const TABS = ['general', 'freshness', 'rates', 'alerts', 'editing', 'workspace', 'demo', 'about'] as const
type TabId = (typeof TABS)[number]

const CONTENT: Readonly<Record<TabId, () => ReactElement | null>> = {
  general: General,
  freshness: Freshness,
  rates: Rates,
  alerts: AlertRules,
  editing: Editing,
  workspace: WorkspaceSettings,
  demo: Demo,
  about: About,
}

export const SettingsRoom = (): ReactElement => {
  const { settings } = useStrings()
  const demo = useApp(({ state }) => activeWorkspace(state)?.kind === 'demo')
  const wanted = useView((state) => state.tabs['settings'])
  const shown = TABS.filter((id) => id !== 'demo' || demo)
  const tab = shown.find((id) => id === wanted) ?? 'general'
  return (
    <Room title={settings.title}>
      <Tabs
        label={settings.sections}
        value={tab}
        onChange={(id) => useView.getState().setTab('settings', id)}
        tabs={shown.map((id) => {
          const Content = CONTENT[id]
          return { id, label: settings.tabs[id], content: <Content /> }
        })}
      />
    </Room>
  )
}
