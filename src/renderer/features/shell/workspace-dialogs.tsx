import type { ReactElement } from 'react'
import { useState } from 'react'
import type { Workspace } from '../../../shared/domain/connection.ts'
import { call } from '../../api.ts'
import { useStrings } from '../../strings/use-strings.ts'
import { refreshApp, useApp } from '../../stores/app.ts'
import { useDialogs } from '../../stores/dialogs.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/choice.tsx'
import { Confirm, Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useSay } from '../../ui/toast.tsx'

interface Props {
  readonly workspace: Workspace
  readonly onClose: () => void
}

const Rename = ({ workspace, onClose }: Props): ReactElement => {
  const { shell, common } = useStrings()
  const say = useSay()
  const [name, setName] = useState(workspace.name)
  const [busy, setBusy] = useState(false)
  const empty = name.trim() === ''
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('workspaces.rename', { id: workspace.id, name: name.trim() })
      await refreshApp()
      onClose()
    } catch (error) {
      say.failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={shell.renameWorkspace}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form="rename-workspace" busy={busy} disabled={empty}>
            {shell.rename}
          </Button>
        </>
      }
    >
      <form
        id="rename-workspace"
        onSubmit={(event) => {
          event.preventDefault()
          if (!empty && !busy) void save()
        }}
      >
        <Field label={shell.name} error={empty ? shell.nameEmpty : null}>
          <TextInput value={name} onChange={setName} maxLength={80} />
        </Field>
      </form>
    </Dialog>
  )
}

const Disconnect = ({ workspace, onClose }: Props): ReactElement => {
  const { shell } = useStrings()
  const say = useSay()
  const [keepCache, setKeepCache] = useState(true)
  const [busy, setBusy] = useState(false)
  const disconnect = async (): Promise<void> => {
    setBusy(true)
    try {
      await call('workspaces.disconnect', { id: workspace.id, keepCache })
      await refreshApp()
      say.done(shell.disconnected(workspace.name))
      onClose()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }
  return (
    <Confirm
      open
      onClose={onClose}
      title={shell.disconnectTitle(workspace.name)}
      description={shell.disconnectText}
      action={keepCache ? shell.disconnectKeep(workspace.name) : shell.disconnectDelete(workspace.name)}
      danger
      busy={busy}
      onConfirm={() => void disconnect()}
    >
      <Checkbox label={shell.keepCache} checked={keepCache} onChange={setKeepCache} />
    </Confirm>
  )
}

export const WorkspaceDialogs = (): ReactElement | null => {
  const open = useDialogs((dialogs) =>
    dialogs.open?.kind === 'rename' || dialogs.open?.kind === 'disconnect' ? dialogs.open : null,
  )
  const { close } = useDialogs.getState()
  const workspaces = useApp(({ state }) => state?.workspaces)
  if (open === null) return null
  const workspace = workspaces?.find(({ id }) => id === open.workspaceId)
  if (!workspace) return null
  return open.kind === 'rename' ? (
    <Rename workspace={workspace} onClose={close} />
  ) : (
    <Disconnect workspace={workspace} onClose={close} />
  )
}
