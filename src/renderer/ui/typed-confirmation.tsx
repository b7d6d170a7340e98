import type { ReactElement } from 'react'
import { confirms } from '../../shared/domain/edit-policy.ts'
import { isMoneyField, partsOfChange } from '../../shared/domain/edits.ts'
import type { Change } from '../../shared/domain/edits.ts'
import type { Currency } from '../../shared/domain/money.ts'
import { useFormat, useStrings } from '../strings/use-strings.ts'
import { Field, TextInput } from './field.tsx'

interface OfAccount {
  readonly name: string
  readonly currency: Currency
}

/** Whether what was typed confirms all changes that go over the limit. */
export const areConfirmed = (typed: string, changes: readonly Change[], account: OfAccount): boolean =>
  changes.every((change) => confirms(typed, change, account))

interface TypedConfirmationProps {
  /** Those of one account that go over the limit; none: nothing is shown. */
  readonly changes: readonly Change[]
  readonly account: OfAccount
  readonly value: string
  readonly disabled?: boolean
  readonly onChange: (typed: string) => void
}

/** The new amount, typed once more; where there are several, or no amount, the name of the account. */
export const TypedConfirmation = ({
  changes,
  account,
  value,
  disabled = false,
  onChange,
}: TypedConfirmationProps): ReactElement | null => {
  const { house } = useStrings()
  const format = useFormat()
  const [first, ...others] = changes
  if (!first) return null
  const name = format.quoted(account.name, 80)
  const after = partsOfChange(first).find(({ field }) => isMoneyField(field))?.after
  const amount = others.length === 0 && typeof after === 'number' ? after : null
  return (
    <Field
      label={amount === null ? house.typeAccount(name) : house.typeAmount}
      hint={
        amount === null
          ? house.typeAccountHint(changes.length)
          : house.typeAmountHint(format.money(amount, account.currency), name)
      }
    >
      <TextInput value={value} maxLength={400} disabled={disabled} dir="auto" data-confirm onChange={onChange} />
    </Field>
  )
}
