import type { ReactElement } from 'react'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { useTermsOf } from '../../stores/edit-terms.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Field, TextInput } from '../../ui/field.tsx'

interface LimitFieldsProps {
  readonly accountIds: readonly AccountId[]
  readonly nameOf: (id: AccountId) => string
  /** By account. */
  readonly typed: Readonly<Record<AccountId, string>>
  readonly onTyped: (typed: Readonly<Record<AccountId, string>>) => void
}

/** Where there is a limit: the name of an account confirms all amounts of a set that go above it there. */
export const LimitFields = ({ accountIds, nameOf, typed, onTyped }: LimitFieldsProps): ReactElement => {
  const { house } = useStrings()
  const format = useFormat()
  const terms = useTermsOf(accountIds)
  const limited = accountIds.filter((id) => (terms[id]?.limit ?? null) !== null)
  return (
    <>
      {limited.map((id) => (
        <Field key={id} label={house.typeToPost(format.quoted(nameOf(id), 60))} hint={house.typeToPostHint}>
          <TextInput
            value={typed[id] ?? ''}
            maxLength={400}
            dir="auto"
            onChange={(text) => onTyped({ ...typed, [id]: text })}
          />
        </Field>
      ))}
    </>
  )
}
