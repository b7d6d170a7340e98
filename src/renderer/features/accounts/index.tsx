import type { ReactElement } from 'react'
import { useStrings } from '../../strings/use-strings.ts'
import { AccountsPicker } from './accounts-picker.tsx'

export const AccountsRoom = (): ReactElement => {
  const { accounts } = useStrings()
  return <AccountsPicker title={accounts.title} />
}
