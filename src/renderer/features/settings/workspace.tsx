import { Pencil, Unplug } from 'lucide-react'
import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { signInAgain } from '../../stores/sign-in.ts'
import { Button } from '../../ui/button.tsx'
import { Facts, Section } from '../../ui/section.tsx'
import css from './settings.module.css'

export const WorkspaceSettings = (): ReactElement | null => {
  const { settings, shell } = useStrings()
  const active = useApp(({ state }) => activeWorkspace(state))
  const { show } = useDialogs.getState()
  if (!active) return null
  return (
    <div className={css['sections']}>
      <Section title={shell.workspace}>
        <Facts
          facts={[
            [settings.workspaceName, active.name],
            [settings.workspaceKind, active.kind === 'demo' ? settings.kindDemo : settings.kindMeta],
            active.personName ? [settings.person, active.personName] : null,
          ]}
        />
        <div className={css['buttons']}>
          <Button icon={<Pencil />} onClick={() => show({ kind: 'rename', workspaceId: active.id })}>
            {settings.rename}
          </Button>
          <Button onClick={() => void signInAgain(active.id, false)}>
            {active.signInBy === 'token' ? shell.pasteNew : settings.signInAgain}
          </Button>
        </div>
      </Section>
      <Section title={shell.disconnect} text={settings.disconnectHint}>
        <div className={css['buttons']}>
          <Button icon={<Unplug />} onClick={() => show({ kind: 'disconnect', workspaceId: active.id })}>
            {settings.disconnect}
          </Button>
        </div>
      </Section>
    </div>
  )
}

export const About = (): ReactElement | null => {
  const { settings, common } = useStrings()
  const state = useApp((app) => app.state)
  if (!state) return null
  return (
    <div className={css['sections']}>
      <Section title={common.appName} text={settings.aboutText}>
        <Facts
          facts={[
            [settings.version, state.version],
            [settings.host, settings.hosts[state.host]],
            [settings.license, settings.licenseText],
          ]}
        />
      </Section>
    </div>
  )
}
