import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useSay } from '../../ui/toast.tsx'

interface RenameDialogProps {
  readonly title: string
  readonly name: string
  /** Characters. */
  readonly most: number
  readonly onRename: (name: string) => Promise<void>
  readonly onClose: () => void
}

export const RenameDialog = ({ title, name, most, onRename, onClose }: RenameDialogProps): ReactElement => {
  const { sets, common } = useStrings()
  const say = useSay()
  const [text, setText] = useState(name)
  const [isBusy, setBusy] = useState(false)
  const formId = useId()
  const wanted = text.trim()
  const save = async (): Promise<void> => {
    setBusy(true)
    try {
      await onRename(wanted)
      onClose()
    } catch (error) {
      say.failed(error)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} busy={isBusy} disabled={wanted === ''}>
            {sets.rename}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted !== '') void save()
        }}
      >
        <Field label={sets.name}>
          <TextInput value={text} onChange={setText} maxLength={most} dir="auto" />
        </Field>
      </form>
    </Dialog>
  )
}
