import type { ReactElement } from 'react'
import { useId, useState } from 'react'
import { NO_TERMS } from '../../../shared/domain/edit-policy.ts'
import { editFindings } from '../../../shared/domain/editable.ts'
import type { EditableObject } from '../../../shared/domain/editable.ts'
import { isMoneyField, isTimeField } from '../../../shared/domain/edits.ts'
import type { ChangeEdit } from '../../../shared/domain/edits.ts'
import { call } from '../../api.ts'
import { doStep } from '../../stores/draft-steps.ts'
import { useTerms } from '../../stores/edit-terms.ts'
import { retype } from '../../stores/keep-edits.ts'
import { useServer } from '../../stores/server.ts'
import { useFormat, useLocale, useStrings } from '../../strings/use-strings.ts'
import { AccountBand } from '../../ui/account-band.tsx'
import { Button } from '../../ui/button.tsx'
import { changedField, sideText } from '../../ui/changes.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { readForm, textOf } from '../../ui/edit-form.ts'
import { Field, TextInput } from '../../ui/field.tsx'
import { findingText } from '../../ui/finding-text.ts'
import { FindingsList } from '../../ui/findings-list.tsx'
import { FailureBanner, Skeleton } from '../../ui/states.tsx'
import { useSay } from '../../ui/toast.tsx'
import { problemText } from '../../ui/typed-text.ts'
import css from './edits.module.css'

const NO_EVENTS = [] as const

interface RetypeFormProps {
  readonly edit: ChangeEdit
  readonly known: EditableObject
  readonly onClose: () => void
}

const RetypeForm = ({ edit, known, onClose }: RetypeFormProps): ReactElement => {
  const strings = useStrings()
  const { sets, editing, common } = strings
  const format = useFormat()
  const locale = useLocale()
  const say = useSay()
  const terms = useTerms(edit.accountId)
  const { field, before, after } = edit.change
  const about = { ...known, values: { ...known.values, [field]: before } }
  const [text, setText] = useState(textOf(field, after, about, locale))
  const [isBusy, setBusy] = useState(false)
  const formId = useId()
  const { changes, problems } = readForm(about, { [field]: text }, locale)
  const [change] = changes
  const problem = problems.get(field)
  // Whether any of the account can be edited is said when it is sent.
  const findings = change ? editFindings(about, change, [change], { ...(terms ?? NO_TERMS), readOnly: null }) : []
  const blocking = findings.find(({ severity }) => severity === 'block')
  const error = !problem ? blocking && findingText(strings, format, blocking, about) : problemText(strings, problem)
  const maySave = change !== undefined && !blocking
  const save = async (): Promise<void> => {
    const { id, setId, change: old } = edit
    if (!maySave || setId === null) return
    setBusy(true)
    try {
      await doStep({
        setId,
        redo: () => retype(id, change),
        undo: () => retype(id, old),
      })
      onClose()
    } catch (reason) {
      say.failed(reason)
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={sets.retypeTitle}
      description={format.quoted(edit.objectName, 120)}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="primary" type="submit" form={formId} busy={isBusy} disabled={!maySave}>
            {sets.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <AccountBand id={edit.accountId} name={edit.accountName} />
        <Field
          label={changedField(strings, edit.change)}
          error={error ?? null}
          hint={[
            editing.was(sideText(strings, format, edit.change, 'before', edit.currency, known.zone)),
            ...(isTimeField(field) ? [editing.byZone(known.zone)] : []),
          ].join(' · ')}
        >
          <TextInput
            value={text}
            onChange={setText}
            maxLength={400}
            {...(isMoneyField(field) ? { inputMode: 'decimal' as const } : {})}
            {...(isTimeField(field) ? { type: 'datetime-local' } : {})}
          />
        </Field>
        <FindingsList findings={findings.filter(({ severity }) => severity !== 'block')} about={about} />
      </form>
    </Dialog>
  )
}

interface RetypeDialogProps {
  readonly edit: ChangeEdit
  readonly onClose: () => void
}

/** Another value for a draft, read as the form of its object reads it. */
export const RetypeDialog = ({ edit, onClose }: RetypeDialogProps): ReactElement => {
  const { sets } = useStrings()
  const { objectId } = edit
  const { value, failure } = useServer(
    `edits.known:${objectId}`,
    () => call('edits.known', { objectIds: [objectId] }),
    NO_EVENTS,
  )
  const [known] = value ?? []
  if (known) return <RetypeForm edit={edit} known={known} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={sets.retypeTitle}>
      {failure ? <FailureBanner failure={failure} /> : value ? <p>{sets.notHere}</p> : <Skeleton lines={3} />}
    </Dialog>
  )
}
