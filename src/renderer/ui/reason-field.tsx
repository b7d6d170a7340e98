import type { ReactElement } from 'react'
import { MOST_REASON } from '../../shared/domain/edits.ts'
import { useStrings } from '../strings/use-strings.ts'
import { Field, TextInput } from './field.tsx'

interface ReasonFieldProps {
  readonly value: string
  readonly disabled?: boolean
  readonly onChange: (reason: string) => void
}

/** Why something is edited, for whoever looks at the journal or the timeline later. It may stay empty. */
export const ReasonField = ({ value, disabled = false, onChange }: ReasonFieldProps): ReactElement => {
  const { edits, common } = useStrings()
  return (
    <Field label={edits.columns.why} note={common.optional}>
      <TextInput
        value={value}
        onChange={onChange}
        maxLength={MOST_REASON}
        disabled={disabled}
        placeholder={edits.whyHint}
        dir="auto"
        data-reason
      />
    </Field>
  )
}
