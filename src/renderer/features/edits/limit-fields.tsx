import type { ReactElement } from 'react'
import type { ToSend } from '../../../shared/domain/change-sets.ts'
import type { AccountId } from '../../../shared/domain/objects.ts'
import { useFormat, useStrings } from '../../strings/use-strings.ts'
import { Field, TextInput } from '../../ui/field.tsx'

/** By account. */
export type TypedNames = Readonly<Record<AccountId, string>>

/** How many of an account's edits go, by what is typed so far. */
export const goingOf = ({ accountId, name, count, overLimit }: ToSend, typed: TypedNames): number =>
  typed[accountId]?.trim() === name.trim() ? count : count - overLimit

interface LimitFieldsProps {
  readonly accounts: readonly ToSend[]
  readonly typed: TypedNames
  readonly onTyped: (typed: TypedNames) => void
}

/** Where amounts go above the limit: the name of their account confirms all of them there. */
export const LimitFields = ({ accounts, typed, onTyped }: LimitFieldsProps): ReactElement => {
  const { house } = useStrings()
  const format = useFormat()
  return (
    <>
      {accounts
        .filter(({ overLimit }) => overLimit > 0)
        .map(({ accountId, name, overLimit }) => (
          <Field
            key={accountId}
            label={house.typeToPost(format.quoted(name, 60))}
            hint={house.typeToPostHint(overLimit)}
          >
            <TextInput
              value={typed[accountId] ?? ''}
              maxLength={400}
              dir="auto"
              onChange={(text) => onTyped({ ...typed, [accountId]: text })}
            />
          </Field>
        ))}
    </>
  )
}
