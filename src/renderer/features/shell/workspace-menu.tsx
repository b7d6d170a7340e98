import { ChevronDown, Pencil, Plus, Unplug } from 'lucide-react'
import type { ReactElement } from 'react'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { activeWorkspace, refreshApp, useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { Menu, MenuChoice, MenuItem, MenuSeparator } from '../../ui/menu.tsx'
import { Badge } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import css from './top-bar.module.css'

export const WorkspaceMenu = (): ReactElement | null => {
  const { shell } = useStrings()
  const state = useApp((app) => app.state)
  const say = useSay()
  const { show, setAdding } = useDialogs.getState()
  const active = activeWorkspace(state)
  if (!state || !active) return null

  const go = async (id: string): Promise<void> => {
    if (id === active.id) return
    try {
      await call('workspaces.switch', { id })
      await refreshApp()
    } catch (error) {
      say.failed(error)
    }
  }

  return (
    <Menu
      trigger={
        <button type="button" className={css['workspace']}>
          <span className={css['hidden']}>{`${shell.workspace}: `}</span>
          <span className={css['initial']} aria-hidden>
            {[...active.name][0]?.toUpperCase()}
          </span>
          <span className={css['workspaceName']}>{active.name}</span>
          {active.kind === 'demo' ? <Badge>{shell.demo}</Badge> : null}
          <ChevronDown size={14} aria-hidden />
        </button>
      }
    >
      <MenuChoice
        label={shell.workspaces}
        value={active.id}
        options={state.workspaces.map(({ id, name, personName, kind }) => ({
          value: id,
          label: name,
          hint: kind === 'demo' ? shell.demo : (personName ?? ''),
        }))}
        onChange={(id) => void go(id)}
      />
      <MenuSeparator />
      <MenuItem icon={<Pencil />} onClick={() => show({ kind: 'rename', workspaceId: active.id })}>
        {shell.renameEllipsis}
      </MenuItem>
      <MenuItem icon={<Plus />} onClick={() => setAdding(true)}>
        {shell.addWorkspace}
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Unplug />} danger onClick={() => show({ kind: 'disconnect', workspaceId: active.id })}>
        {shell.disconnectEllipsis}
      </MenuItem>
    </Menu>
  )
}
